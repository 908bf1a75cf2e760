"""A fraction printed beside a percentage with numerator and denominator exchanged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ssnet_docs.checks.parts.base import Check, Subject, shown
from ssnet_docs.checks.parts.texts import passages
from ssnet_docs.model.finding import Finding
from ssnet_docs.model.quantity import rounded

_IN_TEXT = re.compile(
    r"(?<![0-9.])([0-9]+(?:\.[0-9]+)?)% ?[（(]([0-9][0-9,]*)[人件案戶]? ?[/÷／] ?([0-9][0-9,]*)[人件案戶]?[）)]"
)
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
            if match is not None and number is not None and fact.unit == "%":
                judged = _judged(str(fact.quantity), number, fact.quantity.decimals, match[1], match[2])
                if judged is not None:
                    yield self.about(fact, *judged)
        for one in passages(subject):
            for match in _IN_TEXT.finditer(one.text) if "%" in one.text and one.part != "source" else ():
                decimals = len(match[1].partition(".")[2])
                judged = _judged(match[0], Decimal(match[1]), decimals, match[2], match[3])
                if judged is not None:
                    yield self.at(one, *judged)


def _judged(printed: str, number: Decimal, decimals: int, over: str, under: str) -> tuple[str, str] | None:
    """What is wrong with a percentage beside its fraction, and what to do; None where they agree."""
    first, second = (Decimal(part.replace(",", "")) for part in (over, under))
    if not first or not second:
        return None
    straight, turned = first / second * 100, second / first * 100
    if rounded(straight, decimals) == number:
        return None
    told = f"印{printed}，但{over}÷{under}＝{shown(straight, '%')}"
    if abs(turned - number) >= abs(straight - number):
        return told, "請核對分子、分母與百分比"
    agrees = rounded(turned, decimals) == number
    rest = "" if agrees else f"，與印出的{number}%仍不合"
    return f"{told}；分子與分母顛倒，{under}÷{over}＝{shown(turned, '%')}{rest}", f"分數應寫成 {under}/{over}"
