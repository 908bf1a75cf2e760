"""Persons, times and cases: the unit says another thing than the name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.model.finding import Finding

_PEOPLE = frozenset("人名位員") | {"人數"}
_NAMES = (  # how a name ends, the units that fit it, what it says
    (re.compile(r"人次(?:數)?$"), frozenset({"人次", "次"}), "人次"),
    (re.compile(r"人數$"), _PEOPLE, "人數"),
    (re.compile(r"(?:個案|案件|件)數$"), frozenset({"件", "案", "件次", "案次"}), "案件數"),
    (re.compile(r"戶數$"), frozenset({"戶"}), "戶數"),
    (re.compile(r"場次(?:數)?$"), frozenset({"場", "場次", "次"}), "場次"),
    (re.compile(r"(?:率|比例|占比)$"), frozenset({"%", "‰"}), "比率"),
)
_TAIL = re.compile(r"(?:目標值|實際值|目標|（[^）]*）|\([^)]*\))+$")


class PersonTimeCheck(Check):
    """名稱與單位說的不是同一件事：名稱是人次而單位是人，名稱是人數而單位是%，名稱是個案數而單位是人。

    同一人來三次是1人、3人次；人與人次混用，數字會差好幾倍。
    改法：依實際統計的方式改正單位，或改名稱。
    """

    id = "person-time"
    title = "人、人次與案件混用"
    family = "figures"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for indicator in subject.data.all_indicators():
            said = _clash(indicator.name, indicator.unit)
            if said:
                message = f"名稱說的是{said}，單位卻是「{indicator.unit}」"
                yield self.about_indicator(indicator, message, "請改正單位或名稱")
        for fact in subject.data.facts():
            said = _clash(fact.name, fact.unit) if not fact.indicator else ""
            if said:
                yield self.about(fact, f"名稱說的是{said}，單位卻是「{fact.unit}」", "請改正單位或名稱")


def _clash(name: str, unit: str) -> str:
    """What the name says, where the unit says another thing; "" where they agree or say nothing."""
    bare = _TAIL.sub("", name)
    if "占" in bare:
        return ""  # 女性占訪視人數 is a share, whatever stands last
    for ending, units, said in _NAMES:
        if ending.search(bare):
            return said if unit and unit not in units else ""
    return ""
