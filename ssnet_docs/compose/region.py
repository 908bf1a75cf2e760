"""Fills a region of a slide with nodes: stacks them, gives spare height to what can use it, and says what is left.

Lengths are points. All nodes of a slide are set at one step of the theme's type scale.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ssnet_docs.compose.connectors import place_connectors
from ssnet_docs.compose.cuts import cut
from ssnet_docs.compose.measure import Measure
from ssnet_docs.compose.shapes import GROWTH, Solver
from ssnet_docs.compose.tables import CELL_INSETS, SizedTable, cut_table, fitting_rows, size_table
from ssnet_docs.model.errors import ContentError, Source
from ssnet_docs.model.layout import Rect, Theme
from ssnet_docs.model.nodes import Chart, Columns, Drawing, Heading, Items, Node, Note, Picture, Table, Text
from ssnet_docs.model.page import Placed, PlacedChart, PlacedDrawing, PlacedPicture, PlacedTable, PlacedText
from ssnet_docs.model.text import Paragraph, paragraph

GAP = 12.0
COLUMN_GAP = 24.0
CHART_HEIGHT = 168.0
PICTURE_HEIGHT = 150.0
TABLE_SHARE = 0.94
"""Share of a table's space that its rows may fill: the renderers' rows grow a little beyond what was measured."""
LOOSE = 60.0
"""Empty height (points) from which drawings are not left hanging at the top of their region."""
OPTICAL_CENTRE = 0.38
TEXT_SLACK = 0.04
"""Share of a text's height kept free below it."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What was placed in a region, how high it is, and the nodes that continue on the next slide."""

    frames: tuple[Placed, ...]
    height: float
    rest: tuple[Node, ...] = ()


@dataclass(slots=True)
class Composer:
    """Measures and places nodes at one step of the type scale."""

    theme: Theme
    measure: Measure
    step: int
    _tables: dict[tuple[int, float], tuple[Node, SizedTable]] = field(default_factory=dict)
    _solver: Solver | None = None

    @property
    def solver(self) -> Solver:
        if self._solver is None:
            self._solver = Solver(self.measure, self.step, self.theme.corner)
        return self._solver

    # --- measuring ---------------------------------------------------------------------------------------------

    def height(self, node: Node, width: float) -> float:
        """The least height of a node at `width`."""
        match node:
            case Heading():
                return self._text_height((node.text,), width)
            case Text() | Items():
                return self._text_height(_paragraphs(node), width)
            case Table():
                table = self._sized(node, width)
                return self._around(node, width) + table.height / TABLE_SHARE
            case Chart():
                return CHART_HEIGHT
            case Picture():
                credit = self._text_height((node.credit,), width) if node.credit else 0.0
                return min(PICTURE_HEIGHT, width * node.height / node.width) + credit
            case Columns():
                widths = self.column_widths(node, width)
                return max(
                    (self.stack_height(column, share) for column, share in zip(node.columns, widths, strict=True)),
                    default=0.0,
                )
            case Drawing():
                if self.solver.minimum_width(node.root, text_only=True) > width + 0.5:
                    return float("inf")  # a figure or word would leave its box: only smaller type can hold it
                return self.solver.height(node.root, width)
            case Note():
                return self._text_height(node.paragraphs, width) if node.kind == "footnote" else 0.0

    def stack_height(self, nodes: Sequence[Node], width: float) -> float:
        heights = [self.height(node, width) for node in nodes]
        return sum(heights) + GAP * max(len(nodes) - 1, 0)

    def _text_height(self, paragraphs: Sequence[Paragraph], width: float) -> float:
        return self.measure.height(self.measure.sized(paragraphs, self.step), width) * (1 + TEXT_SLACK)

    def _sized(self, node: Table, width: float) -> SizedTable:
        memo = (id(node), round(width, 2))
        if memo not in self._tables:
            self._tables[memo] = (node, size_table(node.spec, width, self.measure, self.step))
        return self._tables[memo][1]

    def _above(self, node: Table, width: float) -> tuple[Paragraph, ...]:
        """Caption and unit line, which stand above every part of a table."""
        lines = [node.spec.caption] if node.spec.caption else []
        if node.spec.unit:
            lines.append(paragraph(node.spec.unit, "label", align="end"))
        return tuple(lines)

    def _around(self, node: Table, width: float) -> float:
        above, notes = self._above(node, width), node.spec.notes
        height = self._text_height(above, width) + 2 if above else 0.0
        return height + (self._text_height(notes, width) + 4 if notes else 0.0)

    @staticmethod
    def column_widths(node: Columns, width: float) -> list[float]:
        spare = width - COLUMN_GAP * (len(node.columns) - 1)
        return [spare * weight / sum(node.weights) for weight in node.weights]

    # --- filling -----------------------------------------------------------------------------------------------

    def fill(
        self, nodes: Sequence[Node], rect: Rect, slot: str | None = None, *, forced: bool = False, share: float = 1.0
    ) -> Filled:
        """Place as many of `nodes` as fit in `rect`, from its top; the first takes the placeholder `slot`.

        `forced` allows last-resort cuts inside shapes, for what is too high for a slide of its own. With `share`
        below 1 only that part of the height counts for how much is taken, to balance continued slides.
        """
        taken, rest = self._take(nodes, rect.width, rect.height * share, forced)
        return self._place(taken, rect, slot, rest)

    def _take(
        self, nodes: Sequence[Node], width: float, height: float, forced: bool
    ) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
        """The nodes, or parts of them, that fit in `height`, and those that continue."""
        taken: list[Node] = []
        rest: list[Node] = list(nodes)
        while rest:
            needed = self.height(rest[0], width)
            if needed > height + 0.01:
                first, remainder = self.cut(rest[0], width, height, forced=forced and not taken)
                if first is not None:
                    taken.append(first)
                    rest[0:1] = [remainder] if remainder is not None else []
                break
            taken.append(rest.pop(0))
            height -= needed + GAP
        while taken and rest and isinstance(taken[-1], Heading):
            rest.insert(0, taken.pop())
        return tuple(taken), tuple(rest)

    def _place(self, nodes: Sequence[Node], rect: Rect, slot: str | None, rest: tuple[Node, ...]) -> Filled:
        heights = [self.height(node, rect.width) for node in nodes]
        spare = rect.height - sum(heights) - GAP * max(len(nodes) - 1, 0)
        caps = [self._growth(node, height) for node, height in zip(nodes, heights, strict=True)]
        heights = _shared(heights, caps, spare)
        frames: list[Placed] = []
        y = rect.y + self._lowered(nodes, rect.height - sum(heights) - GAP * max(len(nodes) - 1, 0))
        free = slot
        for node, height in zip(nodes, heights, strict=True):
            placed = self.place(node, Rect(rect.x, y, rect.width, height), free)
            if free and any(getattr(frame, "slot", None) == free for frame in placed):
                free = None
            frames += placed
            y += height + GAP
        return Filled(tuple(frames), max(y - GAP - rect.y, 0.0), rest)

    @staticmethod
    def _lowered(nodes: Sequence[Node], left: float) -> float:
        """How far drawings that leave much of their region empty are lowered towards its optical centre."""
        if left < LOOSE or not all(isinstance(node, Drawing) for node in nodes):
            return 0.0
        return left * OPTICAL_CENTRE

    def _growth(self, node: Node, height: float) -> float:
        """The greatest height that a node can make good use of."""
        match node:
            case Chart():
                return float("inf")
            case Picture():
                return float("inf")
            case Drawing() if node.grow:
                return height * GROWTH
            case Columns():
                return max((self._growth(child, height) for column in node.columns for child in column), default=height)
            case Table():
                return height * 1.3
            case _:
                return height

    # --- placing one node --------------------------------------------------------------------------------------

    def place(self, node: Node, rect: Rect, slot: str | None) -> list[Placed]:
        """The frames of one node inside `rect`."""
        match node:
            case Heading():
                return [self._text((node.text,), rect, slot, node.key)]
            case Text() | Items():
                return [self._text(_paragraphs(node), rect, slot, node.key)]
            case Note():
                return [self._text(node.paragraphs, rect, None, node.key)] if node.kind == "footnote" else []
            case Table():
                return self._place_table(node, rect, slot)
            case Chart():
                return [
                    PlacedChart(
                        rect=rect,
                        spec=node.spec,
                        label_size=self.theme.style("label").size(self.step if rect.width > 420 else self.step + 1),
                        slot=slot,
                        description=node.description,
                        name=node.spec.title or "圖表",
                        key=node.key,
                    )
                ]
            case Picture():
                return self._place_picture(node, rect, slot)
            case Columns():
                return self._place_columns(node, rect)
            case Drawing():
                shapes = tuple(self.solver.place(node.root, rect))
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

    def _text(self, paragraphs: Sequence[Paragraph], rect: Rect, slot: str | None, key: str) -> PlacedText:
        return PlacedText(rect=rect, paragraphs=self.measure.sized(paragraphs, self.step), slot=slot, key=key)

    def _place_table(self, node: Table, rect: Rect, slot: str | None) -> list[Placed]:
        table = self._sized(node, rect.width)
        frames: list[Placed] = []
        y = rect.y
        above = self._above(node, rect.width)
        if above:
            height = self._text_height(above, rect.width)
            frames.append(self._text(above, Rect(rect.x, y, rect.width, height), None, node.key + "/above"))
            y += height + 2
        notes = self._text_height(node.spec.notes, rect.width) if node.spec.notes else 0.0
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
            frames.append(self._text(node.spec.notes, below, None, node.key + "/notes"))
        return frames

    def _place_picture(self, node: Picture, rect: Rect, slot: str | None) -> list[Placed]:
        credit = self._text_height((node.credit,), rect.width) if node.credit else 0.0
        room = rect.height - credit
        scale = min(rect.width / node.width, room / node.height)
        width, height = node.width * scale, node.height * scale
        frame = Rect(rect.x + (rect.width - width) / 2, rect.y, width, height)
        frames: list[Placed] = [
            PlacedPicture(rect=frame, path=node.path, slot=None, description=node.description, key=node.key)
        ]
        if node.credit:
            below = Rect(rect.x, rect.y + height, rect.width, credit)
            frames.append(self._text((node.credit,), below, None, node.key + "/credit"))
        return frames

    def _place_columns(self, node: Columns, rect: Rect) -> list[Placed]:
        frames: list[Placed] = []
        x = rect.x
        for column, width in zip(node.columns, self.column_widths(node, rect.width), strict=True):
            frames += self._place(column, Rect(x, rect.y, width, rect.height), None, ()).frames
            x += width + COLUMN_GAP
        return frames

    # --- cutting -----------------------------------------------------------------------------------------------

    def cut(self, node: Node, width: float, height: float, *, forced: bool) -> tuple[Node | None, Node | None]:
        """Cut a node that is higher than `height`: what fits (or None) and what continues."""
        match node:
            case Text():
                first, rest = self._cut_text(node.paragraphs, width, height)
                return replace(node, paragraphs=first) if first else None, replace(node, paragraphs=rest)
            case Items():
                first, rest = self._cut_text(node.items, width, height)
                return replace(node, items=first) if first else None, replace(node, items=rest)
            case Table():
                return self._cut_table(node, width, height, forced)
            case Drawing():
                halves = cut(self.solver, node.root, width, height, forced=forced)
                if halves.first is None or halves.rest is None:
                    return None, node
                return replace(node, root=halves.first), replace(node, root=halves.rest, equivalent=())
            case Columns():
                return self._cut_columns(node, width, height, forced)
            case _:
                return None, node

    def _cut_text(
        self, paragraphs: Sequence[Paragraph], width: float, height: float
    ) -> tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]]:
        sized = self.measure.sized(paragraphs, self.step)
        return self.measure.cut(sized, width, height / (1 + TEXT_SLACK))

    def _cut_table(self, node: Table, width: float, height: float, forced: bool) -> tuple[Node | None, Node | None]:
        table = self._sized(node, width)
        above = self._above(node, width)
        room = height - (self._text_height(above, width) + 2 if above else 0.0)
        taken = fitting_rows(table, room * TABLE_SHARE)
        if taken == len(node.spec.body):
            # Only the notes do not fit: the last row goes with them.
            taken -= 1
        if taken < (1 if forced else min(2, len(node.spec.body) - 1)) or taken == 0:
            return None, node
        first, rest = cut_table(table, taken, self.measure)
        return self._remembered(node, first, width), self._remembered(node, rest, width)

    def _remembered(self, node: Table, part: SizedTable, width: float) -> Table:
        """The node of a part; its sizes are kept, so that all parts have the same widths and are measured once."""
        result = replace(node, spec=part.spec)
        self._tables[id(result), round(width, 2)] = (result, part)
        return result

    def _cut_columns(self, node: Columns, width: float, height: float, forced: bool) -> tuple[Node | None, Node | None]:
        parts = [
            self._take(column, share, height, forced)
            for column, share in zip(node.columns, self.column_widths(node, width), strict=True)
        ]
        if any(rest and not taken for taken, rest in parts):
            return None, node
        return (
            replace(node, columns=tuple(taken for taken, _ in parts)),
            replace(node, columns=tuple(rest for _, rest in parts)),
        )


def _paragraphs(node: Text | Items) -> tuple[Paragraph, ...]:
    return node.paragraphs if isinstance(node, Text) else node.items


def _shared(heights: list[float], caps: list[float], spare: float) -> list[float]:
    """Heights after `spare` has gone in equal parts to those below their cap."""
    result = list(heights)
    open_ = [index for index, (height, cap) in enumerate(zip(heights, caps, strict=True)) if cap > height]
    while spare > 0.5 and open_:
        part = spare / len(open_)
        for index in list(open_):
            gain = min(part, caps[index] - result[index])
            result[index] += gain
            spare -= gain
            if result[index] >= caps[index] - 0.01:
                open_.remove(index)
    return result


def cannot_fit(node: Node | None, source: Source | None) -> ContentError:
    """The error for a node that no slide can hold at the smallest size."""
    what = {Table: "表格的一列", Drawing: "圖示", Columns: "並排內容", Text: "文字"}.get(type(node), "內容")
    place = (node.source if node is not None else None) or source
    return ContentError(place, f"{what}太長，縮至最小字級仍放不進一張投影片", "請縮短文字、拆成幾項，或分成兩張投影片")
