"""Blocks of a version as items to align: what makes two equal, and how alike two are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ssnet_docs.diff.align import Item
from ssnet_docs.diff.text import similarity
from ssnet_docs.model.version import (
    Span,
    VersionBlock,
    VersionChart,
    VersionParagraph,
    VersionPicture,
    VersionShape,
    VersionTable,
)

_DIGITS = re.compile(r"[0-9０-９]+(?:[,.，．][0-9０-９]+)*")
_SAME_PLACE = 0.5
_SHORT_TEXT = 12  # characters up to which a text is known by its form when its figures are another's
_LONGEST_COMPARED = 20_000


def item(block: VersionBlock) -> Item:
    """A block as an item; look and place make no difference, so that what only looks different is equal."""
    match block:
        case VersionParagraph():
            return Item(("paragraph", _words(block), block.heading), block.text, "paragraph", divisible=True)
        case VersionTable():
            return Item(("table", block.text), f"{block.caption}\n{block.text}", "table", shortest_move=1)
        case VersionChart():
            return Item(("chart", block.text, block.series), f"{block.caption}\n{block.text}", "chart", shortest_move=1)
        case VersionPicture():
            return Item(("picture", block.digest), f"picture {block.digest}", "picture", shortest_move=1)
        case VersionShape():
            words = (block.placeholder, block.text, block.description if not block.text else "")
            return Item(("shape", *words), block.text, "shape")


def items(blocks: Iterable[VersionBlock]) -> list[Item]:
    return [item(block) for block in blocks]


def _words(paragraph: VersionParagraph) -> str:
    """The text with what its objects are."""
    return paragraph.text + "".join(span.anchored for span in paragraph.spans if span.anchored)


def likeness(old: Sequence[VersionBlock], new: Sequence[VersionBlock], old_at: int, new_at: int) -> float:
    """How alike two blocks of one kind are, from 0 to 1."""
    a, b = old[old_at], new[new_at]
    if isinstance(a, VersionParagraph) and isinstance(b, VersionParagraph):
        return paragraph_likeness(a, b)
    if isinstance(a, VersionTable) and isinstance(b, VersionTable):
        return _tables(a, b)
    if isinstance(a, VersionChart) and isinstance(b, VersionChart):
        words = _shared(a.text.split("\n"), b.text.split("\n"))
        named = 1.0 if a.caption and _form(a.caption) == _form(b.caption) else 0.0
        return max(words, 0.8 * named, 0.5 * (a.kind == b.kind) + 0.5 * words)
    if isinstance(a, VersionPicture) and isinstance(b, VersionPicture):
        return 1.0 if a.digest == b.digest else 0.75 if a.description == b.description else 0.5
    if isinstance(a, VersionShape) and isinstance(b, VersionShape):
        return similarity(a.text[:_LONGEST_COMPARED], b.text[:_LONGEST_COMPARED])
    return 0.0


def paragraph_likeness(a: VersionParagraph, b: VersionParagraph) -> float:
    """Of two paragraphs."""
    old, new = a.text, b.text
    if not old.strip() or not new.strip():
        return 1.0 if old.strip() == new.strip() else 0.0
    alike = text_likeness(old, new)
    if (a.heading is None) != (b.heading is None):
        alike *= 0.8
    return alike


def text_likeness(old: str, new: str) -> float:
    """Of two texts; short ones whose words are the same and whose figures differ are alike too."""
    alike = similarity(old[:_LONGEST_COMPARED], new[:_LONGEST_COMPARED])
    if max(len(old), len(new)) <= _SHORT_TEXT and _DIGITS.search(old):
        alike = max(alike, 0.7 * similarity(_form(old), _form(new)))
    return alike


def _form(text: str) -> str:
    """A text with every figure the same."""
    return _DIGITS.sub("0", text)


def _tables(a: VersionTable, b: VersionTable) -> float:
    cells = _shared(_cells(a), _cells(b))
    if a.caption and _form(a.caption) == _form(b.caption):
        return max(cells, 0.8)
    header = _shared(_cells(a, 1), _cells(b, 1))
    return max(cells, 0.4 * header + 0.6 * cells)


def _cells(table: VersionTable, rows: int | None = None) -> list[str]:
    return [cell.text for row in table.rows[:rows] for cell in row.cells if cell.text.strip()]


def _shared(old: Iterable[str], new: Iterable[str]) -> float:
    """The share of texts that both sides have (Dice's coefficient of the two bags)."""
    a, b = Counter(old), Counter(new)
    total = a.total() + b.total()
    return 2 * (a & b).total() / total if total else 1.0


def marks(spans: Iterable[Span]) -> list[str]:
    """What the OBJECT characters of the spans are, in order."""
    return [span.anchored for span in spans if span.anchored]
