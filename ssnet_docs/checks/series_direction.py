"""Targets that turn back from one year to the next."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.series import series
from ssnet_docs.model.finding import Finding

_GROUPS = {"kpi", "important", "assessment"}


class SeriesDirectionCheck(Check):
    """逐年目標值退步：越高越好的指標，後一年的目標低於前一年；越低越好的指標則相反。

    目標逐年放寬，委員必問；也可能是打字錯誤。只看關鍵與重要指標的目標值；「增加5%」「累計」等不能逐年相比的不在此列。
    改法：核對數字；計畫確實如此，於 `data/accepted.csv` 寫明原因。
    """

    id = "series-direction"
    title = "目標逐年退步"
    family = "figures"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for one in series(subject):
            indicator = one.indicator
            if indicator is None or indicator.direction == "none" or indicator.group not in _GROUPS:
                continue
            if one.facts[0].kind != "target":
                continue
            for before, after in pairwise(one.comparable):
                if before.number is None or after.number is None:
                    continue
                worse = (
                    after.number < before.number if indicator.direction == "higher" else after.number > before.number
                )
                if worse:
                    better = "越高越好" if indicator.direction == "higher" else "越低越好"
                    message = f"{before.year}年{before.shown}，{after.year}年{after.shown}，這項指標{better}"
                    yield self.about(after, message, "請核對是否誤植；確實如此請說明原因")
