"""What LibreOffice really draws: the glyphs of every page, and whether they stand where they should.

    pages = render(tmp_path / "deck.pptx", office)
    assert_inside(tmp_path / "deck.pptx", pages)

`office` is the fixture of `conftest.py`; tests that use it carry the mark `rendered`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from slide_frames import Frame, frames

from ssnet_docs.export import Office, fontconfig
from ssnet_docs.model.layout import Rect
from ssnet_docs.model.typography import is_wide

TOLERANCE = 2.0
"""Points that a glyph may stand outside its frame: rounding to 1/100 mm, side bearings, strokes of synthetic bold."""


_CENTRED = frozenset("、，。；：！？．·‧・")  # ink in the middle of the em in Taiwan's fonts
_CLOSING = frozenset("」』）》〉】〕］｝")
_OPENING = frozenset("「『（《〈【〔［｛")
_DESCENDING = frozenset("gjpqyQ,;()[]{}|/\\@$_§¶")


@dataclass(frozen=True, slots=True)
class Glyph:
    """One drawn glyph: what it says, about where its ink is, its baseline, size and font; lengths are points."""

    text: str
    ink: Rect
    baseline: float
    size: float
    font: str
    upright: bool = True


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its number from 1, its size in points, and its glyphs without spaces in the order of drawing."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]

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


# --- rendering -----------------------------------------------------------------------------------------------------


def missing() -> list[str]:
    """What the rendered tests need and this machine has not: programs and fonts."""
    lacking = [program for program in ("soffice", "pdftoppm", "fc-match") if shutil.which(program) is None]
    if "fc-match" in lacking:
        return lacking
    wanted = ("Noto Sans CJK TC", "TW-Kai", "Liberation Sans", "Liberation Serif")
    return lacking + [f"font {family}" for family in wanted if family not in _match(family)]


def render(document: Path, office: Office) -> tuple[Page, ...]:
    """The pages of a .pptx or .docx as LibreOffice draws them."""
    with tempfile.TemporaryDirectory() as folder:
        return read_pdf(office.convert(document, Path(folder) / "drawn.pdf"))


def read_pdf(path: Path) -> tuple[Page, ...]:
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        return tuple(
            Page(
                number, float(page.width), float(page.height), tuple(_in_order(_glyphs(page.chars, float(page.height))))
            )
            for number, page in enumerate(pdf.pages, 1)
        )


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
        return Rect(item["x0"], item["top"], item["x1"] - item["x0"], item["bottom"] - item["top"]), item["bottom"]
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


@cache
def _match(family: str) -> str:
    with tempfile.NamedTemporaryFile("w", suffix=".conf", encoding="utf-8") as file:
        file.write(fontconfig())
        file.flush()
        environment = os.environ | {"FONTCONFIG_FILE": file.name}
        return subprocess.run(
            ["fc-match", "--format", "%{family}", family.replace("-", "\\-")],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        ).stdout


# --- places --------------------------------------------------------------------------------------------------------


def assert_inside(presentation: Path, pages: Sequence[Page], tolerance: float = TOLERANCE) -> None:
    """Fails with a line for every text that is not drawn, or drawn outside its shape, its cell or its slide."""
    slides = frames(presentation)
    assert len(slides) == len(pages), f"{len(slides)} slides, {len(pages)} pages"
    faults = [
        f"slide {page.number}: {fault}"
        for page, expected in zip(pages, slides, strict=True)
        for fault in faults_of_slide(page, expected, tolerance)
    ]
    assert not faults, "\n".join(faults)


def faults_of_slide(page: Page, expected: Sequence[Frame], tolerance: float = TOLERANCE) -> list[str]:
    """What is wrong on one slide: its texts in the order of drawing are looked for among the glyphs."""
    placed, free = place(page, expected, tolerance)
    faults = []
    for frame, paragraphs in zip(expected, placed, strict=True):
        for text, glyphs in zip(frame.texts, paragraphs, strict=True):
            if glyphs is None:
                faults.append(f"{frame.name}: “{text}” is not drawn")
            else:
                faults += _outside(f"{frame.name}: “{text}”", glyphs, frame.rect, tolerance)
    slide = Rect(0, 0, page.width, page.height)
    for glyph in free:
        if not any(overhang(glyph.ink, frame.rect) <= tolerance for frame in expected):
            faults.append(f"“{glyph.text}” stands in no shape, at {glyph.ink.x:.0f}, {glyph.ink.y:.0f}")
    outside = [glyph for glyph in page.glyphs if overhang(glyph.ink, slide) > 0]
    if outside:
        faults.append(f"“{''.join(glyph.text for glyph in outside)}” stands outside the slide")
    return faults


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
        self.owners = [glyph for glyph in page.glyphs for _ in _folded(glyph.text)]
        self.text = "".join(_folded(glyph.text) for glyph in page.glyphs)
        self.taken = bytearray(len(self.text))
        self.cursor = 0

    def take(self, text: str, rect: Rect, tolerance: float) -> tuple[Glyph, ...] | None:
        wanted = _folded(text)
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


def _folded(text: str) -> str:
    """Text as it can be compared with what a PDF says: without spaces and marks that draw nothing."""
    shown = (character for character in text if unicodedata.category(character) not in ("Zs", "Cc", "Cf", "Zl", "Zp"))
    return "".join(folded if len(folded := unicodedata.normalize("NFKC", part)) == 1 else part for part in shown)


def overhang(inner: Rect, outer: Rect) -> float:
    """How far, in points, a frame stands out of another at most; nothing or less where it is inside."""
    return max(outer.x - inner.x, outer.y - inner.y, inner.right - outer.right, inner.bottom - outer.bottom)


def _outside(name: str, glyphs: Sequence[Glyph], rect: Rect, tolerance: float) -> list[str]:
    out = [glyph for glyph in glyphs if overhang(glyph.ink, rect) > tolerance]
    if not out:
        return []
    worst = max(out, key=lambda glyph: overhang(glyph.ink, rect))
    shown = "".join(glyph.text for glyph in out)
    return [f"{name}: “{shown}” stands {overhang(worst.ink, rect):.1f} pt outside"]


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
