"""Chart kinds: each turns an author's data into a ChartSpec that a writer draws as a native Office chart.

The kinds are found by looking into this folder: a file with a public subclass of ChartKind is a kind.
"""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from collections.abc import Iterable
from functools import cache

from ssnet_docs.charts.description import description
from ssnet_docs.charts.kind import ChartData, ChartError, ChartKind
from ssnet_docs.charts.multiples import small_multiples
from ssnet_docs.charts.plan import Plan
from ssnet_docs.charts.plan_axes import plan_axes
from ssnet_docs.charts.plan_ring import plan_ring, ring
from ssnet_docs.model.chart import ChartSpec
from ssnet_docs.model.layout import Rect

__all__ = [
    "ChartData",
    "ChartError",
    "ChartKind",
    "Plan",
    "build",
    "centre",
    "describe",
    "fits",
    "kinds",
    "plan",
    "problems",
    "small_multiples",
]


@cache
def kinds() -> dict[str, ChartKind]:
    """Every chart kind by its name in YAML, in alphabetical order. Raises ValueError where two bear one name."""
    names = sorted(f"{__name__}.{module.name}" for module in pkgutil.iter_modules(__path__))
    return collected(
        value
        for name in names
        for value in vars(importlib.import_module(name)).values()
        if isinstance(value, type) and issubclass(value, ChartKind) and value is not ChartKind
        if value.__module__ == name
    )


def collected(found: Iterable[type[ChartKind]]) -> dict[str, ChartKind]:
    """The kinds by name. Raises ValueError where two bear one name."""
    result: dict[str, ChartKind] = {}
    for kind in found:
        if kind.name in result:
            raise ValueError(f"two chart kinds are named {kind.name!r}")
        result[kind.name] = kind()
    return dict(sorted(result.items()))


def build(kind: str, data: ChartData) -> ChartSpec:
    """The chart of this kind. Raises ChartError for an unknown kind or for data that it cannot show."""
    known = kinds()
    if kind not in known:
        near = difflib.get_close_matches(kind, known, 1)
        listed = "、".join(f"{name}（{entry.title}）" for name, entry in known.items())
        raise ChartError(f"沒有「{kind}」這種圖", f"是不是 {near[0]}？" if near else f"可用的有：{listed}")
    return known[kind].build(data)


def describe(spec: ChartSpec) -> str:
    """Alternative text in Chinese: the kind, the unit and the main figures (highest, lowest, first to last)."""
    kind = kinds().get(spec.kind)
    return description(spec, kind.title if kind else "統計圖")


def plan(spec: ChartSpec, width: float, height: float, label_size: float) -> Plan:
    """The plan of a chart in a frame of `width` by `height` points, its labels `label_size` points large."""
    if spec.series and spec.series[0].kind == "doughnut":
        return plan_ring(spec, width, height, label_size)
    return plan_axes(spec, width, height, label_size)


def problems(spec: ChartSpec, width: float, height: float, label_size: float) -> tuple[tuple[str, str], ...]:
    """What does not fit into the frame (points), each with a hint, both in Chinese; empty where all fits."""
    return plan(spec, width, height, label_size).problems


def fits(spec: ChartSpec, width: float, height: float, label_size: float) -> bool:
    """Whether all names and labels of the chart can be read in a frame of these points."""
    return not problems(spec, width, height, label_size)


def centre(spec: ChartSpec, width: float, height: float, label_size: float) -> Rect | None:
    """The square in a doughnut's hole, in points from the chart's upper left corner; None for other charts."""
    if not spec.series or spec.series[0].kind != "doughnut":
        return None
    return ring(plan(spec, width, height, label_size)).hole
