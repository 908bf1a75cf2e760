"""Texts of slides looked for among the drawn glyphs: which are missing, which stand where they should not."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ssnet_docs.model.layout import Rect
from ssnet_docs.readers.drawn import Glyph, Page, overhang
from ssnet_docs.readers.frames import Frame

TOLERANCE = 2.0
"""Points that a glyph may stand outside its frame: rounding to 1/100 mm, side bearings, strokes of synthetic bold."""


@dataclass(frozen=True, slots=True)
class Stray:
    """A text that is not where it should be.

    `missing`: not drawn at all; `frame`: outside its shape or cell; `nowhere`: in no shape; `slide`: outside the slide.
    `glyphs` are those that stand out, by at most `by` points.
    """

    kind: Literal["missing", "frame", "nowhere", "slide"]
    frame: Frame | None
    text: str
    glyphs: tuple[Glyph, ...] = ()
    by: float = 0.0

    @property
    def shown(self) -> str:
        """What the glyphs say."""
        return "".join(glyph.text for glyph in self.glyphs)

    def is_clipped_cell(self, page: Page) -> bool:
        """Whether it is a cell's text that is not drawn, or that leaves the slide."""
        if self.frame is None or not self.frame.is_cell:
            return False
        slide = Rect(0, 0, page.width, page.height)
        return self.kind == "missing" or any(overhang(glyph.ink, slide) > 0 for glyph in self.glyphs)


def strays(page: Page, expected: Sequence[Frame], tolerance: float = TOLERANCE) -> Iterator[Stray]:
    """What is wrong on one slide, whose texts `expected` has in the order of drawing."""
    placed, free = place(page, expected, tolerance)
    slide = Rect(0, 0, page.width, page.height)
    for frame, paragraphs in zip(expected, placed, strict=True):
        for text, glyphs in zip(frame.texts, paragraphs, strict=True):
            if glyphs is None:
                yield Stray("missing", frame, text)
            elif out := _outside(glyphs, frame.rect, tolerance):
                yield Stray("frame", frame, text, out, _farthest(out, frame.rect))
            elif out := _outside(glyphs, slide):
                yield Stray("slide", frame, text, out, _farthest(out, slide))
    for glyph in free:
        by = min((overhang(glyph.ink, frame.rect) for frame in expected), default=tolerance + 1)
        if by > tolerance:
            yield Stray("nowhere", None, glyph.text, (glyph,), by)
        elif out := _outside((glyph,), slide):
            yield Stray("slide", None, glyph.text, out, _farthest(out, slide))


def _outside(glyphs: Sequence[Glyph], rect: Rect, tolerance: float = 0.0) -> tuple[Glyph, ...]:
    return tuple(glyph for glyph in glyphs if overhang(glyph.ink, rect) > tolerance)


def _farthest(glyphs: Sequence[Glyph], rect: Rect) -> float:
    return max(overhang(glyph.ink, rect) for glyph in glyphs)


def place(
    page: Page, expected: Sequence[Frame], tolerance: float = TOLERANCE
) -> tuple[list[list[tuple[Glyph, ...] | None]], list[Glyph]]:
    """The glyphs of every text of every frame (None: not drawn), and those that belong to none (marks, charts).

    LibreOffice draws in the order of the shapes, so a text is looked for behind the one before it; where it stands
    several times, the place inside its frame counts.
    """
    stream = _Stream(page)
    placed = [[stream.take(text, frame.rect, tolerance) for text in frame.texts] for frame in expected]
    return placed, stream.free()


class _Stream:
    """The characters of a page in the order of drawing, some of which are already taken."""

    def __init__(self, page: Page) -> None:
        self.owners = [glyph for glyph in page.glyphs for _ in folded(glyph.text)]
        self.text = "".join(folded(glyph.text) for glyph in page.glyphs)
        self.taken = bytearray(len(self.text))
        self.cursor = 0

    def take(self, text: str, rect: Rect, tolerance: float) -> tuple[Glyph, ...] | None:
        wanted = folded(text)
        if not wanted:
            return ()
        places = [at for at in self._places(wanted) if not any(self.taken[at : at + len(wanted)])]
        if not places:
            return None
        ordered = sorted(places, key=lambda at: (at < self.cursor, at))
        start = next((at for at in ordered if self._fits(at, len(wanted), rect, tolerance)), ordered[0])
        self.taken[start : start + len(wanted)] = b"\1" * len(wanted)
        self.cursor = start + len(wanted)
        return tuple(dict.fromkeys(self.owners[start : start + len(wanted)]))

    def free(self) -> list[Glyph]:
        return [glyph for glyph, taken in zip(self.owners, self.taken, strict=True) if not taken]

    def _places(self, wanted: str) -> Iterator[int]:
        at = self.text.find(wanted)
        while at >= 0:
            yield at
            at = self.text.find(wanted, at + 1)

    def _fits(self, start: int, length: int, rect: Rect, tolerance: float) -> bool:
        return all(overhang(glyph.ink, rect) <= tolerance for glyph in self.owners[start : start + length])


def folded(text: str) -> str:
    """Text as it can be compared with what a PDF says: without spaces and marks that draw nothing."""
    shown = (character for character in text if unicodedata.category(character) not in ("Zs", "Cc", "Cf", "Zl", "Zp"))
    return "".join(plain if len(plain := unicodedata.normalize("NFKC", part)) == 1 else part for part in shown)
