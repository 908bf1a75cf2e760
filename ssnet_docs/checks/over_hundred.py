"""Shares of more than the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.model.fact import Fact
from ssnet_docs.model.finding import Finding

_SHARE = re.compile(r"(?:率|比例|占比)(?:目標值|實際值)?$")
_MAY_EXCEED = re.compile(r"成長|增加|增長|變動|達成|達標|執行率|負荷|周轉|投資報酬|扶養比|扶老比|老化")
_ESTIMATED = re.compile(r"推估|預估|估計|預計|目標|核定|計畫數")


class OverHundredCheck(Check):
    """占比超過100%，而分母包含分子，不可能超過。

    多半是分子分母顛倒、小數點錯位或期間不同。成長率、達成率，以及分母是推估、目標或核定數的涵蓋率可以超過100%，不在此列。
    改法：核對分子、分母；分母確實是推估數，就在指標的分母寫明「推估」。
    """

    id = "over-hundred"
    title = "占比超過100%"
    family = "figures"
    severity = "error"

    def run(self, subject: Subject) -> Iterator[Finding]:
        denominators: dict[str, list[Fact]] = {}
        for relation in subject.data.relations():
            if relation.kind == "ratio":
                denominators[relation.result] = [subject.data.fact(key) for key in relation.operands[1]]
        for fact in subject.data.facts():
            if fact.number is None or fact.unit != "%" or fact.number <= 100 or fact.quantity.figure[0] in "+-−":
                continue
            name = fact.name
            if not _SHARE.search(name) or _MAY_EXCEED.search(name):
                continue
            indicator = subject.data.indicator(fact.indicator) if fact.indicator else None
            whole = [part.name for part in denominators.get(fact.key, ())]
            text = "".join(whole) + (indicator.denominator + indicator.definition if indicator else "")
            estimates = any(part.kind in {"estimate", "target"} for part in denominators.get(fact.key, ()))
            if estimates or _ESTIMATED.search(text):
                continue
            of = f"（分母：{'、'.join(whole)}）" if whole else ""
            yield self.about(fact, f"印{fact.shown}，占比不可能超過100%{of}", "請核對分子、分母與小數點")
