"""From columns and lines of cells to a table: spanners over column headers, merged stubs, keys of rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ssnet_docs.model.table import Cell, Column, Row, RowKind, TableSpec
from ssnet_docs.model.text import Align, Colour, Paragraph, Run
from ssnet_docs.model.value import value
from ssnet_docs.tables.formats import MISSING

Covered = Literal["above", "left"]


@dataclass(frozen=True, slots=True)
class Head:
    """A column with its header: `title` paragraphs, and the spanners above it from the outermost inwards."""

    key: str
    title: tuple[Paragraph, ...]
    spanners: tuple[Paragraph, ...] = ()
    align: Align = "start"
    weight: float = 1.0
    decimal: bool = False


@value(frozen=True, slots=True)
class Entry(Cell):
    """A cell of the body before its spans are known; `covered` says that it belongs to the cell above or at the left.

    `text` is that of its paragraphs, a line each.
    """

    covered: Covered | None = None


def missing() -> Entry:
    """The entry of a cell without a value."""
    return Entry((Paragraph((Run(MISSING),), "dense", colour=Colour("muted")),), align="centre")


@value(frozen=True, slots=True)
class Line:
    """A row of the body with one entry a column; `key` is '' where the stub's text is to identify the row."""

    entries: tuple[Entry, ...]
    kind: RowKind = "body"
    key: str = ""


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a table's grid."""

    caption: Paragraph | None = None
    unit: str | None = None
    notes: tuple[Paragraph, ...] = ()
    banded: bool = False


def table(
    heads: Sequence[Head],
    lines: Sequence[Line],
    groups: Iterable[str] = (),
    around: Around | None = None,
    *,
    stub: int | None = None,
) -> TableSpec:
    """The table. In the columns of `groups` equal neighbours are merged, each within the groups before it.

    `stub` is how many leading columns name the rows; None: the groups at the left and the column after them.
    """
    around = around or Around()
    grouped = [index for index, head in enumerate(heads) if head.key in set(groups)]
    stub = _stub(grouped, len(heads)) if stub is None else stub
    return TableSpec(
        columns=tuple(Column(head.key, head.weight, head.align, head.decimal) for head in heads),
        header=header(heads),
        body=rows(merged(lines, grouped), stub),
        stub_columns=stub,
        caption=around.caption,
        unit=around.unit,
        notes=around.notes,
        banded=around.banded,
    )


def _stub(grouped: Sequence[int], count: int) -> int:
    """How many leading columns name the rows: the groups at the left, and the column after them."""
    leading = 0
    while leading in grouped:
        leading += 1
    return min(leading + 1, max(count - 1, 1))


# --- header --------------------------------------------------------------------------------------------------------


def header(heads: Sequence[Head]) -> tuple[Row, ...]:
    """Header rows: neighbours under the same spanner share its cell, a title without one reaches to the top.

    A table without any title has no header.
    """
    if not any(head.title for head in heads):
        return ()
    depth = max(len(head.spanners) for head in heads) + 1
    rows: list[list[Cell | None]] = [[None] * len(heads) for _ in range(depth)]
    for column, head in enumerate(heads):
        level = len(head.spanners)
        rows[level][column] = Cell(head.title, row_span=depth - level, align="centre")
        for above in range(level):
            if column and heads[column - 1].spanners[: above + 1] == head.spanners[: above + 1]:
                continue
            span = _span(heads, column, above)
            rows[above][column] = Cell((head.spanners[above],), column_span=span, align="centre")
    return tuple(Row(tuple(row), "header") for row in rows)


def _span(heads: Sequence[Head], column: int, level: int) -> int:
    """How many columns from `column` on stand under the same spanner at `level`."""
    wanted = heads[column].spanners[: level + 1]
    end = column
    while end < len(heads) and heads[end].spanners[: level + 1] == wanted:
        end += 1
    return end - column


# --- body ----------------------------------------------------------------------------------------------------------


def merged(lines: Sequence[Line], grouped: Sequence[int]) -> list[Line]:
    """The lines with equal neighbours covered in the columns `grouped`, each within the group before it.

    Only body rows are merged; an empty cell never is.
    """
    if not grouped:
        return list(lines)
    covered: set[tuple[int, int]] = set()
    for position, column in enumerate(grouped):
        outer = grouped[position - 1] if position else None
        for number in range(1, len(lines)):
            above, here = lines[number - 1], lines[number]
            text = here.entries[column].text
            joined = outer is None or (number, outer) in covered or here.entries[outer].covered == "above"
            if joined and text and text == above.entries[column].text and above.kind == here.kind == "body":
                covered.add((number, column))
    return [
        replace(
            line,
            entries=tuple(
                replace(entry, covered="above") if (number, column) in covered else entry
                for column, entry in enumerate(line.entries)
            ),
        )
        for number, line in enumerate(lines)
    ]


def rows(lines: Sequence[Line], stub: int) -> tuple[Row, ...]:
    """The lines as rows: covered entries become spans; every row gets a key of its own."""
    result: list[Row] = []
    seen: dict[str, int] = {}
    spanned = any(entry.covered is not None for line in lines for entry in line.entries)
    for number, line in enumerate(lines):
        if spanned:
            cells: tuple[Cell | None, ...] = tuple(_cell(lines, number, column) for column in range(len(line.entries)))
        else:
            cells = line.entries
        key = line.key or "/".join([_label(lines, number, column) for column in range(stub)])
        seen[key] = seen.get(key, 0) + 1
        result.append(Row(cells, line.kind, key if seen[key] == 1 else f"{key}#{seen[key]}"))
    return tuple(result)


def _cell(lines: Sequence[Line], number: int, column: int) -> Cell | None:
    """The cell that begins here with its spans, or None where another one covers the place."""
    entry = lines[number].entries[column]
    if entry.covered:
        return None
    width = 1
    while column + width < len(lines[number].entries) and lines[number].entries[column + width].covered == "left":
        width += 1
    height = 1
    while number + height < len(lines) and all(
        lines[number + height].entries[index].covered == "above" for index in range(column, column + width)
    ):
        height += 1
    return replace(entry, column_span=width, row_span=height)


def _label(lines: Sequence[Line], number: int, column: int) -> str:
    """The text of the cell that covers this place."""
    while number and lines[number].entries[column].covered == "above":
        number -= 1
    while column and lines[number].entries[column].covered == "left":
        column -= 1
    return lines[number].entries[column].text.replace("\n", " ")
