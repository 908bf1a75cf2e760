"""The theme part: a theme's colours and faces as Office's colour and font schemes."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from ssnet_docs.model.layout import Face, Theme
from ssnet_docs.model.text import ColourRole

_SLOTS: tuple[tuple[str, ColourRole], ...] = (
    ("dk1", "ink"),
    ("lt1", "paper"),
    ("dk2", "brand"),
    ("lt2", "surface"),
    ("accent1", "strategy-1"),
    ("accent2", "strategy-2"),
    ("accent3", "strategy-3"),
    ("accent4", "strategy-4"),
    ("accent5", "strategy-5"),
    ("accent6", "strategy-6"),
    ("hlink", "accent"),
    ("folHlink", "alert"),
)

_PLAIN = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_LINE = f'<a:ln w="{{}}" cap="flat" cmpd="sng" algn="ctr">{_PLAIN}<a:prstDash val="solid"/></a:ln>'
_FORMATS = (
    '<a:fmtScheme name="ssnet">'
    f"<a:fillStyleLst>{_PLAIN * 3}</a:fillStyleLst>"
    f"<a:lnStyleLst>{_LINE.format(9525)}{_LINE.format(12700)}{_LINE.format(19050)}</a:lnStyleLst>"
    f"<a:effectStyleLst>{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst>"
    f"<a:bgFillStyleLst>{_PLAIN * 3}</a:bgFillStyleLst>"
    "</a:fmtScheme>"
)


def theme_xml(theme: Theme, name: str) -> str:
    """The content of a theme part (ECMA-376 part 1, 20.1.6.9). Its shapes are flat: plain fills, no shadows."""
    return (
        f'<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name={quoteattr(name)}>'
        f"<a:themeElements>{_colours(theme, name)}{_fonts(theme, name)}{_FORMATS}</a:themeElements>"
        "<a:objectDefaults/><a:extraClrSchemeLst/></a:theme>"
    )


def _colours(theme: Theme, name: str) -> str:
    slots = "".join(f'<a:{slot}><a:srgbClr val="{theme.colours[role]}"/></a:{slot}>' for slot, role in _SLOTS)
    return f"<a:clrScheme name={quoteattr(name)}>{slots}</a:clrScheme>"


def _fonts(theme: Theme, name: str) -> str:
    major, minor = _face(theme.heading_face), _face(theme.body_face)
    return (
        f"<a:fontScheme name={quoteattr(name)}>"
        f"<a:majorFont>{major}</a:majorFont><a:minorFont>{minor}</a:minorFont></a:fontScheme>"
    )


def _face(face: Face) -> str:
    """The East Asian face stands both as `ea` and for the script Hant, which PowerPoint asks when `ea` is emptied."""
    latin, east_asian = quoteattr(face.latin), quoteattr(face.east_asian)
    return (
        f"<a:latin typeface={latin}/><a:ea typeface={east_asian}/><a:cs typeface={latin}/>"
        f'<a:font script="Hant" typeface={east_asian}/>'
    )
