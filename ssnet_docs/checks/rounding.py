"""Percentages of one column that are rounded to different decimals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from ssnet_docs.checks.parts.base import Check, Subject, shown
from ssnet_docs.checks.parts.relations import Reckoned, reckoned
from ssnet_docs.model.fact import Fact
from ssnet_docs.model.finding import Finding

_FEWEST = 3  # rates that make a column
_EXACT = (Decimal(0), Decimal(100))


class RoundingCheck(Check):
    """同一欄的比率取到不同的小數位，或同一個比率在兩處取位不同。

    88.4%、85%、92.4% 並列，讀者不知道85%是剛好還是四捨五入；同一個比率一處印94%、一處印93.6%，看來像兩個數字。
    改法：同一欄用同樣的小數位數，補上末位的0；0%與100%可以不補。
    """

    id = "rounding"
    title = "小數位數不一"
    family = "figures"
    severity = "note"

    def run(self, subject: Subject) -> Iterator[Finding]:
        rates = {one.result.key: one for one in reckoned(subject, "ratio")}
        columns: dict[tuple[str, str, str, str], list[Fact]] = {}
        for fact in subject.data.facts():
            if fact.kind == "rate" and fact.unit == "%" and fact.indicator and not fact.quantity.is_mark:
                columns.setdefault((fact.source, fact.slide, fact.place, fact.when), []).append(fact)
        for facts in columns.values():
            yield from self._column([fact for fact in facts if fact.number not in _EXACT], rates)
        yield from self._twice(rates)

    def _column(self, facts: list[Fact], rates: dict[str, Reckoned]) -> Iterator[Finding]:
        if len(facts) < _FEWEST:
            return
        usual, times = Counter(fact.quantity.decimals for fact in facts).most_common(1)[0]
        if times * 2 <= len(facts):
            return
        pattern = next(fact for fact in facts if fact.quantity.decimals == usual)
        for fact in facts:
            if fact.quantity.decimals == usual:
                continue
            known = rates.get(fact.key)
            due = known.computed if known and known.holds else fact.number or Decimal(0)
            message = f"印{fact.shown}，同欄其他為{usual}位小數（例如{pattern.shown}）"
            yield self.about(fact, message, f"請寫成{shown(due, '%', usual)}")

    def _twice(self, rates: dict[str, Reckoned]) -> Iterator[Finding]:
        seen: dict[tuple[tuple[str, ...], ...], Reckoned] = {}
        for one in rates.values():
            other = seen.setdefault(one.relation.operands, one)
            if other is one or not (one.holds and other.holds):
                continue
            first, second = one.result, other.result
            if first.quantity.decimals != second.quantity.decimals:
                message = f"印{first.shown}，「{second.name}」印{second.shown}，是同一個比率（{one.numbers('÷')}）"
                yield self.about(first, message, "請取同樣的小數位數")
