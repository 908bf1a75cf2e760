"""Placed slides: what compose hands to the writers. Every frame is in points, every paragraph has its size."""

from __future__ import annotations

from typing import Literal

from ssnet_docs.model.chart import ChartSpec
from ssnet_docs.model.drawing import Freeform, Insets, ShapeKind
from ssnet_docs.model.errors import Source
from ssnet_docs.model.layout import Rect
from ssnet_docs.model.origin import Approval, Origin
from ssnet_docs.model.table import Cell, Row
from ssnet_docs.model.text import Anchor, Colour, Paragraph
from ssnet_docs.model.value import value


@value(frozen=True, slots=True, kw_only=True)
class PlacedText:
    """Text in a placeholder (`slot` names it) or, where slot is None, in a text box."""

    rect: Rect
    paragraphs: tuple[Paragraph, ...]
    slot: str | None = None
    anchor: Anchor = "top"
    insets: Insets = Insets(0, 0, 0, 0)
    name: str = ""
    key: str = ""


@value(frozen=True, slots=True, kw_only=True)
class PlacedShape:
    """One editable shape of a drawing. Text stands inside it; `freeform` is its outline instead of the shape's."""

    rect: Rect
    shape: ShapeKind = "rectangle"
    paragraphs: tuple[Paragraph, ...] = ()
    fill: Colour | None = None
    outline: Colour | None = None
    outline_width: float = 1.0
    dashed: bool = False
    anchor: Anchor = "middle"
    insets: Insets = Insets()
    key: str = ""
    freeform: Freeform | None = None
    name: str = ""
    description: str = ""


@value(frozen=True, slots=True, kw_only=True)
class PlacedConnector:
    """A line from one point to another, in points, with the shapes' indices in the group that it joins (or None).

    `start_site` and `end_site` are connection sites of a rectangle: 0 top, 1 left, 2 bottom, 3 right.
    """

    start: tuple[float, float]
    end: tuple[float, float]
    kind: Literal["straight", "elbow"] = "straight"
    arrow: bool = True
    colour: Colour = Colour("muted")
    width: float = 1.5
    dashed: bool = False
    start_shape: int | None = None
    end_shape: int | None = None
    start_site: int = 3
    end_site: int = 1


@value(frozen=True, slots=True, kw_only=True)
class PlacedDrawing:
    """A group of shapes and the connectors between them, with the group's alternative text."""

    rect: Rect
    shapes: tuple[PlacedShape, ...]
    connectors: tuple[PlacedConnector, ...] = ()
    description: str = ""
    name: str = ""
    key: str = ""


HEADER_GROUND = Colour("brand", 0.88)
BAND_GROUND = Colour("surface")
_GROUNDS = {"subtotal": Colour("surface"), "total": Colour("surface"), "group": Colour("key", 0.88)}


@value(frozen=True, slots=True, kw_only=True)
class PlacedTable:
    """A table or a part of one: resolved widths and heights, header rows first, cell paragraphs sized.

    Row spans are already cut at the part's end. `insets` hold for every cell.
    """

    rect: Rect
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    rows: tuple[Row, ...]
    header_rows: int
    stub_columns: int
    aligns: tuple[Literal["start", "centre", "end"], ...]
    insets: Insets = Insets(5, 3, 5, 3)
    banded: bool = False
    slot: str | None = None
    description: str = ""
    name: str = ""
    key: str = ""

    def cell(self, row: int, column: int) -> Cell | None:
        return self.rows[row].cells[column]

    def ground(self, row: int) -> Colour | None:
        """What a row stands on where its cells have no fill of their own; None: the slide."""
        if row < self.header_rows:
            return HEADER_GROUND
        ground = _GROUNDS.get(self.rows[row].kind)
        return BAND_GROUND if ground is None and self.banded and not (row - self.header_rows) % 2 else ground


@value(frozen=True, slots=True, kw_only=True)
class PlacedChart:
    """A native chart. `label_size` is the size of its labels in points."""

    rect: Rect
    spec: ChartSpec
    label_size: float = 12.0
    slot: str | None = None
    description: str = ""
    name: str = ""
    key: str = ""


@value(frozen=True, slots=True, kw_only=True)
class PlacedPicture:
    rect: Rect
    path: str
    slot: str | None = None
    description: str = ""
    name: str = ""
    key: str = ""


Placed = PlacedText | PlacedDrawing | PlacedTable | PlacedChart | PlacedPicture


@value(frozen=True, slots=True, kw_only=True)
class Slide:
    """One slide as it will be written: its frames in reading order, the title first.

    `strategy` is what the colour role `key` stands for on this slide (None: brand).
    `part` and `parts` count continuation slides of one authored slide, from 1.
    """

    key: str
    layout: str
    section: str
    frames: tuple[Placed, ...]
    notes: tuple[Paragraph, ...] = ()
    strategy: int | None = None
    part: int = 1
    parts: int = 1
    source: Source | None = None


@value(frozen=True, slots=True, kw_only=True)
class Deck:
    """A composed deck. `sections` are (key, title) in order; slides name theirs by key."""

    id: str
    title: str
    theme: str
    organisation: str
    subject: str
    iso_date: str
    slides: tuple[Slide, ...]
    sections: tuple[tuple[str, str], ...] = ()
    origins: tuple[Origin, ...] = ()  # of every fact that the deck shows
    approvals: tuple[Approval, ...] = ()
    footer: str = ""
    status: Literal["draft", "final"] = "final"
