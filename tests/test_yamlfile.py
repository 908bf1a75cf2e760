"""YAML keeps what was typed, knows where it stands, and refuses what it cannot keep."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssnet_docs import yamlfile
from ssnet_docs.model.errors import ContentErrors, Source
from ssnet_docs.yamlfile import load

CONTROL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\ufff9-\ufffb\ufeff\ufffe\uffff\ud800-\udfff\U0010f000-\U0010ffff]"
)


def value_of(text: str) -> object:
    return load(f"value: {text}\n", "f.yaml")[0]["value"]


def faults(text: str) -> list[str]:
    with pytest.raises(ContentErrors) as caught:
        load(text, "f.yaml")
    return [
        f"{error.source.line}:{error.source.column} {error.message}" for error in caught.value.errors if error.source
    ]


@pytest.mark.parametrize(
    "text",
    ["110-09-16", "2021-09-16", "09007", "1e3", "12:30", "0x1F", "1_000", "+5", ".5", "5.", "-0", "yes", "No", "on"],
)
def test_what_only_looks_like_a_number_a_date_or_a_truth_value_stays_the_string_that_was_typed(text: str) -> None:
    assert value_of(text) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("110", 110),
        ("-3", -3),
        ("0", 0),
        ("1.5", 1.5),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
    ],
)
def test_plain_scalars_follow_the_core_rules_of_yaml(text: str, value: object) -> None:
    read = value_of(text)
    assert read == value
    assert isinstance(read, type(value))


def test_a_decimal_prints_as_it_was_typed() -> None:
    assert str(value_of("91.80")) == "91.80"


def test_a_number_of_any_length_is_never_changed() -> None:
    assert value_of("9" * 5000) == "9" * 5000


def test_quoted_numbers_and_truth_values_are_text() -> None:
    assert load('["1", \'true\', "null"]', "f")[0] == ["1", "true", "null"]


def test_keys_are_always_text() -> None:
    assert load("114: a\ntrue: b\n", "f")[0] == {"114": "a", "true": "b"}


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(10**17), 10**17) | st.text(st.characters(exclude_categories=["Cs"])),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("鍵abc", min_size=1), inner, max_size=4),
        max_leaves=20,
    ).filter(lambda data: not CONTROL.search(json.dumps(data, ensure_ascii=False).replace("\\", "")))
)
def test_every_json_document_without_control_characters_reads_as_itself(data: object) -> None:
    text = json.dumps(data, ensure_ascii=False)
    if re.search(r"\\u|\\[bfr]", text):  # escapes for control characters
        return
    assert load(text, "f")[0] == data


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_any_text_is_either_read_or_refused_with_places_inside_it(text: str) -> None:
    try:
        load(text, "f.yaml")
    except ContentErrors as caught:
        lines = re.sub("\r\n?", "\n", text).split("\n")
        for error in caught.errors:
            assert error.source is not None
            assert 1 <= error.source.line <= len(lines)
            assert error.message


POSITIONS = """\
title: 標題
sections:
  - id: one
    slides:
      - title: "甲 {{ a }} 乙 {{ b }}"
        notes: |
          第一行
          第二行 {{ c }}

          第四行
      - cards: [{title: 甲}, {title: 乙}]
"""


def test_every_value_and_key_has_its_place() -> None:
    _, positions = load(POSITIONS, "f.yaml")
    assert positions.source(("title",)) == Source("f.yaml", 1, 8)
    assert positions.source(("sections", 0, "slides", 1, "cards", 1, "title")) == Source("f.yaml", 11, 37)
    assert positions.key_source(("sections", 0, "slides", 1, "cards", 1, "title")) == Source("f.yaml", 11, 30)
    assert positions.key_source(("sections", 0, "slides", 1)) == Source("f.yaml", 11, 9)


def test_parts_of_a_path_that_the_file_does_not_have_are_skipped() -> None:
    _, positions = load(POSITIONS, "f.yaml")
    path = ("sections", "tuple[Section]", 0, "slides", 1, "Cards", "cards", "items", 0, "Card", "title", "text")
    assert positions.source(path) == Source("f.yaml", 11, 25)
    assert positions.has(("sections", 0, "id"))
    assert not positions.has(("sections", 0, "tag", "id"))


def test_a_line_inside_a_block_scalar_is_found_in_the_file() -> None:
    _, positions = load(POSITIONS, "f.yaml")
    notes = ("sections", 0, "slides", 0, "notes")
    assert positions.within(notes, 1) == Source("f.yaml", 7, 11)
    assert positions.within(notes, 4) == Source("f.yaml", 10, 11)


def test_an_expression_inside_a_string_is_found_where_it_is_typed() -> None:
    _, positions = load(POSITIONS, "f.yaml")
    slide = ("sections", 0, "slides", 0)
    braces = re.compile(r"\{\{")
    assert positions.occurrences((*slide, "title"), braces) == [Source("f.yaml", 5, 19), Source("f.yaml", 5, 29)]
    assert positions.occurrences((*slide, "notes"), braces) == [Source("f.yaml", 8, 15)]


def test_windows_line_ends_change_neither_values_nor_places() -> None:
    data, positions = load(POSITIONS.replace("\n", "\r\n"), "f.yaml")
    assert data == load(POSITIONS, "f.yaml")[0]
    assert positions.source(("sections", 0, "slides", 0, "title")).line == 5


def test_a_duplicate_key_names_both_places() -> None:
    assert faults("title: a\nid: b\ntitle: c\n") == ["3:1 「title」重複：第 1 行已經寫過"]


def test_all_faults_of_a_file_are_reported_at_once() -> None:
    assert faults("a: 1\na: 2\nb: !!python/name:os.system x\nc: *d\n") == [
        "2:1 「a」重複：第 1 行已經寫過",
        "3:4 不接受 YAML 標籤「!!python/name:os.system」",
        "4:4 找不到「*d」所指的「&d」",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a: 1\ntitle:foo\nb: 2\n", "2:6 冒號後面沒有空白"),
        ("a: 1\ntitle：標題\nb: 2\n", "2:6 冒號是全形的"),
        ("a:\n\tb: 1\n", "2:1 縮排用了定位字元 (Tab) 或全形空白"),
        ("a: {{ fact('x') }}\n", "1:4 以「{{」開頭的文字沒有引號"),
        ("a: {{ fact('x', 'y') }} 人\n", "1:4 以「{{」開頭的文字沒有引號"),
        ("a: **重點** 文字\n", "1:4 文字以 YAML 的特殊符號開頭"),
        ("- %d\n", "1:3 文字以 YAML 的特殊符號開頭"),
        ("a:\n  - @x\n", "2:5 文字以 YAML 的特殊符號開頭"),
        ('a: "沒關\nb: 1\n', "1:4 引號沒有成對"),
        ("a: [1, 2\nb: 3\n", "1:4 「[」沒有對應的「]」，或項目之間少了逗號"),
        ("a: b: c\n", "1:5 這裡不能有冒號"),
        ("a:\n  -b\n  -c\n", "2:3 「-」後面沒有空白"),
        ("a: |x\n  y\n", "1:4 「|」或「>」後面多了文字"),
        ("a: 'it's'\n", "1:8 縮排沒有對齊，或引號後面多了文字"),
        ("<<: {a: 1}\n", "1:1 不接受合併鍵「<<」"),
        ("a: 1\n---\nb: 2\n", "2:1 一個檔案只能有一份 YAML"),
        ("? [a]\n: b\n", "1:3 名稱必須是一段文字，這裡卻是一組資料"),
        ("a: x\x0by\n", "1:5 含有看不見的控制字元 U+000B"),
        ("a: \ufff9x\n", "1:4 含有看不見的控制字元 U+FFF9"),
        ("a: \U0010f000x\n", "1:4 含有看不見的控制字元 U+10F000"),
        ('a: "\\uFFF9"\n', "1:4 含有看不見的控制字元 U+FFF9"),
    ],
)
def test_a_usual_slip_is_named_at_its_place(text: str, fault: str) -> None:
    assert faults(text) == [fault]


def test_aliases_repeat_values_and_point_to_where_they_were_written() -> None:
    data, positions = load("a: &x {b: [1, 2]}\nc: *x\n", "f.yaml")
    assert data == {"a": {"b": [1, 2]}, "c": {"b": [1, 2]}}
    assert positions.source(("c", "b", 1)) == Source("f.yaml", 1, 15)
    assert positions.key_source(("c",)) == Source("f.yaml", 2, 1)


def test_aliases_that_multiply_are_stopped() -> None:
    layers = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    layers += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    (fault,) = faults("\n".join(layers))
    assert "內容太多" in fault


def test_aliases_that_deepen_are_stopped() -> None:
    layers = ["a0: &a0 " + "[" * 20 + "]" * 20]
    layers += [f"a{n}: &a{n} " + "[" * 20 + f"*a{n - 1}" + "]" * 20 for n in range(1, 5)]
    (fault,) = faults("\n".join(layers))
    assert "巢狀太深" in fault


def test_an_alias_cannot_contain_itself() -> None:
    assert faults("a: &x [*x]\n") == ["1:8 找不到「*x」所指的「&x」"]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_endless_nesting_is_stopped(opening: str) -> None:
    (fault,) = faults(opening * 5000)
    assert "巢狀太深" in fault


def test_both_parsers_of_pyyaml_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    fast = load(POSITIONS, "f.yaml")
    monkeypatch.setattr(yamlfile, "_LOADER", yamlfile.yaml.SafeLoader)
    assert load(POSITIONS, "f.yaml") == fast
