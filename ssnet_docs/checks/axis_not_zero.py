"""Value axes that do not begin at zero, without a reason."""

from __future__ import annotations

from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.drawn_charts import charts
from ssnet_docs.model.finding import Finding


class AxisNotZeroCheck(Check):
    """圖表的數值軸不從 0 開始，也沒有說明理由。

    長條的長短就是數值的多少；從 80 開始的軸會把 85 與 90 畫成差一倍。軸由 Office 自動決定時也可能不從 0 開始。
    改法：讓軸從 0 開始；確實需要時，以 axis-reason 說明，理由會印在圖下方。
    """

    id = "axis-not-zero"
    title = "數值軸不從 0 開始"
    family = "layout"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for made, place, spec, _ in charts(subject):
            below = any(value is not None and value < 0 for series in spec.series for value in series.values)
            if spec.kind == "doughnut" or spec.axis_reason or spec.axis_minimum == 0:
                continue
            if spec.axis_minimum is not None and spec.axis_minimum < 0 and below:
                continue
            start = "由 Office 自動決定" if spec.axis_minimum is None else f"從 {spec.axis_minimum:g}{spec.unit} 開始"
            message = f"圖表「{(spec.title or '')[:20]}」的數值軸{start}，沒有說明理由"
            yield self.about_made(made, place, message, "請從 0 開始，或以 axis-reason 說明")
