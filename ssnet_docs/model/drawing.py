"""Drawings: boxes that hold text, and stacks and grids that arrange them.

A drawing says what stands beside or inside what; compose measures the text and computes the places, so that no
block holds a coordinate, but for what has places of its own: maps and scales, on a Canvas. Lengths are points.
"""

from __future__ import annotations

from typing import Literal

from ssnet_docs.model.layout import Rect
from ssnet_docs.model.text import Align, Anchor, Colour, Paragraph
from ssnet_docs.model.value import value

Command = tuple[str, tuple[tuple[float, float], ...]]
"""A letter (M, L, C or Z) of an outline and its points: one for M and L, three for C, none for Z."""

ShapeKind = Literal[
    "rectangle",
    "rounded",
    "ellipse",
    "chevron",  # points right, notched at the left
    "pentagon",  # points right, flat at the left
    "right-arrow",
    "down-arrow",
    "up-arrow",
    "triangle",
    "trapezoid",
    "line",  # the diagonal of its frame; a frame without height is a horizontal line
]


@value(frozen=True, slots=True)
class Insets:
    """Distance of content from the edges, in points."""

    left: float = 8.0
    top: float = 6.0
    right: float = 8.0
    bottom: float = 6.0


@value(frozen=True, slots=True)
class Freeform:
    """Closed outlines in a view box (width, height) that is stretched over the frame of a shape.

    Every path is filled for itself; where outlines of one path overlap there is a hole (even-odd).
    """

    view: tuple[float, float]
    paths: tuple[tuple[Command, ...], ...]


@value(frozen=True, slots=True)
class Icon:
    """A decoration before a box's text, as high and wide as `size` in points."""

    freeform: Freeform
    size: float
    colour: Colour


@value(frozen=True, slots=True, kw_only=True)
class Box:
    """A shape that may hold text. Without `width` or `height` it takes what its text and its parent give it.

    `weight` is its share of the spare length along its parent's direction. `key` names it for connectors. With a
    `freeform` it has that outline instead of the `shape`'s. `name` is what Office lists it by (its text where it is
    '') and `description` its own alternative text, for a shape that means something by itself. An `icon` stands in the
    left inset, which has to leave it room, at half the height.
    """

    paragraphs: tuple[Paragraph, ...] = ()
    shape: ShapeKind = "rectangle"
    fill: Colour | None = None
    outline: Colour | None = None
    outline_width: float = 1.0
    dashed: bool = False
    insets: Insets = Insets()
    anchor: Anchor = "middle"
    align: Align = "centre"
    width: float | None = None
    height: float | None = None
    minimum_width: float = 0.0
    minimum_height: float = 0.0
    weight: float = 1.0
    aspect: float | None = None  # width / height, kept by shrinking inside its place (circles)
    key: str = ""
    freeform: Freeform | None = None
    name: str = ""
    description: str = ""
    icon: Icon | None = None


@value(frozen=True, slots=True, kw_only=True)
class Canvas:
    """Boxes at places of their own in a view box (width, height), drawn in their order.

    With a `height` in points the view is stretched over the width there is and that height; without, it keeps its
    aspect and grows into the place there is, from `minimum_height` on. A box's text is set as large as the type scale
    allows and its frame holds; on an `optional` canvas it has the smallest size, and is left out where its frame
    cannot hold it.
    """

    view: tuple[float, float]
    places: tuple[Rect, ...]  # in the view's units, as many as boxes
    boxes: tuple[Box, ...]
    optional: bool = False
    height: float | None = None
    minimum_height: float = 0.0
    width: float | None = None
    minimum_width: float = 0.0
    weight: float = 1.0
    key: str = ""


@value(frozen=True, slots=True, kw_only=True)
class Stack:
    """Elements in a row or a column, with an optional ground (a box of its own behind them).

    In a row, widths are shared by weight after fixed widths; all children get the row's height unless
    `stretch` is off, when each keeps its natural height, placed by `anchor`; with `even_heads` the first text boxes
    of its columns are equally high. In a column, heights are the
    natural ones, and what is spare goes to the children by weight when the drawing grows. A `divisible`
    column may continue on the next slide between its children, with its ground repeated.
    """

    children: tuple[Element, ...]
    direction: Literal["row", "column"] = "column"
    gap: float = 8.0
    ground: Box | None = None
    insets: Insets = Insets(0, 0, 0, 0)
    stretch: bool = True
    anchor: Anchor = "top"
    divisible: bool = False
    even_heads: bool = False
    width: float | None = None
    weight: float = 1.0
    key: str = ""


@value(frozen=True, slots=True, kw_only=True)
class Grid:
    """Elements in rows of equal width, the number of columns chosen from `columns` (best fit first).

    All cells of a row have the same height; with `equal_rows` all rows do. With `even_heads` the first text box of
    every column in a row has the height of the highest, so that what stands below them begins on one line. A grid
    may continue on the next slide between rows.
    """

    children: tuple[Element, ...]
    columns: tuple[int, ...] = (3, 2, 1)
    gap: float = 12.0
    equal_rows: bool = False
    even_heads: bool = False
    divisible: bool = True
    weight: float = 1.0
    key: str = ""


@value(frozen=True, slots=True, kw_only=True)
class Choice:
    """Several arrangements of the same: the first whose minimum width there is room for, else the last."""

    options: tuple[Element, ...]
    weight: float = 1.0
    key: str = ""


Element = Box | Canvas | Stack | Grid | Choice


@value(frozen=True, slots=True, kw_only=True)
class Connector:
    """A line between two keyed elements. `elbow` leaves and arrives at right angles.

    `start_side` and `end_side` say which edge's middle is joined.
    """

    start: str
    end: str
    kind: Literal["straight", "elbow"] = "straight"
    arrow: bool = True
    colour: Colour = Colour("muted")
    width: float = 1.5
    dashed: bool = False
    start_side: Literal["left", "right", "top", "bottom"] = "right"
    end_side: Literal["left", "right", "top", "bottom"] = "left"
