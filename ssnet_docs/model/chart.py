"""What a chart shows, independent of who draws it."""

from __future__ import annotations

from typing import Literal

from ssnet_docs.model.text import Colour
from ssnet_docs.model.value import value

SeriesKind = Literal["column", "bar", "line", "doughnut"]
Stacking = Literal["none", "stacked", "percent"]


@value(frozen=True, slots=True)
class Series:
    """One value a category; None is a gap. `facts` are the keys of the facts, one a value ("" for none).

    `point_colours` colours single points (a doughnut's parts, a highlighted column); empty means none.
    A `target` series is drawn as a dashed line with markers, whatever its kind. `unit` and `number_format`
    are the chart's where they are None.
    """

    name: str
    values: tuple[float | None, ...]
    kind: SeriesKind = "column"
    colour: Colour | None = None
    point_colours: tuple[Colour | None, ...] = ()
    facts: tuple[str, ...] = ()
    target: bool = False
    secondary: bool = False  # on the secondary value axis
    unit: str | None = None
    number_format: str | None = None


@value(frozen=True, slots=True)
class ChartSpec:
    """A chart of one or more series over the same categories.

    `number_format` is Office's code for data labels and axis (`#,##0`, `0.0"%"`); percentages are kept as
    shown (82.3 for 82.3 %). `axis_minimum` other than 0 needs `axis_reason`, which the slide shows.
    `unit` labels the value axis. `direct_labels` puts series names at the lines instead of a legend.
    """

    kind: str  # the chart kind's name in the registry: column, bar, line, stacked-column, doughnut, combination …
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    stacking: Stacking = "none"
    title: str | None = None
    unit: str = ""
    number_format: str = "General"
    data_labels: bool = True
    legend: bool | None = None  # None: shown when there is more than one series
    axis_minimum: float | None = 0.0
    axis_maximum: float | None = None
    axis_reason: str = ""
    gap_width: int = 60  # per cent of a column's width
    centre_text: str = ""  # in the hole of a doughnut
