"""The plan of a chart in its frame: what is labelled, where the plot stands, what does not fit.

Office could lay a chart out by itself, but it neither leaves room for names at the ends of lines nor drops
labels that collide. The plan decides once, for layout (does it fit?) and for the writer (what to write).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ssnet_docs.charts.figures import series_format
from ssnet_docs.charts.fit import LINE, text_width
from ssnet_docs.charts.scale import Scale
from ssnet_docs.model.chart import ChartSpec, Series
from ssnet_docs.model.layout import Rect

Position = Literal["outEnd", "inEnd", "ctr", "t", "b", "r"]

SWATCH = 30.0  # a legend entry's sample of line or fill with the distances around it


@dataclass(frozen=True, slots=True)
class PointLabel:
    """The label of one point. `inside` says that it stands on the series' own fill.

    `name`, `value`, `percent` and `category` say what it shows; `shift` moves it from where Office puts it, in points.
    """

    position: Position
    inside: bool = False
    name: bool = False
    value: bool = True
    percent: bool = False
    category: bool = False
    shift: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Where a chart's parts stand in a frame of `width` by `height`; every length in points.

    `labels` has one entry a series, with one label a point (None: unlabelled). `formats` are the number
    formats of the labels, one a series. `note` is the line above the plot that says what is counted.
    """

    width: float
    height: float
    label_size: float
    value_size: float
    plot: Rect
    labels: tuple[tuple[PointLabel | None, ...], ...]
    formats: tuple[str, ...]
    title: Rect | None = None
    legend: Rect | None = None
    legend_side: Literal["top", "right"] = "top"
    unlisted: tuple[int, ...] = ()  # series that bear their name in the plot and stay out of the legend
    note: str = ""
    note_place: Rect | None = None
    value_axis: bool = False
    secondary_axis: bool = False
    gap_width: int = 60
    category_step: int = 1
    scale: Scale = Scale(0.0, 1.0, 0.2)
    problems: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Band:
    """The strips above the plot: title, legend and note, and how deep they are together."""

    title: Rect | None
    legend: Rect | None
    note: str
    note_place: Rect | None
    depth: float


def title_size(label_size: float) -> float:
    """A chart's title is a step larger than its labels."""
    return label_size + 2


def top_band(spec: ChartSpec, width: float, size: float, *, legend: bool, note: str) -> Band:
    """Title over legend over note, each as high as its text; the note stands beside the legend where it fits."""
    depth = 0.0
    title = None
    if spec.title:
        large = title_size(size)
        title = Rect(0, 0, min(text_width(spec.title, large, bold=True) + 8, width), large * LINE + 4)
        depth = title.bottom + 2
    note_width = min(text_width(note, size) + 4, width)
    entries, rows = legend_size(spec.series, size, width)
    frame = None
    if legend:
        frame = Rect(0, depth, entries, rows * (size * LINE + 4))
        beside = note and frame.width + 12 + note_width <= width
        place = Rect(width - note_width, depth + 2, note_width, size * LINE) if beside else None
        depth = frame.bottom + 2
        if note and place is None:
            place, depth = Rect(0, depth, note_width, size * LINE), depth + size * LINE + 2
        return Band(title, frame, note, place, depth)
    if note:
        return Band(title, None, note, Rect(0, depth, note_width, size * LINE), depth + size * LINE + 3)
    return Band(title, None, "", None, depth)


def legend_size(series: tuple[Series, ...], size: float, width: float) -> tuple[float, int]:
    """Width and number of rows of a legend whose entries stand side by side."""
    rows, used, widest = 1, 0.0, 0.0
    for entry in series:
        need = text_width(entry.name, size) + SWATCH
        if used + need > width and used:
            rows, used = rows + 1, 0.0
        used += need
        widest = max(widest, used)
    return min(widest + 6, width), rows


def unit_note(spec: ChartSpec, *, name: str, unit_said: bool) -> str:
    """What stands above the plot: what is counted, and its unit unless the labels say it."""
    unit = "" if unit_said else spec.unit
    if name:
        return f"{name}（{unit}）" if unit else name
    return f"單位：{unit}" if unit else ""


def formats(spec: ChartSpec) -> tuple[str, ...]:
    return tuple(series_format(spec, series) for series in spec.series)
