"""Marks of lists, big figures, changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from ssnet_docs.blocks.parts.figure import change_paragraph, figure_paragraph
from ssnet_docs.blocks.parts.items import chinese_number, letters, shown_mark
from ssnet_docs.model.fact import mark, plain
from ssnet_docs.model.nodes import Items
from tests.blocks.examples import context, lowered, read


def items(text: str) -> Items:
    (node,) = lowered(text)
    assert isinstance(node, Items)
    return node


def test_each_level_has_its_own_mark() -> None:
    node = items("- bullets: [甲, {text: 乙, items: [丙, {text: 丁, items: [戊]}]}]")
    assert [(item.level, item.mark and item.mark.text) for item in node.items] == [
        (0, "•"),
        (0, "•"),
        (1, "–"),
        (1, "–"),
        (2, "•"),
    ]


def test_numbers_begin_where_the_author_says_and_again_on_each_level() -> None:
    node = items(
        "- bullets: {mark: number, start: 4, items: [{text: 甲, sub-mark: parenthesised, items: [乙, 丙]}, 丁]}"
    )
    assert [item.mark and (item.mark.text, item.mark.scheme, item.mark.start) for item in node.items] == [
        ("4.", "arabicPeriod", 4),
        ("(1)", "arabicParenBoth", 1),
        ("(2)", "arabicParenBoth", 2),
        ("5.", "arabicPeriod", 5),
    ]


def test_an_item_may_have_a_mark_of_its_own() -> None:
    node = items("- bullets: {mark: ✓, items: [甲, {text: 乙, mark: ➤}, {text: 丙, mark: none}]}")
    assert [item.mark and item.mark.text for item in node.items] == ["✓", "➤", None]


def test_six_levels_are_refused() -> None:
    deep = "甲"
    for _ in range(5):
        deep = f"{{text: 乙, items: [{deep}]}}"
    with pytest.raises(ValidationError, match="最多 5 層"):
        read(f"- bullets: [{deep}]")


@given(st.integers(1, 99))
def test_chinese_numbers_name_every_number_once(number: int) -> None:
    text = chinese_number(number)
    digits = {character: value for value, character in enumerate("零一二三四五六七八九")}
    tens, _, ones = text.rpartition("十")
    ten = 10 * (digits[tens] if tens else 1) if "十" in text else 0
    assert ten + (digits[ones] if ones else 0) == number


@given(st.integers(1, 20_000))
def test_letters_count_as_spreadsheets_do(number: int) -> None:
    value = 0
    for character in letters(number):
        value = value * 26 + ord(character) - 64
    assert value == number


def test_circled_numbers_end_at_twenty() -> None:
    assert [shown_mark("circled", number).text for number in (1, 20, 21)] == ["①", "⑳", "(21)"]  # type: ignore[union-attr]


# --- figures -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "large"),
    [
        ("158處", "158"),
        ("1,654人", "1,654"),
        ("低於2.5%", "2.5"),
        ("各中心均達 80%", "80"),
        ("89.8% (113學年度)", "89.8"),
        ("4萬7,000人", "4萬7,000"),
        ("3督14員", "3|14"),
        ("新增", "新增"),
    ],
)
def test_the_number_is_large_and_what_stands_around_it_small(text: str, large: str) -> None:
    for written in (text, mark("some/fact", text)):
        paragraph = figure_paragraph(context(), written)
        assert paragraph.text == text
        assert "|".join(run.text for run in paragraph.runs if run.scale == 1.0) == large


def test_a_bound_figure_keeps_its_fact_on_every_run() -> None:
    paragraph = figure_paragraph(context(), f"共{mark('mohw/centres/119', '158處')}")
    assert [(run.text, run.facts) for run in paragraph.runs] == [
        ("共", ()),
        ("158", ("mohw/centres/119",)),
        ("處", ("mohw/centres/119",)),
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("增加2處", "▲ 增加2處"),
        ("+141", "▲ +141"),
        ("降低0.5個百分點", "▼ 降低0.5個百分點"),
        ("-38", "▼ -38"),
        ("▼ 增加", "▼ 增加"),
        ("持平", "持平"),
        ("- 註", "- 註"),
        (mark("a/b", "增加5%"), "▲ 增加5%"),
    ],
)
def test_a_change_says_its_direction_by_a_sign(text: str, shown: str) -> None:
    assert change_paragraph(context(), text).text == shown


@given(
    st.text(
        st.characters(blacklist_categories=("Cs", "Cc", "Co"), blacklist_characters="*_`[]<>\\&|~#￹￺￻"), max_size=30
    )
)
def test_a_figure_never_loses_text(text: str) -> None:
    assert figure_paragraph(context(), text).text == plain(text)
