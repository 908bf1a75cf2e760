"""The charts of decks and reports, with the colours that they are drawn in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ssnet_docs import themes
from ssnet_docs.checks.parts.base import Place, Subject
from ssnet_docs.checks.parts.made import Made
from ssnet_docs.model.chart import ChartSpec
from ssnet_docs.model.layout import Theme
from ssnet_docs.model.page import PlacedChart
from ssnet_docs.model.report import ReportChart
from ssnet_docs.writers.ooxml.chart_brush import Brush


@dataclass(frozen=True, slots=True)
class Drawn:
    """Names and colours (six hex digits) of a chart's filled series, and of the parts of a ring."""

    filled: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, str], ...] = ()


def charts(subject: Subject) -> Iterator[tuple[Made, Place, ChartSpec, Drawn]]:
    """Every chart of every document, with its place and its colours."""
    for made in subject.made:
        for sheet in made.sheets:
            for frame in sheet.content:
                if isinstance(frame, PlacedChart):
                    drawn = _drawn(frame.spec, sheet.theme, sheet.slide.strategy)
                    yield made, sheet.place(frame.key), frame.spec, drawn
        for block in made.report.blocks if made.report and made.theme else ():
            if isinstance(block, ReportChart) and made.theme is not None:
                yield made, made.in_report(block), block.spec, _drawn(block.spec, made.theme, block.strategy)


def _drawn(spec: ChartSpec, theme: Theme, strategy: int | None) -> Drawn:
    brush = Brush(theme, strategy)
    series = brush.series_colours(spec)
    if spec.kind == "doughnut":
        own = brush.point_colours(spec, spec.series[0], series[0])
        shown = (themes.rgb(theme, colour, strategy) for colour in own)
        return Drawn((), tuple(zip(spec.categories, shown, strict=True)))
    filled = (
        (entry.name, themes.rgb(theme, colour, strategy))
        for entry, colour in zip(spec.series, series, strict=True)
        if entry.kind != "line"
    )
    return Drawn(tuple(filled))
