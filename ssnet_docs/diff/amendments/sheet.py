"""The 修正對照表 as a report: its title, the versions, the table, and what it does not list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ssnet_docs.compose.flow_numbers import numeral
from ssnet_docs.compose.flow_tables import TableFitter
from ssnet_docs.compose.lines import Typesetter
from ssnet_docs.diff.amendments.explanations import explained, standing
from ssnet_docs.diff.amendments.points import Chapter, Marked, Part, Point, chapters, listed
from ssnet_docs.diff.amendments.texts import Texts
from ssnet_docs.diff.summary import regenerated, summary, told
from ssnet_docs.model.change import Changes, Comparison
from ssnet_docs.model.report import PageSection, Report, ReportTable, ReportText
from ssnet_docs.model.report_style import ReportStyle
from ssnet_docs.model.table import Cell, Column, Row, TableSpec
from ssnet_docs.model.text import Colour, Paragraph, Run, paragraph

_TITLES = ("修正後", "修正前", "說明")
_SHARES = (34.0, 34.0, 32.0)
_TALL = 0.75  # share of a page above which a point may be broken
_MUTED, _ALERT = Colour("muted"), Colour("alert")


@dataclass(frozen=True, slots=True)
class Side:
    """What the sheet says of a version: its name as the user gave it, and its date in words, '' where none is known."""

    name: str
    date: str = ""

    @property
    def shown(self) -> str:
        return f"{self.name}（{self.date}）" if self.date else self.name


def sheet(
    comparison: Comparison, changes: Changes, sides: tuple[Side, Side], style: ReportStyle, measure: Typesetter
) -> Report:
    """The composed sheet, in landscape; `sides` are the old and the new version."""
    title = f"{comparison.new.title or comparison.old.title}修正對照表"
    blocks = [
        _line(title, "sheet-title"),
        _line(f"修正後：{sides[1].shown}　　修正前：{sides[0].shown}", "sheet-line"),
        _line(f"修正摘要：{_summary(changes)}", "sheet-line"),
    ]
    found = chapters(comparison, changes)
    if found:
        blocks.append(_table(_spec(found, comparison), title, style, measure))
    blocks += [_line(text, "note") for text in _notes(changes)]
    return Report(
        id="amendments",
        title=title,
        subtitle="",
        organisation="",
        iso_date="",
        cover=None,
        sections=(PageSection(tuple(blocks), landscape=True),),
        style=style,
    )


def _line(text: str, style: str) -> ReportText | ReportTable:
    return ReportText(paragraph=paragraph(text), style=style)  # type: ignore[arg-type]


def _summary(changes: Changes) -> str:
    shown = tuple(change for change in changes.changes if listed(change))
    return summary(Changes(old_label="", new_label="", kind=changes.kind, changes=shown))


def _notes(changes: Changes) -> Iterator[str]:
    """What the table leaves out, and what was not compared."""
    looks = sum(len(one.places) or 1 for one in changes.changes if told(one) and not listed(one))
    if looks:
        yield f"註：另有 {looks} 處僅調整格式、位置或版面，未涉內容，不列入本表。"
    if regenerated(changes):
        yield "註：頁碼、編號、目次等隨修正自動更新者，不列入本表。"
    for notice in changes.notices:
        yield f"註：{notice}。"
    if changes.uncovered:
        yield f"註：未比對：{'、'.join(changes.uncovered)}。"


def _table(spec: TableSpec, title: str, style: ReportStyle, measure: Typesetter) -> ReportTable:
    fitted = TableFitter(style, measure).shared_out(spec, _SHARES, _TALL, landscape=True)
    return ReportTable(
        rows=(*spec.header, *spec.body),
        header_rows=1,
        stub_columns=0,
        widths=fitted.widths,
        aligns=("start", "start", "start"),
        size=fitted.size,
        breakable=fitted.breakable,
        title=title,
        description="修正後、修正前與說明，依章節排列；修正處加底線",
    )


def _spec(found: tuple[Chapter, ...], comparison: Comparison) -> TableSpec:
    texts = Texts(comparison)
    origins = {origin.key: origin for side in (comparison.old, comparison.new) for origin in side.origins}
    body: list[Row] = []
    for chapter in found:
        name = Cell((paragraph(chapter.title),), column_span=3)
        body.append(Row((name, None, None), kind="group", key=chapter.title))
        for point in chapter.points:
            told_ = [(change, [line for line in explained(change, texts, origins) if line]) for change in point.changes]
            sentences = list(dict.fromkeys("".join(lines) for _, lines in told_))
            warnings = [line for line in dict.fromkeys(standing(change) for change in point.changes) if line]
            cells = (_said(point, new=True), _said(point, new=False), _explanation(sentences, warnings))
            body.append(Row(tuple(Cell(cell, anchor="top") for cell in cells)))
    header = Row(tuple(Cell((paragraph(title),)) for title in _TITLES), kind="header")
    columns = tuple(Column(key) for key in ("new", "old", "reason"))
    return TableSpec(columns, (header,), tuple(body), stub_columns=0)


def _said(point: Point, *, new: bool) -> tuple[Paragraph, ...]:
    """A side of a point; one that is not there stays empty, on the new side it is said to be deleted."""
    texts = [(part, part.new if new else part.old) for part in point.parts]
    if not any(text for _, text in texts):
        return (paragraph("（刪除）"),) if new else ()
    above = [Paragraph((Run(name, colour=_MUTED),)) for name in point.within]
    return tuple(above) + tuple(one for part, text in texts for one in _paragraphs(part, text))


def _paragraphs(part: Part, text: Marked) -> Iterator[Paragraph]:
    """A passage, a paragraph a line of it; the name of its column or value comes before it."""
    runs: list[Run] = [Run(f"{part.name}：")] if part.name else []
    for segment in text:
        first, *rest = segment.text.split("\n")
        runs.append(Run(first, underline=segment.kind != "same"))
        for line in rest:
            yield Paragraph(tuple(run for run in runs if run.text))
            runs = [Run(line, underline=segment.kind != "same")]
    if not text:
        runs.append(Run("（無）"))
    yield Paragraph(tuple(run for run in runs if run.text))


def _explanation(sentences: list[str], warnings: list[str]) -> tuple[Paragraph, ...]:
    """The sentences, numbered 一、二、 where there are several."""
    marked = len(sentences) > 1
    told_ = [
        Paragraph((Run(f"{numeral('taiwaneseCountingThousand', number)}、{sentence}" if marked else sentence),))
        for number, sentence in enumerate(sentences, start=1)
    ]
    return (*told_, *(Paragraph((Run(text, colour=_ALERT),)) for text in warnings))
