"""A written file part by part, as the checks of accessibility and package see it: this program's own, or anybody's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from io import BytesIO
from typing import Any

from ssnet_docs.model.errors import ContentError
from ssnet_docs.model.layout import Rect
from ssnet_docs.readers.package import OpenPackage, Related

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"

EMU_PER_POINT = 12_700
FURNITURE = frozenset(("ftr", "sldNum", "dt", "hdr"))
"""Kinds of placeholders that a master repeats on every slide."""

_BODY_LEVEL = 9
"""The outline level of body text, ECMA-376 part 1, 17.3.1.20."""
_CHAIN = 20
"""How many styles may be based on each other."""

Element = Any
"""An lxml element; lxml has no types."""


class Written:
    """The parts of a .pptx or .docx, each parsed once. Raises ContentError for what is no Office file."""

    def __init__(self, data: bytes, label: str) -> None:
        self.package = OpenPackage.open(BytesIO(data), label)
        self.main = self.package.main
        self._related: dict[str, Mapping[str, Related]] = {}
        self._roots: dict[str, Element | None] = {}
        self.damaged: dict[str, str] = {}

    @property
    def is_deck(self) -> bool:
        return self.package.type_of(self.main).endswith("presentation.main+xml")

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of all files in the package, folders left out."""
        return tuple(dict.fromkeys(self.stored))

    @cached_property
    def stored(self) -> tuple[str, ...]:
        """The same as they are stored, one that is stored twice twice."""
        names = (entry.filename for entry in self.package.archive.infolist())
        return tuple(name.lstrip("/") for name in names if not name.endswith("/"))

    def related_to(self, part: str) -> Mapping[str, Related]:
        """The relationships of a part (the package's own for '') by id, read once."""
        if part not in self._related:
            try:
                self._related[part] = self.package.related(part)
            except ContentError:  # a damaged part is `package-parts`' to tell
                self._related[part] = {}
        return self._related[part]

    def root(self, name: str) -> Element | None:
        """The root of an XML part; None where there is none, or where no parser reads it (`damaged` says why)."""
        if name not in self._roots:
            try:
                self._roots[name] = self.package.xml(name)
            except ContentError as error:
                self.damaged[name] = error.message
                self._roots[name] = None
        return self._roots[name]

    @cached_property
    def slides(self) -> tuple[str, ...]:
        """The parts of the slides in the order of the presentation, hidden ones too; none for a report."""
        root = self.root(self.main)
        if root is None or not self.is_deck:
            return ()
        related = self.related_to(self.main)
        ids = (item.get(f"{R}id", "") for item in root.iterfind(f"{P}sldIdLst/{P}sldId"))
        return tuple(related[one].target for one in ids if one in related)

    def related(self, part: str, kind: str) -> str | None:
        """The part that `part` is related to by the first relationship of a kind (its last word)."""
        return next((one.target for one in self.related_to(part).values() if one.kind == kind), None)

    @cached_property
    def styles(self) -> dict[str, Element]:
        """The styles of a Word document by id."""
        name = self.related(self.main, "styles")
        root = self.root(name) if name else None
        return {} if root is None else {one.get(f"{W}styleId", ""): one for one in root.iterfind(f"{W}style")}

    @property
    def body(self) -> Element | None:
        """The body of a Word document."""
        root = self.root(self.main)
        return None if root is None or self.is_deck else root.find(f"{W}body")


def shown_parts(written: Written) -> Iterator[tuple[int, Element]]:
    """The roots of the parts with a document's text: the slides with their numbers from 1, or a report's with 0."""
    if written.is_deck:
        numbered = list(enumerate(written.slides, 1))
    else:
        kinds = ("header", "footer", "footnotes", "endnotes")
        related = written.related_to(written.main).values()
        numbered = [(0, written.main), *((0, one.target) for one in related if one.kind in kinds)]
    for number, part in numbered:
        root = written.root(part)
        if root is not None:
            yield number, root


# --- slides --------------------------------------------------------------------------------------------------------


def shapes(slide: Element) -> Iterator[Element]:
    """The shapes of a slide in their order, groups as one; those that are marked as decoration are left out."""
    tree = slide.find(f"{P}cSld/{P}spTree")
    for shape in tree if tree is not None else ():
        if shape.tag in _SHAPES and not is_decorative(shape):
            yield shape


_SHAPES = {f"{P}{name}" for name in ("sp", "grpSp", "graphicFrame", "pic", "cxnSp")}


def identity(shape: Element) -> Element | None:
    """`p:cNvPr` of a shape: its id, name and alternative text."""
    return shape.find(f"*/{P}cNvPr")


def name_of(shape: Element) -> str:
    """How the shape is called in PowerPoint's selection pane."""
    found = identity(shape)
    return "" if found is None else found.get("name", "")


def is_decorative(shape: Element) -> bool:
    found = identity(shape)
    return found is not None and any(item.get("val") in {"1", "true"} for item in found.iter(_DECORATIVE))


def placeholder(shape: Element) -> str | None:
    """The kind of a placeholder (title, body, obj …); None for other shapes."""
    found = shape.find(f"*/{P}nvPr/{P}ph")
    return None if found is None else found.get("type", "obj")


def is_title(shape: Element) -> bool:
    return placeholder(shape) in {"title", "ctrTitle"}


def text_of(shape: Element) -> str:
    """The text of a shape or of all shapes in a group."""
    return "\n".join("".join(node.text or "" for node in item.iter(f"{A}t")) for item in shape.iter(f"{A}p")).strip()


def rect_of(shape: Element) -> Rect | None:
    """The frame of a shape in points; None where it has that of its layout."""
    for path in (f"{P}spPr/{A}xfrm", f"{P}grpSpPr/{A}xfrm", f"{P}xfrm"):
        found = shape.find(path)
        offset = found.find(f"{A}off") if found is not None else None
        extent = found.find(f"{A}ext") if found is not None else None
        if offset is not None and extent is not None:
            numbers = (offset.get("x"), offset.get("y"), extent.get("cx"), extent.get("cy"))
            try:
                return Rect(*(int(number) / EMU_PER_POINT for number in numbers))
            except (TypeError, ValueError):
                return None
    return None


# --- Word ----------------------------------------------------------------------------------------------------------


def paragraph_text(paragraph: Element) -> str:
    """The text of a Word paragraph; what was deleted or is a field's code is left out."""
    return "".join(node.text or "" for node in paragraph.iter(f"{W}t")).strip()


def heading_level(written: Written, paragraph: Element) -> int | None:
    """The level of a heading, 1 to 9, from the paragraph or the styles that it is based on; None for other text."""
    own = paragraph.find(f"{W}pPr/{W}outlineLvl")
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    name = style.get(f"{W}val") if style is not None else None
    for _ in range(_CHAIN):
        if own is not None:
            value = own.get(f"{W}val", "")
            return int(value) + 1 if value.isdigit() and int(value) < _BODY_LEVEL else None
        found = written.styles.get(name or "")
        if found is None:
            return None
        own = found.find(f"{W}pPr/{W}outlineLvl")
        based = found.find(f"{W}basedOn")
        name = based.get(f"{W}val") if based is not None else None
    return None


def has_han(text: str) -> bool:
    """Whether a text holds a Han character."""
    return any("\u3400" <= one <= "\u9fff" or "\U00020000" <= one <= "\U0003ffff" for one in text)
