"""Drawings of a slide: groups of editable shapes, and connectors glued to them."""

from __future__ import annotations

from collections.abc import Sequence

from ssnet_docs.model.geometry import ARROW_SHAFT, POINT_DEPTH
from ssnet_docs.model.layout import Rect, Theme
from ssnet_docs.model.page import PlacedConnector, PlacedDrawing, PlacedShape
from ssnet_docs.model.text import Colour
from ssnet_docs.writers.ooxml.drawingml import TextContext, body_properties, emu, paragraphs_xml
from ssnet_docs.writers.pptx.master_shapes import custom_geometry, frame
from ssnet_docs.writers.pptx.shapes import Identifiers, box_defaults, properties

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
_SITES = {"ellipse": (0, 2, 4, 6), "triangle": (0, 1, 3, 5)}
"""Connection sites at top, left, bottom and right of shapes that count others between them (presetShapeDefinitions)."""

_DASH = '<a:prstDash val="dash"/>'
_NAME_LENGTH = 24
_UPRIGHT_SITES = (0, 2)
_STRAIGHT = 0.5
"""Points by which the ends of an elbow may differ across its direction and still be joined by a straight line."""


def drawing_xml(item: PlacedDrawing, numbers: Identifiers, context: TextContext) -> str:
    """A group of shapes and connectors, with the group's alternative text (without one: its own words)."""
    group = next(numbers)
    ids = [next(numbers) for _ in item.shapes]
    inner = "".join(
        _shape(shape, number, position, context)
        for position, (shape, number) in enumerate(zip(item.shapes, ids, strict=True), start=1)
    )
    inner += "".join(_connector(line, next(numbers), item.shapes, ids, context) for line in item.connectors)
    box = _bounds(item)
    place = f'<a:off x="{emu(box.x)}" y="{emu(box.y)}"/><a:ext cx="{emu(box.width)}" cy="{emu(box.height)}"/>'
    child = place.replace("a:off", "a:chOff").replace("a:ext ", "a:chExt ")
    description = item.description or "；".join(text for shape in item.shapes if (text := _words(shape)))
    return (
        f"<p:grpSp><p:nvGrpSpPr>{properties(group, item.name or '圖示', description)}<p:cNvGrpSpPr/><p:nvPr/>"
        f"</p:nvGrpSpPr><p:grpSpPr><a:xfrm>{place}{child}</a:xfrm></p:grpSpPr>{inner}</p:grpSp>"
    )


def _words(shape: PlacedShape) -> str:
    return " ".join(text for item in shape.paragraphs if (text := " ".join(item.text.split())))


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
    said = next((item.text.strip()[:_NAME_LENGTH] for item in shape.paragraphs if item.text.strip()), "")
    name = shape.name or " ".join(said.split()) or f"圖形 {position}"
    text = paragraphs_xml(shape.paragraphs, context, box_defaults(context.theme))
    return (
        f"<p:sp><p:nvSpPr>{properties(number, name, shape.description)}<p:cNvSpPr/><p:nvPr/>"
        f"</p:nvSpPr><p:spPr>{frame(shape.rect)}{geometry(shape, context.theme)}{context.fill(shape.fill)}"
        f"{_outline(shape, context)}</p:spPr><p:txBody>{body_properties(shape.anchor, shape.insets)}<a:lstStyle/>"
        f"{text}</p:txBody></p:sp>"
    )


def geometry(shape: PlacedShape, theme: Theme) -> str:
    """`<a:custGeom>` of a freeform, else `<a:prstGeom>` with the adjustments that `model.geometry` reckons with."""
    if shape.freeform is not None:
        return custom_geometry(shape.freeform.paths, shape.freeform.view)
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


def _connector(
    line: PlacedConnector, number: int, shapes: Sequence[PlacedShape], ids: Sequence[int], context: TextContext
) -> str:
    """A connector glued to the shapes that it joins; Office routes an elbow again when one of them is moved."""
    glue = _glue("stCxn", line.start_shape, line.start_site, shapes, ids)
    glue += _glue("endCxn", line.end_shape, line.end_site, shapes, ids)
    dash = _DASH if line.dashed else ""
    arrow = '<a:tailEnd type="triangle" w="med" len="med"/>' if line.arrow else ""
    preset = _preset(line)
    turned = preset != "straightConnector1" and line.start_site in _UPRIGHT_SITES
    return (
        f"<p:cxnSp><p:nvCxnSpPr>{properties(number, f'連接線 {number}', decorative=True)}"
        f"<p:cNvCxnSpPr>{glue}</p:cNvCxnSpPr><p:nvPr/></p:nvCxnSpPr>"
        f"<p:spPr>{_line_frame(line, turned=turned)}"
        f'<a:prstGeom prst="{preset}"><a:avLst/></a:prstGeom>'
        f'<a:ln w="{emu(line.width)}">{context.fill(line.colour)}{dash}<a:round/>{arrow}</a:ln></p:spPr></p:cxnSp>'
    )


def _glue(name: str, shape: int | None, site: int, shapes: Sequence[PlacedShape], ids: Sequence[int]) -> str:
    if shape is None or shapes[shape].shape == "line":
        return ""
    sites = _SITES.get(shapes[shape].shape)
    return f'<a:{name} id="{ids[shape]}" idx="{sites[site] if sites else site}"/>'


def _preset(line: PlacedConnector) -> str:
    """An elbow bends twice between edges that face each other, once between an upright and a level one."""
    if line.kind == "straight":
        return "straightConnector1"
    upright = line.start_site in _UPRIGHT_SITES
    if upright != (line.end_site in _UPRIGHT_SITES):
        return "bentConnector2"
    across = line.end[0] - line.start[0] if upright else line.end[1] - line.start[1]
    return "bentConnector3" if abs(across) > _STRAIGHT else "straightConnector1"


def _line_frame(line: PlacedConnector, *, turned: bool) -> str:
    """`<a:xfrm>` of a line from one point to another; `turned` leaves downwards or upwards instead of sideways."""
    (x1, y1), (x2, y2) = line.start, line.end
    width, height = abs(x2 - x1), abs(y2 - y1)
    left, top = min(x1, x2), min(y1, y2)
    if not turned:
        flips = (' flipH="1"' if x2 < x1 else "") + (' flipV="1"' if y2 < y1 else "")
        return (
            f'<a:xfrm{flips}><a:off x="{emu(left)}" y="{emu(top)}"/>'
            f'<a:ext cx="{emu(width)}" cy="{emu(height)}"/></a:xfrm>'
        )
    # A quarter turn about the centre: the frame is given as it was before the turn, its sides exchanged. Before the
    # turn the line runs from the upper left to the lower right, after it from the upper right to the lower left.
    centre_x, centre_y = left + width / 2, top + height / 2
    flips = (' flipH="1"' if y2 < y1 else "") + (' flipV="1"' if x2 > x1 else "")
    return (
        f'<a:xfrm rot="5400000"{flips}><a:off x="{emu(centre_x - height / 2)}" y="{emu(centre_y - width / 2)}"/>'
        f'<a:ext cx="{emu(height)}" cy="{emu(width)}"/></a:xfrm>'
    )
