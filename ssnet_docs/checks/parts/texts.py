"""The texts of documents, paragraph by paragraph, with their places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass

from ssnet_docs.checks.parts.base import Subject
from ssnet_docs.model.errors import Source
from ssnet_docs.model.nodes import DocumentNodes
from ssnet_docs.model.text import Paragraph


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph: the document's id, the slide's key and title, the place in the content, and the paragraph itself."""

    document: str
    key: str
    slide: str
    source: Source | None
    paragraph: Paragraph

    @property
    def text(self) -> str:
        return self.paragraph.text

    @property
    def typed(self) -> str:
        """The words that the author typed: figures of facts are left out as spaces."""
        return "".join(" " if run.facts else run.text for run in self.paragraph.runs)


def passages(subject: Subject) -> Iterator[Passage]:
    """Every different paragraph of every document; what a deck draws and what its report says instead come once."""
    for document in subject.documents:
        seen: set[tuple[str, str]] = set()
        for passage in _document(document):
            known = (passage.key, passage.text)
            if passage.text.strip() and known not in seen:
                seen.add(known)
                yield passage


def _document(document: DocumentNodes) -> Iterator[Passage]:
    for section in document.sections:
        yield Passage(document.id, section.key, section.title.text, section.source, section.title)
        for slide in section.slides:
            for source, paragraph in _paragraphs(slide, slide.source):
                yield Passage(document.id, slide.key, slide.title.text, source, paragraph)


def _paragraphs(value: object, source: Source | None) -> Iterator[tuple[Source | None, Paragraph]]:
    """The paragraphs inside nodes, drawings and tables, each with the place of the nearest node around it."""
    if isinstance(value, Paragraph):
        yield source, value
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from _paragraphs(one, source)
    elif isinstance(value, dict):
        for one in value.values():
            yield from _paragraphs(one, source)
    elif is_dataclass(value) and not isinstance(value, type):
        nearest = getattr(value, "source", None)
        inner = nearest if isinstance(nearest, Source) else source
        for field in fields(value):
            yield from _paragraphs(getattr(value, field.name), inner)
