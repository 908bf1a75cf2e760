"""What a block may ask while it lowers itself: data, place, Markdown, pictures, agenda and cover."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from ssnet_docs.content import markdown, pictures
from ssnet_docs.content.document import Only
from ssnet_docs.icons import Icons
from ssnet_docs.model.block import Block
from ssnet_docs.model.drawing import Freeform
from ssnet_docs.model.errors import ContentError, ContentErrors, ErrorCollector, Source
from ssnet_docs.model.fact import DataStore, UnknownFactError
from ssnet_docs.model.nodes import Node
from ssnet_docs.model.table import Row
from ssnet_docs.model.text import Mark, Paragraph, Role, Run
from ssnet_docs.model.walk import telling
from ssnet_docs.project import Project


@dataclass(frozen=True, slots=True)
class Particulars:
    """A document's own words for cover and closing, already bound."""

    title: str
    subtitle: str
    presenters: tuple[str, ...]
    date: str
    organisation: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The context of one slide; `errors` collects what its blocks refuse."""

    project: Project
    data: DataStore
    place: str
    medium: Only
    particulars: Particulars
    sections: tuple[tuple[str, str], ...]
    icons: Icons
    errors: ErrorCollector
    strategy: int | None = None

    def inline(self, text: str) -> tuple[Run, ...]:
        return markdown.inline(text)

    def paragraph(self, text: str, role: Role = "body", *, mark: Mark | None = None, level: int = 0) -> Paragraph:
        return Paragraph(markdown.inline(text), role, level, mark)

    def markdown(self, text: str, role: Role = "body") -> tuple[Node, ...]:
        return markdown.blocks(text, role)

    def picture_size(self, path: str, source: Source | None) -> tuple[int, int]:
        return pictures.picture_size(self.project, path, source)

    def icon(self, name: str, source: Source | None) -> Freeform:
        return self.icons.find(name, source)

    def agenda(self) -> tuple[tuple[str, str], ...]:
        return self.sections

    def cover(self) -> Particulars:
        return self.particulars

    def lower(self, blocks: tuple[Block, ...]) -> tuple[Node, ...]:
        """The nodes of `blocks` that belong to this medium; a block that fails is reported and left out."""
        return tuple(node for block in blocks for node in self.lower_one(block))

    def lower_one(self, block: Block) -> tuple[Node, ...]:
        """The nodes of one block, each with a key and a place."""
        if block.only not in {None, self.medium}:
            return ()
        try:
            nodes = block.lower(self)
        except (ContentError, ContentErrors) as fault:
            self.errors.extend(fault)
            return ()
        except UnknownFactError as fault:
            self.errors.add(block.origin, fault.message, fault.hint)
            return ()
        return tuple(
            _named(node, block.key if len(nodes) == 1 else f"{block.key}/{number}", block.origin)
            for number, node in enumerate(nodes, start=1)
        )


def _named(node: Node, key: str, source: Source | None) -> Node:
    """`node` with a key and a place where it has none of its own."""
    if node.key and node.source:
        return node
    return replace(node, key=node.key or key, source=node.source or source)


def facts_in(value: Any) -> dict[str, None]:
    """The keys of all facts that nodes show, in reading order: in runs, in series, wherever `facts` stands."""
    found: dict[str, None] = {}
    _collect(value, found)
    return found


def _collect(value: Any, found: dict[str, None]) -> None:
    if isinstance(value, Row):
        _collect_row(value, found)
    elif isinstance(value, (tuple, list)):
        for inner in value:
            if inner is not None:
                _collect(inner, found)
    elif isinstance(value, dict):
        for inner in value.values():
            _collect(inner, found)
    else:
        for name in telling(value.__class__):
            inner = getattr(value, name)
            if name == "facts":
                _add(inner, found)
            else:
                _collect(inner, found)


def _collect_row(row: Row, found: dict[str, None]) -> None:
    """Those of a table's row, of which there are most: they stand in the runs of its cells' paragraphs alone."""
    for cell in row.cells:
        for paragraph in cell.paragraphs if cell else ():
            for run in paragraph.runs:
                if run.facts:
                    _add(run.facts, found)


def _add(facts: Iterable[str], found: dict[str, None]) -> None:
    found.update((key, None) for keys in facts for key in keys.split("|") if key)
