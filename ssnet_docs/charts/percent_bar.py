"""Percent bars: shares of a whole, for long category names."""

from __future__ import annotations

from ssnet_docs.charts.kind import ChartData, ChartKind
from ssnet_docs.charts.stack import check_stack


class PercentBarChart(ChartKind):
    """百分比堆疊橫條圖：同百分比堆疊直條圖，類別名稱較長時使用。"""

    name = "percent-bar"
    title = "百分比堆疊橫條圖"
    series_kind = "bar"
    stacking = "percent"
    takes_targets = False

    def check(self, data: ChartData) -> None:
        check_stack(self.title, data)
