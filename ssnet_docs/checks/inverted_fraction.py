"""A fraction printed beside a percentage with numerator and denominator exchanged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ssnet_docs.checks.parts.base import Check, Subject, shown
from ssnet_docs.model.finding import Finding
from ssnet_docs.model.quantity import rounded

_FRACTION = re.compile(r"([0-9][0-9,]*) ?/ ?([0-9][0-9,]*)")


class InvertedFractionCheck(Check):
    """百分比旁邊附的分數，分子與分母顛倒，或與百分比不合。

    例如 94.44%(72/68)：72÷68 大於 1，不可能是 94.44%；68÷72 才是。讀者照分數重算會得到另一個數字。
    改法：把分數寫成「分子/分母」；若兩個方向都不合，重新核對人數與百分比。
    """

    id = "inverted-fraction"
    title = "分子分母顛倒"
    family = "figures"
    severity = "error"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for fact in subject.data.facts():
            match = _FRACTION.fullmatch(fact.quantity.qualifier)
            number = fact.number
            if match is None or number is None or fact.unit != "%":
                continue
            first, second = (Decimal(part.replace(",", "")) for part in match.groups())
            if not first or not second:
                continue
            straight, turned = first / second * 100, second / first * 100
            if rounded(straight, fact.quantity.decimals) == number:
                continue
            printed = f"印{fact.quantity}，但{match[1]}÷{match[2]}＝{shown(straight, '%')}"
            if abs(turned - number) < abs(straight - number):
                agrees = rounded(turned, fact.quantity.decimals) == number
                rest = "" if agrees else f"，與印出的{fact.quantity.figure}%仍不合"
                message = f"{printed}；分子與分母顛倒，{match[2]}÷{match[1]}＝{shown(turned, '%')}{rest}"
                yield self.about(fact, message, f"分數應寫成 {match[2]}/{match[1]}")
            else:
                yield self.about(fact, printed, "請核對分子、分母與百分比")
