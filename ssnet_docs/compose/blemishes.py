"""What makes a slide look careless at a size: headings that break, and last lines of a single character."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ssnet_docs.compose.measure import Measure
from ssnet_docs.model.geometry import text_rectangle
from ssnet_docs.model.page import Placed, PlacedDrawing, PlacedText
from ssnet_docs.model.text import Paragraph
from ssnet_docs.model.typography import is_wide

_SHORT = frozenset({"card-title", "heading", "label"})
"""Roles of texts that should stay on one line."""


def blemished(frames: Iterable[Placed], measure: Measure) -> bool:
    """Whether placed frames have a break that a smaller size might spare them."""
    return any(_is_blemish(paragraph, width, measure) for paragraph, width in _texts(frames, measure))


def _texts(frames: Iterable[Placed], measure: Measure) -> Iterator[tuple[Paragraph, float]]:
    """The paragraphs of texts and drawings with the width that they are set in; tables break lines by their nature."""
    for frame in frames:
        if isinstance(frame, PlacedText):
            width = frame.rect.width - frame.insets.left - frame.insets.right
            yield from ((paragraph, width) for paragraph in frame.paragraphs)
        elif isinstance(frame, PlacedDrawing):
            for shape in frame.shapes:
                room = text_rectangle(shape.shape, shape.rect, measure.theme.corner)
                width = room.width - shape.insets.left - shape.insets.right
                yield from ((paragraph, width) for paragraph in shape.paragraphs)


def _is_blemish(paragraph: Paragraph, width: float, measure: Measure) -> bool:
    if "\n" in paragraph.text or measure.line_count(paragraph, width) == 1:
        return False
    if paragraph.role in _SHORT:
        return True
    last = [character for character in measure.lines(paragraph, width)[-1].text if character.isalnum()]
    return len(last) == 1 and is_wide(last[0])
