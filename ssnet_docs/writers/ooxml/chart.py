"""Native Office charts: the whole chart part (c:chartSpace, ECMA-376 part 1, 21.2) in one pass.

Presentations and reports share it; the package plumbing (parts and relationships) is theirs.
"""

from __future__ import annotations

from ssnet_docs import charts
from ssnet_docs.charts import Plan
from ssnet_docs.charts.plan import title_extent, title_size
from ssnet_docs.charts.plan_ring import HOLE
from ssnet_docs.model.chart import ChartSpec, Series
from ssnet_docs.model.layout import Theme
from ssnet_docs.writers.ooxml.chart_axes import CATEGORY, SECOND_CATEGORY, SECOND_VALUE, VALUE, AxisWriter, manual
from ssnet_docs.writers.ooxml.chart_brush import INK, MUTED, Brush
from ssnet_docs.writers.ooxml.chart_series import SeriesWriter
from ssnet_docs.writers.ooxml.package import encoded
from ssnet_docs.writers.ooxml.workbook import xml_text

_NAMESPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_GROUPING = {"none": "clustered", "stacked": "stacked", "percent": "percentStacked"}
_BETWEEN = -8  # overlap of columns side by side: a hairline of ground between them


def chart_xml(
    spec: ChartSpec,
    theme: Theme,
    *,
    label_size: float,
    width: float,
    height: float,
    strategy: int | None = None,
    workbook_rid: str = "rId1",
) -> bytes:
    """The chart part of a chart in a frame of `width` by `height` points, its labels `label_size` points large.

    `strategy` is what the colour `key` stands for (None: brand). `workbook_rid` is the relationship from the
    chart part to the embedded workbook that `workbook.workbook(spec)` makes.
    """
    found = charts.plan(spec, width, height, label_size)
    brush = Brush(theme, strategy)
    return encoded(
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<c:chartSpace {_NAMESPACES}><c:date1904 val="0"/><c:lang val="zh-TW"/><c:roundedCorners val="0"/>'
        f"<c:chart>{_title(spec, found, brush)}{_plot_area(spec, found, brush)}{_legend(spec, found, brush)}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/>{brush.line(None)}</c:spPr>{brush.text_look(label_size)}"
        f'<c:externalData r:id="{xml_text(workbook_rid)}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _title(spec: ChartSpec, found: Plan, brush: Brush) -> str:
    if found.title is None:
        return '<c:autoTitleDeleted val="1"/>'
    size = found.label_size
    paragraphs = [brush.run(spec.title, title_size(size), INK, bold=True)] if spec.title else []
    if found.note:
        beside = bool(spec.title) and title_extent(spec.title or "", found.note, size, found.width)[1] == 1
        note = brush.run("　" + found.note if beside else found.note, size, MUTED)
        paragraphs = [paragraphs[0] + note] if beside else [*paragraphs, note]
    return f'{brush.title(paragraphs, manual(found.title, found, sized=False), size)}<c:autoTitleDeleted val="0"/>'


def _plot_area(spec: ChartSpec, found: Plan, brush: Brush) -> str:
    layout = manual(found.plot, found, inner=True)
    look = f"<c:spPr><a:noFill/>{brush.line(None)}</c:spPr>"
    series = SeriesWriter(spec, found, brush)
    if spec.series[0].kind == "doughnut":
        return f"<c:plotArea>{layout}{_doughnut(found, series)}{look}</c:plotArea>"
    axes = AxisWriter(spec, found, brush)
    has_secondary = any(entry.secondary for entry in spec.series)
    inner = _filled(spec, found, series) + _lines(spec, series, secondary=False)
    inner += _lines(spec, series, secondary=True) + axes.primary() + (axes.secondary() if has_secondary else "")
    return f"<c:plotArea>{layout}{inner}{look}</c:plotArea>"


def _filled(spec: ChartSpec, found: Plan, writer: SeriesWriter) -> str:
    chosen = [position for position, entry in enumerate(spec.series) if entry.kind in {"column", "bar"}]
    if not chosen:
        return ""
    direction = "bar" if spec.series[chosen[0]].kind == "bar" else "col"
    overlap = _BETWEEN if spec.stacking == "none" and len(chosen) > 1 else 100 if spec.stacking != "none" else 0
    return (
        f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="{_GROUPING[spec.stacking]}"/>'
        f'<c:varyColors val="0"/>{"".join(map(writer.series, chosen))}<c:gapWidth val="{found.gap_width}"/>'
        f'<c:overlap val="{overlap}"/><c:axId val="{CATEGORY}"/><c:axId val="{VALUE}"/></c:barChart>'
    )


def _lines(spec: ChartSpec, writer: SeriesWriter, *, secondary: bool) -> str:
    chosen = [
        position for position, entry in enumerate(spec.series) if entry.kind == "line" and entry.secondary == secondary
    ]
    if not chosen:
        return ""
    category, value = (SECOND_CATEGORY, SECOND_VALUE) if secondary else (CATEGORY, VALUE)
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{"".join(map(writer.series, chosen))}'
        f'<c:marker val="1"/><c:axId val="{category}"/><c:axId val="{value}"/></c:lineChart>'
    )


def _doughnut(found: Plan, writer: SeriesWriter) -> str:
    return (
        f'<c:doughnutChart><c:varyColors val="1"/>{writer.series(0)}'
        f'<c:firstSliceAng val="{found.first_angle}"/><c:holeSize val="{round(HOLE * 100)}"/></c:doughnutChart>'
    )


def _legend(spec: ChartSpec, found: Plan, brush: Brush) -> str:
    if found.legend is None:
        return ""
    hidden = "".join(
        f'<c:legendEntry><c:idx val="{_entry(spec.series, position)}"/><c:delete val="1"/></c:legendEntry>'
        for position in found.unlisted
    )
    return (
        f'<c:legend><c:legendPos val="{"r" if found.legend_side == "right" else "t"}"/>{hidden}'
        f'{manual(found.legend, found)}<c:overlay val="0"/>{brush.text_look(found.label_size)}</c:legend>'
    )


def _entry(series: tuple[Series, ...], position: int) -> int:
    """The legend's own count of a series: filled ones first, then lines, as they stand in the plot area."""
    order = sorted(range(len(series)), key=lambda index: (series[index].kind == "line", series[index].secondary, index))
    return order.index(position)
