"""The fonts that an office program drew with: their families and the characters that they have."""

from __future__ import annotations

import subprocess
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ssnet_docs.readers.drawn import Glyph, Page

MARKS = "OpenSymbol"
"""The font that LibreOffice draws the marks of lists with, whatever the document says."""


@dataclass(frozen=True, slots=True)
class FontFile:
    """An installed font: the names of its families in all languages, its file, and its number in a collection.

    All fonts of a collection count as one family: LibreOffice names another of them in a PDF than it draws with.
    """

    families: tuple[str, ...]
    path: str
    number: int


@cache
def font_file(font: str) -> FontFile | None:
    """The font by the name that the PDF has; synthetic slant and weight are named after a comma."""
    return _installed().get(font.partition(",")[0])


@cache
def _installed() -> dict[str, FontFile]:
    """All fonts by PostScript name; none where fontconfig has no program to list them."""
    form = "%{postscriptname}\t%{file}\t%{index}\t%{family}\n"
    try:
        listed = subprocess.run(["fc-list", "--format", form], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return {}
    rows = [line.split("\t") for line in listed.splitlines()]
    together: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for _, file, _, families in rows:
        together[file].update(dict.fromkeys(families.split(",")))
    return {name: FontFile(tuple(together[file]), file, int(index) & 0xFFFF) for name, file, index, _ in rows if name}


@cache
def repertoire(font: FontFile) -> frozenset[int]:
    """The code points that a font has glyphs for."""
    from fontTools.ttLib import TTFont

    return frozenset(TTFont(font.path, fontNumber=font.number, lazy=True).getBestCmap())


@cache
def families() -> frozenset[str]:
    """The names of all installed families."""
    return frozenset(name for font in _installed().values() for name in font.families)


def drawn_by(pages: Sequence[Page]) -> Iterator[tuple[str, tuple[tuple[Page, Glyph], ...]]]:
    """The fonts of a document by name, each with the glyphs that it drew and their pages."""
    drawn: defaultdict[str, list[tuple[Page, Glyph]]] = defaultdict(list)
    for page in pages:
        for glyph in page.glyphs:
            drawn[glyph.font].append((page, glyph))
    for font, glyphs in sorted(drawn.items()):
        yield font, tuple(glyphs)


def is_symbol(glyph: Glyph) -> bool:
    """Whether any font may draw it: a sign such as ➤ or ≧, not wider than the em that is reckoned for it."""
    return all(unicodedata.category(part)[0] == "S" for part in glyph.text) and glyph.ink.width <= 1.01 * glyph.size


def lacking(font: str, glyphs: Sequence[Glyph]) -> frozenset[str]:
    """The characters that a font drew a box for, since it has no glyph; none where its file is not known."""
    file = font_file(font)
    if file is None or font.startswith(MARKS):
        return frozenset()
    characters = {character for glyph in glyphs for character in glyph.text}
    return frozenset(character for character in characters if ord(character) not in repertoire(file))
