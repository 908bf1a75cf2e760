"""Percent columns: shares of a whole, category by category."""

from __future__ import annotations

from ssnet_docs.charts.kind import ChartData, ChartKind
from ssnet_docs.charts.stack import check_stack


class PercentColumnChart(ChartKind):
    """百分比堆疊直條圖：比較各類別的組成比例，每條都是 100%。"""

    name = "percent-column"
    title = "百分比堆疊直條圖"
    stacking = "percent"
    takes_targets = False

    def check(self, data: ChartData) -> None:
        check_stack(self.title, data)
