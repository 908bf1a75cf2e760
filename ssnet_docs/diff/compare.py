"""Compares two versions: every element of both goes into one `Comparison`."""

from __future__ import annotations

from itertools import count

from ssnet_docs.diff.decks import pair_slides
from ssnet_docs.diff.reports import pair_sections
from ssnet_docs.model.change import Comparison
from ssnet_docs.model.errors import ContentError
from ssnet_docs.model.version import Version

_KINDS = {"deck": "簡報", "report": "報告"}


def compare(old: Version, new: Version) -> Comparison:
    """How two versions of one kind go together. Raises ContentError for a deck and a report."""
    if old.kind != new.kind:
        hint = "請比對兩份簡報，或兩份報告；文件代號可用 --format 指定格式"
        raise ContentError(None, f"無法比對{_KINDS[old.kind]}與{_KINDS[new.kind]}", hint)
    numbers = count(1)
    pair = pair_slides if new.kind == "deck" else pair_sections
    sections = pair(old.sections, new.sections, lambda: next(numbers))
    return Comparison(old, new, tuple(sections))
