"""PDF and pictures of pages, beside LibreOffice and pdftoppm asked by hand for the same."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.bench.speed.running import Measured, best, run

_SSNET = [sys.executable, "-m", "ssnet_docs", "build"]
_DECKS = (
    *("hualien", "taitung", "yilan", "keelung", "miaoli", "nantou", "chiayi-city", "chiayi-county", "hsinchu-city"),
    *("hsinchu-county", "kinmen", "lienchiang"),
)
_RESOLUTION = 144  # dots an inch, as `--format png` draws
_TAGGED = 'pdf:impress_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
_DRAW = """
import sys
from pathlib import Path
from ssnet_docs.export import page_folder
page_folder(*map(Path, sys.argv[1:]))
"""


def tables(folder: Path, times: int) -> Iterator[str]:
    """Seconds on the clock: LibreOffice works in processes of its own, whose processor time is not seen from here."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    yield f"### {len(_DECKS)} county decks as PDF\n"
    if office is None:
        yield "LibreOffice is not installed here.\n"
        return
    output = folder / "pdf"
    shutil.rmtree(output, ignore_errors=True)
    run([*_SSNET, *_DECKS, "--output", str(output)])
    decks = [str(output / f"{name}.pptx") for name in _DECKS]
    profile = f"-env:UserInstallation={(folder / 'profile').resolve().as_uri()}"
    by_hand = [office, profile, "--headless", "--convert-to", _TAGGED, "--outdir", str(folder / "pdf-by-hand")]
    convert = [*by_hand, *decks]
    run(convert)  # makes the profile
    alone = best(convert, times)
    pdf = [*_SSNET, *_DECKS, "--format", "pdf", "--force", "--output", str(output)]
    one, two = (best([*pdf, "--jobs", str(jobs)], times) for jobs in (1, 2))
    yield "| | clock, s | against LibreOffice alone |\n|---|--:|--:|"
    yield f"| LibreOffice alone, all decks in one run | {alone.wall:.1f} | 1.00 |"
    yield _line("made from YAML and converted, one worker", one, alone)
    yield _line("the same, two workers", two, alone)
    yield f"\nTwo workers are {one.wall / two.wall:.2f} times as fast as one.\n"
    yield from _pages(output, folder, times)


def _pages(output: Path, folder: Path, times: int) -> Iterator[str]:
    """Pictures of a deck's pages; the deck's PDF is there already, so that only the drawing counts."""
    pdf = output / f"{_DECKS[0]}.pdf"
    by_hand = best(["pdftoppm", "-png", "-r", str(_RESOLUTION), str(pdf), str(folder / "page")], times)
    ours = best([sys.executable, "-c", _DRAW, str(pdf), str(folder / "pages")], times)
    yield "| pages of one deck as PNG | clock, s |\n|---|--:|"
    yield f"| `pdftoppm -png` | {by_hand.wall:.2f} |"
    yield f"| this program, start-up included | {ours.wall:.2f} |\n"


def _line(name: str, measured: Measured, alone: Measured) -> str:
    return f"| {name} | {measured.wall:.1f} | {measured.wall / alone.wall:.2f} |"
