"""Composes a report: the same nodes that make a deck, as chapters, numbered headings, captions and page sections.

A section becomes a chapter (壹、), a slide a subsection (一、) with its notes as text; columns follow one another, a
drawing appears as its equivalent text or table.
"""

from __future__ import annotations

from collections.abc import Iterable

from ssnet_docs.compose.flow_build import Builder
from ssnet_docs.compose.flow_numbers import without_number
from ssnet_docs.compose.flow_references import References
from ssnet_docs.compose.flow_titles import broken
from ssnet_docs.compose.lines import Typesetter
from ssnet_docs.model.errors import ErrorCollector
from ssnet_docs.model.nodes import (
    Chart,
    Columns,
    DocumentNodes,
    Drawing,
    Heading,
    Items,
    Node,
    Note,
    Picture,
    SectionNodes,
    SlideNodes,
    Table,
    Text,
)
from ssnet_docs.model.report import Cover, Report
from ssnet_docs.model.report_style import ReportStyle
from ssnet_docs.model.text import Paragraph

FRAMES = frozenset({"cover", "agenda", "closing"})
"""Layouts of slides that only frame a briefing; a report has its own cover and table of contents."""

TITLE_SIZES = (32.0, 30.0, 28.0, 26.0, 24.0)
"""Points of the title on the cover."""


def compose(document: DocumentNodes, style: ReportStyle, measure: Typesetter) -> Report:
    """The document as a report.

    Raises ContentErrors with every cross-reference that leads nowhere.
    """
    errors = ErrorCollector()
    references = References()
    flow = _Flow(Builder(style, measure, references))
    for section in document.sections:
        flow.section(section)
    sections, footnotes = flow.builder.finish()
    blocks = [block for section in sections for block in section.blocks]
    targets = references.resolve(blocks, footnotes, errors)
    errors.close()
    return Report(
        id=document.id,
        title=document.title,
        subtitle=document.subtitle,
        organisation=document.organisation,
        iso_date=document.iso_date,
        cover=_cover(document, style, measure),
        sections=sections,
        style=style,
        footnotes=footnotes,
        references=targets,
        status=document.status,
        origins=document.origins,
        approvals=document.approvals,
    )


def _cover(document: DocumentNodes, style: ReportStyle, measure: Typesetter) -> Cover:
    slides = (slide for section in document.sections for slide in section.slides if slide.layout == "cover")
    slide = next(slides, None)
    presenter = slide.texts.get("presenter") if slide else None
    particulars = (("版本", document.version), ("資料日期", document.data_date))
    title, size = broken(document.title, TITLE_SIZES, style.text_width(), measure)
    return Cover(
        title=title,
        title_size=size,
        subtitle=document.subtitle,
        organisation=document.organisation,
        presenters=tuple(line for line in presenter.text.split("\n") if line) if presenter else (),
        date=document.date,
        particulars=tuple((name, value) for name, value in particulars if value),
        signatures=style.signatures,
    )


class _Flow:
    """Walks the nodes in reading order and hands them to the builder."""

    def __init__(self, builder: Builder) -> None:
        self.builder = builder

    def section(self, section: SectionNodes) -> None:
        """A chapter; one without slides of its own, or without a title, gets no heading."""
        slides = [slide for slide in section.slides if slide.layout not in FRAMES]
        if not slides:
            return
        self.builder.colour(section.strategy)
        title = section.title.text.strip()
        if title:
            self.builder.chapter(section.title, section.key, section.source)
        for slide in slides:
            self.slide(slide, section, 2 if title else 1)

    def slide(self, slide: SlideNodes, section: SectionNodes, level: int) -> None:
        builder = self.builder
        builder.colour(slide.strategy if slide.strategy is not None else section.strategy)
        if slide.layout != "divider" and not self._is_title_of(section, slide):
            builder.heading(slide.title, level, slide.key, slide.source)
        if slide.subtitle is not None and slide.subtitle.text:
            builder.lead(slide.subtitle, slide.source)
        builder.paragraphs(slide.notes, slide.key, slide.source)
        self.nodes(slide.nodes, level)
        if slide.source_note is not None and slide.source_note.text:
            builder.source_note(slide.source_note, slide.source)

    @staticmethod
    def _is_title_of(section: SectionNodes, slide: SlideNodes) -> bool:
        """Whether a chapter's only slide bears the chapter's own title, which need not be said twice."""
        only = sum(one.layout not in {*FRAMES, "divider"} for one in section.slides) == 1
        return only and _words(slide.title) == _words(section.title)

    def nodes(self, nodes: Iterable[Node], level: int, *, drawn: bool = False, small: bool = False) -> None:
        """Nodes below a heading of `level`.

        `drawn` ones stand for a drawing: their tables are not numbered. `small` ones stood side by side.
        """
        for node in nodes:
            self.node(node, level, drawn, small)

    def node(self, node: Node, level: int, drawn: bool, small: bool) -> None:
        builder = self.builder
        match node:
            case Heading():
                builder.heading(node.text, level + node.level, node.key, node.source)
            case Text():
                builder.text(node.paragraphs, node.key, node.source)
            case Items():
                builder.items(node.items, node.key, node.source)
            case Table():
                builder.figures.table(node, numbered=not drawn)
            case Chart():
                builder.figures.chart(node, small=small)
            case Picture():
                builder.figures.picture(node)
            case Columns():
                for column in node.columns:
                    self.nodes(column, level, drawn=drawn, small=len(node.columns) > 1)
            case Drawing():
                self.nodes(node.equivalent, level, drawn=True)
            case Note():
                self.note(node)

    def note(self, note: Note) -> None:
        match note.kind:
            case "footnote":
                self.builder.footnote(note.paragraphs)
            case "source":
                for paragraph in note.paragraphs:
                    self.builder.source_note(paragraph, note.source)
            case "speaker":
                self.builder.paragraphs(note.paragraphs, note.key, note.source)


def _words(title: Paragraph) -> str:
    """A title's words for comparison, without its number."""
    return without_number(title).text.strip()
