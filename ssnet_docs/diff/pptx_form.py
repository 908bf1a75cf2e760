"""The new deck as reviewers page through it: changes outlined on the slides, and listed before the first one."""

from __future__ import annotations

from pathlib import Path

from ssnet_docs.diff.review_copy.writing import review_copy
from ssnet_docs.files import atomic_write
from ssnet_docs.model.change import Changes, Comparison


def write(comparison: Comparison, changes: Changes, new: bytes, target: Path) -> None:
    """Write the review copy, whole or not at all; `new` are the bytes of the new deck. Raises as `review_copy`."""
    atomic_write(target, review_copy(comparison, changes, new))
