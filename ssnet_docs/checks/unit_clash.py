"""Values of an indicator in another unit than the indicator's, or running totals among yearly values."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.series import Series, series
from ssnet_docs.checks.parts.units import alike
from ssnet_docs.model.finding import Finding

_SPAN = re.compile(r"^(1?[0-9]{2})年?[-至~～](1?[0-9]{2})年")


class UnitClashCheck(Check):
    """一個指標的數值單位不一致，或每年的數值中混入累計數。

    同一列裡單位不同、年度數與累計數並列，圖表與比較都會錯。
    改法：換算成同一單位；累計數另列一欄，或在旁註明「累計」並於 `data/accepted.csv` 寫明。
    """

    id = "unit-clash"
    title = "單位或累計混用"
    family = "figures"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for one in series(subject):
            yield from self._periods(one)
            if one.indicator is None or one.facts[0].kind not in {"target", "actual", "estimate"}:
                continue
            unit = one.indicator.unit
            for fact in one.facts:
                if unit and fact.unit and not alike(unit, fact.unit):
                    yield self.about(fact, f"單位是「{fact.unit}」，指標的單位是「{unit}」", "請換算成同一單位")
            running = [fact for fact in one.facts if fact.quantity.comparator == "累計"]
            yearly = [fact for fact in one.comparable if fact not in running]
            for fact in running if yearly else ():
                others = "、".join(f"{other.year}年{other.shown}" for other in yearly)
                yield self.about(fact, f"{fact.shown}是累計，同列的{others}是單年", "請改為單年數，或註明累計期間")

    def _periods(self, one: Series) -> Iterator[Finding]:
        """Counts of several years together beside counts of one."""
        counts = [fact for fact in one.comparable if fact.unit not in {"%", "‰", ""} and fact.kind == "actual"]
        single = [fact for fact in counts if not fact.period]
        for fact in counts if single else ():
            span = _SPAN.search(fact.period)
            if span and int(span[2]) > int(span[1]) and fact.number != single[0].number:
                others = "、".join(f"{other.year}年{other.shown}" for other in single)
                message = f"{fact.shown}是{span[1]}至{span[2]}年合計，同列的{others}是單年"
                yield self.about(fact, message, "並列時註明期間，或換算成每年平均", "note")
