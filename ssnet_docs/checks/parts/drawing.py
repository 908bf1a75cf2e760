"""Has LibreOffice draw what is judged: one run for all decks, one for all reports."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from ssnet_docs.checks.parts.made import Made


def draw(documents: Sequence[Made]) -> None:
    """Give every document its `pages`. Raises ExportError where LibreOffice is missing or cannot open a file."""
    from ssnet_docs.export import Office
    from ssnet_docs.readers.drawn import read_pdf

    if not documents:
        return
    with tempfile.TemporaryDirectory(prefix="ssnet-drawn-") as name, Office() as office:
        jobs = []
        for number, made in enumerate(documents):
            # as LibreOffice is told apart from others by name only, a file has its own name in its messages
            folder = Path(name) / str(number)
            folder.mkdir()
            source = folder / f"{Path(made.id).stem}{made.suffix}"
            source.write_bytes(made.data)
            jobs.append((source, folder / "drawn.pdf"))
        for made, drawn in zip(documents, office.convert_all(jobs), strict=True):
            made.pages = read_pdf(drawn)
