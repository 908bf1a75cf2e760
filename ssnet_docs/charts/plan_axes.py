"""The plan of charts with axes: columns, bars, lines and their combinations."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ssnet_docs.charts.description import is_time
from ssnet_docs.charts.figures import number_format, shown, without_unit
from ssnet_docs.charts.fit import LINE, text_width, wrapped_lines
from ssnet_docs.charts.plan import Plan, formats, top_band, unit_note
from ssnet_docs.charts.plan_labels import Field, columns_fit, is_constant, label_series, lines_fit
from ssnet_docs.charts.scale import PERCENT_SIGNS, axis_unit, value_scale
from ssnet_docs.model.chart import ChartSpec
from ssnet_docs.model.layout import Rect

SMALLEST = 9.0  # no value label is set smaller than this
WIDEST_COLUMN = 72.0
THICKEST_BAR = 40.0


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way to label the values: their size, whether they say the unit, whether each kind is labelled at all."""

    size: float
    unit: bool
    columns: bool
    lines: bool


def plan_axes(spec: ChartSpec, width: float, height: float, size: float) -> Plan:
    """The first attempt whose labels fit: with the unit, without it, smaller, lines only at their ends, none."""
    attempts = [Attempt(size, True, True, True), Attempt(size, False, True, True)]
    attempts += [Attempt(size - less, False, True, True) for less in (1, 2) if size - less >= SMALLEST]
    if not spec.data_labels:
        attempts = []
    for attempt in attempts:
        field, found = _draft(spec, width, height, size, attempt)
        if columns_fit(spec, field) and lines_fit(spec, field):
            return found
    for attempt in (Attempt(size, True, True, False), Attempt(size, False, True, False)):
        field, found = _draft(spec, width, height, size, attempt)
        if spec.data_labels and has_both(spec) and columns_fit(spec, field):
            return found
    return _draft(spec, width, height, size, Attempt(size, True, False, False))[1]


def has_both(spec: ChartSpec) -> bool:
    """Whether the chart has columns and lines."""
    return 0 < sum(series.kind == "line" for series in spec.series) < len(spec.series)


def named_at_end(spec: ChartSpec) -> tuple[int, ...]:
    """The series whose name stands at the end of their line: all of two to four lines, and constant targets."""
    if spec.legend:
        return ()
    lines = [position for position, series in enumerate(spec.series) if series.kind == "line"]
    if spec.legend is None and len(lines) == len(spec.series) and 2 <= len(lines) <= 4:
        return tuple(lines)
    return tuple(position for position in lines if spec.series[position].target and is_constant(spec.series[position]))


def _draft(spec: ChartSpec, width: float, height: float, size: float, attempt: Attempt) -> tuple[Field, Plan]:
    horizontal = any(series.kind == "bar" for series in spec.series)
    codes = formats(spec) if attempt.unit else tuple(without_unit(code) for code in formats(spec))
    ends = named_at_end(spec)
    listed = len(spec.series) - len(ends)
    legend = listed > 1 if spec.legend is None else spec.legend and listed > 0
    axis, secondary = _axes_shown(spec, attempt)
    note = _note(spec, attempt, axis=axis, legend=legend)
    band = top_band(_listed(spec, ends), width, size, legend=legend, note=note)
    margins = _margins(spec, width, height, size, attempt, codes, ends, axis, secondary, band.depth)
    plot = margins.plot
    field = Field(
        plot=plot,
        horizontal=horizontal,
        size=attempt.size,
        codes=codes,
        scale=value_scale(spec),
        secondary=value_scale(spec, secondary=True),
        gap_width=_gap(spec, plot, horizontal),
        ends=ends,
        columns=attempt.columns,
        lines=attempt.lines,
    )
    return field, Plan(
        width=width,
        height=height,
        label_size=size,
        value_size=attempt.size,
        plot=plot,
        labels=label_series(spec, field),
        formats=codes,
        title=band.title,
        legend=band.legend,
        unlisted=ends if legend else (),
        note=band.note,
        note_place=band.note_place,
        value_axis=axis,
        secondary_axis=secondary,
        gap_width=field.gap_width,
        category_step=margins.step,
        scale=field.scale,
        problems=margins.problems,
    )


def _listed(spec: ChartSpec, ends: tuple[int, ...]) -> ChartSpec:
    return replace(spec, series=tuple(series for position, series in enumerate(spec.series) if position not in ends))


def _axes_shown(spec: ChartSpec, attempt: Attempt) -> tuple[bool, bool]:
    """Whether the primary and the secondary value axis bear figures: where the labels do not say all of them."""
    primary_lines = any(series.kind == "line" and not series.secondary for series in spec.series)
    columns = any(series.kind != "line" for series in spec.series)
    axis = (columns and not attempt.columns) or (primary_lines and not attempt.lines and not columns)
    if spec.stacking == "stacked" or (spec.stacking == "percent" and spec.unit not in PERCENT_SIGNS):
        axis = True
    secondary = any(series.secondary for series in spec.series) and not attempt.lines
    return axis, secondary


def _note(spec: ChartSpec, attempt: Attempt, *, axis: bool, legend: bool) -> str:
    plain = [series for series in spec.series if not series.target]
    name = plain[0].name if len(plain) == 1 and not legend and not spec.title else ""
    labelled = attempt.unit and (attempt.columns or attempt.lines) and not (axis and spec.stacking == "none")
    said = spec.unit in PERCENT_SIGNS or labelled
    other = next((series.unit for series in spec.series if series.secondary and series.unit), "")
    if not said and other and other not in PERCENT_SIGNS and not attempt.unit:
        return f"單位：{spec.unit}（左）、{other}（右）" if spec.unit else f"單位：{other}（右）"
    return unit_note(spec, name=name, unit_said=said)


def axis_format(spec: ChartSpec, *, secondary: bool = False) -> str:
    """The number format of a value axis's figures: no unit but a per cent sign, as many decimals as its steps need."""
    if spec.stacking == "percent":
        return "0%"
    unit = axis_unit(spec, secondary)
    ticks = value_scale(spec, secondary=secondary).ticks
    return number_format(ticks, unit if unit in PERCENT_SIGNS else "")


def _gap(spec: ChartSpec, plot: Rect, horizontal: bool) -> int:
    """At least the gap asked for, and more where a column would be wider than looks well."""
    extent = plot.height if horizontal else plot.width
    most = THICKEST_BAR if horizontal else WIDEST_COLUMN
    side_by_side = sum(series.kind != "line" for series in spec.series) if spec.stacking == "none" else 1
    slot = extent / len(spec.categories)
    return min(500, max(spec.gap_width, round((slot / most - side_by_side) * 100)))


@dataclass(frozen=True, slots=True)
class Margins:
    plot: Rect
    step: int = 1
    problems: tuple[tuple[str, str], ...] = ()


def _margins(
    spec: ChartSpec,
    width: float,
    height: float,
    size: float,
    attempt: Attempt,
    codes: tuple[str, ...],
    ends: tuple[int, ...],
    axis: bool,
    secondary: bool,
    top: float,
) -> Margins:
    if any(series.kind == "bar" for series in spec.series):
        return _bar_margins(spec, width, height, size, attempt, codes, axis, top)
    left = _tick_width(spec, size, secondary=False) + 8 if axis else 2.0
    right = _tick_width(spec, size, secondary=True) + 8 if secondary else 2.0
    count = len(spec.categories)
    end = max((_end_width(spec, position, attempt, codes) for position in ends), default=0.0)
    if end:
        half = 1 / (2 * count)
        right = max(right, (end + 10 - (width - left) * half) / (1 - half))
    labelled = (attempt.columns or attempt.lines) and spec.stacking == "none"
    top += attempt.size * LINE + 4 if labelled or ends else size * LINE / 2 + 2
    slot = (width - left - right) / count
    lines, step = _category_lines(spec, slot, size, 3 if height >= 220 else 2)
    bottom = (lines or 2) * size * LINE + 9
    plot = Rect(left, top, width - left - right, height - top - bottom)
    problems = []
    if lines is None:
        problems.append(("橫軸放不下類別名稱", "請縮短名稱，或改用 bar（橫條圖）"))
    problems += _room(plot)
    return Margins(plot, step, tuple(problems))


def _end_width(spec: ChartSpec, position: int, attempt: Attempt, codes: tuple[str, ...]) -> float:
    series = spec.series[position]
    value = next((value for value in reversed(series.values) if value is not None), 0.0)
    text = f"{series.name} {shown(value, codes[position])}" if spec.data_labels else series.name
    return text_width(text, attempt.size, bold=True)


def _tick_width(spec: ChartSpec, size: float, *, secondary: bool) -> float:
    code = axis_format(spec, secondary=secondary)
    return max(text_width(shown(tick, code), size) for tick in value_scale(spec, secondary=secondary).ticks)


def _category_lines(spec: ChartSpec, slot: float, size: float, most: int) -> tuple[int | None, int]:
    """Lines that the longest category takes, and the step at which categories are named (time may skip some)."""
    steps = (1, 2, 3, 4, 6, 12) if is_time(spec.categories) else (1,)
    for step in steps:
        if step > 1 and step >= len(spec.categories):
            break
        counts = [wrapped_lines(name, size, slot * step * 0.94) for name in spec.categories[::step]]
        known = [count for count in counts if count is not None]
        if len(known) == len(counts) and max(known) <= (1 if step > 1 else most):
            return max(known), step
    return None, 1


def _bar_margins(
    spec: ChartSpec,
    width: float,
    height: float,
    size: float,
    attempt: Attempt,
    codes: tuple[str, ...],
    axis: bool,
    top: float,
) -> Margins:
    names = max(text_width(name, size) for name in spec.categories)
    left = min(names + 4, width * 0.4) + 8
    bottom = size * LINE + 8 if axis else 4.0
    right = 14.0 if axis else 4.0
    if attempt.columns and spec.stacking == "none":
        right = 6 + max(
            text_width(shown(value, code), attempt.size)
            for series, code in zip(spec.series, codes, strict=True)
            for value in series.values
            if value is not None
        )
    plot = Rect(left, top + 4, width - left - right, height - top - 4 - bottom)
    slot = plot.height / len(spec.categories)
    counts = [wrapped_lines(name, size, left - 8) for name in spec.categories]
    problems = _room(plot)
    if any(count is None or count * size * LINE > slot * 1.04 for count in counts):
        problems.append(("橫條圖的類別太多或名稱太長，縱向放不下", "請縮短名稱、減少類別，或改用表格"))
    return Margins(plot, 1, tuple(problems))


def _room(plot: Rect) -> list[tuple[str, str]]:
    if plot.width >= 90 and plot.height >= 60:
        return []
    return [("圖的位置太小，放不下圖形與標示", "請加大圖的欄位，或減少數列、縮短數列名稱")]
