"""Placeholders of a layout that nothing stands in."""

from __future__ import annotations

from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.sheets import Sheet, common, sheets
from ssnet_docs.model.finding import Finding
from ssnet_docs.model.page import PlacedText


class EmptyPlaceholderCheck(Check):
    """版面有放內容的欄位，卻沒有放東西；或欄位裡只有空白。

    放映時那裡是一片空白，編輯時顯示「按一下以新增文字」，看得出沒有做完。
    改法：補上內容，或換成欄位較少的版面（見 ssnet layouts）。
    """

    id = "empty-placeholder"
    title = "空的欄位"
    family = "layout"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for sheet in sheets(subject):
            for name in _empty(sheet):
                message = f"版面「{sheet.layout.title}」的欄位「{name}」是空的"
                yield self.about_made(sheet.made, sheet.place(), message, "請補上內容，或換成欄位較少的版面")


def _empty(sheet: Sheet) -> Iterator[str]:
    """The layout's places for content in which nothing stands, and texts without words."""
    for slot in sheet.layout.object_slots:
        if not any(min(common(slot.rect, frame.rect)) > 1 for frame in sheet.content):
            yield slot.name
    for frame in sheet.slide.frames:
        if isinstance(frame, PlacedText) and frame.slot and not any(item.text.strip() for item in frame.paragraphs):
            yield frame.slot
