"""Places the boxes of a canvas: where its view says, in text as large as their frames hold."""

from __future__ import annotations

from dataclasses import replace

from ssnet_docs.compose.measure import Measure
from ssnet_docs.model.drawing import Box, Canvas
from ssnet_docs.model.layout import Rect
from ssnet_docs.model.page import PlacedShape
from ssnet_docs.model.text import Paragraph

SAFETY = 1.04
"""How much wider text is taken to be than it was measured, as everywhere in a deck (see docs/architecture.md)."""


def place_canvas(canvas: Canvas, rect: Rect, measure: Measure, step: int) -> list[PlacedShape]:
    """The canvas's boxes in `rect` (points); a view that keeps its aspect stands in the middle of its place."""
    width, height = canvas.view
    if canvas.height is not None:
        across, down = rect.width / width, canvas.height / height
    else:
        across = down = min(rect.width / width, rect.height / height)
    left = rect.x + (rect.width - width * across) / 2
    top = rect.y + (rect.height - height * down) / 2
    shapes = []
    for place, box in zip(canvas.places, canvas.boxes, strict=True):
        frame = Rect(left + place.x * across, top + place.y * down, place.width * across, place.height * down)
        shapes.append(
            PlacedShape(
                rect=frame,
                shape=box.shape,
                paragraphs=_fitted(box, frame, measure, step, canvas.optional),
                fill=box.fill,
                outline=box.outline,
                outline_width=box.outline_width,
                dashed=box.dashed,
                anchor=box.anchor,
                insets=box.insets,
                key=box.key,
                freeform=box.freeform,
                name=box.name,
                description=box.description,
            )
        )
    return [shape for shape in shapes if shape.paragraphs or shape.fill or shape.outline]


def _fitted(box: Box, frame: Rect, measure: Measure, step: int, optional: bool) -> tuple[Paragraph, ...]:
    """The box's text at the first size from `step` on that its frame holds on unbroken lines, else at the smallest.

    Optional texts all have the smallest size, so that those of a canvas are alike.
    """
    if not box.paragraphs:
        return ()
    width = frame.width - box.insets.left - box.insets.right
    height = frame.height - box.insets.top - box.insets.bottom
    last = max(measure.theme.style(item.role).steps for item in box.paragraphs) - 1
    sized: tuple[Paragraph, ...] = ()
    for size in range(last if optional else min(step, last), last + 1):
        sized = measure.sized(box.paragraphs, size)
        wide = max(measure.natural_width((item,)) for item in sized) * SAFETY
        if wide <= width and measure.height(sized, width) * SAFETY <= height:
            break
    else:
        if optional:
            return ()
    return tuple(replace(item, align=item.align or box.align) for item in sized)
