"""Glyphs that cover each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ssnet_docs.readers.drawn import Page

_COVERED = 0.2
"""The share of the smaller glyph that may be covered: kerning and side bearings."""
_CELL = 40.0  # points of the grid in which neighbours are looked for


def overprinted(page: Page) -> tuple[tuple[str, str], ...]:
    """Pairs of words of which glyphs cover more than a fifth of each other, each once."""
    pairs = ((_around(page, one), _around(page, other)) for one, other in _covering(page))
    return tuple(dict.fromkeys(pairs))


def _covering(page: Page) -> Iterator[tuple[int, int]]:
    cells: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for number, glyph in enumerate(page.glyphs):
        ink = glyph.ink
        columns = range(int(ink.x // _CELL), int(ink.right // _CELL) + 1)
        rows = range(int(ink.y // _CELL), int(ink.bottom // _CELL) + 1)
        places = [(x, y) for x in columns for y in rows]
        for other in sorted({other for place in places for other in cells[place]}):
            second = page.glyphs[other].ink
            width = min(ink.right, second.right) - max(ink.x, second.x)
            height = min(ink.bottom, second.bottom) - max(ink.y, second.y)
            smaller = min(ink.width * ink.height, second.width * second.height)
            if width > 0 and height > 0 and width * height > _COVERED * smaller:
                yield other, number
        for place in places:
            cells[place].append(number)


def _around(page: Page, number: int) -> str:
    """The word that a glyph stands in."""
    total = 0
    for word in page.words():
        total += len(word)
        if number < total:
            return word[:20]
    return page.glyphs[number].text
