"""Data labels of native charts (c:dLbls), as the chart's plan has them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from ssnet_docs.charts import Plan
from ssnet_docs.charts.kind import HIGHLIGHTED
from ssnet_docs.charts.plan import PointLabel
from ssnet_docs.model.chart import ChartSpec
from ssnet_docs.model.text import Colour
from ssnet_docs.writers.ooxml.chart_brush import INK, PAPER, READABLE, Brush

_NO_LEADERS = (
    '<c:extLst><c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}"'
    ' xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart">'
    '<c15:showLeaderLines val="0"/></c:ext></c:extLst>'
)
"""No lines to moved labels ([MS-ODRAWXML] 2.24.3.74); only a doughnut has a standard element for it."""


@dataclass(frozen=True, slots=True)
class Labeller:
    """Writes the labels of one chart."""

    spec: ChartSpec
    plan: Plan
    brush: Brush

    def series(self, position: int, colours: tuple[Colour, ...]) -> str:
        """`<c:dLbls>` of a series whose points have these colours."""
        labels = self.plan.labels[position]
        usual = _usual(labels)
        look = _flags(None) if usual is None else self._look(position, usual, colours[labels.index(usual)])
        single = []
        for point, (label, colour) in enumerate(zip(labels, colours, strict=True)):
            if label is None:
                if usual is not None and self.spec.series[position].values[point] is not None:
                    single.append(f'<c:dLbl><c:idx val="{point}"/><c:delete val="1"/></c:dLbl>')
            elif label != usual or self._look(position, label, colour) != look:
                single.append(
                    f'<c:dLbl><c:idx val="{point}"/>{self._shift(label)}{self._look(position, label, colour)}</c:dLbl>'
                )
        moved = any(label is not None and label.shift != (0.0, 0.0) for label in labels)
        doughnut = self.spec.series[position].kind == "doughnut"
        leaders = '<c:showLeaderLines val="0"/>' if doughnut else _NO_LEADERS if moved else ""
        return f"<c:dLbls>{''.join(single)}{look}{leaders}</c:dLbls>"

    def _look(self, position: int, label: PointLabel, colour: Colour) -> str:
        series = self.spec.series[position]
        text = self._text_colour(position, label, colour)
        chip = PAPER if series.kind == "line" and not label.name and self._over_dark_columns() else None
        ground = f"<c:spPr>{self.brush.fill(chip)}{self.brush.line(None)}</c:spPr>"
        side = "" if series.kind == "doughnut" else f'<c:dLblPos val="{label.position}"/>'
        stressed = colour == HIGHLIGHTED if series.point_colours else _is_main(self.spec, position)
        bold = label.name or series.kind == "doughnut" or stressed
        return (
            f'<c:numFmt formatCode={quoteattr(self.plan.formats[position])} sourceLinked="0"/>{ground}'
            f"{self.brush.text_look(self.plan.value_size, text, bold=bold, wrap=False)}{side}{_flags(label)}"
        )

    def _text_colour(self, position: int, label: PointLabel, colour: Colour) -> Colour:
        if label.inside:
            return self.brush.text_on(colour)
        if self.spec.series[position].kind != "line" or (self._mixed and not label.name):
            return INK  # over a column the line's own colour could not be read
        return self.brush.readable(colour)

    @property
    def _mixed(self) -> bool:
        return any(series.kind != "line" for series in self.spec.series)

    def _over_dark_columns(self) -> bool:
        """Whether ink could not be read on a column that a line's label may stand on."""
        colours = zip(self.spec.series, self.brush.series_colours(self.spec), strict=True)
        grounds = [
            ground for series, own in colours if series.kind != "line" for ground in {own, *series.point_colours}
        ]
        return any(self.brush.contrast(INK, ground) < READABLE for ground in grounds if ground is not None)

    def _shift(self, label: PointLabel) -> str:
        if label.shift == (0.0, 0.0):
            return ""
        x, y = label.shift[0] / self.plan.width, label.shift[1] / self.plan.height
        return f'<c:layout><c:manualLayout><c:x val="{x:.5f}"/><c:y val="{y:.5f}"/></c:manualLayout></c:layout>'


def _usual(labels: tuple[PointLabel | None, ...]) -> PointLabel | None:
    """The label that at least half of the points have, unmoved; None where there is none."""
    counted = Counter(label for label in labels if label is not None and label.shift == (0.0, 0.0))
    best = counted.most_common(1)
    return best[0][0] if best and best[0][1] * 2 >= len(labels) else None


def _is_main(spec: ChartSpec, position: int) -> bool:
    """Whether the series is the only one that is not a target: its figures are what the chart is about."""
    return not spec.series[position].target and sum(not series.target for series in spec.series) == 1


def _flags(label: PointLabel | None) -> str:
    shown = {
        "showLegendKey": False,
        "showVal": label is not None and label.value,
        "showCatName": label is not None and label.category,
        "showSerName": label is not None and label.name,
        "showPercent": label is not None and label.percent,
        "showBubbleSize": False,
    }
    separator = ""
    if label is not None and label.category:
        separator = "<c:separator>\n</c:separator>"
    elif label is not None and label.name:
        separator = "<c:separator> </c:separator>"
    return "".join(f'<c:{name} val="{int(value)}"/>' for name, value in shown.items()) + separator
