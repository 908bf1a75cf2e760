"""Places one node: its frames inside a rectangle, in points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ssnet_docs.compose.connectors import place_connectors
from ssnet_docs.compose.sizes import TABLE_SHARE, Sizes, paragraphs_of
from ssnet_docs.compose.tables import CELL_INSETS
from ssnet_docs.model.layout import Rect
from ssnet_docs.model.nodes import Chart, Columns, Drawing, Heading, Items, Node, Note, Picture, Table, Text
from ssnet_docs.model.page import Placed, PlacedChart, PlacedDrawing, PlacedPicture, PlacedTable, PlacedText
from ssnet_docs.model.text import Paragraph

_WIDE_CHART = 420.0  # points


def place(node: Node, rect: Rect, slot: str | None, sizes: Sizes) -> list[Placed]:
    """The frames of one node inside `rect`; the first takes the placeholder `slot`. Columns are a region's."""
    match node:
        case Heading():
            return [_text((node.text,), rect, slot, node.key, sizes)]
        case Text() | Items():
            return [_text(paragraphs_of(node), rect, slot, node.key, sizes)]
        case Note():
            return [_text(node.paragraphs, rect, None, node.key, sizes)] if node.kind == "footnote" else []
        case Table():
            return _place_table(node, rect, slot, sizes)
        case Chart():
            return [
                PlacedChart(
                    rect=rect,
                    spec=node.spec,
                    label_size=_label_size(sizes, rect),
                    slot=slot,
                    description=node.description,
                    name=node.spec.title or "圖表",
                    key=node.key,
                )
            ]
        case Picture():
            return _place_picture(node, rect, sizes)
        case Columns():
            raise TypeError("columns are placed by their region")
        case Drawing():
            shapes = tuple(sizes.solver.place(node.root, rect))
            return [
                PlacedDrawing(
                    rect=rect,
                    shapes=shapes,
                    connectors=place_connectors(node.connectors, shapes),
                    description=node.description,
                    name=node.description[:40] or "圖示",
                    key=node.key,
                )
            ]


def _text(paragraphs: Sequence[Paragraph], rect: Rect, slot: str | None, key: str, sizes: Sizes) -> PlacedText:
    return PlacedText(rect=rect, paragraphs=sizes.measure.sized(paragraphs, sizes.step), slot=slot, key=key)


def _label_size(sizes: Sizes, rect: Rect) -> float:
    """The size of a chart's labels: never the largest, which is for slides of little text; smaller in narrow charts."""
    step = max(sizes.step, 1)
    return sizes.theme.style("label").size(step if rect.width > _WIDE_CHART else step + 1)


def _place_table(node: Table, rect: Rect, slot: str | None, sizes: Sizes) -> list[Placed]:
    table = sizes.table(node, rect.width)
    frames: list[Placed] = []
    y = rect.y
    above = sizes.above(node, rect.width)
    if above:
        height = sizes.text_height(above, rect.width)
        frames.append(_text(above, Rect(rect.x, y, rect.width, height), None, node.key + "/above", sizes))
        y += height + 2
    notes = sizes.text_height(node.spec.notes, rect.width) if node.spec.notes else 0.0
    room = rect.bottom - y - (notes + 4 if notes else 0.0)
    stretch = max(min(room * TABLE_SHARE / table.height, 1.45), 1.0) if table.height else 1.0
    heights = tuple(h * stretch for h in (*table.header_heights, *table.body_heights))
    total = sum(heights)
    frames.append(
        PlacedTable(
            rect=Rect(rect.x, y, rect.width, total),
            widths=table.widths,
            heights=heights,
            rows=(*table.spec.header, *table.spec.body),
            header_rows=len(table.spec.header),
            stub_columns=node.spec.stub_columns,
            aligns=tuple(column.align for column in node.spec.columns),
            insets=CELL_INSETS,
            banded=node.spec.banded,
            slot=slot,
            description=node.description,
            name=node.spec.caption.text if node.spec.caption else "表格",
            key=node.key,
        )
    )
    if notes:
        frame = Rect(rect.x, rect.bottom - notes, rect.width, notes)
        below = replace(frame, y=min(frame.y, y + total / TABLE_SHARE + 4))
        frames.append(_text(node.spec.notes, below, None, node.key + "/notes", sizes))
    return frames


def _place_picture(node: Picture, rect: Rect, sizes: Sizes) -> list[Placed]:
    credit = sizes.text_height((node.credit,), rect.width) if node.credit else 0.0
    room = rect.height - credit
    scale = min(rect.width / node.width, room / node.height)
    width, height = node.width * scale, node.height * scale
    frame = Rect(rect.x + (rect.width - width) / 2, rect.y, width, height)
    frames: list[Placed] = [
        PlacedPicture(rect=frame, path=node.path, slot=None, description=node.description, key=node.key)
    ]
    if node.credit:
        below = Rect(rect.x, rect.y + height, rect.width, credit)
        frames.append(_text((node.credit,), below, None, node.key + "/credit", sizes))
    return frames
