"""A single character on a paragraph's last line."""

from __future__ import annotations

from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.sheets import Setting, Sheet, sheets
from ssnet_docs.model.finding import Finding
from ssnet_docs.model.text import Paragraph
from ssnet_docs.model.typography import indent, is_wide

TIGHT = 1.0 / 0.95
"""How much wider a line is than compose reckons: `compose.lines.SAFETY` is left out, as in an office program."""

_CERTAIN = 0.9
_MARKS = "。，、；：！？」』）》〉】.,;:!?)"


class LastLineCharacterCheck(Check):
    """一段文字的最後一行只有一個字（標點不算）。

    孤字占去一整行，排版上難看，放映時也容易被當成漏字。以程式量測的斷行為準，Office 的斷行可能差一個字，所以只是提示。
    改法：增減一兩個字，或把詞換短。
    """

    id = "last-line-character"
    title = "末行孤字"
    family = "layout"
    severity = "note"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for sheet in sheets(subject):
            for setting in sheet.settings:
                for paragraph in setting.paragraphs:
                    if _alone(sheet, setting, paragraph):
                        message = f"「{paragraph.text[-16:]}」的最後一行只有一個字"
                        yield self.about_made(sheet.made, sheet.place(setting.key), message, "請增減一兩個字")


def _alone(sheet: Sheet, setting: Setting, paragraph: Paragraph) -> bool:
    """Whether one character is left alone both as compose breaks lines and with the line's whole width."""
    if _is_short(setting, paragraph):
        return False
    for width in (1.0, TIGHT):
        lines = sheet.lines(setting, paragraph, width)
        last = lines[-1].text.strip(_MARKS + " ") if len(lines) > 1 else ""
        broken = len(lines) > 1 and paragraph.text[: lines[-1].start].endswith(("\n", "\v"))
        if len(last) != 1 or not is_wide(last) or broken:
            return False
    return True


def _is_short(setting: Setting, paragraph: Paragraph) -> bool:
    """Whether a paragraph stands on one line for certain: no character is wider than its em."""
    ems = sum(len(run.text) * run.scale for run in paragraph.runs)
    return ems * (paragraph.size or 0.0) < _CERTAIN * setting.room.width - max(indent(paragraph))
