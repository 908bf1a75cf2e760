"""Headings at the foot of a page whose text begins on the next."""

from __future__ import annotations

from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.made import files
from ssnet_docs.checks.parts.written import heading_level
from ssnet_docs.model.finding import Finding

_LOWER = 0.6
"""The share of a page below which a heading stands at its foot: a divider's stands higher."""


class HeadingAtFootCheck(Check):
    """報告的標題落在一頁的最後，內文在下一頁。

    讀者翻頁後不知道這段屬於哪個標題。
    改法：標題的段落勾選「與下段同頁」；由程式產生的標題都會與內文同頁。
    """

    id = "heading-at-foot"
    title = "標題落在頁尾"
    family = "rendered"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for made in files(subject):
            laid_out = made.laid_out
            for spot in laid_out.spots.values() if laid_out is not None else ():
                if laid_out is None or heading_level(made.written, spot.element) is None:
                    continue
                page = laid_out.pages[spot.page - 1]
                ends = spot.end == len(laid_out.stream)
                if not ends and spot.lowest > _LOWER * page.height and laid_out.is_last_on_page(spot):
                    message = f"標題「{spot.text[:30]}」在頁尾，內文在第 {spot.page + 1} 頁"
                    yield self.about_made(made, made.on_page(spot.page), message, "請勾選「與下段同頁」")
