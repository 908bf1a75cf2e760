"""Shapes of the master and its layouts: placeholders and decorations."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from ssnet_docs import outlines
from ssnet_docs.model.drawing import Command
from ssnet_docs.model.layout import Decoration, Rect, Slot, Theme
from ssnet_docs.model.text import Anchor, Colour
from ssnet_docs.writers.ooxml.colour import fill_xml
from ssnet_docs.writers.pptx.master_styles import LANGUAGE, emu, slot_style

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
COLOUR_MAP = (
    '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" '
    'accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
)
ANCHOR = {"top": "t", "middle": "ctr", "bottom": "b"}
ACCENT_NAME = "重點色"
"""Name of the bar at the title: the layout's in brand, a slide's own in its strategy's colour."""

_PRECISION = 1000  # units of custom geometry a view unit
_TYPES = {"text": "body", "footer": "ftr", "number": "sldNum", "date": "dt", "subtitle": "subTitle"}
_LEVELS = ("第二層", "第三層")


def tree(shapes: list[str]) -> str:
    """`<p:spTree>` of shapes."""
    return (
        '<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
        '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
        f"{''.join(shapes)}</p:spTree>"
    )


def frame(rect: Rect) -> str:
    """`<a:xfrm>` of a frame in points."""
    return (
        f'<a:xfrm><a:off x="{emu(rect.x)}" y="{emu(rect.y)}"/>'
        f'<a:ext cx="{emu(rect.width)}" cy="{emu(rect.height)}"/></a:xfrm>'
    )


def background(colour: Colour, theme: Theme) -> str:
    """`<p:bg>` of a plain colour."""
    return f"<p:bg><p:bgPr>{fill_xml(colour, theme)}<a:effectLst/></p:bgPr></p:bg>"


def decoration(number: int, item: Decoration, theme: Theme) -> str:
    """A decoration as a shape; screen readers pass it over."""
    geometry = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    if item.path is not None:
        geometry = custom_geometry([outlines.commands(item.path)], item.view)
    fill = fill_xml(item.fill, theme, opacity=item.opacity)
    return (
        f"<p:sp><p:nvSpPr>{_decorative(number, item.name or f'裝飾 {number}')}<p:cNvSpPr/>"
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{frame(item.rect)}{geometry}{fill}<a:ln><a:noFill/></a:ln></p:spPr>'
        f'<p:txBody><a:bodyPr rtlCol="0" anchor="ctr"/><a:lstStyle/>'
        f'<a:p><a:endParaRPr lang="{LANGUAGE}" altLang="en-US"/></a:p></p:txBody></p:sp>'
    )


def _decorative(number: int, name: str) -> str:
    return (
        f'<p:cNvPr id="{number}" name={quoteattr(name)}>'
        '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
        '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
        "</a:ext></a:extLst></p:cNvPr>"
    )


def custom_geometry(paths: Sequence[Sequence[Command]], view: tuple[float, float]) -> str:
    """`<a:custGeom>` of outlines in a view (width, height) that is stretched over the shape."""
    width, height = (round(length * _PRECISION) for length in view)
    drawn = "".join(f'<a:path w="{width}" h="{height}">{_path(path)}</a:path>' for path in paths)
    return (
        '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
        f"<a:pathLst>{drawn}</a:pathLst></a:custGeom>"
    )


def _path(path: Sequence[Command]) -> str:
    parts = []
    for letter, points in path:
        inner = "".join(f'<a:pt x="{round(x * _PRECISION)}" y="{round(y * _PRECISION)}"/>' for x, y in points)
        name = {"M": "moveTo", "L": "lnTo", "C": "cubicBezTo", "Z": "close"}[letter]
        parts.append(f"<a:{name}>{inner}</a:{name}>" if inner else f"<a:{name}/>")
    return "".join(parts)


def placeholder(number: int, slot: Slot, theme: Theme, *, master: Slot | None = None, cover: bool = False) -> str:
    """A layout's placeholder; `master` is the slot of the master's placeholder that it inherits from."""
    inherits_place = master is not None and (slot.rect, slot.anchor) == (master.rect, master.anchor)
    place = "" if inherits_place else frame(slot.rect)
    return shape(
        number,
        slot.name,
        _kind(slot, cover=cover),
        f"<p:spPr>{place}</p:spPr>",
        f"{body(slot.anchor)}{slot_style(slot, theme, master)}{_prompt(slot)}",
    )


def body(anchor: Anchor) -> str:
    """`<a:bodyPr>` of text that keeps its size: no insets, wrapped, never fitted by Office."""
    return (
        '<a:bodyPr vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0" '
        f'anchor="{ANCHOR[anchor]}"><a:noAutofit/></a:bodyPr>'
    )


def _kind(slot: Slot, *, cover: bool) -> str:
    if slot.kind == "title":
        return f'<p:ph type="{"ctrTitle" if cover else "title"}"{_custom(slot)}/>'
    kind = _TYPES.get(slot.kind)
    attributes = f' type="{kind}"' if kind else ""
    size = ' sz="quarter"' if slot.kind not in {"object", "subtitle"} else ""
    return f'<p:ph{attributes}{size} idx="{slot.index}"{_custom(slot)}/>'


def _custom(slot: Slot) -> str:
    return ' hasCustomPrompt="1"' if slot.prompt and slot.kind not in {"number", "footer", "date"} else ""


def _prompt(slot: Slot) -> str:
    if slot.kind == "number":
        return number_field()
    if slot.kind in {"footer", "date"}:
        return f'<a:p><a:endParaRPr lang="{LANGUAGE}" altLang="en-US"/></a:p>'
    levels = _LEVELS if slot.kind == "object" else ()
    return "".join(line(text, level) for level, text in enumerate((slot.prompt or slot.name, *levels)))


def line(text: str, level: int = 0) -> str:
    """A paragraph of one run at a list level."""
    properties = f'<a:pPr lvl="{level}"/>' if level else ""
    return f'<a:p>{properties}<a:r><a:rPr lang="{LANGUAGE}" altLang="en-US"/><a:t>{escape(text)}</a:t></a:r></a:p>'


def number_field() -> str:
    """A paragraph with the slide's number as a field."""
    return (
        '<a:p><a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum">'
        f'<a:rPr lang="{LANGUAGE}" altLang="en-US"/><a:t>‹#›</a:t></a:fld></a:p>'
    )


def shape(number: int, name: str, kind: str, properties: str, text: str) -> str:
    """`<p:sp>` of a placeholder: `kind` is its `<p:ph>`, `properties` its `<p:spPr>`, `text` its body's content."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name={quoteattr(name)}/>'
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>{kind}</p:nvPr></p:nvSpPr>'
        f"{properties}<p:txBody>{text}</p:txBody></p:sp>"
    )
