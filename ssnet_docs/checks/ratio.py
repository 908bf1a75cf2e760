"""Printed ratios against numerator and denominator."""

from __future__ import annotations

from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject, shown
from ssnet_docs.checks.parts.relations import reckoned, truncates
from ssnet_docs.model.finding import Finding


class RatioCheck(Check):
    """印出的百分比與分子、分母算出的不同。

    比率是最常被引用的數字；與分子分母不合，就無法確定哪個是對的。依印出的小數位數四捨五入後比較，無條件捨去也算不符。
    改法：重新計算並改正百分比；若分子或分母有誤，改正後再算。
    """

    id = "ratio"
    title = "比率與分子分母不符"
    family = "figures"
    severity = "error"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for one in reckoned(subject, "ratio"):
            if one.holds:
                continue
            quantity = one.result.quantity
            exact = shown(one.computed, "%")
            due = shown(one.computed, "%", quantity.decimals)
            why = "（印出的是捨去小數的結果）" if truncates(quantity, one.computed) else ""
            message = f"印{quantity}，但{one.numbers('÷')}＝{exact}{why}"
            yield self.about(one.result, message, f"四捨五入到同樣的小數位數應為{due}")
