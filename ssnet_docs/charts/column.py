"""Columns: amounts side by side, a few categories or years."""

from __future__ import annotations

from ssnet_docs.charts.kind import ChartData, ChartError, ChartKind


class ColumnChart(ChartKind):
    """直條圖：比較少數類別或逐年數量；可加目標線。"""

    name = "column"
    title = "直條圖"

    def check(self, data: ChartData) -> None:
        line = next((series for series in data.series if series.kind == "line" and not series.target), None)
        if line is not None:
            raise ChartError(f"直條圖的數列「{line.name}」寫成折線", "直條加折線請用 kind: combination")
