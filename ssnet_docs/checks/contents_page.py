"""Page numbers in a table of contents that are not those of the pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Place, Subject
from ssnet_docs.checks.parts.laid_out import LaidOut, Spot
from ssnet_docs.checks.parts.made import files
from ssnet_docs.checks.parts.placed_text import folded
from ssnet_docs.checks.parts.written import Element, W, heading_level, paragraph_text
from ssnet_docs.model.finding import Finding

_STYLE = re.compile(r"toc \d|table of figures")
_ENTRY = re.compile(r"^(.*?)[\s.．…·]*(\d+)$", re.DOTALL)
_REFERENCE = re.compile(r"PAGEREF\s+(\S+)")


class ContentsPageCheck(Check):
    """目錄（表目錄、圖目錄）的頁碼不是標題所在的頁，或指向不存在的標題。

    翻到那一頁找不到，整份文件的可信度就打折；多半是改了內容沒有更新目錄。頁碼從中間重新起算的也算得對。
    改法：在 Word 的目錄按右鍵選「更新功能變數」；由程式產生的目錄以 LibreOffice 排版後填入頁碼。
    """

    id = "contents-page"
    title = "目錄頁碼不符"
    family = "rendered"
    severity = "error"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for made in files(subject):
            laid_out = made.laid_out
            if laid_out is None:
                continue
            for number, message in _judged(laid_out):
                place = Place(f"contents-{number}", f"目錄第 {number} 項")
                yield self.about_made(made, place, message, "請更新目錄")


def _judged(laid_out: LaidOut) -> Iterator[tuple[int, str]]:
    entries = [one for one in laid_out.paragraphs if _STYLE.fullmatch(laid_out.style_name(one))]
    targets = _Targets(laid_out)
    for number, entry in enumerate(entries, 1):
        match = _ENTRY.match(paragraph_text(entry))
        if match is None:
            continue
        title, printed = match[1].strip(), int(match[2])
        bookmark = _bookmark(entry)
        if bookmark is not None and bookmark not in targets.bookmarks:
            yield number, f"「{title[:30]}」指向的標題不存在"
            continue
        spot = targets.spot(bookmark, title)
        page = laid_out.printed(spot.page) if spot is not None else printed
        if page != printed:
            yield number, f"「{title[:30]}」印第 {printed} 頁，實際在第 {page} 頁"


def _bookmark(entry: Element) -> str | None:
    """What an entry leads to: its link's anchor, or the bookmark whose page its field gives."""
    for link in entry.iter(f"{W}hyperlink"):
        if link.get(f"{W}anchor"):
            return str(link.get(f"{W}anchor"))
    code = "".join(node.text or "" for node in entry.iter(f"{W}instrText"))
    match = _REFERENCE.search(code)
    return match[1] if match else None


class _Targets:
    """Where the entries of a table of contents lead to."""

    def __init__(self, laid_out: LaidOut) -> None:
        self.laid_out = laid_out
        self.bookmarks: dict[str, Element | None] = {}
        body = laid_out.written.body
        waiting: list[str] = []
        for node in body.iter(f"{W}bookmarkStart", f"{W}p") if body is not None else ():
            if node.tag == f"{W}p":
                for name in waiting:
                    self.bookmarks[name] = node
                waiting = []
                continue
            over = next((one for one in node.iterancestors(f"{W}p")), None)
            self.bookmarks[node.get(f"{W}name", "")] = over
            if over is None:
                waiting.append(node.get(f"{W}name", ""))
        self.headings: dict[str, list[Spot]] = {}
        for spot in laid_out.spots.values():
            if heading_level(laid_out.written, spot.element) is not None:
                self.headings.setdefault(folded(spot.text), []).append(spot)

    def spot(self, bookmark: str | None, title: str) -> Spot | None:
        """Where an entry's heading was drawn; None where that is not known for certain."""
        if bookmark is not None:
            paragraph = self.bookmarks.get(bookmark)
            return self.laid_out.spots.get(paragraph) if paragraph is not None else None
        named = self.headings.get(folded(title), [])
        return named[0] if len(named) == 1 else None
