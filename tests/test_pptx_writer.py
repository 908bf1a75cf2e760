"""A composed deck becomes a presentation that its users can read, edit, present and restyle."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pptx
import pytest
import sample_deck as sample
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from sample_deck import THEME, cell, deck, head, paragraph, slide, text
from validation import A, P, assert_valid, package_faults, parts, slide_faults

from ssnet_docs import themes
from ssnet_docs.model.chart import Series
from ssnet_docs.model.errors import ContentError, Source
from ssnet_docs.model.layout import Rect
from ssnet_docs.model.page import Deck, PlacedChart, PlacedConnector, PlacedText
from ssnet_docs.model.table import Row
from ssnet_docs.model.text import Colour, Mark, Paragraph, Run
from ssnet_docs.project import Project
from ssnet_docs.writers.ooxml.drawingml import EMU_PER_POINT, address
from ssnet_docs.writers.pptx import pictures
from ssnet_docs.writers.pptx.deck import write

THEMES = {name: themes.load(sample.PROJECT, name) for name in themes.names(sample.PROJECT)}
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def written(*slides: Any, **fields: object) -> bytes:
    return write(deck(*slides, **fields), THEME, sample.PROJECT)


def opened(data: bytes) -> Any:
    return pptx.Presentation(io.BytesIO(data))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return sample.picture_project(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="module")
def package(project: Project) -> bytes:
    return write(sample.sample(), THEME, project)


@pytest.fixture
def presentation(package: bytes) -> Any:
    return opened(package)


def named(presentation: Any, title: str) -> Any:
    return next(each for each in presentation.slides if each.shapes.title.text == title)


def elements(data: bytes, number: int, tag: str) -> list[etree._Element]:
    return list(etree.fromstring(parts(data)[f"ppt/slides/slide{number}.xml"]).iter(tag))


# --- the package ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", THEMES)
def test_every_kind_of_slide_is_valid_in_every_theme(name: str, project: Project) -> None:
    assert_valid(write(sample.sample(THEMES[name]), THEMES[name], project))


def test_a_draft_and_an_empty_deck_are_valid() -> None:
    assert_valid(written(slide("草案", sample.outline()), status="draft"))
    assert_valid(written())


def test_the_same_deck_gives_the_same_bytes(package: bytes, project: Project) -> None:
    assert write(sample.sample(), THEME, project) == package


def test_another_build_time_changes_the_properties_only(
    package: bytes, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    later = parts(write(sample.sample(), THEME, project))
    assert [name for name, content in parts(package).items() if later[name] != content] == ["docProps/core.xml"]


def test_the_properties_name_the_document_and_its_organisation_and_nobody_else(presentation: Any) -> None:
    core = presentation.core_properties
    assert (core.title, core.subject, core.language) == ("強化社會安全網第二期計畫", "110-114年", "zh-TW")
    assert (core.author, core.last_modified_by) == ("臺中市政府", "臺中市政府")
    assert core.created.date().isoformat() == "2021-09-16"


# --- titles, text --------------------------------------------------------------------------------------------------


def test_titles_stand_in_title_placeholders(presentation: Any) -> None:
    titles = [each.shapes.title.text for each in presentation.slides]
    assert titles[:5] == ["強化社會安全網", "推動現況", "條列", "表格", "統計圖"]
    assert titles[-1] == "感謝聆聽"


def test_the_title_comes_first_for_screen_readers(presentation: Any) -> None:
    for each in presentation.slides:
        spoken = [shape for shape in each.shapes if shape.name != "重點色"]
        assert spoken[0] == each.shapes.title


def test_an_outline_stands_in_the_body_placeholder_with_its_levels(presentation: Any) -> None:
    body = named(presentation, "條列").placeholders[10]
    assert [(item.text, item.level) for item in body.text_frame.paragraphs][:4] == [
        ("以家庭為中心，以社區為基礎", 0),
        ("詳見計畫全文，\v第二期", 0),
        ("布建家庭服務中心", 1),
        ("布建心理衛生中心", 1),
    ]


def test_numbers_of_lists_count_by_themselves_and_go_on_where_they_should(package: bytes) -> None:
    numbers = [(item.get("type"), item.get("startAt")) for item in elements(package, 3, f"{A}buAutoNum")]
    assert numbers == [("arabicPeriod", None), ("arabicPeriod", "2")]


def test_chinese_numbers_are_text_because_programs_draw_them_differently(presentation: Any) -> None:
    texts = [item.text for item in named(presentation, "條列").placeholders[10].text_frame.paragraphs]
    assert "三、\t中文編號" in texts


def test_a_link_leads_where_it_says(presentation: Any) -> None:
    runs = [run for item in named(presentation, "條列").placeholders[10].text_frame.paragraphs for run in item.runs]
    links = {run.text: run.hyperlink.address for run in runs if run.hyperlink.address}
    assert links == {"計畫全文": "https://www.mohw.gov.tw/%E7%A4%BE%E5%AE%89%E7%B6%B2?a=1&b=%3C2%3E"}


@pytest.mark.parametrize(
    ("link", "written_as"),
    [
        ("https://a.tw/%E4%B8%80?q=1#x", "https://a.tw/%E4%B8%80?q=1#x"),
        ("mailto:a@b.tw", "mailto:a@b.tw"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("https://a b/c", None),
        ("http://[bad", None),
        ("報告.pdf", None),
    ],
)
def test_only_addresses_that_office_can_open_become_links(link: str, written_as: str | None) -> None:
    assert address(link) == written_as


@given(st.text(st.characters(blacklist_categories=()), max_size=30))
def test_any_link_is_an_ascii_address_or_none(link: str) -> None:
    for known in (link, f"https://a.tw/{link}"):
        result = address(known)
        assert result is None or re.fullmatch(r"[!-~]+", result)


def test_notes_are_the_speakers(presentation: Any) -> None:
    notes = {
        each.shapes.title.text: each.notes_slide.notes_text_frame.text
        for each in presentation.slides
        if each.has_notes_slide
    }
    assert notes == {"條列": "講者備忘：請見\n第一點\n第二點\n備忘裡的連結", "連接線": "第二則備忘"}


def test_sections_are_powerpoints_and_in_order(package: bytes) -> None:
    root = etree.fromstring(parts(package)["ppt/presentation.xml"])
    space = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
    sections = [(item.get("name"), len(list(item.iter(f"{space}sldId")))) for item in root.iter(f"{space}section")]
    assert sections == [("強化社會安全網第二期計畫", 1), ("壹、推動現況", 4), ("貳、策進作為", 6)]
    listed = [item.get("id") for item in root.iter(f"{space}sldId")]
    assert listed == [item.get("id") for item in root.iter(f"{P}sldId")]


def test_every_content_slide_shows_its_number_and_how_many_there_are(presentation: Any) -> None:
    for number, each in enumerate(presentation.slides, start=1):
        holders = {shape.element.ph.get("type"): shape for shape in each.placeholders}
        if each.slide_layout.name in ("封面", "結語"):
            assert "sldNum" not in holders
            continue
        assert holders["sldNum"].element.find(f".//{A}fld").get("type") == "slidenum"
        assert "".join(holders["sldNum"].element.xpath(".//a:t/text()")) == f"{number}/11"
        assert holders["ftr"].text_frame.text == "臺中市政府"


def test_the_footer_is_the_documents_where_it_gives_one() -> None:
    data = written(slide("題"), footer="院會資料")
    assert [s.text_frame.text for s in opened(data).slides[0].placeholders if s.placeholder_format.idx == 31] == [
        "院會資料"
    ]


def test_a_draft_says_so_on_every_slide_and_a_final_deck_does_not(project: Project) -> None:
    def marks(status: Any) -> list[int]:
        data = write(replace(sample.sample(), status=status), THEME, project)
        return ["".join(each.element.xpath(".//a:t/text()")).count("草稿") for each in opened(data).slides]

    assert marks("draft") == [1] * 11
    assert marks("final") == [0] * 11


def test_the_strategys_colour_is_on_the_slide_only_where_there_is_one(presentation: Any) -> None:
    def accent(title: str) -> list[str]:
        shapes = [shape for shape in named(presentation, title).shapes if shape.name == "重點色"]
        return [shape.element.find(f"{P}spPr/{A}solidFill/{A}schemeClr").get("val") for shape in shapes]

    assert accent("條列") == ["accent3"]
    assert accent("表格") == []


def test_a_kicker_is_in_the_strategys_colour(package: bytes) -> None:
    colours = [
        run.find(f"{A}rPr//{A}schemeClr").get("val")
        for run in elements(package, 3, f"{A}r")
        if run.findtext(f"{A}t") == "壹"
    ]
    assert colours == ["accent3"]


# --- hostile text --------------------------------------------------------------------------------------------------


HOSTILE = "<a:t>&amp;\"'>]]><!-- -->\U0001f600\u2028\u2029\x00\x0b\x1f\ud800\udfff\ufffe\r\n\t_x0041_{{ }}\ufff9"


def hostile_deck(words: str) -> Deck:
    series = Series(words, (1.0, 2.0, 3.0))
    table = sample.table(
        rows=(Row((head(words),)), Row((cell(words),))),
        header_rows=1,
        widths=(864.0,),
        heights=(30.0, 30.0),
        aligns=("start",),
        name=words,
        description=words,
    )
    chart = replace(sample.chart("column", series, title=words, unit=words), name=words, description=words)
    spec = replace(chart.spec, categories=(words,) * 3)
    item = paragraph(words, mark=Mark(words[:1] or "•"))
    shape = replace(sample.drawing().shapes[0], paragraphs=sample.sized(item))
    drawing = replace(sample.drawing(), shapes=(shape,), name=words, description=words)
    return deck(
        slide(words or "題", text("body", item), notes=(item,), key=words, section=words),
        slide("二", table),
        slide("三", replace(chart, spec=spec)),
        slide("四", drawing, PlacedText(rect=Rect(0, 0, 9, 9), paragraphs=sample.sized(item), name=words)),
        title=words,
        organisation=words,
        subject=words,
        footer=words,
        sections=((words, words),),
    )  # fmt: skip


def test_markup_control_characters_and_half_characters_do_no_harm() -> None:
    data = write(hostile_deck(HOSTILE), THEME, sample.PROJECT)
    assert_valid(data)
    title = opened(data).slides[0].shapes.title.text
    assert title == "<a:t>&amp;\"'>]]><!-- -->\U0001f600\v\v\v\v\t_x0041_{{ }}\ufff9"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(blacklist_categories=()), max_size=20))
def test_any_text_makes_a_package_that_parses(words: str) -> None:
    data = write(hostile_deck(words), THEME, sample.PROJECT)
    assert package_faults(data) == []
    assert slide_faults(data) == []
    assert len(opened(data).slides) == 4


# --- tables --------------------------------------------------------------------------------------------------------


def test_a_table_says_that_its_first_row_is_a_header_and_its_last_a_total(presentation: Any) -> None:
    table = next(shape.table for shape in named(presentation, "表格").shapes if shape.has_table)
    assert table.first_row
    assert table.last_row
    assert not table.horz_banding


def test_merged_cells_are_read_back_as_they_were_meant(presentation: Any) -> None:
    table = next(shape.table for shape in named(presentation, "表格").shapes if shape.has_table)
    spans = {
        (y, x): (cell.span_height, cell.span_width)
        for y, row in enumerate(table.rows)
        for x, cell in enumerate(row.cells)
        if cell.is_merge_origin
    }
    assert spans == {
        (0, 0): (2, 1),
        (0, 1): (2, 1),
        (0, 2): (1, 2),
        (2, 0): (1, 4),
        (3, 0): (2, 1),
        (4, 2): (2, 2),
        (6, 0): (1, 2),
    }
    assert table.cell(4, 2).text == "併入衛生局計畫"
    assert [cell.text for cell in table.rows[1].cells] == ["", "", "114年", "115年"]


def test_a_table_keeps_the_widths_heights_and_place_it_was_given(presentation: Any) -> None:
    shape = next(shape for shape in named(presentation, "表格").shapes if shape.has_table)
    assert (shape.left.pt, shape.top.pt, shape.width.pt, shape.height.pt) == (48, 114, 864, 210)
    assert [column.width.pt for column in shape.table.columns] == [144, 360, 180, 180]
    assert {row.height.pt for row in shape.table.rows} == {30}


def test_figures_are_aligned_right_and_headers_are_centred(presentation: Any) -> None:
    table = next(shape.table for shape in named(presentation, "表格").shapes if shape.has_table)
    align = {(y, x): table.cell(y, x).text_frame.paragraphs[0].alignment for y in range(7) for x in range(4)}
    assert align[3, 2] == align[6, 3] == pptx.enum.text.PP_ALIGN.RIGHT
    assert align[0, 0] == align[1, 3] == align[4, 2] == pptx.enum.text.PP_ALIGN.CENTER
    assert align[3, 1] is None


def test_both_header_rows_look_alike_though_the_table_style_reaches_one(package: bytes) -> None:
    rows = elements(package, 4, f"{A}tr")
    ground = [element.get("val") for element in rows[1][2].findall(f"{A}tcPr/{A}solidFill/{A}schemeClr")]
    assert ground == ["tx2"]
    assert rows[1][2].find(f".//{A}rPr//{A}schemeClr").get("val") == "tx2"  # type: ignore[union-attr]
    assert rows[0][2].find(f".//{A}rPr//{A}schemeClr") is None
    assert {run.get("b") for run in rows[0].iter(f"{A}rPr")} == {None}


def test_plain_rows_leave_rules_and_fills_to_the_table_style() -> None:
    rows = tuple(Row((cell("甲"), cell("1"))) for _ in range(3))
    table = sample.table(
        rows=(Row((head("項目"), head("值"))), *rows),
        header_rows=1,
        widths=(432.0, 432.0),
        heights=(30.0,) * 4,
        aligns=("start", "end"),
    )
    data = written(slide("題", table))
    assert all(len(properties) == 0 for properties in elements(data, 1, f"{A}tcPr"))


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_spans_cover_their_cells_however_they_lie(data: st.DataObject) -> None:
    width, height = data.draw(st.integers(1, 5)), data.draw(st.integers(1, 5))
    grid: list[list[Any]] = [[None] * width for _ in range(height)]
    free = {(y, x) for y in range(height) for x in range(width)}
    wanted = {}
    for y in range(height):
        for x in range(width):
            if (y, x) not in free:
                continue
            right = data.draw(
                st.integers(1, next((n for n in range(1, width - x + 1) if (y, x + n) not in free), width - x))
            )
            down = data.draw(st.integers(1, height - y))
            free -= {(y + j, x + i) for j in range(down) for i in range(right)}
            wanted[y, x] = (down, right)
            grid[y][x] = cell(f"{y},{x}", row_span=down, column_span=right)
    table = sample.table(
        rows=tuple(Row(tuple(row)) for row in grid),
        header_rows=data.draw(st.integers(0, 1)),
        widths=(100.0,) * width,
        heights=(30.0,) * height,
        aligns=("start",) * width,
    )
    package = written(slide("題", table))
    assert slide_faults(package) == []
    read = next(shape.table for shape in opened(package).slides[0].shapes if shape.has_table)
    for (y, x), (down, right) in wanted.items():
        assert read.cell(y, x).text == f"{y},{x}"
        if (down, right) != (1, 1):
            assert (read.cell(y, x).span_height, read.cell(y, x).span_width) == (down, right)


# --- charts, drawings, pictures ------------------------------------------------------------------------------------


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


# --- the master has its say ----------------------------------------------------------------------------------------


def test_a_title_at_its_first_size_says_nothing_of_its_own_look(presentation: Any) -> None:
    for each in presentation.slides:
        for run in each.shapes.title.element.iter(f"{A}rPr"):
            assert set(run.attrib) == {"lang", "altLang"}
            assert len(run) == 0


def test_a_title_that_had_to_be_set_smaller_says_its_size() -> None:
    title = text("title", replace(paragraph("題", "title"), size=26.0))
    (run,) = elements(written(replace(slide("題"), frames=(title,))), 1, f"{A}rPr")[:1]
    assert run.get("sz") == "2600"


def test_no_run_names_a_font(package: bytes) -> None:
    for name, content in parts(package).items():
        if name.startswith(("ppt/slides/", "ppt/notesSlides/")):
            root = etree.fromstring(content)
            assert not list(root.iter(f"{A}latin", f"{A}ea", f"{A}cs")), name
            assert {item.get("typeface") for item in root.iter(f"{A}buFont")} <= {"+mj-ea", "+mj-lt"}


def test_no_colour_is_written_but_as_one_of_the_theme(package: bytes) -> None:
    for name, content in parts(package).items():
        if name.startswith(("ppt/slides/", "ppt/notesSlides/", "ppt/charts/")):
            assert b"srgbClr" not in content, name


def test_body_text_at_its_level_s_size_inherits_it() -> None:
    sizes = THEME.style("body").sizes
    items = (
        replace(paragraph("第一層", mark=Mark("•")), size=sizes[0]),
        replace(paragraph("第二層", level=1, mark=Mark("–")), size=sizes[1]),
        replace(paragraph("第二層", level=1, mark=Mark("–")), size=sizes[0]),
    )
    placed = replace(text("body"), paragraphs=items)
    runs = elements(written(slide("題", placed)), 1, f"{A}rPr")[1:4]
    assert [run.get("sz") for run in runs] == [None, None, f"{sizes[0] * 100:.0f}"]


def test_text_in_a_slot_keeps_the_colour_of_its_layout_but_for_emphasis(project: Project) -> None:
    words = Paragraph((Run("強化"), Run("社會安全網", colour=Colour("alert"))), "display")
    data = written(
        slide("題", layout="cover"),
        replace(slide("題", layout="cover"), frames=(text("title", words, layout="cover"),)),
    )
    coloured = [run.find(f".//{A}schemeClr") for run in elements(data, 2, f"{A}rPr")]
    assert [item is not None and item.get("val") for item in coloured] == [False, "folHlink"]


def rendered(data: bytes, folder: Path) -> list[list[dict[str, Any]]]:
    """The characters of every page, as LibreOffice shows the presentation."""
    import pdfplumber

    folder.mkdir(exist_ok=True)
    (folder / "deck.pptx").write_bytes(data)
    subprocess.run(
        [
            *("soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile"),
            *("--convert-to", "pdf", "--outdir", str(folder), str(folder / "deck.pptx")),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    with pdfplumber.open(folder / "deck.pdf") as pdf:
        return [page.chars for page in pdf.pages]


def edited(data: bytes, name: str, old: str, new: str) -> bytes:
    """The package after a user's change to one of its parts."""
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for each, content in parts(data).items():
            archive.writestr(each, re.sub(old, new, content.decode()) if each == name else content)
    assert buffer.getvalue() != data
    return buffer.getvalue()


@pytest.mark.rendered
def test_a_change_of_the_master_restyles_titles_body_and_tables(tmp_path: Path) -> None:
    def look(pages: list[list[dict[str, Any]]], character: str) -> set[tuple[float, tuple[int, ...]]]:
        found = [char for page in pages for char in page if char["text"] == character]
        assert found
        return {(round(char["size"]), tuple(round(c * 255) for c in char["non_stroking_color"])) for char in found}

    body = text("body", paragraph("內文"))
    data = written(slide("標", body), slide("標", sample.table()))
    before = rendered(data, tmp_path / "before")
    brand, ink = themes.channels(THEME.colours["brand"]), themes.channels(THEME.colours["ink"])
    assert look(before, "標") == {(30, brand), (16, brand)}
    assert look(before, "內") == {(20, ink)}

    master = edited(
        data, "ppt/slideMasters/slideMaster1.xml", r'(<p:titleStyle>.*?sz=")3000(".*?)tx2', r"\g<1>4000\g<2>accent3"
    )
    master = edited(
        master, "ppt/slideMasters/slideMaster1.xml", r'(<p:bodyStyle>.*?sz=")2000(".*?)tx1', r"\g<1>2200\g<2>accent1"
    )
    after = rendered(
        edited(master, "ppt/theme/theme1.xml", f'(<a:dk2><a:srgbClr val=")({THEME.colours["brand"]})', r"\g<1>FF0000"),
        tmp_path / "after",
    )
    green = themes.channels(THEME.colours["strategy-3"])
    assert (40, green) in look(after, "標")
    assert (16, (255, 0, 0)) in look(after, "標")
    assert look(after, "內") == {(22, themes.channels(THEME.colours["strategy-1"]))}


@pytest.mark.rendered
def test_chinese_numbers_are_shown_as_they_were_meant(tmp_path: Path) -> None:
    body = text(
        "body", *(paragraph("項目", mark=Mark(f"{n}、", "ea1ChtPeriod", i)) for i, n in enumerate("一二三", start=1))
    )
    (page,) = rendered(written(slide("題", body)), tmp_path)
    assert "".join(char["text"] for char in page).replace(" ", "").startswith("題一、項目二、項目三、項目")


def test_a_chart_without_series_colours_takes_them_from_the_theme(package: bytes) -> None:
    chart = etree.fromstring(parts(package)["ppt/charts/chart1.xml"])
    assert {item.get("val") for item in chart.iter(f"{A}schemeClr")} <= {
        "tx1",
        "tx2",
        "bg1",
        "bg2",
        *(f"accent{n}" for n in range(1, 7)),
    }


def test_a_chart_in_a_slot_is_in_its_placeholder(presentation: Any) -> None:
    frame = next(shape for shape in named(presentation, "折線").shapes if shape.has_chart)
    assert frame.is_placeholder
    assert frame.placeholder_format.idx == 10
    assert isinstance(sample.sample().slides[5].frames[1], PlacedChart)
