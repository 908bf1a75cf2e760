"""Runs: emphasis, colours, links, cross-references and footnote marks inside a paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from ssnet_docs import themes
from ssnet_docs.model.report import Target
from ssnet_docs.model.text import NOTE, Colour, Paragraph, Run
from ssnet_docs.model.value import value
from ssnet_docs.writers.docx.markup import escape, field, hint, plain_run, words
from ssnet_docs.writers.docx.writing import DOCUMENT, Writing
from ssnet_docs.writers.ooxml.drawingml import address


def runs(
    paragraph: Paragraph,
    writing: Writing,
    strategy: int | None = None,
    *,
    bold: bool = False,
    colour: Colour | None = None,
    part: str = DOCUMENT,
    footnotes: Sequence[int] = (),
) -> str:
    """The runs of a paragraph. `bold` and `colour` hold where neither paragraph nor run says otherwise.

    `part` is the part in which the paragraph stands. `footnotes` are numbers of notes whose marks stand at the end.
    """
    heavy = paragraph.bold if paragraph.bold is not None else (bold or None)
    colour = paragraph.colour or colour
    if len(paragraph.runs) == 1 and heavy is None and colour is None and paragraph.runs[0].is_plain:
        inner = plain_run(paragraph.runs[0].text)  # as in most cells of a table
    else:
        brush = _Brush(writing, strategy, heavy, colour)
        groups = groupby(paragraph.runs, key=lambda run: run.link)
        inner = "".join([_linked(link, list(group), brush, part) for link, group in groups])
    return inner + "".join([footnote_mark(number) for number in footnotes]) if footnotes else inner


def footnote_mark(number: int) -> str:
    """The mark in the text that stands for a footnote."""
    return f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'


def _linked(link: str | None, group: list[Run], brush: _Brush, part: str) -> str:
    if link and link.startswith(NOTE):
        mark = footnote_mark(brush.writing.footnote(link.removeprefix(NOTE))) if link != NOTE else ""
        return "".join(brush.run(run, "") for run in group) + mark
    if link and (referred := brush.writing.report.references.get(link)):
        return reference(referred)
    target = address(link) if link else None
    style = '<w:rStyle w:val="Hyperlink"/>' if target else ""
    inner = "".join(brush.run(run, style) for run in group)
    if not target:
        return inner
    identifier = brush.writing.package.relate(part, "hyperlink", target, external=True)
    return f'<w:hyperlink r:id="{identifier}" w:history="1">{inner}</w:hyperlink>'


def reference(target: Target) -> str:
    """REF fields of a cross-reference: 「表3」, or a section's number and title 「肆、二、人力」."""
    text = field(f"REF {target.bookmark} \\h", plain_run(target.text))
    if not target.number:
        return text
    return field(f"REF {target.bookmark} \\w \\h", plain_run(target.number)) + text


@value(frozen=True, slots=True)
class _Brush:
    """How the runs of one paragraph look where they say nothing themselves."""

    writing: Writing
    strategy: int | None
    bold: bool | None
    colour: Colour | None

    def run(self, run: Run, style: str) -> str:
        if self.bold is None and self.colour is None and run.is_plain:
            return plain_run(run.text, style)
        properties = style + hint(run.text) + "".join(self._look(run))
        return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{words(run.text)}</w:r>"

    def _look(self, run: Run) -> Iterator[str]:
        """Run properties that differ from the paragraph's style, in the schema's order."""
        bold = run.bold if run.bold is not None else self.bold
        if bold is not None:
            yield "<w:b/>" if bold else '<w:b w:val="0"/>'
        if run.italic:
            yield "<w:i/>"
        colour = run.colour or self.colour
        if colour is not None and not (colour.role == "ink" and not colour.tint):
            yield f'<w:color w:val="{rgb(colour, self.writing, self.strategy)}"/>'
        if run.underline:
            yield '<w:u w:val="single"/>'
        if run.superscript:
            yield '<w:vertAlign w:val="superscript"/>'


def rgb(colour: Colour, writing: Writing, strategy: int | None) -> str:
    """A theme colour as hex. Word's theme colours know no tint towards paper, so that the value itself is written."""
    return themes.rgb(writing.theme, colour, strategy)


def text_of(paragraphs: Iterable[Paragraph]) -> str:
    """Escaped plain text of paragraphs, a space between them."""
    return escape(" ".join(paragraph.text for paragraph in paragraphs))
