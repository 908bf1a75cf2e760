"""Cuts the elements of a drawing that are too high for a slide: what stays, and what continues on the next one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ssnet_docs.model.drawing import Box, Canvas, Choice, Element, Grid, Stack
from ssnet_docs.model.geometry import side_loss

if TYPE_CHECKING:
    from ssnet_docs.compose.shapes import Solver


@dataclass(frozen=True, slots=True)
class Halves:
    """An element cut in two: what stays and what continues. Either may be None."""

    first: Element | None
    rest: Element | None


def cut(solver: Solver, element: Element, width: float, height: float, *, forced: bool = False) -> Halves:
    """Cut the element at `height`: between grid rows and between the children of a divisible column.

    `forced` also cuts columns that are not divisible, rows (all children at once) and the text of boxes:
    the last resort for an element that is too high for a slide of its own.
    """
    if solver.height(element, width) <= height + 0.01:
        return Halves(element, None)
    match element:
        case Choice():
            return cut(solver, solver.chosen(element, width), width, height, forced=forced)
        case Grid() if element.divisible or forced:
            return _cut_grid(solver, element, width, height, forced)
        case Stack() if element.direction == "column" and (element.divisible or forced):
            return _cut_column(solver, element, width, height, forced)
        case Stack() if element.direction == "row" and forced:
            return _cut_row(solver, element, width, height)
        case Box() if forced and element.paragraphs and element.height is None:
            return _cut_box(solver, element, width, height)
    return Halves(None, element)


def _cut_grid(solver: Solver, grid: Grid, width: float, height: float, forced: bool) -> Halves:
    columns = solver.grid_columns(grid, width, height)
    cell = solver.cell_width(grid, columns, width)
    rows = solver.grid_rows(grid, columns, cell)
    fixed = replace(grid, columns=(columns,))
    used, taken = 0.0, 0
    for row in rows:
        tall = max(solver.height(child, cell) for child in row)
        if used + tall > height + 0.01:
            break
        used += tall + grid.gap
        taken += len(row)
    if taken == 0 and forced and rows:
        halves = _cut_row(solver, Stack(children=rows[0], direction="row", gap=grid.gap), width, height)
        if isinstance(halves.first, Stack) and isinstance(halves.rest, Stack):
            rest = (*halves.rest.children, *grid.children[len(rows[0]) :])
            return Halves(replace(fixed, children=halves.first.children), replace(grid, children=rest))
    if taken == 0:
        return Halves(None, grid)
    return Halves(replace(fixed, children=grid.children[:taken]), replace(grid, children=grid.children[taken:]))


def _cut_column(solver: Solver, stack: Stack, width: float, height: float, forced: bool) -> Halves:
    inner = width - stack.insets.left - stack.insets.right
    room = height - stack.insets.top - stack.insets.bottom
    first: list[Element] = []
    rest: list[Element] = list(stack.children)
    while rest and solver.height(rest[0], inner) <= room + 0.01:
        room -= solver.height(rest[0], inner) + stack.gap
        first.append(rest.pop(0))
    if rest and room > 0:
        halves = cut(solver, rest[0], inner, room, forced=forced)
        if halves.first is not None and halves.rest is not None:
            first.append(halves.first)
            rest[0] = halves.rest
    if not first or all(_is_heading(child) for child in first):
        return Halves(None, stack)
    return Halves(replace(stack, children=tuple(first)), replace(stack, children=tuple(rest)))


def _cut_row(solver: Solver, stack: Stack, width: float, height: float) -> Halves:
    inner = width - stack.insets.left - stack.insets.right
    room = height - stack.insets.top - stack.insets.bottom
    firsts: list[Element] = []
    rests: list[Element] = []
    progress = False
    for child, share in zip(stack.children, solver.widths(stack, inner), strict=True):
        halves = cut(solver, child, share, room, forced=True)
        if halves.first is None:
            return Halves(None, stack)
        progress = progress or halves.rest is not None
        firsts.append(halves.first)
        rests.append(halves.rest or _emptied(child))
    if not progress:
        return Halves(None, stack)
    return Halves(replace(stack, children=tuple(firsts)), replace(stack, children=tuple(rests)))


def _cut_box(solver: Solver, box: Box, width: float, height: float) -> Halves:
    lost_width, lost_height = side_loss(box.shape, width, height, solver.corner)
    first, rest = solver.measure.cut(
        solver.measure.sized(box.paragraphs, solver.step),
        width - lost_width - box.insets.left - box.insets.right,
        height - lost_height - box.insets.top - box.insets.bottom,
    )
    if not first or not rest:
        return Halves(None, box)
    return Halves(replace(box, paragraphs=first), replace(box, paragraphs=rest))


def _is_heading(element: Element) -> bool:
    """Whether an element is a title that must not stand alone before a cut."""
    if isinstance(element, Box):
        return all(item.role in ("card-title", "heading", "label") for item in element.paragraphs)
    if isinstance(element, Canvas):
        return False
    return all(_is_heading(child) for child in (element.options if isinstance(element, Choice) else element.children))


def _emptied(element: Element) -> Element:
    """The element without its body text, to keep its column's place beside a neighbour that continues."""
    match element:
        case Box():
            return replace(element, paragraphs=())
        case Canvas():
            return element
        case Stack():
            return replace(element, children=tuple(_emptied(child) for child in element.children[:1]))
        case Grid():
            return replace(element, children=())
        case Choice():
            return _emptied(element.options[-1])
