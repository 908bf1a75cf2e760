"""Slides of one deck with the same title."""

from __future__ import annotations

from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.made import slides
from ssnet_docs.checks.parts.written import is_title, shapes, text_of
from ssnet_docs.model.finding import Finding


class TitleUniqueCheck(Check):
    """兩張投影片的標題一樣。

    只聽標題的人分不出是哪一張；會場上說「請翻到這一張」也說不清楚。續頁標上（續）2/3 的不算重複。
    改法：標題說出這一張的重點，或加上第幾部分。
    """

    id = "title-unique"
    title = "標題重複"
    family = "accessibility"

    def run(self, subject: Subject) -> Iterator[Finding]:
        seen: dict[tuple[int, str], int] = {}
        for made, number, root in slides(subject):
            title = next((text for shape in shapes(root) if is_title(shape) and (text := text_of(shape))), "")
            first = seen.setdefault((id(made), title), number)
            if title and first != number:
                message = f"標題「{title[:30]}」與第 {first} 張相同"
                yield self.about_made(made, made.on_slide(number), message, "請讓標題說出這一張的重點")
