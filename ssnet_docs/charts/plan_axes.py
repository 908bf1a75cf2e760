"""The plan of charts with axes: columns, bars, lines and their combinations."""

from __future__ import annotations

from dataclasses import replace

from ssnet_docs.charts.plan import Plan, top_band, unit_note
from ssnet_docs.charts.plan_labels import Field, columns_fit, label_series, lines_fit
from ssnet_docs.charts.plan_margins import Attempt, Draft, margins
from ssnet_docs.charts.scale import PERCENT_SIGNS, value_scale
from ssnet_docs.model.chart import ChartSpec
from ssnet_docs.model.layout import Rect

SMALLEST = 9.0  # no value label is set smaller than this
WIDEST_COLUMN = 72.0
WIDEST_SHARE = 0.115  # of the plot's width, where that is more
THICKEST_BAR = 40.0


def plan_axes(spec: ChartSpec, width: float, height: float, size: float) -> Plan:
    """The first way of labelling that fits: with the unit, without it, smaller, lines only at their ends, none."""
    for attempt, every in _attempts(spec, size):
        field, found = _draft(Draft(spec, width, height, size, attempt))
        if columns_fit(spec, field, every=every) and lines_fit(spec, field):
            return found
    return _draft(Draft(spec, width, height, size, Attempt(size, unit=True, columns=False, lines=False)))[1]


def _attempts(spec: ChartSpec, size: float) -> list[tuple[Attempt, bool]]:
    """Ways of labelling, the best first; with True every part of a stack must bear its label, else half of them."""
    if not spec.data_labels:
        return []
    full = [Attempt(size, unit=True, columns=True, lines=True), Attempt(size, unit=False, columns=True, lines=True)]
    smaller = [replace(full[1], size=size - less) for less in (1, 2) if size - less >= SMALLEST]
    attempts = [(attempt, True) for attempt in (*full, *smaller)]
    if spec.stacking != "none":
        attempts += [(attempt, False) for attempt in (full[1], *smaller)]
    if 0 < sum(series.kind == "line" for series in spec.series) < len(spec.series):
        attempts += [(replace(attempt, lines=False), True) for attempt in full]
    return attempts


def _draft(draft: Draft) -> tuple[Field, Plan]:
    spec = draft.spec
    horizontal = any(series.kind == "bar" for series in spec.series)
    ends = draft.ends
    listed = len(spec.series) - len(ends)
    legend = listed > 1 if spec.legend is None else spec.legend and listed > 0
    note = _note(draft, legend=legend)
    band = top_band(spec, draft.width, draft.size, legend=legend, note=note, unlisted=ends)
    found = margins(draft, band.depth)
    field = Field(
        plot=found.plot,
        horizontal=horizontal,
        size=draft.attempt.size,
        codes=draft.codes,
        scale=value_scale(spec),
        secondary=value_scale(spec, secondary=True),
        gap_width=_gap(spec, found.plot, horizontal),
        ends=ends,
        columns=draft.attempt.columns,
        lines=draft.attempt.lines,
    )
    return field, Plan(
        width=draft.width,
        height=draft.height,
        label_size=draft.size,
        value_size=draft.attempt.size,
        plot=found.plot,
        labels=label_series(spec, field),
        formats=draft.codes,
        title=band.title,
        legend=band.legend,
        unlisted=ends if legend else (),
        note=note,
        value_axis=draft.axis,
        secondary_axis=draft.secondary_axis,
        gap_width=field.gap_width,
        category_step=found.step,
        scale=field.scale,
        minimum=_minimum(spec, field) if horizontal and draft.attempt.columns else None,
        problems=found.problems,
    )


def _minimum(spec: ChartSpec, field: Field) -> float | None:
    """A value axis's start that leaves room for the label of the longest negative bar; None where there is room."""
    for position, series in enumerate(spec.series):
        for value in series.values:
            room = field.scale.share(value or 0.0) * field.plot.width
            if value is not None and value < 0 and room < field.label_width(position, value) + 8:
                return field.scale.minimum - field.scale.step
    return None


def _note(draft: Draft, *, legend: bool) -> str:
    """What the line above the plot says: the series' name where nothing else does, the unit where no label does."""
    spec, attempt = draft.spec, draft.attempt
    plain = [series for series in spec.series if not series.target]
    name = plain[0].name if len(plain) == 1 and not legend and not spec.title else ""
    if draft.secondary_axis:
        other = next((series.unit for series in spec.series if series.secondary and series.unit is not None), spec.unit)
        if other != spec.unit:
            return f"左軸：{spec.unit or '數值'}　右軸：{other or '數值'}"
    labelled = attempt.unit and (attempt.columns or attempt.lines) and not (draft.axis and spec.stacking == "none")
    return unit_note(spec, name=name, unit_said=spec.unit in PERCENT_SIGNS or labelled)


def _gap(spec: ChartSpec, plot: Rect, horizontal: bool) -> int:
    """At least the gap asked for, and more where a column would be wider than looks well."""
    extent = plot.height if horizontal else plot.width
    most = THICKEST_BAR if horizontal else max(WIDEST_COLUMN, extent * WIDEST_SHARE)
    side_by_side = sum(series.kind != "line" for series in spec.series) if spec.stacking == "none" else 1
    slot = extent / len(spec.categories)
    return min(500, max(spec.gap_width, round((slot / most - side_by_side) * 100)))
