"""From a typed document to nodes: sections numbered, cover, agenda, dividers and closing made, origins noted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ssnet_docs.content import acceptance, approval, markdown, provenance
from ssnet_docs.content.catalogue import Entry
from ssnet_docs.content.context import Context, Particulars, facts_in
from ssnet_docs.content.document import Document, Only, Section, SlideContent
from ssnet_docs.content.numbering import OfficialDate, numbered, section_number
from ssnet_docs.icons import Icons
from ssnet_docs.model.block import Block
from ssnet_docs.model.errors import ErrorCollector
from ssnet_docs.model.fact import DataStore, Fact, plain
from ssnet_docs.model.nodes import DocumentNodes, Heading, Items, Node, SectionNodes, SlideNodes, Text
from ssnet_docs.model.text import Paragraph, Role
from ssnet_docs.project import Project
from ssnet_docs.yamlfile import Positions

FRONT, CLOSING = "front", "closing"
"""Keys of the sections that hold cover and agenda, and the closing."""

_PLAIN_LAYOUT = "content"


def lower(
    document: Document, entry: Entry, positions: Positions, data: DataStore, project: Project, medium: Only
) -> DocumentNodes:
    """The document as nodes for a deck or a report.

    Raises ContentErrors with everything that its blocks refuse.
    """
    errors = ErrorCollector()
    nodes = _Lowering(document, entry, positions, data, project, medium, errors, Icons(project)).run()
    errors.close()
    return nodes


@dataclass(slots=True)
class _Lowering:
    document: Document
    entry: Entry
    positions: Positions
    data: DataStore
    project: Project
    medium: Only
    errors: ErrorCollector
    icons: Icons
    facts: dict[str, None] = field(default_factory=dict)
    """The keys of all facts that the document shows, in reading order."""

    def run(self) -> DocumentNodes:
        document = self.document
        date = OfficialDate.parse(document.date) if document.date else None
        made = (self._front(), *self._sections(), self._closing())
        sections = tuple(section for section in made if section is not None)
        return DocumentNodes(
            id=self.entry.id,
            title=plain(document.title),
            subtitle=plain(document.subtitle),
            theme=document.theme,
            organisation=plain(document.organisation),
            date=date.shown if date else "",
            iso_date=date.iso if date else "",
            footer=plain("　".join(part for part in (document.organisation, document.title) if part)),
            status=document.status,
            version=plain(document.version),
            data_date=OfficialDate.parse(document.data_date).shown if document.data_date else "",
            sections=sections,
            reason=plain(document.reason),
            origins=provenance.records((self.data.fact(key) for key in self.facts), self.data),
            source=self.positions.source(()),
            approvals=approval.approvals(document, self.medium),
            acceptances=acceptance.acceptances(document, self.entry.id, self.positions, self.medium, self.errors),
        )

    # --- sections ----------------------------------------------------------------------------------------------

    def _chosen(self) -> list[tuple[int, Section]]:
        """The sections of this medium, each with its index in the file."""
        return [
            (index, section)
            for index, section in enumerate(self.document.sections)
            if section.only in {None, self.medium}
        ]

    def _sections(self) -> list[SectionNodes]:
        result = []
        for position, (index, section) in enumerate(self._chosen(), start=1):
            path = ("sections", index)
            title = _paragraph(numbered(self.document.numbering, position, section.title), "heading")
            self.facts |= facts_in(title)
            slides = []
            if section.divider:
                texts = {"title": section.title, "kicker": section_number(self.document.numbering, position)}
                slides.append(self._own_slide(section.divider, section.id or "", texts, section.strategy))
            for number, slide in enumerate(section.slides):
                if slide.only in {None, self.medium}:
                    slides.append(self._slide(section, position, slide, (*path, "slides", number)))
            result.append(
                SectionNodes(
                    key=section.id or "",
                    title=title,
                    slides=tuple(slides),
                    strategy=section.strategy,
                    reason=plain(section.reason),
                    source=self.positions.source(path),
                )
            )
        return result

    def _front(self) -> SectionNodes | None:
        """Cover and agenda, where the document asks for them."""
        document, slides = self.document, []
        if document.cover:
            slides.append(self._own_slide(document.cover, FRONT, {"title": document.title}))
        if document.agenda:
            slides.append(self._own_slide(document.agenda, FRONT, {"title": "報告大綱"}))
        return self._own_section(FRONT, "封面與大綱", slides)

    def _closing(self) -> SectionNodes | None:
        closing = self.document.closing
        slides = [self._own_slide(closing, CLOSING, {"title": "感謝聆聽"})] if closing else []
        return self._own_section(CLOSING, "結語", slides)

    def _own_section(self, key: str, title: str, slides: Sequence[SlideNodes]) -> SectionNodes | None:
        if not slides:
            return None
        return SectionNodes(key=key, title=_paragraph(title, "heading"), slides=tuple(slides))

    # --- slides ------------------------------------------------------------------------------------------------

    def _context(self, strategy: int | None = None) -> Context:
        document = self.document
        date = OfficialDate.parse(document.date).shown if document.date else ""
        return Context(
            project=self.project,
            data=self.data,
            place=document.county or self.entry.place,
            medium=self.medium,
            particulars=Particulars(
                title=document.title,
                subtitle=document.subtitle,
                presenters=tuple(presenter.shown for presenter in document.presenters),
                date=date,
                organisation=document.organisation,
                version=document.version,
            ),
            sections=tuple(
                (section_number(document.numbering, position), section.title)
                for position, (_, section) in enumerate(self._chosen(), start=1)
            ),
            icons=self.icons,
            errors=self.errors,
            strategy=strategy,
        )

    def _slide(self, section: Section, position: int, slide: SlideContent, path: tuple[str | int, ...]) -> SlideNodes:
        strategy = slide.strategy or section.strategy
        context = self._context(strategy)
        kicker = numbered(self.document.numbering, position, section.short or section.title)
        blocks = tuple(block for block in slide.blocks if block.only in {None, self.medium})
        nodes, slots = self._contents(blocks, context)
        slide_nodes = SlideNodes(
            key=f"{section.id}/{slide.id}",
            title=_paragraph(slide.title, "title"),
            subtitle=_paragraph(slide.subtitle, "subtitle") if slide.subtitle else None,
            kicker=_paragraph(kicker, "kicker"),
            layout=slide.layout or _layout(blocks),
            section=section.id or "",
            strategy=strategy,
            nodes=nodes,
            slots=slots,
            notes=_flat(markdown.blocks(slide.notes)),
            reason=plain(slide.reason),
            source=self.positions.source(path),
        )
        texts = {slot: text for block in blocks for slot, text in block.slot_texts(context).items()}
        return self._with_origins(_with_texts(slide_nodes, texts), slide.source)

    def _own_slide(self, block: Block, section: str, texts: dict[str, str], strategy: int | None = None) -> SlideNodes:
        """A slide that a key of the document makes; the block's own texts come before `texts`."""
        context = self._context(strategy)
        nodes, slots = self._contents((block,), context)
        slide = SlideNodes(
            key=block.key.rsplit("/", 1)[0],
            title=Paragraph(()),
            layout=block.block_layout or _PLAIN_LAYOUT,
            section=section,
            strategy=strategy,
            nodes=nodes,
            slots=slots,
            source=block.origin,
        )
        own = {slot: _paragraph(text, "body") for slot, text in texts.items() if text}
        return self._with_origins(_with_texts(slide, own | block.slot_texts(context)), None)

    def _contents(self, blocks: tuple[Block, ...], context: Context) -> tuple[tuple[Node, ...], tuple[str | None, ...]]:
        pairs = [(node, block.slot) for block in blocks for node in context.lower_one(block)]
        return tuple(node for node, _ in pairs), tuple(slot for _, slot in pairs)

    def _with_origins(self, slide: SlideNodes, source: str | None) -> SlideNodes:
        """The slide with its source note (`source`, or made from its figures); a deck's notes list its figures too."""
        keys = facts_in(slide)
        facts: list[Fact] = [self.data.fact(key) for key in keys]
        report = self.medium == "report"
        note = provenance.source_note(facts, self.data) if source is None else source
        words = "　".join(part for part in (note, provenance.corrections(facts, in_full=report)) if part)
        source_note = _paragraph(words, "note") if words else None
        self.facts |= keys | facts_in(source_note)  # a note that an author wrote may show more
        return replace(
            slide,
            source_note=source_note,
            notes=slide.notes if report else (*slide.notes, *provenance.origins(facts, self.data)),
        )


def _layout(blocks: Sequence[Block]) -> str:
    """The layout that the first block asks for, or the plain one."""
    return (blocks[0].block_layout if blocks else None) or _PLAIN_LAYOUT


def _with_texts(slide: SlideNodes, texts: dict[str, Paragraph]) -> SlideNodes:
    """The slide with texts for named slots; title, kicker and subtitle have fields of their own."""
    return replace(
        slide,
        title=texts.get("title", slide.title),
        kicker=texts.get("kicker", slide.kicker),
        subtitle=texts.get("subtitle", slide.subtitle),
        texts={slot: text for slot, text in texts.items() if slot not in {"title", "kicker", "subtitle"}},
    )


def _paragraph(text: str, role: Role) -> Paragraph:
    return Paragraph(markdown.inline(text), role)


def _flat(nodes: Sequence[Node]) -> tuple[Paragraph, ...]:
    """The paragraphs of block-level Markdown, as speaker notes have them."""
    paragraphs: list[Paragraph] = []
    for node in nodes:
        match node:
            case Text():
                paragraphs += node.paragraphs
            case Items():
                paragraphs += node.items
            case Heading():
                paragraphs.append(replace(node.text, bold=True))
            case _:
                pass
    return tuple(paragraphs)
