"""Names of OOXML and of elements' places, shared by the readers of both formats."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

from ssnet_docs.model.layout import Rect
from ssnet_docs.model.version import Locator
from ssnet_docs.readers.package import Element

_OFFICE = "http://schemas.openxmlformats.org"
NAMESPACES = {
    "w": f"{_OFFICE}/wordprocessingml/2006/main",
    "p": f"{_OFFICE}/presentationml/2006/main",
    "a": f"{_OFFICE}/drawingml/2006/main",
    "c": f"{_OFFICE}/drawingml/2006/chart",
    "r": f"{_OFFICE}/officeDocument/2006/relationships",
    "wp": f"{_OFFICE}/drawingml/2006/wordprocessingDrawing",
    "pic": f"{_OFFICE}/drawingml/2006/picture",
    "m": f"{_OFFICE}/officeDocument/2006/math",
    "dgm": f"{_OFFICE}/drawingml/2006/diagram",
    "mc": f"{_OFFICE}/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "p14": "http://schemas.microsoft.com/office/powerpoint/2010/main",
}
EMU = 12700
"""English metric units in a point."""


def name(prefixed: str) -> str:
    """The full name of a prefixed one: w:p as lxml knows it."""
    prefix, _, local = prefixed.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def local(element: Element) -> str:
    """An element's name without its namespace; '' for comments and processing instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def value(element: Element | None, prefixed: str) -> str:
    """The `val` of a child, '' where the child is not there, '1' where it has none."""
    child = None if element is None else element.find(name(prefixed))
    if child is None:
        return ""
    found = child.get(name("w:val"))
    return str(found if found is not None else child.get("val", "1"))


def is_on(text: str) -> bool:
    """Whether a switch's value means yes; '' (not there) means no."""
    return text not in {"", "0", "false", "off", "none"}


def canonical(element: Element, *, without: Iterable[str] = ()) -> str:
    """An element as short text for comparing: names without prefix, attributes in order, children inside."""
    left_out = set(without)
    attributes = sorted((key.rpartition("}")[2], text) for key, text in element.attrib.items())
    kept = [f"{key}={text}" for key, text in attributes if not key.startswith("rsid")]
    inner = [canonical(child) for child in element if isinstance(child.tag, str) and local(child) not in left_out]
    text = (element.text or "").strip()
    return f"{local(element)}({','.join([*kept, *inner, *([text] if text else [])])})"


def look(element: Element | None, *, without: Iterable[str] = ()) -> str:
    """What an element says of the look, as a digest; '' where it is not there."""
    return "" if element is None else hashlib.sha256(canonical(element, without=without).encode()).hexdigest()[:16]


def choices(element: Element) -> Iterator[Element]:
    """The children, with what markup compatibility offers in several forms (ECMA-376 part 3) once."""
    for child in element:
        if child.tag == name("mc:AlternateContent"):
            chosen = child.find(name("mc:Choice"))
            chosen = chosen if chosen is not None else child.find(name("mc:Fallback"))
            if chosen is not None:
                yield from choices(chosen)
        elif isinstance(child.tag, str):
            yield child


class Places:
    """Where the elements of a part stand, for their locators. Holds the elements, so that lxml keeps them the same."""

    TAGS = (
        *("w:p", "w:tbl", "w:tr", "w:tc", "w:drawing", "w:pict", "w:object", "w:txbxContent"),
        *("a:p", "a:tr", "a:tc", "p:sp", "p:pic", "p:graphicFrame", "p:cxnSp", "p:contentPart", "c:chart"),
    )

    def __init__(self, root: Element, part: str) -> None:
        self.part = part
        self.locators: dict[Element, Locator] = {}
        tags = {name(tag): tag for tag in self.TAGS}
        counts: Counter[str] = Counter()
        for element in root.iter(*tags):
            tag = tags[element.tag]
            self.locators[element] = Locator(part, tag, counts[tag])
            counts[tag] += 1

    def __getitem__(self, element: Element) -> Locator:
        return self.locators[element]


def rectangle(transform: Element | None) -> Rect | None:
    """The frame that `a:xfrm` or `p:xfrm` gives, in points; None where it gives none."""
    if transform is None:
        return None
    offset, extent = transform.find(name("a:off")), transform.find(name("a:ext"))
    if offset is None or extent is None:
        return None
    try:
        numbers = [int(item) for item in (offset.get("x"), offset.get("y"), extent.get("cx"), extent.get("cy"))]
    except (TypeError, ValueError):
        return None
    x, y, width, height = (number / EMU for number in numbers)
    return Rect(x, y, width, height)
