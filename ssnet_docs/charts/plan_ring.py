"""The plan of a doughnut: its ring with the labels in it, the legend beside it, and the hole."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ssnet_docs.charts.figures import shown
from ssnet_docs.charts.fit import LINE, apart, text_width
from ssnet_docs.charts.plan import SWATCH, Plan, PointLabel, formats, top_band
from ssnet_docs.charts.scale import PERCENT_SIGNS
from ssnet_docs.model.chart import ChartSpec
from ssnet_docs.model.layout import Rect

HOLE = 0.6
PERCENT_FORMAT = "0.0%"
GAP = 18.0  # between ring and legend
SMALLEST_RADIUS = 44.0
_THIN_ANGLE = 300.0  # where thin parts are turned to: labels outside the ring have their room at the upper left


@dataclass(frozen=True, slots=True)
class Ring:
    """A doughnut's middle and radius in points, from the chart's upper left corner."""

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
    """Names in the ring where all of them have room, else a legend beside it; shares in the ring."""
    band = top_band(spec, width, size, legend=False, note="")
    space = Rect(0, band.depth, width, height - band.depth)
    parts = Parts(spec, size)
    alone = Ring(width / 2, space.y + space.height / 2, min(space.width, space.height) / 2 - 4)
    direct = not spec.legend and spec.data_labels and all(parts.holds(alone, point, 2) for point in parts.points)
    if direct or spec.legend is False:
        found, legend = alone, None
    else:
        found, legend = _with_legend(parts, space)
    short = found.outer < SMALLEST_RADIUS or (legend is not None and legend.height > space.height)
    turn = 0 if direct else parts.turn(found)
    return Plan(
        width=width,
        height=height,
        label_size=size,
        value_size=size,
        plot=Rect(found.x - found.outer, found.y - found.outer, 2 * found.outer, 2 * found.outer),
        labels=(parts.labels(found, turn, space, named=direct),),
        formats=(parts.code,),
        title=band.title,
        legend=legend,
        legend_side="right",
        first_angle=turn,
        problems=(("環圈圖的位置太小，放不下名稱", "請加大圖的欄位、縮短名稱，或改用 bar"),) if short else (),
    )


def _with_legend(parts: Parts, space: Rect) -> tuple[Ring, Rect]:
    """The ring and, at its right, the legend; both together in the middle of the space."""
    names = max(text_width(name, parts.size) for name in parts.spec.categories) + SWATCH
    rows = len(parts.spec.categories) * (parts.size * LINE + 5)
    outer = max(min(space.height - 8, space.width - names - GAP) / 2, 1.0)
    if any(not parts.holds(Ring(0, 0, outer), point, 1) for point in parts.points):
        outer = max(outer - parts.size * LINE - 2, 1.0)  # room for labels outside
    left = max(space.width - names - GAP - 2 * outer, 0.0) / 2
    found = Ring(space.x + left + outer, space.y + space.height / 2, outer)
    return found, Rect(found.x + outer + GAP, found.y - rows / 2, names, rows)


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a doughnut and their labels' room at a label size in points."""

    spec: ChartSpec
    size: float

    @property
    def points(self) -> range:
        return range(len(self.spec.categories))

    @property
    def percent(self) -> bool:
        """Whether the labels are computed shares: not where the values are percentages already."""
        return self.spec.unit not in PERCENT_SIGNS

    @property
    def code(self) -> str:
        return PERCENT_FORMAT if self.percent else formats(self.spec)[0]

    def share(self, point: int) -> float:
        values = [value or 0.0 for value in self.spec.series[0].values]
        return values[point] / (sum(values) or 1.0)

    def middle(self, point: int, turn: float) -> float:
        """Angle of the part's middle, clockwise from the top, in radians."""
        before = sum(self.share(earlier) for earlier in range(point))
        return math.radians(turn) + (before + self.share(point) / 2) * 2 * math.pi

    def text(self, point: int) -> str:
        return shown(self.share(point) if self.percent else self.spec.series[0].values[point] or 0.0, self.code)

    def holds(self, found: Ring, point: int, lines: int) -> bool:
        """Whether the part has room for its figure (one line) or for its name and figure (two lines)."""
        wide = text_width(self.text(point), self.size, bold=True)
        if lines == 2:
            wide = max(wide, text_width(self.spec.categories[point], self.size, bold=True))
        arc = self.share(point) * 2 * math.pi * found.middle
        return wide <= found.outer * (1 - HOLE) * 0.98 and arc >= lines * self.size * LINE * 1.15

    def turn(self, found: Ring) -> int:
        """Degrees to turn the ring so that its thin parts lie at the upper left; 0 where they do or there are none."""
        thin = [point for point in self.points if not self.holds(found, point, 1) and self.share(point)]
        if all(math.sin(self.middle(point, 0)) < -0.05 for point in thin) or len(thin) == len(self.points):
            return 0
        mean = math.degrees(sum(self.middle(point, 0) for point in thin) / len(thin))
        return round(_THIN_ANGLE - mean) % 360

    def labels(self, found: Ring, turn: float, space: Rect, *, named: bool) -> tuple[PointLabel | None, ...]:
        """In the ring, or outside it for parts too thin; parts of zero have none."""
        labels: list[PointLabel | None] = [None] * len(self.points)
        if not self.spec.data_labels:
            return tuple(labels)
        outside = []
        for point in self.points:
            if named or self.holds(found, point, 1):
                labels[point] = PointLabel(
                    "ctr", inside=True, category=named, value=not self.percent, percent=self.percent
                )
            elif self.share(point):
                outside.append(point)
        levels = self._levels(found, turn, space, outside)
        for point, level in levels.items():
            angle = self.middle(point, turn)
            reach = found.outer + self.size * LINE * 0.6
            across = math.sqrt(max(reach**2 - level**2, 0.0)) + text_width(self.text(point), self.size, bold=True) / 2
            side = 1 if math.sin(angle) >= 0 else -1
            usual = (math.sin(angle) * found.middle, -math.cos(angle) * found.middle)
            shift = (side * across - usual[0], level - usual[1])
            labels[point] = PointLabel("ctr", value=not self.percent, percent=self.percent, shift=shift)
        return tuple(labels)

    def _levels(self, found: Ring, turn: float, space: Rect, outside: list[int]) -> dict[int, float]:
        """Heights of the labels outside the ring, downwards from its middle, without overlaps on either side."""
        line = self.size * LINE
        levels: dict[int, float] = {}
        for right in (True, False):
            chosen = [point for point in outside if (math.sin(self.middle(point, turn)) >= 0) == right]
            chosen.sort(key=lambda point: -math.cos(self.middle(point, turn)))
            wanted = [-math.cos(self.middle(point, turn)) * (found.outer + line / 2) for point in chosen]
            low, high = space.y + line / 2 - found.y, space.bottom - line / 2 - found.y
            levels |= dict(zip(chosen, apart(wanted, line, low, high), strict=True))
        return levels
