"""Which elements of both documents go together, as the comparison says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ssnet_docs.diff.redline.markup import W
from ssnet_docs.model.change import BlockPair, Comparison, ObjectPair, RowPair, TablePair, TextPair
from ssnet_docs.model.version import Locator

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

Columns = tuple[tuple[int | None, int | None], ...]


@dataclass(slots=True, eq=False)
class Group:
    """Paragraphs that go together, and how their texts do."""

    old: list[Element]
    new: list[Element]
    pair: TextPair | None = None


@dataclass
class Parts:
    """The parsed parts of a package, and their elements by locator."""

    trees: dict[str, Element]
    _elements: dict[tuple[str, str], list[Element]] = field(default_factory=dict)

    def find(self, locator: Locator) -> Element | None:
        key = (locator.part.lstrip("/"), locator.tag)
        if key not in self._elements:
            root = self.trees.get(key[0])
            tag = W + locator.tag.rpartition(":")[2]
            self._elements[key] = [] if root is None else list(root.iter(tag))
        found = self._elements[key]
        return found[locator.number] if locator.number < len(found) else None


@dataclass
class Pairs:
    """The partners of elements. `moves` are the numbers of moves by the element that was moved, in either version."""

    old: Parts
    new: Parts
    groups: dict[Element, Group] = field(default_factory=dict)
    partners: dict[Element, Element] = field(default_factory=dict)  # tables and rows, new → old
    columns: dict[Element, Columns] = field(default_factory=dict)  # by new table
    moves: dict[Element, int] = field(default_factory=dict)
    moved: dict[int, Group] = field(default_factory=dict)  # paragraphs at their new place, by number of the move

    def read(self, comparison: Comparison) -> None:
        for section in comparison.sections:
            self.blocks(section.blocks)

    def blocks(self, pairs: Iterable[BlockPair]) -> None:
        for pair in pairs:
            if isinstance(pair, TextPair):
                self.text(pair)
            elif isinstance(pair, TablePair):
                self.table(pair)
            elif isinstance(pair, ObjectPair):
                self.blocks(pair.blocks)

    def text(self, pair: TextPair) -> None:
        old = self._elements(self.old, pair.moved_from or pair.old)
        new = self._elements(self.new, pair.new)
        if pair.move is not None:
            self.moves |= dict.fromkeys((*([] if pair.moved_from else old), *new), pair.move)
            if new:
                self.moved[pair.move] = Group(old, new, pair)
        elif old and new:
            group = Group(old, new, pair)
            self.groups |= dict.fromkeys((*old, *new), group)

    def table(self, pair: TablePair) -> None:
        old = None if pair.old is None else self.old.find(pair.old.locator)
        new = None if pair.new is None else self.new.find(pair.new.locator)
        if old is not None and new is not None:
            self.partners[new] = old
            self.columns[new] = pair.columns
            for row in pair.rows:
                self.row(row)
        elif pair.move is not None:
            self.moves |= {item: pair.move for item in (old, new) if item is not None}

    def row(self, pair: RowPair) -> None:
        old = None if pair.old is None else self.old.find(pair.old.locator)
        new = None if pair.new is None else self.new.find(pair.new.locator)
        if old is not None and new is not None:
            self.partners[new] = old
            for cell in pair.cells:
                self.blocks(cell.blocks)
        elif pair.move is not None:
            self.moves |= {item: pair.move for item in (old, new) if item is not None}

    def cancel_move(self, number: int) -> None:
        """What was moved is then deleted and inserted."""
        self.moves = {item: move for item, move in self.moves.items() if move != number}
        self.moved.pop(number, None)

    @staticmethod
    def _elements(parts: Parts, paragraphs: Iterable[object]) -> list[Element]:
        found = [parts.find(paragraph.locator) for paragraph in paragraphs]  # type: ignore[attr-defined]
        return [item for item in found if item is not None]
