"""Charts, drawings and pictures of a slide: editable, described, and where they should be."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sample_deck as sample
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from sample_deck import THEME, deck, slide
from sample_written import elements, named, opened, sample_package, sample_project, written
from validation import A, P, assert_valid, parts

from ssnet_docs.model.drawing import ShapeKind
from ssnet_docs.model.errors import ContentError, Source
from ssnet_docs.model.layout import Rect
from ssnet_docs.model.page import PlacedConnector
from ssnet_docs.project import Project
from ssnet_docs.writers.ooxml import pictures
from ssnet_docs.writers.ooxml.drawingml import EMU_PER_POINT
from ssnet_docs.writers.pptx.deck import write


@pytest.fixture
def project() -> Project:
    return sample_project()


@pytest.fixture
def package() -> bytes:
    return sample_package()


@pytest.fixture
def presentation(package: bytes) -> Any:
    return opened(package)


def test_charts_are_read_back_with_their_values(presentation: Any) -> None:
    chart = next(shape.chart for shape in named(presentation, "統計圖").shapes if shape.has_chart)
    values = {series.name: tuple(series.values) for plot in chart.plots for series in plot.series}
    assert values == {"目標": (5.0, 10.5, None), "實績": (4.0, 9.25, 12.0)}
    assert list(chart.plots[0].categories) == ["113年", "114年", "115年"]


def test_the_workbook_of_a_chart_opens_with_its_figures(presentation: Any) -> None:
    import openpyxl

    chart = next(shape.chart for shape in named(presentation, "統計圖").shapes if shape.has_chart)
    sheet = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    assert [list(row) for row in sheet.iter_rows(values_only=True)] == [
        [None, "目標", "實績"],
        ["113年", 5, 4],
        ["114年", 10.5, 9.25],
        ["115年", None, 12],
    ]


def test_the_middle_of_a_doughnut_holds_its_text_inside_the_hole(presentation: Any) -> None:
    shapes = named(presentation, "統計圖").shapes
    ring = [shape for shape in shapes if shape.has_chart][1]
    words = next(shape for shape in shapes if shape.name == "圖表中央文字")
    assert words.text_frame.text == "總計\v2,600人"
    assert ring.left < words.left < words.left + words.width < ring.left + ring.width
    size = words.text_frame.paragraphs[0].runs[0].font.size.pt
    assert 2 * 1.2 * size <= words.height.pt
    assert 12 <= size <= 36


def test_long_words_in_a_doughnut_are_set_smaller() -> None:
    words = "".join("很長的說明" for _ in range(4))
    data = written(slide("圖", sample.doughnut(words)))
    shape = next(shape for shape in opened(data).slides[0].shapes if shape.name == "圖表中央文字")
    assert shape.text_frame.paragraphs[0].runs[0].font.size.pt * len(words) <= shape.width.pt


def pictured(presentation: Any) -> Iterator[tuple[str, Any]]:
    for each in presentation.slides:
        for shape in each.shapes:
            if shape.has_chart or shape.has_table or shape.shape_type in (6, 13):
                yield each.shapes.title.text, shape


def test_everything_that_is_not_text_has_alternative_text(presentation: Any) -> None:
    described = [(title, shape.element.xpath(".//p:cNvPr")[0].get("descr")) for title, shape in pictured(presentation)]
    assert len(described) == 8
    assert all(text for _, text in described), described


def test_a_table_a_chart_and_a_drawing_describe_themselves_where_nobody_did() -> None:
    data = written(
        slide("一", sample.table(description="")),
        slide("二", replace(sample.chart(), description="")),
        slide("三", replace(sample.elbows(), description="")),
    )
    described = [shape.element.xpath(".//p:cNvPr")[0].get("descr") for _, shape in pictured(opened(data))]
    assert described[0] == "表格：欄位為114年、115年，共5列"
    assert "實績" in described[1]
    assert described[2] == "0；1；2；3；4；5；6；7；8"


def test_a_drawing_is_a_group_of_shapes_with_their_own_text(presentation: Any) -> None:
    group = next(shape for shape in named(presentation, "圖形").shapes if shape.shape_type == 6)
    assert [shape.has_text_frame and shape.text_frame.text for shape in group.shapes] == ["圖形"] * 10 + [""]
    place = group.element.find(f"{P}grpSpPr/{A}xfrm")
    assert place.find(f"{A}off").attrib == place.find(f"{A}chOff").attrib
    assert place.find(f"{A}ext").attrib == place.find(f"{A}chExt").attrib


# A preset's line before flips and turns: its first and last point and the axis (x or y) of its first and last piece.
LINES = {"straightConnector1": None, "bentConnector2": ("x", "y"), "bentConnector3": ("x", "x")}


def drawn(connector: etree._Element) -> tuple[tuple[float, float], tuple[float, float], tuple[str, str] | None]:
    """Where Office draws a connector: its ends in points and the axes of its end pieces, from its transform."""
    place = connector.find(f"{P}spPr/{A}xfrm")
    preset = connector.find(f"{P}spPr/{A}prstGeom")
    assert place is not None
    assert preset is not None
    (x, y), (width, height) = (
        (float(item.get(a)), float(item.get(b)))  # type: ignore[arg-type]
        for item, a, b in ((place[0], "x", "y"), (place[1], "cx", "cy"))
    )
    turned = place.get("rot") == "5400000"
    ends = []
    for right, down in ((-0.5, -0.5), (0.5, 0.5)):
        from_middle = (
            right * width * (-1 if place.get("flipH") else 1),
            down * height * (-1 if place.get("flipV") else 1),
        )
        if turned:
            from_middle = (-from_middle[1], from_middle[0])
        middle = (x + width / 2, y + height / 2)
        ends.append(((middle[0] + from_middle[0]) / EMU_PER_POINT, (middle[1] + from_middle[1]) / EMU_PER_POINT))
    axes = LINES[str(preset.get("prst"))]
    if axes and turned:
        axes = ("y" if axes[0] == "x" else "x", "y" if axes[1] == "x" else "x")
    return ends[0], ends[1], axes


def connectors(data: bytes, number: int = 1) -> list[etree._Element]:
    return elements(data, number, f"{P}cxnSp")


boxes = st.builds(Rect, st.integers(0, 800), st.integers(100, 450), st.integers(20, 150), st.integers(20, 80))


@settings(max_examples=80, deadline=None)
@given(
    st.lists(boxes, min_size=2, max_size=2),
    st.integers(0, 3),
    st.integers(0, 3),
    st.sampled_from(("elbow", "straight")),
)
def test_a_connector_starts_and_ends_exactly_where_it_should(pair: list[Rect], start: int, end: int, kind: str) -> None:
    drawing = sample.joined(pair, ((0, start, 1, end),), kind=kind)
    (wanted,) = drawing.connectors
    (element,) = connectors(written(slide("線", drawing)))
    first, last, axes = drawn(element)
    assert first == pytest.approx(wanted.start, abs=0.01)
    assert last == pytest.approx(wanted.end, abs=0.01)
    if axes:
        assert axes == ("yx"[start % 2], "yx"[end % 2])


def test_a_connector_is_glued_to_the_shapes_that_it_joins(package: bytes) -> None:
    numbers = [item.get("id") for item in elements(package, 8, f"{P}cNvPr")]
    glue = [(item.find(f".//{A}stCxn"), item.find(f".//{A}endCxn")) for item in connectors(package, 8)]
    assert len(glue) == 8
    assert all(a.get("id") in numbers and b.get("id") in numbers for a, b in glue if a is not None and b is not None)
    assert [a.get("idx") for a, _ in glue if a is not None] == ["1", "3", "1", "3", "0", "0", "2", "2"]


@pytest.mark.parametrize(
    ("shape", "sites"), [("rounded", "0123"), ("ellipse", "0246"), ("triangle", "0135"), ("chevron", "0123")]
)
def test_a_connector_is_glued_at_the_side_where_it_ends(shape: ShapeKind, sites: str) -> None:
    boxes = [Rect(400, 250, 100, 80), Rect(100, 120, 80, 40)]
    drawing = sample.joined(boxes, [(0, side, 1, 3) for side in range(4)])
    middle = replace(drawing.shapes[0], shape=shape)
    data = written(slide("線", replace(drawing, shapes=(middle, drawing.shapes[1]))))
    assert "".join(item.get("idx", "") for item in elements(data, 1, f"{A}stCxn")) == sites


def test_a_line_that_joins_nothing_is_only_a_line() -> None:
    drawing = replace(sample.elbows(), connectors=(PlacedConnector(start=(100, 200), end=(300, 200), kind="elbow"),))
    (line,) = connectors(written(slide("線", drawing)))
    assert line.find(f".//{A}stCxn") is None
    assert line.find(f".//{A}prstGeom").get("prst") == "straightConnector1"  # type: ignore[union-attr]


def test_a_picture_is_stored_once_however_often_it_is_shown(project: Project) -> None:
    data = write(deck(slide("一", sample.picture()), slide("二", sample.picture())), THEME, project)
    assert [name for name in parts(data) if "/media/" in name] == ["ppt/media/image1.png"]
    assert opened(data).slides[1].shapes[1].image.blob == sample.png()


@pytest.mark.parametrize(
    ("path", "content", "message"),
    [
        ("../outside.png", None, "專案資料夾之外"),
        ("/etc/passwd", None, "專案資料夾之外"),
        ("none.png", None, "找不到"),
        ("text.png", b"no picture", "不是 PNG 或 JPEG"),
        ("large.png", b"\x89PNG\r\n\x1a\n" + bytes(200), "超過"),
    ],
)
def test_a_picture_that_cannot_be_used_is_an_error_at_its_slide(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, content: bytes | None, message: str
) -> None:
    monkeypatch.setattr(pictures, "MAXIMUM_BYTES", 100)
    if content is not None:
        (tmp_path / path).write_bytes(content)
    place = Source("content/counties/taichung.yaml", 12, 5)
    with pytest.raises(ContentError, match=message) as caught:
        write(deck(slide("照片", sample.picture(path=path), source=place)), THEME, Project(tmp_path))
    assert caught.value.source == place
    assert caught.value.hint


def test_a_picture_in_a_slot_is_in_its_placeholder_and_keeps_its_shape(project: Project) -> None:
    shown = sample.picture(slot="picture", rect=Rect(100, 0, 754, 424))
    data = write(deck(slide("滿版", shown, layout="full-picture")), THEME, project)
    assert_valid(data)
    picture = opened(data).slides[0].shapes[1]
    assert picture.is_placeholder
    assert (picture.left.pt, picture.width.pt) == (100, 754)
