"""Doughnut: the few parts of one whole."""

from __future__ import annotations

from ssnet_docs.charts.kind import ChartData, ChartError, ChartKind

MOST_PARTS = 6


class DoughnutChart(ChartKind):
    """環圈圖：一個整體的組成，二至六個部分；中間可放總數。"""

    name = "doughnut"
    title = "環圈圖"
    series_kind = "doughnut"
    takes_targets = False
    most_series = 1

    def check(self, data: ChartData) -> None:
        values = data.series[0].values
        missing = next((name for name, value in zip(data.categories, values, strict=True) if value is None), None)
        if missing is not None:
            raise ChartError(f"環圈圖的「{missing}」沒有數值", "請補上資料或刪去這個類別；缺了一部分就不是整體")
        if any(value is not None and value < 0 for value in values):
            raise ChartError("環圈圖不能有負數", "請改用 bar")
        if not sum(value or 0.0 for value in values):
            raise ChartError("環圈圖的數值全為零", "請改用文字說明")
        if not 2 <= len(values) <= MOST_PARTS:
            raise ChartError(
                f"環圈圖要有二至六個部分，這裡有 {len(values)} 個", "請把較小的部分併為「其他」，或改用 bar"
            )
