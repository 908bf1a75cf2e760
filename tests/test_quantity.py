"""Quantities: what the briefings write, as numbers that print the same again."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssnet_docs.model.quantity import BOUNDS, COMPARATORS, MONEY, Quantity, QuantityError, rounded

FORMS = [  # as the five briefings print them: text, number, unit, and the words around
    ("低於3%", "3", "%", {"comparator": "低於"}),
    ("低於 3%", "3", "%", {"comparator": "低於"}),
    ("低於 0.01%", "0.01", "%", {"comparator": "低於"}),
    ("<7.5%", "7.5", "%", {"comparator": "<"}),
    ("2,600人", "2600", "人", {}),
    ("各中心均達80%", "80", "%", {"scope": "各中心均達"}),
    ("各中心均達 80%", "80", "%", {"scope": "各中心均達"}),
    ("增加5%", "5", "%", {"comparator": "增加"}),
    ("下降5%", "5", "%", {"comparator": "下降"}),
    ("89.8% (113學年度)", "89.8", "%", {"qualifier": "113學年度"}),
    ("80.48% (113年)", "80.48", "%", {"qualifier": "113年"}),
    ("累計30,000人", "30000", "人", {"comparator": "累計"}),
    ("71處", "71", "處", {}),
    ("設置 81處", "81", "處", {"comparator": "設置"}),
    ("12 小時", "12", "小時", {}),
    ("12小時", "12", "小時", {}),
    ("40 %", "40", "%", {}),
    ("660場", "660", "場", {}),
    ("5,414萬元", "5414", "萬元", {}),
    ("4萬7,000人", "47000", "人", {}),
    ("9萬301人次", "90301", "人次", {}),
    ("2萬2,769人", "22769", "人", {}),
    ("70萬名", "700000", "名", {}),
    ("1,720,331", "1720331", "", {}),
    ("1,720,331千元", "1720331", "千元", {}),
    ("22縣市", "22", "縣市", {}),
    ("3督", "3", "督", {}),
    ("14員", "14", "員", {}),
    ("0.01%", "0.01", "%", {}),
    ("+141", "141", "", {}),
    ("-38", "-38", "", {}),
    ("1 : 2", "0.5", "", {}),
    ("1/2以上", "0.5", "", {"bound": "以上"}),
    ("3、4萬元以上", "3", "萬元", {"bound": "以上"}),
    ("3場次(含以上)", "3", "場次", {"qualifier": "含以上"}),
    ("68校(園)", "68", "校", {"qualifier": "園"}),
    ("每4個月", "4", "個月", {"comparator": "每"}),
    ("每2萬", "20000", "", {"comparator": "每"}),
    ("至少1次", "1", "次", {"comparator": "至少"}),
    ("最高10階", "10", "階", {"comparator": "最高"}),
    ("6歲以下", "6", "歲", {"bound": "以下"}),
]


@pytest.mark.parametrize(("text", "number", "unit", "words"), FORMS, ids=[form[0] for form in FORMS])
def test_every_form_of_the_briefings_is_understood_and_prints_the_same(text, number, unit, words):
    quantity = Quantity.parse(text)
    assert str(quantity) == text
    assert (quantity.number, quantity.unit) == (Decimal(number), unit)
    assert {name: getattr(quantity, name) for name in ("comparator", "scope", "bound", "qualifier")} == {
        "comparator": "",
        "scope": "",
        "bound": "",
        "qualifier": "",
        **words,
    }


@pytest.mark.parametrize(
    ("text", "mark", "number"), [("新增", "new", None), ("-", "zero", 0), ("--", "not-applicable", None)]
)
def test_marks_keep_their_meaning(text, mark, number):
    quantity = Quantity.parse(text)
    assert (quantity.mark, quantity.number, str(quantity)) == (mark, number, text)
    assert quantity.is_mark


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "空白"),
        ("3督14員", "兩個數字"),
        ("１２%", "全形"),
        ("5％", "全形"),
        ("1,23人", "逗號位置"),
        ("1,2345人", "逗號位置"),
        ("1O人", "英文字母"),
        ("未定", "不是數值"),
        ("N/A", "不是數值"),
        (" 5%", "前後有空白"),
        ("5% ", "前後有空白"),
        ("5%%", "看得懂"),
        ("12abc", "看得懂"),
        ("12年新增", "看得懂"),
        ("5/0", "分母是 0"),
        ("---", "不是數值"),
        ("八十處", "不是數值"),
    ],
)
def test_text_that_is_no_quantity_is_refused_with_a_reason(text, said):
    with pytest.raises(QuantityError) as caught:
        Quantity.parse(text)
    assert said in caught.value.message
    assert isinstance(caught.value, ValueError)


def test_a_very_long_wrong_text_is_quoted_shortly():
    with pytest.raises(QuantityError) as caught:
        Quantity.parse("x" * 10_000)
    assert len(caught.value.message) < 100


# --- for all inputs ------------------------------------------------------------------------------------------------

_WORD = st.text("甲乙丙丁人處案場次間所校", min_size=1, max_size=4)
_COUNT = st.integers(0, 10**10).flatmap(lambda number: st.sampled_from([f"{number}", f"{number:,}"]))
_DECIMAL = st.tuples(_COUNT, st.from_regex(r"(?:\.[0-9]{1,4})?", fullmatch=True)).map("".join)
_GROUPED = st.tuples(_DECIMAL, st.sampled_from("萬億"), st.one_of(st.just(""), _COUNT)).map("".join)
_RATIO = st.tuples(_COUNT, st.sampled_from([":", " : ", "/", "："]), st.integers(1, 999).map(str)).map("".join)
_FIGURE = st.one_of(_DECIMAL, _GROUPED, _RATIO)
_UNIT = st.one_of(st.just(""), st.just("%"), _WORD, st.sampled_from(list(MONEY)))


@st.composite
def printed(draw):
    scope = draw(st.one_of(st.just(""), _WORD.map(lambda word: f"各{word}均達")))
    comparator = draw(st.sampled_from(["", *COMPARATORS]))
    lead = draw(st.sampled_from(["", " "])) if scope or comparator else ""
    unit = draw(_UNIT)
    gap = draw(st.sampled_from(["", " "])) if unit else ""
    bound = draw(st.sampled_from(["", *BOUNDS]))
    qualifier = draw(
        st.one_of(st.just(""), _WORD.map(lambda word: f"({word})"), _WORD.map(lambda word: f" （{word}）"))
    )
    sign = draw(st.sampled_from(["", "+", "-"]))
    return f"{scope}{comparator}{lead}{sign}{draw(_FIGURE)}{gap}{unit}{bound}{qualifier}"


@given(printed())
def test_printing_gives_back_what_was_parsed(text):
    quantity = Quantity.parse(text)
    assert str(quantity) == text
    assert Quantity.parse(str(quantity)) == quantity


@given(st.text(max_size=12))
def test_any_other_text_is_an_error_in_chinese_and_never_anything_else(text):
    try:
        quantity = Quantity.parse(text)
    except QuantityError as error:
        assert error.message
    else:
        assert str(quantity) == text


@given(st.decimals(-(10**12), 10**12, places=3), st.sampled_from(["", "%", "人", "千元"]), st.integers(0, 3))
def test_a_computed_quantity_is_rounded_half_up_and_can_be_parsed_again(number, unit, places):
    quantity = Quantity.of(number, unit, decimals=places)
    assert quantity.number == rounded(number, places)
    assert quantity.decimals == places
    assert Quantity.parse(str(quantity)) == quantity


@given(st.decimals(0, 10**9, places=2), st.sampled_from(list(MONEY)), st.sampled_from(list(MONEY)))
def test_money_is_worth_the_same_in_every_unit(number, unit, other):
    quantity = Quantity.of(number, unit)
    converted = quantity.to(other)
    assert converted.unit == other
    assert converted.same_value(quantity)
    assert converted.to(unit).number == quantity.number


# --- conversion and comparison -------------------------------------------------------------------------------------


def test_rounding_is_half_up_as_in_the_briefings():
    assert rounded(Decimal("82.25"), 1) == Decimal("82.3")
    assert rounded(Decimal("-0.5"), 0) == Decimal(-1)


def test_money_is_converted_and_keeps_its_words():
    assert str(Quantity.parse("5,414萬元").to("元")) == "54,140,000元"
    assert str(Quantity.parse("約1,723,331千元").to("億元")) == "約17.23331億元"


def test_only_money_is_converted():
    with pytest.raises(QuantityError, match="不能換算"):
        Quantity.parse("5人").to("元")


def test_what_cannot_be_a_unit_is_refused():
    with pytest.raises(QuantityError, match="不是單位"):
        Quantity.of(12, "萬人")


def test_the_same_value_may_be_spaced_and_grouped_otherwise():
    assert Quantity.parse("低於3%").same_value(Quantity.parse("低於 3%"))
    assert Quantity.parse("21,242").same_value(Quantity.parse("21242"))
    assert Quantity.parse("1,720千元").same_value(Quantity.parse("172萬元"))


def test_another_comparator_unit_or_mark_is_another_value():
    assert not Quantity.parse("3%").same_value(Quantity.parse("低於3%"))
    assert not Quantity.parse("3人").same_value(Quantity.parse("3處"))
    assert not Quantity.parse("0").same_value(Quantity.parse("-"))
    assert not Quantity.parse("13所").same_value(Quantity.parse("14間"))
