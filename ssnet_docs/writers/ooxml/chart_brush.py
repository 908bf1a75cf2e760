"""Colours and type of a chart: which series gets which colour, and text in the theme's fonts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle
from xml.sax.saxutils import escape

from ssnet_docs import themes
from ssnet_docs.charts.description import is_time
from ssnet_docs.model.chart import ChartSpec, Series
from ssnet_docs.model.layout import Theme
from ssnet_docs.model.text import Colour
from ssnet_docs.writers.ooxml.colour import fill_xml

EMU = 12700
INK = Colour("ink")
PAPER = Colour("paper")
MUTED = Colour("muted")
RULE = Colour("rule")
TARGET = Colour("ink")

READABLE = 4.5  # WCAG 2, 1.4.3

_RAMPS: dict[int, tuple[float, ...]] = {
    1: (0.0,),
    2: (0.0, 0.62),
    3: (0.0, 0.42, 0.76),
    4: (0.0, 0.32, 0.58, 0.8),
    5: (0.0, 0.26, 0.48, 0.68, 0.85),
    6: (0.0, 0.22, 0.42, 0.58, 0.73, 0.87),
}
_CLUSTER = (Colour("key"), Colour("key", 0.55), Colour("accent"), Colour("accent", 0.55), MUTED, Colour("muted", 0.6))
_LINES = (Colour("key"), Colour("accent"), MUTED, Colour("key", 0.45), Colour("accent", 0.45), INK)


@dataclass(frozen=True, slots=True)
class Brush:
    """A theme's colours for one chart; `strategy` is what the colour `key` stands for (None: brand)."""

    theme: Theme
    strategy: int | None = None

    def fill(self, colour: Colour | None) -> str:
        return fill_xml(colour, self.theme, self.strategy)

    def line(self, colour: Colour | None, width: float = 0.75, *, dash: str = "") -> str:
        """`<a:ln>` of a width in points; no colour, no line."""
        if colour is None:
            return "<a:ln><a:noFill/></a:ln>"
        dashed = f'<a:prstDash val="{dash}"/>' if dash else ""
        return f'<a:ln w="{round(width * EMU)}" cap="flat">{self.fill(colour)}{dashed}<a:round/></a:ln>'

    def contrast(self, colour: Colour, ground: Colour) -> float:
        return themes.contrast(
            themes.rgb(self.theme, colour, self.strategy), themes.rgb(self.theme, ground, self.strategy)
        )

    def text_on(self, ground: Colour) -> Colour:
        """Paper or ink, whichever is read more easily on this ground."""
        return PAPER if self.contrast(PAPER, ground) >= self.contrast(INK, ground) else INK

    def readable(self, colour: Colour) -> Colour:
        """The colour where it can be read as text on paper, else ink."""
        return colour if self.contrast(colour, PAPER) >= READABLE else INK

    def properties(self, size: float, colour: Colour = INK, *, bold: bool = False, tag: str = "a:defRPr") -> str:
        """Run properties: explicit size, the theme's fonts for Latin and Han, Taiwan's Chinese."""
        return (
            f'<{tag} lang="zh-TW" altLang="en-US" sz="{round(size * 100)}" b="{int(bold)}" i="0" u="none"'
            f' strike="noStrike" kern="1200" baseline="0">{self.fill(colour)}<a:latin typeface="+mn-lt"/>'
            f'<a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></{tag}>'
        )

    def text_look(self, size: float, colour: Colour = INK, *, bold: bool = False, wrap: bool = True) -> str:
        """`<c:txPr>`: horizontal text, broken over lines only where `wrap` says so."""
        return (
            '<c:txPr><a:bodyPr rot="0" spcFirstLastPara="1" vertOverflow="overflow" horzOverflow="overflow"'
            f' vert="horz" wrap="{"square" if wrap else "none"}" anchor="ctr" anchorCtr="1"/><a:lstStyle/><a:p><a:pPr>'
            f'{self.properties(size, colour, bold=bold)}</a:pPr><a:endParaRPr lang="zh-TW"/></a:p></c:txPr>'
        )

    def run(self, text: str, size: float, colour: Colour = INK, *, bold: bool = False) -> str:
        """`<a:r>`: a run of a chart's title."""
        return f"<a:r>{self.properties(size, colour, bold=bold, tag='a:rPr')}<a:t>{escape(text)}</a:t></a:r>"

    def title(self, paragraphs: Sequence[str], layout: str, size: float) -> str:
        """`<c:title>` of paragraphs of runs: set from the left, beside the plot and not over it."""
        look = f'<a:pPr algn="l">{self.properties(size)}</a:pPr>'
        return (
            '<c:title><c:tx><c:rich><a:bodyPr rot="0" spcFirstLastPara="1" vertOverflow="overflow"'
            ' horzOverflow="overflow" vert="horz" wrap="none" anchor="ctr" anchorCtr="0"/><a:lstStyle/>'
            f"{''.join(f'<a:p>{look}{runs}</a:p>' for runs in paragraphs)}</c:rich></c:tx>{layout}"
            '<c:overlay val="0"/></c:title>'
        )

    def ramp(self, count: int) -> tuple[Colour, ...]:
        """Tints of the key colour from dark to light: parts stay apart in black and white too."""
        return tuple(self.legible(Colour("key", tint)) for tint in _RAMPS[min(max(count, 1), 6)])

    def legible(self, colour: Colour) -> Colour:
        """The colour, or the nearest lighter tint of it, on which paper or ink can be read as a label."""
        tint = colour.tint
        while tint < 1 and self.contrast(self.text_on(colour), colour) < READABLE:
            tint = round(tint + 0.01, 2)
            colour = Colour(colour.role, tint)
        return colour

    def series_colours(self, spec: ChartSpec) -> tuple[Colour, ...]:
        """One colour a series: its own, or the program's choice for its place in the chart."""
        columns = [series for series in spec.series if series.kind != "line"]
        lines = [series for series in spec.series if series.kind == "line" and not series.target]
        tints = self.ramp(len(columns))
        if spec.stacking == "none" and len(columns) > 1 and is_time(tuple(series.name for series in columns)):
            tints = tints[::-1]  # the latest year is the darkest
        elif spec.stacking == "none" and len(columns) > 3:
            tints = _CLUSTER
        if columns and lines:  # lines stay visible over columns
            tints = tuple(self.legible(Colour("key", 0.55 + tint.tint * 0.45)) for tint in tints)
        elif columns and len(columns) < len(spec.series):  # so does the target
            tints = tuple(self.legible(Colour(tint.role, 0.4 + tint.tint * 0.6)) for tint in tints)
        filled, drawn = cycle(tints), cycle(_LINES)
        return tuple(
            series.colour
            or (TARGET if series.target and series.kind == "line" else next(drawn if series.kind == "line" else filled))
            for series in spec.series
        )

    def point_colours(self, spec: ChartSpec, series: Series, colour: Colour) -> tuple[Colour, ...]:
        """The colour of every point: the parts of a doughnut differ, other points only where the spec says so."""
        count = len(spec.categories)
        usual = self.ramp(count) if series.kind == "doughnut" else (colour,) * count
        own = series.point_colours or (None,) * count
        return tuple(chosen or usual[min(position, len(usual) - 1)] for position, chosen in enumerate(own))
