"""Alternative text of a chart: its kind, its figures' range and how they went, in Chinese sentences."""

from __future__ import annotations

import re

from ssnet_docs.charts.figures import series_format, shown
from ssnet_docs.model.chart import ChartSpec, Series

_TIME = re.compile(r"(?:民國)?\s*\d{2,4}\s*(?:年|學年|年度|$)|\d{1,2}\s*月|第.季|\bQ[1-4]\b")
_WORDS = {1: "增至", -1: "減至", 0: "到"}
_ALL_NAMED = 3  # with so few categories every value is said


def is_time(categories: tuple[str, ...]) -> bool:
    """Whether the categories are years, quarters or months."""
    return all(_TIME.match(name) for name in categories)


def description(spec: ChartSpec, kind: str) -> str:
    """The chart as text, `kind` (「直條圖」) first; for each series its highest and lowest value and its course."""
    head = kind + (f"「{spec.title}」" if spec.title else "") + (f"（單位：{spec.unit}）" if spec.unit else "")
    if spec.series and spec.series[0].kind == "doughnut":
        return f"{head}：{_parts(spec)}。"
    sentences = [_sentence(spec, series) for series in spec.series]
    return f"{head}：{'；'.join(sentences)}。"


def _parts(spec: ChartSpec) -> str:
    series = spec.series[0]
    total = sum(value or 0.0 for value in series.values) or 1.0
    code = series_format(spec, series)
    pieces = []
    for name, value in zip(spec.categories, series.values, strict=True):
        share = "" if spec.unit in {"%", "％"} else f"（{shown((value or 0.0) / total, '0.0%')}）"
        pieces.append(f"{name} {shown(value or 0.0, code)}{share}")
    return "、".join(pieces)


def _sentence(spec: ChartSpec, series: Series) -> str:
    code = series_format(spec, series)
    known = [(name, value) for name, value in zip(spec.categories, series.values, strict=True) if value is not None]
    name = f"{series.name} " if series.name else ""
    if not known:
        return f"{name}沒有數值"
    values = [value for _, value in known]
    if len(set(values)) == 1 and len(values) > 1:
        return f"{name}均為 {shown(values[0], code)}"
    if len(known) <= _ALL_NAMED:
        return name + "、".join(f"{category} {shown(value, code)}" for category, value in known)
    high, low = max(known, key=lambda item: item[1]), min(known, key=lambda item: item[1])
    first, last = known[0], known[-1]
    course = f"由{first[0]} {shown(first[1], code)}{_WORDS[(last[1] > first[1]) - (last[1] < first[1])]}"
    course += f"{last[0]} {shown(last[1], code)}"
    if not is_time(spec.categories):
        course = ""
    elif {high, low} == {first, last}:
        return f"{name}{course}，分別為最{'低' if first == low else '高'}與最{'高' if first == low else '低'}"
    text = f"{name}最高為{high[0]} {shown(high[1], code)}，最低為{low[0]} {shown(low[1], code)}"
    return f"{text}，{course}" if course else text
