"""Frames that reach over the slide's edge."""

from __future__ import annotations

from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.sheets import Sheet, sheets
from ssnet_docs.model.finding import Finding
from ssnet_docs.model.layout import Rect
from ssnet_docs.model.page import PlacedDrawing

SLACK = 0.5
"""Points: rounding."""


class OffSlideCheck(Check):
    """物件超出投影片的邊界，放映與列印時會被切掉。

    改法：縮小或移回投影片裡；範本的欄位超出時，改範本的位置。
    """

    id = "off-slide"
    title = "超出投影片"
    family = "layout"
    severity = "error"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for sheet in sheets(subject):
            for key, rect in _frames(sheet):
                sides = {
                    "左": -rect.x,
                    "上": -rect.y,
                    "右": rect.right - sheet.theme.width,
                    "下": rect.bottom - sheet.theme.height,
                }
                out = [f"{side}邊 {by:.0f} 點" for side, by in sides.items() if by > SLACK]
                if out:
                    message = f"物件超出投影片{'、'.join(out)}"
                    yield self.about_made(sheet.made, sheet.place(key), message, "請縮小，或移回投影片裡")


def _frames(sheet: Sheet) -> Iterator[tuple[str, Rect]]:
    for frame in sheet.slide.frames:
        yield frame.key, frame.rect
        for shape in frame.shapes if isinstance(frame, PlacedDrawing) else ():
            if shape.rect != frame.rect:
                yield frame.key, shape.rect
