"""Tables of a report: which size and orientation they take, how wide their columns are, how figures line up.

Widths are computed once in ems, since every width grows with the size, and then set for each size that is tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

from ssnet_docs.compose.flow_widths import COMFORT, Lines, Needs, line_count, shared
from ssnet_docs.compose.lines import CELL_GAP, Typesetter
from ssnet_docs.compose.metrics import Metrics
from ssnet_docs.model.report_style import ReportStyle
from ssnet_docs.model.table import Cell, Row, TableSpec
from ssnet_docs.model.text import Paragraph, Run
from ssnet_docs.project import Project

CELL_MARGIN = 4.0
"""Points between a cell's text and its left and right edges."""

LINE = 1.32
"""Height of a line in a table as a share of the size; it is written as an exact height."""

ITEM_INDENT = 1.1
"""Ems by which each list level in a cell stands in."""

SAMPLE = 24
"""About how many rows of a table are weighed to find the widths that make them lowest."""

_DIGITS = str.maketrans("123456789", "000000000")  # all figures are equally wide: measured once for all numbers
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


class _Figure(NamedTuple):
    """Ems that a figure takes: before its decimal point, from there on, and all in all."""

    whole: float
    rest: float
    wide: float


@dataclass(slots=True)
class TableFitter:
    """Fits tables into the pages of a style."""

    style: ReportStyle
    measure: Typesetter
    _known: dict[tuple[str, bool], tuple[float, float]] = field(default_factory=dict)
    _cells: dict[tuple[str, bool], tuple[Lines, float]] = field(default_factory=dict)
    _lines: dict[tuple[int, bool], Lines] = field(default_factory=dict)  # by each cell of the table at hand
    _parts: dict[tuple[str, bool], _Figure] = field(default_factory=dict)

    def fit(self, spec: TableSpec) -> FittedTable:
        """Size, orientation and widths.

        The page stays upright while every column keeps a decent width at one of the style's sizes. Where even a
        landscape page is too narrow, columns get what their longest words need, and what that lacks is shared.
        """
        self._lines.clear()
        columns = self._columns(spec)
        for landscape, text, size in product((False, True), COMFORT, self.style.table_sizes):
            if sum(column.comfort(text) for column in columns) <= self._room(len(columns), size, landscape):
                return self._fitted(spec, columns, size, landscape)
        return self._fitted(spec, columns, self.style.table_sizes[-1], True)

    def _room(self, columns: int, size: float, landscape: bool) -> float:
        """Ems for text in a row."""
        return (self.style.text_width(landscape) - 2 * CELL_MARGIN * columns) / (size * _SAFETY)

    def _fitted(self, spec: TableSpec, columns: list[Needs], size: float, landscape: bool) -> FittedTable:
        return self._set(spec, shared(columns, self._room(len(columns), size, landscape)), size, landscape)

    def shared_out(self, spec: TableSpec, shares: Sequence[float], tall: float, *, landscape: bool) -> FittedTable:
        """The table at the largest size, its columns in the given shares of the page's width.

        Rows higher than the share `tall` of the page may be broken.
        """
        size = self.style.table_sizes[0]
        room = self._room(len(shares), size, landscape)
        return self._set(spec, [room * share / sum(shares) for share in shares], size, landscape, tall)

    def _set(
        self, spec: TableSpec, ems: Sequence[float], size: float, landscape: bool, tall: float = _TALL
    ) -> FittedTable:
        widths = tuple(wide * size * _SAFETY + 2 * CELL_MARGIN for wide in ems)
        rows = (*spec.header, *spec.body)
        page = self.style.text_height(landscape)
        heights = [self._height(row, ems, size) for row in rows]
        breakable = frozenset(
            index for index, row in enumerate(rows) if heights[index] > page * tall and row.kind != "header"
        )
        together = sum(heights) < page * _LOW
        return FittedTable(landscape, size, widths, self._indents(spec, ems, size), breakable, together)

    # --- measuring ---------------------------------------------------------------------------------------------

    def _columns(self, spec: TableSpec) -> list[Needs]:
        columns = [Needs(weight=column.weight) for column in spec.columns]
        spanning: list[tuple[int, Cell, bool]] = []
        rows = (*spec.header, *spec.body)
        weighed = max(1, len(rows) // SAMPLE)
        for number, row in enumerate(rows):
            header, bold = row.kind == "header", row.kind != "body"
            for index, cell in enumerate(row.cells):
                if cell is None or not cell.paragraphs or cell.column_span > 1:
                    if number % weighed == 0:
                        columns[index].sample.append(())
                    if cell is not None and cell.paragraphs:
                        spanning.append((index, cell, bold))
                    continue
                lines, word = self._cell(cell, bold)
                self._lines[id(cell), bold] = lines
                columns[index].count(lines, word, header=header)
                if number % weighed == 0:
                    columns[index].sample.append(lines if cell.row_span == 1 else ())
        for index, cell, bold in spanning:
            self._widen(columns[index : index + cell.column_span], self._cell(cell, bold)[1])
        return columns

    @staticmethod
    def _widen(columns: Sequence[Needs], wanted: float) -> None:
        """A spanner's longest word must fit over its columns."""
        lacking = wanted - sum(column.minimum for column in columns)
        for column in columns:
            if lacking > 0:
                column.header_word = column.minimum + lacking / len(columns)

    def _cell(self, cell: Cell, bold: bool) -> tuple[Lines, float]:
        """The natural widths of a cell's lines, and the width of its longest word."""
        if len(cell.paragraphs) != 1:
            return self._measured(cell, bold)
        paragraph = cell.paragraphs[0]
        if len(paragraph.runs) != 1 or paragraph.level or paragraph.mark is not None:
            return self._measured(cell, bold)
        run = paragraph.runs[0]
        key = (run.text.translate(_DIGITS), bool(bold or paragraph.bold or run.bold))
        found = self._cells.get(key)
        if found is None:
            found = self._cells[key] = self._measured(cell, bold)
        return found

    def _measured(self, cell: Cell, bold: bool) -> tuple[Lines, float]:
        lines: list[float] = []
        word = 1.0
        for paragraph in cell.paragraphs:
            inset = _inset(paragraph)
            heavy = bold or bool(paragraph.bold) or any(run.bold for run in paragraph.runs)
            for line in paragraph.text.split("\n"):
                wide, least = self._line(line, heavy)
                lines.append(wide + inset)
                word = max(word, least + inset)
        return tuple(lines), word

    def _line(self, text: str, bold: bool) -> tuple[float, float]:
        text = text.translate(_DIGITS)
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
            inner = ems[index] if cell.column_span == 1 else sum(ems[index : index + cell.column_span])
            bold = row.kind != "body"
            widths = self._lines.get((id(cell), bold))
            if widths is None:
                widths = self._cell(cell, bold)[0]
            if len(widths) != 1 or widths[0] > inner:
                lines = max(lines, line_count(widths, inner))
        return lines * size * LINE + _PADDING

    # --- figures -----------------------------------------------------------------------------------------------

    def _indents(self, spec: TableSpec, ems: Sequence[float], size: float) -> dict[tuple[int, int], float]:
        """How far figures of decimal columns stand in from the right, so that their points align."""
        result: dict[tuple[int, int], float] = {}
        for index, column in enumerate(spec.columns):
            figures = list(self._figures(spec, index)) if column.decimal else []
            different = {figure for _, figure in figures}
            if not different:
                continue
            before = max(figure.whole for figure in different)
            after = max(figure.rest for figure in different)
            spare = max(ems[index] - before - after, 0.0) / 2
            # Where the column cannot hold the widest parts of both sides, one line comes before its place.
            indents = {
                figure: round(min(spare + after - figure.rest, max(ems[index] - figure.wide, 0.0)) * size, 1)
                for figure in different
            }
            for number, figure in figures:
                result[number, index] = indents[figure]
        return result

    def _figures(self, spec: TableSpec, index: int) -> Iterator[tuple[int, _Figure]]:
        """Row number and measures of each figure in a column."""
        for number, row in enumerate(spec.body, start=len(spec.header)):
            cell = row.cells[index]
            if cell is None or cell.column_span > 1 or len(cell.paragraphs) != 1:
                continue
            shape = cell.paragraphs[0].text.translate(_DIGITS)
            if not shape:
                continue
            key = (shape, row.kind != "body")
            known = self._parts.get(key)
            if known is None:
                known = self._parts[key] = self._figure(*key)
            yield number, known

    def _figure(self, shape: str, bold: bool) -> _Figure:
        found = _FIGURE.search(shape)
        whole = shape[: found.end()] if found else shape
        rest = shape[len(whole) :]
        wide = self._line(shape, bold)[0]
        return _Figure(self._line(whole, bold)[0], self._line(rest, bold)[0] if rest else 0.0, wide)


def typesetter(style: ReportStyle, project: Project) -> Typesetter:
    """What measures the text of a report's tables. Raises FileNotFoundError where the face has no metrics."""
    return Typesetter(Metrics.load(style.metrics, project.root), CELL_GAP)


def _inset(paragraph: Paragraph) -> float:
    """Ems that a list item in a cell stands in."""
    return ITEM_INDENT * (paragraph.level + (paragraph.mark is not None))
