"""Icons: outlines from SVG files, native and recolourable on a slide, named with a hint where they are unknown."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssnet_docs.compose.shapes import Solver
from ssnet_docs.icons import MAXIMUM_BYTES, Icons
from ssnet_docs.model.errors import ContentError, Source
from ssnet_docs.model.layout import Rect
from ssnet_docs.model.text import Colour
from ssnet_docs.project import Project
from tests.blocks.examples import drawings, flowing_text, lowered
from tests.sample_deck import MEASURE

HERE = Source("content/counties/taichung.yaml", 12, 5)


def icons(folder: Path, svg: str) -> Icons:
    (folder / "layouts" / "icons").mkdir(parents=True)
    (folder / "layouts" / "icons" / "mine.svg").write_text(svg, encoding="utf-8")
    return Icons(Project(folder))


def svg(inside: str, attributes: str = 'viewBox="0 0 16 16"') -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{inside}</svg>'


def test_every_icon_of_the_project_is_an_outline_and_has_a_use_in_chinese() -> None:
    known = Icons(Project.find())
    assert all(known.titles().values())
    assert len(known.names) >= 60
    for name in known.names:
        outline = known.find(name, None)
        ends = [points[-1] for path in outline.paths for _, points in path if points]
        assert all(-0.1 <= x <= outline.view[0] + 0.1 and -0.1 <= y <= outline.view[1] + 0.1 for x, y in ends), name


def test_an_icon_of_ones_own_is_found_with_all_its_outlines_and_its_view_box_at_zero(tmp_path: Path) -> None:
    shapes = '<path d="M10 20h4v4z"/><circle cx="16" cy="26" r="2"/><path d="M10 20q2 2 4 0z"/>'
    outline = icons(tmp_path, svg(shapes, 'viewBox="10 20 12 8"')).find("mine", None)
    assert outline.view == (12.0, 8.0)
    assert [points[0] for letter, points in outline.paths[0][:3]] == [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0)]
    assert {letter for letter, _ in outline.paths[1]} >= {"M", "C", "Z"}
    assert {letter for letter, _ in outline.paths[2]} >= {"M", "C", "Z"}


def test_an_unknown_icon_is_an_error_at_its_place_that_names_near_ones() -> None:
    with pytest.raises(ContentError, match="沒有「people」這個圖示") as caught:
        Icons(Project.find()).find("people", HERE)
    assert caught.value.source == HERE
    assert "people-fill" in (caught.value.hint or "")
    assert "ssnet list icons" in (caught.value.hint or "")


@pytest.mark.parametrize(
    "text",
    [
        "no svg at all",
        "<html/>",
        svg('<path d="M0 0L1 1z"/>', ""),
        svg('<path d="M0 0L1 1z"/>', 'viewBox="0 0 0 16"'),
        svg('<path d="M0 0 L nonsense"/>'),
        svg(""),
        svg('<path d="' + "M0 0L1 1z" * 6_000 + '"/>'),
        svg("<!--" + "x" * MAXIMUM_BYTES + "-->"),
    ],
)
def test_a_file_that_is_no_icon_is_an_error_that_names_it(tmp_path: Path, text: str) -> None:
    with pytest.raises(ContentError, match=r"圖示檔") as caught:
        icons(tmp_path, text).find("mine", None)
    assert caught.value.source == Source("layouts/icons/mine.svg")
    assert caught.value.hint


def test_an_external_entity_in_an_icon_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("M0 0L1 1z", encoding="utf-8")
    entity = f'<!DOCTYPE svg [<!ENTITY e SYSTEM "{(tmp_path / "secret").as_uri()}">]>'
    with pytest.raises(ContentError):
        icons(tmp_path, entity + svg("&e;")).find("mine", None)


def test_an_icon_stands_before_the_title_of_its_card_as_a_freeform_that_can_be_recoloured() -> None:
    text = "- cards: [{title: 教育部, icon: mortarboard-fill, text: 三級輔導}, {title: 勞動部, text: 就業}]"
    (drawing,) = drawings(lowered(text))
    placed = Solver(MEASURE, 0, 0.0).place(drawing.root, Rect(0, 0, 800, 200))
    titles = {shape.paragraphs[0].text: shape for shape in placed if shape.paragraphs}
    (icon,) = [shape for shape in placed if shape.name == "圖示"]
    band = titles["教育部"]
    assert icon.freeform is not None
    assert icon.fill == Colour("paper")
    assert band.rect.x < icon.rect.x < icon.rect.right < band.rect.x + band.insets.left
    assert abs((icon.rect.y + icon.rect.bottom) / 2 - (band.rect.y + band.rect.bottom) / 2) < 2
    assert titles["勞動部"].insets.left < band.insets.left


def test_an_icon_before_a_big_number_leaves_the_number_on_one_line() -> None:
    (drawing,) = drawings(lowered('- figures: [{value: "1,654人", label: 社工人力, icon: people-fill}]'))
    placed = Solver(MEASURE, 0, 0.0).place(drawing.root, Rect(0, 0, 260, 160))
    (icon,) = [shape for shape in placed if shape.name == "圖示"]
    number = next(shape for shape in placed if shape.paragraphs and "1,654" in shape.paragraphs[0].text)
    assert icon.rect.right < number.rect.x + number.insets.left
    assert number.rect.y <= icon.rect.y < icon.rect.bottom <= number.rect.bottom


def test_a_report_says_the_same_without_icons() -> None:
    with_icon = lowered("- cards: [{title: 教育部, icon: mortarboard-fill, text: 三級輔導}]", medium="report")
    without = lowered("- cards: [{title: 教育部, text: 三級輔導}]", medium="report")
    assert flowing_text(with_icon) == flowing_text(without)
