"""Native charts as files: what a user sees and edits in Office is what the spec says."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pptx import Presentation
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.parts.chart import ChartPart
from pptx.parts.embeddedpackage import EmbeddedXlsxPart
from pptx.util import Pt

from ssnet_docs import charts, themes
from ssnet_docs.charts import ChartData
from ssnet_docs.model.chart import ChartSpec, Series
from ssnet_docs.model.text import Colour
from ssnet_docs.project import Project
from ssnet_docs.writers.ooxml.chart import chart_xml
from ssnet_docs.writers.ooxml.chart_brush import Brush
from ssnet_docs.writers.ooxml.workbook import SHEET, cell_range, column_letters, workbook

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
YEARS = ("110年", "111年", "112年")
PROJECT = Project(Path(__file__).resolve().parent.parent)
THEME = themes.load(PROJECT, "base")

SERVICE = Series("服務人次", (1200, 1350, 1500))
RATE = Series("達成率", (72.5, 80, 88.1), kind="line", secondary=True, unit="%")
PARTS = (Series("社工", (30, 40, 50)), Series("督導", (20, 22, 25)), Series("心理師", (15, 18, 30)))


def build(kind: str, *series: Series, categories: tuple[str, ...] = YEARS, **options: object) -> ChartSpec:
    return charts.build(kind, ChartData(categories=categories, series=series, **options))  # type: ignore[arg-type]


EVERY_KIND = {
    "column": build("column", SERVICE, unit="人次", target=1400),
    "bar": build("bar", SERVICE, unit="人次"),
    "line": build("line", *PARTS, unit="人"),
    "stacked-column": build("stacked-column", *PARTS, unit="人"),
    "stacked-bar": build("stacked-bar", *PARTS, unit="人"),
    "percent-column": build("percent-column", *PARTS, unit="人"),
    "percent-bar": build("percent-bar", *PARTS, unit="人"),
    "doughnut": build("doughnut", Series("人力", (120, 66, 2)), categories=("社工", "督導", "其他"), unit="人"),
    "combination": build("combination", SERVICE, RATE, unit="人次", title="服務與達成率"),
}


def written(spec: ChartSpec, width: float = 440, height: float = 260, **options: object) -> etree._Element:
    return etree.fromstring(
        chart_xml(spec, THEME, label_size=12, width=width, height=height, **options)  # type: ignore[arg-type]
    )


def value(element: etree._Element, path: str) -> str | None:
    found = element.find(".//" + "/".join(C + step for step in path.split("/")))
    return None if found is None else found.get("val")


def slide_with(spec: ChartSpec) -> tuple[BytesIO, object]:
    """A saved presentation with the chart on a slide, and the chart as python-pptx reads it again."""
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    package = deck.part.package
    blob = chart_xml(spec, THEME, label_size=12, width=440, height=260)
    part = ChartPart.load(package.next_partname(ChartPart.partname_template), CONTENT_TYPE.DML_CHART, package, blob)
    assert part.relate_to(EmbeddedXlsxPart.new(workbook(spec), package), RELATIONSHIP_TYPE.PACKAGE) == "rId1"
    identifier = slide.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    slide.shapes._add_chart_graphicFrame(identifier, Pt(20), Pt(20), Pt(440), Pt(260))
    file = BytesIO()
    deck.save(file)
    file.seek(0)
    (shape,) = Presentation(file).slides[0].shapes
    return file, shape.chart


# --- what a user sees -------------------------------------------------------------------------------------------


def test_the_value_axis_begins_at_zero_and_grows_with_edited_data() -> None:
    axis = written(EVERY_KIND["bar"]).find(f".//{C}valAx")
    assert value(axis, "scaling/min") == "0"
    assert value(axis, "scaling/max") is None


def test_labels_carry_the_unit() -> None:
    labels = written(EVERY_KIND["bar"]).find(f".//{C}dLbls")
    assert labels.find(f"{C}numFmt").get("formatCode") == '#,##0"人次"'
    assert labels.find(f"{C}showVal").get("val") == "1"


def test_a_target_is_dashed_and_named_at_its_end() -> None:
    (line,) = written(EVERY_KIND["column"]).findall(f".//{C}lineChart/{C}ser")
    assert line.find(f"{C}spPr/{A}ln/{A}prstDash").get("val") == "sysDash"
    (label,) = line.findall(f"{C}dLbls/{C}dLbl")
    assert (value(label, "idx"), value(label, "showSerName"), value(label, "showVal")) == ("2", "1", "1")


def test_bars_read_from_top_to_bottom() -> None:
    root = written(EVERY_KIND["bar"])
    assert value(root, "catAx/scaling/orientation") == "maxMin"
    assert value(root, "barChart/barDir") == "bar"


def test_lines_differ_in_their_markers_and_bear_their_names() -> None:
    root = written(EVERY_KIND["line"])
    symbols = [marker.get("val") for marker in root.findall(f".//{C}ser/{C}marker/{C}symbol")]
    assert len(set(symbols)) == 3
    assert root.find(f".//{C}legend") is None
    assert all(value(series, "dLbl/showSerName") == "1" for series in root.findall(f".//{C}ser"))


def test_a_line_of_another_unit_has_its_own_axis() -> None:
    root = written(EVERY_KIND["combination"])
    bars = {axis.get("val") for axis in root.findall(f".//{C}barChart/{C}axId")}
    lines = {axis.get("val") for axis in root.findall(f".//{C}lineChart/{C}axId")}
    assert not bars & lines
    assert root.find(f".//{C}lineChart//{C}dLbls/{C}numFmt").get("formatCode") == '0.0"%"'


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_axis_ids_are_positive_and_belong_together(kind: str) -> None:
    root = written(EVERY_KIND[kind])
    declared = [axis.find(f"{C}axId").get("val") for axis in root.iter(f"{C}catAx", f"{C}valAx")]
    used = {axis.get("val") for chart in root.iter(f"{C}barChart", f"{C}lineChart") for axis in chart.iter(f"{C}axId")}
    assert len(declared) == len(set(declared))
    assert used == set(declared)
    assert all(int(identifier) > 0 for identifier in declared)


def test_a_gap_stays_a_gap() -> None:
    root = written(build("line", Series("率", (1, None, 3))))
    assert [point.get("idx") for point in root.findall(f".//{C}numCache/{C}pt")] == ["0", "2"]
    assert value(root, "dispBlanksAs") == "gap"


def test_the_title_says_what_is_counted_where_labels_do_not_and_else_there_is_none() -> None:
    titled, lines = written(EVERY_KIND["combination"]), written(EVERY_KIND["line"])
    assert "服務與達成率" in "".join(titled.find(f".//{C}title").itertext())
    assert value(titled, "autoTitleDeleted") == "0"
    percent = written(build("percent-column", *PARTS, unit="%"))
    assert percent.find(f".//{C}title") is None
    assert value(percent, "autoTitleDeleted") == "1"
    assert "單位：人" in "".join(lines.find(f".//{C}title").itertext())


def test_a_highlighted_category_is_darker_than_the_others() -> None:
    root = written(build("column", SERVICE, highlight=("111年",)))
    usual = etree.tostring(root.find(f".//{C}ser/{C}spPr/{A}solidFill"))
    others = {
        point.find(f"{C}idx").get("val"): etree.tostring(point.find(f"{C}spPr/{A}solidFill"))
        for point in root.findall(f".//{C}dPt")
    }
    assert set(others) == {"0", "2"}
    assert usual not in others.values()


@pytest.mark.parametrize("name", themes.names(PROJECT))
def test_text_inside_a_shape_can_be_read_in_every_theme_and_strategy(name: str) -> None:
    theme = themes.load(PROJECT, name)
    for strategy in (None, 1, 2, 3, 4, 5, 6):
        ink, paper = (themes.rgb(theme, Colour(role)) for role in ("ink", "paper"))
        for count in range(1, 7):
            for ground in Brush(theme, strategy).ramp(count):
                back = themes.rgb(theme, ground, strategy)
                assert max(themes.contrast(ink, back), themes.contrast(paper, back)) >= 4.5


@pytest.mark.parametrize("name", themes.names(PROJECT))
def test_parts_of_a_stack_stay_apart_in_black_and_white(name: str) -> None:
    theme = themes.load(PROJECT, name)
    for strategy in (None, 1, 2, 3, 4, 5, 6):
        for count in range(2, 7):
            shades = [themes.rgb(theme, colour, strategy) for colour in Brush(theme, strategy).ramp(count)]
            assert shades == sorted(shades, key=themes.luminance)
            assert all(themes.contrast(*pair) > 1.15 for pair in pairwise(shades))


def test_every_colour_is_the_themes_so_that_the_master_restyles_charts() -> None:
    for spec in EVERY_KIND.values():
        xml = chart_xml(spec, THEME, label_size=12, width=440, height=260, strategy=2)
        assert b"srgbClr" not in xml
        assert b"schemeClr" in xml


def test_all_text_is_taiwans_chinese_in_the_themes_fonts_with_a_size() -> None:
    for spec in EVERY_KIND.values():
        for look in written(spec).iter(f"{A}defRPr", f"{A}rPr"):
            assert look.get("lang") == "zh-TW"
            assert int(look.get("sz")) >= 900
            assert look.find(f"{A}ea").get("typeface") == "+mn-ea"
            assert look.find(f"{A}latin").get("typeface") == "+mn-lt"


# --- what a user edits ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_a_chart_is_read_again_with_the_same_names_and_values(kind: str) -> None:
    spec = EVERY_KIND[kind]
    _, chart = slide_with(spec)
    assert tuple(chart.plots[0].categories) == spec.categories  # type: ignore[attr-defined]
    read = {series.name: tuple(series.values) for plot in chart.plots for series in plot.series}  # type: ignore[attr-defined]
    assert read == {series.name: series.values for series in spec.series}


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_a_presentation_with_the_chart_is_valid(kind: str, tmp_path: Path) -> None:
    openxml_audit = pytest.importorskip("openxml_audit")
    file = tmp_path / "chart.pptx"
    file.write_bytes(slide_with(EVERY_KIND[kind])[0].getvalue())
    assert openxml_audit.validate_pptx(str(file)).errors == []


def test_the_workbook_has_the_unit_the_names_and_formatted_numbers() -> None:
    sheet = openpyxl.load_workbook(BytesIO(workbook(EVERY_KIND["combination"])))[SHEET]
    assert [cell.value for cell in sheet[1]] == ["單位：人次、%", "服務人次", "達成率"]
    assert [cell.value for cell in sheet[2]] == ["110年", 1200, 72.5]
    assert (sheet["B2"].number_format, sheet["C2"].number_format) == ('#,##0"人次"', '0.0"%"')


def test_the_same_chart_gives_the_same_bytes() -> None:
    for spec in EVERY_KIND.values():
        assert workbook(spec) == workbook(spec)
        assert etree.tostring(written(spec)) == etree.tostring(written(spec))


def test_columns_are_lettered_as_in_excel() -> None:
    assert [column_letters(number) for number in (1, 26, 27, 703)] == ["A", "Z", "AA", "AAA"]
    assert cell_range(2, 2, 5) == "工作表1!$B$2:$B$5"


# --- what holds for every chart ---------------------------------------------------------------------------------

NAMES = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")), min_size=1, max_size=12)
NUMBERS = st.floats(-1e14, 1e14, allow_nan=False) | st.integers(-(10**14), 10**14).map(float) | st.none()


@st.composite
def specs(draw: st.DrawFn) -> ChartSpec:
    count = draw(st.integers(1, 12))
    kinds = draw(st.sampled_from([("column",), ("bar",), ("line",), ("column", "line"), ("doughnut",)]))
    stacking = draw(st.sampled_from(["none", "stacked", "percent"])) if kinds in {("column",), ("bar",)} else "none"
    series = tuple(
        Series(
            name,
            tuple(draw(st.lists(NUMBERS, min_size=count, max_size=count))),
            kind=draw(st.sampled_from(kinds)),
            target=kinds[-1] == "line" and draw(st.booleans()),
            secondary=False,
        )
        for name in draw(st.lists(NAMES, min_size=1, max_size=1 if kinds == ("doughnut",) else 4, unique=True))
    )
    return ChartSpec(
        "column",
        tuple(draw(st.lists(NAMES, min_size=count, max_size=count))),
        series,
        stacking=stacking,  # type: ignore[arg-type]
        title=draw(st.none() | NAMES),
        unit=draw(st.sampled_from(["", "人", "%"])),
        number_format=draw(st.sampled_from(["General", '#,##0"人"', '0.0"%"'])),
        data_labels=draw(st.booleans()),
        legend=draw(st.sampled_from([None, True, False])),
        axis_minimum=draw(st.sampled_from([None, 0.0])),
    )


def cell(sheet: object, formula: str) -> list[object]:
    found = re.fullmatch(r"工作表1!\$([A-Z]+)\$(\d+)(?::\$[A-Z]+\$(\d+))?", formula)
    assert found is not None
    first, last = int(found[2]), int(found[3] or found[2])
    return [sheet[f"{found[1]}{row}"].value for row in range(first, last + 1)]  # type: ignore[index]


@settings(deadline=None, max_examples=150)
@given(specs(), st.sampled_from([(300, 200), (860, 360), (90, 60)]))
def test_cached_values_are_the_specs_and_the_workbooks(spec: ChartSpec, frame: tuple[int, int]) -> None:
    root = written(spec, *frame)
    sheet = openpyxl.load_workbook(BytesIO(workbook(spec)))[SHEET]
    assert len(root.findall(f".//{C}ser")) == len(spec.series)
    for entry in root.iter(f"{C}ser"):
        series = spec.series[int(entry.find(f"{C}idx").get("val"))]
        assert entry.findtext(f"{C}tx//{C}v") == series.name
        assert cell(sheet, entry.findtext(f"{C}tx//{C}f")) == [series.name]
        assert tuple(point.findtext(f"{C}v") for point in entry.iterfind(f"{C}cat//{C}pt")) == spec.categories
        assert cell(sheet, entry.findtext(f"{C}cat//{C}f")) == list(spec.categories)
        cached: list[float | None] = [None] * len(spec.categories)
        for point in entry.iterfind(f"{C}val//{C}pt"):
            cached[int(point.get("idx"))] = float(point.findtext(f"{C}v"))
        assert tuple(cached) == series.values
        assert cell(sheet, entry.findtext(f"{C}val//{C}f")) == list(series.values)
