"""Lines: how something changes with time."""

from __future__ import annotations

from ssnet_docs.charts.kind import ChartData, ChartError, ChartKind


class LineChart(ChartKind):
    """折線圖：逐年或逐月的變化；四條以內時數列名稱直接標在線旁。"""

    name = "line"
    title = "折線圖"
    series_kind = "line"

    def check(self, data: ChartData) -> None:
        if len(data.categories) < 2:
            raise ChartError("折線圖至少要有兩個時間點", "只有一個時間點請用 column 或 figures")
