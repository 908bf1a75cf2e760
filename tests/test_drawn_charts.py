"""Charts that Office lacks: maps of the counties, heat maps, bullet charts, and what they do without figures."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ssnet_docs.compose.shapes import Solver
from ssnet_docs.datasets import boundaries
from ssnet_docs.datasets.boundaries import PATH, simplified
from ssnet_docs.model.boundary import Boundaries
from ssnet_docs.model.errors import ContentError, Source
from ssnet_docs.model.layout import Rect
from ssnet_docs.model.nodes import Table
from ssnet_docs.model.page import PlacedShape
from ssnet_docs.project import Project
from tests.blocks.examples import counties, drawings, flowing_text, lowered
from tests.sample_deck import MEASURE

PROJECT = Project.find()
NAMES = {county.name for county in counties().all()}


@pytest.fixture(scope="module")
def taiwan() -> Boundaries:
    return boundaries.load(PROJECT, counties())


def values(**changes: str) -> str:
    given = {name: f"{number}%" for number, name in enumerate(sorted(NAMES), start=10)} | changes
    return "{" + ", ".join(f"{name}: {value}" for name, value in given.items() if value) + "}"


def placed(text: str) -> list[PlacedShape]:
    (drawing,) = drawings(lowered(text))
    return Solver(MEASURE, 0, 0.0).place(drawing.root, Rect(0, 0, 860, 370))


@pytest.mark.parametrize("style", ["choropleth", "tiles"])
def test_every_county_is_one_named_shape_of_its_own_that_says_its_value(style: str) -> None:
    shapes = placed(f"- map: {{title: 占比, style: {style}, values: {values()}}}")
    named = {shape.name: shape for shape in shapes if shape.name in NAMES}
    assert set(named) == NAMES
    for name, shape in named.items():
        assert (shape.freeform is not None) == (style == "choropleth")
        assert shape.fill is not None
        assert shape.description.startswith(f"{name}：")
        assert shape.description.endswith("%")


def test_a_county_without_a_figure_is_dashed_and_says_so() -> None:
    shapes = placed(f"- map: {{title: 占比, highlight: none, values: {values(連江縣='')}}}")
    lienchiang = next(shape for shape in shapes if shape.name == "連江縣")
    assert lienchiang.dashed
    assert lienchiang.description == "連江縣：尚無資料"
    assert any("尚無資料　1 縣市" in item.text for shape in shapes for item in shape.paragraphs)


def test_nothing_of_a_map_stands_outside_its_place() -> None:
    for style in ("choropleth", "tiles"):
        for shape in placed(f"- map: {{title: 占比, style: {style}, values: {values()}}}"):
            assert shape.rect.x >= -0.1
            assert shape.rect.y >= -0.1
            assert shape.rect.right <= 860.1
            assert shape.rect.bottom <= 370.1


def test_a_higher_class_is_a_darker_shade_and_equal_values_have_one_shade() -> None:
    shapes = placed(f"- map: {{title: 占比, highlight: none, values: {values(臺中市='10%', 花蓮縣='10%')}}}")
    fills = {shape.name: shape.fill for shape in shapes if shape.name in NAMES}
    assert fills["臺中市"] == fills["花蓮縣"]
    ordered = [fills[name] for name in sorted(NAMES) if name not in {"臺中市", "花蓮縣"}]
    tints = [colour.tint for colour in ordered if colour is not None]
    assert tints == sorted(tints, reverse=True)
    assert len(set(tints)) == 5


def test_neighbours_keep_one_border_when_it_is_simplified(taiwan: Boundaries) -> None:
    points = {
        slug: {point for polygon in polygons for ring in polygon for point in ring}
        for slug, polygons in taiwan.counties.items()
    }
    for one, other in (("taipei", "new-taipei"), ("taichung", "changhua"), ("hualien", "taitung")):
        assert len(points[one] & points[other]) > 10


def test_a_simplified_line_keeps_its_ends_and_strays_no_farther_than_it_may() -> None:
    line = [(index / 100, 0.001 * (index % 3)) for index in range(101)]
    assert simplified(line, 0.01) == [line[0], line[-1]]
    corner = [(0.0, 0.0), (0.5, 0.0), (1.0, 0.0), (1.0, 1.0)]
    assert simplified(corner, 0.01) == [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0)]
    ring = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)]
    assert set(simplified(ring, 0.01)) == set(ring)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"transform": {"scale": 1}}', "[" * 5000, '{"objects": null}'])
def test_a_damaged_file_of_boundaries_is_an_error_that_names_it(tmp_path: Path, text: str) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / PATH).write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match="縣市界線檔無法解讀") as caught:
        boundaries.load(Project(tmp_path), counties())
    assert caught.value.source == Source(PATH)


def test_a_county_that_the_boundaries_lack_is_named(tmp_path: Path) -> None:
    topology = json.loads((PROJECT.root / PATH).read_text(encoding="utf-8"))
    known = topology["objects"]["counties"]["geometries"]
    topology["objects"]["counties"]["geometries"] = [
        one for one in known if one["properties"]["COUNTYNAME"] not in {"澎湖縣", "連江縣"}
    ]
    (tmp_path / "data").mkdir()
    (tmp_path / PATH).write_text(json.dumps(topology), encoding="utf-8")
    with pytest.raises(ContentError, match="澎湖縣、連江縣"):
        boundaries.load(Project(tmp_path), counties())


def test_a_report_has_all_counties_as_a_table_in_the_order_of_their_values() -> None:
    text = flowing_text(lowered(f"- map: {{title: 占比, values: {values()}}}", medium="report"))
    assert all(name in text for name in NAMES)
    highest = max(NAMES, key=lambda name: sorted(NAMES).index(name))
    assert text.index(highest) < min(text.index(name) for name in NAMES - {highest})


def test_an_unknown_county_is_told() -> None:
    with pytest.raises(ContentError, match="沒有縣市「金山縣」"):
        lowered("- map: {title: 占比, values: {金山縣: 10%}}")


# --- heat maps and bullet charts -----------------------------------------------------------------------------------


def test_a_heat_map_shades_by_value_keeps_the_figures_and_leaves_what_is_missing_white() -> None:
    text = "- heat-map: {columns: [115年, 116年, 117年], rows: [{name: 比率, values: [5%, null, 80%]}], classes: 2}"
    table = next(node for node in lowered(text) if isinstance(node, Table))
    cells = [cell for row in table.spec.body for cell in row.cells][-3:]
    assert [cell.paragraphs[0].text for cell in cells] == ["5%", "尚無資料", "80%"]
    low, missing, high = (cell.fill for cell in cells)
    assert missing is None
    assert low is not None
    assert high is not None
    assert low.tint > high.tint


def test_a_bullet_chart_s_bar_and_mark_stand_where_value_and_target_are_on_the_scale() -> None:
    shapes = placed("- bullet: [{label: 進用率, value: 82.3%, target: 100%, ranges: [60%, 80%, 100%]}]")
    bar = next(shape for shape in shapes if shape.name == "進用率實際值")
    mark = next(shape for shape in shapes if shape.name == "進用率目標值")
    ground = [shape for shape in shapes if shape.name == "級距"]
    start, end = min(shape.rect.x for shape in ground), max(shape.rect.right for shape in ground)
    assert (bar.rect.right - bar.rect.x) / (end - start) == pytest.approx(0.823, abs=0.001)
    assert mark.rect.right == pytest.approx(end, abs=0.5)
    assert [round((shape.rect.right - start) / (end - start), 2) for shape in ground] == [0.6, 0.8, 1.0]
    assert bar.description == "進用率：82.3%"


def test_a_bullet_without_a_value_says_so_and_draws_no_bar() -> None:
    shapes = placed("- bullet: [{label: 使用率, value: null, target: 5%}]")
    assert not [shape for shape in shapes if shape.name == "使用率實際值"]
    assert any(item.text == "尚無資料" for shape in shapes for item in shape.paragraphs)
