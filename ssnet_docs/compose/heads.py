"""Columns that stand side by side, their heads made equally high."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ssnet_docs.model.drawing import Box, Element, Stack


def with_even_heads(
    row: tuple[Element, ...], widths: Sequence[float], height: Callable[[Element, float], float]
) -> tuple[Element, ...]:
    """The row's columns, their first text boxes all as high as the highest of them.

    `widths` are those of the columns, in points; `height` gives an element's height in a width.
    """
    places = [_head(child) for child in row]
    heights = [
        height(child.children[place], width - child.insets.left - child.insets.right)
        for child, place, width in zip(row, places, widths, strict=True)
        if isinstance(child, Stack) and place is not None
    ]
    tallest = max(heights, default=0.0)
    return tuple(
        _with_head(child, place, tallest) if isinstance(child, Stack) and place is not None else child
        for child, place in zip(row, places, strict=True)
    )


def _head(element: Element) -> int | None:
    """Where the first text box stands among a column's children; None for anything else."""
    if not isinstance(element, Stack) or element.direction == "row":
        return None
    texts = (place for place, child in enumerate(element.children) if isinstance(child, Box) and child.paragraphs)
    return next(texts, None)


def _with_head(stack: Stack, place: int, height: float) -> Stack:
    """The column with its child at `place`, a box, at least `height` points high."""
    head = stack.children[place]
    assert isinstance(head, Box)
    head = replace(head, minimum_height=max(head.minimum_height, height))
    return replace(stack, children=(*stack.children[:place], head, *stack.children[place + 1 :]))
