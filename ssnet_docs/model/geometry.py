"""Where text may stand inside a preset shape: the text rectangles of ECMA-376's presetShapeDefinitions.

Compose measures text against these, and the writers set the same adjustments, so that both agree.
"""

from __future__ import annotations

from ssnet_docs.model.drawing import ShapeKind
from ssnet_docs.model.layout import Rect

POINT_DEPTH = 0.28
"""Depth of a chevron's or pentagon's point as a share of the shorter side (adj = 28000)."""

ARROW_SHAFT = 0.6
"""Thickness of an arrow's shaft as a share of its breadth (adj1 = 60000)."""

ICON_GAP = 10.0
"""Points between an icon and the text behind it."""


def text_rectangle(shape: ShapeKind, rect: Rect, corner: float = 0.0) -> Rect:
    """The part of `rect` (points) that a shape's text may use before its insets; `corner`: a rounded box's radius."""
    short = min(rect.width, rect.height)
    depth = POINT_DEPTH * short
    match shape:
        case "ellipse":
            inset_x, inset_y = rect.width * 0.1464, rect.height * 0.1464
            return Rect(rect.x + inset_x, rect.y + inset_y, rect.width - 2 * inset_x, rect.height - 2 * inset_y)
        case "rounded":
            inset = min(corner, short / 2) * 0.29289
            return Rect(rect.x + inset, rect.y + inset, rect.width - 2 * inset, rect.height - 2 * inset)
        case "chevron":
            return Rect(rect.x + depth, rect.y, max(rect.width - 2 * depth, 0.0), rect.height)
        case "pentagon":
            return Rect(rect.x, rect.y, rect.width - depth / 2, rect.height)
        case "right-arrow":
            shaft = rect.height * ARROW_SHAFT
            return Rect(rect.x, rect.y + (rect.height - shaft) / 2, rect.width, shaft)
        case "down-arrow" | "up-arrow":
            shaft = rect.width * ARROW_SHAFT
            return Rect(rect.x + (rect.width - shaft) / 2, rect.y, shaft, rect.height)
        case "triangle":
            return Rect(rect.x + rect.width / 4, rect.y + rect.height / 2, rect.width / 2, rect.height / 2)
        case "trapezoid":
            inset = min(0.25 * short, rect.width / 3)
            return Rect(rect.x + inset, rect.y + inset / 2, rect.width - 2 * inset, rect.height - inset / 2)
        case _:
            return rect


def side_loss(shape: ShapeKind, width: float, height: float, corner: float = 0.0) -> tuple[float, float]:
    """How much narrower and lower (points) a shape's text rectangle is than the shape itself."""
    inner = text_rectangle(shape, Rect(0, 0, width, height), corner)
    return width - inner.width, height - inner.height
