"""Lines: Chinese text is broken where it may be, and never set wider than its line."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssnet_docs.compose.breaking import LINE_ENDS, may_break
from ssnet_docs.compose.lines import SUPERSCRIPT, Line, Typesetter
from ssnet_docs.compose.metrics import Metrics
from ssnet_docs.model.text import Colour, Mark, Paragraph, Run
from ssnet_docs.project import Project

ROOT = Project.find().root
METRICS = Metrics.load("jhenghei-arial", ROOT)
EXACT = Typesetter(METRICS, safety=1.0)
SETTER = Typesetter(METRICS)

CLOSING = "、，。．：；！？」』）》〉】…—～％%)"
OPENING = "「『（《〈【("

ALPHABET = (
    "國家安全網推動人處年第期一二" * 2 + CLOSING + OPENING + "ABIlm .,-/+:@$#015" * 2 + "×→①é·\n\u0301\u200b\u00a0　🔥"
)
texts = st.text(alphabet=ALPHABET, max_size=120)
sizes = st.sampled_from([10.0, 12.0, 18.0, 28.0])
widths = st.floats(20, 600)


@st.composite
def mixed_runs(draw: st.DrawFn) -> tuple[Run, ...]:
    parts = draw(st.lists(texts, max_size=4))
    return tuple(
        Run(
            part,
            bold=draw(st.sampled_from([None, True, False])),
            scale=draw(st.sampled_from([1.0, 0.6])),
            superscript=draw(st.booleans()),
        )
        for part in parts
    )


def broken(text: str, ems: float, setter: Typesetter = EXACT) -> list[str]:
    """The lines of `text` in a width of so many ems."""
    return [line.text for line in setter.lines((Run(text),), 10, ems * 10)]


# --- what holds for every text -------------------------------------------------------------------------------------


@given(mixed_runs(), sizes, widths)
def test_lines_are_the_whole_text_in_order(runs: tuple[Run, ...], size: float, width: float) -> None:
    text = "".join(run.text for run in runs)
    lines = SETTER.lines(runs, size, width)
    assert "".join(text[line.start : line.end] for line in lines) == text
    assert all(line.text == text[line.start : line.end].rstrip(" " + LINE_ENDS) for line in lines)


@given(mixed_runs(), sizes, widths)
def test_no_line_is_wider_than_the_share_that_is_used(runs: tuple[Run, ...], size: float, width: float) -> None:
    for line in SETTER.lines(runs, size, width):
        visible = [character for character in line.text if METRICS.advance(character) and character != " "]
        assert line.width <= width * SETTER.safety + 1e-3 or len(visible) <= 1


@given(texts, widths)
def test_a_line_is_as_wide_as_its_text_by_itself(text: str, width: float) -> None:
    for line in EXACT.lines((Run(text),), 10, width):
        alone = EXACT.width((Run(line.text),), 10)
        # a sign that follows Han in the line before may open its own without the gap that it would have there
        assert alone - 1e-6 <= line.width <= alone + 10 * EXACT.gap + 1e-6


@given(texts, widths)
def test_a_line_ends_only_where_it_may_or_where_no_piece_fits(text: str, width: float) -> None:
    lines = EXACT.lines((Run(text),), 10, width)
    for line, following in pairwise(lines):
        if following.start < len(text) and not may_break(text, following.start):
            piece = unbreakable(text, following.start)
            assert EXACT.width((Run(piece),), 10) + 10 * EXACT.gap > width, (line, following)


def unbreakable(text: str, position: int) -> str:
    """The piece around a position that no line may end in."""
    start, end = position, position
    while start and not may_break(text, start):
        start -= 1
    while end < len(text) and not may_break(text, end):
        end += 1
    return text[start:end].rstrip(" ")


@given(mixed_runs(), sizes, widths, st.floats(0, 300))
def test_more_width_never_makes_more_lines(runs: tuple[Run, ...], size: float, width: float, more: float) -> None:
    assert len(SETTER.lines(runs, size, width + more)) <= len(SETTER.lines(runs, size, width))


@given(mixed_runs(), sizes)
def test_text_in_its_natural_width_breaks_only_where_it_says(runs: tuple[Run, ...], size: float) -> None:
    text = "".join(run.text for run in runs)
    width = EXACT.width(runs, size)
    assert len(EXACT.lines(runs, size, width + 1e-6)) == 1 + sum(text.count(end) for end in LINE_ENDS)


@given(mixed_runs(), sizes)
def test_in_the_minimum_width_nothing_is_broken_inside(runs: tuple[Run, ...], size: float) -> None:
    text = "".join(run.text for run in runs)
    lines = EXACT.lines(runs, size, EXACT.minimum_width(runs, size) + 1e-6)
    assert all(may_break(text, line.start) for line in lines[1:] if line.start < len(text))


@given(texts, widths)
def test_neither_a_closing_mark_starts_a_line_nor_an_opening_one_ends_it(text: str, width: float) -> None:
    lines = EXACT.lines((Run(text),), 10, width)
    for line, following in pairwise(lines):
        if text[line.end - 1] in LINE_ENDS or text[line.end - 1] == " " or following.start == len(text):
            continue
        piece = unbreakable(text, following.start)
        if EXACT.width((Run(piece),), 10) + 10 * EXACT.gap <= width:
            assert not following.text.startswith(tuple(CLOSING))
            assert not line.text.endswith(tuple(OPENING))


@given(st.integers(0, 99_999), st.sampled_from(["%", "人", "處", "年", "人次", "千元", "個月"]), st.integers(0, 12))
def test_a_figure_stays_with_its_unit_where_both_fit_a_line(number: int, unit: str, before: int) -> None:
    figure = f"{number:,}{unit}"
    for line in broken("國" * before + figure + "國" * 9, 6):
        shown = line.strip("國")
        assert shown in ("", figure)


# --- single cases --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "ems", "lines"),
    [
        ("推動社會安全網", 4, ["推動社會", "安全網"]),
        ("推動社會，安全", 4, ["推動社", "會，安全"]),
        ("推動社「會安」", 4, ["推動社", "「會安」"]),
        ("合作——強化", 3, ["合", "作——", "強化"]),
        ("追蹤……自殺", 3, ["追", "蹤……", "自殺"]),
        ("達成率98.5%，", 6, ["達成率", "98.5%，"]),
        ("共2,600人參加", 4, ["共", "2,600人", "參加"]),
        ("自110-114年止", 5, ["自", "110-114年", "止"]),
        ("計畫第1期核定", 3.5, ["計畫", "第1期", "核定"]),
        ("列入第二期計畫", 3, ["列入", "第二期", "計畫"]),
        ("服務26人次以上", 4, ["服務", "26人次", "以上"]),
        ("於民國115年起", 5.5, ["於", "民國115年", "起"]),
        ("個案/案件數", 3, ["個", "案/案", "件數"]),
        ("Social Safety Net", 4, ["Social", "Safety", "Net"]),
        ("well-known", 3, ["well-", "known"]),
        ("系統API（測試）", 5.2, ["系統", "API（測", "試）"]),
        ("甲\n乙", 9, ["甲", "乙"]),
        ("甲\u2028乙", 9, ["甲", "乙"]),
        ("甲\r\n乙", 9, ["甲", "乙"]),
        ("甲\n", 9, ["甲", ""]),
        ("", 9, [""]),
        ("甲乙丙 ", 3, ["甲乙丙"]),
        ("甲\u00a0乙丙", 2.5, ["甲\u00a0乙", "丙"]),
    ],
)
def test_breaks_as_a_typesetter_in_taiwan_would(text: str, ems: float, lines: list[str]) -> None:
    assert broken(text, ems) == lines


def test_a_word_longer_than_its_line_is_broken_anywhere() -> None:
    lines = broken("Donaudampfschifffahrt", 5)
    assert len(lines) > 1
    assert "".join(lines) == "Donaudampfschifffahrt"


def test_an_address_longer_than_its_line_is_broken_behind_its_slashes_first() -> None:
    assert broken("https://www.mohw.gov.tw/", 8)[0] == "https://"


def test_a_mark_above_a_letter_and_a_joined_emoji_are_not_parted() -> None:
    assert broken("國e\u0301國", 1) == ["國", "e\u0301", "國"]
    assert "👨\u200d👩" in broken("國👨\u200d👩國", 3)


def test_han_and_latin_stand_apart_by_the_gap_and_so_do_their_marks() -> None:
    def gaps(text: str) -> float:
        return round((EXACT.width((Run(text),), 1) - sum(map(METRICS.advance, text.replace("\n", "")))) / EXACT.gap, 6)

    assert gaps("社安網") == gaps("SSNet 2.0") == gaps("，「」") == 0
    assert gaps("達3%，") == 2
    assert gaps("率(3)低") == 2
    assert gaps("第 3 期") == 2  # a space stands in the face of what is before it
    assert gaps("甲→乙") == 0
    assert gaps("甲" * 3 + "\n3") == round(-METRICS.advance("3") / EXACT.gap, 6)  # none where a line ends between them
    assert Typesetter(METRICS, gap=0.0, safety=1.0).width((Run("第3期"),), 1) == pytest.approx(2 + METRICS.advance("3"))


def test_bold_scaled_and_raised_text_have_widths_of_their_own() -> None:
    def width(**look: object) -> float:
        return EXACT.width((Run("ABC", **look),), 100)  # type: ignore[arg-type]

    plain = width()
    assert width(bold=True) > plain
    assert width(scale=0.5) == pytest.approx(plain / 2)
    assert width(superscript=True) == pytest.approx(plain * SUPERSCRIPT)
    assert EXACT.width((Run("ABC"),), 100, bold=True) == width(bold=True)
    assert EXACT.width((Run("ABC", bold=False),), 100, bold=True) == plain


def test_the_start_and_end_of_lines_cut_a_paragraph_with_its_looks() -> None:
    runs = (Run("甲乙", bold=True, facts=("a/b",)), Run("丙丁", colour=Colour("alert"), link="https://example.org"))
    paragraph = Paragraph(runs, "body", level=1, mark=Mark("•"), size=18.0)
    line: Line = EXACT.lines(runs, 10, 30)[0]
    first, rest = Typesetter.split(paragraph, line.end)
    assert (first.text, rest.text) == ("甲乙丙", "丁")
    assert first.runs == (runs[0], Run("丙", colour=Colour("alert"), link="https://example.org"))
    assert first.mark == Mark("•")
    assert rest.runs == (Run("丁", colour=Colour("alert"), link="https://example.org"),)
    assert (rest.mark, rest.level, rest.size) == (None, 2, 18.0)


@given(mixed_runs(), st.integers(0, 500))
def test_a_cut_paragraph_loses_no_text(runs: tuple[Run, ...], at: int) -> None:
    first, rest = Typesetter.split(Paragraph(runs), at)
    text = "".join(run.text for run in runs)
    assert (first.text, rest.text) == (text[:at], text[at:])


def test_a_paragraph_of_a_hundred_thousand_characters_takes_no_time_to_speak_of() -> None:
    sentence = "推動社會安全網須跨體系合作，115年目標為2,600人（低於3%），請各地方政府配合辦理 SSNet。"
    text = (sentence * 2500)[:100_000]
    began = time.perf_counter()
    lines = Typesetter(METRICS).lines((Run(text),), 20, 600)
    assert time.perf_counter() - began < 3  # a fifth of a second on a machine of its own
    assert 3000 < len(lines) < 4500


def test_many_words_that_are_longer_than_a_line_are_measured_once(monkeypatch: pytest.MonkeyPatch) -> None:
    measured = []
    widths = Typesetter._widths

    def counted(setter: Typesetter, runs: tuple[Run, ...], bold: bool) -> tuple[list[float], list[float]]:
        measured.append(runs)
        return widths(setter, runs, bold)

    monkeypatch.setattr(Typesetter, "_widths", counted)
    lines = Typesetter(METRICS).lines((Run("Donaudampfschifffahrt " * 500),), 20, 60)
    assert len(lines) > 1000
    assert len(measured) <= 2


# --- widths --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["jhenghei-arial", "sans-tc", "serif-tc", "kai"])
def test_every_table_knows_latin_and_sets_han_one_em_wide(name: str) -> None:
    table = Metrics.load(name, ROOT)
    for bold in (False, True):
        assert all(0.15 < table.advance(character, bold) < 1.1 for character in map(chr, range(0x20, 0x7F)))
        assert all(table.advance(character, bold) == 1.0 for character in "社，（「—…“”・％㎡あㄅ")
    assert table.advance("W") > table.advance("i")
    assert 1.0 <= table.line <= 1.5


def test_characters_that_draw_nothing_have_no_width_and_unknown_ones_an_em() -> None:
    assert [METRICS.advance(character) for character in "\u0301\ufe0f\u200b\u200d\u2060\u00ad"] == [0.0] * 6
    assert METRICS.advance("ｱ") == 0.5
    assert METRICS.advance("ก") == 1.0
    assert METRICS.advance("🔥") >= 1.0


def test_a_table_that_is_not_there_is_named() -> None:
    with pytest.raises(FileNotFoundError, match="none"):
        Metrics.load("none", ROOT)
