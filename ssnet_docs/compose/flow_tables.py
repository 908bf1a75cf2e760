"""Tables of a report: which size and orientation they take, how wide their columns are, how figures line up.

Widths are computed once in ems, since every width grows with the size, and then set for each size that is tried.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ssnet_docs.compose.lines import CELL_GAP, Typesetter
from ssnet_docs.compose.metrics import Metrics
from ssnet_docs.model.report import ReportStyle
from ssnet_docs.model.table import Cell, Row, TableSpec
from ssnet_docs.model.text import Paragraph, Run
from ssnet_docs.project import Project

CELL_MARGIN = 4.0
"""Points between a cell's text and its left and right edges."""

LINE = 1.32
"""Height of a line in a table as a share of the size; it is written as an exact height."""

COMFORT = 7.0
"""Ems that a column of longer text wants at least, before the table is set smaller or on a landscape page."""

HEADER = 3.0
"""Ems that a column's header wants at least; headers may wrap more readily than what stands below them."""

WORD = 4.0
"""Ems up to which a cell's text is not wrapped (新北市, 1,234人), while Han text could be broken anywhere."""

ITEM_INDENT = 1.1
"""Ems by which each list level in a cell stands in."""

_PADDING = 3.5  # points that a row is higher than its lines
_SAFETY = 1.02  # renderers' widths differ by up to this from the measured ones
_FIGURE = re.compile(r"[+\-−±]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)")
_TALL = 0.4  # share of the page's height above which a row may be broken
_LOW = 0.35  # share of the page's height below which a table stays on one page


@dataclass(frozen=True, slots=True)
class FittedTable:
    """How a table stands in a report; see `ReportTable` for the fields."""

    landscape: bool
    size: float
    widths: tuple[float, ...]
    indents: dict[tuple[int, int], float]
    breakable: frozenset[int]
    together: bool


@dataclass(slots=True)
class _Column:
    """What a column's cells need, in ems without the cells' margins."""

    word: float = 1.0  # widest unbreakable piece below the header
    header_word: float = 1.0  # and in the header
    body: float = 1.0  # natural width of the cells below the header
    header: float = 1.0  # natural width of the header
    weight: float = 1.0

    @property
    def natural(self) -> float:
        return max(self.body, self.header)

    @property
    def least(self) -> float:
        """The width below which words and figures would be broken, those of the header aside."""
        return max(self.word, min(self.body, WORD))

    @property
    def minimum(self) -> float:
        """The width below which any word would be broken."""
        return max(self.least, self.header_word)

    @property
    def comfort(self) -> float:
        """The least width at which the column is still read with ease."""
        if self.weight == 0:
            return max(self.minimum, self.body, min(self.header, HEADER + 1))
        return max(self.minimum, min(self.body, COMFORT), min(self.header, HEADER))


@dataclass(slots=True)
class TableFitter:
    """Fits tables into the pages of a style."""

    style: ReportStyle
    measure: Typesetter
    _known: dict[tuple[str, bool], tuple[float, float]] = field(default_factory=dict)

    def fit(self, spec: TableSpec) -> FittedTable:
        """Size, orientation and widths.

        The page stays upright while every column keeps a decent width at one of the style's sizes. Where even a
        landscape page is too narrow, columns get what their longest words need, and what that lacks is shared.
        """
        columns = self._columns(spec)
        for landscape in (False, True):
            for size in self.style.table_sizes:
                room = self._room(len(columns), size, landscape)
                if sum(column.comfort for column in columns) <= room:
                    return self._fitted(spec, columns, size, landscape)
        return self._fitted(spec, columns, self.style.table_sizes[-1], True)

    def _room(self, columns: int, size: float, landscape: bool) -> float:
        """Ems for text in a row."""
        return (self.style.text_width(landscape) - 2 * CELL_MARGIN * columns) / (size * _SAFETY)

    def _fitted(self, spec: TableSpec, columns: list[_Column], size: float, landscape: bool) -> FittedTable:
        ems = _shared(columns, self._room(len(columns), size, landscape))
        widths = tuple(wide * size * _SAFETY + 2 * CELL_MARGIN for wide in ems)
        rows = (*spec.header, *spec.body)
        page = self.style.text_height(landscape)
        heights = [self._height(row, ems, size) for row in rows]
        breakable = frozenset(
            index for index, row in enumerate(rows) if heights[index] > page * _TALL and row.kind != "header"
        )
        together = sum(heights) < page * _LOW
        return FittedTable(landscape, size, widths, self._indents(spec, ems, size), breakable, together)

    # --- measuring ---------------------------------------------------------------------------------------------

    def _columns(self, spec: TableSpec) -> list[_Column]:
        columns = [_Column(weight=column.weight) for column in spec.columns]
        spanning: list[tuple[int, Cell, bool]] = []
        for row in (*spec.header, *spec.body):
            bold = row.kind != "body"
            for index, cell in enumerate(row.cells):
                if cell is None or not cell.paragraphs:
                    continue
                if cell.column_span > 1:
                    spanning.append((index, cell, bold))
                    continue
                natural, minimum = self._cell(cell, bold)
                column = columns[index]
                if row.kind == "header":
                    column.header, column.header_word = max(column.header, natural), max(column.header_word, minimum)
                else:
                    column.body, column.word = max(column.body, natural), max(column.word, minimum)
        for index, cell, bold in spanning:
            self._widen(columns[index : index + cell.column_span], self._cell(cell, bold)[1])
        return columns

    @staticmethod
    def _widen(columns: Sequence[_Column], wanted: float) -> None:
        """A spanner's longest word must fit over its columns."""
        lacking = wanted - sum(column.minimum for column in columns)
        for column in columns:
            if lacking > 0:
                column.header_word += lacking / len(columns)

    def _cell(self, cell: Cell, bold: bool) -> tuple[float, float]:
        """Natural and least width of a cell's text in ems."""
        natural = minimum = 1.0
        for paragraph in cell.paragraphs:
            inset = _inset(paragraph)
            heavy = bold or bool(paragraph.bold) or any(run.bold for run in paragraph.runs)
            for line in paragraph.text.split("\n"):
                wide, least = self._line(line, heavy)
                natural, minimum = max(natural, wide + inset), max(minimum, least + inset)
        return natural, minimum

    def _line(self, text: str, bold: bool) -> tuple[float, float]:
        known = self._known.get((text, bold))
        if known is None:
            natural = self.measure.width((Run(text),), 1.0, bold)
            minimum = self.measure.minimum_width((Run(text),), 1.0, bold)
            known = self._known[text, bold] = (natural, minimum)
        return known

    def _height(self, row: Row, ems: Sequence[float], size: float) -> float:
        """About how high a row becomes, in points."""
        lines = 1
        for index, cell in enumerate(row.cells):
            if cell is None or cell.row_span > 1:
                continue
            inner = sum(ems[index : index + cell.column_span])
            lines = max(lines, sum(self._lines(paragraph, inner) for paragraph in cell.paragraphs))
        return lines * size * LINE + _PADDING

    def _lines(self, paragraph: Paragraph, width: float) -> int:
        inner = max(width - _inset(paragraph), 1.0)
        return sum(
            max(1, math.ceil(self._line(line, bool(paragraph.bold))[0] / inner)) for line in paragraph.text.split("\n")
        )

    # --- figures -----------------------------------------------------------------------------------------------

    def _indents(self, spec: TableSpec, ems: Sequence[float], size: float) -> dict[tuple[int, int], float]:
        """How far figures of decimal columns stand in from the right, so that their points align."""
        result: dict[tuple[int, int], float] = {}
        for index, column in enumerate(spec.columns):
            if not column.decimal:
                continue
            parts = {number: parts for number, text, parts in self._figures(spec, index) if text}
            if not parts:
                continue
            before = max(whole for whole, _ in parts.values())
            after = max(rest for _, rest in parts.values())
            spare = max(ems[index] - before - after, 0.0) / 2
            for number, (_, rest) in parts.items():
                result[number, index] = round((spare + after - rest) * size, 1)
        return result

    def _figures(self, spec: TableSpec, index: int) -> Iterator[tuple[int, str, tuple[float, float]]]:
        """Row number, text and the widths before and from the decimal point of each figure in a column."""
        for number, row in enumerate(spec.body, start=len(spec.header)):
            cell = row.cells[index]
            if cell is None or cell.column_span > 1 or len(cell.paragraphs) != 1:
                continue
            text = cell.text
            found = _FIGURE.search(text)
            bold = row.kind != "body"
            whole = text[: found.end()] if found else text
            rest = text[len(whole) :]
            yield number, text, (self._line(whole, bold)[0], self._line(rest, bold)[0] if rest else 0.0)


def typesetter(style: ReportStyle, project: Project) -> Typesetter:
    """What measures the text of a report's tables. Raises FileNotFoundError where the face has no metrics."""
    return Typesetter(Metrics.load(style.metrics, project.root), CELL_GAP)


def _inset(paragraph: Paragraph) -> float:
    """Ems that a list item in a cell stands in."""
    return ITEM_INDENT * (paragraph.level + (paragraph.mark is not None))


def _shared(columns: Sequence[_Column], room: float) -> list[float]:
    """Widths in ems that add up to `room`.

    First what each column needs; the rest goes to columns that would wrap, by what they lack; then to all.
    """
    widths = [column.comfort for column in columns]
    if sum(widths) > room:
        return _squeezed(columns, widths, room)
    spare = room - sum(widths)
    lacking = [
        max(min(column.natural, room) - wide, 0.0) if column.weight else 0.0
        for column, wide in zip(columns, widths, strict=True)
    ]
    if sum(lacking) > spare:
        wishes = [lack * max(column.weight, 0.1) for column, lack in zip(columns, lacking, strict=True)]
        return _poured(widths, lacking, wishes, spare)
    widths = [wide + lack for wide, lack in zip(widths, lacking, strict=True)]
    spare -= sum(lacking)
    shares = [column.weight * wide for column, wide in zip(columns, widths, strict=True)]
    if not any(shares):
        shares = widths
    return [wide + spare * share / sum(shares) for wide, share in zip(widths, shares, strict=True)]


def _poured(widths: Sequence[float], lacking: Sequence[float], wishes: Sequence[float], spare: float) -> list[float]:
    """`widths` with `spare` shared by `wishes`, no column beyond what it lacks."""
    result = list(widths)
    open_ = [index for index, wish in enumerate(wishes) if wish > 0]
    left = list(lacking)
    while spare > 1e-6 and open_:
        total = sum(wishes[index] for index in open_)
        full = [index for index in open_ if spare * wishes[index] / total >= left[index]]
        for index in full or open_:
            gain = left[index] if full else spare * wishes[index] / total
            result[index] += gain
            left[index] -= gain
        if not full:
            break
        spare -= sum(result[index] - widths[index] for index in full)
        open_ = [index for index in open_ if index not in full]
    return result


def _squeezed(columns: Sequence[_Column], comfort: Sequence[float], room: float) -> list[float]:
    """Widths for a table that is too wide even for a landscape page: between the least and the decent ones."""
    choices = ([column.minimum for column in columns], [column.least for column in columns])
    least = next((widths for widths in choices if sum(widths) <= room), [column.word for column in columns])
    spare = room - sum(least)
    if spare <= 0:
        return [wide * room / sum(least) for wide in least]
    wishes = [wide - low for wide, low in zip(comfort, least, strict=True)]
    return [low + spare * wish / (sum(wishes) or 1.0) for low, wish in zip(least, wishes, strict=True)]
