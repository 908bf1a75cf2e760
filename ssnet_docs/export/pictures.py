"""Pictures of a PDF's pages, by poppler."""

from __future__ import annotations

import shutil
import struct
import subprocess
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from ssnet_docs.export.programs import ExportError, program
from ssnet_docs.files import atomic_write, temporary_folder

RESOLUTION = 144
"""Dots per inch of pages that are handed out: a slide is as wide as a screen of 1,920 dots."""

_PNG = b"\x89PNG\r\n\x1a\n"
_INCH = 0.0254  # metres
_LESS = 0.01  # LibreOffice's slides are 960.009 points wide: rounded up, a white line would stand at their edge
_COMPRESSION = 1  # of zlib: pages are mostly white; 6 would save a tenth and take twice as long


def page_images(
    pdf: Path, folder: Path, *, resolution: int = 96, first: int = 1, last: int | None = None
) -> tuple[Path, ...]:
    """Pictures of a PDF's pages from `first` to `last`, `<stem>-<page>.png` in `folder`, in the order of the pages.

    `resolution` is in dots per inch. Raises ExportError where poppler is not installed or cannot read the file.
    """
    targets = []
    for number, picture in enumerate(_pictures(pdf, resolution, first, last), start=first):
        targets.append(folder / f"{pdf.stem}-{number}.png")
        atomic_write(targets[-1], picture)
    return tuple(targets)


def page_folder(pdf: Path, folder: Path, *, resolution: int = RESOLUTION) -> tuple[Path, ...]:
    """A folder with a picture of every page of a PDF, `01.png`, `02.png`…; it appears whole or not at all.

    Pages of an older folder go; other files that someone put there stay. Raises as `page_images`.
    """
    with temporary_folder(folder) as made:
        pictures = list(_pictures(pdf, resolution))
        digits = max(2, len(str(len(pictures))))
        names = [f"{number:0{digits}}.png" for number in range(1, len(pictures) + 1)]
        for name, picture in zip(names, pictures, strict=True):
            (made / name).write_bytes(picture)
        for other in folder.iterdir() if folder.is_dir() else ():
            if not (other.suffix == ".png" and other.stem.isdigit()):
                shutil.move(other, made / other.name)
    return tuple(folder / name for name in names)


def _pictures(pdf: Path, resolution: int, first: int = 1, last: int | None = None) -> Iterator[bytes]:
    """The pages as PNG. They come uncompressed from poppler, whose own PNG takes six times as long."""
    poppler = program(
        ("pdftoppm",),
        "找不到 pdftoppm，無法輸出頁面圖片",
        "請先安裝 poppler（Debian、Ubuntu：apt install poppler-utils）",
    )
    with tempfile.TemporaryDirectory(prefix="ssnet-pages-") as name:
        pages_asked = ["-f", str(first), *(["-l", str(last)] if last else [])]
        made = subprocess.run(
            [poppler, "-r", str(resolution - _LESS), *pages_asked, str(pdf), str(Path(name) / "page")],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        pages = sorted(Path(name).glob("page-*.ppm"), key=lambda page: int(page.stem.rpartition("-")[2]))
        if made.returncode or not pages:
            raise ExportError(f"無法讀取 {pdf.name}", "請確認它是完整的 PDF 檔")
        for page in pages:
            yield _png(page.read_bytes(), resolution)
            page.unlink()


def _png(ppm: bytes, resolution: int) -> bytes:
    """A binary PPM as PNG (ISO/IEC 15948) in true colour, its rows unfiltered."""
    _, size, _, _ = ppm.split(b"\n", 3)
    width, height = map(int, size.split())
    rows = memoryview(ppm)[len(ppm) - 3 * width * height :]
    starts = range(0, len(rows), 3 * width)
    unfiltered = b"".join(part for start in starts for part in (b"\0", rows[start : start + 3 * width]))
    dots = round(resolution / _INCH)
    return _PNG + b"".join(
        _chunk(kind, content)
        for kind, content in (
            (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
            (b"pHYs", struct.pack(">IIB", dots, dots, 1)),
            (b"IDAT", zlib.compress(unfiltered, _COMPRESSION)),
            (b"IEND", b""),
        )
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
