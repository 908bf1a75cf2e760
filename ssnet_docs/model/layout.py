"""Slide layouts and themes as data: where the slots are, and how each role looks. Lengths are points."""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from ssnet_docs.model.text import Align, Anchor, Colour, ColourRole, Role
from ssnet_docs.model.value import value

SlotKind = Literal["title", "subtitle", "text", "object", "footer", "number", "date"]


@value(frozen=True, slots=True)
class Rect:
    """A frame on the slide, in points from its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height


@value(frozen=True, slots=True)
class Slot:
    """A named place of a layout. It becomes a placeholder; `index` is the placeholder's idx.

    kind `object` takes content (text, table, chart, picture, drawing); `text` takes the paragraph that the
    slide gives under the slot's name (kicker, source, presenter).
    """

    name: str
    kind: SlotKind
    index: int
    rect: Rect
    role: Role = "body"
    align: Align = "start"
    anchor: Anchor = "top"
    colour: Colour = Colour("ink")
    prompt: str = ""  # what the designer sees in the layout


@value(frozen=True, slots=True)
class Decoration:
    """A shape of the master or of a layout that is only look: a band, a rule, a wave.

    `path` is an SVG path (M, L, C, Z, absolute) in the coordinates of a `view` (width, height) that is
    stretched over `rect`; None draws the rectangle.
    """

    rect: Rect
    fill: Colour | None
    path: str | None = None
    view: tuple[float, float] = (100.0, 100.0)
    opacity: float = 1.0
    name: str = ""


@value(frozen=True, slots=True)
class Layout:
    """A named slide layout: slots in reading order, its ground and its decorations."""

    name: str
    title: str  # what PowerPoint's layout menu shows, in Chinese
    slots: tuple[Slot, ...]
    background: Colour = Colour("paper")
    decorations: tuple[Decoration, ...] = ()
    master_decorations: bool = True
    accent: Rect | None = None  # painted in brand by the layout, in the colour `key` by a slide that has a strategy

    def slot(self, name: str) -> Slot | None:
        return next((slot for slot in self.slots if slot.name == name), None)

    @property
    def object_slots(self) -> tuple[Slot, ...]:
        return tuple(slot for slot in self.slots if slot.kind == "object")


@value(frozen=True, slots=True)
class TypeStyle:
    """How a role is set: its sizes in points, largest first (compose steps down, never below the last).

    `line_height` is a share of the size; `space_before` too, between paragraphs.
    """

    sizes: tuple[float, ...]
    bold: bool = False
    colour: Colour = Colour("ink")
    line_height: float = 1.2
    space_before: float = 0.3

    def size(self, step: int) -> float:
        """The size at a step of the scale; steps beyond the last give the smallest."""
        return self.sizes[min(step, len(self.sizes) - 1)]

    @property
    def steps(self) -> int:
        return len(self.sizes)


@value(frozen=True, slots=True)
class Face:
    """The font names written into files, and the metrics table that measures them."""

    latin: str
    east_asian: str
    metrics: str  # stem of a table in layouts/metrics


@value(frozen=True, slots=True)
class Theme:
    """Everything about a document's look. Colours are RGB hex without #, one for each role but `key`."""

    name: str
    title: str
    width: float
    height: float
    colours: dict[ColourRole, str]
    heading_face: Face
    body_face: Face
    types: dict[Role, TypeStyle]
    layouts: dict[str, Layout]
    decorations: tuple[Decoration, ...] = ()
    corner: float = 6.0  # radius of rounded boxes, points
    chain: tuple[str, ...] = field(default=())  # this theme and those it extends, nearest first

    def style(self, role: Role) -> TypeStyle:
        return self.types[role]
