"""Where cells and rows of a slide's tables stand, from the widths and heights that the table gives."""

from __future__ import annotations

from collections.abc import Mapping

from ssnet_docs.model.layout import Rect
from ssnet_docs.model.version import Locator, Version, VersionBlock, VersionShape
from ssnet_docs.readers.markup import name
from ssnet_docs.readers.package import Element


class SlideFrames:
    """Frames of what locators lead to; `roots` are the slides' roots by their parts, `version` the deck as read."""

    def __init__(self, roots: Mapping[str, Element], version: Version) -> None:
        self.roots = roots
        self.shapes: dict[Locator, Rect] = {}
        for section in version.sections:
            for block in section.blocks:
                self._note(block)

    def _note(self, block: VersionBlock) -> None:
        rect = getattr(block, "rect", None)
        if rect is not None:
            self.shapes[block.locator] = rect
        if isinstance(block, VersionShape):
            for inner in block.blocks:
                self._note(inner)

    def __call__(self, locator: Locator, around: Rect | None) -> Rect | None:
        """The frame of a cell or row, or of the shape around a paragraph; None where nothing has one."""
        around = around or self.shapes.get(locator)
        if around is None or locator.tag not in {"a:p", "a:tc", "a:tr"}:
            return around
        element = self._element(locator)
        cell = row = None
        while element is not None and element.tag != name("a:tbl"):
            cell = element if element.tag == name("a:tc") else cell
            row = element if element.tag == name("a:tr") else row
            element = element.getparent()
        return around if element is None or row is None else _within(element, row, cell, around)

    def _element(self, locator: Locator) -> Element | None:
        root = self.roots.get(locator.part)
        found = () if root is None else root.iter(name(locator.tag))
        return next((element for number, element in enumerate(found) if number == locator.number), None)


def _within(table: Element, row: Element, cell: Element | None, around: Rect) -> Rect:
    """A row's or cell's part of a table's frame."""
    rows = list(table.iterfind(name("a:tr")))
    heights = [_length(item.get("h")) for item in rows]
    widths = [_length(item.get("w")) for item in table.iterfind(f"{name('a:tblGrid')}/{name('a:gridCol')}")]
    if not sum(heights) or not sum(widths):
        return around
    down, across = around.height / sum(heights), around.width / sum(widths)
    first = rows.index(row)
    cells = list(row.iterfind(name("a:tc")))
    column = 0 if cell is None else cells.index(cell)
    high = 1 if cell is None else _length(cell.get("rowSpan")) or 1
    wide = len(widths) if cell is None else _length(cell.get("gridSpan")) or 1
    return Rect(
        around.x + across * sum(widths[:column]),
        around.y + down * sum(heights[:first]),
        across * sum(widths[column : column + wide]),
        down * sum(heights[first : first + high]),
    )


def _length(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0
