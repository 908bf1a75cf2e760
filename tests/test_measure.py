"""Measure: heights and widths of paragraphs in a theme, and where they are cut."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssnet_docs import themes
from ssnet_docs.compose.measure import LINE, Measure
from ssnet_docs.model.text import Colour, Mark, Paragraph, Role, Run, paragraph
from ssnet_docs.model.typography import INDENT, MARK_GAP, indent
from ssnet_docs.project import Project

PROJECT = Project.find()
THEME = themes.load(PROJECT, "base")
MEASURE = Measure(THEME, PROJECT)
CELL_LINE = 1.46  # Noto Sans CJK's own line, which LibreOffice uses in cells, and its rounding

texts = st.text(alphabet="國家安全網推動，。「」人2,600%AB /-\n", max_size=80)
marks = st.sampled_from([None, Mark("•"), Mark("（一）", "ea1ChtPeriod")])
widths = st.floats(60, 500)


@st.composite
def paragraphs(draw: st.DrawFn, least: int = 0) -> tuple[Paragraph, ...]:
    roles: list[Role] = ["body", "card-body", "title"]
    made = [
        Paragraph(
            (Run(draw(texts)), Run(draw(texts), bold=True)),
            draw(st.sampled_from(roles)),
            level=draw(st.integers(0, 2)),
            mark=draw(marks),
        )
        for _ in range(draw(st.integers(least, 4)))
    ]
    return MEASURE.sized(made, draw(st.integers(0, 3)))


def body(text: str, **look: object) -> tuple[Paragraph, ...]:
    return MEASURE.sized([paragraph(text, **look)], 0)


def said(*items: Paragraph) -> str:
    """The text without spaces and line breaks."""
    return "".join("".join(item.text.split()) for item in items)


# --- heights -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("cell", "line"), [(False, LINE), (True, CELL_LINE)])
def test_a_line_is_as_high_as_office_programs_make_it(cell: bool, line: float) -> None:
    (item,) = sized = body("一行")
    assert item.size is not None
    assert MEASURE.height(sized, 500, cell=cell) == pytest.approx(line * item.size)
    assert MEASURE.height(body("一行\n二行\n三行"), 500, cell=cell) == pytest.approx(3 * line * item.size)


def test_space_stands_between_paragraphs_but_not_before_the_first() -> None:
    one = body("一行", space_before=0.5)
    size = one[0].size or 0
    assert MEASURE.height(one, 500) == pytest.approx(LINE * size)
    assert MEASURE.height(one * 3, 500) == pytest.approx(3 * LINE * size + 2 * one[0].space_before * size)
    assert one[0].space_before == pytest.approx(THEME.style("body").space_before + 0.5)


def test_an_empty_paragraph_is_a_line_and_no_paragraph_is_nothing() -> None:
    assert MEASURE.height(body(""), 500) == MEASURE.height(body("國"), 500)
    assert MEASURE.height((), 500) == 0


def test_the_largest_text_of_a_paragraph_makes_its_lines_high() -> None:
    large = replace(body("")[0], runs=(Run("2,600"), Run("人", scale=1.5)))
    assert MEASURE.height([large], 500) == pytest.approx(1.5 * LINE * (large.size or 0))


@given(paragraphs(), widths, st.floats(0, 300))
def test_more_width_never_makes_text_higher(items: tuple[Paragraph, ...], width: float, more: float) -> None:
    assert MEASURE.height(items, width + more) <= MEASURE.height(items, width) + 1e-6


@given(paragraphs(least=1), widths, texts)
def test_more_text_is_never_lower(items: tuple[Paragraph, ...], width: float, more: str) -> None:
    longer = (*items[:-1], replace(items[-1], runs=(*items[-1].runs, Run(more))))
    assert MEASURE.height(longer, width) >= MEASURE.height(items, width) - 1e-6
    assert MEASURE.height((*items, *items[:1]), width) > MEASURE.height(items, width)


# --- widths --------------------------------------------------------------------------------------------------------


@given(paragraphs(), st.booleans())
def test_in_its_natural_width_text_has_no_lines_but_its_own(items: tuple[Paragraph, ...], cell: bool) -> None:
    width = MEASURE.natural_width(items, cell=cell)
    for item in items:
        assert MEASURE.line_count(item, width, cell=cell) == item.text.count("\n") + 1


@given(paragraphs())
def test_the_minimum_width_is_within_the_natural_one(items: tuple[Paragraph, ...]) -> None:
    assert MEASURE.minimum_width(items) <= MEASURE.natural_width(items) + 1e-6


def test_the_minimum_width_holds_the_longest_word_and_the_indent() -> None:
    (plain,) = body("心理衛生 psychotherapists")
    marked = replace(plain, mark=Mark("•"))
    word = MEASURE.minimum_width(body("psychotherapists"))
    assert MEASURE.minimum_width([plain]) == pytest.approx(word)
    assert MEASURE.minimum_width([marked]) == pytest.approx(word + indent(marked)[0])


def test_cells_reckon_with_a_wider_gap_between_han_and_latin() -> None:
    mixed, han = body("第3期"), body("第一期")
    assert MEASURE.natural_width(mixed, cell=True) > MEASURE.natural_width(mixed)
    assert MEASURE.natural_width(han, cell=True) == MEASURE.natural_width(han)


def test_marks_hang_beside_their_text_and_wide_ones_push_it_in() -> None:
    item = Paragraph((Run("國"),), size=20.0)
    assert indent(item) == (0.0, 0.0)
    assert indent(replace(item, level=2)) == (2 * INDENT * 20, 0.0)
    assert indent(replace(item, mark=Mark("•"))) == (INDENT * 20, INDENT * 20)
    assert indent(replace(item, level=1, mark=Mark("（一）"))) == (
        pytest.approx((INDENT + 3 + MARK_GAP) * 20),
        pytest.approx((3 + MARK_GAP) * 20),
    )


# --- looks ---------------------------------------------------------------------------------------------------------


def test_a_paragraph_gets_its_role_s_look_and_keeps_its_own() -> None:
    style = THEME.style("body")
    plain = paragraph("國")
    own = replace(plain, bold=not style.bold, colour=Colour("alert"))
    first, second = MEASURE.sized([plain, own], 1)
    assert (first.size, first.bold, first.colour) == (style.size(1), style.bold, style.colour)
    assert (second.size, second.bold, second.colour) == (style.size(1), not style.bold, Colour("alert"))


@given(paragraphs(), st.integers(0, 9))
def test_a_sized_paragraph_is_left_as_it_is(items: tuple[Paragraph, ...], step: int) -> None:
    assert MEASURE.sized(items, step) == items


# --- cuts ----------------------------------------------------------------------------------------------------------


@given(paragraphs(), widths, st.floats(0, 300))
def test_a_cut_loses_nothing_and_what_it_takes_fits(items: tuple[Paragraph, ...], width: float, height: float) -> None:
    taken, rest = MEASURE.cut(items, width, height)
    assert MEASURE.height(taken, width) <= height + 0.1
    assert said(*taken, *rest) == said(*items)
    if not rest:
        assert taken == items


def test_a_long_paragraph_is_cut_between_lines_and_an_item_behind_others_goes_whole() -> None:
    text = "推動社會安全網須跨體系合作" * 6
    (prose,) = body(text)
    item = replace(prose, mark=Mark("•"))
    height = 3.5 * LINE * (prose.size or 0)
    (taken,), (rest,) = MEASURE.cut([prose], 300, height)
    assert MEASURE.line_count(taken, 300) == 3
    assert taken.text + rest.text == text
    assert MEASURE.cut([replace(item, runs=(Run("短"),)), item], 300, height) == (
        (replace(item, runs=(Run("短"),)),),
        (item,),
    )


def test_what_does_not_fit_by_a_line_is_not_taken() -> None:
    items = body("國")
    assert MEASURE.cut(items, 300, 1) == ((), items)
