"""The deck's table style: tables that a user adds in PowerPoint look like those that were written."""

from __future__ import annotations

from ssnet_docs.model.layout import Theme
from ssnet_docs.model.page import BAND_GROUND, HEADER_GROUND
from ssnet_docs.model.text import Colour
from ssnet_docs.writers.ooxml.colour import colour_xml, fill_xml

TABLE_STYLE = "{3A6D1C52-7E0B-4F7C-9B52-5A1E0C7D4E11}"
"""Identifier of the style in `a:tableStyleId`; the default of new tables."""

_RULE = 9_525  # EMU: 0.75 pt
_STRONG = 19_050  # 1.5 pt


def table_styles_xml(theme: Theme) -> str:
    """The content of `tableStyles.xml`: horizontal rules only, a light header under a strong line, a light band."""
    brand = Colour("brand")
    whole = _part("wholeTbl", "", _borders(theme, {"top": brand, "bottom": brand, "insideH": Colour("rule")}))
    band = _part("band1H", "", "<a:tcBdr/>" + _fill(BAND_GROUND, theme))
    bold = _text("on", colour_xml(Colour("ink"), theme))
    header = _text("on", colour_xml(brand, theme))
    parts = [
        whole,
        band,
        _part("lastCol", bold, "<a:tcBdr/>"),
        _part("firstCol", bold, "<a:tcBdr/>"),
        _part("lastRow", bold, _borders(theme, {"top": brand}) + _fill(Colour("surface"), theme)),
        _part("firstRow", header, _borders(theme, {"bottom": brand}) + _fill(HEADER_GROUND, theme)),
    ]
    return (
        '<a:tblStyleLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        f'def="{TABLE_STYLE}"><a:tblStyle styleId="{TABLE_STYLE}" styleName="社安網表格">'
        f"{''.join(parts)}</a:tblStyle></a:tblStyleLst>"
    )


def _part(name: str, text: str, style: str) -> str:
    text = text or (
        '<a:tcTxStyle><a:fontRef idx="minor"/><a:schemeClr val="tx1"/></a:tcTxStyle>' * (name == "wholeTbl")
    )
    return f"<a:{name}>{text}<a:tcStyle>{style}</a:tcStyle></a:{name}>"


def _text(bold: str, colour: str) -> str:
    return f'<a:tcTxStyle b="{bold}"><a:fontRef idx="minor"/>{colour}</a:tcTxStyle>'


def _borders(theme: Theme, lines: dict[str, Colour]) -> str:
    """`<a:tcBdr>` in the schema's order: left, right, top, bottom, insideH, insideV."""
    inner = "".join(
        f'<a:{edge}><a:ln w="{_RULE if colour.role == "rule" else _STRONG}" cmpd="sng">{fill_xml(colour, theme)}</a:ln>'
        f"</a:{edge}>"
        for edge, colour in lines.items()
    )
    return f"<a:tcBdr>{inner}</a:tcBdr>"


def _fill(colour: Colour, theme: Theme) -> str:
    return f"<a:fill>{fill_xml(colour, theme)}</a:fill>"
