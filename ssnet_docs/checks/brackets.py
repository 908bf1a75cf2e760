"""Brackets and quotation marks that are not closed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.texts import passages
from ssnet_docs.model.finding import Finding

_PAIRS = {"(": ")", "（": "）", "「": "」", "『": "』", "【": "】", "《": "》", "〈": "〉", "[": "]", "“": "”"}
_CLOSING = {close: opening for opening, close in _PAIRS.items()}
_NUMBERING = re.compile(r"(?:^|(?<=[\s；;，,。、：]))[0-9一二三四五六七八九十a-zA-Z]{1,2}[)）]")  # 1) and 一）


class BracketsCheck(Check):
    """括號或引號沒有成對。

    讀者不知道補充說明到哪裡為止；也常是貼上時漏了一段文字。「1)」這類編號不算；全形與半形不成對也會指出。
    改法：補上另一半，前後用同一種括號。
    """

    id = "brackets"
    title = "括號引號不成對"
    family = "content"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for one in passages(subject):
            mark = unbalanced(one.text)
            if mark:
                message = f"「{mark}」沒有成對：{one.text[:60]}"
                yield self.at(one, message, "請補上另一半")


def unbalanced(text: str) -> str:
    """The first bracket or quotation mark without its other half, "" where all are paired."""
    open_marks: list[str] = []
    for character in _NUMBERING.sub("", text):
        if character in _PAIRS:
            open_marks.append(character)
        elif character in _CLOSING:
            if not open_marks or open_marks[-1] != _CLOSING[character]:
                return character
            open_marks.pop()
        elif character == '"':  # the straight mark opens and closes
            if open_marks and open_marks[-1] == character:
                open_marks.pop()
            else:
                open_marks.append(character)
    return open_marks[0] if open_marks else ""
