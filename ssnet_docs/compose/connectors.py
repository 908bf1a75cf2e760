"""Ends of connectors: from the placed boxes that they join to points and connection sites."""

from __future__ import annotations

from collections.abc import Sequence

from ssnet_docs.model.drawing import Connector
from ssnet_docs.model.layout import Rect
from ssnet_docs.model.page import PlacedConnector, PlacedShape

SITES = {"top": 0, "left": 1, "bottom": 2, "right": 3}
"""Connection sites of a rectangle in DrawingML, counted counter-clockwise from the top."""


def place_connectors(connectors: Sequence[Connector], shapes: Sequence[PlacedShape]) -> tuple[PlacedConnector, ...]:
    """The connectors whose two ends are among `shapes`; one whose end went to another slide is left out."""
    found = {shape.key: index for index, shape in reversed(list(enumerate(shapes))) if shape.key}
    placed = []
    for connector in connectors:
        start, end = found.get(connector.start), found.get(connector.end)
        if start is None or end is None:
            continue
        placed.append(
            PlacedConnector(
                start=_edge(shapes[start].rect, connector.start_side),
                end=_edge(shapes[end].rect, connector.end_side),
                kind=connector.kind,
                arrow=connector.arrow,
                colour=connector.colour,
                width=connector.width,
                dashed=connector.dashed,
                start_shape=start,
                end_shape=end,
                start_site=SITES[connector.start_side],
                end_site=SITES[connector.end_side],
            )
        )
    return tuple(placed)


def _edge(rect: Rect, side: str) -> tuple[float, float]:
    """The middle of an edge, in points."""
    match side:
        case "left":
            return rect.x, rect.y + rect.height / 2
        case "right":
            return rect.right, rect.y + rect.height / 2
        case "top":
            return rect.x + rect.width / 2, rect.y
        case _:
            return rect.x + rect.width / 2, rect.bottom
