"""The new report as Word shows it to reviewers: with tracked changes to accept or to reject one by one."""

from __future__ import annotations

from pathlib import Path

from ssnet_docs.diff.redline.writing import redline
from ssnet_docs.files import atomic_write
from ssnet_docs.model.change import Comparison


def write(comparison: Comparison, documents: tuple[bytes, bytes], target: Path) -> None:
    """Write the redline, proved, whole or not at all; `documents` are the old and the new file. Raises as `redline`."""
    atomic_write(target, redline(comparison, *documents))
