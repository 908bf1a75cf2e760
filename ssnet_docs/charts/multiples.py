"""Small multiples: one chart a series, all on the same scale, instead of one chart with too many lines."""

from __future__ import annotations

from dataclasses import replace

from ssnet_docs.charts.scale import value_scale
from ssnet_docs.model.chart import ChartSpec


def small_multiples(spec: ChartSpec) -> tuple[ChartSpec, ...]:
    """One chart for each series that is not a target, titled with its name; targets are repeated in every chart.

    All share the value axis, so that heights compare from chart to chart. Charts of shares (doughnut, percent)
    or of two value axes cannot be taken apart and come back as they are.
    """
    plain = [series for series in spec.series if not series.target]
    if len(plain) < 2 or spec.stacking == "percent" or plain[0].kind == "doughnut" or any(s.secondary for s in plain):
        return (spec,)
    targets = tuple(series for series in spec.series if series.target)
    scale = value_scale(replace(spec, stacking="none"))
    return tuple(
        replace(
            spec,
            series=(series, *targets),
            stacking="none",
            title=series.name,
            axis_minimum=scale.minimum,
            axis_maximum=scale.maximum,
        )
        for series in plain
    )
