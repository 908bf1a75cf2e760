"""Texts that are drawn on top of each other."""

from __future__ import annotations

from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.made import files
from ssnet_docs.checks.parts.overprinted import overprinted
from ssnet_docs.model.finding import Finding


class TextOverprintedCheck(Check):
    """兩段文字畫在同一個地方，疊在一起。

    常見於圖表的標示、擠在一起的文字方塊，以及變高的表格壓到下面的文字。
    改法：移開其中一個；圖表改用資料表或減少標示。
    """

    id = "text-overprinted"
    title = "文字相疊"
    family = "rendered"
    severity = "error"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for made in files(subject):
            for page in made.pages:
                pairs = overprinted(page)
                if not pairs:
                    continue
                more = f"等 {len(pairs)} 處" if len(pairs) > 1 else ""
                message = f"「{pairs[0][0]}」與「{pairs[0][1]}」疊在一起{more}"
                yield self.about_made(made, made.on_page(page.number), message, "請移開其中一個，或減少圖表的標示")
