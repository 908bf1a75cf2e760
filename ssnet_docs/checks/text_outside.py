"""Text that is drawn outside its shape, its cell, its slide or its page."""

from __future__ import annotations

from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.made import Made, files
from ssnet_docs.checks.parts.placed_text import Stray, strays
from ssnet_docs.model.finding import Finding
from ssnet_docs.model.layout import Rect
from ssnet_docs.readers.drawn import overhang

_SHOWN = 20


class TextOutsideCheck(Check):
    """畫出來的文字超出圖形、儲存格、投影片或紙張，或沒有畫出來。

    放映時字疊在別的東西上，或被邊緣切掉；在自己的電腦上看不出來，因為每臺電腦的字型與斷行略有不同。以 LibreOffice
    畫出的位置為準，容許 2 點的誤差。表格超出投影片另由「表格被截斷」檢查。
    改法：縮短文字、放大圖形，或勾選「圖案內文字自動換行」。
    """

    id = "text-outside"
    title = "文字超出範圍"
    family = "rendered"
    severity = "error"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for made in files(subject):
            for number, page, frames in made.drawn_slides:
                told: dict[str, list[Stray]] = {}
                for stray in strays(page, frames):
                    if not stray.is_clipped_cell(page):
                        told.setdefault(stray.frame.whole if stray.frame is not None else "", []).append(stray)
                for name, found in told.items():
                    message = _told(name, max(found, key=lambda stray: stray.by), len(found))
                    yield self.about_made(made, made.on_slide(number), message, "請縮短文字或放大圖形")
            yield from self._off_paper(made)

    def _off_paper(self, made: Made) -> Iterator[Finding]:
        for page in made.pages if made.laid_out is not None else ():
            paper = Rect(0, 0, page.width, page.height)
            cut = "".join(glyph.text for glyph in page.glyphs if overhang(glyph.ink, paper) > 0)
            if cut:
                yield self.about_made(
                    made, made.on_page(page.number), f"「{cut[:_SHOWN]}」超出紙張", "請縮小表格、圖形或欄寬"
                )


def _told(name: str, worst: Stray, count: int) -> str:
    where = f"「{name}」的" if name else ""
    more = f"，共 {count} 處" if count > 1 else ""
    match worst.kind:
        case "missing":
            return f"{where}「{worst.text[:_SHOWN]}」沒有畫出來{more}"
        case "frame":
            return f"{where}「{worst.shown[:_SHOWN]}」超出圖框 {worst.by:.1f} 點{more}"
        case "nowhere":
            return f"「{worst.shown}」不在任何圖框裡{more}"
        case "slide":
            return f"{where}「{worst.shown[:_SHOWN]}」超出投影片{more}"
