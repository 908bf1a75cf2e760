"""Percentages of a count that no whole number gives."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_FLOOR

from ssnet_docs.checks.parts.base import Check, Subject, shown
from ssnet_docs.model.finding import Finding
from ssnet_docs.model.quantity import rounded


class ShareCheck(Check):
    """百分比不可能由這個件數算出：629件的99.70%不是整數件。

    人與案件是整數，n 件之中只有 n＋1 種百分比；印出的不在其中，百分比或件數必有一個是錯的（統計上的 GRIM 檢定）。
    改法：找回分子重新計算。關係在 `data/relations.csv` 以 share 註明。
    """

    id = "share"
    title = "百分比與件數不合"
    family = "figures"
    severity = "error"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for relation in subject.data.relations():
            if relation.kind != "share":
                continue
            share, count = subject.data.fact(relation.result), subject.data.fact(relation.keys[0])
            quantity = share.quantity
            if quantity.number is None or not count.number or quantity.unit != "%":
                continue
            whole, below = count.number, (quantity.number * count.number / 100).to_integral_value(ROUND_FLOOR)
            near = [(one, one / whole * 100) for one in (below, below + 1) if one <= whole]
            if any(rounded(exact, quantity.decimals) == quantity.number for _, exact in near):
                continue
            decimals = max(2, quantity.decimals)
            around = "、".join(
                f"{shown(one)}÷{count.quantity.figure}＝{shown(exact, '%', decimals)}" for one, exact in near
            )
            message = f"印{quantity}，但「{count.name}」是{count.shown}，最近的是{around}"
            yield self.about(share, message, "請找回分子重新計算")
