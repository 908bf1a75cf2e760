"""Stacked columns: parts of an amount, category by category."""

from __future__ import annotations

from ssnet_docs.charts.kind import ChartData, ChartKind
from ssnet_docs.charts.stack import check_stack


class StackedColumnChart(ChartKind):
    """堆疊直條圖：各部分相加成總量，並比較各類別的總量。"""

    name = "stacked-column"
    title = "堆疊直條圖"
    stacking = "stacked"

    def check(self, data: ChartData) -> None:
        check_stack(self.title, data)
