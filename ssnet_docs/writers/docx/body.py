"""The document's body: cover, contents, and the flow blocks of every page section."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile

from ssnet_docs.model.report import (
    LABELS,
    LONG_TABLE,
    Cover,
    PageSection,
    ProseStyle,
    ReportBlock,
    ReportCaption,
    ReportChart,
    ReportHeading,
    ReportItem,
    ReportPicture,
    ReportTable,
    ReportText,
)
from ssnet_docs.writers.docx import figures
from ssnet_docs.writers.docx.contents import contents
from ssnet_docs.writers.docx.cover import cover
from ssnet_docs.writers.docx.inline import footnote_mark, runs
from ssnet_docs.writers.docx.markup import (
    NAMESPACES,
    bookmarked,
    field,
    paragraph,
    plain_run,
    twips,
)
from ssnet_docs.writers.docx.numbering import APPENDICES, Numbering, item_indent
from ssnet_docs.writers.docx.pages import section_properties
from ssnet_docs.writers.docx.tables import table_xml
from ssnet_docs.writers.docx.writing import Writing

_STYLES: dict[ProseStyle, str] = {
    "body": "BodyText",
    "lead": "Lead",
    "minor": "Minor",
    "quotation": "Quote",
    "unit": "TableUnit",
    "note": "Remark",
    "source": "SourceNote",
    "sheet-title": "SheetTitle",
    "sheet-line": "SheetLine",
}
_GAP = '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="160" w:lineRule="exact"/></w:pPr></w:p>'
_KEEP = "<w:keepNext/>"
_BREAK = "<w:pageBreakBefore/>"
_OPENED = re.compile(f'<w:p><w:pPr><w:pStyle w:val="[^"]*"/>(?:{_KEEP})?')
_PAGE = f'<w:p><w:pPr>{_BREAK}<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'

FRONT_END = "_Front"
"""The bookmark at the end of the lists."""


@dataclass(frozen=True, slots=True)
class Frames:
    """Relationship ids of headers and footers."""

    cover: str
    header: str
    landscape: str
    footer: str


def document_xml(writing: Writing, numbers: Numbering, frames: Frames, *, front_only: bool = False) -> str:
    """The document part; `front_only` leaves the text out, whose pages begin anew after the lists."""
    report, style = writing.report, writing.report.style
    body = _Body(writing, numbers)
    parts = _front(writing, report.cover, frames) if report.cover is not None else []
    sections = (report.sections if not front_only else ()) or (PageSection(()),)
    for position, section in enumerate(sections, start=1):
        header = frames.landscape if section.landscape else frames.header
        properties = section_properties(style, header, frames.footer, landscape=section.landscape)
        parts.append(body.blocks(section.blocks))
        parts.append(properties if position == len(sections) else _section_end(properties))
    return f"<w:document {NAMESPACES}><w:body>{''.join(parts)}</w:body></w:document>"


def _front(writing: Writing, page: Cover, frames: Frames) -> list[str]:
    """The cover and the lists, in page sections of their own."""
    style = writing.report.style
    return [
        cover(page, writing.report),
        _section_end(section_properties(style, frames.cover, None)),
        contents(writing),
        _section_end(
            section_properties(style, frames.header, frames.footer), bookmarked(writing.bookmark(), FRONT_END, "")
        ),
    ]


def _section_end(properties: str, inner: str = "") -> str:
    """The paragraph that ends a page section; one point high, so that it never needs a page of its own."""
    spacing = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    return f"<w:p><w:pPr>{spacing}{properties}</w:pPr>{inner}</w:p>"


def _beginning_pages(blocks: tuple[ReportBlock, ...]) -> set[int]:
    """The blocks that begin a page: long tables, or what stands above one and belongs to it."""
    found = set()
    for position, block in enumerate(blocks):
        if isinstance(block, ReportTable) and len(block.rows) > LONG_TABLE:
            above = takewhile(_belongs_below, reversed(blocks[:position]))
            found.add(position - sum(1 for _ in above))
    return found


def _belongs_below(block: ReportBlock) -> bool:
    match block:
        case ReportHeading() | ReportCaption(kind="table"):
            return True
        case ReportText(kept=kept):
            return kept
        case _:
            return False


def _beginning_page(written: str) -> str:
    """A block that begins a page; a table does so below a paragraph of its own."""
    opened = _OPENED.match(written)
    return f"{opened[0]}{_BREAK}{written[opened.end() :]}" if opened else _PAGE + written


class _Body:
    def __init__(self, writing: Writing, numbers: Numbering) -> None:
        self.writing = writing
        self.numbers = numbers

    def blocks(self, blocks: tuple[ReportBlock, ...]) -> str:
        """Blocks in order; a table is followed by a gap, without which Word would join it to a table below."""
        parts = []
        beginning = _beginning_pages(blocks)
        for position, block in enumerate(blocks):
            written = self.block(block)
            parts.append(_beginning_page(written) if position in beginning else written)
            if isinstance(block, ReportTable):
                following = blocks[position + 1] if position + 1 < len(blocks) else None
                if not (isinstance(following, ReportText) and following.style in {"note", "source"}):
                    parts.append(_GAP)
        return "".join(parts)

    def block(self, block: ReportBlock) -> str:
        match block:
            case ReportHeading():
                return self._heading(block)
            case ReportText():
                keep = _KEEP if block.kept else ""
                return paragraph(_STYLES[block.style], self._runs(block), keep)
            case ReportItem():
                return self._item(block)
            case ReportCaption():
                return self._caption(block)
            case ReportTable():
                return table_xml(block, self.writing)
            case ReportChart():
                return figures.chart(block, self.writing)
            case ReportPicture():
                return figures.picture(block, self.writing)

    def _runs(self, block: ReportText | ReportItem) -> str:
        return runs(block.paragraph, self.writing, block.strategy, footnotes=block.footnotes)

    def _heading(self, heading: ReportHeading) -> str:
        """A heading, numbered by its style, or in the appendices' own numbering."""
        level = heading.level - 1
        properties = ""
        if heading.series:
            properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{APPENDICES}"/></w:numPr>'
        inner = bookmarked(
            self.writing.bookmark(), heading.bookmark, runs(heading.text, self.writing, heading.strategy)
        )
        notes = "".join(footnote_mark(number) for number in heading.footnotes)
        return paragraph(f"Heading{heading.level}", inner + notes, properties)

    def _item(self, item: ReportItem) -> str:
        style = self.writing.report.style
        keep = _KEEP if item.kept else ""
        if item.scheme is not None:
            number = self.numbers.lists[item.list]
            properties = keep + f'<w:numPr><w:ilvl w:val="{item.level}"/><w:numId w:val="{number}"/></w:numPr>'
        else:
            left, _ = item_indent(item.level, None, style)
            properties = keep + f'<w:ind w:left="{twips(left)}" w:firstLine="0"/>'
        return paragraph("ListParagraph", self._runs(item), properties)

    def _caption(self, caption: ReportCaption) -> str:
        """「表1　…」 with a SEQ field; bookmarks for the list and for cross-references."""
        label = LABELS[caption.kind]
        number = plain_run(label) + field(f"SEQ {label} \\* ARABIC", plain_run(str(caption.number)))
        marked = bookmarked(self.writing.bookmark(), caption.label_bookmark, number)
        text = plain_run("　") + runs(caption.text, self.writing, caption.strategy)
        inner = bookmarked(self.writing.bookmark(), caption.bookmark, marked + text)
        return paragraph("Caption", inner, _KEEP if caption.kind == "table" else "")
