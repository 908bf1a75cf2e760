"""Elements that drawings are made of: grounds, bands, rules and the text that stands on them. Lengths are points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from ssnet_docs.blocks.parts.body import coloured
from ssnet_docs.model.drawing import Box, Element, Freeform, Icon, Insets, Stack
from ssnet_docs.model.geometry import ICON_GAP
from ssnet_docs.model.text import Align, Anchor, Colour, Paragraph

PanelStyle = Literal["header", "filled", "outlined"]

KEY = Colour("key")
PAPER = Colour("paper")
SURFACE = Colour("surface")
RULE = Colour("rule")
MUTED = Colour("muted")

TINT = 0.88
"""How much paper is in the light ground of a coloured box: ink on it keeps more than 4.5:1."""

PADDING = Insets(14, 10, 14, 12)
ICON_SIZE = 22.0
"""Of an icon before a card's title."""

BAND_PADDING = Insets(14, 7, 14, 7)


def strategy_colour(strategy: int | None) -> Colour:
    """A strategy's colour, or the slide's own key colour."""
    return Colour(f"strategy-{strategy}") if strategy else KEY  # type: ignore[arg-type]


def light(colour: Colour, tint: float = TINT) -> Colour:
    return Colour(colour.role, tint)


def words(
    paragraphs: Sequence[Paragraph],
    *,
    align: Align = "start",
    anchor: Anchor = "top",
    insets: Insets = PADDING,
    weight: float = 1.0,
    minimum_width: float = 0.0,
    fill: Colour | None = None,
) -> Box:
    """Text that stands on its parent's ground, or on a plain one of its own."""
    return Box(
        paragraphs=tuple(paragraphs),
        align=align,
        anchor=anchor,
        insets=insets,
        weight=weight,
        minimum_width=minimum_width,
        fill=fill,
    )


def band(
    paragraphs: Sequence[Paragraph],
    colour: Colour = KEY,
    *,
    align: Align = "start",
    insets: Insets = BAND_PADDING,
    minimum_height: float = 0.0,
    minimum_width: float = 0.0,
) -> Box:
    """A band of colour with text on it that takes no more height than it needs."""
    return Box(
        paragraphs=coloured(paragraphs, PAPER),
        fill=colour,
        align=align,
        insets=insets,
        minimum_height=minimum_height,
        minimum_width=minimum_width,
        weight=0.0,
    )


def hairline(colour: Colour = KEY, thickness: float = 3.0) -> Box:
    """A horizontal rule over the whole width."""
    return Box(fill=colour, height=thickness, insets=Insets(0, 0, 0, 0), weight=0.0)


def margin_line(colour: Colour = KEY, thickness: float = 5.0) -> Box:
    """A vertical rule over the whole height, for a row."""
    return Box(fill=colour, width=thickness, insets=Insets(0, 0, 0, 0))


def panel(
    title: Sequence[Paragraph],
    body: Sequence[Element],
    colour: Colour = KEY,
    style: PanelStyle = "header",
    *,
    weight: float = 1.0,
    key: str = "",
    minimum_width: float = 150.0,
    icon: Freeform | None = None,
) -> Stack:
    """A titled box: a coloured header band, a light ground with a rule at its left, or an outline with a rule on top.

    `title` may be empty; an `icon` stands before it. The last element of `body` takes the spare height.
    """
    match style:
        case "header":
            head: tuple[Box, ...] = (band(title, colour),) if title else ()
            ground = Box(fill=SURFACE)
        case "filled":
            head = (words(coloured(title, colour), weight=0, insets=Insets(14, 10, 14, 0)),) if title else ()
            ground = Box(fill=light(colour))
        case "outlined":
            rule = hairline(colour)
            text = words(coloured(title, colour), weight=0, insets=Insets(14, 9, 14, 0))
            head = (rule, text) if title else (rule,)
            ground = Box(fill=PAPER, outline=RULE)
    on = PAPER if style == "header" else colour
    first = tuple(
        with_icon(replace(box, minimum_width=minimum_width), icon if box.paragraphs else None, on, ICON_SIZE)
        for box in head
    )
    inner = Stack(
        children=(*first, *body),
        gap=0,
        ground=ground if style != "filled" else None,
        weight=weight,
        key="" if style == "filled" else key,
    )
    if style != "filled":
        return inner
    return Stack(children=(margin_line(colour), inner), direction="row", gap=0, ground=ground, weight=weight, key=key)


def with_icon(box: Box, icon: Freeform | None, colour: Colour, size: float) -> Box:
    """The box with an icon before its text, or as it is."""
    if icon is None:
        return box
    insets = replace(box.insets, left=box.insets.left + size + ICON_GAP)
    return replace(box, insets=insets, icon=Icon(icon, size, colour))


def grid_columns(count: int, wanted: int | None = None) -> tuple[int, ...]:
    """Numbers of columns to try for `count` boxes, best first: what the author wants or one, else three or four."""
    if wanted is not None:
        return (wanted, 1) if wanted > 1 else (1,)
    first = count if count <= 4 else 3 if count in (5, 6, 9) else 4
    return tuple(range(first, 0, -1))
