"""The plan of a doughnut: its ring, the labels around it or the legend beside it, and the hole."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ssnet_docs.charts.figures import shown
from ssnet_docs.charts.fit import LINE, text_width
from ssnet_docs.charts.plan import SWATCH, Plan, PointLabel, formats, top_band
from ssnet_docs.charts.plan_labels import apart
from ssnet_docs.model.chart import ChartSpec
from ssnet_docs.model.layout import Rect

HOLE = 0.6
PERCENT_FORMAT = "0.0%"
GAP = 8.0  # between ring and labels


@dataclass(frozen=True, slots=True)
class Ring:
    """A doughnut's middle and radii in points, from the chart's upper left corner."""

    x: float
    y: float
    outer: float

    @property
    def middle(self) -> float:
        """Radius half way between the ring's edges, where Office puts its labels."""
        return self.outer * (1 + HOLE) / 2

    @property
    def hole(self) -> Rect:
        """The square inscribed in the hole."""
        half = self.outer * HOLE / math.sqrt(2)
        return Rect(self.x - half, self.y - half, 2 * half, 2 * half)


def ring(found: Plan) -> Ring:
    """The ring of a planned doughnut."""
    plot = found.plot
    return Ring(plot.x + plot.width / 2, plot.y + plot.height / 2, min(plot.width, plot.height) / 2)


def plan_ring(spec: ChartSpec, width: float, height: float, size: float) -> Plan:
    """Labels around the ring where the names are short enough, else a legend beside it and shares in the ring."""
    band = top_band(spec, width, size, legend=False, note="")
    space = Rect(0, band.depth, width, height - band.depth)
    texts = label_texts(spec)
    widest = max(text_width(text, size) for text in texts)
    lines = max(text.count("\n") + 1 for text in texts)
    around = min((space.height - 2 * lines * size * LINE) / 2, (space.width - 2 * widest - 2 * GAP - 8) / 2)
    names = max(text_width(name, size) for name in spec.categories) + SWATCH
    beside = min(space.height - 8, space.width - names - 16) / 2
    direct = spec.legend is None and spec.data_labels and around >= 0.62 * beside and around >= 42
    outer = max(around if direct else beside, 1.0)
    x = width / 2 if direct else (width - names - 16 - 2 * outer) / 2 + outer
    found = Ring(x, space.y + space.height / 2, outer)
    rows = len(spec.categories) * (size * LINE + 5)
    legend = None if direct else Rect(found.x + outer + 16, found.y - rows / 2, names, rows)
    labels = _around(spec, found, size, space) if direct else _within(spec, found, size)
    short = outer < 40 or (legend is not None and rows > space.height)
    return Plan(
        width=width,
        height=height,
        label_size=size,
        value_size=size,
        plot=Rect(found.x - outer, found.y - outer, 2 * outer, 2 * outer),
        labels=(labels,),
        formats=formats(spec) if direct or not shows_percent(spec) else (PERCENT_FORMAT,),
        title=band.title,
        legend=legend,
        legend_side="right",
        problems=(("環圈圖的位置太小，放不下名稱", "請加大圖的欄位、縮短名稱，或改用 bar"),) if short else (),
    )


def shows_percent(spec: ChartSpec) -> bool:
    """Whether shares are computed: not where the values are percentages already."""
    return spec.unit not in {"%", "％"}


def label_texts(spec: ChartSpec) -> list[str]:
    """The label of every part as it will read around the ring."""
    series = spec.series[0]
    total = sum(value or 0.0 for value in series.values) or 1.0
    texts = []
    for name, value in zip(spec.categories, series.values, strict=True):
        text = f"{name}\n{shown(value or 0.0, formats(spec)[0])}"
        texts.append(text + (f"\n{shown((value or 0.0) / total, '0%')}" if shows_percent(spec) else ""))
    return texts


def _middles(spec: ChartSpec) -> list[float]:
    """Angle of each part's middle, clockwise from the top, in radians."""
    values = [value or 0.0 for value in spec.series[0].values]
    total = sum(values) or 1.0
    before = 0.0
    angles = []
    for value in values:
        angles.append((before + value / 2) / total * 2 * math.pi)
        before += value
    return angles


def _around(spec: ChartSpec, found: Ring, size: float, space: Rect) -> tuple[PointLabel | None, ...]:
    texts = label_texts(spec)
    angles = _middles(spec)
    tall = max(text.count("\n") + 1 for text in texts) * size * LINE
    places: dict[int, tuple[float, float]] = {}
    for side in (1, -1):
        chosen = [point for point, angle in enumerate(angles) if (math.sin(angle) >= 0) == (side == 1)]
        chosen.sort(key=lambda point: -math.cos(angles[point]))
        wanted = [-math.cos(angles[point]) * (found.outer + tall / 2 + 2) + found.y for point in chosen]
        levels = apart(wanted, tall, space.y + tall / 2, space.bottom - tall / 2)
        for point, level in zip(chosen, levels, strict=True):
            offset = level - found.y
            reach = math.sqrt(max((found.outer + GAP) ** 2 - min(abs(offset), found.outer) ** 2, 0.0))
            half = text_width(texts[point], size) / 2
            push = half if abs(offset) < found.outer else half * abs(math.sin(angles[point]))
            places[point] = (side * (reach + push), offset)
    labels = []
    for point, angle in enumerate(angles):
        usual = (math.sin(angle) * found.middle, -math.cos(angle) * found.middle)
        x, y = places[point]
        labels.append(
            PointLabel(
                "ctr", category=True, value=True, percent=shows_percent(spec), shift=(x - usual[0], y - usual[1])
            )
        )
    return tuple(labels)


def _within(spec: ChartSpec, found: Ring, size: float) -> tuple[PointLabel | None, ...]:
    """Shares in the ring; a part too thin for its label has it outside, at the ring's edge."""
    if not spec.data_labels:
        return (None,) * len(spec.categories)
    series = spec.series[0]
    total = sum(value or 0.0 for value in series.values) or 1.0
    percent = shows_percent(spec)
    labels: list[PointLabel | None] = []
    for value, angle in zip(series.values, _middles(spec), strict=True):
        share = (value or 0.0) / total
        text = shown(share, PERCENT_FORMAT) if percent else shown(value or 0.0, formats(spec)[0])
        arc = share * 2 * math.pi * found.middle
        wide = text_width(text, size)
        if not value:
            labels.append(None)
        elif wide <= found.outer * (1 - HOLE) and arc >= size * LINE * 1.1:
            labels.append(PointLabel("ctr", inside=True, value=not percent, percent=percent))
        else:
            out = found.outer + GAP / 2 + wide / 2 - found.middle
            shift = (math.sin(angle) * out, -math.cos(angle) * (found.outer + size * LINE / 2 + 2 - found.middle))
            labels.append(PointLabel("ctr", value=not percent, percent=percent, shift=shift))
    return tuple(labels)
