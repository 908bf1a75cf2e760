"""What an office program drew: the glyphs and pictures of every page of a PDF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ssnet_docs.model.layout import Rect
from ssnet_docs.model.typography import is_wide

_CENTRED = frozenset("、，。；：！？．·‧・")  # ink in the middle of the em in Taiwan's fonts
_CLOSING = frozenset("」』）》〉】〕］｝")
_OPENING = frozenset("「『（《〈【〔［｛")
_DESCENDING = frozenset("gjpqyQ,;()[]{}|/\\@$_§¶")


@dataclass(frozen=True, slots=True)
class Glyph:
    """One drawn glyph: what it says, about where its ink is, its baseline, size and font; lengths are points.

    `font` is the name that the PDF has, which is the font's PostScript name.
    """

    text: str
    ink: Rect
    baseline: float
    size: float
    font: str
    upright: bool = True


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its number from 1, its size in points, its glyphs (no spaces) in the order of drawing, its pictures."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    pictures: tuple[Rect, ...] = ()

    @property
    def text(self) -> str:
        """All that is drawn, without spaces."""
        return "".join(glyph.text for glyph in self.glyphs)

    def words(self) -> list[str]:
        """The drawn text in pieces that stand on one line, in the order of drawing."""
        pieces: list[str] = []
        last: Glyph | None = None
        for glyph in self.glyphs:
            near = last is not None and abs(glyph.baseline - last.baseline) < 1 and glyph.ink.x - last.ink.right < 3
            if near:
                pieces[-1] += glyph.text
            else:
                pieces.append(glyph.text)
            last = glyph
        return pieces


def read_pdf(path: Path) -> tuple[Page, ...]:
    """The pages of a PDF that LibreOffice wrote."""
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        return tuple(_page(number, page) for number, page in enumerate(pdf.pages, 1))


def lines(glyphs: Sequence[Glyph]) -> list[str]:
    """The text of glyphs line by line, from their baselines."""
    found: list[str] = []
    baseline = None
    for glyph in glyphs:
        if baseline is None or abs(glyph.baseline - baseline) > 0.45 * glyph.size:
            found.append("")
            baseline = glyph.baseline
        found[-1] += glyph.text
    return found


def overhang(inner: Rect, outer: Rect) -> float:
    """How far, in points, a frame stands out of another at most; nothing or less where it is inside."""
    return max(outer.x - inner.x, outer.y - inner.y, inner.right - outer.right, inner.bottom - outer.bottom)


def _page(number: int, page: Any) -> Page:
    height = float(page.height)
    pictures = tuple(_box(item) for item in page.images)
    return Page(number, float(page.width), height, tuple(_in_order(_glyphs(page.chars, height))), pictures)


def _box(item: dict[str, Any]) -> Rect:
    return Rect(item["x0"], item["top"], item["x1"] - item["x0"], item["bottom"] - item["top"])


def _glyphs(characters: Iterable[dict[str, Any]], height: float) -> Iterator[Glyph]:
    for item in characters:
        text = item["text"]
        if text.strip():
            ink, baseline = _ink(item, text, height)
            yield Glyph(text, ink, baseline, item["size"], _font(item["fontname"]), bool(item["upright"]))


def _in_order(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Glyphs of a fallback font back in the gaps of their line: LibreOffice draws them after the rest of the run."""
    ordered: list[Glyph] = []
    for glyph in glyphs:
        at = len(ordered)
        while at and abs(ordered[at - 1].baseline - glyph.baseline) < 0.5 and ordered[at - 1].ink.x > glyph.ink.x:
            at -= 1
        if at < len(ordered):
            before, after = (ordered[at - 1] if at else None), ordered[at]
            fits = glyph.ink.right <= after.ink.x + 1 and (before is None or before.ink.right <= glyph.ink.x + 1)
            if not fits or after.ink.x - glyph.ink.right > glyph.size:
                at = len(ordered)
        ordered.insert(at, glyph)
    return ordered


def _font(name: str) -> str:
    return name.rpartition("+")[2].removesuffix("-VKana")


def _ink(item: dict[str, Any], text: str, height: float) -> tuple[Rect, float]:
    """About where a glyph's ink is, by the kind of character, and its baseline. Turned text: the whole box."""
    if not item["upright"]:
        return _box(item), item["bottom"]
    baseline = height - item["matrix"][5]
    size, left, width = item["size"], item["x0"], item["x1"] - item["x0"]
    first = text[0]
    above, below = (0.86, 0.1) if is_wide(first) else (0.74, 0.2 if first in _DESCENDING else 0.02)
    if width > 0.9 * size:
        if first in _CENTRED:
            left, width = left + 0.3 * width, 0.4 * width
        elif first in _CLOSING:
            width *= 0.55
        elif first in _OPENING:
            left, width = left + 0.45 * width, 0.55 * width
    return Rect(left, baseline - above * size, width, (above + below) * size), baseline
