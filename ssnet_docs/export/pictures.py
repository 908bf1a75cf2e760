"""Pictures of a PDF's pages, by poppler."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from ssnet_docs.export.programs import ExportError, program
from ssnet_docs.files import atomic_write


def page_images(pdf: Path, folder: Path, *, resolution: int = 96) -> tuple[Path, ...]:
    """Pictures of a PDF's pages, `<stem>-<page>.png` in `folder`, in the order of the pages.

    `resolution` is in dots per inch. Raises ExportError where poppler is not installed or cannot read the file.
    """
    poppler = program(
        ("pdftoppm",),
        "找不到 pdftoppm，無法輸出頁面圖片",
        "請先安裝 poppler（Debian、Ubuntu：apt install poppler-utils）",
    )
    with tempfile.TemporaryDirectory(prefix="ssnet-pages-") as name:
        made = subprocess.run(
            [poppler, "-r", str(resolution), "-png", str(pdf), str(Path(name) / "page")],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        pages = sorted(Path(name).glob("page-*.png"), key=lambda page: int(page.stem.rpartition("-")[2]))
        if made.returncode or not pages:
            raise ExportError(f"無法讀取 {pdf.name}", "請確認它是完整的 PDF 檔")
        targets = tuple(folder / f"{pdf.stem}-{number}.png" for number in range(1, len(pages) + 1))
        for page, target in zip(pages, targets, strict=True):
            atomic_write(target, page.read_bytes())
    return targets
