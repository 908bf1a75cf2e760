"""A body of text: Markdown, a list, or both, as cards, steps and periods have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pydantic import Field

from ssnet_docs.blocks.parts.items import AnyItem, MarkName, item_paragraphs
from ssnet_docs.model.block import LowerContext, Model
from ssnet_docs.model.nodes import Heading, Items, Node, Text
from ssnet_docs.model.text import Colour, Paragraph, Role


class Body(Model):
    """內文：一段文字 (text)、一份條列 (items)，或先文字後條列。"""

    text: str | None = Field(default=None, description="說明文字（Markdown）")
    items: list[AnyItem] = Field(default_factory=list, description="條列的各項")
    mark: MarkName | None = Field(default=None, description="條列的符號或編號方式")

    @property
    def is_empty(self) -> bool:
        return not self.text and not self.items

    def paragraphs(
        self, context: LowerContext, role: Role = "card-body", *, colour: Colour | None = None
    ) -> tuple[Paragraph, ...]:
        """Text, then list; `colour` is that of the list's marks."""
        text = markdown_paragraphs(context, self.text, role)
        items = item_paragraphs(context, self.items, role, mark=self.mark, colour=colour or Colour("key"))
        return (*text, *items)


class TitledBody(Body):
    """標題與內文。"""

    title: str = Field(description="標題")


def markdown_paragraphs(context: LowerContext, text: str | None, role: Role) -> tuple[Paragraph, ...]:
    """The paragraphs of block-level Markdown, for a place that cannot hold nodes."""
    return tuple(in_role(flat(context.markdown(text, role)), role)) if text else ()


def spoken(context: LowerContext, text: str) -> str:
    """Inline Markdown as plain words, for alternative text."""
    return "".join(run.text for run in context.inline(text)).replace("\n", " ")


def flat(nodes: Iterable[Node]) -> tuple[Paragraph, ...]:
    """All paragraphs of texts, lists and headings, in order."""
    result: list[Paragraph] = []
    for node in nodes:
        match node:
            case Text():
                result += node.paragraphs
            case Items():
                result += node.items
            case Heading():
                result.append(node.text)
            case _:
                raise TypeError(f"no text in {type(node).__name__}")
    return tuple(result)


def in_role(paragraphs: Iterable[Paragraph], role: Role) -> tuple[Paragraph, ...]:
    return tuple(replace(paragraph, role=role) for paragraph in paragraphs)


def coloured(paragraphs: Iterable[Paragraph], colour: Colour) -> tuple[Paragraph, ...]:
    """The paragraphs in one colour, marks included: for text on a ground."""
    return tuple(
        replace(paragraph, colour=colour, mark=paragraph.mark and replace(paragraph.mark, colour=colour))
        for paragraph in paragraphs
    )


def bold(paragraph: Paragraph) -> Paragraph:
    return replace(paragraph, bold=True)


def outline(entries: Sequence[tuple[Paragraph | None, Sequence[Paragraph]]]) -> tuple[Paragraph, ...]:
    """List paragraphs that say what titled boxes say: each title in bold, and its body one level below.

    An entry without a title stands at the titles' level.
    """
    result: list[Paragraph] = []
    for title, body in entries:
        below = 1 if title is not None else 0
        if title is not None:
            result.append(_plain(replace(title, bold=True), title.level))
        for paragraph in body:
            result.append(_plain(paragraph, paragraph.level + below))
    return tuple(result)


def _plain(paragraph: Paragraph, level: int) -> Paragraph:
    """The paragraph as flowing text has it: body type, no colour, no alignment of its own, even runs."""
    runs = tuple(replace(run, scale=1.0, colour=None) for run in paragraph.runs)
    mark = paragraph.mark and replace(paragraph.mark, colour=None)
    return replace(paragraph, runs=runs, role="body", level=level, mark=mark, colour=None, align=None)
