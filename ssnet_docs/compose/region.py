"""Fills a region of a slide with nodes: stacks them, gives spare height to what can use it, and says what is left.

Lengths are points. All nodes of a slide are set at one step of the theme's type scale.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ssnet_docs.compose.cuts import cut
from ssnet_docs.compose.placing import place
from ssnet_docs.compose.shapes import GROWTH
from ssnet_docs.compose.sizes import COLUMN_GAP, GAP, TABLE_SHARE, TEXT_SLACK, Sizes
from ssnet_docs.compose.tables import cut_table, fitting_rows
from ssnet_docs.model.errors import ContentError, Source
from ssnet_docs.model.layout import Rect
from ssnet_docs.model.nodes import Chart, Columns, Drawing, Heading, Items, Node, Picture, Table, Text
from ssnet_docs.model.page import Placed
from ssnet_docs.model.text import Paragraph

LOOSE = 60.0
"""Empty height (points) from which drawings are not left hanging at the top of their region."""
OPTICAL_CENTRE = 0.38


@dataclass(frozen=True, slots=True)
class Filled:
    """What was placed in a region, how high it is, and the nodes that continue on the next slide."""

    frames: tuple[Placed, ...]
    height: float
    rest: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Composer:
    """Places nodes one below the other at one step of the type scale, and cuts what is too high."""

    sizes: Sizes

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
            needed = self.sizes.height(rest[0], width)
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
        heights = [self.sizes.height(node, rect.width) for node in nodes]
        spare = rect.height - sum(heights) - GAP * max(len(nodes) - 1, 0)
        caps = [self._growth(node, height) for node, height in zip(nodes, heights, strict=True)]
        heights = _shared(heights, caps, spare)
        frames: list[Placed] = []
        y = rect.y + self._lowered(nodes, rect.height - sum(heights) - GAP * max(len(nodes) - 1, 0))
        free = slot
        for node, height in zip(nodes, heights, strict=True):
            frame = Rect(rect.x, y, rect.width, height)
            placed = self._columns(node, frame) if isinstance(node, Columns) else place(node, frame, free, self.sizes)
            if free and any(getattr(one, "slot", None) == free for one in placed):
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

    def _columns(self, node: Columns, rect: Rect) -> list[Placed]:
        frames: list[Placed] = []
        x = rect.x
        for column, width in zip(node.columns, self.sizes.column_widths(node, rect.width), strict=True):
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
                halves = cut(self.sizes.solver, node.root, width, height, forced=forced)
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
        sized = self.sizes.measure.sized(paragraphs, self.sizes.step)
        return self.sizes.measure.cut(sized, width, height / (1 + TEXT_SLACK))

    def _cut_table(self, node: Table, width: float, height: float, forced: bool) -> tuple[Node | None, Node | None]:
        table = self.sizes.table(node, width)
        above = self.sizes.above(node, width)
        room = height - (self.sizes.text_height(above, width) + 2 if above else 0.0)
        taken = fitting_rows(table, room * TABLE_SHARE)
        if taken == len(node.spec.body):
            # Only the notes do not fit: the last row goes with them.
            taken -= 1
        if taken < (1 if forced else min(2, len(node.spec.body) - 1)) or taken == 0:
            return None, node
        first, rest = cut_table(table, taken, self.sizes.measure)
        return self.sizes.part(node, first, width), self.sizes.part(node, rest, width)

    def _cut_columns(self, node: Columns, width: float, height: float, forced: bool) -> tuple[Node | None, Node | None]:
        parts = [
            self._take(column, share, height, forced)
            for column, share in zip(node.columns, self.sizes.column_widths(node, width), strict=True)
        ]
        if any(rest and not taken for taken, rest in parts):
            return None, node
        return (
            replace(node, columns=tuple(taken for taken, _ in parts)),
            replace(node, columns=tuple(rest for _, rest in parts)),
        )


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
