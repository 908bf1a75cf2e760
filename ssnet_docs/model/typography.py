"""Measures of text that compose and the writers share, so that what is measured is what is written."""

from __future__ import annotations

from ssnet_docs.model.text import Paragraph

INDENT = 1.2
"""Indent of a list level, in ems of its text."""

MARK_GAP = 0.35
"""Least distance between a list mark and its text, in ems."""


def is_wide(character: str) -> bool:
    """Whether a character is set 1 em wide in every Chinese face: Han, kana, bopomofo, full-width marks."""
    code = ord(character)
    return 0x2E80 <= code <= 0xFF60 or 0xFFE0 <= code <= 0xFFE6 or 0x20000 <= code <= 0x3FFFF


def indent(paragraph: Paragraph) -> tuple[float, float]:
    """Left indent of a sized paragraph's text and how far its mark hangs to the left of it, in points.

    The text of a marked paragraph starts one level's indent in, or further where the mark is wide (「（一）」).
    """
    if not paragraph.level and paragraph.mark is None:
        return 0.0, 0.0
    size = paragraph.size or 0.0
    left = paragraph.level * INDENT * size
    if paragraph.mark is None:
        return left, 0.0
    mark = sum(1.0 if is_wide(character) else 0.56 for character in paragraph.mark.text)
    hanging = max(INDENT, mark + MARK_GAP) * size
    return left + hanging, hanging
