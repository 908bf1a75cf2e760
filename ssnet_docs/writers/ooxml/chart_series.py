"""Series of native charts: names, looks, labels and the cached cells of the workbook."""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape

from ssnet_docs.charts import Plan
from ssnet_docs.charts.figures import series_format
from ssnet_docs.model.chart import ChartSpec
from ssnet_docs.model.text import Colour
from ssnet_docs.writers.ooxml.chart_brush import PAPER, Brush
from ssnet_docs.writers.ooxml.chart_labels import Labeller
from ssnet_docs.writers.ooxml.workbook import cell_range, number_text, xml_text

_MARKERS = (("circle", 7, True), ("square", 7, False), ("triangle", 8, True), ("diamond", 8, False))
_LINE_WIDTH = 2.25
_TARGET_WIDTH = 1.75


@dataclass(frozen=True, slots=True)
class SeriesWriter:
    """Writes the series of one chart."""

    spec: ChartSpec
    plan: Plan
    brush: Brush

    def series(self, position: int) -> str:
        """`<c:ser>` of the series at a position of the spec, in the order that its chart type demands."""
        entry = self.spec.series[position]
        colour = self.brush.series_colours(self.spec)[position]
        head = (
            f'<c:idx val="{position}"/><c:order val="{position}"/><c:tx><c:strRef>'
            f"<c:f>{cell_range(position + 2, 1, 1)}</c:f>"
            f'<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{xml_text(entry.name)}</c:v></c:pt></c:strCache>'
            "</c:strRef></c:tx>"
        )
        if entry.kind == "line":
            return f"<c:ser>{head}{self._line(position, colour)}</c:ser>"
        return f"<c:ser>{head}{self._filled(position, colour)}</c:ser>"

    def _filled(self, position: int, colour: Colour) -> str:
        entry = self.spec.series[position]
        colours = self.brush.point_colours(self.spec, entry, colour)
        doughnut = entry.kind == "doughnut"
        outline = (
            self.brush.line(PAPER, 1.5 if doughnut else 0.75) if doughnut or self._parts else self.brush.line(None)
        )
        look = f"<c:spPr>{self.brush.fill(colour)}{outline}</c:spPr>"
        flag = "" if doughnut else '<c:invertIfNegative val="0"/>'
        points = "".join(
            f'<c:dPt><c:idx val="{point}"/>{flag}<c:bubble3D val="0"/>'
            f"<c:spPr>{self.brush.fill(own)}{outline}</c:spPr></c:dPt>"
            for point, own in enumerate(colours)
            if own != colour or doughnut
        )
        labels = Labeller(self.spec, self.plan, self.brush).series(position, colours)
        return f"{look}{flag}{points}{labels}{self._categories()}{self._values(position)}"

    def _line(self, position: int, colour: Colour) -> str:
        entry = self.spec.series[position]
        colours = (colour,) * len(self.spec.categories)
        if entry.target:
            stroke = self.brush.line(colour, _TARGET_WIDTH, dash="sysDash")
            symbol, size, solid = "diamond", 6, False
        else:
            stroke = self.brush.line(colour, _LINE_WIDTH)
            number = sum(other.kind == "line" and not other.target for other in self.spec.series[:position])
            symbol, size, solid = _MARKERS[number % len(_MARKERS)]
        marker = (
            f'<c:marker><c:symbol val="{symbol}"/><c:size val="{size}"/><c:spPr>'
            f"{self.brush.fill(colour if solid else PAPER)}{self.brush.line(colour, 1.5)}</c:spPr></c:marker>"
        )
        labels = Labeller(self.spec, self.plan, self.brush).series(position, colours)
        return (
            f'<c:spPr>{stroke}</c:spPr>{marker}{labels}{self._categories()}{self._values(position)}<c:smooth val="0"/>'
        )

    @property
    def _parts(self) -> bool:
        return self.spec.stacking != "none"

    def _categories(self) -> str:
        count = len(self.spec.categories)
        points = "".join(
            f'<c:pt idx="{point}"><c:v>{xml_text(name)}</c:v></c:pt>' for point, name in enumerate(self.spec.categories)
        )
        return (
            f"<c:cat><c:strRef><c:f>{cell_range(1, 2, count + 1)}</c:f><c:strCache>"
            f'<c:ptCount val="{count}"/>{points}</c:strCache></c:strRef></c:cat>'
        )

    def _values(self, position: int) -> str:
        entry = self.spec.series[position]
        points = "".join(
            f'<c:pt idx="{point}"><c:v>{number_text(value)}</c:v></c:pt>'
            for point, value in enumerate(entry.values)
            if value is not None
        )
        return (
            f"<c:val><c:numRef><c:f>{cell_range(position + 2, 2, len(entry.values) + 1)}</c:f><c:numCache>"
            f"<c:formatCode>{escape(series_format(self.spec, entry))}</c:formatCode>"
            f'<c:ptCount val="{len(entry.values)}"/>{points}</c:numCache></c:numRef></c:val>'
        )
