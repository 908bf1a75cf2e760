"""Calculations written out in text that do not come out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ssnet_docs.checks.parts.base import Check, Subject, shown
from ssnet_docs.checks.parts.texts import passages
from ssnet_docs.model.finding import Finding
from ssnet_docs.model.quantity import rounded

_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_TERM = rf"(?:{_NUMBER})[%一-鿿]{{0,2}}"
_GROUP = rf"[（(]{_TERM}(?: ?[＋+－−] ?{_TERM})+[）)]|{_TERM}"
_EQUATION = re.compile(
    rf"(?<![0-9.,%）)＋+－−×÷])((?:{_GROUP})(?: ?[＋+－−×÷] ?(?:{_GROUP}))+) ?[＝=] ?({_NUMBER})(%?)(?![0-9])"
)
_TOKEN = re.compile(rf"({_NUMBER})(%?)|([＋+－−×÷（(）)])")
_SIGNS = {"+": "＋", "−": "－", "(": "（", ")": "）"}


class EquationCheck(Check):
    """文中寫出的算式算出來不對：2,377＋5,414＝7,787。

    算式是寫給人驗算的；對不上，結論就站不住。結果依寫出的小數位數四捨五入後比較。
    改法：重新計算，改正錯的一個數。
    """

    id = "equation"
    title = "算式算錯"
    family = "figures"
    severity = "error"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for fact in subject.data.facts():
            for message in _wrong(f"{fact.reason}。{fact.note}"):
                yield self.about(fact, message, "請重新計算")
        for one in passages(subject):
            for message in _wrong(one.text):
                yield self.at(one, message, "請重新計算")


def _wrong(text: str) -> Iterator[str]:
    if "＝" not in text and "=" not in text:
        return
    for found in _EQUATION.finditer(text):
        expression, result, percent = found.groups()
        if expression.count("%") > 1 and "×" in expression:
            continue  # a share of a share
        value = _value(expression)
        if value is None:
            continue
        if percent and "%" not in expression:
            value *= 100
        elif "%" in expression and not percent:
            value /= 100
        decimals = len(result.partition(".")[2])
        if rounded(value, decimals) != Decimal(result.replace(",", "")):
            due = shown(value, percent, decimals)
            yield f"「{found[0]}」，算出來是{due}"


def _value(expression: str) -> Decimal | None:
    """What an expression of + − × ÷ and one level of brackets comes to; None where a divisor is 0."""
    tokens = [match.group(0) for match in _TOKEN.finditer(expression)]
    values: list[Decimal] = []
    signs: list[str] = []
    for token in tokens:
        sign = _SIGNS.get(token, token)
        if sign == "（":
            signs.append(sign)
        elif sign == "）":
            while signs and signs[-1] != "（":
                if not _apply(values, signs.pop()):
                    return None
            signs.pop()
        elif sign in "＋－×÷":
            while signs and signs[-1] != "（" and (signs[-1] in "×÷" or sign in "＋－"):
                if not _apply(values, signs.pop()):
                    return None
            signs.append(sign)
        else:
            values.append(Decimal(token.rstrip("%").replace(",", "")))
    while signs:
        if not _apply(values, signs.pop()):
            return None
    return values[0] if len(values) == 1 else None


def _apply(values: list[Decimal], sign: str) -> bool:
    second, first = values.pop(), values.pop()
    if sign == "÷" and not second:
        return False
    results = {"＋": lambda: first + second, "－": lambda: first - second, "×": lambda: first * second}
    values.append(results[sign]() if sign in results else first / second)
    return True
