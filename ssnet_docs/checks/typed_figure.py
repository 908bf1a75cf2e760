"""Figures typed in prose that the data hold already."""

from __future__ import annotations

from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.figures import sentences
from ssnet_docs.checks.parts.names import Mention, mention
from ssnet_docs.checks.parts.texts import Passage, passages
from ssnet_docs.model.fact import Fact
from ssnet_docs.model.finding import Finding

_MOST = 3  # figures of the data that a message names


class TypedFigureCheck(Check):
    """手打在文字裡的數字，與資料裡同名、同單位、同年度的數字不同；或相同而沒有引用。

    資料更新時，手打的數字不會跟著改，是簡報前後不一的主因。只看名稱緊接在數字前面的句子；只說增減的不比較。
    改法：改用 `{{ fact('…') }}` 引用，數字就不會再錯。相同而沒有引用的列為提示。
    """

    id = "typed-figure"
    title = "手打的數字"
    family = "figures"
    severity = "error"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for one in passages(subject):
            if one.part in {"source", "chart", "table"} or not any(letter.isdigit() for letter in one.typed):
                continue
            for sentence in sentences(one.typed):
                for at in range(len(sentence.figures)):
                    found = mention(subject, sentence, at)
                    if found is not None:
                        yield from self._judged(subject, one, found, sentence.text)

    def _judged(self, subject: Subject, one: Passage, found: Mention, text: str) -> Iterator[Finding]:
        words = text[found.figure.start : found.figure.end]
        same = found.agreeing
        if same is None:
            known = "、".join(_told(fact) for fact in found.facts[:_MOST])
            message = f"「{found.name}」寫{words}，資料是{known}"
            yield self.at(one, message, f"請改用 {{{{ fact('{found.facts[0].key}') }}}} 引用")
        elif not subject.as_printed:
            message = f"「{found.name}」的{words}是手打的，與資料相同"
            yield self.at(one, message, f"請改用 {{{{ fact('{same.key}') }}}} 引用", "note")


def _told(fact: Fact) -> str:
    return f"{fact.year}年{fact.shown}" if fact.year else fact.shown
