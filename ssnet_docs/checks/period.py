"""Periods that lack the word between their two ends, or end before they begin."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.model.finding import Finding

_RUN_ON = re.compile(r"[0-9]+月[0-9]+月|[0-9]+年[0-9]+年")
_YEARS = re.compile(r"([0-9]{2,3})年?\s*[-~～至到]\s*([0-9]{2,3})年")
_MONTHS = re.compile(r"(?<![0-9])([0-9]{1,2})月?\s*[-~～至到]\s*([0-9]{1,2})月")


class PeriodCheck(Check):
    """期間漏了「至」字，或結束早於開始：107年7月12月、109-107年。

    讀者無從知道是兩個月還是半年。
    改法：寫成「107年7月至12月」。
    """

    id = "period"
    title = "期間不完整"
    family = "figures"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for fact in subject.data.facts():
            if _RUN_ON.search(fact.period):
                yield self.about(fact, f"期間印為「{fact.period}」，漏「至」字", "請寫成 107年7月至12月")
                continue
            ends = [match.groups() for pattern in (_YEARS, _MONTHS) for match in pattern.finditer(fact.period)]
            if any(int(first) > int(last) for first, last in ends):
                yield self.about(fact, f"期間「{fact.period}」結束早於開始", "請核對期間")
