"""Figures in running text are read as they are written, whatever stands around them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssnet_docs.checks.parts.figures import UNITS, sentences
from ssnet_docs.model.quantity import MONEY

PLAIN = st.text(st.sampled_from("社區心理衛生中心設置據點服務達共計於與，、：（）「」 "), max_size=20)
UNIT = st.sampled_from(sorted(UNITS))


def figures(text: str) -> list[tuple[str, int | None]]:
    return [(str(figure.quantity), figure.year) for one in sentences(text) for figure in one.figures]


@given(PLAIN, st.integers(0, 10**12), UNIT, PLAIN)
def test_a_number_with_a_unit_is_found_with_its_value(before: str, number: int, unit: str, after: str) -> None:
    found = list(sentences(f"{before}{number:,}{unit}。{after}"))
    assert [(figure.number, figure.quantity.unit) for one in found for figure in one.figures] == [(number, unit)]


@given(st.integers(1, 9999), st.integers(0, 9999), st.sampled_from(["人", "人次"]))
def test_ten_thousands_are_added_to_what_follows_them(high: int, low: int, unit: str) -> None:
    (found,) = sentences(f"培訓{high:,}萬{f'{low:,}' if low else ''}{unit}")
    assert [figure.number for figure in found.figures] == [high * 10_000 + low]


@given(st.decimals(0, 999, places=2), st.sampled_from(sorted(MONEY)))
def test_money_is_compared_in_yuan(number: Decimal, unit: str) -> None:
    (found,) = sentences(f"補助{number}{unit}")
    assert [figure.amount for figure in found.figures] == [number * MONEY[unit]]


@given(st.integers(100, 130), st.integers(0, 999), UNIT, st.sampled_from(["年", "年度", "年底"]))
def test_a_figure_is_said_of_the_year_before_it_in_its_sentence(year: int, number: int, unit: str, word: str) -> None:
    assert figures(f"{year}{word}達{number}{unit}") == [(f"{number}{unit}", year)]
    assert figures(f"{year}{word}。達{number}{unit}") == [(f"{number}{unit}", None)]


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    for one in sentences(text):
        for figure in one.figures:
            assert 0 <= figure.start < figure.end <= len(one.text)
            assert one.text[figure.start : figure.end].endswith(figure.quantity.unit)


@pytest.mark.parametrize(
    "text",
    [
        "107-109年",
        "第3次會議",
        "3個月內",
        "6歲以下",
        "降低0.25個百分點",
        "1比70",
        "社安網2.0人力",
        "Level 1訓練",
        "108年1至6月",
        "2.3.1處理",
        "3位於中部",
    ],
)
def test_a_number_of_another_kind_is_no_figure(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("4萬7,000人", ["4萬7,000人"]),
        ("51案、5,414萬元", ["51案", "5,414萬元"]),
        ("目標：300人", ["300人"]),
        ("由113年底71處增至119年101處", ["71處", "101處"]),
        ("82.3 %", ["82.3%"]),
    ],
)
def test_figures_are_found_beside_each_other(text: str, found: list[str]) -> None:
    assert [one for one, _ in figures(text)] == found
