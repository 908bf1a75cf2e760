"""Sizes a table and cuts it into parts: column widths from contents, rows measured, stubs split with their label.

Lengths are points. Rows are never split; the header and the unit line stand on every part; a subtotal stays with
the row above it and a group row with the row below; a merged stub cell that is cut repeats its label.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt

from ssnet_docs.compose.measure import Measure
from ssnet_docs.model.drawing import Insets
from ssnet_docs.model.table import Cell, Row, TableSpec
from ssnet_docs.model.text import Paragraph

CELL_INSETS = Insets(6, 3, 6, 3)
NARROW = (9.0, 7.5, 6.0, 4.5, 3.0)
"""Columns whose longest content is at most this many ems are not wrapped: the first limit at which they leave room."""
NARROW_SHARE = 0.55
"""Share of the table that columns which are not wrapped may take together."""
LOWEST_ROW = 18.0


@dataclass(frozen=True, slots=True)
class SizedTable:
    """A table at one step: `spec` with sized paragraphs, resolved widths, and the height of every row."""

    spec: TableSpec
    widths: tuple[float, ...]
    header_heights: tuple[float, ...]
    body_heights: tuple[float, ...]

    @property
    def header_height(self) -> float:
        return sum(self.header_heights)

    @property
    def height(self) -> float:
        return self.header_height + sum(self.body_heights)


def size_table(spec: TableSpec, width: float, measure: Measure, step: int) -> SizedTable:
    """Resolve the table at `width` and a step of the type scale."""
    header = tuple(_sized_row(row, measure, step) for row in spec.header)
    count = len(spec.body)
    body = tuple(_clipped(_sized_row(row, measure, step), number, count) for number, row in enumerate(spec.body))
    widths = column_widths(spec, header, body, width, measure)
    sized = replace(spec, header=header, body=body)
    return SizedTable(sized, widths, _heights(header, widths, measure), _heights(body, widths, measure))


def least_height(spec: TableSpec, measure: Measure, step: int) -> float:
    """A height that the table has at any width: every row as high as one line of its first cell. Quickly reckoned."""
    total = 0.0
    for row in (*spec.header, *spec.body):
        cell = next((one for one in row.cells if one is not None and one.row_span == 1), None)
        text = measure.least_height(cell.paragraphs, step, cell=True) if cell is not None else 0.0
        total += max(text + CELL_INSETS.top + CELL_INSETS.bottom, LOWEST_ROW)
    return total


def _sized_row(row: Row, measure: Measure, step: int) -> Row:
    return Row(
        tuple([cell and _with(cell, measure.sized(cell.paragraphs, step)) for cell in row.cells]), row.kind, row.key
    )


def _with(cell: Cell, paragraphs: tuple[Paragraph, ...]) -> Cell:
    """The cell with other paragraphs; `replace` takes five times as long, and a deck sizes every cell several times."""
    return Cell(paragraphs, cell.column_span, cell.row_span, cell.align, cell.anchor, cell.fill, cell.colour)


def column_widths(
    spec: TableSpec, header: Sequence[Row], body: Sequence[Row], width: float, measure: Measure
) -> tuple[float, ...]:
    """Widths that add up to `width`.

    As in CSS automatic table layout, each column gets at least what its longest unbreakable piece needs, and what
    is over is shared between that and its natural width; short columns (figures, agencies) are served first.
    """
    count = len(spec.columns)
    minimum, natural = [0.0] * count, [0.0] * count
    ems = 14.0
    for row in (*header, *body):
        for index, cell in enumerate(row.cells):
            if cell is None or cell.column_span > 1 or not cell.paragraphs:
                continue
            ems = cell.paragraphs[0].size or ems
            frame = CELL_INSETS.left + CELL_INSETS.right
            least, whole = measure.widths(cell.paragraphs, cell=True)
            minimum[index] = max(minimum[index], least + frame)
            natural[index] = max(natural[index], whole + frame)
    _widen_for_spanners(header, minimum, natural, measure)
    weights = [column.weight for column in spec.columns]
    if sum(natural) <= width:
        shared = sum(weight * wide for weight, wide in zip(weights, natural, strict=True)) or sum(natural) or 1.0
        spare = width - sum(natural)
        return tuple(
            wide + spare * ((weight if any(weights) else 1.0) * wide / shared)
            for weight, wide in zip(weights, natural, strict=True)
        )
    if sum(minimum) >= width:
        return tuple(value * width / sum(minimum) for value in minimum)
    fixed = _narrow(natural, weights, ems, width)
    alike = len({weight for weight, still in zip(weights, fixed, strict=True) if not still}) == 1
    wish = [sqrt(wide) if alike else weight for wide, weight in zip(natural, weights, strict=True)]
    return tuple(_share(minimum, natural, wish, fixed, width))


def _narrow(natural: list[float], weights: list[float], ems: float, width: float) -> list[bool]:
    """Which columns keep their natural width."""
    for limit in NARROW:
        fixed = [wide <= limit * ems or weight == 0 for wide, weight in zip(natural, weights, strict=True)]
        if sum(wide for wide, kept in zip(natural, fixed, strict=True) if kept) <= NARROW_SHARE * width:
            return fixed
    return [weight == 0 for weight in weights]


def _share(
    minimum: list[float], natural: list[float], wish: list[float], fixed: list[bool], width: float
) -> list[float]:
    """Narrow columns take their natural width while the wide ones keep a decent one; these share the rest by `wish`.

    No column gets less than its minimum, nor more than its natural width while another could use it.
    """
    open_ = [index for index, value in enumerate(fixed) if not value]
    need = sum(natural[index] for index, value in enumerate(fixed) if value)
    floor = sum(max(minimum[index], min(natural[index], 0.12 * width)) for index in open_)
    if not open_ or need + floor > width:
        spare = width - sum(minimum)
        total = sum(max(wide - low, 0.0) for wide, low in zip(natural, minimum, strict=True)) or 1.0
        return [low + spare * max(wide - low, 0.0) / total for wide, low in zip(natural, minimum, strict=True)]
    result = list(natural)
    spare = width - need
    while open_:
        total = sum(wish[index] for index in open_) or 1.0
        shares = {index: spare * wish[index] / total for index in open_}
        bound = {i: minimum[i] for i in open_ if shares[i] < minimum[i]} or {
            i: natural[i] for i in open_ if shares[i] > natural[i]
        }
        if not bound or len(bound) == len(open_):
            for index in open_:
                result[index] = shares[index]
            break
        for index, value in bound.items():
            result[index] = value
            spare -= value
            open_.remove(index)
    return result


def _widen_for_spanners(header: Sequence[Row], minimum: list[float], natural: list[float], measure: Measure) -> None:
    """A spanner's longest word must fit over the columns that it spans."""
    for row in header:
        for index, cell in enumerate(row.cells):
            if cell is None or cell.column_span == 1 or not cell.paragraphs:
                continue
            span = range(index, index + cell.column_span)
            frame = CELL_INSETS.left + CELL_INSETS.right
            lacking = measure.widths(cell.paragraphs, cell=True)[0] + frame - sum(minimum[i] for i in span)
            for i in span:
                if lacking > 0:
                    minimum[i] += lacking / cell.column_span
                    natural[i] = max(natural[i], minimum[i])


def _heights(rows: Sequence[Row], widths: tuple[float, ...], measure: Measure) -> tuple[float, ...]:
    """Row heights: the tallest cell; a cell over several rows makes the last of them taller where it must."""
    heights = [0.0] * len(rows)
    spanning: list[tuple[int, Cell, float]] = []
    for number, row in enumerate(rows):
        for index, cell in enumerate(row.cells):
            if cell is None:
                continue
            needed = _needed(cell, index, widths, measure)
            if cell.row_span > 1:
                spanning.append((number, cell, needed))
            else:
                heights[number] = max(heights[number], needed)
        heights[number] = max(heights[number], LOWEST_ROW)
    return _stretched(heights, spanning)


def _needed(cell: Cell, column: int, widths: tuple[float, ...], measure: Measure) -> float:
    """The height that a cell's text and insets need."""
    wide = widths[column] if cell.column_span == 1 else sum(widths[column : column + cell.column_span])
    inner = wide - CELL_INSETS.left - CELL_INSETS.right
    text = measure.height(cell.paragraphs, inner, cell=True) if cell.paragraphs else 0.0
    return text + CELL_INSETS.top + CELL_INSETS.bottom


def _stretched(heights: list[float], spanning: list[tuple[int, Cell, float]]) -> tuple[float, ...]:
    """`heights` with the last row of each span as high as the spanning cell needs.

    PowerPoint would be content with the sum of the rows; LibreOffice 7.4 gives the last one the whole height.
    """
    for number, cell, needed in spanning:
        last = min(number + cell.row_span, len(heights)) - 1
        heights[last] = max(heights[last], needed)
    return tuple(heights)


def fitting_rows(table: SizedTable, height: float) -> int:
    """How many body rows fit below the header in `height`, cut only where a cut is allowed."""
    room = height - table.header_height
    taken = 0
    for row_height in table.body_heights:
        if row_height > room + 0.01:
            break
        room -= row_height
        taken += 1
    body = table.spec.body
    while 0 < taken < len(body) and _must_not_cut(body, taken):
        taken -= 1
    return taken


def _must_not_cut(body: Sequence[Row], at: int) -> bool:
    return body[at].kind in ("subtotal", "total") or body[at - 1].kind == "group"


def cut_table(table: SizedTable, taken: int, measure: Measure) -> tuple[SizedTable, SizedTable]:
    """The table's first `taken` body rows and the rest, both at the same widths; merged stubs are repeated."""
    first, rest = cut_rows(table.spec, taken)
    return (
        replace(table, spec=first, body_heights=_recut(first, table, table.body_heights[:taken], measure)),
        replace(table, spec=rest, body_heights=_recut(rest, table, table.body_heights[taken:], measure)),
    )


def _recut(spec: TableSpec, table: SizedTable, heights: Sequence[float], measure: Measure) -> tuple[float, ...]:
    """Row heights after a cut: a label repeated over fewer rows may need more room than they give."""
    last = len(spec.body) - 1
    touched = [
        (number, cell, _needed(cell, index, table.widths, measure))
        for number, row in enumerate(spec.body)
        for index, cell in enumerate(row.cells)
        if cell is not None and (cell.row_span > 1 or number in (0, last))
    ]
    return _stretched(list(heights), touched)


def cut_rows(spec: TableSpec, taken: int) -> tuple[TableSpec, TableSpec]:
    """The table's first `taken` body rows, and the rest with merged stubs repeated; notes stay with the rest."""
    first, rest = list(spec.body[:taken]), list(spec.body[taken:])
    open_spans = _open_spans(first)
    first = [_clipped(row, number, len(first)) for number, row in enumerate(first)]
    if rest and open_spans:
        cells = list(rest[0].cells)
        for index, (cell, remaining) in open_spans.items():
            cells[index] = replace(cell, row_span=remaining)
        rest[0] = replace(rest[0], cells=tuple(cells))
    head = replace(spec, body=tuple(first), notes=())
    return head, replace(spec, body=tuple(rest), caption=spec.caption and continued(spec.caption))


def _open_spans(rows: Sequence[Row]) -> dict[int, tuple[Cell, int]]:
    """Cells whose row span leads beyond the last of `rows`: by column, the cell and how many rows it still covers."""
    result: dict[int, tuple[Cell, int]] = {}
    for number, row in enumerate(rows):
        for index, cell in enumerate(row.cells):
            if cell is not None and number + cell.row_span > len(rows):
                result[index] = (cell, number + cell.row_span - len(rows))
    return result


def _clipped(row: Row, number: int, count: int) -> Row:
    """The row without spans that lead beyond the last of `count` rows."""
    left = count - number
    if all(cell is None or cell.row_span <= left for cell in row.cells):
        return row
    return replace(row, cells=tuple(cell and replace(cell, row_span=min(cell.row_span, left)) for cell in row.cells))


def continued(caption: Paragraph) -> Paragraph:
    """A caption marked as continued, once."""
    if caption.text.endswith("（續）"):
        return caption
    last = caption.runs[-1]
    return replace(caption, runs=(*caption.runs, replace(last, text="（續）", facts=(), link=None)))
