"""footnotes.xml."""

from __future__ import annotations

from ssnet_docs.model.text import Paragraph
from ssnet_docs.writers.docx.inline import runs
from ssnet_docs.writers.docx.markup import NAMESPACES, paragraph, plain_run
from ssnet_docs.writers.docx.writing import FOOTNOTES, Writing

_RULES = (("separator", -1), ("continuationSeparator", 0))


def footnotes_xml(writing: Writing) -> str:
    """The part: the two rules that Word wants, then the report's notes, numbered from 1."""
    rules = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="240"'
        f' w:lineRule="auto"/></w:pPr><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for kind, number in _RULES
    )
    notes = "".join(
        f'<w:footnote w:id="{number}">{_note(paragraphs, writing)}</w:footnote>'
        for number, paragraphs in enumerate(writing.notes, start=1)
    )
    return f"<w:footnotes {NAMESPACES}>{rules}{notes}</w:footnotes>"


def _note(paragraphs: tuple[Paragraph, ...], writing: Writing) -> str:
    mark = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>' + plain_run(" ")
    parts = []
    for position, text in enumerate(paragraphs or (Paragraph(()),)):
        inner = runs(text, writing, part=FOOTNOTES)
        parts.append(paragraph("FootnoteText", (mark if position == 0 else "") + inner))
    return "".join(parts)
