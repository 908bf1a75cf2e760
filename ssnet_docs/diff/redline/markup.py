"""The elements that tracked changes are made of, and how elements are compared."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
AUTHOR = "ssnet"

_UNSEEN = ("proofErr", "lastRenderedPageBreak", "permStart", "permEnd")
_COMMENTS = ("commentRangeStart", "commentRangeEnd", "commentReference")
_DRAWN = (
    "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr",
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}cNvPr",
)
_BY_LOT = ("paraId", "textId")


class UnprovableError(Exception):
    """Tracked changes of this shape cannot say it; it is then said by a deletion and an insertion of the whole."""


@dataclass
class Stamp:
    """Makes revision elements, each with an id of its own, the author and the date."""

    date: str
    last: int = 0

    def make(self, tag: str) -> Element:
        """An element w:`tag` with the attributes of a revision."""
        self.last += 1
        item = element(tag)
        item.set(f"{W}id", str(self.last))
        item.set(f"{W}author", AUTHOR)
        item.set(f"{W}date", self.date)
        return item


def element(tag: str, **attributes: str) -> Element:
    """An element w:`tag` with attributes of the same namespace."""
    from lxml import etree

    item = etree.Element(f"{W}{tag}", nsmap={"w": W[1:-1]})
    for name, value in attributes.items():
        item.set(f"{W}{name}", value)
    return item


def cleaned(root: Element, *, comments: bool) -> Element:
    """`root` without what has no meaning of its own; with `comments` also without comments and their marks."""
    for item in list(root.iter(*(f"{W}{name}" for name in (*_UNSEEN, *(_COMMENTS if comments else ()))))):
        holder = item.getparent()
        if holder is None:
            continue
        holder.remove(item)
        if (
            holder.tag == f"{W}r"
            and not [one for one in holder if one.tag != f"{W}rPr"]
            and holder.getparent() is not None
        ):
            holder.getparent().remove(holder)
    for item in root.iter():
        for name in [name for name in item.attrib if _drawn(str(name))]:
            del item.attrib[name]
    return root


def _drawn(name: str) -> bool:
    plain = name.rpartition("}")[2]
    return plain.startswith("rsid") or plain in _BY_LOT


def signature(item: Element | None) -> bytes:
    """What an element says, for comparing; b"" for none and for empty properties."""
    from lxml import etree

    if item is None or (len(item) == 0 and item.tag.endswith("Pr")):
        return b""
    return bytes(etree.tostring(item, method="c14n", exclusive=True, with_tail=False))


def drawn_signature(item: Element) -> bytes:
    """As `signature`, without the numbers and names that programs give to drawings."""
    if next(item.iter(*_DRAWN), None) is None:
        return signature(item)
    made = copied(item)
    for one in made.iter(*_DRAWN):
        one.attrib.pop("id", None)
        one.attrib.pop("name", None)
    return signature(made)


def number_drawings(root: Element) -> None:
    """Give drawings that have the number of an earlier one another: old and new ones now stand in one document."""
    seen: set[str] = set()
    for item in root.iter(_DRAWN[0]):
        number = item.get("id", "0")
        while number in seen:
            number = str(int(number) + 1_000)
        seen.add(number)
        item.set("id", number)


def local(item: Element) -> str:
    """The element's name without its namespace."""
    return str(item.tag).rpartition("}")[2] if isinstance(item.tag, str) else ""


def copied(item: Element) -> Element:
    """A copy without the text that follows the element."""
    made = deepcopy(item)
    made.tail = None
    return made


def changed_properties(stamp: Stamp, old: Element | None, new: Element | None, tag: str) -> Element | None:
    """Properties (w:tblPr, w:trPr, w:tcPr …) as they are with what they were; None where neither has any."""
    if signature(old) == signature(new):
        return None if new is None else copied(new)
    made = element(tag) if new is None else copied(new)
    change = stamp.make(f"{tag}Change")
    change.append(element(tag) if old is None else copied(old))
    made.append(change)
    return made
