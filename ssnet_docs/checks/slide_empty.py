"""Slides that are nearly empty."""

from __future__ import annotations

from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.sheets import sheets
from ssnet_docs.model.finding import Finding

LIMIT = 0.04
"""Share of the content's region that text and pictures cover at least: a timeline of three words covers 5 %."""


class SlideEmptyCheck(Check):
    """一張投影片幾乎是空的：內容區裡只有一兩行字，沒有圖。

    為一句話翻一頁，會場上會以為漏了內容；多半是沒有併入前後的投影片。封面、分隔頁與只有標題的版面不算。
    改法：併入前後的投影片，或補上圖表與說明；確實只有一句話要說時，改用引言或醒目方塊，並註明接受的理由。
    """

    id = "slide-empty"
    title = "版面太空"
    family = "layout"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for sheet in sheets(subject):
            share = sheet.ordinary_text_share + sheet.picture_share
            if sheet.area is not None and share < LIMIT:
                message = f"文字與圖只占內容區的 {share:.1%}，不到 {LIMIT:.0%}"
                yield self.about_made(sheet.made, sheet.place(), message, "請併入前後的投影片，或補上內容")
