"""The texts of documents, paragraph by paragraph, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from ssnet_docs.checks.parts.base import Subject
from ssnet_docs.model.chart import ChartSpec
from ssnet_docs.model.errors import Source
from ssnet_docs.model.nodes import DocumentNodes, SlideNodes
from ssnet_docs.model.table import TableSpec
from ssnet_docs.model.text import Paragraph, paragraph
from ssnet_docs.model.value import value
from ssnet_docs.model.walk import telling

Part = Literal["title", "text", "table", "chart", "note", "source"]
"""Where a paragraph stands: a heading of the slide, its text, a table, a chart, the speaker notes; or it says, made by
the program, where figures come from."""

_PROVENANCE = re.compile(r"^數值出處：|（data/")


@value(frozen=True, slots=True)
class Passage:
    """A paragraph and its text: the document's id, the slide's key and title, and the place in the content."""

    document: str
    key: str
    slide: str
    source: Source | None
    paragraph: Paragraph
    text: str
    part: Part = "text"

    @property
    def typed(self) -> str:
        """The words that the author typed: figures of facts are left out as spaces."""
        return "".join(" " if run.facts else run.text for run in self.paragraph.runs)


@lru_cache(maxsize=2)
def passages(subject: Subject) -> tuple[Passage, ...]:
    """Every different paragraph of every document; what a deck draws and what its report says instead come once."""
    found: list[Passage] = []
    for document in subject.documents:
        seen: set[tuple[str, str]] = set()
        for passage in _document(document):
            known = (passage.key, passage.text)
            if passage.text.strip() and known not in seen:
                seen.add(known)
                found.append(passage)
    return tuple(found)


def _document(document: DocumentNodes) -> Iterator[Passage]:
    for section in document.sections:
        title = section.title.text
        yield Passage(document.id, section.key, title, section.source, section.title, title, "title")
        for slide in section.slides:
            title = slide.title.text
            for source, found, part in _slide(slide):
                yield Passage(document.id, slide.key, title, source, found, found.text, part)


def _slide(slide: SlideNodes) -> Iterator[tuple[Source | None, Paragraph, Part]]:
    for heading in (slide.title, slide.kicker, slide.subtitle):
        if heading is not None:
            yield slide.source, heading, "title"
    yield from _paragraphs(slide.nodes, slide.source, "text")
    yield from _paragraphs(slide.texts, slide.source, "text")
    yield from _paragraphs(slide.source_note, slide.source, "source")
    for note in slide.notes:
        yield slide.source, note, "source" if _PROVENANCE.search(note.text) else "note"


def _paragraphs(inside: object, source: Source | None, part: Part) -> Iterator[tuple[Source | None, Paragraph, Part]]:
    """The paragraphs inside nodes, drawings and tables, each with the place of the nearest node around it."""
    if isinstance(inside, Paragraph):
        yield source, inside, part
    elif isinstance(inside, (tuple, list)):
        for one in inside:
            yield from _paragraphs(one, source, part)
    elif isinstance(inside, dict):
        for one in inside.values():
            yield from _paragraphs(one, source, part)
    elif isinstance(inside, ChartSpec):
        for words in (inside.title, inside.axis_reason, *(series.name for series in inside.series)):
            if words:
                yield source, paragraph(words), "chart"
    else:
        nearest = getattr(inside, "source", None)
        around = nearest if isinstance(nearest, Source) else source
        within: Part = "table" if isinstance(inside, TableSpec) else part
        for name in telling(type(inside)):  # type: ignore[arg-type]  # mypy: type[object] is not hashable
            yield from _paragraphs(getattr(inside, name), around, within)
