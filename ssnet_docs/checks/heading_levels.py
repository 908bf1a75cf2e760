"""Headings of a report that skip a level."""

from __future__ import annotations

from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Place, Subject
from ssnet_docs.checks.parts.made import files
from ssnet_docs.checks.parts.written import W, heading_level, paragraph_text
from ssnet_docs.model.finding import Finding


class HeadingLevelsCheck(Check):
    """報告的標題跳過一層，例如「壹」之下直接是「（一）」；或第一個標題不是第一層。

    導覽窗格、目次與報讀軟體都依層次；跳層時看不出誰屬於誰，編號也會錯。
    改法：補上中間的標題，或改用上一層的標題樣式。
    """

    id = "heading-levels"
    title = "標題跳層"
    family = "accessibility"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for made in files(subject):
            body = made.written.body
            last, count = 0, 0
            for paragraph in body.iter(f"{W}p") if body is not None else ():
                level = heading_level(made.written, paragraph)
                text = paragraph_text(paragraph)
                if level is None or not text:
                    continue
                count += 1
                if level > last + 1:
                    before = f"前一個標題是第 {last} 層" if last else "它是第一個標題"
                    place = Place(f"heading-{count}", f"標題「{text[:20]}」")
                    message = f"「{text[:20]}」是第 {level} 層，{before}"
                    yield self.about_made(made, place, message, "請補上中間的標題，或改用上一層的樣式")
                last = level
