"""Text boxes, placeholders, drawings and pictures of a slide as PresentationML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from xml.sax.saxutils import quoteattr

from ssnet_docs.model.drawing import Insets
from ssnet_docs.model.geometry import ARROW_SHAFT, POINT_DEPTH
from ssnet_docs.model.layout import Layout, Rect, Slot, Theme
from ssnet_docs.model.page import PlacedConnector, PlacedDrawing, PlacedShape, PlacedText
from ssnet_docs.model.text import Colour, Paragraph
from ssnet_docs.writers.ooxml.drawingml import (
    ALIGN,
    ANCHOR,
    Inherited,
    TextContext,
    body_properties,
    emu,
    paragraphs_xml,
)
from ssnet_docs.writers.pptx.master_shapes import ACCENT_NAME, frame

_PRESETS = {
    "rectangle": "rect",
    "rounded": "roundRect",
    "ellipse": "ellipse",
    "chevron": "chevron",
    "pentagon": "homePlate",
    "right-arrow": "rightArrow",
    "down-arrow": "downArrow",
    "up-arrow": "upArrow",
    "triangle": "triangle",
    "trapezoid": "trapezoid",
    "line": "line",
}
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
_SLOT_TYPES = {"title": "title", "subtitle": "subTitle", "text": "body"}
_DASH = '<a:prstDash val="dash"/>'


class Identifiers:
    """Shape ids of one slide: 1 is the tree's own."""

    def __init__(self) -> None:
        self.last = 1

    def __iter__(self) -> Iterator[int]:
        return self

    def __next__(self) -> int:
        self.last += 1
        return self.last


def properties(number: int, name: str, description: str = "", *, decorative: bool = False) -> str:
    """`<p:cNvPr>` with its alternative text, or the mark that screen readers may pass it over."""
    alternative = f" descr={quoteattr(description)}" if description else ""
    inner = _DECORATIVE if decorative else ""
    return f'<p:cNvPr id="{number}" name={quoteattr(name)}{alternative}>{inner}</p:cNvPr>'


def placeholder_kind(slot: Slot, layout: Layout) -> str:
    """`<p:ph>` of a slide's placeholder, as the layout's."""
    if slot.kind == "title":
        return f'<p:ph type="{"ctrTitle" if layout.name == "cover" else "title"}"/>'
    kind = {"footer": "ftr", "number": "sldNum", "date": "dt"}.get(slot.kind) or _SLOT_TYPES.get(slot.kind)
    attributes = f' type="{kind}"' if kind else ""
    size = ' sz="quarter"' if slot.kind not in ("object", "subtitle") else ""
    return f'<p:ph{attributes}{size} idx="{slot.index}"/>'


def inherited(slot: Slot, paragraphs: tuple[Paragraph, ...], theme: Theme) -> Inherited:
    """What a paragraph has from a slot: the look of the slot's role at its largest size."""
    style = theme.style(slot.role)
    size = style.sizes[0]
    whole = all(item.level == 0 for item in paragraphs)
    return Inherited(
        size=size if whole else None,
        bold=style.bold,
        colour=style.colour if slot.kind == "object" else _slot_colour(slot, theme),
        align=slot.align,
        space_before=None,
    )


def _slot_colour(slot: Slot, theme: Theme) -> Colour:
    """The colour that text in a slot has of itself.

    Text of the role's own colour takes it too, so that a slot on a dark ground keeps its light text.
    """
    return theme.style(slot.role).colour if slot.colour == Colour("ink") else slot.colour


def text_xml(item: PlacedText, number: int, layout: Layout, context: TextContext) -> str:
    """A text in its placeholder, or in a text box."""
    slot = layout.slot(item.slot) if item.slot else None
    insets = (item.insets.left, item.insets.top, item.insets.right, item.insets.bottom)
    if slot is None:
        body = body_properties(item.anchor, insets) + "<a:lstStyle/>" + paragraphs_xml(item.paragraphs, context)
        return (
            f'<p:sp><p:nvSpPr>{properties(number, item.name or "文字")}<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
            f'<p:spPr>{frame(item.rect)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
            f"<p:txBody>{body}</p:txBody></p:sp>"
        )
    place = "" if _same(item.rect, slot.rect) else frame(item.rect)
    paragraphs = item.paragraphs
    if slot.kind != "object":
        # The layout says what colour its own slots have; only emphasis within the text is the slide's.
        paragraphs = tuple(_without_colour(paragraph) for paragraph in paragraphs)
    text = paragraphs_xml(paragraphs, context, inherited(slot, paragraphs, context.theme))
    anchor = "" if item.anchor == slot.anchor else f' anchor="{ANCHOR[item.anchor]}"'
    return (
        f"<p:sp><p:nvSpPr>{properties(number, slot.prompt or slot.name)}"
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>{placeholder_kind(slot, layout)}</p:nvPr></p:nvSpPr>'
        f"<p:spPr>{place}</p:spPr><p:txBody><a:bodyPr{anchor}><a:noAutofit/></a:bodyPr><a:lstStyle/>{text}</p:txBody></p:sp>"
    )


def _without_colour(paragraph: Paragraph) -> Paragraph:
    return replace(paragraph, colour=None)


def _same(a: Rect, b: Rect) -> bool:
    return (emu(a.x), emu(a.y), emu(a.width), emu(a.height)) == (emu(b.x), emu(b.y), emu(b.width), emu(b.height))


def field_xml(slot: Slot, number: int, layout: Layout, text: str) -> str:
    """A footer's or the slide number's placeholder with its runs as XML.

    Alignment is said again: LibreOffice takes a footer's from the master alone.
    """
    return (
        f"<p:sp><p:nvSpPr>{properties(number, slot.prompt or slot.name)}"
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>{placeholder_kind(slot, layout)}</p:nvPr></p:nvSpPr>'
        f"<p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>"
        f'<a:p><a:pPr algn="{ALIGN[slot.align]}"/>{text}</a:p></p:txBody></p:sp>'
    )


def accent_xml(layout: Layout, number: int, context: TextContext) -> str:
    """The strategy's colour over the layout's accent; nothing where the slide has no strategy."""
    if layout.accent is None or context.strategy is None:
        return ""
    return (
        f"<p:sp><p:nvSpPr>{properties(number, ACCENT_NAME, decorative=True)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
        f'<p:spPr>{frame(layout.accent)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f"{context.fill(Colour('key'))}<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )


# --- drawings ------------------------------------------------------------------------------------------------------


def drawing_xml(item: PlacedDrawing, numbers: Identifiers, context: TextContext) -> str:
    """A group of shapes and connectors, with the group's alternative text."""
    group = next(numbers)
    ids = [next(numbers) for _ in item.shapes]
    inner = "".join(
        _shape(shape, number, position, context)
        for position, (shape, number) in enumerate(zip(item.shapes, ids, strict=True), start=1)
    )
    inner += "".join(_connector(line, next(numbers), ids, context) for line in item.connectors)
    box = _bounds(item)
    place = f'<a:off x="{emu(box.x)}" y="{emu(box.y)}"/><a:ext cx="{emu(box.width)}" cy="{emu(box.height)}"/>'
    child = place.replace("a:off", "a:chOff").replace("a:ext ", "a:chExt ")
    return (
        f"<p:grpSp><p:nvGrpSpPr>{properties(group, item.name or '圖示', item.description)}<p:cNvGrpSpPr/><p:nvPr/>"
        f"</p:nvGrpSpPr><p:grpSpPr><a:xfrm>{place}{child}</a:xfrm></p:grpSpPr>{inner}</p:grpSp>"
    )


def _bounds(item: PlacedDrawing) -> Rect:
    """The frame of the group: what its shapes cover."""
    if not item.shapes:
        return item.rect
    left = min(shape.rect.x for shape in item.shapes)
    top = min(shape.rect.y for shape in item.shapes)
    right = max(shape.rect.right for shape in item.shapes)
    bottom = max(shape.rect.bottom for shape in item.shapes)
    return Rect(left, top, right - left, bottom - top)


def _shape(shape: PlacedShape, number: int, position: int, context: TextContext) -> str:
    name = next((item.text.strip()[:24] for item in shape.paragraphs if item.text.strip()), "") or f"圖形 {position}"
    insets = _insets(shape.insets)
    text = body_properties(shape.anchor, insets) + "<a:lstStyle/>" + paragraphs_xml(shape.paragraphs, context)
    return (
        f"<p:sp><p:nvSpPr>{properties(number, name.replace(chr(10), ' '))}<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
        f"<p:spPr>{frame(shape.rect)}{geometry(shape, context.theme)}{context.fill(shape.fill)}"
        f"{_outline(shape, context)}</p:spPr><p:txBody>{text}</p:txBody></p:sp>"
    )


def _insets(insets: Insets) -> tuple[float, float, float, float]:
    return insets.left, insets.top, insets.right, insets.bottom


def geometry(shape: PlacedShape, theme: Theme) -> str:
    """`<a:prstGeom>` with the adjustments that `model.geometry` reckons with."""
    short = min(shape.rect.width, shape.rect.height) or 1.0
    guides = ""
    match shape.shape:
        case "rounded":
            guides = _guide("adj", min(theme.corner / short, 0.5))
        case "chevron" | "pentagon":
            guides = _guide("adj", POINT_DEPTH)
        case "right-arrow" | "down-arrow" | "up-arrow":
            guides = _guide("adj1", ARROW_SHAFT) + _guide("adj2", 0.5)
        case "trapezoid":
            guides = _guide("adj", 0.25)
    return f'<a:prstGeom prst="{_PRESETS[shape.shape]}"><a:avLst>{guides}</a:avLst></a:prstGeom>'


def _guide(name: str, share: float) -> str:
    return f'<a:gd name="{name}" fmla="val {round(share * 100000)}"/>'


def _outline(shape: PlacedShape, context: TextContext) -> str:
    colour = shape.outline
    if colour is None and shape.shape == "line":
        colour = shape.fill or Colour("rule")
    if colour is None:
        return "<a:ln><a:noFill/></a:ln>"
    dash = _DASH if shape.dashed else ""
    return f'<a:ln w="{emu(shape.outline_width)}">{context.fill(colour)}{dash}</a:ln>'


def _connector(line: PlacedConnector, number: int, ids: list[int], context: TextContext) -> str:
    """A connector glued to the shapes that it joins; Office routes an elbow again when one of them is moved."""
    x1, y1 = line.start
    x2, y2 = line.end
    upright = line.kind == "elbow" and line.start_site in (0, 2)
    preset = (
        "bentConnector3" if line.kind == "elbow" and abs(x1 - x2) > 0.5 and abs(y1 - y2) > 0.5 else "straightConnector1"
    )
    glue = ""
    if line.start_shape is not None:
        glue += f'<a:stCxn id="{ids[line.start_shape]}" idx="{line.start_site}"/>'
    if line.end_shape is not None:
        glue += f'<a:endCxn id="{ids[line.end_shape]}" idx="{line.end_site}"/>'
    dash = _DASH if line.dashed else ""
    arrow = '<a:tailEnd type="triangle" w="med" len="med"/>' if line.arrow else ""
    return (
        f"<p:cxnSp><p:nvCxnSpPr>{properties(number, f'連接線 {number}', decorative=True)}"
        f"<p:cNvCxnSpPr>{glue}</p:cNvCxnSpPr><p:nvPr/></p:nvCxnSpPr>"
        f"<p:spPr>{_line_frame(x1, y1, x2, y2, turned=upright and preset == 'bentConnector3')}"
        f'<a:prstGeom prst="{preset}"><a:avLst/></a:prstGeom>'
        f'<a:ln w="{emu(line.width)}">{context.fill(line.colour)}{dash}<a:round/>{arrow}</a:ln></p:spPr></p:cxnSp>'
    )


def _line_frame(x1: float, y1: float, x2: float, y2: float, *, turned: bool) -> str:
    """`<a:xfrm>` of a line from one point to another; `turned` leaves downwards instead of sideways."""
    width, height = abs(x2 - x1), abs(y2 - y1)
    left, top = min(x1, x2), min(y1, y2)
    if not turned:
        flips = (' flipH="1"' if x2 < x1 else "") + (' flipV="1"' if y2 < y1 else "")
        return (
            f'<a:xfrm{flips}><a:off x="{emu(left)}" y="{emu(top)}"/>'
            f'<a:ext cx="{emu(width)}" cy="{emu(height)}"/></a:xfrm>'
        )
    # A quarter turn about the centre: the frame is given as it was before the turn, its sides exchanged.
    centre_x, centre_y = left + width / 2, top + height / 2
    flip = ' flipV="1"' if x2 > x1 else ""
    flip += ' flipH="1"' if y2 < y1 else ""
    return (
        f'<a:xfrm rot="5400000"{flip}><a:off x="{emu(centre_x - height / 2)}" y="{emu(centre_y - width / 2)}"/>'
        f'<a:ext cx="{emu(height)}" cy="{emu(width)}"/></a:xfrm>'
    )
