"""Growth that is not the growth, above all a ratio that is called growth."""

from __future__ import annotations

from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject, shown
from ssnet_docs.checks.parts.relations import reckoned
from ssnet_docs.model.finding import Finding


class GrowthCheck(Check):
    """印出的成長率不是成長率，常見的是把兩年的比（今年÷去年）當成成長率，多了100個百分點。

    由100增為220是成長120%，不是220%；誇大一倍的成果，被追問時無法說明。
    改法：成長率＝（新－舊）÷舊×100%；要保留原數字，就改寫為「為去年的2.2倍」。
    """

    id = "growth"
    title = "成長率計算錯誤"
    family = "figures"
    severity = "error"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for one in reckoned(subject, "growth"):
            quantity = one.result.quantity
            if one.holds or quantity.number is None:
                continue
            old, new = one.operands[0][0], one.operands[-1][0]
            ratio = one.computed + 100
            due = f"（{new.quantity.figure}－{old.quantity.figure}）÷{old.quantity.figure}＝{shown(one.computed, '%')}"
            if abs(quantity.number - ratio) < 1:
                times = f"{new.quantity.figure}÷{old.quantity.figure}＝{shown(ratio, '%')}"
                message = f"印{quantity}，是兩期的比（{times}）；{due}"
            else:
                message = f"印{quantity}，但{due}"
            yield self.about(one.result, message, "成長率要先減去原來的100%")
