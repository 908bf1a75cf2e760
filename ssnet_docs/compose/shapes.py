"""Places the elements of a drawing: measures their text, shares out widths and heights, and cuts what continues.

Lengths are points. An element is measured at a width and a step of the type scale; its height is what its text
needs, so no shape is ever smaller than its text.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ssnet_docs.compose.measure import Measure
from ssnet_docs.model.drawing import Box, Element, Grid, Insets, Stack
from ssnet_docs.model.geometry import side_loss
from ssnet_docs.model.layout import Rect
from ssnet_docs.model.page import PlacedShape

GROWTH = 1.35
"""How far a stretched drawing may grow beyond its natural height before it looks empty."""


@dataclass(frozen=True, slots=True)
class Halves:
    """An element cut in two: what stays and what continues. Either may be None."""

    first: Element | None
    rest: Element | None


class Solver:
    """Solves one drawing at one step of the type scale; heights are remembered by element and width."""

    def __init__(self, measure: Measure, step: int, corner: float) -> None:
        self.measure = measure
        self.step = step
        self.corner = corner
        self._heights: dict[tuple[int, float], float] = {}
        self._kept: list[Element] = []  # keeps ids unique while heights are remembered by id

    # --- measuring ---------------------------------------------------------------------------------------------

    def height(self, element: Element, width: float) -> float:
        """The least height that holds the element's text at `width`."""
        memo = (id(element), round(width, 2))
        if memo not in self._heights:
            self._kept.append(element)
            self._heights[memo] = self._height(element, width)
        return self._heights[memo]

    def _height(self, element: Element, width: float) -> float:
        match element:
            case Box():
                return self._box_height(element, width)
            case Grid():
                columns = self._grid_columns(element, width, float("inf"))
                rows = self._grid_rows(element, columns)
                cell = self._cell_width(element, columns, width)
                heights = [max(self.height(child, cell) for child in row) for row in rows]
                if element.equal_rows and heights:
                    heights = [max(heights)] * len(heights)
                return sum(heights) + element.gap * max(len(rows) - 1, 0)
            case Stack():
                inner = width - element.insets.left - element.insets.right
                frame = element.insets.top + element.insets.bottom
                if not element.children:
                    content = 0.0
                elif element.direction == "row":
                    widths = self.widths(element, inner)
                    content = max(
                        self.height(child, share) for child, share in zip(element.children, widths, strict=True)
                    )
                else:
                    content = sum(self.height(child, inner) for child in element.children)
                    content += element.gap * (len(element.children) - 1)
                ground = self._box_height(element.ground, width) if element.ground else 0.0
                return max(content + frame, ground)

    def _box_height(self, box: Box, width: float) -> float:
        width = min(box.width, width) if box.width is not None else width
        height = box.height if box.height is not None else box.minimum_height
        if box.paragraphs:
            height = max(height, self._text_height(box, width, height))
        if box.aspect and box.height is None:
            height = max(height, min(width / box.aspect, 160.0) if not box.paragraphs else width / box.aspect)
        return height

    def _text_height(self, box: Box, width: float, height: float) -> float:
        """The height at which the text rectangle holds the text; found in steps, as it depends on the height."""
        paragraphs = self.measure.sized(box.paragraphs, self.step)
        insets = box.insets.left + box.insets.right
        for _ in range(4):
            lost_width, lost_height = side_loss(box.shape, width, max(height, 1.0), self.corner)
            text = self.measure.height(paragraphs, max(width - lost_width - insets, 1.0))
            needed = text + box.insets.top + box.insets.bottom + lost_height
            if box.shape == "ellipse":
                needed = (text + box.insets.top + box.insets.bottom) / 0.7071
            if needed <= height + 0.01:
                break
            height = needed
        return height

    def minimum_width(self, element: Element, *, text_only: bool = False) -> float:
        """The width below which the element would have to break a word or figure.

        With `text_only`, minimum widths that a box asks for beyond its text do not count.
        """
        match element:
            case Box():
                if element.width is not None and not (text_only and element.paragraphs):
                    return element.width
                text = self.measure.minimum_width(self.measure.sized(element.paragraphs, self.step))
                lost, _ = side_loss(element.shape, 200.0, 60.0, self.corner)
                insets = element.insets.left + element.insets.right + lost
                least = 0.0 if text_only else element.minimum_width
                return max(least, text + insets if element.paragraphs else 0.0)
            case Grid():
                return max((self.minimum_width(child, text_only=text_only) for child in element.children), default=0.0)
            case Stack():
                if element.width is not None:
                    return element.width
                frame = element.insets.left + element.insets.right
                parts = [self.minimum_width(child, text_only=text_only) for child in element.children]
                if element.direction == "row":
                    return sum(parts) + element.gap * max(len(parts) - 1, 0) + frame
                return max(parts, default=0.0) + frame

    def widths(self, stack: Stack, width: float) -> list[float]:
        """The widths of a row's children: fixed ones first, the rest by weight but not below their minimum.

        Where even the minimums do not fit, all are narrowed alike, so that nothing leaves the row.
        """
        spare = width - stack.gap * max(len(stack.children) - 1, 0)
        fixed = [getattr(child, "width", None) for child in stack.children]
        result = [value if value is not None else 0.0 for value in fixed]
        open_ = [index for index, value in enumerate(fixed) if value is None]
        spare -= sum(result)
        least = self._least(stack, open_, spare)
        # A child whose share is below its minimum takes its minimum, and the others share again.
        while open_:
            weight = sum(stack.children[index].weight for index in open_) or float(len(open_))
            shares = {index: spare * (stack.children[index].weight if weight else 1.0) / weight for index in open_}
            short = [index for index in open_ if shares[index] < least[index] - 0.01]
            if not short or len(short) == len(open_):
                for index in open_:
                    result[index] = max(shares[index], 1.0)
                break
            for index in short:
                result[index] = least[index]
                spare -= result[index]
                open_.remove(index)
        return result

    def _least(self, stack: Stack, open_: list[int], spare: float) -> dict[int, float]:
        """The minimum widths of a row's children that share `spare`; what exceeds it is taken from all alike."""
        least = {index: self.minimum_width(stack.children[index]) for index in open_}
        if sum(least.values()) > spare:
            least = {index: self.minimum_width(stack.children[index], text_only=True) for index in open_}
        total = sum(least.values())
        return {index: value * spare / total for index, value in least.items()} if total > spare > 0 else least

    # --- placing -----------------------------------------------------------------------------------------------

    def place(self, element: Element, rect: Rect) -> list[PlacedShape]:
        """The element's shapes inside `rect`, grounds before what stands on them."""
        match element:
            case Box():
                return [self._place_box(element, rect)]
            case Grid():
                return self._place_grid(element, rect)
            case Stack():
                shapes = [self._place_box(element.ground, rect, element.key)] if element.ground else []
                inner = inset(rect, element.insets)
                if element.direction == "row":
                    return shapes + self._place_row(element, inner)
                return shapes + self._place_column(element, inner)

    def _place_box(self, box: Box, rect: Rect, key: str = "") -> PlacedShape:
        width = min(box.width, rect.width) if box.width is not None else rect.width
        height = box.height if box.height is not None and not box.paragraphs else rect.height
        if box.aspect:
            width = min(width, height * box.aspect)
            height = width / box.aspect
        frame = Rect(rect.x + (rect.width - width) / 2, rect.y + (rect.height - height) / 2, width, height)
        paragraphs = tuple(
            replace(item, align=item.align or box.align) for item in self.measure.sized(box.paragraphs, self.step)
        )
        return PlacedShape(
            rect=frame,
            shape=box.shape,
            paragraphs=paragraphs,
            fill=box.fill,
            outline=box.outline,
            outline_width=box.outline_width,
            dashed=box.dashed,
            anchor=box.anchor,
            insets=box.insets,
            key=box.key or key,
        )

    def _place_row(self, stack: Stack, rect: Rect) -> list[PlacedShape]:
        shapes: list[PlacedShape] = []
        x = rect.x
        for child, width in zip(stack.children, self.widths(stack, rect.width), strict=True):
            height = rect.height if stack.stretch else min(self.height(child, width), rect.height)
            offset = {"top": 0.0, "middle": 0.5, "bottom": 1.0}[stack.anchor] * (rect.height - height)
            shapes += self.place(child, Rect(x, rect.y + offset, width, height))
            x += width + stack.gap
        return shapes

    def _place_column(self, stack: Stack, rect: Rect) -> list[PlacedShape]:
        natural = [self.height(child, rect.width) for child in stack.children]
        spare = rect.height - sum(natural) - stack.gap * max(len(natural) - 1, 0)
        weights = [_grows(child) for child in stack.children]
        total = sum(weights)
        y = rect.y
        if spare > 0 and (not total or not stack.stretch):
            y += {"top": 0.0, "middle": 0.5, "bottom": 1.0}[stack.anchor] * spare
            total = 0.0
        shapes: list[PlacedShape] = []
        for child, height, weight in zip(stack.children, natural, weights, strict=True):
            grown = height + (max(spare, 0.0) * weight / total if total else 0.0)
            shapes += self.place(child, Rect(rect.x, y, rect.width, grown))
            y += grown + stack.gap
        return shapes

    def _place_grid(self, grid: Grid, rect: Rect) -> list[PlacedShape]:
        columns = self._grid_columns(grid, rect.width, rect.height)
        rows = self._grid_rows(grid, columns)
        cell = self._cell_width(grid, columns, rect.width)
        heights = [max(self.height(child, cell) for child in row) for row in rows]
        if grid.equal_rows and heights:
            heights = [max(heights)] * len(heights)
        spare = max(rect.height - sum(heights) - grid.gap * max(len(rows) - 1, 0), 0.0) / max(len(rows), 1)
        shapes: list[PlacedShape] = []
        y = rect.y
        for row, height in zip(rows, heights, strict=True):
            for index, child in enumerate(row):
                shapes += self.place(child, Rect(rect.x + index * (cell + grid.gap), y, cell, height + spare))
            y += height + spare + grid.gap
        return shapes

    # --- grids -------------------------------------------------------------------------------------------------

    def _grid_columns(self, grid: Grid, width: float, height: float) -> int:
        """The first allowed number of columns that fits and leaves no ragged last row, else the lowest grid.

        A single column is the last choice: it is never ragged, but it gives up the grid.
        """
        count = len(grid.children)
        options = [option for option in dict.fromkeys(min(n, max(count, 1)) for n in grid.columns) if option > 0] or [1]
        needed = self.minimum_width(grid)
        wide = [n for n in options if self._cell_width(grid, n, width) >= needed - 0.01] or [min(options)]
        even = sorted(wide, key=lambda n: (n == 1, count % n != 0))
        if height == float("inf"):
            return even[0]
        lowest = {n: self._height_with(grid, n, width) for n in even}
        return next((n for n in even if lowest[n] <= height + 0.01), min(even, key=lambda n: lowest[n]))

    def _height_with(self, grid: Grid, columns: int, width: float) -> float:
        cell = self._cell_width(grid, columns, width)
        rows = self._grid_rows(grid, columns)
        heights = [max(self.height(child, cell) for child in row) for row in rows]
        if grid.equal_rows and heights:
            heights = [max(heights)] * len(heights)
        return sum(heights) + grid.gap * max(len(rows) - 1, 0)

    @staticmethod
    def _cell_width(grid: Grid, columns: int, width: float) -> float:
        return (width - grid.gap * (columns - 1)) / columns

    @staticmethod
    def _grid_rows(grid: Grid, columns: int) -> list[tuple[Element, ...]]:
        return [grid.children[start : start + columns] for start in range(0, len(grid.children), columns)]

    # --- cutting -----------------------------------------------------------------------------------------------

    def cut(self, element: Element, width: float, height: float, *, forced: bool = False) -> Halves:
        """Cut the element at `height`: between grid rows and between the children of a divisible column.

        `forced` also cuts columns that are not divisible, rows (all children at once) and the text of boxes:
        the last resort for an element that is too high for a slide of its own.
        """
        if self.height(element, width) <= height + 0.01:
            return Halves(element, None)
        match element:
            case Grid() if element.divisible or forced:
                return self._cut_grid(element, width, height, forced)
            case Stack() if element.direction == "column" and (element.divisible or forced):
                return self._cut_column(element, width, height, forced)
            case Stack() if element.direction == "row" and forced:
                return self._cut_row(element, width, height)
            case Box() if forced and element.paragraphs and element.height is None:
                return self._cut_box(element, width, height)
        return Halves(None, element)

    def _cut_grid(self, grid: Grid, width: float, height: float, forced: bool) -> Halves:
        columns = self._grid_columns(grid, width, height)
        rows = self._grid_rows(grid, columns)
        cell = self._cell_width(grid, columns, width)
        fixed = replace(grid, columns=(columns,))
        used, taken = 0.0, 0
        for row in rows:
            tall = max(self.height(child, cell) for child in row)
            if used + tall > height + 0.01:
                break
            used += tall + grid.gap
            taken += len(row)
        if taken == 0 and forced and rows:
            halves = self._cut_row(Stack(children=rows[0], direction="row", gap=grid.gap), width, height)
            if isinstance(halves.first, Stack) and isinstance(halves.rest, Stack):
                rest = (*halves.rest.children, *grid.children[len(rows[0]) :])
                return Halves(replace(fixed, children=halves.first.children), replace(fixed, children=rest))
        if taken == 0:
            return Halves(None, grid)
        return Halves(replace(fixed, children=grid.children[:taken]), replace(fixed, children=grid.children[taken:]))

    def _cut_column(self, stack: Stack, width: float, height: float, forced: bool) -> Halves:
        inner = width - stack.insets.left - stack.insets.right
        room = height - stack.insets.top - stack.insets.bottom
        first: list[Element] = []
        rest: list[Element] = list(stack.children)
        while rest and self.height(rest[0], inner) <= room + 0.01:
            room -= self.height(rest[0], inner) + stack.gap
            first.append(rest.pop(0))
        if rest and room > 0:
            halves = self.cut(rest[0], inner, room, forced=forced)
            if halves.first is not None and halves.rest is not None:
                first.append(halves.first)
                rest[0] = halves.rest
        if not first or all(_is_heading(child) for child in first):
            return Halves(None, stack)
        return Halves(replace(stack, children=tuple(first)), replace(stack, children=tuple(rest)))

    def _cut_row(self, stack: Stack, width: float, height: float) -> Halves:
        inner = width - stack.insets.left - stack.insets.right
        room = height - stack.insets.top - stack.insets.bottom
        firsts: list[Element] = []
        rests: list[Element] = []
        progress = False
        for child, share in zip(stack.children, self.widths(stack, inner), strict=True):
            halves = self.cut(child, share, room, forced=True)
            if halves.first is None:
                return Halves(None, stack)
            progress = progress or halves.rest is not None
            firsts.append(halves.first)
            rests.append(halves.rest or _emptied(child))
        if not progress:
            return Halves(None, stack)
        return Halves(replace(stack, children=tuple(firsts)), replace(stack, children=tuple(rests)))

    def _cut_box(self, box: Box, width: float, height: float) -> Halves:
        lost_width, lost_height = side_loss(box.shape, width, height, self.corner)
        first, rest = self.measure.cut(
            self.measure.sized(box.paragraphs, self.step),
            width - lost_width - box.insets.left - box.insets.right,
            height - lost_height - box.insets.top - box.insets.bottom,
        )
        if not first or not rest:
            return Halves(None, box)
        return Halves(replace(box, paragraphs=first), replace(box, paragraphs=rest))


def inset(rect: Rect, insets: Insets) -> Rect:
    """`rect` less its insets."""
    return Rect(
        rect.x + insets.left,
        rect.y + insets.top,
        max(rect.width - insets.left - insets.right, 0.0),
        max(rect.height - insets.top - insets.bottom, 0.0),
    )


def _grows(element: Element) -> float:
    """The weight with which an element takes spare height; a box of fixed height takes none."""
    if isinstance(element, Box) and element.height is not None:
        return 0.0
    return element.weight


def _is_heading(element: Element) -> bool:
    """Whether an element is a title that must not stand alone before a cut."""
    if isinstance(element, Box):
        return all(item.role in ("card-title", "heading", "label") for item in element.paragraphs)
    return all(_is_heading(child) for child in element.children)


def _emptied(element: Element) -> Element:
    """The element without its body text, to keep its column's place beside a neighbour that continues."""
    match element:
        case Box():
            return replace(element, paragraphs=())
        case Stack():
            return replace(element, children=tuple(_emptied(child) for child in element.children[:1]))
        case Grid():
            return replace(element, children=())
