"""What tests of blocks need: a context without files or data of its own, examples, and all text that nodes hold."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache, partial
from typing import Any

import yaml
from pydantic import TypeAdapter

from ssnet_docs.blocks import AnyBlock, registry
from ssnet_docs.content.context import Context, Particulars
from ssnet_docs.datasets import boundaries
from ssnet_docs.icons import Icons
from ssnet_docs.model.block import Block
from ssnet_docs.model.county import Counties
from ssnet_docs.model.dataset import ColumnInfo, TableData, TableRow
from ssnet_docs.model.drawing import Box, Canvas, Choice, Element, Grid, Stack
from ssnet_docs.model.errors import ErrorCollector, Source
from ssnet_docs.model.fact import DataStore, Fact, Indicator
from ssnet_docs.model.nodes import Chart, Columns, Drawing, Heading, Items, Node, Note, Picture, Table, Text
from ssnet_docs.model.quantity import Quantity
from ssnet_docs.model.text import Paragraph, Run
from ssnet_docs.project import Project

_ADAPTER: TypeAdapter[Block] = TypeAdapter(AnyBlock)

_INDICATORS = (
    Indicator(
        id="newborn-family-guidance",
        programme="2.0",
        strategy=1,
        number="1",
        name="新生兒家庭使用育兒指導服務比率",
        definition="(當年度服務新生兒數/當年度新生兒數)x100%",
        agency="衛福部社家署",
        unit="%",
        direction="higher",
        chart_label="育兒指導使用率",
    ),
    Indicator(
        id="indigenous-family-cases",
        programme="2.0",
        strategy=1,
        number="5",
        name="原住民族家庭服務中心服務原住民族(脆弱)家庭個案數",
        definition="提供原住民族一般及脆弱家庭案件服務量",
        agency="原民會",
        unit="人",
        direction="higher",
    ),
    Indicator(
        id="mental-health-centres",
        programme="2.0",
        strategy=3,
        number="1",
        name="社區心理衛生中心設置數",
        definition="完成設置且已運作數",
        agency="衛福部心健司",
        unit="處",
        direction="higher",
    ),
)

_VALUES = {
    ("newborn-family-guidance", "actual"): {114: "新增"},
    ("newborn-family-guidance", "target"): {115: "5%", 116: "10%", 117: "20%", 118: "35%", 119: "50%"},
    ("indigenous-family-cases", "actual"): {114: "新增"},
    ("indigenous-family-cases", "target"): {115: "2,600人", 116: "2,700人", 117: "2,800人", 118: "2,900人"},
    ("mental-health-centres", "actual"): {114: "71處"},
    ("mental-health-centres", "target"): {115: "81處", 116: "90處"},
}


def store() -> DataStore:
    """Three indicators of the programme with some of their figures, and one small table."""
    facts = [
        Fact(key=f"{id_}/{kind}/{year}", name=id_, indicator=id_, kind=kind, year=year, quantity=Quantity.parse(value))
        for (id_, kind), values in _VALUES.items()
        for year, value in values.items()
    ]
    columns = (
        ColumnInfo("unit", "單位", "string"),
        ColumnInfo("year", "年度", "roc-period"),
        ColumnInfo("staff", "人數", "integer", "人"),
    )
    rows = (
        TableRow({"unit": "社會局", "year": "114", "staff": "1390"}, Source("data/staff.csv", 2), {"staff": "staff/a"}),
        TableRow({"unit": "衛生局", "year": "114", "staff": "512"}, Source("data/staff.csv", 3)),
        TableRow({"unit": "教育局", "year": "115", "staff": ""}, Source("data/staff.csv", 4)),
    )
    return DataStore(
        facts=facts,
        indicators=_INDICATORS,
        tables=[TableData("staff", "人力", "data/staff.csv", columns, rows)],
        counties=counties(),
        boundaries=partial(boundaries.load, Project.find(), counties()),
    )


@cache
def counties() -> Counties:
    """The counties of the project, which maps need."""
    with (Project.find().root / "data" / "counties.csv").open(encoding="utf-8-sig", newline="") as stream:
        return Counties(csv.DictReader(stream))


def context(**changes: Any) -> Context:
    """The context of a slide of a county's document."""
    particulars = Particulars(
        title="強化社會安全網第二期計畫",
        subtitle="110-114年",
        presenters=("臺中市政府社會局　局長 彭懷真",),
        date="中華民國110年9月16日",
        organisation="臺中市政府",
        version="草案",
    )
    given: dict[str, Any] = {
        "project": Project.find(),
        "data": store(),
        "place": "taichung",
        "medium": "deck",
        "particulars": particulars,
        "sections": (("壹", "第一期計畫成果"), ("貳", "第二期計畫架構")),
        "icons": Icons(Project.find()),
        "errors": ErrorCollector(),
    }
    return Context(**{**given, **changes})


def read(text: str) -> Block:
    """The block that a YAML snippet (`- kind: …`) writes. Raises ValidationError."""
    (data,) = yaml.safe_load(text)
    return _ADAPTER.validate_python(data)


def example(kind: str) -> Block:
    return read(registry()[kind].block_example)


def lowered(text: str, **changes: Any) -> tuple[Node, ...]:
    return read(text).lower(context(**changes))


# --- text of nodes -------------------------------------------------------------------------------------------------


def shown_text(nodes: tuple[Node, ...]) -> str:
    """All text that a deck shows of the nodes, marks included, a line a paragraph."""
    return "\n".join(said(paragraph) for node in nodes for paragraph in _shown(node))


def flowing_text(nodes: tuple[Node, ...]) -> str:
    """All text that a flowing report shows: drawings by their equivalent."""
    return "\n".join(said(paragraph) for node in nodes for paragraph in _flowing(node))


def said(paragraph: Paragraph) -> str:
    return (paragraph.mark.text if paragraph.mark else "") + paragraph.text


def _shown(node: Node) -> Iterator[Paragraph]:
    if isinstance(node, Drawing):
        yield from drawn(node.root)
    elif isinstance(node, Columns):
        for column in node.columns:
            for inner in column:
                yield from _shown(inner)
    else:
        yield from _plain(node)


def _flowing(node: Node) -> Iterator[Paragraph]:
    if isinstance(node, Drawing):
        for inner in node.equivalent:
            yield from _flowing(inner)
    elif isinstance(node, Columns):
        for column in node.columns:
            for inner in column:
                yield from _flowing(inner)
    else:
        yield from _plain(node)


def _plain(node: Node) -> Iterator[Paragraph]:
    match node:
        case Heading():
            yield node.text
        case Text() | Note():
            yield from node.paragraphs
        case Items():
            yield from node.items
        case Table():
            yield from filter(None, (node.spec.caption, node.spec.unit and _paragraph(node.spec.unit)))
            for row in (*node.spec.header, *node.spec.body):
                for cell in row.cells:
                    yield from cell.paragraphs if cell else ()
            yield from node.spec.notes
        case Picture():
            yield from filter(None, (node.credit,))
        case Chart():
            yield from (_paragraph(text) for text in (node.spec.title, *node.spec.categories) if text)
            yield from (_paragraph(series.name) for series in node.spec.series)
        case _:
            raise AssertionError(node)


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def drawn(element: Element) -> Iterator[Paragraph]:
    """The paragraphs of a drawing's boxes, in reading order."""
    match element:
        case Box():
            yield from element.paragraphs
        case Canvas():  # texts of an optional one may have to go: its equivalent says them
            for box in () if element.optional else element.boxes:
                yield from box.paragraphs
        case Stack() | Grid():
            for child in element.children:
                yield from drawn(child)
        case Choice():
            yield from drawn(element.options[0])


def boxes(element: Element) -> Iterator[Box]:
    """All boxes of a drawing, grounds included."""
    match element:
        case Box():
            yield element
        case Canvas():
            yield from element.boxes
        case Stack():
            if element.ground:
                yield element.ground
            for child in element.children:
                yield from boxes(child)
        case Grid():
            for child in element.children:
                yield from boxes(child)
        case Choice():
            for option in element.options:
                yield from boxes(option)


def drawings(nodes: tuple[Node, ...]) -> Iterator[Drawing]:
    for node in nodes:
        if isinstance(node, Drawing):
            yield node
        elif isinstance(node, Columns):
            for column in node.columns:
                yield from drawings(column)
