"""Identifiers that stand twice where they have to be unique."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Place, Subject
from ssnet_docs.checks.parts.made import Made, files, slides
from ssnet_docs.checks.parts.written import WP, A, P, W
from ssnet_docs.model.finding import Finding


class DuplicateIdentifiersCheck(Check):
    """同一張投影片的兩個物件、同一份報告的兩個圖或書籤用了同一個編號；或連接線接到不存在的物件。

    動畫、連接線、交互參照與 LibreOffice 都依編號找對象，重複時會找錯，有時 Office 要求修復。
    改法：由 ssnet 重新產生；外來的檔案刪去重複的物件再貼上。
    """

    id = "duplicate-identifiers"
    title = "編號重複"
    family = "package"
    severity = "error"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for made, number, root in slides(subject):
            ids = Counter(item.get("id") for item in root.iter(f"{P}cNvPr"))
            for one in _twice(ids):
                yield self._found(made, made.on_slide(number), f"物件編號 {one} 用了 {ids[one]} 次")
            ends = {item.get("id") for item in root.iter(f"{A}stCxn", f"{A}endCxn")}
            for one in sorted(ends - set(ids)):
                yield self._found(made, made.on_slide(number), f"連接線接到不存在的物件 {one}")
        for made in files(subject):
            body = made.written.body
            if body is None:
                continue
            pictures = Counter(item.get("id") for item in body.iter(f"{WP}docPr"))
            for one in _twice(pictures):
                yield self._found(made, Place("drawings", "圖"), f"圖的編號 {one} 用了 {pictures[one]} 次")
            names = Counter(item.get(f"{W}name", "").lower() for item in body.iter(f"{W}bookmarkStart"))
            for one in _twice(names):
                yield self._found(made, Place("bookmarks", "書籤"), f"書籤「{one}」有 {names[one]} 個")

    def _found(self, made: Made, place: Place, message: str) -> Finding:
        return self.about_made(made, place, message, "請重新產生，或刪去重複的物件")


def _twice(counts: Counter[str]) -> list[str]:
    return sorted(one for one, count in counts.items() if count > 1)
