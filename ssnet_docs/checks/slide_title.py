"""Slides without a title."""

from __future__ import annotations

from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.made import slides
from ssnet_docs.checks.parts.written import is_title, shapes, text_of
from ssnet_docs.model.finding import Finding


class SlideTitleCheck(Check):
    """投影片沒有標題，或標題欄位是空的。

    螢幕報讀軟體靠標題跳頁，大綱模式與目錄也是。看起來像標題的文字方塊不算標題（WCAG 2.2 準則 2.4.2）。
    改法：選有標題欄位的版面，把標題寫在標題欄位裡。
    """

    id = "slide-title"
    title = "投影片沒有標題"
    family = "accessibility"
    severity = "error"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for made, number, root in slides(subject):
            titles = [shape for shape in shapes(root) if is_title(shape)]
            if not any(text_of(shape) for shape in titles):
                message = "標題欄位是空的" if titles else "投影片沒有標題欄位"
                yield self.about_made(made, made.on_slide(number), message, "請在標題欄位寫上標題")
