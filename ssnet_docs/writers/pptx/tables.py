"""Tables of a slide as native tables, written in one pass.

The deck's table style gives header, rules and faces; only what a row or cell says beyond it is written.
"""

from __future__ import annotations

from dataclasses import replace

from ssnet_docs.model.page import PlacedTable
from ssnet_docs.model.table import Cell, Row
from ssnet_docs.model.text import Colour, Paragraph
from ssnet_docs.writers.ooxml.drawingml import ANCHOR, Inherited, TextContext, emu, paragraphs_xml
from ssnet_docs.writers.pptx.master_shapes import frame
from ssnet_docs.writers.pptx.master_tables import TABLE_STYLE
from ssnet_docs.writers.pptx.shapes import properties

_HAIRLINE = 6_350
_STRONG = 12_700
_EMPHASIS = {"subtotal": Colour("surface"), "total": Colour("surface"), "group": Colour("key", 0.88)}


def table_xml(item: PlacedTable, number: int, placeholder: str, context: TextContext) -> str:
    """`<p:graphicFrame>` of a table; `placeholder` is its `<p:ph>` or empty."""
    columns = "".join(f'<a:gridCol w="{emu(width)}"/>' for width in item.widths)
    covered: dict[int, int] = {}
    rows = "".join(_row(item, row, index, covered, context) for index, row in enumerate(item.rows))
    flags = ' firstRow="1"' if item.header_rows else ""
    flags += ' bandRow="1"' if item.banded else ""
    return (
        f"<p:graphicFrame><p:nvGraphicFramePr>{properties(number, item.name or '表格', item.description)}"
        f'<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr>{placeholder}</p:nvPr>'
        f"</p:nvGraphicFramePr>{frame(item.rect).replace('a:xfrm', 'p:xfrm')}<a:graphic>"
        f'<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl><a:tblPr{flags}>'
        f"<a:tableStyleId>{TABLE_STYLE}</a:tableStyleId></a:tblPr><a:tblGrid>{columns}</a:tblGrid>{rows}</a:tbl>"
        "</a:graphicData></a:graphic></p:graphicFrame>"
    )


def _row(item: PlacedTable, row: Row, index: int, covered: dict[int, int], context: TextContext) -> str:
    """A row; `covered` counts, by column, the rows that a cell above still spans."""
    cells: list[str] = []
    column = 0
    while column < len(item.widths):
        cell = row.cells[column]
        if covered.get(column):
            covered[column] -= 1
            cells.append(_merged('vMerge="1"'))
            column += 1
            continue
        if cell is None:
            cells.append(_cell(item, row, index, column, Cell(), context))
            column += 1
            continue
        cells.append(_cell(item, row, index, column, cell, context))
        for offset in range(cell.column_span):
            if cell.row_span > 1:
                covered[column + offset] = cell.row_span - 1
            if offset:
                cells.append(_merged('hMerge="1"'))
        column += cell.column_span
    return f'<a:tr h="{emu(item.heights[index])}">{"".join(cells)}</a:tr>'


def _merged(flag: str) -> str:
    return (
        f'<a:tc {flag}><a:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="zh-TW" altLang="en-US"/></a:p>'
        "</a:txBody><a:tcPr/></a:tc>"
    )


def _cell(item: PlacedTable, row: Row, index: int, column: int, cell: Cell, context: TextContext) -> str:
    header = index < item.header_rows
    spans = f' gridSpan="{cell.column_span}"' if cell.column_span > 1 else ""
    spans += f' rowSpan="{cell.row_span}"' if cell.row_span > 1 else ""
    paragraphs = tuple(_aligned(paragraph, item, row, column, cell, header) for paragraph in cell.paragraphs)
    text = paragraphs_xml(paragraphs, context, Inherited(colour=Colour("ink")))
    left, top, right, bottom = (
        emu(value) for value in (item.insets.left, item.insets.top, item.insets.right, item.insets.bottom)
    )
    fill = cell.fill or _EMPHASIS.get(row.kind)
    return (
        f"<a:tc{spans}><a:txBody><a:bodyPr/><a:lstStyle/>{text}</a:txBody>"
        f'<a:tcPr marL="{left}" marR="{right}" marT="{top}" marB="{bottom}" anchor="{ANCHOR[cell.anchor]}">'
        f"{_borders(item, row, index, index + cell.row_span - 1, context)}{context.fill(fill) if fill else _header_fill(header, context)}"
        "</a:tcPr></a:tc>"
    )


def _header_fill(header: bool, context: TextContext) -> str:
    """Header rows after the first, which the table style does not reach, get the first one's ground."""
    return context.fill(Colour("key", 0.86)) if header else ""


def _aligned(paragraph: Paragraph, item: PlacedTable, row: Row, column: int, cell: Cell, header: bool) -> Paragraph:
    """The paragraph as its place in the table sets it: headers and figures aligned, totals bold."""
    align = paragraph.align or cell.align or ("centre" if header else item.aligns[column])
    bold = paragraph.bold
    if row.kind in ("subtotal", "total", "group") or header:
        bold = True
    return replace(paragraph, align=align, bold=bold, colour=cell.colour or paragraph.colour)


def _borders(item: PlacedTable, row: Row, index: int, last: int, context: TextContext) -> str:
    """Horizontal rules of a cell from row `index` to row `last`: strong ones around header, total and table.

    Between rows stand hairlines; there are no vertical rules.
    """
    strong_top = index == 0 or row.kind == "total"
    strong_bottom = last in (len(item.rows) - 1, item.header_rows - 1)
    none = "<a:noFill/>"
    lines = {
        "lnL": (_HAIRLINE, none),
        "lnR": (_HAIRLINE, none),
        "lnT": (_STRONG if strong_top else _HAIRLINE, context.fill(Colour("key" if strong_top else "rule"))),
        "lnB": (_STRONG if strong_bottom else _HAIRLINE, context.fill(Colour("key" if strong_bottom else "rule"))),
    }
    return "".join(f'<a:{name} w="{width}" cmpd="sng">{fill}</a:{name}>' for name, (width, fill) in lines.items())
