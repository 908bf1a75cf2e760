"""Targets that were already reached before their year began."""

from __future__ import annotations

from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.series import series
from ssnet_docs.model.fact import Fact, Indicator
from ssnet_docs.model.finding import Finding


class TargetEasierCheck(Check):
    """目標值比最近一年的實際值容易：還沒開始就已達成。

    這樣的目標沒有鑑別力，審查時會被要求調高，也可能是目標或實際值有誤。
    改法：調高目標，或說明實際值偏高的原因；維持原目標時，於 `data/accepted.csv` 寫明理由。
    """

    id = "target-easier"
    title = "目標低於現況"
    family = "figures"

    def run(self, subject: Subject) -> Iterator[Finding]:
        actuals: dict[tuple[str, str], Fact] = {}
        targets: list[tuple[Indicator, tuple[Fact, ...]]] = []
        for one in series(subject):
            if one.indicator is None or one.indicator.direction == "none" or not one.comparable:
                continue
            last = one.comparable[-1]
            if last.kind == "target":
                targets.append((one.indicator, one.comparable))
            elif last.kind == "actual":
                known = actuals.setdefault((one.indicator.id, last.place), last)
                if (last.year or 0) > (known.year or 0):
                    actuals[one.indicator.id, last.place] = last
        for indicator, facts in targets:
            actual = actuals.get((indicator.id, facts[0].place))
            if actual is None or actual.year is None or actual.unit != facts[0].unit:
                continue
            easier = [fact for fact in facts if (fact.year or 0) > actual.year and _is_easier(fact, actual, indicator)]
            if easier:
                years = "、".join(f"{fact.year}年{fact.shown}" for fact in easier)
                worse = "低於" if indicator.direction == "higher" else "高於"
                message = f"目標{years}，{worse}{actual.year}年實際值{actual.shown}"
                yield self.about_indicator(indicator, message, "請調整目標，或說明實際值偏高的原因")


def _is_easier(target: Fact, actual: Fact, indicator: Indicator) -> bool:
    if target.number is None or actual.number is None:
        return False
    return target.number < actual.number if indicator.direction == "higher" else target.number > actual.number
