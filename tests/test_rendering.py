"""The proof of the fit contract finds what it is there to find: each fault is drawn by LibreOffice and then told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE
from pptx.oxml.ns import qn
from pptx.util import Pt
from rendering import assert_inside, assert_legible, faults_of_slide, font_faults, overlaps, render
from sample_deck import PROJECT, THEME, deck, outline, slide

from ssnet_docs.export import Office
from ssnet_docs.model.layout import Rect
from ssnet_docs.readers.drawn import Glyph, Page, lines, read_pdf
from ssnet_docs.readers.frames import Frame, frames
from ssnet_docs.writers.pptx.deck import write

TEXT = "推動社會安全網須跨體系合作，請各地方政府配合辦理。"
Draw = Callable[[Any], None]


def drawn(draw: Draw, office: Office, folder: Path) -> tuple[Path, tuple[Page, ...]]:
    """A presentation of one slide, and its page."""
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Pt(960), Pt(540)
    draw(presentation.slides.add_slide(presentation.slide_layouts[6]).shapes)
    path = folder / "drawn.pptx"
    presentation.save(str(path))
    return path, render(path, office)


def box(shapes: Any, rect: tuple[float, float, float, float], text: str = TEXT, size: float = 20) -> Any:
    """A text box without insets, in the faces of the themes."""
    shape = shapes.add_textbox(*map(Pt, rect))
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    write_text(frame, text, size)
    return shape


def write_text(frame: Any, text: str, size: float, face: str = "Arial", east_asian: str = "Microsoft JhengHei") -> None:
    for number, words in enumerate(text.split("\n")):
        paragraph = frame.add_paragraph() if number else frame.paragraphs[0]
        run = paragraph.add_run()
        run.text = words
        run.font.size, run.font.name = Pt(size), face
        run._r.get_or_add_rPr().append(run._r.makeelement(qn("a:ea"), {"typeface": east_asian}))


def table(shapes: Any, top: float, heights: list[float]) -> None:
    rows = shapes.add_table(len(heights), 2, Pt(50), Pt(top), Pt(400), Pt(sum(heights))).table
    for number, height in enumerate(heights):
        rows.rows[number].height = Pt(height)
        for column in range(2):
            write_text(rows.cell(number, column).text_frame, f"{TEXT}{number}-{column}", 14)


# --- what is right -------------------------------------------------------------------------------------------------


@pytest.mark.rendered
def test_nothing_is_said_of_a_slide_on_which_all_is_well(office: Office, tmp_path: Path) -> None:
    def draw(shapes: Any) -> None:
        box(shapes, (50, 20, 300, 100), "第一段\n第二段")
        box(shapes, (400, 20, 300, 100), "第一段\n第三段，2,600人 ≧ 90%")
        table(shapes, 200, [80, 80])
        group = shapes.add_group_shape()
        box(group.shapes, (500, 300, 200, 100))
        box(group.shapes, (720, 300, 200, 100))

    path, pages = drawn(draw, office, tmp_path)
    assert_inside(path, pages)
    assert_legible(pages)


@pytest.mark.rendered
def test_marks_numbers_and_links_of_a_written_deck_are_no_faults(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    path.write_bytes(write(deck(slide("推動現況", outline())), THEME, PROJECT))
    pages = render(path, office)
    assert_inside(path, pages)
    assert_legible(pages)


@pytest.mark.rendered
def test_children_of_a_scaled_group_are_looked_for_where_they_are_drawn(office: Office, tmp_path: Path) -> None:
    def draw(shapes: Any) -> None:
        group = shapes.add_group_shape()
        box(group.shapes, (0, 0, 200, 100), "左", 12)
        box(group.shapes, (200, 100, 200, 100), "右", 12)
        group.left, group.top, group.width, group.height = map(Pt, (300, 200, 200, 100))

    path, pages = drawn(draw, office, tmp_path)
    assert_inside(path, pages)
    assert [frame.rect for frame in frames(path)[0]] == [Rect(300, 200, 100, 50), Rect(400, 250, 100, 50)]


# --- what is wrong -------------------------------------------------------------------------------------------------


def overfull(shapes: Any) -> None:
    box(shapes, (50, 50, 200, 40), TEXT * 2)


def too_wide(shapes: Any) -> None:
    box(shapes, (50, 50, 100, 40)).text_frame.word_wrap = False


def grown_row(shapes: Any) -> None:
    table(shapes, 50, [30, 50])


def beyond_the_slide(shapes: Any) -> None:
    box(shapes, (900, 50, 300, 100))


def out_of_an_ellipse(shapes: Any) -> None:
    shape = shapes.add_shape(MSO_SHAPE.OVAL, *map(Pt, (50, 50, 200, 60)))
    write_text(shape.text_frame, TEXT, 14)


@pytest.mark.rendered
@pytest.mark.parametrize(
    ("draw", "told"),
    [
        (overfull, "TextBox 1: .* pt outside"),
        (too_wide, "TextBox 1: .* pt outside"),
        (grown_row, r"Table 1 \(2, 1\): .* pt outside"),
        (beyond_the_slide, "outside the slide"),
        (out_of_an_ellipse, "Oval 1: .* pt outside"),
    ],
)
def test_text_outside_its_shape_its_cell_or_its_slide_is_told(
    draw: Draw, told: str, office: Office, tmp_path: Path
) -> None:
    path, pages = drawn(draw, office, tmp_path)
    with pytest.raises(AssertionError, match=told):
        assert_inside(path, pages)


@pytest.mark.rendered
def test_texts_on_top_of_each_other_are_told(office: Office, tmp_path: Path) -> None:
    def draw(shapes: Any) -> None:
        box(shapes, (50, 50, 300, 100), "社會安全網")
        box(shapes, (58, 53, 300, 100), "心理衛生")

    path, pages = drawn(draw, office, tmp_path)
    assert_inside(path, pages)
    assert any("社會安全網" in fault and "心理衛生" in fault for fault in overlaps(pages))


@pytest.mark.rendered
def test_a_face_that_was_not_measured_is_told_with_what_it_draws(office: Office, tmp_path: Path) -> None:
    def draw(shapes: Any) -> None:
        write_text(box(shapes, (50, 50, 400, 100)).text_frame, "Safety", 20, face="Noto Sans Mono")

    _, pages = drawn(draw, office, tmp_path)
    assert any(fault.startswith("NotoSansMono") and "S" in fault for fault in font_faults(pages))


@pytest.mark.rendered
def test_a_character_that_no_font_has_is_told(office: Office, tmp_path: Path) -> None:
    _, pages = drawn(lambda shapes: box(shapes, (50, 50, 400, 100), "國\U00013000國"), office, tmp_path)
    assert any(fault.endswith("“\U00013000”") for fault in font_faults(pages))


# --- the same without LibreOffice ----------------------------------------------------------------------------------


def page(*texts: tuple[str, float, float]) -> Page:
    """A page with texts of 10 pt, each from a place of its baseline's start."""
    glyphs = [
        Glyph(character, Rect(x + 10 * number, y - 8, 10, 10), y, 10, "NotoSansCJKtc-Regular")
        for text, x, y in texts
        for number, character in enumerate(text)
    ]
    return Page(1, 200, 100, tuple(glyphs))


def frame(*texts: str, left: float = 0) -> Frame:
    return Frame("框", Rect(left, 0, 100, 50), texts)


def test_a_text_that_is_not_drawn_is_told() -> None:
    assert faults_of_slide(page(("安全", 10, 20)), [frame("安全"), frame("網絡")]) == ["框: “網絡” is not drawn"]


def test_the_same_text_twice_is_told_apart_by_its_place() -> None:
    drawn_twice = page(("安全", 120, 20), ("安全", 10, 20))
    right = frame("安全", left=110)
    assert faults_of_slide(drawn_twice, [frame("安全"), right]) == []
    assert faults_of_slide(page(("安全", 10, 20)), [frame("安全"), frame("安全")]) == ["框: “安全” is not drawn"]


def test_text_that_belongs_to_no_shape_is_told() -> None:
    faults = faults_of_slide(page(("安全", 10, 20), ("多", 150, 80)), [frame("安全")])
    assert faults == ["“多” stands in no shape, at 150, 72"]


def test_lines_are_told_by_their_baselines() -> None:
    assert lines(page(("安全", 10, 20), ("網", 10, 32)).glyphs) == ["安全", "網"]


@pytest.mark.rendered
def test_words_keep_their_order_where_a_sign_comes_from_another_font(office: Office, tmp_path: Path) -> None:
    def draw(shapes: Any) -> None:
        box(shapes, (50, 50, 400, 100), "50% ≦ C ＜ 60%")

    path, pages = drawn(draw, office, tmp_path)
    assert pages[0].text == "50%≦C＜60%"
    assert_inside(path, pages)


@pytest.mark.rendered
def test_a_pdf_is_read_with_its_sizes_and_fonts(office: Office, tmp_path: Path) -> None:
    path, _ = drawn(lambda shapes: box(shapes, (50, 50, 400, 100), "國A", 24), office, tmp_path)
    (read,) = read_pdf(office.convert(path, tmp_path / "drawn.pdf"))
    han, latin = read.glyphs
    assert (read.width, read.height) == (pytest.approx(960, abs=0.1), 540)
    assert (han.size, han.ink.width) == (pytest.approx(24, abs=0.1), pytest.approx(24, abs=0.1))
    assert han.font.startswith("NotoSansCJK")
    assert latin.font.startswith("LiberationSans")
    assert han.ink.x == pytest.approx(50, abs=0.5)
