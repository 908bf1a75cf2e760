"""Native tables, written in one pass: what is slow in a table is asking it for its cells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from ssnet_docs.model.report import ReportTable
from ssnet_docs.model.table import Cell, Row
from ssnet_docs.model.text import Align, Anchor, Colour, Paragraph
from ssnet_docs.writers.docx.inline import rgb, runs
from ssnet_docs.writers.docx.markup import attribute, plain_run, twips
from ssnet_docs.writers.docx.styles import table_text
from ssnet_docs.writers.docx.writing import Writing

_JUSTIFY: dict[Align, str] = {"start": "left", "centre": "center", "end": "right"}
_ANCHOR = {"top": "top", "middle": "center", "bottom": "bottom"}
_HEADER_FILL = Colour("brand", 0.88)
_SUM_FILL = Colour("surface")
_STRONG = frozenset({"group", "subtotal", "total"})  # rows in bold on a ground of their own
_ITEM_INDENT = 1.1  # ems, as compose measured


def table_xml(table: ReportTable, writing: Writing) -> str:
    """`<w:tbl>` with fixed column widths, repeated header rows and rows that stay whole."""
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in table.widths)
    total = sum(twips(width) for width in table.widths)
    named = f"<w:tblCaption w:val={attribute(table.title)}/>" if table.title else ""
    named += f"<w:tblDescription w:val={attribute(table.description)}/>" if table.description else ""
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/><w:tblW w:w="{total}" w:type="dxa"/><w:jc w:val="center"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0"'
        f' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>{named}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{''.join(_TableWriter(table, writing).rows())}</w:tbl>"
    )


_Merged = Literal["begun", "continued"] | None
_Place = tuple[int, int, _Merged, str, Anchor]
"""What a cell's properties hang on: its column, how many it spans, whether rows are merged, its ground and anchor."""


class _TableWriter:
    def __init__(self, table: ReportTable, writing: Writing) -> None:
        self.table = table
        self.writing = writing
        self.widths = [twips(width) for width in table.widths]
        self.fills = {
            "header": rgb(_HEADER_FILL, writing, table.strategy),
            "sum": rgb(_SUM_FILL, writing, table.strategy),
        }
        self.styles = [  # of the text, below the header and in it
            f'<w:pStyle w:val="{table_text(table.size, header=header)}"/>' for header in (False, True)
        ]
        self.spans: dict[int, tuple[int, int, Cell]] = {}  # by first column: rows left, columns, the cell
        self.properties: dict[_Place, str] = {}
        self.formats: dict[tuple[bool, bool, Align, float, bool, int, bool], str] = {}

    def rows(self) -> Iterator[str]:
        table = self.table
        for index, row in enumerate(table.rows):
            yield self._row(index, row, self._kept(index))

    def _kept(self, index: int) -> bool:
        """Whether a row stays with the next: headers, group names, rows before a sum, the last before notes.

        No page has a single row of a table at its foot or, at the table's end, at its head.
        """
        table = self.table
        last = len(table.rows) - 1
        if index == last:
            return table.kept
        if table.together or index <= table.header_rows or index == last - 1:
            return True
        return table.rows[index].kind == "group" or table.rows[index + 1].kind in {"subtotal", "total"}

    def _row(self, index: int, row: Row, kept: bool) -> str:
        properties = "" if index in self.table.breakable else "<w:cantSplit/>"
        if index < self.table.header_rows:
            properties += "<w:tblHeader/>"
        cells = "".join(self._cells(index, row, kept))
        return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{cells}</w:tr>"

    def _cells(self, index: int, row: Row, kept: bool) -> Iterator[str]:
        column = 0
        while column < len(self.widths):
            if column in self.spans:
                left, wide, cell = self.spans.pop(column)
                if left > 1:
                    self.spans[column] = (left - 1, wide, cell)
                yield self._cell(index, row, column, cell, kept, continued=True)
                column += wide
                continue
            found = row.cells[column] if column < len(row.cells) else None
            cell = found if found is not None else Cell()
            if cell.row_span > 1:
                self.spans[column] = (cell.row_span - 1, cell.column_span, cell)
            yield self._cell(index, row, column, cell, kept, continued=False)
            column += cell.column_span

    def _cell(self, index: int, row: Row, column: int, cell: Cell, kept: bool, *, continued: bool) -> str:
        merged: _Merged = None if cell.row_span == 1 else "continued" if continued else "begun"
        key: _Place = (column, cell.column_span, merged, self._fill(index, row, cell), cell.anchor)
        properties = self.properties.get(key)
        if properties is None:  # the same for most cells of a column
            properties = self.properties[key] = self._properties(*key)
        if continued or not cell.paragraphs:
            inner = self._empty(index, kept)
        elif len(cell.paragraphs) == 1:
            inner = self._paragraph(index, row, column, cell, cell.paragraphs[0], kept)
        else:
            inner = "".join([self._paragraph(index, row, column, cell, one, kept) for one in cell.paragraphs])
        return f"<w:tc>{properties}{inner}</w:tc>"

    def _properties(self, column: int, span: int, merged: _Merged, fill: str, anchor: Anchor) -> str:
        """`<w:tcPr>`."""
        properties = f'<w:tcW w:w="{sum(self.widths[column : column + span])}" w:type="dxa"/>'
        if span > 1:
            properties += f'<w:gridSpan w:val="{span}"/>'
        if merged:
            properties += "<w:vMerge/>" if merged == "continued" else '<w:vMerge w:val="restart"/>'
        if fill:
            properties += f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'
        return f'<w:tcPr>{properties}<w:vAlign w:val="{_ANCHOR[anchor]}"/></w:tcPr>'

    def _fill(self, index: int, row: Row, cell: Cell) -> str:
        if cell.fill is not None:
            return rgb(cell.fill, self.writing, self.table.strategy)
        if row.kind == "header":
            return self.fills["header"]
        if row.kind in _STRONG:
            return self.fills["sum"]
        if self.table.banded and (index - self.table.header_rows) % 2:
            return self.fills["sum"]
        return ""

    def _empty(self, index: int, kept: bool) -> str:
        return f"<w:p><w:pPr>{self._style(index)}{'<w:keepNext/>' if kept else ''}</w:pPr></w:p>"

    def _style(self, index: int) -> str:
        return self.styles[index < self.table.header_rows]

    def _paragraph(self, index: int, row: Row, column: int, cell: Cell, paragraph: Paragraph, kept: bool) -> str:
        marked = paragraph.mark is not None
        listed = marked or paragraph.level > 0
        indent = 0.0 if listed else self.table.indents.get((index, column), 0.0)
        align: Align = "start" if listed else "end" if indent else self._align(index, row, column, cell, paragraph)
        strong = row.kind in _STRONG and paragraph.bold is None
        key = (index < self.table.header_rows, kept, align, indent, strong, paragraph.level, marked)
        properties = self.formats.get(key)
        if properties is None:  # the same for most paragraphs of a column
            properties = self.formats[key] = self._format(*key)
        before = plain_run(f"{paragraph.mark.text}\t") if paragraph.mark is not None else ""
        text = runs(paragraph, self.writing, self.table.strategy, bold=strong, colour=cell.colour)
        return f"<w:p>{properties}{before}{text}</w:p>"

    def _format(
        self, header: bool, kept: bool, align: Align, indent: float, strong: bool, level: int, marked: bool
    ) -> str:
        """`<w:pPr>`; `indent` is from the right, a list item's from the left follows from its level."""
        properties = self.styles[header] + ("<w:keepNext/>" if kept else "")
        if marked or level:
            step = self.table.size * _ITEM_INDENT
            properties += f'<w:ind w:left="{twips(step * (level + marked))}" w:hanging="{twips(step * marked)}"/>'
        elif indent:
            properties += f'<w:ind w:right="{twips(indent)}"/>'
        if not (header and align == "centre"):
            properties += f'<w:jc w:val="{_JUSTIFY[align]}"/>'
        return f"<w:pPr>{properties}{'<w:rPr><w:b/></w:rPr>' if strong else ''}</w:pPr>"

    def _align(self, index: int, row: Row, column: int, cell: Cell, paragraph: Paragraph) -> Align:
        own = paragraph.align or cell.align
        if own is not None:
            return own
        if index < self.table.header_rows:
            return "centre"
        return "start" if row.kind == "group" else self.table.aligns[column]
