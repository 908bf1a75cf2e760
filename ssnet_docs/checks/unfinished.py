"""Sentences that break off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.texts import Passage, passages
from ssnet_docs.model.finding import Finding

_BROKEN = re.compile(r"(?:[，、]|(?:以及|並且|因此|由於|例如|包括|其中)[：，]?)[\s　]*$")
_NAMES = ("strategies", "short"), ("programmes", "name"), ("agencies", "name")
_FEWEST = 4  # characters of a name whose last one is missed


class UnfinishedCheck(Check):
    """句子沒有寫完，停在逗號、頓號或「例如」；或標題少了一個字，例如「社工專業久」漏了「任」。

    多半是貼上時斷行，或後半句移到別處。標題與 `data/` 的策略簡稱、計畫及機關名稱比對，只差最後一個字的指出來。
    改法：補完或刪去。
    """

    id = "unfinished"
    title = "句子未完"
    family = "content"

    def run(self, subject: Subject) -> Iterator[Finding]:
        names = {row[column] for table, column in _NAMES for row in subject.rows(table) if len(row[column]) >= _FEWEST}
        every = passages(subject)
        for at, one in enumerate(every):
            if one.part in {"table", "chart", "source"}:
                continue
            if _BROKEN.search(one.text) and not _goes_on(one, every[at + 1 : at + 2]):
                yield self.at(one, f"句子停在「{one.text[-12:]}」", "請補完或刪去")
            elif one.part == "title":
                cut = [name for name in names if one.text.endswith(name[:-1])]
                if cut and not any(one.text.endswith(name) for name in names):
                    yield self.at(one, f"「{one.text}」像是「{max(cut, key=len)}」漏了末字", "請核對名稱")


def _goes_on(one: Passage, rest: Sequence[Passage]) -> bool:
    """Whether the sentence goes on in the next line, as verses on a slide do."""
    following = [(other.document, other.key, other.part, other.source) for other in rest]
    return following == [(one.document, one.key, one.part, one.source)]
