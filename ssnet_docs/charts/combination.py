"""Columns with lines over them, the lines on a second value axis where their unit differs."""

from __future__ import annotations

from ssnet_docs.charts.kind import ChartData, ChartError, ChartKind
from ssnet_docs.model.chart import Series, SeriesKind


class CombinationChart(ChartKind):
    """組合圖：直條加折線；單位不同的折線以 secondary: true 使用右側的數值軸。"""

    name = "combination"
    title = "組合圖"

    def kind_of(self, series: Series) -> SeriesKind:
        return "line" if series.kind == "line" else "column"

    def check(self, data: ChartData) -> None:
        plain = [series for series in data.series if not series.target]
        if not any(series.kind == "line" for series in plain):
            raise ChartError("組合圖沒有折線", "請把其中一個數列寫成 kind: line；全為直條請用 column")
        if not any(series.kind != "line" for series in plain):
            raise ChartError("組合圖沒有直條", "全為折線請用 kind: line")
