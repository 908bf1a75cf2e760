"""The shapes of a slide in the order in which they are painted, groups taken apart, frames inherited from layouts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from ssnet_docs.model.layout import Rect
from ssnet_docs.model.version import (
    VersionBlock,
    VersionCell,
    VersionParagraph,
    VersionPicture,
    VersionRow,
    VersionShape,
    VersionTable,
)
from ssnet_docs.readers import charts
from ssnet_docs.readers.drawing_text import colour, paragraphs
from ssnet_docs.readers.markup import EMU, Places, choices, is_on, local, look, name, rectangle
from ssnet_docs.readers.package import Element, OpenPackage, Related

DEEPEST_GROUPS = 40

Placed = Callable[[Rect], Rect]
"""From a group's own coordinates to the slide's."""


@dataclass(slots=True)
class ShapeReader:
    """Reads one slide's shapes. `frames` are the layout's placeholders by idx and by type."""

    package: OpenPackage
    part: str
    root: Element
    frames: dict[str, Rect]
    places: Places = field(init=False)
    related: dict[str, Related] = field(init=False)
    uncovered: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.places = Places(self.root, self.part)
        self.related = self.package.related(self.part)

    def blocks(self, tree: Element | None) -> Iterator[VersionBlock]:
        """The shapes below a shape tree."""
        if tree is not None:
            yield from self._blocks(tree, lambda rect: rect, 0)

    def _blocks(self, tree: Element, placed: Placed, depth: int) -> Iterator[VersionBlock]:
        if depth > DEEPEST_GROUPS:
            self.uncovered.add(f"超過 {DEEPEST_GROUPS} 層的群組")
            return
        for child in choices(tree):
            match local(child):
                case "sp" | "cxnSp":
                    yield self._shape(child, placed)
                case "grpSp":
                    yield from self._blocks(child, _inside(child, placed), depth + 1)
                case "pic":
                    yield self._picture(child, placed)
                case "graphicFrame":
                    yield from self._frame(child, placed)
                case "contentPart":
                    self.uncovered.add("手寫筆跡")

    def _shape(self, element: Element, placed: Placed) -> VersionShape:
        properties = element.find(name("p:spPr"))
        holder = _placeholder(element)
        kind, index = (holder.get("type", "obj"), holder.get("idx", "")) if holder is not None else ("", "")
        rect = rectangle(None if properties is None else properties.find(name("a:xfrm")))
        if rect is None and holder is not None:
            rect = self.frames.get(f"#{index}") or self.frames.get(kind)
        elif rect is not None:
            rect = placed(rect)
        return VersionShape(
            name=_named(element),
            blocks=paragraphs(element.find(name("p:txBody")), self.places, self.related),
            locator=self.places[element],
            rect=rect,
            placeholder=kind,
            geometry=_geometry(properties, element),
            fill=_fill(properties),
            description=_described(element),
        )

    def _picture(self, element: Element, placed: Placed) -> VersionPicture:
        blip = next(iter(element.iter(name("a:blip"))), None)
        embedded = "" if blip is None else blip.get(name("r:embed"), "") or blip.get(name("r:link"), "")
        related = self.related.get(embedded)
        digest = "" if related is None else related.target if related.external else self.package.digest(related.target)
        if any(local(item) in {"videoFile", "audioFile", "wavAudioFile"} for item in element.iter()):
            self.uncovered.add("影片與聲音的內容")
        rect = rectangle(element.find(f"{name('p:spPr')}/{name('a:xfrm')}"))
        return VersionPicture(digest, self.places[element], _described(element), placed(rect) if rect else None)

    def _frame(self, element: Element, placed: Placed) -> Iterator[VersionBlock]:
        rect = rectangle(element.find(name("p:xfrm")))
        rect = placed(rect) if rect else None
        table = next(iter(element.iter(name("a:tbl"))), None)
        if table is not None:
            yield self._table(table, element, rect)
            return
        reference = next(iter(element.iter(name("c:chart"))), None)
        if reference is not None:
            related = self.related.get(reference.get(name("r:id"), ""))
            locator = self.places[element]
            found = charts.chart(self.package, related.target, locator, _described(element)) if related else None
            if found is not None:
                yield replace(found, rect=rect)
                return
        yield self._diagram(element, rect)

    def _diagram(self, element: Element, rect: Rect | None) -> VersionShape:
        """A SmartArt graphic by its texts, or another embedded object by its name."""
        reference = next((item for item in element.iter() if local(item) == "relIds"), None)
        blocks: tuple[VersionParagraph, ...] = ()
        if reference is not None:
            related = self.related.get(reference.get(name("r:dm"), ""))
            root = self.package.xml(related.target) if related else None
            if root is not None and related is not None:
                places = Places(root, related.target)
                bodies = [item for item in root.iter() if local(item) == "t" and item.find(name("a:p")) is not None]
                blocks = tuple(one for body in bodies for one in paragraphs(body, places, {}))
            self.uncovered.add("SmartArt 圖形的版面")
        else:
            self.uncovered.add("嵌入的物件（OLE）內容")
        return VersionShape(
            _named(element), blocks, self.places[element], rect, geometry="object", description=_described(element)
        )

    def _table(self, table: Element, frame: Element, rect: Rect | None) -> VersionTable:
        properties = table.find(name("a:tblPr"))
        header = properties is not None and is_on(properties.get("firstRow", ""))
        rows = []
        for index, row in enumerate(table.iterfind(name("a:tr"))):
            cells = tuple(
                VersionCell(
                    paragraphs(cell.find(name("a:txBody")), self.places, self.related),
                    self.places[cell],
                    column,
                    _count(cell, "gridSpan"),
                    _count(cell, "rowSpan"),
                    colour(cell.find(f"{name('a:tcPr')}/{name('a:solidFill')}")),
                )
                for column, cell in enumerate(row.iterfind(name("a:tc")))
                if not is_on(cell.get("hMerge", "")) and not is_on(cell.get("vMerge", ""))
            )
            rows.append(VersionRow(cells, self.places[row], header and index == 0))
        columns = len(table.findall(f"{name('a:tblGrid')}/{name('a:gridCol')}"))
        return VersionTable(
            tuple(rows),
            self.places[frame],
            columns,
            caption=_named(frame),
            description=_described(frame),
            rect=rect,
            look=look(properties),
        )


def placeholder_frames(package: OpenPackage, layout: str) -> dict[str, Rect]:
    """The frames of the placeholders that slides of a layout inherit, by #idx and by type, its master's where it has
    none of its own."""
    masters = [item.target for item in package.related(layout).values() if item.kind == "slideMaster"]
    frames: dict[str, Rect] = {}
    for part in [*masters, layout]:
        root = package.xml(part)
        for shape in root.iter(name("p:sp")) if root is not None else ():
            holder = _placeholder(shape)
            if holder is None:
                continue
            kind = holder.get("type", "obj")
            rect = rectangle(shape.find(f"{name('p:spPr')}/{name('a:xfrm')}"))
            rect = rect or frames.get(kind) or frames.get({"ctrTitle": "title", "subTitle": "body"}.get(kind, "body"))
            if rect is not None:
                frames[kind] = rect
                if part == layout:
                    frames[f"#{holder.get('idx', '')}"] = rect
    return frames


def _placeholder(element: Element) -> Element | None:
    return element.find(f"{name('p:nvSpPr')}/{name('p:nvPr')}/{name('p:ph')}")


def _properties(element: Element) -> Element | None:
    first = next(iter(element), None)
    return None if first is None else first.find(name("p:cNvPr"))


def _named(element: Element) -> str:
    properties = _properties(element)
    return "" if properties is None else str(properties.get("name", ""))


def _described(element: Element) -> str:
    properties = _properties(element)
    return "" if properties is None else str(properties.get("descr", ""))


def _geometry(properties: Element | None, element: Element) -> str:
    if properties is None:
        return ""
    preset = properties.find(name("a:prstGeom"))
    if preset is not None:
        return str(preset.get("prst", ""))
    if properties.find(name("a:custGeom")) is not None:
        return "custom"
    return "line" if local(element) == "cxnSp" else ""


def _fill(properties: Element | None) -> str:
    if properties is None:
        return ""
    if properties.find(name("a:noFill")) is not None:
        return "none"
    return colour(properties.find(name("a:solidFill")))


def _count(cell: Element, attribute: str) -> int:
    text = cell.get(attribute, "1")
    return max(int(text), 1) if text.isdigit() else 1


def _inside(group: Element, placed: Placed) -> Placed:
    """The coordinates inside a group (a:chOff, a:chExt) as the slide's."""
    transform = group.find(f"{name('p:grpSpPr')}/{name('a:xfrm')}")
    outer = rectangle(transform)
    offset = None if transform is None else transform.find(name("a:chOff"))
    extent = None if transform is None else transform.find(name("a:chExt"))
    if outer is None or offset is None or extent is None:
        return placed
    try:
        x, y = int(offset.get("x", "0")) / EMU, int(offset.get("y", "0")) / EMU
        across, down = int(extent.get("cx", "0")) / EMU, int(extent.get("cy", "0")) / EMU
    except ValueError:
        return placed
    wide = outer.width / across if across else 1.0
    high = outer.height / down if down else 1.0

    def inner(rect: Rect) -> Rect:
        return placed(
            Rect(outer.x + (rect.x - x) * wide, outer.y + (rect.y - y) * high, rect.width * wide, rect.height * high)
        )

    return inner
