"""Formulas of percentages that do not multiply by 100 %."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.model.finding import Finding

_DIVISION = re.compile(r"[/÷]")
_TIMES = re.compile(r"[x×X*＊✕]\s*100\s*[%％]?")


class FormulaMultiplierCheck(Check):
    """單位是%的指標，算式漏了「×100%」，或漏了乘號。

    算出來的是0.82而不是82%，填報時會差一百倍。
    改法：算式末尾寫「×100%」。
    """

    id = "formula-multiplier"
    title = "算式漏×100%"
    family = "figures"
    severity = "note"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for indicator in subject.data.all_indicators():
            definition = indicator.definition
            if indicator.unit != "%" or not _DIVISION.search(definition) or _TIMES.search(definition):
                continue
            what = "「100%」前漏印「×」" if re.search(r"100\s*[%％]", definition) else "漏印「×100%」"
            yield self.about_indicator(indicator, f"算式「{definition}」{what}", "請在算式末尾寫「×100%」")
