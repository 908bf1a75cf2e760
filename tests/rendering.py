"""What LibreOffice really draws, and whether it stands where it should and can be read.

    pages = render(tmp_path / "deck.pptx", office)
    assert_inside(tmp_path / "deck.pptx", pages)
    assert_legible(pages)

`office` is the fixture of `conftest.py`; tests that use it carry the mark `rendered`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from ssnet_docs.checks.parts.drawn_fonts import drawn_by, is_symbol, lacking
from ssnet_docs.checks.parts.overprinted import overprinted
from ssnet_docs.checks.parts.placed_text import TOLERANCE, Stray, strays
from ssnet_docs.export import Office, fontconfig
from ssnet_docs.readers.drawn import Glyph, Page, read_pdf
from ssnet_docs.readers.frames import Frame, frames

DECK_FONTS = ("NotoSansCJK", "LiberationSans", "OpenSymbol")
"""Beginnings of the names of the fonts that decks may be drawn in; OpenSymbol draws LibreOffice's list marks."""


def missing() -> list[str]:
    """What the rendered tests need and this machine has not: programs and fonts."""
    lacks = [program for program in ("soffice", "pdftoppm", "fc-match") if shutil.which(program) is None]
    if "fc-match" in lacks:
        return lacks
    wanted = ("Noto Sans CJK TC", "TW-Kai", "Liberation Sans", "Liberation Serif")
    return lacks + [f"font {family}" for family in wanted if family not in _match(family)]


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


def render(document: Path, office: Office) -> tuple[Page, ...]:
    """The pages of a .pptx or .docx as LibreOffice draws them."""
    with tempfile.TemporaryDirectory() as folder:
        return read_pdf(office.convert(document, Path(folder) / "drawn.pdf"))


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
    """What is wrong on one slide, as text."""
    return [_told(stray) for stray in strays(page, expected, tolerance)]


def _told(stray: Stray) -> str:
    name = stray.frame.name if stray.frame is not None else ""
    match stray.kind:
        case "missing":
            return f"{name}: “{stray.text}” is not drawn"
        case "frame":
            return f"{name}: “{stray.text}”: “{stray.shown}” stands {stray.by:.1f} pt outside"
        case "nowhere":
            ink = stray.glyphs[0].ink
            return f"“{stray.shown}” stands in no shape, at {ink.x:.0f}, {ink.y:.0f}"
        case "slide":
            return f"“{stray.shown}” stands outside the slide"


# --- legibility ----------------------------------------------------------------------------------------------------


def assert_legible(pages: Sequence[Page], fonts: Sequence[str] = DECK_FONTS) -> None:
    """Fails where another font is drawn than was measured, where a glyph is missing, or where glyphs overlap."""
    faults = [*font_faults(pages, fonts), *overlaps(pages)]
    assert not faults, "\n".join(faults)


def font_faults(pages: Sequence[Page], fonts: Sequence[str] = DECK_FONTS) -> list[str]:
    """Fonts that were not expected, with what they draw, and characters that their font has no glyph for."""
    faults = []
    for font, drawn in drawn_by(pages):
        glyphs = [glyph for _, glyph in drawn]
        other = [glyph for glyph in glyphs if not is_symbol(glyph)]
        if not font.startswith(tuple(fonts)) and other:
            faults.append(f"{font} draws “{_characters(other)}”")
        elif characters := lacking(font, glyphs):
            faults.append(f"{font} has no glyph for “{''.join(sorted(characters))}”")
    return faults


def _characters(glyphs: Sequence[Glyph]) -> str:
    return "".join(sorted({character for glyph in glyphs for character in glyph.text}))


def overlaps(pages: Sequence[Page]) -> list[str]:
    """Pairs of words that cover each other, with their page."""
    return [f"page {page.number}: “{one}” × “{other}” overlap" for page in pages for one, other in overprinted(page)]
