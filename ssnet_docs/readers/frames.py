"""Where the texts of a presentation should stand: the frames of shapes, cells and charts, in the order of drawing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

from ssnet_docs.model.drawing import ShapeKind
from ssnet_docs.model.geometry import text_rectangle
from ssnet_docs.model.layout import Rect

EMU_PER_POINT = 12700

_TEXT_RECTANGLES: dict[str, ShapeKind] = {
    "ellipse": "ellipse",
    "chevron": "chevron",
    "homePlate": "pentagon",
    "rightArrow": "right-arrow",
    "downArrow": "down-arrow",
    "upArrow": "up-arrow",
    "triangle": "triangle",
    "trapezoid": "trapezoid",
}
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_CONNECTOR = "{http://schemas.openxmlformats.org/presentationml/2006/main}cxnSp"


@dataclass(frozen=True, slots=True)
class Frame:
    """A place for text: its name for messages, its frame in points, and its paragraphs.

    A paragraph with a field (page number) and the texts of charts, pictures and embedded objects are not known before
    they are drawn; they are left out. `shape` is python-pptx's; None for a cell.
    """

    name: str
    rect: Rect
    texts: tuple[str, ...]
    shape: Any = None

    @property
    def is_cell(self) -> bool:
        return self.shape is None

    @property
    def whole(self) -> str:
        """The name of the shape, or of the table that a cell is of."""
        return self.name.rpartition(" (")[0] if self.is_cell else self.name


@dataclass(frozen=True, slots=True)
class _Scale:
    """How a group maps its children: the offset and the factor of each axis."""

    x: float = 0.0
    y: float = 0.0
    across: float = 1.0
    down: float = 1.0

    def rect(self, left: float, top: float, width: float, height: float) -> Rect:
        return Rect(
            (self.x + left * self.across) / EMU_PER_POINT,
            (self.y + top * self.down) / EMU_PER_POINT,
            width * self.across / EMU_PER_POINT,
            height * self.down / EMU_PER_POINT,
        )


def frames(presentation: Path | BinaryIO) -> list[list[Frame]]:
    """The frames of every slide that is shown, those of the master and the layout first."""
    from pptx import Presentation

    slides = []
    for slide in Presentation(str(presentation) if isinstance(presentation, Path) else presentation).slides:
        if slide._element.get("show") in ("0", "false"):
            continue
        found: list[Frame] = []
        layout = slide.slide_layout
        if layout._element.get("showMasterSp") not in ("0", "false"):
            found += [item for item in _frames(layout.slide_master.shapes, _Scale(), fixed=True) if item.texts]
        found += [item for item in _frames(layout.shapes, _Scale(), fixed=True) if item.texts]
        found += _frames(slide.shapes, _Scale())
        slides.append(found)
    return slides


def _frames(shapes: Any, scale: _Scale, *, fixed: bool = False) -> Iterator[Frame]:
    """The frames of shapes; `fixed` leaves out the placeholders of masters and layouts, which are not drawn."""
    for shape in shapes:
        if (fixed and shape.is_placeholder) or None in (shape.left, shape.top, shape.width, shape.height):
            continue
        if shape.shape_type is not None and shape.shape_type == 6:  # a group
            yield from _frames(shape.shapes, _inner(shape, scale))
        elif getattr(shape, "has_table", False):
            yield from _cells(shape)
        elif shape.has_text_frame:
            yield Frame(shape.name, _text_rect(shape, scale), tuple(_texts(shape.text_frame)), shape)
        elif shape._element.tag != _CONNECTOR:
            yield Frame(shape.name, scale.rect(shape.left, shape.top, shape.width, shape.height), (), shape)


def _inner(group: Any, scale: _Scale) -> _Scale:
    xfrm = group._element.grpSpPr.find(f"{_A}xfrm")
    offset, child_offset = xfrm.find(f"{_A}off"), xfrm.find(f"{_A}chOff")
    extent, child_extent = xfrm.find(f"{_A}ext"), xfrm.find(f"{_A}chExt")
    across = _ratio(extent.get("cx"), child_extent.get("cx"))
    down = _ratio(extent.get("cy"), child_extent.get("cy"))
    return _Scale(
        scale.x + scale.across * (int(offset.get("x")) - int(child_offset.get("x")) * across),
        scale.y + scale.down * (int(offset.get("y")) - int(child_offset.get("y")) * down),
        scale.across * across,
        scale.down * down,
    )


def _ratio(length: str, of: str) -> float:
    return int(length) / int(of) if int(of) else 1.0


def _text_rect(shape: Any, scale: _Scale) -> Rect:
    """A shape's frame, or for a shape that is not a box the part that its text may use; turned where the shape is."""
    rect = scale.rect(shape.left, shape.top, shape.width, shape.height)
    geometry = shape._element.spPr.find(f"{_A}prstGeom")
    kind = _TEXT_RECTANGLES.get("" if geometry is None else geometry.get("prst"))
    if kind is not None:
        rect = text_rectangle(kind, rect)
    if round(getattr(shape, "rotation", 0)) % 180 == 90:
        middle_x, middle_y = rect.x + rect.width / 2, rect.y + rect.height / 2
        rect = Rect(middle_x - rect.height / 2, middle_y - rect.width / 2, rect.height, rect.width)
    return rect


def _texts(text_frame: Any) -> Iterator[str]:
    for paragraph in text_frame.paragraphs:
        if paragraph._p.find(f"{_A}fld") is None:
            yield paragraph.text


def _cells(frame: Any) -> Iterator[Frame]:
    """The cells of a table with their declared frames: a row that had to grow moves every text below it out of them."""
    table = frame.table
    widths = [column.width for column in table.columns]
    heights = [row.height for row in table.rows]
    for down, row in enumerate(table.rows):
        for across, cell in enumerate(row.cells):
            if cell.is_spanned:
                continue
            wide = sum(widths[across : across + cell.span_width]) if cell.is_merge_origin else widths[across]
            high = sum(heights[down : down + cell.span_height]) if cell.is_merge_origin else heights[down]
            rect = _Scale().rect(frame.left + sum(widths[:across]), frame.top + sum(heights[:down]), wide, high)
            yield replace(
                Frame(f"{frame.name} ({down + 1}, {across + 1})", rect, ()), texts=tuple(_texts(cell.text_frame))
            )
