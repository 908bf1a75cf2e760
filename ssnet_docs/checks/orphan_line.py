"""Single lines of a paragraph that are parted from the rest by the end of a slide."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.sheets import Setting, Sheet, sheets
from ssnet_docs.model.finding import Finding
from ssnet_docs.model.text import Paragraph

_ENDS = tuple("。！？；：.!?;:）」』")


class OrphanLineCheck(Check):
    """一段文字跨兩張投影片時，只有一行落在前一張的末尾或後一張的開頭。

    孤零零的一行讀不成句，換頁時會漏看。
    改法：縮短這一段，或在這裡分成兩張投影片。
    """

    id = "orphan-line"
    title = "落單的一行"
    family = "layout"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for one, other in pairwise(sheets(subject)):
            if one.made is other.made and other.slide.part == one.slide.part + 1:
                yield from self._between(one, other)

    def _between(self, one: Sheet, other: Sheet) -> Iterator[Finding]:
        for first in _texts(one):
            second = next((item for item in _texts(other) if item.key == first.key), None)
            if second is None or not _cut(first.paragraphs[-1], second.paragraphs[0]):
                continue
            ends = (one, first, first.paragraphs[-1], "末尾"), (other, second, second.paragraphs[0], "開頭")
            for sheet, setting, paragraph, where in ends:
                if len(sheet.lines(setting, paragraph)) == 1:
                    message = f"這一段只有一行「{paragraph.text[:20]}」在這張的{where}"
                    yield self.about_made(sheet.made, sheet.place(setting.key), message, "請縮短這一段，或分成兩張")


def _texts(sheet: Sheet) -> list[Setting]:
    return [setting for setting in sheet.settings if not setting.cell and not setting.own]


def _cut(last: Paragraph, first: Paragraph) -> bool:
    """Whether one paragraph continues as the other: no mark of its own, and the first part ends within a sentence.

    What is repeated on every part (a unit line) is no continuation.
    """
    alike = first.role == last.role and first.mark is None and first.text != last.text
    return alike and not last.text.rstrip().endswith(_ENDS)
