"""One thing in two units in two documents."""

from __future__ import annotations

from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.units import alike
from ssnet_docs.model.fact import Fact
from ssnet_docs.model.finding import Finding

_FEWEST = 4  # characters of a name that two sources do not share by chance


class UnitsDifferCheck(Check):
    """同一個名稱在兩份簡報裡單位不同：一份是人、一份是案。

    單位不同的數字不能比較也不能相加；多半是一份把「件數」當成「人數」。人、名、位與場、場次、次算相同，金額可以換算。
    改法：確認統計的是人、案還是場次，兩份簡報一致；確實不同，名稱就要分開。
    """

    id = "units-differ"
    title = "兩份簡報單位不同"
    family = "figures"

    def run(self, subject: Subject) -> Iterator[Finding]:
        indicators = {indicator.id: indicator for indicator in subject.data.all_indicators()}
        for row in subject.rows("as-printed") if subject.as_printed else ():
            indicator = indicators.get(row["subject"])
            if indicator is None or row["field"] != "unit" or row["source"] == indicator.source:
                continue
            if not alike(indicator.unit, row["printed"]):
                message = f"單位是「{indicator.unit}」，另一份簡報是「{row['printed']}」"
                yield self.about_indicator(indicator, message, "請用同一個單位", row, row["source"])
        seen: dict[str, Fact] = {}
        for fact in subject.data.facts():
            if not fact.unit or len(fact.name) < _FEWEST or fact.number is None:
                continue
            other = seen.setdefault(fact.name, fact)
            if other.source != fact.source and not alike(other.unit, fact.unit):
                message = f"單位是「{fact.unit}」，{other.source}的同名數字{other.shown}是「{other.unit}」"
                yield self.about(fact, message, "請用同一個單位，或改用不同的名稱")
