"""Tracked changes that a file already has, taken as accepted, so that one version is compared with another.

ECMA-376 part 1, 17.13.5. The tree is changed in place.
"""

from __future__ import annotations

from ssnet_docs.readers.markup import name
from ssnet_docs.readers.package import Element

_UNWRAPPED = tuple(name(tag) for tag in ("w:ins", "w:moveTo"))
_REMOVED = tuple(name(tag) for tag in ("w:del", "w:moveFrom"))
_MARKS = tuple(
    name(tag)
    for tag in (
        *("w:moveFromRangeStart", "w:moveFromRangeEnd", "w:moveToRangeStart", "w:moveToRangeEnd"),
        *("w:customXmlInsRangeStart", "w:customXmlInsRangeEnd", "w:customXmlDelRangeStart", "w:customXmlDelRangeEnd"),
        *("w:rPrChange", "w:pPrChange", "w:tblPrChange", "w:trPrChange", "w:tcPrChange", "w:sectPrChange"),
        *("w:tblGridChange", "w:tblPrExChange", "w:numberingChange"),
    )
)
_MARK_PROPERTIES, _PROPERTIES = name("w:rPr"), name("w:pPr")
_PARAGRAPH, _ROW, _CELL = name("w:p"), name("w:tr"), name("w:tc")


def accept(root: Element) -> bool:
    """Accept all tracked changes below `root`; returns whether there were any."""
    found = False
    for mark in list(root.iter(*_MARKS)):
        _drop(mark)
        found = True
    for row in list(root.iter(_ROW)):
        properties = row.find(name("w:trPr"))
        if properties is not None and properties.find(name("w:del")) is not None:
            _drop(row)
            found = True
    for cell in list(root.iter(_CELL)):
        properties = cell.find(name("w:tcPr"))
        if properties is not None and properties.find(name("w:cellDel")) is not None:
            _drop(cell)
            found = True
    joined = [paragraph for paragraph in root.iter(_PARAGRAPH) if _mark_removed(paragraph)]
    for element in list(root.iter(*_REMOVED)):
        if element.getparent().tag != _MARK_PROPERTIES:
            _drop(element)
        found = True
    for element in list(root.iter(*_UNWRAPPED)):
        _unwrap(element)
        found = True
    for paragraph in joined:
        _join(paragraph)
    for table in list(root.iter(name("w:tbl"))):
        if table.find(f".//{_ROW}") is None:
            _drop(table)
    return found


def _mark_removed(paragraph: Element) -> bool:
    """Whether the paragraph's mark was deleted or moved away, so that the paragraph runs on into the next."""
    properties = paragraph.find(_PROPERTIES)
    mark = None if properties is None else properties.find(_MARK_PROPERTIES)
    return mark is not None and any(mark.find(tag) is not None for tag in _REMOVED)


def _join(paragraph: Element) -> None:
    """Put what is left of the paragraph before what stands in the next one, whose properties hold."""
    following = paragraph.getnext()
    while following is not None and following.tag != _PARAGRAPH and following.tag != name("w:tbl"):
        following = following.getnext()
    content = [child for child in paragraph if child.tag != _PROPERTIES]
    if following is None or following.tag != _PARAGRAPH:
        if not any(child.tag in {name("w:r"), name("w:hyperlink")} for child in content) and _may_go(paragraph):
            _drop(paragraph)
        return
    place = 0 if following.find(_PROPERTIES) is None else 1
    for offset, child in enumerate(content):
        following.insert(place + offset, child)
    _drop(paragraph)


def _may_go(paragraph: Element) -> bool:
    """Whether the paragraph is not the last of its cell, which must have one."""
    parent = paragraph.getparent()
    return parent.tag != _CELL or sum(1 for child in parent if child.tag == _PARAGRAPH) > 1


def _unwrap(element: Element) -> None:
    """Replace the element by its children."""
    parent = element.getparent()
    place = parent.index(element)
    for offset, child in enumerate(list(element)):
        parent.insert(place + offset, child)
    parent.remove(element)


def _drop(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
