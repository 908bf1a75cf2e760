"""A figure far away from those of the years beside it."""

from __future__ import annotations

from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.series import series
from ssnet_docs.model.fact import Fact
from ssnet_docs.model.finding import Finding

_FACTOR = 3  # how many times larger or smaller than its neighbours
_CALM = 1.5  # neighbours that differ by more than this are no measure
_SMALLEST = 10  # counts below this jump by nature


class SeriesOutlierCheck(Check):
    """逐年數列裡有一年與前後年差三倍以上，而前後年彼此相近。

    多半是數字倒置、漏字或小數點錯位，例如 87%、8.57%、88% 的 8.57% 應為 87.5%。
    改法：核對原始資料；數字確實如此，於 `data/accepted.csv` 寫明原因。
    """

    id = "series-outlier"
    title = "數列中的離群值"
    family = "figures"
    severity = "error"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for one in series(subject):
            facts = one.comparable
            for at, fact in enumerate(facts):
                near = _neighbours(facts, at)
                if near and _is_far(fact, near):
                    around = "、".join(f"{other.when or other.year}年{other.shown}" for other in near)
                    yield self.about(fact, f"印{fact.shown}，鄰近各年為{around}", "請核對是否數字倒置或小數點錯位")


def _neighbours(facts: tuple[Fact, ...], at: int) -> tuple[Fact, ...]:
    """The two nearest in time: one on each side, or both on one side at an end; none where there are fewer."""
    if len(facts) < 3:
        return ()
    start = min(max(at - 1, 0), len(facts) - 3)
    return tuple(other for index, other in enumerate(facts[start : start + 3], start) if index != at)


def _is_far(fact: Fact, near: tuple[Fact, ...]) -> bool:
    numbers = [abs(other.number) for other in near if other.number is not None]
    number = abs(fact.number) if fact.number is not None else None
    if number is None or min(numbers) == 0 or max(number, *numbers) < _SMALLEST:
        return False
    if max(numbers) > min(numbers) * type(number)(str(_CALM)):
        return False
    return number * _FACTOR < min(numbers) or number > max(numbers) * _FACTOR
