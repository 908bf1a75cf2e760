"""Tables of documents as checks read them: rows with a label, cells with the words of their headers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ssnet_docs.checks.parts.base import Subject
from ssnet_docs.model.chart import ChartSpec
from ssnet_docs.model.errors import Source
from ssnet_docs.model.nodes import Chart, Columns, Node, SlideNodes, Table
from ssnet_docs.model.quantity import Quantity, QuantityError
from ssnet_docs.model.table import Cell, Row, RowKind, TableSpec


@dataclass(frozen=True, slots=True)
class Place:
    """The slide that something stands on: the document's id, the slide itself, and the place in the content."""

    document: str
    slide: SlideNodes
    source: Source | None


@dataclass(frozen=True, slots=True)
class Field:
    """A cell with its header's words (the spanner's first) and its figure, None where it holds none."""

    header: str
    text: str
    quantity: Quantity | None
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A body row: the words of its stub, and its other cells in order; None where a span covers one."""

    label: str
    kind: RowKind
    fields: tuple[Field | None, ...]


@lru_cache(maxsize=2)
def tables(subject: Subject) -> tuple[tuple[Place, TableSpec, tuple[Line, ...]], ...]:
    """Every table of every document with its rows."""
    return tuple(
        (place, node.spec, tuple(_lines(node.spec))) for place, node in _nodes(subject) if isinstance(node, Table)
    )


@lru_cache(maxsize=2)
def charts(subject: Subject) -> tuple[tuple[Place, ChartSpec], ...]:
    """Every chart of every document."""
    return tuple((place, node.spec) for place, node in _nodes(subject) if isinstance(node, Chart))


def _nodes(subject: Subject) -> Iterator[tuple[Place, Node]]:
    for document in subject.documents:
        for section in document.sections:
            for slide in section.slides:
                for node in _inside(slide.nodes):
                    yield Place(document.id, slide, getattr(node, "source", None) or slide.source), node


def _inside(nodes: tuple[Node, ...]) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, Columns):
            for column in node.columns:
                yield from _inside(column)
        else:
            yield node


def _lines(spec: TableSpec) -> Iterator[Line]:
    headers = [_header(spec, column) for column in range(len(spec.columns))]
    for row in spec.body:
        stub = [cell.text for cell in row.cells[: spec.stub_columns] if cell is not None]
        fields = tuple(
            None if cell is None else _field(headers[at], cell)
            for at, cell in enumerate(row.cells)
            if at >= spec.stub_columns
        )
        yield Line("".join(" ".join(stub).split("\n")), row.kind, fields)


def _header(spec: TableSpec, column: int) -> str:
    """The words above a column, from the outermost in."""
    found = (_covering(row, column) for row in spec.header)
    return " ".join(dict.fromkeys(cell.text.replace("\n", "") for cell in found if cell is not None))


def _covering(row: Row, column: int) -> Cell | None:
    for at in range(min(column, len(row.cells) - 1), -1, -1):
        cell = row.cells[at]
        if cell is not None:
            return cell if at + cell.column_span > column else None
    return None


def _field(header: str, cell: Cell) -> Field:
    facts = tuple(key for paragraph in cell.paragraphs for run in paragraph.runs for key in run.facts)
    try:
        quantity = Quantity.parse(cell.text.strip())
    except QuantityError:
        quantity = None
    return Field(header, cell.text, quantity, facts)
