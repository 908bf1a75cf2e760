"""Frames that cover each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.sheets import Sheet, common, holds, sheets
from ssnet_docs.model.finding import Finding
from ssnet_docs.model.layout import Rect
from ssnet_docs.model.page import Placed, PlacedDrawing, PlacedText

LEAST = 2.0
"""Points that must be shared both ways: less is rounding or a rule that touches a frame."""

_KINDS = {
    "PlacedText": "文字",
    "PlacedDrawing": "圖示",
    "PlacedTable": "表格",
    "PlacedChart": "圖表",
    "PlacedPicture": "圖片",
}
_NESTED = frozenset(("chevron", "pentagon", "line"))


class OverlapCheck(Check):
    """兩個物件疊在一起，文字可能被遮住。

    底框裡的文字不算；只算彼此部分重疊的物件，以及圖示中部分重疊的形狀。
    改法：移開其中一個，或換一種版面。
    """

    id = "overlap"
    title = "物件重疊"
    family = "layout"
    severity = "error"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for sheet in sheets(subject):
            placed = [(frame, rect) for frame in sheet.slide.frames if (rect := _extent(sheet, frame)) is not None]
            for (one, first), (other, second) in combinations(placed, 2):
                yield from self._judged(sheet, one, _name(one), first, _name(other), second)
            for frame in sheet.content:
                if isinstance(frame, PlacedDrawing):
                    yield from self._inside(sheet, frame)

    def _inside(self, sheet: Sheet, drawing: PlacedDrawing) -> Iterator[Finding]:
        """Shapes with text of which neither lies inside the other; arrows of a process reach into each other."""
        shapes = [
            (shape, "".join(item.text for item in shape.paragraphs))
            for shape in drawing.shapes
            if shape.paragraphs and shape.shape not in _NESTED
        ]
        for (one, text), (other, words) in combinations(shapes, 2):
            if not holds(one.rect, other.rect) and not holds(other.rect, one.rect):
                names = f"「{text[:12]}」", f"「{words[:12]}」"
                yield from self._judged(sheet, drawing, names[0], one.rect, names[1], other.rect)

    def _judged(
        self, sheet: Sheet, frame: Placed, name: str, first: Rect, other: str, second: Rect
    ) -> Iterator[Finding]:
        width, height = common(first, second)
        if width > LEAST and height > LEAST:
            message = f"{name}與{other}重疊 {width:.0f}×{height:.0f} 點"
            yield self.about_made(sheet.made, sheet.place(frame.key), message, "請移開其中一個，或換一種版面")


def _extent(sheet: Sheet, frame: Placed) -> Rect | None:
    """Where a frame shows something: a text only as far as its lines reach."""
    if not isinstance(frame, PlacedText):
        return frame.rect
    setting = next((one for one in sheet.settings if one.frame == frame.rect and one.key == frame.key), None)
    return None if setting is None else sheet.extent(setting, frame.anchor)


def _name(frame: Placed) -> str:
    if isinstance(frame, PlacedText):
        text = "".join(item.text for item in frame.paragraphs)
        return f"「{text[:12]}」"
    return f"{_KINDS[type(frame).__name__]}「{frame.name[:12]}」"
