"""The blocks of a part of a Word document: paragraphs, tables, and what is drawn in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ssnet_docs.model.layout import Rect
from ssnet_docs.model.version import (
    Locator,
    VersionBlock,
    VersionCell,
    VersionChart,
    VersionParagraph,
    VersionPicture,
    VersionRow,
    VersionShape,
    VersionTable,
)
from ssnet_docs.readers import charts
from ssnet_docs.readers.docx_styles import Numbers, Styles, heading_level, paragraph_look
from ssnet_docs.readers.docx_text import TextReader
from ssnet_docs.readers.markup import EMU, Places, canonical, choices, is_on, local, look, name, value
from ssnet_docs.readers.package import Element, OpenPackage

DEEPEST_NESTING = 40
_SIZES = ("tblW", "tblLayout", "tblCaption", "tblDescription")
_WRAPPERS = {"sdt", "sdtContent", "customXml", "smartTag", "bdo", "dir"}


@dataclass(slots=True)
class BlockReader:
    """Reads one part. `styles` and `numbers` are the document's, so that lists count through."""

    package: OpenPackage
    part: str
    root: Element
    styles: Styles
    numbers: Numbers
    places: Places = field(init=False)
    text: TextReader = field(init=False)
    uncovered: set[str] = field(default_factory=set)
    _drawn: list[VersionBlock] = field(default_factory=list)
    _depth: int = 0

    def __post_init__(self) -> None:
        self.places = Places(self.root, self.part)
        self.text = TextReader(self.styles, self.package.related(self.part), self._drawing)

    def blocks(self, parent: Element) -> tuple[VersionBlock, ...]:
        """The blocks of a body, cell, text box, header or note, captions told to what they name."""
        return _captioned(list(self._blocks(parent)))

    def _blocks(self, parent: Element) -> Iterator[VersionBlock]:
        if self._depth > DEEPEST_NESTING:
            self.uncovered.add(f"巢狀超過 {DEEPEST_NESTING} 層的內容")
            return
        self._depth += 1
        for child in choices(parent):
            match local(child):
                case "p":
                    yield self._paragraph(child)
                    drawn, self._drawn = self._drawn, []
                    yield from drawn
                case "tbl":
                    yield self._table(child)
                case "altChunk":
                    self.uncovered.add("嵌入的其他文件（altChunk）")
                case tag if tag in _WRAPPERS:
                    yield from self._blocks(child)
        self._depth -= 1

    def _paragraph(self, element: Element) -> VersionParagraph:
        properties = element.find(name("w:pPr"))
        identifier = value(properties, "w:pStyle") or self.styles.default
        style = self.styles[identifier]
        own = None if properties is None else properties.find(name("w:numPr"))
        number, level = style.numbering or ("", 0)
        if own is not None:
            number, given = value(own, "w:numId") or number, value(own, "w:ilvl")
            level = int(given) if given.isdigit() else level
        outline = value(properties, "w:outlineLvl")
        listed = number not in {"", "0"}
        look = paragraph_look(properties)
        section = None if properties is None else properties.find(name("w:sectPr"))
        if section is not None:
            look = tuple(sorted((*look, ("section", page_setup(section)))))
        return VersionParagraph(
            spans=self.text.spans(element),
            locator=self.places[element],
            style=style.name,
            level=level if listed else None,
            heading=heading_level(outline) if outline else style.heading,
            number=self.numbers.next(number, level) if listed else "",
            look=look,
        )

    # --- tables ----------------------------------------------------------------------------------------------------

    def _table(self, element: Element) -> VersionTable:
        found = list(_through(element, "tr"))
        grid = [self._row(row) for row in found]
        rows = []
        for index, (row, cells) in enumerate(zip(found, grid, strict=True)):
            shown = tuple(
                replace(cell, rows=1 + _continued(grid, index, cell))
                for cell, merge in cells
                if merge != "continue" or index == 0
            )
            header = is_on(value(row.find(name("w:trPr")), "w:tblHeader"))
            rows.append(VersionRow(shown, self.places[row], header))
        properties = element.find(name("w:tblPr"))
        columns = max((cell.column + cell.columns for cells in grid for cell, _ in cells), default=0)
        title, description = value(properties, "w:tblCaption"), value(properties, "w:tblDescription")
        return VersionTable(
            tuple(rows),
            self.places[element],
            columns,
            description=description or title,
            look=look(properties, without=_SIZES),
        )

    def _row(self, row: Element) -> list[tuple[VersionCell, str]]:
        """The row's cells with their merge: restart, continue or none."""
        before = value(row.find(name("w:trPr")), "w:gridBefore")
        column = int(before) if before.isdigit() else 0
        cells = []
        for element in _through(row, "tc"):
            properties = element.find(name("w:tcPr"))
            span = value(properties, "w:gridSpan")
            columns = max(int(span), 1) if span.isdigit() else 1
            merged = None if properties is None else properties.find(name("w:vMerge"))
            merge = "" if merged is None else (merged.get(name("w:val")) or "continue")
            shading = None if properties is None else properties.find(name("w:shd"))
            fill = "" if shading is None else shading.get(name("w:fill"), "")
            blocks = self.blocks(element)
            cells.append(
                (VersionCell(blocks, self.places[element], column, columns, 1, "" if fill == "auto" else fill), merge)
            )
            column += columns
        return cells

    # --- drawings --------------------------------------------------------------------------------------------------

    def _drawing(self, element: Element) -> str:
        """Note what is drawn as a block of its own, and say what it is."""
        locator = self.places.locators.get(element)
        if locator is None:
            return "object"
        if local(element) == "drawing":
            return self._modern(element, locator)
        words = "".join(item.get("string", "") for item in element.iter(name("v:textpath")))
        image = next(iter(element.iter(name("v:imagedata"))), None)
        if image is not None:
            return self._picture(image.get(name("r:id"), ""), locator, image.get("title", ""), None)
        self._boxes(element, locator, "")
        if local(element) == "object":
            self.uncovered.add("嵌入的物件（OLE）內容")
        return f"shape:{words}"

    def _modern(self, element: Element, locator: Locator) -> str:
        properties = next(iter(element.iter(name("wp:docPr"))), None)
        description = "" if properties is None else properties.get("descr", "") or properties.get("title", "")
        extent = next(iter(element.iter(name("wp:extent"))), None)
        rect = None
        if extent is not None and extent.get("cx", "").isdigit() and extent.get("cy", "").isdigit():
            rect = Rect(0.0, 0.0, int(extent.get("cx")) / EMU, int(extent.get("cy")) / EMU)
        reference = next(iter(element.iter(name("c:chart"))), None)
        if reference is not None:
            related = self.text.related.get(reference.get(name("r:id"), ""))
            found = charts.chart(self.package, related.target, locator, description) if related else None
            if found is not None:
                self._drawn.append(replace(found, rect=rect))
                return "chart"
        blip = next(iter(element.iter(name("a:blip"))), None)
        if blip is not None and next(iter(element.iter(name("w:txbxContent"))), None) is None:
            return self._picture(
                blip.get(name("r:embed"), "") or blip.get(name("r:link"), ""), locator, description, rect
            )
        if next(iter(element.iter(f"{{{_DIAGRAM}}}relIds")), None) is not None:
            self.uncovered.add("SmartArt 圖形的內容")
        self._boxes(element, locator, description)
        return "shape:"

    def _picture(self, relationship: str, locator: Locator, description: str, rect: Rect | None) -> str:
        related = self.text.related.get(relationship)
        digest = "" if related is None else related.target if related.external else self.package.digest(related.target)
        self._drawn.append(VersionPicture(digest, locator, description, rect))
        return f"picture:{digest}"

    def _boxes(self, element: Element, locator: Locator, description: str) -> None:
        """The text boxes in a drawing, each once, as shapes."""
        content = [box for box in _first_choice(element) if local(box) == "txbxContent"]
        drawn, self._drawn = self._drawn, []
        fields, self.text.fields = self.text.fields, []
        shapes = [
            VersionShape(description, self.blocks(box), self.places.locators.get(box, locator), description=description)
            for box in content
        ]
        self.text.fields = fields
        self._drawn = [*drawn, *self._drawn, *shapes]


_DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"


def page_setup(section: Element) -> str:
    """A page section's setup, for comparing: without the parts that its headers and footers stand in."""
    return canonical(section, without=("headerReference", "footerReference", "sectPrChange"))


def _first_choice(element: Element) -> Iterator[Element]:
    """The descendants, of alternatives only the first; what is inside a text box belongs to the box."""
    for child in choices(element):
        yield child
        if local(child) != "txbxContent":
            yield from _first_choice(child)


def _through(parent: Element, tag: str) -> Iterator[Element]:
    """The children of a tag, also those inside content controls."""
    for child in choices(parent):
        if local(child) == tag:
            yield child
        elif local(child) in _WRAPPERS:
            yield from _through(child, tag)


def _continued(grid: list[list[tuple[VersionCell, str]]], index: int, cell: VersionCell) -> int:
    """How many rows below `index` continue the cell."""
    count = 0
    for cells in grid[index + 1 :]:
        if not any(below.column == cell.column and merge == "continue" for below, merge in cells):
            break
        count += 1
    return count


def _captioned(blocks: list[VersionBlock]) -> tuple[VersionBlock, ...]:
    """Tables with the caption above them, charts with the one below or above."""
    for index, block in enumerate(blocks):
        if not isinstance(block, VersionTable | VersionChart):
            continue
        around = (
            [index - 1, index - 2, index + 1] if isinstance(block, VersionTable) else [index + 1, index - 1, index - 2]
        )
        for place in around:
            near = blocks[place] if 0 <= place < len(blocks) else None
            if isinstance(near, VersionParagraph) and near.style.lower() in {"caption", "標號"} and near.text.strip():
                blocks[index] = replace(block, caption=near.text.strip())
                break
    return tuple(blocks)
