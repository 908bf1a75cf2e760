"""What stacked charts of every kind refuse."""

from __future__ import annotations

from ssnet_docs.charts.kind import ChartData, ChartError


def check_stack(title: str, data: ChartData) -> None:
    """Raise ChartError unless there are parts to stack and all of them count in the same direction."""
    parts = [series for series in data.series if not series.target]
    if len(parts) < 2:
        raise ChartError(f"{title}至少要有兩個數列", "只有一個數列請用 column 或 bar")
    for series in parts:
        low = min(value for value in series.values if value is not None)
        if low < 0:
            raise ChartError(
                f"{title}的數列「{series.name}」有負數（{low:g}）", "有負數的數列不能堆疊，請用 column 或 line"
            )
