"""The changed characters of a slide's paragraphs underlined, whatever their colour and ground are."""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lxml import etree

from ssnet_docs.diff.review import Entry
from ssnet_docs.diff.review_copy.shapes import COLOUR
from ssnet_docs.diff.spots import changed_ranges
from ssnet_docs.model.version import Locator
from ssnet_docs.readers.markup import choices, local, name
from ssnet_docs.readers.package import Element

_BEFORE = {
    *("ln", "noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill"),
    *("effectLst", "effectDag", "highlight"),
}
"""What stands in `a:rPr` before an underline's line and fill (ECMA-376 part 1, CT_TextCharacterProperties)."""

_REPLACED = {"uLnTx", "uLn", "uFillTx", "uFill"}

Ranges = Mapping[Locator, Sequence[tuple[int, int]]]


def changed(entries: Iterable[Entry]) -> Ranges:
    """The changed characters of the new deck's paragraphs."""
    found: dict[Locator, list[tuple[int, int]]] = defaultdict(list)
    for entry in entries:
        for place in entry.change.places:
            if place.new_locator is not None and place.new_locator.tag == "a:p" and place.new_range is not None:
                found[place.new_locator] += changed_ranges(entry.change, place.new_text, place.new_range, "new")
    return found


def underline(root: Element, part: str, ranges: Ranges) -> bool:
    """Underline them on a slide; returns whether there was anything to do."""
    wanted = {locator.number: found for locator, found in ranges.items() if locator.part == part}
    paragraphs = [(item, wanted[at]) for at, item in enumerate(root.iter(name("a:p"))) if at in wanted]
    for paragraph, found in paragraphs:
        at = 0
        for child in list(choices(paragraph)):
            length = _length(child)
            if local(child) == "r" and length:
                inside = {index - at for start, end in found for index in range(max(start, at), min(end, at + length))}
                if inside:
                    _split(child, inside)
            at += length
    return bool(paragraphs)


def _length(child: Element) -> int:
    """How many characters a child of a paragraph counts in the text that was compared."""
    tag = local(child)
    if tag in {"br", "m"} or (tag == "fld" and child.get("type") == "slidenum"):
        return 1
    text = child.find(name("a:t")) if tag in {"r", "fld"} else None
    return 0 if text is None else len(text.text or "")


def _split(run: Element, inside: set[int]) -> None:
    """Cut a run where the underline begins and ends."""
    text = run.find(name("a:t")).text
    pieces = []
    for start, end, marked in _stretches(len(text), inside):
        piece = copy.deepcopy(run)
        piece.find(name("a:t")).text = text[start:end]
        if marked:
            _mark(piece)
        pieces.append(piece)
    parent = run.getparent()
    at = parent.index(run)
    parent.remove(run)
    for offset, piece in enumerate(pieces):
        parent.insert(at + offset, piece)


def _stretches(length: int, inside: set[int]) -> Iterator[tuple[int, int, bool]]:
    start = 0
    for at in range(1, length + 1):
        if at == length or (at in inside) != (start in inside):
            yield start, at, start in inside
            start = at


def _mark(run: Element) -> None:
    properties = run.find(name("a:rPr"))
    if properties is None:
        properties = etree.Element(name("a:rPr"))
        run.insert(0, properties)
    for child in [child for child in properties if local(child) in _REPLACED]:
        properties.remove(child)
    properties.set("u", "heavy")
    fill = etree.Element(name("a:uFill"))
    solid = etree.SubElement(fill, name("a:solidFill"))
    etree.SubElement(solid, name("a:srgbClr"), {"val": COLOUR})
    at = max((index + 1 for index, child in enumerate(properties) if local(child) in _BEFORE), default=0)
    properties.insert(at, fill)
