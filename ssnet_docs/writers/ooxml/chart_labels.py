"""Data labels of native charts (c:dLbls), as the chart's plan has them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from ssnet_docs.charts import Plan
from ssnet_docs.charts.plan import PointLabel
from ssnet_docs.model.chart import ChartSpec
from ssnet_docs.model.text import Colour
from ssnet_docs.writers.ooxml.chart_brush import INK, PAPER, Brush


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
        if usual is None:
            return f"<c:dLbls>{_flags(None)}</c:dLbls>"
        look = self._look(position, usual, colours[labels.index(usual)])
        single = []
        for point, (label, colour) in enumerate(zip(labels, colours, strict=True)):
            if label is None:
                if self.spec.series[position].values[point] is not None:
                    single.append(f'<c:dLbl><c:idx val="{point}"/><c:delete val="1"/></c:dLbl>')
            elif label != usual or self._look(position, label, colour) != look:
                single.append(
                    f'<c:dLbl><c:idx val="{point}"/>{self._shift(label)}{self._look(position, label, colour)}</c:dLbl>'
                )
        return f"<c:dLbls>{''.join(single)}{look}</c:dLbls>"

    def _look(self, position: int, label: PointLabel, colour: Colour) -> str:
        series = self.spec.series[position]
        text = self._text_colour(position, label, colour)
        chip = series.kind == "line" and not label.name and any(other.kind != "line" for other in self.spec.series)
        ground = f"<c:spPr>{self.brush.fill(PAPER if chip else None)}{self.brush.line(None)}</c:spPr>"
        side = "" if series.kind == "doughnut" else f'<c:dLblPos val="{label.position}"/>'
        bold = label.name or _is_main(self.spec, position) or series.kind == "doughnut"
        return (
            f'<c:numFmt formatCode={quoteattr(self.plan.formats[position])} sourceLinked="0"/>{ground}'
            f"{self.brush.text_look(self.plan.value_size, text, bold=bold, wrap=False)}{side}{_flags(label)}"
        )

    def _text_colour(self, position: int, label: PointLabel, colour: Colour) -> Colour:
        if label.inside:
            return self.brush.text_on(colour)
        return self.brush.readable(colour) if self.spec.series[position].kind == "line" else INK

    def _shift(self, label: PointLabel) -> str:
        if label.shift == (0.0, 0.0):
            return ""
        x, y = label.shift[0] / self.plan.width, label.shift[1] / self.plan.height
        return f'<c:layout><c:manualLayout><c:x val="{x:.5f}"/><c:y val="{y:.5f}"/></c:manualLayout></c:layout>'


def _usual(labels: tuple[PointLabel | None, ...]) -> PointLabel | None:
    """The label that most points have; a moved label is never the usual one unless all are moved."""
    counted = Counter(label for label in labels if label is not None)
    plain = Counter({label: count for label, count in counted.items() if label.shift == (0.0, 0.0)})
    best = (plain or counted).most_common(1)
    return best[0][0] if best else None


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
