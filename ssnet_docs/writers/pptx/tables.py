"""Tables of a slide as native tables, written in one pass.

The deck's table style gives header, rules and faces, so that editing it restyles every table; only what a row or cell
says beyond it is written: further header rows, groups and totals, and the rules at merged cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ssnet_docs.model.page import BAND_GROUND, PlacedTable
from ssnet_docs.model.table import Cell, Row
from ssnet_docs.model.text import Colour, Paragraph
from ssnet_docs.writers.ooxml.drawingml import ANCHOR, Inherited, TextContext, emu, paragraphs_xml
from ssnet_docs.writers.pptx.master_tables import TABLE_STYLE
from ssnet_docs.writers.pptx.shapes import graphic_frame, properties

_HAIRLINE = 9_525  # EMU: the widths of the table style's rules
_STRONG = 19_050
_HEADER = Colour("brand")
_BOLD = frozenset(("subtotal", "total", "group"))
_NAMED_COLUMNS = 8


@dataclass(frozen=True, slots=True)
class _Place:
    """A cell's place: its row and column, the cell that it shows and how far into its spans it stands."""

    row: int
    column: int
    cell: Cell
    down: int = 0
    right: int = 0


def table_xml(item: PlacedTable, number: int, placeholder: str, context: TextContext) -> str:
    """`<p:graphicFrame>` of a table; `placeholder` is its `<p:ph>` or empty."""
    columns = "".join(f'<a:gridCol w="{emu(width)}"/>' for width in item.widths)
    known: dict[tuple[object, ...], str] = {}
    rows = "".join(
        f'<a:tr h="{emu(height)}">{"".join([_cell(item, place, context, known) for place in places])}</a:tr>'
        for height, places in zip(item.heights, _places(item), strict=True)
    )
    flags = ' firstRow="1"' if item.header_rows else ""
    flags += ' lastRow="1"' if _ends_with_total(item) else ""
    flags += ' bandRow="1"' if item.banded else ""
    return graphic_frame(
        item.rect,
        properties(number, item.name or "表格", item.description or _described(item)),
        placeholder,
        "table",
        f"<a:tbl><a:tblPr{flags}><a:tableStyleId>{TABLE_STYLE}</a:tableStyleId></a:tblPr>"
        f"<a:tblGrid>{columns}</a:tblGrid>{rows}</a:tbl>",
    )


def _described(item: PlacedTable) -> str:
    """What a screen reader says of a table whose author gave no words: its columns and how many rows it has."""
    heads = item.rows[item.header_rows - 1].cells if item.header_rows else ()
    names = [" ".join(cell.text.split()) for cell in heads if cell is not None and cell.text.strip()]
    listed = "、".join(names[:_NAMED_COLUMNS]) + ("等" if len(names) > _NAMED_COLUMNS else "")
    columns = f"欄位為{listed}，" if names else ""
    return f"表格：{columns}共{len(item.rows) - item.header_rows}列"


def _places(item: PlacedTable) -> Iterator[list[_Place]]:
    """Row by row, a place for every column: a cell, or the part of one that spans to here."""
    above: dict[int, _Place] = {}
    for index, row in enumerate(item.rows):
        places: list[_Place] = []
        while (column := len(places)) < len(item.widths):
            over = above.pop(column, None)
            if over is not None:
                places.append(replace(over, row=index, column=column, down=over.down + 1))
                continue
            cell = row.cells[column] or Cell()
            span = min(cell.column_span, len(item.widths) - column)
            if cell.column_span != span or cell.row_span > len(item.rows) - index:
                cell = replace(cell, column_span=span, row_span=min(cell.row_span, len(item.rows) - index))
            places += [_Place(index, column + right, cell, 0, right) for right in range(span)]
        above = {place.column: place for place in places if place.down + 1 < place.cell.row_span}
        yield places


_COVERED = '<a:p><a:endParaRPr lang="zh-TW" altLang="en-US" sz="100"/></a:p>'
"""What a covered cell holds: nothing, and so small that LibreOffice, which measures it, does not grow its row."""


def _cell(item: PlacedTable, place: _Place, context: TextContext, known: dict[tuple[object, ...], str]) -> str:
    """A cell, or the empty one that a span covers, with the flags of ECMA-376 part 1, 21.1.3.18.

    `known` keeps the properties of cells that have the same: those of a row, as a rule.
    """
    cell = place.cell
    flags = f' rowSpan="{cell.row_span}"' if cell.row_span > 1 and not place.down else ""
    flags += f' gridSpan="{cell.column_span}"' if cell.column_span > 1 and not place.right else ""
    flags += ' hMerge="1"' if place.right else ""
    flags += ' vMerge="1"' if place.down else ""
    covered = place.down or place.right
    likeness = (place.row, place.down, cell.row_span, cell.column_span, cell.fill, cell.anchor)
    if likeness not in known:
        known[likeness] = _cell_properties(item, place, context)
    return (
        f"<a:tc{flags}><a:txBody><a:bodyPr/><a:lstStyle/>{_COVERED if covered else _text(item, place, context)}"
        f"</a:txBody>{known[likeness]}</a:tc>"
    )


def _text(item: PlacedTable, place: _Place, context: TextContext) -> str:
    row = item.rows[place.row]
    header = place.row < item.header_rows
    first = header and place.row == 0
    last = place.row == len(item.rows) - 1 and _ends_with_total(item)
    ink = context.theme.style("dense-header" if header else "dense").colour
    paragraphs = tuple([_set(paragraph, item, row, place, ink) for paragraph in place.cell.paragraphs])
    return paragraphs_xml(paragraphs, context, Inherited(colour=ink, bold=first or last))


def _set(paragraph: Paragraph, item: PlacedTable, row: Row, place: _Place, ink: Colour) -> Paragraph:
    """The paragraph as its place in the table sets it: headers and figures aligned, headers and totals bold."""
    cell = place.cell
    header = place.row < item.header_rows
    colour = cell.colour or paragraph.colour
    if header and place.row and colour in (None, ink):
        colour = _HEADER  # the table style reaches the first row only
    return Paragraph(  # `replace` takes five times as long
        paragraph.runs,
        paragraph.role,
        paragraph.level,
        paragraph.mark,
        paragraph.align or cell.align or ("centre" if header else item.aligns[place.column]),
        colour,
        True if header or row.kind in _BOLD else paragraph.bold,
        paragraph.size,
        paragraph.space_before,
    )


def _cell_properties(item: PlacedTable, place: _Place, context: TextContext) -> str:
    left, top, right, bottom = (
        emu(value) for value in (item.insets.left, item.insets.top, item.insets.right, item.insets.bottom)
    )
    fill = place.cell.fill or _ground(item, place)
    inner = _rules(item, place, context) + (context.fill(fill) if fill else "")
    return (
        f'<a:tcPr marL="{left}" marR="{right}" marT="{top}" marB="{bottom}" anchor="{ANCHOR[place.cell.anchor]}">'
        f"{inner}</a:tcPr>"
    )


def _ground(item: PlacedTable, place: _Place) -> Colour | None:
    """The fill of a row that the table style does not reach: all but the first row and the bands."""
    start = place.row - place.down
    ground = item.ground(start)
    styled = ground == BAND_GROUND and item.rows[start].kind == "body"
    return None if styled or (start == 0 < item.header_rows and not place.down) else ground


def _rules(item: PlacedTable, place: _Place, context: TextContext) -> str:
    """The rules above and below a cell where the table style has others: several header rows, totals, merged cells.

    Every part of a merged cell bears the rules of the whole: Office takes them from the part at the edge,
    LibreOffice from the first. A cell says both of its rules or neither: LibreOffice draws one that stands alone at
    the other edge too.
    """
    first = place.row - place.down
    edges = (first, first + place.cell.row_span)
    merged = place.cell.row_span > 1 or place.cell.column_span > 1
    if not merged and not any(_own_rule(item, edge) for edge in edges):
        return ""
    return "".join(
        _rule(name, _strength(item, edge), context) for name, edge in zip(("lnT", "lnB"), edges, strict=True)
    )


def _own_rule(item: PlacedTable, edge: int) -> bool:
    """Whether the rule above row `edge` differs from what the table style draws there (0 is the table's upper edge)."""
    if edge in (0, len(item.rows)):
        return edge > 0 and _ends_with_total(item)
    within_header = item.header_rows > 1 and edge <= item.header_rows
    return within_header or item.rows[edge].kind == "total"


def _strength(item: PlacedTable, edge: int) -> bool:
    """Whether the rule above row `edge` is a strong one: around the table, below its header, above a total."""
    return edge in (0, item.header_rows, len(item.rows)) or item.rows[edge].kind == "total"


def _rule(name: str, strong: bool, context: TextContext) -> str:
    colour = Colour("brand") if strong else Colour("rule")
    return f'<a:{name} w="{_STRONG if strong else _HAIRLINE}" cmpd="sng">{context.fill(colour)}</a:{name}>'


def _ends_with_total(item: PlacedTable) -> bool:
    return bool(item.rows) and item.rows[-1].kind == "total"
