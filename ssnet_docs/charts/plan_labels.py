"""Which points of a chart with axes are labelled, and on which side of the point."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ssnet_docs.charts.figures import shown
from ssnet_docs.charts.fit import LINE, apart, text_width
from ssnet_docs.charts.plan import PointLabel, Position
from ssnet_docs.charts.scale import Scale
from ssnet_docs.model.chart import ChartSpec, Series
from ssnet_docs.model.layout import Rect

BELOW = 9.0  # free space under the plot, above the categories' names
MARKER = 5.0  # from a point's middle to its label's edge
Rows = tuple[tuple[PointLabel | None, ...], ...]


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
    return len(set(series.values)) == 1 and series.values[0] is not None


def columns_fit(spec: ChartSpec, field: Field, *, every: bool) -> bool:
    """Whether the labels of columns or bars neither touch each other nor leave the shapes they stand in.

    Of a stack's parts, `every` one must have room for its label, else half of them.
    """
    drawn = [(position, series) for position, series in enumerate(spec.series) if series.kind != "line"]
    if not drawn or not field.columns:
        return True
    breadth, slot = field.breadth(spec), field.slot(spec)
    widths = [field.label_width(position, v) for position, series in drawn for v in series.values if v is not None]
    widest = max(widths, default=0.0)
    if spec.stacking != "none":
        return _stack_fits(spec, field, every=every)
    if field.horizontal:
        return field.line_height * 0.92 <= (slot if len(drawn) == 1 else breadth) and widest < field.plot.width / 2
    if len(drawn) < len(spec.series):
        return widest <= breadth * 0.9
    return widest <= (slot * 0.94 if len(drawn) == 1 else breadth * 1.04)


def _stack_fits(spec: ChartSpec, field: Field, *, every: bool) -> bool:
    if field.horizontal and field.line_height * 0.95 > field.breadth(spec):
        return False
    parts = [
        label
        for row, series in zip(label_series(spec, field), spec.series, strict=True)
        for label, value in zip(row, series.values, strict=True)
        if series.kind != "line" and value
    ]
    labelled = sum(label is not None for label in parts)
    return labelled == len(parts) if every else labelled * 2 >= len(parts)


def lines_fit(spec: ChartSpec, field: Field) -> bool:
    """Whether every point of the lines can bear its value: at most two lines, and labels narrower than a category."""
    lines = [
        (position, series)
        for position, series in enumerate(spec.series)
        if series.kind == "line" and not (series.target and is_constant(series))
    ]
    if not field.lines or not lines:
        return True
    widths = [field.label_width(position, v) for position, series in lines for v in series.values if v is not None]
    return len(lines) <= 2 and all(width <= field.slot(spec) * 0.96 for width in widths)


def label_series(spec: ChartSpec, field: Field) -> Rows:
    """The labels of every series, point by point; None leaves a point unlabelled.

    Where lines run over columns, the columns' labels stand at the end or at the foot of the columns, whichever
    meets fewer points of the lines.
    """
    mixed = 0 < sum(series.kind == "line" for series in spec.series) < len(spec.series)
    options: tuple[Position, ...] = ("inBase", "inEnd") if mixed and spec.stacking == "none" else ("outEnd",)
    best = min(options, key=lambda option: _meetings(spec, field, option) if len(options) > 1 else 0)
    rows = [
        _line_labels(spec, field, position, best)
        if series.kind == "line"
        else tuple(_column_label(spec, field, position, point, best) for point in range(len(spec.categories)))
        for position, series in enumerate(spec.series)
    ]
    return _spread(spec, field, rows)


def _meetings(spec: ChartSpec, field: Field, option: Position) -> int:
    """How many points of lines (with the labels above them) lie on a column's label in this position."""
    return sum(
        zone[0] < field.y(line, value) + MARKER and field.y(line, value) - MARKER - field.line_height < zone[1]
        for position, series in enumerate(spec.series)
        if series.kind != "line"
        for line in spec.series
        if line.kind == "line"
        for point, value in enumerate(line.values)
        if value is not None and (zone := _zone(spec, field, position, point, option)) is not None
    )


def _zone(spec: ChartSpec, field: Field, position: int, point: int, option: Position) -> tuple[float, float] | None:
    """Upper and lower edge of a column's label, downwards; None where it has none."""
    label = _column_label(spec, field, position, point, option)
    if label is None:
        return None
    end = field.y(spec.series[position], spec.series[position].values[point] or 0.0)
    if label.position == "inBase":
        return field.plot.bottom - field.line_height, field.plot.bottom
    return (end, end + field.line_height) if label.inside else (end - field.line_height, end)


def _column_label(spec: ChartSpec, field: Field, position: int, point: int, option: Position) -> PointLabel | None:
    series = spec.series[position]
    value = series.values[point]
    if value is None or not field.columns:
        return None
    breadth = field.breadth(spec)
    width = field.label_width(position, value)
    if spec.stacking != "none":
        length = _part(spec, field, series, point) * (field.plot.width if field.horizontal else field.plot.height)
        room = (length, breadth) if field.horizontal else (breadth, length)
        fits = width <= room[0] * 0.96 and field.line_height <= room[1] * 1.05
        return PointLabel("ctr", inside=True) if fits and value else None
    if option != "outEnd" and field.plot.bottom - field.y(series, value) >= field.line_height * 1.5 and value > 0:
        return PointLabel(option, inside=True)
    return PointLabel("outEnd")


def _part(spec: ChartSpec, field: Field, series: Series, point: int) -> float:
    """The share of the plot's length that a stacked part takes."""
    value = series.values[point] or 0.0
    if spec.stacking == "percent":
        return value / (sum(other.values[point] or 0.0 for other in spec.series if other.kind != "line") or 1.0)
    return field.scale.share(field.scale.minimum + value)


def _line_labels(spec: ChartSpec, field: Field, position: int, option: Position) -> tuple[PointLabel | None, ...]:
    series = spec.series[position]
    known = [point for point, value in enumerate(series.values) if value is not None]
    labels: list[PointLabel | None] = [None] * len(series.values)
    constant = series.target and is_constant(series)
    if field.lines and not constant:
        for point in known:
            labels[point] = PointLabel(_side(spec, field, position, point, option))
    elif spec.data_labels and known and len(spec.series) == 1:
        for point in {known[0], known[-1]}:
            labels[point] = PointLabel("t")
    if known and position in field.ends:
        beside = any(other.kind != "line" and other.values[known[-1]] is not None for other in spec.series)
        shift = field.slot(spec) / 2 - MARKER if beside else 0.0  # past the column that the point stands on
        labels[known[-1]] = PointLabel("r", name=True, value=spec.data_labels, shift=(shift, 0.0))
    return tuple(labels)


def _side(spec: ChartSpec, field: Field, position: int, point: int, option: Position) -> Position:
    """Above the point, or below it where a column's label, a higher line or the line itself stands above."""
    series = spec.series[position]
    y = field.y(series, series.values[point] or 0.0)
    if y + MARKER + field.line_height > field.plot.bottom + (BELOW if field.scale.minimum < 0 else 0):
        return "t"
    above = (y - MARKER - field.line_height, y - MARKER)
    for other_position, other in enumerate(spec.series):
        peer = other.values[point]
        if other_position == position or peer is None:
            continue
        if other.kind == "line":
            near = (y - field.y(other, peer), other_position < position)
            if near > (0.0, False) and near[0] < 3 * field.line_height:
                return "b"
            continue
        zone = _zone(spec, field, other_position, point, option)
        if zone is not None and above[0] < zone[1] and zone[0] < above[1]:
            return "b"
    if any(other.kind != "line" for other in spec.series):
        return "t"
    neighbours = [series.values[near] for near in (point - 1, point + 1) if 0 <= near < len(series.values)]
    levels = [field.y(series, value) for value in neighbours if value is not None]
    return "b" if levels and all(y - level > field.line_height / 2 for level in levels) else "t"


def _spread(spec: ChartSpec, field: Field, rows: list[tuple[PointLabel | None, ...]]) -> Rows:
    """Move the names at the ends of lines apart where lines end close together."""
    ends = []
    for position in field.ends:
        series = spec.series[position]
        known = [(point, value) for point, value in enumerate(series.values) if value is not None]
        ends += [(field.y(series, value), position, point) for point, value in known[-1:]]
    ends.sort()
    middles = apart([level for level, _, _ in ends], field.line_height, field.plot.y, field.plot.bottom)
    for (level, position, point), middle in zip(ends, middles, strict=True):
        label = rows[position][point]
        if label is not None and abs(middle - level) > 0.5:
            row = list(rows[position])
            row[point] = replace(label, shift=(label.shift[0], middle - level))
            rows[position] = tuple(row)
    return tuple(rows)
