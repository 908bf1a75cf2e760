"""Tables merged: rows and cells that came, went, moved or stayed, with what their properties were.

Word has no move of a row: a moved row is a deleted and an inserted one whose text is moved, in a range of one name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ssnet_docs.diff.redline.markup import UnprovableError, W, changed_properties, copied, element, local, signature

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from ssnet_docs.diff.redline.blocks import Merger

_HEADS = {"tblPr", "tblGrid", "trPr", "tblPrEx", "tcPr"}
_CELL_MARKS = {True: "cellIns", False: "cellDel"}


@dataclass
class Tables:
    """Merges tables; what is in their cells is merged by `merger`."""

    merger: Merger

    def merged(self, old: Element, new: Element) -> Element:
        """Tables that go together, row by row. Raises UnprovableError for one whose rows stand in something else."""
        made = self._head(old, new)
        rows_old, rows_new = _rows(old), _rows(new)
        places = {row: index for index, row in enumerate(rows_old)}
        columns = self.merger.pairs.columns.get(new, ())
        done = 0
        gap: list[Element] = []
        for row in rows_new:
            partner = self.merger.pairs.partners.get(row)
            if partner is None or partner not in places or places[partner] < done:
                gap.append(row)
                continue
            self._one_sided_rows(made, rows_old[done : places[partner]], gap)
            gap = []
            done = places[partner] + 1
            self._row(made, partner, row, columns)
        self._one_sided_rows(made, rows_old[done:], gap)
        return made

    def replaced(self, old: Element, new: Element) -> Element:
        """One table with all old rows deleted and all new rows inserted."""
        made = self._head(old, new)
        self._one_sided_rows(made, _rows(old), _rows(new), moves=False)
        return made

    def one_sided(self, table: Element, *, new: bool, move: int | None = None) -> Element:
        """A table that came or went, or was moved, with all its rows."""
        made = element("tbl")
        made.extend(copied(item) for item in table if local(item) in _HEADS)
        for row in _rows(table):
            made.append(self._one_sided_row(row, new=new, move=move))
        return made

    def _head(self, old: Element, new: Element) -> Element:
        stamp = self.merger.stamp
        made = element("tbl")
        properties = changed_properties(stamp, old.find(f"{W}tblPr"), new.find(f"{W}tblPr"), "tblPr")
        if properties is not None:
            made.append(properties)
        grids = old.find(f"{W}tblGrid"), new.find(f"{W}tblGrid")
        if grids[1] is not None:
            grid = copied(grids[1])
            if signature(grids[0]) != signature(grids[1]) and grids[0] is not None:
                change = element("tblGridChange", id=stamp.make("tblGridChange").get(f"{W}id", ""))
                change.append(copied(grids[0]))
                grid.append(change)
            made.append(grid)
        return made

    # --- rows -----------------------------------------------------------------------------------------------------

    def _one_sided_rows(self, made: Element, gone: list[Element], come: list[Element], *, moves: bool = True) -> None:
        for new, rows in ((False, gone), (True, come)):
            for row in rows:
                move = self.merger.pairs.moves.get(row) if moves else None
                written = self._one_sided_row(row, new=new, move=move)
                made.extend([written] if move is None else self.merger.ranged([written], move, new=new))

    def _one_sided_row(self, row: Element, *, new: bool, move: int | None = None) -> Element:
        made = element("tr")
        properties = row.find(f"{W}trPr")
        made.extend(copied(item) for item in row if local(item) == "tblPrEx")
        properties = element("trPr") if properties is None else copied(properties)
        properties.append(self.merger.stamp.make("ins" if new else "del"))
        made.append(properties)
        for cell in _cells(row):
            made.append(self._one_sided_cell(cell, new=new, move=move))
        return made

    def _one_sided_cell(self, cell: Element, *, new: bool, move: int | None = None) -> Element:
        made = element("tc")
        made.extend(copied(item) for item in cell if local(item) == "tcPr")
        for block in cell:
            if local(block) == "p":
                made.extend(
                    self.merger.moved_paragraph(block, new=new)
                    if move is not None
                    else self.merger.paragraph(block, None, new=new)
                )
            elif local(block) == "tbl":
                made.append(self.one_sided(block, new=new, move=move))
            elif local(block) != "tcPr":
                raise UnprovableError
        return made

    def _row(
        self, made: Element, old: Element, new: Element, columns: tuple[tuple[int | None, int | None], ...]
    ) -> None:
        if signature(old) == signature(new):
            made.append(copied(new))
            return
        row = element("tr")
        exceptions = changed_properties(self.merger.stamp, old.find(f"{W}tblPrEx"), new.find(f"{W}tblPrEx"), "tblPrEx")
        properties = changed_properties(self.merger.stamp, old.find(f"{W}trPr"), new.find(f"{W}trPr"), "trPr")
        row.extend(item for item in (exceptions, properties) if item is not None)
        cells_old, cells_new = _cells(old), _cells(new)
        for one, other in _paired_cells(cells_old, cells_new, columns):
            if other is None or one is None:
                cell = one if other is None else other
                assert cell is not None
                written = self._one_sided_cell(cell, new=other is not None)
                head = written.find(f"{W}tcPr")
                if head is None:
                    head = element("tcPr")
                    written.insert(0, head)
                head.append(self.merger.stamp.make(_CELL_MARKS[other is not None]))
                row.append(written)
            else:
                row.append(self._cell(one, other))
        made.append(row)

    def _cell(self, old: Element, new: Element) -> Element:
        made = element("tc")
        properties = changed_properties(self.merger.stamp, old.find(f"{W}tcPr"), new.find(f"{W}tcPr"), "tcPr")
        if properties is not None:
            made.append(properties)
        made.extend(self.merger.merge(list(old), list(new)))
        return made


def _rows(table: Element) -> list[Element]:
    for item in table:
        if local(item) not in {"tr", *_HEADS, "bookmarkStart", "bookmarkEnd"}:
            raise UnprovableError
    return [item for item in table if local(item) == "tr"]


def _cells(row: Element) -> list[Element]:
    for item in row:
        if local(item) not in {"tc", *_HEADS, "bookmarkStart", "bookmarkEnd"}:
            raise UnprovableError
    return [item for item in row if local(item) == "tc"]


def _starts(cells: list[Element]) -> dict[int, Element]:
    """The cells by the grid column that each begins in."""
    found: dict[int, Element] = {}
    column = 0
    for cell in cells:
        found[column] = cell
        span = cell.find(f"{W}tcPr/{W}gridSpan")
        column += 1 if span is None else int(span.get(f"{W}val", "1"))
    return found


def _paired_cells(
    old: list[Element], new: list[Element], columns: tuple[tuple[int | None, int | None], ...]
) -> list[tuple[Element | None, Element | None]]:
    """The cells of a row together: by the grid columns that go together, or one by one where no column came or went."""
    if len(old) == len(new) and all(one is not None and other is not None for one, other in columns):
        return list(zip(old, new, strict=True))
    starts_old, starts_new = _starts(old), _starts(new)
    partners = {other: one for one, other in columns if one is not None and other is not None}
    found: list[tuple[Element | None, Element | None]] = []
    waiting = dict(starts_old)
    for start, cell in starts_new.items():
        partner = partners.get(start)
        if partner is None or partner not in waiting:
            found.append((None, cell))
            continue
        for earlier in [column for column in waiting if column < partner]:
            found.append((waiting.pop(earlier), None))
        found.append((waiting.pop(partner), cell))
    return found + [(cell, None) for cell in waiting.values()]
