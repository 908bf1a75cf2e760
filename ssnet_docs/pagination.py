"""On which page of a Word document each bookmark stands: LibreOffice lays it out, poppler reads its destinations."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path

from ssnet_docs.export import ExportError, Office
from ssnet_docs.model.report import Pages

# LibreOffice writes the name of a destination with "_" as its code; our bookmarks have it only in front
_DESTINATION = re.compile(r'^ *(\d+) \[.*\] "5F(\w+)"$', re.MULTILINE)
_COUNT = re.compile(r"^Pages: +(\d+)$", re.MULTILINE)


@contextmanager
def renderer(office: Office | None = None) -> Iterator[Callable[[bytes], Pages | None] | None]:
    """What lays Word documents out, as a context: `office`, or one of its own.

    None where LibreOffice or poppler is not installed.
    """
    with ExitStack() as stack:
        if shutil.which("pdfinfo") is None:
            office = None
        elif office is None:
            with suppress(ExportError):
                office = stack.enter_context(Office())
        yield partial(pages, office) if office else None


def pages(office: Office, data: bytes) -> Pages | None:
    """The pages of a document's bookmarks; None where LibreOffice cannot lay it out, or not in time."""
    with tempfile.TemporaryDirectory(prefix="ssnet-layout-") as name:
        document, pdf = Path(name) / "report.docx", Path(name) / "report.pdf"
        document.write_bytes(data)
        try:
            office.convert(document, pdf)
        except ExportError:
            return None
        count = _COUNT.search(_info(pdf))
        if count is None:
            return None
        found = {f"_{match[2]}": int(match[1]) for match in _DESTINATION.finditer(_info(pdf, "-dests"))}
        return Pages(found, int(count[1]))


def _info(pdf: Path, *options: str) -> str:
    made = subprocess.run(
        ["pdfinfo", *options, str(pdf)], stdin=subprocess.DEVNULL, capture_output=True, check=False, text=True
    )
    return made.stdout
