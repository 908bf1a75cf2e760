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
from ssnet_docs.model.chart import ChartSpec
from ssnet_docs.model.layout import Rect

Position = Literal["outEnd", "inEnd", "inBase", "ctr", "t", "b", "r"]

SWATCH = 32.0  # a legend entry's sample of fill with the distances around it
LINE_SWATCH = 48.0  # where the chart has a line, all are as long as its sample


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
    formats of the labels, one a series. `note` says what is counted; it stands after the title or, where there is none,
    in the title's place.
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
    value_axis: bool = False
    secondary_axis: bool = False
    gap_width: int = 60
    category_step: int = 1
    scale: Scale = Scale(0.0, 1.0, 0.2)
    minimum: float | None = None  # where the value axis must begin so that labels of negative bars have room
    first_angle: int = 0  # where a doughnut's first part begins, in degrees clockwise from the top
    problems: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Band:
    """The strips above the plot: title (with the note) and legend, and how deep they are together."""

    title: Rect | None
    legend: Rect | None
    depth: float


def title_size(label_size: float) -> float:
    """A chart's title is a step larger than its labels."""
    return label_size + 2


def top_band(
    spec: ChartSpec, width: float, size: float, *, legend: bool, note: str, unlisted: tuple[int, ...] = ()
) -> Band:
    """Title over legend, each as high as its text.

    The note follows the title, on its line or the next. Without a title it takes the title's place, above the
    legend or at its right.
    """
    depth = 0.0
    title = None
    if spec.title:
        wide, rows = title_extent(spec.title, note, size, width)
        title = Rect(0, 0, wide, rows * title_size(size) * LINE + 4)
        depth = title.bottom + 4
    frame = None
    if legend:
        entries, rows = legend_size(spec, unlisted, size, width)
        frame = Rect(0, depth, entries, rows * (size * LINE + 4))
    if note and not spec.title:
        wide = min(text_width(note, size) * 1.06 + 8, width)
        if frame is not None and rows == 1 and frame.width + 12 + wide <= width:
            title = Rect(width - wide, 0, wide, size * LINE)
        else:
            title = Rect(0, 0, wide, size * LINE)
            depth = title.bottom + 4
            frame = frame and Rect(0, depth, frame.width, frame.height)
    return Band(title, frame, frame.bottom + 2 if frame else depth)


def title_extent(title: str, note: str, size: float, width: float) -> tuple[float, int]:
    """Width and number of lines of the title with its note."""
    heading = text_width(title, title_size(size), bold=True) + 8
    if not note:
        return min(heading, width), 1
    together = heading + text_width("　" + note, size)
    return (together, 1) if together <= width else (min(max(heading, text_width(note, size)), width), 2)


def legend_size(spec: ChartSpec, unlisted: tuple[int, ...], size: float, width: float) -> tuple[float, int]:
    """Width and number of rows of a legend whose entries stand side by side."""
    rows, used, widest = 1, 0.0, 0.0
    swatch = LINE_SWATCH if any(entry.kind == "line" for entry in spec.series) else SWATCH
    for position, entry in enumerate(spec.series):
        if position in unlisted:
            continue
        need = text_width(entry.name, size) + swatch
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
