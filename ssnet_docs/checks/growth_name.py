"""Indicators whose name says growth and whose definition is a share, or the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.model.finding import Finding

_GROWTH = re.compile(r"成長率|成長比率|增加率|增長率")
_BEFORE = re.compile(r"上年|前[一1]?年|去年|上[一1]?期|前[一1]?期|基期|上[一1]?年度|同期|成長|增加|較")


class GrowthNameCheck(Check):
    """指標名稱是「成長率」，定義卻是一個數占另一個數的比率（沒有與前一期比較）。

    依名稱與依定義會算出完全不同的數字，考核時無所適從。
    改法：占比改稱「比率」「涵蓋率」；真要看成長，定義寫成（本年－上年）÷上年×100%。
    """

    id = "growth-name"
    title = "成長率與占比混淆"
    family = "figures"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for indicator in subject.data.all_indicators():
            name = _GROWTH.search(indicator.name)
            formula = indicator.definition or f"{indicator.numerator}/{indicator.denominator}".strip("/")
            if name is None or not re.search(r"[/÷]|占比|之比", formula) or _BEFORE.search(formula):
                continue
            message = f"名稱是「{name[0]}」，定義「{formula}」卻是占比，沒有與前一期比較"
            yield self.about_indicator(indicator, message, "請改名為比率或涵蓋率，或改寫定義")
