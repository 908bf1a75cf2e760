"""Reads any PowerPoint deck as a version: its slides in order, with their shapes and speaker notes."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable

from ssnet_docs.model.layout import Rect
from ssnet_docs.model.version import Version, VersionParagraph, VersionSection, VersionShape
from ssnet_docs.readers import unread
from ssnet_docs.readers.docx import core_title
from ssnet_docs.readers.drawing_text import paragraphs
from ssnet_docs.readers.markup import EMU, Places, canonical, local, name
from ssnet_docs.readers.package import Element, OpenPackage
from ssnet_docs.readers.pptx_shapes import ShapeReader, placeholder_frames

_TITLES = {"title", "ctrTitle"}
_MOVING = {"timing": "動畫", "transition": "轉場"}
_UNCOVERED = {"comments": "註解", "comment": "註解", "commentAuthors": "", "tags": ""}
_NUMBERS = re.compile(r"\d+")


def read(package: OpenPackage, label: str) -> Version:
    """The deck in the package. Raises ContentError for a damaged one."""
    return _Reader(package, label).version()


class _Reader:
    def __init__(self, package: OpenPackage, label: str) -> None:
        self.package = package
        self.label = label
        self.main = package.main
        self.related = package.related(self.main)
        self.uncovered: set[str] = set()
        self.keys: Counter[str] = Counter()
        self.frames: dict[str, dict[str, Rect]] = {}
        self.layouts: dict[str, str] = {}

    def version(self) -> Version:
        root = self.package.xml(self.main)
        listed = () if root is None else root.iterfind(f"{name('p:sldIdLst')}/{name('p:sldId')}")
        parts = [
            self.related[item.get(name("r:id"))].target for item in listed if item.get(name("r:id")) in self.related
        ]
        slides = [self._slide(part, number) for number, part in enumerate(parts, start=1) if self.package.has(part)]
        size = None if root is None else root.find(name("p:sldSz"))
        sides = ("", "") if size is None else (size.get("cx", ""), size.get("cy", ""))
        width, height = (int(side) / EMU if side.isdigit() else 0.0 for side in sides)
        return Version(
            label=self.label,
            kind="deck",
            sections=tuple(slides),
            title=core_title(self.package),
            theme=self._theme(),
            size=(width, height),
            aspects=tuple(self._aspects()),
            uncovered=tuple(sorted(self.uncovered)),
            unread=unread.of(self.package, root),
        )

    def _slide(self, part: str, number: int) -> VersionSection:
        root = self.package.xml(part)
        tree = None if root is None else root.find(name("p:cSld"))
        if root is None or tree is None:
            return VersionSection(f"slide-{number}", "", number, (), "slide")
        related = self.package.related(part)
        layout = next((item.target for item in related.values() if item.kind == "slideLayout"), "")
        reader = ShapeReader(self.package, part, root, self._frames(layout))
        blocks = tuple(reader.blocks(tree.find(name("p:spTree"))))
        self.uncovered |= reader.uncovered
        self.uncovered |= {_MOVING[local(child)] for child in root if local(child) in _MOVING}
        self.uncovered |= {_UNCOVERED[item.kind] for item in related.values() if _UNCOVERED.get(item.kind)}
        if tree.find(name("p:bg")) is not None:
            self.uncovered.add("投影片背景")
        title = next(
            (
                block.text.strip()
                for block in blocks
                if isinstance(block, VersionShape) and block.placeholder in _TITLES
            ),
            "",
        )
        key = tree.get("name", "") or title or f"slide-{number}"
        self.keys[key] += 1
        notes = next((item.target for item in related.values() if item.kind == "notesSlide"), "")
        return VersionSection(
            key=key if self.keys[key] == 1 else f"{key}#{self.keys[key]}",
            title=" ".join(title.split()),
            number=number,
            blocks=blocks,
            kind="slide",
            layout=self.layouts.get(layout, ""),
            hidden=root.get("show", "1") in {"0", "false"},
            notes=self._notes(notes),
        )

    def _frames(self, layout: str) -> dict[str, Rect]:
        if layout not in self.frames:
            self.frames[layout] = placeholder_frames(self.package, layout) if layout else {}
            root = self.package.xml(layout) if layout else None
            tree = None if root is None else root.find(name("p:cSld"))
            self.layouts[layout] = "" if tree is None else tree.get("name", "")
        return self.frames[layout]

    def _notes(self, part: str) -> tuple[VersionParagraph, ...]:
        root = self.package.xml(part) if part else None
        if root is None:
            return ()
        places, related = Places(root, part), self.package.related(part)
        found: list[VersionParagraph] = []
        for shape in root.iter(name("p:sp")):
            holder = shape.find(f"{name('p:nvSpPr')}/{name('p:nvPr')}/{name('p:ph')}")
            if holder is not None and holder.get("type", "") == "body":
                found += paragraphs(shape.find(name("p:txBody")), places, related)
        return tuple(found)

    def _theme(self) -> str:
        found = next((item.target for item in self.related.values() if item.kind == "theme"), "")
        root = self.package.xml(found) if found else None
        return "" if root is None else root.get("name", "")

    def _aspects(self) -> Iterable[tuple[str, str]]:
        """Theme, masters and layouts as digests of what they say."""
        masters = sorted((item.target for item in self.related.values() if item.kind == "slideMaster"), key=_by_number)
        themes = [part for part in (self._of(master, "theme") for master in masters) if part]
        layouts = [
            item.target
            for master in masters
            for item in self.package.related(master).values()
            if item.kind == "slideLayout"
        ]
        for title, parts in (
            ("佈景主題", themes),
            ("投影片母片", masters),
            ("版面配置", sorted(layouts, key=_by_number)),
        ):
            roots = [root for part in parts if (root := self.package.xml(part)) is not None]
            yield title, hashlib.sha256("\n".join(sorted(_shape_of(root) for root in roots)).encode()).hexdigest()[:16]

    def _of(self, part: str, kind: str) -> str:
        return next((item.target for item in self.package.related(part).values() if item.kind == kind), "")


def _shape_of(root: Element) -> str:
    """A part as text without what only numbers or links it."""
    for element in root.iter():
        if local(element) in {"cNvPr", "sldLayoutId", "creationId"}:
            element.attrib.pop("id", None)
            for key in [key for key in element.attrib if key.endswith("}id")]:
                element.attrib.pop(key)
    return canonical(root, without=("extLst", "sldLayoutIdLst", "blip"))


def _by_number(part: str) -> tuple[str, int]:
    numbers = _NUMBERS.findall(part)
    return _NUMBERS.sub("", part), int(numbers[-1]) if numbers else 0
