"""Slides that are too full."""

from __future__ import annotations

from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.sheets import sheets
from ssnet_docs.model.finding import Finding

LIMIT = 0.40
"""Share of the content's region that lines of text may cover. By eye: the fullest good slides cover a third."""


class SlideFullCheck(Check):
    """一張投影片的文字占去內容區太多面積。

    文字行占內容區四成以上時，段落之間沒有留白，後排看不清楚重點。表格的文字也算，圖與圖表不算。
    改法：刪去次要的句子、分成兩張，或把細節移到備忘稿與附錄。
    """

    id = "slide-full"
    title = "版面太滿"
    family = "layout"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for sheet in sheets(subject):
            if sheet.text_share > LIMIT:
                message = f"文字占內容區的 {sheet.text_share:.0%}，超過 {LIMIT:.0%}"
                yield self.about_made(sheet.made, sheet.place(), message, "請刪減、分成兩張，或把細節移到備忘稿")
