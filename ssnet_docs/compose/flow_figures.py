"""Tables, charts and pictures of a report, with their captions, units and remarks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ssnet_docs import charts
from ssnet_docs.compose.flow_pages import Pages
from ssnet_docs.compose.flow_references import References
from ssnet_docs.compose.flow_remarks import remarks
from ssnet_docs.compose.flow_tables import TableFitter
from ssnet_docs.compose.lines import Typesetter
from ssnet_docs.model.chart import ChartSpec
from ssnet_docs.model.errors import Source
from ssnet_docs.model.nodes import Chart, Picture, Table
from ssnet_docs.model.report import CaptionKind, ReportCaption, ReportChart, ReportPicture, ReportTable, ReportText
from ssnet_docs.model.report_style import ReportStyle
from ssnet_docs.model.text import Paragraph, Run

CHART_HEIGHTS = (210.0, 240.0, 270.0, 310.0, 360.0, 420.0, 500.0)
"""Heights that are tried for a chart, in points; the first in which all its labels can be read."""

SMALL_HEIGHTS = (168.0, 190.0)
"""Heights that are tried before, for charts that a deck shows side by side: three and a heading fill a page."""

_FALLBACK_HEIGHT = 270.0  # of a chart whose labels do not fit at any height
_PICTURE_SHARE = 0.5  # of the page's height that a picture may take
_POINTS_PER_PIXEL = 0.75  # 96 pixels an inch, at which a picture is no larger than it is


class Figures:
    """Adds tables and figures to the pages and numbers their captions. `strategy` holds for what comes next."""

    def __init__(self, style: ReportStyle, measure: Typesetter, pages: Pages, references: References) -> None:
        self.style = style
        self.strategy: int | None = None
        self._pages = pages
        self._references = references
        self._tables = TableFitter(style, measure)
        self._captions: dict[CaptionKind, int] = {"table": 0, "figure": 0}
        self._heading: Paragraph | None = None
        self._heading_uses = 0

    def below(self, heading: Paragraph) -> None:
        """What comes next stands below this heading, whose words name tables that have no caption of their own."""
        self._heading, self._heading_uses = heading, 0

    def table(self, node: Table, *, numbered: bool) -> None:
        """A table with its caption, its unit above and its notes below, on a landscape page where it is wide."""
        spec = node.spec
        fitted = self._tables.fit(spec)
        self._pages.turn(fitted.landscape)
        own = spec.caption is not None and spec.caption.text.strip()
        title = self._title(spec.caption) if numbered or own else None
        if title is not None:
            self._caption("table", title, node.key)
        if spec.unit:
            unit = Paragraph((Run(spec.unit if spec.unit.startswith("單位") else f"單位：{spec.unit}"),))
            self._pages.add(ReportText(paragraph=unit, style="unit", kept=True, source=node.source))
        named = title or self._heading
        self._pages.add(
            ReportTable(
                rows=(*spec.header, *spec.body),
                header_rows=len(spec.header),
                stub_columns=spec.stub_columns,
                widths=fitted.widths,
                aligns=tuple(column.align for column in spec.columns),
                size=fitted.size,
                indents=fitted.indents,
                breakable=fitted.breakable,
                kept=bool(spec.notes),
                together=fitted.together,
                banded=spec.banded,
                title=named.text if named else "",
                description=node.description,
                strategy=self.strategy,
                key=node.key,
                source=node.source,
            )
        )
        self.remarks(spec.notes, node.source)

    def chart(self, node: Chart, *, small: bool = False) -> None:
        """A native chart as wide as the text, with its title as the caption below it; `small` makes it lower."""
        self._pages.turn()
        spec = replace(node.spec, title=None)
        title = self._title(Paragraph((Run(node.spec.title),)) if node.spec.title else None)
        width = self.style.text_width()
        self._pages.add(
            ReportChart(
                spec=spec,
                width=width,
                height=self._chart_height(spec, width, SMALL_HEIGHTS if small else ()),
                label_size=self.style.chart_label,
                title=title.text if title else "",
                description=node.description,
                kept=title is not None,
                strategy=self.strategy,
                key=node.key,
                source=node.source,
            )
        )
        if title is not None:
            self._caption("figure", title, node.key)

    def _chart_height(self, spec: ChartSpec, width: float, smaller: tuple[float, ...]) -> float:
        heights = (*smaller, *CHART_HEIGHTS)
        fitting = (height for height in heights if charts.fits(spec, width, height, self.style.chart_label))
        return next(fitting, _FALLBACK_HEIGHT)

    def picture(self, node: Picture) -> None:
        """A picture no larger than it is, with its description as the caption and its credit below."""
        self._pages.turn()
        width = min(self.style.text_width(), node.width * _POINTS_PER_PIXEL)
        height = width * node.height / node.width
        scale = min(1.0, self.style.text_height() * _PICTURE_SHARE / height)
        self._pages.add(
            ReportPicture(
                path=node.path,
                width=width * scale,
                height=height * scale,
                title=node.description,
                description=node.description,
                kept=bool(node.description or node.credit),
                key=node.key,
                source=node.source,
            )
        )
        if node.description:
            self._caption("figure", Paragraph((Run(node.description),)), node.key)
        if node.credit is not None and node.credit.text:
            self.remarks((node.credit,), node.source)

    def remarks(self, paragraphs: Sequence[Paragraph], source: Source | None = None) -> None:
        """註 and 資料來源 below a table or figure."""
        for paragraph, style in remarks(paragraphs):
            self._pages.add(ReportText(paragraph=paragraph, style=style, strategy=self.strategy, source=source))

    def _title(self, own: Paragraph | None) -> Paragraph | None:
        """A table's or figure's title: its own, else that of the heading above it, told apart where used again."""
        if own is not None and own.text.strip():
            return own
        if self._heading is None:
            return None
        self._heading_uses += 1
        if self._heading_uses == 1:
            return self._heading
        return replace(self._heading, runs=(*self._heading.runs, Run(f"（之{self._heading_uses}）")))

    def _caption(self, kind: CaptionKind, text: Paragraph, key: str) -> None:
        self._captions[kind] += 1
        caption = ReportCaption(
            kind=kind,
            number=self._captions[kind],
            text=text,
            bookmark=self._pages.bookmark("_Toc"),
            label_bookmark=self._pages.bookmark("_Ref"),
            strategy=self.strategy,
            key=key,
        )
        self._pages.add(caption)
        self._references.caption(caption)
