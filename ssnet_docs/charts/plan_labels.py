"""Which points of a chart with axes are labelled, and on which side of the point."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ssnet_docs.charts.figures import shown
from ssnet_docs.charts.fit import LINE, text_width
from ssnet_docs.charts.plan import PointLabel, Position
from ssnet_docs.charts.scale import Scale
from ssnet_docs.model.chart import ChartSpec, Series
from ssnet_docs.model.layout import Rect

MARKER = 5.0  # from a point's middle to its label's edge


@dataclass(frozen=True, slots=True)
class Field:
    """The plot as the labels see it: its place, scales and gaps, and who may be labelled."""

    plot: Rect
    horizontal: bool
    size: float
    codes: tuple[str, ...]
    scale: Scale
    secondary: Scale
    gap_width: int
    ends: tuple[int, ...]
    columns: bool
    lines: bool

    @property
    def line_height(self) -> float:
        return self.size * LINE

    def slot(self, spec: ChartSpec) -> float:
        return (self.plot.height if self.horizontal else self.plot.width) / len(spec.categories)

    def breadth(self, spec: ChartSpec) -> float:
        """Breadth of one column or bar."""
        side_by_side = sum(series.kind != "line" for series in spec.series) if spec.stacking == "none" else 1
        return self.slot(spec) / (max(side_by_side, 1) + self.gap_width / 100)

    def y(self, series: Series, value: float) -> float:
        """Height of a value on the slide, downwards."""
        scale = self.secondary if series.secondary else self.scale
        return self.plot.bottom - scale.share(value) * self.plot.height

    def label_width(self, position: int, value: float) -> float:
        return text_width(shown(value, self.codes[position]), self.size)


def is_constant(series: Series) -> bool:
    """Whether all of the series' values are the same, without gaps."""
    return len(set(series.values)) == 1


def columns_fit(spec: ChartSpec, field: Field) -> bool:
    """Whether the labels of columns or bars neither touch each other nor leave the shapes they stand in."""
    mixed = any(series.kind == "line" for series in spec.series)
    drawn = [(position, series) for position, series in enumerate(spec.series) if series.kind != "line"]
    if not drawn:
        return True
    breadth, slot = field.breadth(spec), field.slot(spec)
    widest = max(field.label_width(position, v) for position, series in drawn for v in series.values if v is not None)
    if spec.stacking != "none":
        return _stack_fits(spec, field, breadth, widest)
    if field.horizontal:
        return field.line_height * 0.92 <= (slot if len(drawn) == 1 else breadth) and widest < field.plot.width / 2
    if mixed and len(drawn) == 1:
        return widest <= breadth * 0.98 or (widest <= slot * 0.96 and _clear_above(spec, field))
    return widest <= (slot * 0.96 if len(drawn) == 1 else breadth * 1.06)


def _stack_fits(spec: ChartSpec, field: Field, breadth: float, widest: float) -> bool:
    if field.horizontal:
        if field.line_height * 0.95 > breadth:
            return False
    elif widest > breadth * 0.98:
        return False
    labels = label_series(spec, field)
    parts = [label for row, series in zip(labels, spec.series, strict=True) if series.kind != "line" for label in row]
    return sum(label is not None for label in parts) * 2 >= len(parts)


def _clear_above(spec: ChartSpec, field: Field) -> bool:
    """Whether no line runs through the place above a column where its label would stand."""
    room = field.line_height * 2 + MARKER
    for column in (series for series in spec.series if series.kind != "line"):
        for line in (series for series in spec.series if series.kind == "line"):
            for top, point in zip(column.values, line.values, strict=True):
                if top is not None and point is not None and 0 <= field.y(column, top) - field.y(line, point) < room:
                    return False
    return True


def lines_fit(spec: ChartSpec, field: Field) -> bool:
    """Whether every point of the lines can bear its value: at most two lines, and labels narrower than a category."""
    lines = [
        (position, series)
        for position, series in enumerate(spec.series)
        if series.kind == "line" and not (series.target and is_constant(series))
    ]
    if len(lines) > 2:
        return False
    slot = field.slot(spec)
    return all(
        field.label_width(position, value) <= slot * 0.98
        for position, series in lines
        for value in series.values
        if value is not None
    )


def label_series(spec: ChartSpec, field: Field) -> tuple[tuple[PointLabel | None, ...], ...]:
    """The labels of every series, point by point; None leaves a point unlabelled."""
    rows: list[tuple[PointLabel | None, ...]] = []
    for position, series in enumerate(spec.series):
        if series.kind == "line":
            rows.append(_line_labels(spec, field, position))
        elif not field.columns:
            rows.append((None,) * len(spec.categories))
        else:
            rows.append(tuple(_column_label(spec, field, position, point) for point in range(len(spec.categories))))
    return _spread(spec, field, rows)


def _column_label(spec: ChartSpec, field: Field, position: int, point: int) -> PointLabel | None:
    series = spec.series[position]
    value = series.values[point]
    if value is None:
        return None
    breadth = field.breadth(spec)
    width = field.label_width(position, value)
    if spec.stacking != "none":
        length = _part(spec, field, series, point) * (field.plot.width if field.horizontal else field.plot.height)
        room = (length, breadth) if field.horizontal else (breadth, length)
        fits = width <= room[0] * 0.98 and field.line_height <= room[1] * 1.05
        return PointLabel("ctr", inside=True) if fits and value else None
    if any(other.kind == "line" for other in spec.series):
        tall = abs(field.plot.bottom - field.y(series, value)) >= field.line_height * 1.6
        if tall and width <= breadth * 0.98:
            return PointLabel("inEnd", inside=True)
    return PointLabel("outEnd")


def _part(spec: ChartSpec, field: Field, series: Series, point: int) -> float:
    """The share of the plot's length that a stacked part takes."""
    value = series.values[point] or 0.0
    if spec.stacking == "percent":
        return value / (sum(other.values[point] or 0.0 for other in spec.series if other.kind != "line") or 1.0)
    return field.scale.share(field.scale.minimum + value)


def _line_labels(spec: ChartSpec, field: Field, position: int) -> tuple[PointLabel | None, ...]:
    series = spec.series[position]
    known = [point for point, value in enumerate(series.values) if value is not None]
    labels: list[PointLabel | None] = [None] * len(series.values)
    constant = series.target and is_constant(series)
    if field.lines and not constant:
        for point in known:
            labels[point] = PointLabel(_side(spec, field, position, point))
    elif spec.data_labels and known and not constant and len(spec.series) == 1:
        for point in {known[0], known[-1]}:
            labels[point] = PointLabel("t")
    if known and position in field.ends:
        labels[known[-1]] = PointLabel("r", name=True, value=spec.data_labels)
    return tuple(labels)


def _side(spec: ChartSpec, field: Field, position: int, point: int) -> Position:
    """Above the point, or below it where a column's label, a higher line or the line itself stands above."""
    series = spec.series[position]
    value = series.values[point] or 0.0
    y = field.y(series, value)
    if y + MARKER + field.line_height > field.plot.bottom:
        return "t"
    above = (y - MARKER - field.line_height, y - MARKER)
    for other_position, other in enumerate(spec.series):
        peer = other.values[point]
        if other_position == position or peer is None:
            continue
        level = field.y(other, peer)
        if other.kind == "line":
            if level < y and not (other.target and is_constant(other) and y - level > 2 * field.line_height):
                return "b"
            continue
        label = _column_label(spec, field, other_position, point) if field.columns else None
        if label is None:
            continue
        zone = (level, level + field.line_height) if label.inside else (level - field.line_height, level)
        if above[0] < zone[1] and zone[0] < above[1]:
            return "b"
    neighbours = [series.values[near] for near in (point - 1, point + 1) if 0 <= near < len(series.values)]
    levels = [field.y(series, near) for near in neighbours if near is not None]
    valley = len(levels) == 2 and all(y - level > field.line_height / 2 for level in levels)
    return "b" if valley and not any(other.kind != "line" for other in spec.series) else "t"


def _spread(
    spec: ChartSpec, field: Field, rows: list[tuple[PointLabel | None, ...]]
) -> tuple[tuple[PointLabel | None, ...], ...]:
    """Move the names at the ends of lines apart where lines end close together."""
    ends = []
    for position in field.ends:
        point = max(index for index, value in enumerate(spec.series[position].values) if value is not None)
        ends.append((field.y(spec.series[position], spec.series[position].values[point] or 0.0), position, point))
    ends.sort()
    middles = apart([level for level, _, _ in ends], field.line_height, field.plot.y, field.plot.bottom)
    for (level, position, point), middle in zip(ends, middles, strict=True):
        label = rows[position][point]
        if label is not None and abs(middle - level) > 0.5:
            row = list(rows[position])
            row[point] = replace(label, shift=(0.0, middle - level))
            rows[position] = tuple(row)
    return tuple(rows)


def apart(middles: list[float], distance: float, low: float, high: float) -> list[float]:
    """The ascending middles moved as little as possible so that neighbours are `distance` apart, within low to high.

    Groups that touch move as one, about the mean of where they would be.
    """
    groups: list[list[float]] = []
    for middle in middles:
        groups.append([middle])
        while len(groups) > 1 and _start(groups[-1], distance) < _start(groups[-2], distance) + distance * len(
            groups[-2]
        ):
            groups[-2:] = [groups[-2] + groups[-1]]
    placed: list[float] = []
    for group in groups:
        start = _start(group, distance)
        placed += [start + distance * position for position in range(len(group))]
    if placed and placed[-1] > high:
        placed = [middle - (placed[-1] - high) for middle in placed]
    return [middle + max(0.0, low - placed[0]) for middle in placed] if placed else []


def _start(group: list[float], distance: float) -> float:
    return sum(group) / len(group) - distance * (len(group) - 1) / 2
