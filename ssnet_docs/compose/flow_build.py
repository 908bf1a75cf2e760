"""Builds a report block by block: numbers headings and captions, starts landscape pages, attaches footnotes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ssnet_docs import charts
from ssnet_docs.compose.flow_lists import ListNumberer
from ssnet_docs.compose.flow_numbers import DEEPEST, HeadingCounter, is_unnumbered, without_number
from ssnet_docs.compose.flow_references import References
from ssnet_docs.compose.flow_tables import TableFitter
from ssnet_docs.compose.lines import Typesetter
from ssnet_docs.model.chart import ChartSpec
from ssnet_docs.model.errors import Source
from ssnet_docs.model.nodes import Chart, Picture, Table
from ssnet_docs.model.report import (
    CaptionKind,
    PageSection,
    ProseStyle,
    ReportBlock,
    ReportCaption,
    ReportChart,
    ReportHeading,
    ReportItem,
    ReportPicture,
    ReportStyle,
    ReportTable,
    ReportText,
)
from ssnet_docs.model.text import Paragraph, Role, Run

CHART_HEIGHTS = (210.0, 240.0, 270.0, 310.0, 360.0, 420.0, 500.0)
"""Heights that are tried for a chart, in points; the first in which all its labels can be read."""

PICTURE_SHARE = 0.5  # of the page's height that a picture may take
_POINTS_PER_PIXEL = 0.75  # 96 pixels an inch, at which a picture is no larger than it is

_STYLES: dict[Role, ProseStyle] = {"subtitle": "lead", "note": "note", "label": "note", "quotation": "quotation"}
_MINOR: frozenset[Role] = frozenset({"heading", "card-title", "title", "display", "dense-header"})
_REMARK = ("註", "備註", "附註", "說明", "資料來源", "資料時間", "資料截至", "單位", "※", "＊", "*")
_SOURCE = ("資料來源", "來源")


class Builder:
    """Takes a document's parts in reading order. `strategy` holds for what comes next."""

    def __init__(self, style: ReportStyle, measure: Typesetter, references: References) -> None:
        self.style = style
        self.strategy: int | None = None
        self._references = references
        self._tables = TableFitter(style, measure)
        self._lists = ListNumberer()
        self._counter = HeadingCounter()
        self._sections: list[PageSection] = []
        self._blocks: list[ReportBlock] = []
        self._landscape = False
        self._footnotes: list[tuple[Paragraph, ...]] = []
        self._captions: dict[CaptionKind, int] = {"table": 0, "figure": 0}
        self._bookmarks = 0
        self._level = 0
        self._heading: Paragraph | None = None
        self._heading_uses = 0

    def finish(self) -> tuple[tuple[PageSection, ...], tuple[tuple[Paragraph, ...], ...]]:
        """The page sections and the footnotes."""
        self._turn(self._landscape, closing=True)
        return tuple(self._sections), tuple(self._footnotes)

    # --- headings ----------------------------------------------------------------------------------------------

    def chapter(self, title: Paragraph, key: str, source: Source | None) -> None:
        """A heading of the first level; 附錄 and the like take no number."""
        text = without_number(title)
        if is_unnumbered(text.text):
            self._counter.unnumbered()
            self._add_heading(text, 1, "", key, source)
        else:
            self._add_heading(text, 1, self._counter.next(1), key, source)

    def heading(self, title: Paragraph, level: int, key: str, source: Source | None) -> None:
        """A heading of about `level`: never more than one below the last, so that no level is left out."""
        text = without_number(title)
        if not text.text.strip():
            return
        level = min(level, self._level + 1, DEEPEST)
        self._add_heading(text, level, self._counter.next(level), key, source)

    def _add_heading(self, text: Paragraph, level: int, number: str, key: str, source: Source | None) -> None:
        heading = ReportHeading(
            level=level,
            text=replace(text, runs=tuple(replace(run, text=run.text.replace("\n", "")) for run in text.runs)),
            number=number,
            bookmark=self._bookmark("_Toc"),
            series=self._counter.series,
            strategy=self.strategy,
            key=key,
            source=source,
        )
        self._turn(False)
        self._blocks.append(heading)
        self._references.heading(heading, self._counter.full(level) if number else "")
        self._level = level
        self._heading, self._heading_uses = heading.text, 0

    # --- text --------------------------------------------------------------------------------------------------

    def lead(self, paragraph: Paragraph, source: Source | None) -> None:
        """The sentence below a subsection's title."""
        self._prose(paragraph, "lead", "", source)

    def text(self, paragraphs: Sequence[Paragraph], key: str, source: Source | None) -> None:
        """Running text, each paragraph by its role."""
        for paragraph in paragraphs:
            if paragraph.mark is not None:
                self.items((paragraph,), key, source)
            elif paragraph.role in _MINOR:
                self._prose(paragraph, "minor", key, source)
            else:
                self._prose(paragraph, _STYLES.get(paragraph.role, "body"), key, source)

    def paragraphs(self, paragraphs: Sequence[Paragraph], key: str, source: Source | None) -> None:
        """Text and lists mixed, such as notes: neighbouring items make one list."""
        waiting: list[Paragraph] = []
        for paragraph in paragraphs:
            if paragraph.mark is not None or (waiting and paragraph.level > 0):
                waiting.append(paragraph)
                continue
            self.items(waiting, key, source)
            waiting = []
            self._prose(paragraph, "body", key, source)
        self.items(waiting, key, source)

    def items(self, paragraphs: Sequence[Paragraph], key: str, source: Source | None) -> None:
        """A list with its sublists."""
        if paragraphs:
            self._turn(False)
            items = [item for item in self._lists.items(paragraphs, key, self.strategy) if item.paragraph.text]
            for item, following in pairwise([*items, None]):
                assert item is not None
                self._blocks.append(replace(item, source=source, kept=_introduces(item, following)))

    def source_note(self, paragraph: Paragraph, source: Source | None) -> None:
        """資料來源 at the end of a subsection; it stays on the landscape page of a table that ends it."""
        labelled = paragraph.text.startswith(_SOURCE)
        text = paragraph if labelled else _prefixed("資料來源：", paragraph)
        self._keep_last()
        self._blocks.append(ReportText(paragraph=text, style="source", strategy=self.strategy, source=source))

    def footnote(self, paragraphs: tuple[Paragraph, ...]) -> None:
        """A footnote to the paragraph before it; where there is none, an ordinary remark."""
        last = self._blocks[-1] if self._blocks else None
        if isinstance(last, ReportText | ReportItem | ReportHeading):
            self._footnotes.append(paragraphs)
            self._blocks[-1] = replace(last, footnotes=(*last.footnotes, len(self._footnotes)))
        else:
            self._remarks(paragraphs)

    def _prose(self, paragraph: Paragraph, style: ProseStyle, key: str, source: Source | None) -> None:
        if paragraph.text.strip():
            self._turn(False)
            kept = style in {"minor", "lead"}
            self._blocks.append(
                ReportText(paragraph=paragraph, style=style, kept=kept, strategy=self.strategy, key=key, source=source)
            )

    def _remarks(self, paragraphs: Sequence[Paragraph], source: Source | None = None) -> None:
        """註 below a table or figure; those without a label of their own are labelled and, if several, numbered."""
        bare = [paragraph for paragraph in paragraphs if not paragraph.text.startswith(_REMARK)]
        for paragraph in paragraphs:
            text = paragraph
            if paragraph in bare:
                text = _prefixed(f"註{bare.index(paragraph) + 1}：" if len(bare) > 1 else "註：", paragraph)
            style: ProseStyle = "source" if text.text.startswith(_SOURCE) else "note"
            self._blocks.append(ReportText(paragraph=text, style=style, strategy=self.strategy, source=source))

    def _keep_last(self) -> None:
        """Keep the last block on the page of what follows it."""
        last = self._blocks[-1] if self._blocks else None
        if isinstance(last, ReportTable) or (isinstance(last, ReportText) and last.style in {"note", "source"}):
            self._blocks[-1] = replace(last, kept=True)

    # --- tables and figures ------------------------------------------------------------------------------------

    def table(self, node: Table, *, numbered: bool) -> None:
        """A table with its caption, its unit above and its notes below, on a landscape page where it is wide."""
        spec = node.spec
        fitted = self._tables.fit(spec)
        self._turn(fitted.landscape)
        title = self._title(spec.caption)
        if numbered and title is not None:
            self._caption("table", title, node.key)
        if spec.unit:
            unit = spec.unit if spec.unit.startswith("單位") else f"單位：{spec.unit}"
            self._blocks.append(
                ReportText(paragraph=Paragraph((Run(unit),)), style="unit", kept=True, source=node.source)
            )
        self._blocks.append(
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
                title=title.text if title else "",
                description=node.description,
                strategy=self.strategy,
                key=node.key,
                source=node.source,
            )
        )
        self._remarks(spec.notes, node.source)

    def chart(self, node: Chart) -> None:
        """A native chart as wide as the text, with its title as the caption below it."""
        self._turn(False)
        spec = replace(node.spec, title=None)
        title = self._title(Paragraph((Run(node.spec.title),)) if node.spec.title else None)
        width = self.style.text_width()
        self._blocks.append(
            ReportChart(
                spec=spec,
                width=width,
                height=self._chart_height(spec, width),
                label_size=self.style.chart_label,
                title=title.text if title else "",
                description=node.description,
                strategy=self.strategy,
                key=node.key,
                source=node.source,
            )
        )
        if title is not None:
            self._caption("figure", title, node.key)

    def _chart_height(self, spec: ChartSpec, width: float) -> float:
        for height in CHART_HEIGHTS:
            if charts.fits(spec, width, height, self.style.chart_label):
                return height
        return CHART_HEIGHTS[2]

    def picture(self, node: Picture) -> None:
        """A picture no larger than it is, with its description as the caption and its credit below."""
        self._turn(False)
        wide = min(self.style.text_width(), node.width * _POINTS_PER_PIXEL)
        height = wide * node.height / node.width
        limit = self.style.text_height() * PICTURE_SHARE
        scale = min(1.0, limit / height)
        self._blocks.append(
            ReportPicture(
                path=node.path,
                width=wide * scale,
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
            self._remarks((node.credit,), node.source)

    def _title(self, own: Paragraph | None) -> Paragraph | None:
        """A table's or figure's title: its own, else that of the heading above it, told apart where used again."""
        if own is not None and own.text.strip():
            return own
        if self._heading is None:
            return None
        self._heading_uses += 1
        if self._heading_uses == 1:
            return self._heading
        again = Run(f"（之{self._heading_uses}）")
        return replace(self._heading, runs=(*self._heading.runs, again))

    def _caption(self, kind: CaptionKind, text: Paragraph, key: str) -> None:
        self._captions[kind] += 1
        caption = ReportCaption(
            kind=kind,
            number=self._captions[kind],
            text=text,
            bookmark=self._bookmark("_Toc"),
            label_bookmark=self._bookmark("_Ref"),
            strategy=self.strategy,
            key=key,
        )
        self._blocks.append(caption)
        self._references.caption(caption)

    # --- pages -------------------------------------------------------------------------------------------------

    def _bookmark(self, prefix: str) -> str:
        """A name in Word's own form; those that begin with `_` are hidden from the user."""
        self._bookmarks += 1
        return f"{prefix}{self._bookmarks:09d}"

    def _turn(self, landscape: bool, *, closing: bool = False) -> None:
        """Begin a page section where the orientation changes; headings go along with what they stand above."""
        if landscape == self._landscape and not closing:
            return
        carried: list[ReportBlock] = []
        while not closing and self._blocks and _leads(self._blocks[-1]):
            carried.insert(0, self._blocks.pop())
        if self._blocks:
            self._sections.append(PageSection(tuple(self._blocks), self._landscape))
        self._blocks = carried
        self._landscape = landscape


def _leads(block: ReportBlock) -> bool:
    """Whether a block belongs to what follows it: a heading, a lead, a title inside the text."""
    return isinstance(block, ReportHeading) or (isinstance(block, ReportText) and block.style in {"lead", "minor"})


def _introduces(item: ReportItem, following: ReportItem | None) -> bool:
    """Whether a list item is the title of what follows it: deeper items, or marked ones below a bare line."""
    if following is None:
        return False
    return following.level > item.level or (item.scheme is None and following.scheme is not None)


def _prefixed(label: str, paragraph: Paragraph) -> Paragraph:
    return replace(paragraph, runs=(Run(label), *paragraph.runs))
