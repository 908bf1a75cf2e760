"""Parts that are larger than their whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.figures import Figure, sentences
from ssnet_docs.checks.parts.texts import passages
from ssnet_docs.checks.parts.units import alike
from ssnet_docs.model.finding import Finding

_OF_WHICH = re.compile(r"^[^0-9。；]{0,12}[，、（(]?(?:其中|內含|（含|\(含|含)[^0-9。；，、]{0,10}$")
_MORE = re.compile(r"另|外加|加上|除")


class PartOfCheck(Check):
    """部分大於全部：7縣市，其中直轄市9個；246位青少年，其中277人就業。

    「其中」「含」後面的數字是前面的一部分，不可能比較大；多半是兩個數字前後對調，或期間、口徑不同。
    改法：核對兩個數字；不是包含關係的，不要寫「其中」。資料裡的包含關係，在 `data/relations.csv` 以 part-of 註明。
    """

    id = "part-of"
    title = "部分大於全部"
    family = "figures"
    severity = "error"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for relation in subject.data.relations():
            if relation.kind != "part-of":
                continue
            part = subject.data.fact(relation.result)
            whole = [subject.data.fact(key) for key in relation.keys]
            numbers = [fact.number for fact in whole if fact.number is not None]
            if part.number is None or len(numbers) < len(whole) or part.number <= sum(numbers):
                continue
            names = "與".join(f"「{fact.name}」{fact.shown}" for fact in whole)
            yield self.about(part, f"印{part.shown}，是{names}的一部分，卻比較大", "請核對兩個數字")
        for one in passages(subject):
            for sentence in sentences(one.text) if "其中" in one.text or "含" in one.text else ():
                for whole_figure, part_figure in zip(sentence.figures, sentence.figures[1:], strict=False):
                    if _is_larger_part(sentence.text, whole_figure, part_figure):
                        words = sentence.text[whole_figure.start : part_figure.end]
                        message = f"「{words}」：後面的數字比前面大，不是它的一部分"
                        yield self.at(one, message, "請核對兩個數字，或不寫「其中」")


def _is_larger_part(text: str, whole: Figure, part: Figure) -> bool:
    between = text[whole.end : part.start]
    if not _OF_WHICH.match(between) or _MORE.search(between):
        return False
    return alike(whole.quantity.unit, part.quantity.unit) and part.amount > whole.amount
