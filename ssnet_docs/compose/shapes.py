"""Places the elements of a drawing: measures their text, shares out widths and heights.

Lengths are points. An element is measured at a width and a step of the type scale; its height is what its text
needs, so no shape is ever smaller than its text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ssnet_docs.compose.canvas import place_canvas
from ssnet_docs.compose.heads import with_even_heads
from ssnet_docs.compose.measure import Measure
from ssnet_docs.model.drawing import Box, Canvas, Choice, Element, Grid, Icon, Insets, Stack
from ssnet_docs.model.geometry import ICON_GAP, side_loss
from ssnet_docs.model.layout import Rect
from ssnet_docs.model.page import PlacedShape

GROWTH = 1.35
"""How far a stretched drawing may grow beyond its natural height before it looks empty."""


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
            case Canvas():
                return element.height or element.minimum_height
            case Grid():
                return self._height_with(element, self.grid_columns(element, width, float("inf")), width)
            case Choice():
                return self.height(self.chosen(element, width), width)
            case Stack():
                inner = width - element.insets.left - element.insets.right
                frame = element.insets.top + element.insets.bottom
                if not element.children:
                    content = 0.0
                elif element.direction == "row":
                    widths = self.widths(element, inner)
                    content = max(
                        self.height(child, share)
                        for child, share in zip(self._in_row(element, widths), widths, strict=True)
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

        With `text_only`, what a box asks for beyond that does not count: its minimum width, a big figure on one line.
        """
        match element:
            case Box():
                if element.width is not None and not (text_only and element.paragraphs):
                    return element.width
                text = self._text_width(element, text_only)
                lost, _ = side_loss(element.shape, 200.0, 60.0, self.corner)
                insets = element.insets.left + element.insets.right + lost
                least = 0.0 if text_only else element.minimum_width
                return max(least, text + insets if element.paragraphs else 0.0)
            case Canvas():
                return element.width or element.minimum_width
            case Grid():
                return max((self.minimum_width(child, text_only=text_only) for child in element.children), default=0.0)
            case Choice():
                return min(self.minimum_width(option, text_only=text_only) for option in element.options)
            case Stack():
                if element.width is not None:
                    return element.width
                frame = element.insets.left + element.insets.right
                parts = [self.minimum_width(child, text_only=text_only) for child in element.children]
                if element.direction == "row":
                    return sum(parts) + element.gap * max(len(parts) - 1, 0) + frame
                return max(parts, default=0.0) + frame

    def _text_width(self, box: Box, text_only: bool) -> float:
        """The width of the widest word or figure; big figures want one line for themselves and their unit."""
        sized = self.measure.sized(box.paragraphs, self.step)
        figures = () if text_only else tuple(item for item in sized if item.role == "figure")
        return max(self.measure.minimum_width(sized), self.measure.natural_width(figures) if figures else 0.0)

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
                placed = self._place_box(element, rect)
                return [placed, _icon(element.icon, placed)] if element.icon else [placed]
            case Canvas():
                return place_canvas(element, rect, self.measure, self.step)
            case Grid():
                return self._place_grid(element, rect)
            case Choice():
                return self.place(self.chosen(element, rect.width), rect)
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
            freeform=box.freeform,
            name=box.name,
            description=box.description,
        )

    def _place_row(self, stack: Stack, rect: Rect) -> list[PlacedShape]:
        shapes: list[PlacedShape] = []
        x = rect.x
        widths = self.widths(stack, rect.width)
        for child, width in zip(self._in_row(stack, widths), widths, strict=True):
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
        columns = self.grid_columns(grid, rect.width, rect.height)
        cell = self.cell_width(grid, columns, rect.width)
        rows = self.grid_rows(grid, columns, cell)
        heights = self._row_heights(grid, rows, cell)
        spare = max(rect.height - sum(heights) - grid.gap * max(len(rows) - 1, 0), 0.0) / max(len(rows), 1)
        shapes: list[PlacedShape] = []
        y = rect.y
        for row, height in zip(rows, heights, strict=True):
            for index, child in enumerate(row):
                shapes += self.place(child, Rect(rect.x + index * (cell + grid.gap), y, cell, height + spare))
            y += height + spare + grid.gap
        return shapes

    # --- grids -------------------------------------------------------------------------------------------------

    def grid_columns(self, grid: Grid, width: float, height: float) -> int:
        """The first allowed number of columns that fits and leaves no ragged last row, else the lowest grid.

        A single column is the last choice: it is never ragged, but it gives up the grid.
        """
        count = len(grid.children)
        options = [option for option in dict.fromkeys(min(n, max(count, 1)) for n in grid.columns) if option > 0] or [1]
        needed = self.minimum_width(grid)
        wide = [n for n in options if self.cell_width(grid, n, width) >= needed - 0.01] or [min(options)]
        even = sorted(wide, key=lambda n: (n == 1, count % n != 0))
        if height == float("inf"):
            return even[0]
        lowest = {n: self._height_with(grid, n, width) for n in even}
        return next((n for n in even if lowest[n] <= height + 0.01), min(even, key=lambda n: lowest[n]))

    def _height_with(self, grid: Grid, columns: int, width: float) -> float:
        cell = self.cell_width(grid, columns, width)
        heights = self._row_heights(grid, self.grid_rows(grid, columns, cell), cell)
        return sum(heights) + grid.gap * max(len(heights) - 1, 0)

    def _row_heights(self, grid: Grid, rows: list[tuple[Element, ...]], cell: float) -> list[float]:
        heights = [max(self.height(child, cell) for child in row) for row in rows]
        return [max(heights)] * len(heights) if grid.equal_rows and heights else heights

    @staticmethod
    def cell_width(grid: Grid, columns: int, width: float) -> float:
        return (width - grid.gap * (columns - 1)) / columns

    def grid_rows(self, grid: Grid, columns: int, cell: float) -> list[tuple[Element, ...]]:
        rows = [grid.children[start : start + columns] for start in range(0, len(grid.children), columns)]
        return [with_even_heads(row, [cell] * len(row), self.height) for row in rows] if grid.even_heads else rows

    def _in_row(self, stack: Stack, widths: Sequence[float]) -> tuple[Element, ...]:
        """A row's children as they are set in those widths."""
        return with_even_heads(stack.children, widths, self.height) if stack.even_heads else stack.children

    def chosen(self, choice: Choice, width: float) -> Element:
        fitting = (option for option in choice.options if self.minimum_width(option) <= width + 0.01)
        return next(fitting, choice.options[-1])


def _icon(icon: Icon, box: PlacedShape) -> PlacedShape:
    """The icon in the left inset of its box."""
    inner = inset(box.rect, box.insets)
    across, down = icon.freeform.view
    width, height = icon.size * min(across / down, 1.0), icon.size * min(down / across, 1.0)
    left = inner.x - ICON_GAP - icon.size + (icon.size - width) / 2
    frame = Rect(left, inner.y + (inner.height - height) / 2, width, height)
    return PlacedShape(rect=frame, freeform=icon.freeform, fill=icon.colour, insets=Insets(0, 0, 0, 0), name="圖示")


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
    if isinstance(element, (Box, Canvas)) and element.height is not None:
        return 0.0
    return element.weight
