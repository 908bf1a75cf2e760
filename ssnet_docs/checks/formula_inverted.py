"""Formulas that divide a whole by a part of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.model.fact import Indicator
from ssnet_docs.model.finding import Finding

_FORMULA = re.compile(r"\b([A-Z])\s*=\s*([A-Z])\s*[/÷]\s*([A-Z])\b")
_SYMBOL = re.compile(r"(?<![A-Z])([A-Z])\s*[：:]\s*([^。；：:]*)")


class FormulaInvertedCheck(Check):
    """算式的分母是分子的一部分：分子與分母顛倒，比率恆大於100%。

    例如 A 是有需求的件數，B 是「A群體中」已提供服務的件數，涵蓋率應為 B/A，寫成 A/B 就顛倒了。
    改法：分子與分母對調。
    """

    id = "formula-inverted"
    title = "算式顛倒"
    family = "figures"
    severity = "error"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for indicator in subject.data.all_indicators():
            message = _by_symbols(indicator.definition) or _by_words(indicator)
            if message:
                yield self.about_indicator(indicator, message, "請把分子與分母對調")


def _by_symbols(definition: str) -> str:
    formula = _FORMULA.search(definition)
    if formula is None:
        return ""
    result, numerator, denominator = formula.groups()
    meaning = dict(_SYMBOL.findall(definition))
    if not re.search(rf"{numerator}\s*(?:群體)?(?:當)?中", meaning.get(denominator, "")):
        return ""
    return (
        f"算式 {result} = {numerator} / {denominator}，但 {denominator} 是 {numerator} 的一部分，比率恆大於100%；"
        f"應為 {result} = {denominator} / {numerator}"
    )


def _by_words(indicator: Indicator) -> str:
    whole, part = indicator.numerator, indicator.denominator
    if not whole or not re.match(rf"{re.escape(whole)}(?:當)?中", part):
        return ""
    return f"分母「{part}」是分子「{whole}」的一部分，比率恆大於100%"
