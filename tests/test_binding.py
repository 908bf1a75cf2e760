"""Figures are filled in from the data, keep their origin, and nothing else can be done between the braces."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssnet_docs import yamlfile
from ssnet_docs.content.binding import bind
from ssnet_docs.content.catalogue import Entry
from ssnet_docs.content.reading import Tree
from ssnet_docs.model.errors import ErrorCollector
from ssnet_docs.model.fact import DataStore, Fact, Indicator, plain, segments
from ssnet_docs.model.quantity import Quantity


def fact(key: str, value: str, name: str = "人數") -> Fact:
    return Fact(key=key, name=name, quantity=Quantity.parse(value), source="briefing")


DATA = DataStore(
    facts=[
        fact("penghu/opened/110", "68人"),
        fact("penghu/eligible/110", "74人"),
        fact("penghu/share/110", "82.3%"),
        fact("penghu/share/109", "80%"),
        fact("taichung/subsidy/111", "5,414萬元"),
        fact("taichung/share/111", "1,200千元"),
        fact("tw/new", "新增"),
        fact("tw/nothing", "0人"),
        Fact(
            key="kpi/1/115",
            name="設置數",
            quantity=Quantity.parse("81處"),
            indicator="centres",
            year=115,
            kind="target",
        ),
        Fact(
            key="kpi/1/114",
            name="設置數",
            quantity=Quantity.parse("71處"),
            indicator="centres",
            year=114,
            kind="actual",
        ),
    ],
    indicators=[Indicator(id="centres", name="設置數", programme="2.0")],
)


def bound(text: str, **scope: str) -> tuple[str, list[str]]:
    """The text after binding, with its marks, and the faults as `line:column message`."""
    data, positions = yamlfile.load(f"text: |-\n  {text}\n", "f.yaml")
    tree = Tree(Entry("penghu", "county", "f.yaml"), data, positions, {("text",): scope})
    errors = ErrorCollector()
    bind(tree, DATA, errors)
    faults = [f"{error.source.line}:{error.source.column} {error.message}" for error in errors.errors if error.source]
    return tree.data["text"], faults


def shown(text: str) -> str:
    value, faults = bound(text)
    assert faults == []
    return plain(value)


def test_a_fact_is_shown_and_keeps_its_key() -> None:
    value, _ = bound("服務{{ fact('penghu/opened/110') }}。")
    assert list(segments(value)) == [("服務", ()), ("68人", ("penghu/opened/110",)), ("。", ())]


def test_a_computed_figure_keeps_the_keys_of_its_operands() -> None:
    value, _ = bound("{{ rate(fact('penghu/opened/110'), fact('penghu/eligible/110')) }}")
    assert list(segments(value)) == [("91.9%", ("penghu/opened/110", "penghu/eligible/110"))]


@pytest.mark.parametrize(
    ("expression", "result"),
    [
        ("value('centres', year=115)", "81處"),
        ("value('centres', year=114, kind='actual')", "71處"),
        ("target('centres', 115)", "81處"),
        ("actual('centres', 114)", "71處"),
        ("rate(fact('penghu/opened/110'), fact('penghu/eligible/110'), 2)", "91.89%"),
        ("difference(target('centres', 115), actual('centres', 114))", "10處"),
        ("difference(fact('penghu/share/110'), fact('penghu/share/109'))", "2.3個百分點"),
        ("growth(actual('centres', 114), target('centres', 115))", "14.1%"),
        ("total(fact('penghu/opened/110'), fact('penghu/eligible/110'))", "142人"),
        ("total([fact('penghu/opened/110'), fact('penghu/eligible/110')])", "142人"),
        ("total(fact('taichung/subsidy/111'), fact('taichung/share/111'))", "5,534萬元"),
        ("fact('penghu/share/110') | number", "82.3"),
        ("fact('penghu/share/110') | unit", "%"),
        ("fact('penghu/share/110') | decimals(0)", "82%"),
        ("fact('taichung/subsidy/111') | to('千元')", "54,140千元"),
        ("fact('penghu/share/110').name", "人數"),
        ("'達成' if fact('penghu/share/110').number > 80 else '未達成'", "達成"),
        ("place", "penghu"),
    ],
)
def test_an_expression_gives_its_figure(expression: str, result: str) -> None:
    assert shown("{{ " + expression + " }}") == result


def test_a_condition_chooses_text() -> None:
    assert shown("{% if place == 'penghu' %}離島{% else %}本島{% endif %}") == "離島"


def test_parameters_of_an_included_part_are_names() -> None:
    assert bound("{{ county }}的服務", county="臺中市") == ("臺中市的服務", [])


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("甲 {{ nobody }}", "2:5 不認得「nobody」"),
        ("{{ fact('penghu/openet/110') }}", "2:3 沒有數值代號「penghu/openet/110」"),
        ("{{ value('centre', year=115) }}", "2:3 沒有指標「centre」"),
        ("{{ value('centres', year=120) }}", "2:3 沒有指標「centres」的數值「tw 120 target」"),
        ("{{ value('centres') }}", "2:3 函式的參數不對"),
        ("{{ value('centres', year='next') }}", "2:3 沒有指標「centres」的數值「tw next target」"),
        ("{{ rate(fact('penghu/opened/110'), fact('tw/nothing')) }}", "2:3 rate() 的分母是 0"),
        ("{{ rate(fact('tw/new'), fact('penghu/opened/110')) }}", "2:3 「tw/new」是「新增」，不能計算"),
        ("{{ rate(68, 74) }}", "2:3 rate() 要的是數值，不是「68」"),
        (
            "{{ difference(fact('penghu/opened/110'), fact('penghu/share/110')) }}",
            "2:3 單位不同，不能計算：「68人」與「82.3%」",
        ),
        ("{{ fact('penghu/opened/110') | to('千元') }}", "2:3 「68人」不能換算成「千元」"),
        ("{{ fact('penghu/opened/110').nmae }}", "2:3 不認得「.nmae」"),
        ("{{ fact('penghu/opened/110') | upper }}", "2:3 不認得「| upper」"),
        ("{{ fact }}", "2:3 算式沒有得到數值或文字"),
        ("{{ fact('penghu/opened/110') > 3 }}", "2:3 函式的參數不對"),
        ("{{ fact(‘penghu/opened/110’) }}", "2:3 「‘」不能寫在 {{ }} 裡"),
        ("甲 {{ fact('penghu/opened/110')", "2:5 「{{」沒有對應的「}}」，或引號、括號沒有成對"),
    ],
)
def test_what_is_wrong_is_said_at_the_expression(text: str, fault: str) -> None:
    value, faults = bound(text)
    assert faults == [fault]
    assert value == text


def test_every_wrong_expression_of_a_string_is_reported() -> None:
    _, faults = bound("{{ a }} 與 {{ fact('penghu/opened/110') }} 與 {{ b }}")
    assert faults == ["2:3 不認得「a」", "2:47 不認得「b」"]


@pytest.mark.parametrize(
    "expression",
    [
        "{{ ().__class__.__mro__ }}",
        "{{ fact.__globals__ }}",
        "{{ fact('penghu/opened/110').quantity.parse('1') }}",
        "{{ 10 ** 10 ** 10 }}",
        "{{ 'x' * 1000000000 }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ 'a' ~ 'b' }}",
        "{{ 1 + 1 }}",
        "{{ [1, 2][0] }}",
        "{{ range(1000000000) }}",
        "{{ cycler('a') }}",
        "{{ {'a': 1} }}",
        "{% for n in [1, 2] %}{{ n }}{% endfor %}",
        "{% set x = 1 %}",
        "{% macro m() %}{% endmacro %}",
        "{% include 'x' %}",
        "{% import 'os' as os %}",
        "{% raw %}x{% endraw %}{% filter upper %}a{% endfilter %}",
        "{{ " + "(" * 500 + "1" + ")" * 500 + " }}",
        "{{ " + "not " * 50 + "1 }}",
        "{{ " + "1 if 1 else " * 200 + "1 }}",
    ],
)
def test_nothing_but_figures_functions_and_conditions_can_be_written(expression: str) -> None:
    value, faults = bound(expression)
    assert value == expression
    assert len(faults) == 1


def test_an_overlong_template_is_refused() -> None:
    _, (fault,) = bound("{{ place }}" + "字" * 30_000)
    assert fault == "1:7 含有 {{ }} 的文字超過 20,000 字"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60))
def test_text_without_braces_is_never_changed(text: str) -> None:
    tree = Tree(Entry("x", "plan", "f"), {"text": text.replace("{", "(")}, yamlfile.load("text: x", "f")[1])
    bind(tree, DATA, ErrorCollector())
    assert tree.data == {"text": text.replace("{", "(")}


@given(st.text("{}%#'\"() factplaceif|.-=,\n子", max_size=60))
def test_whatever_stands_between_braces_gives_text_or_a_fault(text: str) -> None:
    data = {"text": "{{" + text}
    tree = Tree(Entry("x", "plan", "f.yaml"), data, yamlfile.load("text: x", "f.yaml")[1])
    errors = ErrorCollector()
    bind(tree, DATA, errors)
    assert isinstance(tree.data["text"], str)
    assert all(error.message for error in errors.errors)


def test_jinja_is_not_loaded_for_text_without_braces() -> None:
    program = """
import sys
from ssnet_docs import yamlfile
from ssnet_docs.content.binding import bind
from ssnet_docs.content.catalogue import Entry
from ssnet_docs.content.reading import Tree
from ssnet_docs.model.errors import ErrorCollector
from ssnet_docs.model.fact import DataStore
data, positions = yamlfile.load("a: [b, {c: d}]", "f")
bind(Tree(Entry("x", "plan", "f"), data, positions), DataStore(), ErrorCollector())
sys.exit("jinja2" in sys.modules)
"""
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
