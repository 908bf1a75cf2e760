"""Whether what LibreOffice draws can be read: only fonts that were measured, no missing glyph, no overlap.

assert_legible(render(tmp_path / "deck.pptx", office))
"""

from __future__ import annotations

import subprocess
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from rendering import Glyph, Page

DECK_FONTS = ("NotoSansCJK", "LiberationSans", "OpenSymbol")
"""Beginnings of the names of the fonts that decks may be drawn in; OpenSymbol draws LibreOffice's list marks."""

REPORT_FONTS = ("TW-Kai", "LiberationSerif", "OpenSymbol")
"""The same for reports."""


def assert_legible(pages: Sequence[Page], fonts: Sequence[str] = DECK_FONTS) -> None:
    """Fails where another font is drawn than was measured, where a glyph is missing, or where glyphs overlap."""
    faults = [*font_faults(pages, fonts), *overlaps(pages)]
    assert not faults, "\n".join(faults)


def font_faults(pages: Sequence[Page], fonts: Sequence[str] = DECK_FONTS) -> list[str]:
    """Fonts that were not expected, with what they draw, and characters that their font has no glyph for."""
    drawn: defaultdict[str, set[str]] = defaultdict(set)
    for page in pages:
        for glyph in page.glyphs:
            if glyph.font.startswith(tuple(fonts)) or not _is_symbol(glyph):
                drawn[glyph.font].update(glyph.text)
    faults = []
    for font, characters in sorted(drawn.items()):
        shown = "".join(sorted(characters))
        if not font.startswith(tuple(fonts)):
            faults.append(f"{font} draws “{shown}”")
        elif (file := _font_file(font)) is not None:
            lacking = [character for character in shown if ord(character) not in _repertoire(*file)]
            if lacking and not font.startswith("OpenSymbol"):
                faults.append(f"{font} has no glyph for “{''.join(lacking)}”")
    return faults


def _is_symbol(glyph: Glyph) -> bool:
    """Whether any font may draw it: a sign such as ➤ or ≧, not wider than the em that is reckoned for it."""
    return all(unicodedata.category(part)[0] == "S" for part in glyph.text) and glyph.ink.width <= 1.01 * glyph.size


@cache
def _font_files() -> dict[str, tuple[str, int]]:
    listed = subprocess.run(
        ["fc-list", "--format", "%{postscriptname}\t%{file}\t%{index}\n"], capture_output=True, text=True, check=True
    ).stdout
    rows = (line.split("\t") for line in listed.splitlines())
    return {name: (file, int(index) & 0xFFFF) for name, file, index in rows if name}


def _font_file(font: str) -> tuple[str, int] | None:
    """The file of a font by the name that the PDF has; synthetic slant and weight are named after a comma."""
    return _font_files().get(font.partition(",")[0])


@cache
def _repertoire(file: str, number: int) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    return frozenset(TTFont(file, fontNumber=number, lazy=True).getBestCmap())


def overlaps(pages: Sequence[Page]) -> list[str]:
    """Pairs of glyphs that cover more than a fifth of each other, as “text × text” with their page."""
    faults = []
    for page in pages:
        pairs = {f"“{_around(page, a)}” × “{_around(page, b)}”": None for a, b in _covering(page)}
        faults += [f"page {page.number}: {pair} overlap" for pair in pairs]
    return faults


def _covering(page: Page) -> Iterator[tuple[int, int]]:
    cells: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for number, glyph in enumerate(page.glyphs):
        ink = glyph.ink
        columns = range(int(ink.x // 40), int(ink.right // 40) + 1)
        near = {
            other for x in columns for y in range(int(ink.y // 40), int(ink.bottom // 40) + 1) for other in cells[x, y]
        }
        for other in sorted(near):
            second = page.glyphs[other].ink
            width = min(ink.right, second.right) - max(ink.x, second.x)
            height = min(ink.bottom, second.bottom) - max(ink.y, second.y)
            smaller = min(ink.width * ink.height, second.width * second.height)
            if width > 0 and height > 0 and width * height > 0.2 * smaller:
                yield other, number
        for x in columns:
            for y in range(int(ink.y // 40), int(ink.bottom // 40) + 1):
                cells[x, y].append(number)


def _around(page: Page, number: int) -> str:
    """The word that a glyph stands in."""
    total = 0
    for word in page.words():
        total += len(word)
        if number < total:
            return word[:20]
    return page.glyphs[number].text
