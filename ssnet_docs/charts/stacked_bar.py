"""Stacked bars: parts of an amount, for long category names."""

from __future__ import annotations

from ssnet_docs.charts.kind import ChartData, ChartKind
from ssnet_docs.charts.stack import check_stack


class StackedBarChart(ChartKind):
    """堆疊橫條圖：同堆疊直條圖，類別名稱較長時使用。"""

    name = "stacked-bar"
    title = "堆疊橫條圖"
    series_kind = "bar"
    stacking = "stacked"
    takes_targets = False

    def check(self, data: ChartData) -> None:
        check_stack(self.title, data)
