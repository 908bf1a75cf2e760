"""Bars: amounts below each other, for long category names or many categories."""

from __future__ import annotations

from ssnet_docs.charts.kind import ChartKind


class BarChart(ChartKind):
    """橫條圖：類別名稱較長或類別較多時使用，由上而下排列。"""

    name = "bar"
    title = "橫條圖"
    series_kind = "bar"
    takes_targets = False
