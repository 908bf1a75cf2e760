"""Axes of native charts: thin, without ticks, and without figures where the labels say them."""

from __future__ import annotations

from dataclasses import dataclass

from ssnet_docs.charts import Plan
from ssnet_docs.charts.plan_margins import axis_format
from ssnet_docs.charts.scale import axis_unit, is_open
from ssnet_docs.model.chart import ChartSpec
from ssnet_docs.model.layout import Rect
from ssnet_docs.writers.ooxml.chart_brush import INK, MUTED, RULE, Brush
from ssnet_docs.writers.ooxml.workbook import number_text, xml_text

CATEGORY, VALUE, SECOND_CATEGORY, SECOND_VALUE = 110000001, 110000002, 110000003, 110000004
"""Axis ids: positive (ECMA-376 part 1, 21.2.2.9: an unsigned integer) and different within a chart."""


def manual(rect: Rect, plan: Plan, *, inner: bool = False, sized: bool = True) -> str:
    """`<c:layout>` that puts a part at a rectangle of the plan, as shares of the chart."""
    target = '<c:layoutTarget val="inner"/>' if inner else ""
    extent = f'<c:w val="{rect.width / plan.width:.5f}"/><c:h val="{rect.height / plan.height:.5f}"/>' if sized else ""
    return (
        f'<c:layout><c:manualLayout>{target}<c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="{rect.x / plan.width:.5f}"/><c:y val="{rect.y / plan.height:.5f}"/>{extent}'
        "</c:manualLayout></c:layout>"
    )


@dataclass(frozen=True, slots=True)
class AxisWriter:
    """Writes the axes of one chart."""

    spec: ChartSpec
    plan: Plan
    brush: Brush

    def primary(self) -> str:
        """`<c:catAx>` and `<c:valAx>`."""
        horizontal = any(series.kind == "bar" for series in self.spec.series)
        negative = self.plan.scale.minimum < 0
        step = self.plan.category_step
        category = (
            f'<c:catAx><c:axId val="{CATEGORY}"/><c:scaling>'
            f'<c:orientation val="{"maxMin" if horizontal else "minMax"}"/></c:scaling><c:delete val="0"/>'
            f'<c:axPos val="{"l" if horizontal else "b"}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
            '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
            f'<c:tickLblPos val="{"low" if negative else "nextTo"}"/>'
            f"<c:spPr><a:noFill/>{self.brush.line(None if self.spec.stacking != 'none' else MUTED, 1.0)}</c:spPr>"
            f'{self.brush.text_look(self.plan.label_size, INK)}<c:crossAx val="{VALUE}"/><c:crosses val="autoZero"/>'
            '<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="60"/>'
            f'<c:tickLblSkip val="{step}"/><c:tickMarkSkip val="1"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        )
        return category + self._value(horizontal)

    def secondary(self) -> str:
        """The second value axis at the right, and the hidden category axis that it needs.

        Without figures the value axis is there unseen: LibreOffice puts series of a deleted axis on the first one.
        """
        hidden = "none" if not self.plan.secondary_axis else "nextTo"
        value = (
            f'<c:valAx><c:axId val="{SECOND_VALUE}"/><c:scaling><c:orientation val="minMax"/>{self._bounds(True)}'
            '</c:scaling><c:delete val="0"/><c:axPos val="r"/>'
            f"{self._figures(hidden, secondary=True)}"
            f'<c:crossAx val="{SECOND_CATEGORY}"/><c:crosses val="max"/><c:crossBetween val="between"/></c:valAx>'
        )
        return value + (
            f'<c:catAx><c:axId val="{SECOND_CATEGORY}"/><c:scaling><c:orientation val="minMax"/></c:scaling>'
            '<c:delete val="1"/><c:axPos val="b"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
            f'<c:tickLblPos val="none"/><c:crossAx val="{SECOND_VALUE}"/><c:crosses val="autoZero"/>'
            '<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        )

    def _value(self, horizontal: bool) -> str:
        shown = self.plan.value_axis
        step = '<c:majorUnit val="0.25"/>' if self.spec.stacking == "percent" else ""
        grid = f"<c:majorGridlines><c:spPr>{self.brush.line(RULE, 0.5)}</c:spPr></c:majorGridlines>" if shown else ""
        return (
            f'<c:valAx><c:axId val="{VALUE}"/><c:scaling><c:orientation val="minMax"/>{self._bounds(False)}</c:scaling>'
            f'<c:delete val="{int(not shown)}"/><c:axPos val="{"b" if horizontal else "l"}"/>'
            f"{grid}{self._figures('nextTo' if shown else 'none')}"
            f'<c:crossAx val="{CATEGORY}"/><c:crosses val="{"max" if horizontal else "autoZero"}"/>'
            f'<c:crossBetween val="between"/>{step}</c:valAx>'
        )

    def _figures(self, place: str, *, secondary: bool = False) -> str:
        code = xml_text(axis_format(self.spec, secondary=secondary)).replace('"', "&quot;")
        return (
            f'<c:numFmt formatCode="{code}" sourceLinked="0"/><c:majorTickMark val="none"/>'
            f'<c:minorTickMark val="none"/><c:tickLblPos val="{place}"/>'
            f"<c:spPr><a:noFill/>{self.brush.line(None)}</c:spPr>{self.brush.text_look(self.plan.label_size, MUTED)}"
        )

    def _bounds(self, secondary: bool) -> str:
        """Maximum and minimum; where the maximum is left out, Office keeps it above edited data."""
        chosen = (series for series in self.spec.series if series.secondary == secondary)
        values = [value for series in chosen for value in series.values if value is not None]
        low, high = self.spec.axis_minimum, self.spec.axis_maximum
        if self.plan.minimum is not None:
            low = self.plan.minimum
        if secondary:
            low, high = (None if min(values, default=0.0) < 0 else 0.0), None
        top = max(values, default=0.0)
        if high is None and self.spec.stacking == "none" and not is_open(axis_unit(self.spec, secondary), top):
            high = 100.0
        return (f'<c:max val="{number_text(high)}"/>' if high is not None else "") + (
            f'<c:min val="{number_text(low)}"/>' if low is not None else ""
        )
