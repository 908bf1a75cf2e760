"""Where the plot of a chart with axes begins and ends: the room that names, figures and end labels take."""

from __future__ import annotations

from dataclasses import dataclass

from ssnet_docs.charts.description import is_time
from ssnet_docs.charts.figures import number_format, shown, without_unit
from ssnet_docs.charts.fit import LINE, text_width, wrapped_lines
from ssnet_docs.charts.plan import formats
from ssnet_docs.charts.plan_labels import is_constant
from ssnet_docs.charts.scale import PERCENT_SIGNS, axis_unit, value_scale
from ssnet_docs.model.chart import ChartSpec
from ssnet_docs.model.layout import Rect

MOST_LINES = 4  # as many lines bear their names at their ends


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way to label the values: their size, whether they say the unit, whether each kind is labelled at all."""

    size: float
    unit: bool
    columns: bool
    lines: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """A chart in a frame of `width` by `height` points with names of `size` points, labelled in one way."""

    spec: ChartSpec
    width: float
    height: float
    size: float
    attempt: Attempt

    @property
    def codes(self) -> tuple[str, ...]:
        """The number formats of the labels, one a series."""
        found = formats(self.spec)
        return found if self.attempt.unit else tuple(without_unit(code) for code in found)

    @property
    def ends(self) -> tuple[int, ...]:
        """The series whose name stands at the end of their line: all of two to four lines, and constant targets."""
        series = self.spec.series
        if self.spec.legend:
            return ()
        lines = [position for position, entry in enumerate(series) if entry.kind == "line"]
        if self.spec.legend is None and len(lines) == len(series) and 2 <= len(lines) <= MOST_LINES:
            return tuple(lines)
        return tuple(position for position in lines if series[position].target and is_constant(series[position]))

    @property
    def axis(self) -> bool:
        """Whether the value axis bears figures: where labels do not say them all, or where totals are to be read."""
        columns = any(series.kind != "line" for series in self.spec.series)
        if self.spec.stacking != "none":
            return self.spec.stacking == "stacked" or self.spec.unit not in PERCENT_SIGNS or not self.attempt.columns
        if columns:
            return not self.attempt.columns
        return not self.attempt.lines

    @property
    def secondary_axis(self) -> bool:
        return any(series.secondary for series in self.spec.series) and not self.attempt.lines


@dataclass(frozen=True, slots=True)
class Margins:
    """The plot's place; `step` names every n-th category; `problems` as in Plan."""

    plot: Rect
    step: int = 1
    problems: tuple[tuple[str, str], ...] = ()


def axis_format(spec: ChartSpec, *, secondary: bool = False) -> str:
    """The number format of a value axis's figures: no unit but a per cent sign, as many decimals as its steps need."""
    if spec.stacking == "percent" and not secondary:
        return "0%"
    unit = axis_unit(spec, secondary)
    ticks = value_scale(spec, secondary=secondary).ticks
    return number_format(ticks, unit if unit in PERCENT_SIGNS else "")


def margins(draft: Draft, top: float) -> Margins:
    """The margins under a band of `top` points."""
    if any(series.kind == "bar" for series in draft.spec.series):
        return _bar_margins(draft, top)
    return _column_margins(draft, top)


def _column_margins(draft: Draft, top: float) -> Margins:
    spec, size, attempt = draft.spec, draft.size, draft.attempt
    left = _tick_width(spec, size, secondary=False) + 8 if draft.axis else 2.0
    right = _tick_width(spec, size, secondary=True) + 8 if draft.secondary_axis else 2.0
    count = len(spec.categories)
    ends = draft.ends
    if ends:
        half = 1 / (2 * count)  # the last point stands half a category before the plot's end
        if any(series.kind != "line" for series in spec.series):
            half = 0.0  # its column fills that half
        need = max(_end_width(draft, position) for position in ends) + 10
        right = max(right, (need - (draft.width - left) * half) / (1 - half))
    labelled = (attempt.columns or attempt.lines) and spec.stacking == "none"
    top += attempt.size * LINE + 4 if labelled or ends else size * LINE / 2 + 2
    slot = (draft.width - left - right) / count
    lines, step = _category_lines(spec, slot, size, 3 if draft.height >= 220 else 2)
    bottom = (lines or 2) * size * LINE + 9
    plot = _plot(left, top, draft.width - right, draft.height - bottom)
    problems = _room(plot)
    if lines is None:
        problems.append(("橫軸放不下類別名稱", "請縮短名稱，或改用 bar（橫條圖）"))
    return Margins(plot, step, tuple(problems))


def _end_width(draft: Draft, position: int) -> float:
    series = draft.spec.series[position]
    value = next((value for value in reversed(series.values) if value is not None), 0.0)
    text = f"{series.name} {shown(value, draft.codes[position])}" if draft.spec.data_labels else series.name
    return text_width(text, draft.attempt.size, bold=True)


def _tick_width(spec: ChartSpec, size: float, *, secondary: bool) -> float:
    code = axis_format(spec, secondary=secondary)
    return max(text_width(shown(tick, code), size) for tick in value_scale(spec, secondary=secondary).ticks)


def _category_lines(spec: ChartSpec, slot: float, size: float, most: int) -> tuple[int | None, int]:
    """Lines that the longest category takes, and the step at which categories are named.

    Years and months stay on one line; where they are too many, every second, third … is named. LibreOffice
    names all of them and breaks their lines instead, so there is room for two.
    """
    if not is_time(spec.categories):
        room = slot * 0.92
        counts = [wrapped_lines(name, size, room) for name in spec.categories]
        if room < 2 * size and any(count != 1 for count in counts):
            return None, 1  # one character a line is no way to set a name
        known = [count for count in counts if count is not None]
        return (max(known) if len(known) == len(counts) and max(known) <= most else None), 1
    widest = max(text_width(name, size) for name in spec.categories)
    for step in (1, 2, 3, 4, 6, 12):
        if widest <= slot * step * 0.88 and (step == 1 or step < len(spec.categories)):
            return min(step, 2), step
    return None, 1


def _bar_margins(draft: Draft, top: float) -> Margins:
    spec, size, attempt = draft.spec, draft.size, draft.attempt
    names = max(text_width(name, size) for name in spec.categories)
    left = (names + 4 if names + 4 <= draft.width * 0.46 else draft.width * 0.4) + 8
    bottom = size * LINE + 8 if draft.axis else 4.0
    right = 16.0 if draft.axis else 4.0
    if attempt.columns and spec.stacking == "none":
        widths = [
            text_width(shown(value, code), attempt.size, bold=True)
            for series, code in zip(spec.series, draft.codes, strict=True)
            for value in series.values
            if value is not None
        ]
        right = 6 + max(widths, default=0.0)
    plot = _plot(left, top + 4, draft.width - right, draft.height - bottom)
    slot = plot.height / len(spec.categories)
    counts = [wrapped_lines(name, size, left - 8) for name in spec.categories]
    problems = _room(plot)
    if any(count is None or count * size * LINE > slot * 1.04 for count in counts):
        problems.append(("橫條圖的類別太多或名稱太長，縱向放不下", "請縮短名稱、減少類別，或改用表格"))
    return Margins(plot, 1, tuple(problems))


def _plot(left: float, top: float, right: float, bottom: float) -> Rect:
    """The rectangle between these edges; where they leave none, a speck that `_room` reports."""
    return Rect(left, top, max(right - left, 1.0), max(bottom - top, 1.0))


def _room(plot: Rect) -> list[tuple[str, str]]:
    if plot.width >= 90 and plot.height >= 60:
        return []
    return [("圖的位置太小，放不下圖形與標示", "請加大圖的欄位，或減少數列、縮短數列名稱")]
