"""Resolves the tracked changes of a .docx: what it becomes if all are accepted, what it was if all are rejected.

ISO/IEC 29500-1 17.13.5 (revisions) and 17.4.66 and following (rows and cells). It shares no code with the writer of
tracked changes (`diff/`), which is proved with it. Beyond the standard, three rules of Word:

* A removed paragraph mark joins the paragraph with the following one, and the properties of the following survive,
  since a paragraph's properties live in its mark. Where no paragraph follows, the last mark of a cell, a note or the
  body stays.
* A table without rows, a row without cells and a link without text vanish; so does an empty paragraph
  whose mark is removed before a table.
* A footnote goes with its mark, a bookmark with the paragraph that it begins and ends in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{NAMESPACE}}}"


def _tags(names: str) -> tuple[str, ...]:
    return tuple(_W + name for name in names.split())


_INSERTED = _tags("ins moveTo")
_DELETED = _tags("del moveFrom")
_CHANGES = _tags(
    "rPrChange pPrChange tblPrChange tblPrExChange trPrChange tcPrChange sectPrChange tblGridChange numberingChange"
)
_CELL_MARKS = _tags("cellIns cellDel cellMerge")
_RANGES = _tags(
    "moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd customXmlInsRangeStart customXmlInsRangeEnd "
    "customXmlDelRangeStart customXmlDelRangeEnd customXmlMoveFromRangeStart customXmlMoveFromRangeEnd "
    "customXmlMoveToRangeStart customXmlMoveToRangeEnd"
)
_TRACKED = (*_INSERTED, *_DELETED, *_CHANGES, *_CELL_MARKS, *_RANGES)
_MARK_HOLDERS = _tags("rPr trPr ctrlPr")
"""Where ins and del are empty marks of their holder and not wrappers of runs."""

_WRAPPERS = _tags("hyperlink smartTag fldSimple customXml dir bdo")
_TRANSPARENT = _tags("bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd proofErr permStart permEnd")
_NOTES = (("footnotes", "footnoteReference"), ("endnotes", "endnoteReference"))
_KEPT = {  # what a change of properties does not cover, and whether it stands before the others
    _W + "pPrChange": (_tags("rPr sectPr"), False),
    _W + "rPrChange": (_tags("ins del moveFrom moveTo"), True),
    _W + "trPrChange": (_tags("ins del"), False),
    _W + "tcPrChange": (_CELL_MARKS, False),
    _W + "sectPrChange": (_tags("headerReference footerReference"), True),
}


def accept_all(data: bytes) -> bytes:
    """The .docx with every tracked change accepted: the same bytes where it has none."""
    return _resolved(data, accept=True)


def reject_all(data: bytes) -> bytes:
    """The .docx with every tracked change rejected: the same bytes where it has none."""
    return _resolved(data, accept=False)


def is_tracked(root: Element) -> bool:
    """Whether a part (document, header, footer, notes) holds tracked changes."""
    return next(root.iter(*_TRACKED), None) is not None


def resolve(root: Element, *, accept: bool) -> bool:
    """Resolve a part's tracked changes in place; whether there were any. The notes of removed marks stay."""
    if not is_tracked(root):
        return False
    gone, kept = (_DELETED, _INSERTED) if accept else (_INSERTED, _DELETED)
    _resolve_properties(root, accept)
    _resolve_rows(root, gone)
    _resolve_cells(root, accept)
    _resolve_structured(root, accept)
    _resolve_runs(root, gone, kept)
    _resolve_marks(root, gone)
    for item in list(root.iter(*_RANGES)):
        _remove(item)
    return True


# --- the package ---------------------------------------------------------------------------------------------------


def _resolved(data: bytes, *, accept: bool) -> bytes:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    with ZipFile(BytesIO(data)) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    trees = {
        name: etree.fromstring(content, parser)
        for name, content in parts.items()
        if name.endswith(".xml") and NAMESPACE.encode() in content
    }
    before = {kind: set(_references(trees.values(), kind)) for _, kind in _NOTES}
    changed = {name for name, root in trees.items() if resolve(root, accept=accept)}
    if not changed:
        return data
    for holder, kind in _NOTES:
        lost = before[kind] - set(_references(trees.values(), kind))
        for name, root in trees.items():
            if lost and root.tag == _W + holder:
                changed.add(name)
                for note in [note for note in root if note.get(_W + "id") in lost]:
                    root.remove(note)
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            tree = trees[name] if name in changed else None
            text = (
                content
                if tree is None
                else etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
            )
            archive.writestr(name, text)
    return buffer.getvalue()


def _references(trees: Iterable[Element], kind: str) -> Iterator[str | None]:
    return (item.get(_W + "id") for root in trees for item in root.iter(_W + kind))


# --- properties ----------------------------------------------------------------------------------------------------


def _resolve_properties(root: Element, accept: bool) -> None:
    for change in list(root.iter(*_CHANGES)):
        holder = change.getparent()
        if holder is None:  # inside properties that an outer change has replaced
            continue
        if not accept and change.tag != _W + "numberingChange":
            _restore(holder, change)
        else:
            holder.remove(change)
        if len(holder) == 0 and holder.tag == _W + "tblPrEx":
            _remove(holder)


def _restore(holder: Element, change: Element) -> None:
    """The properties as they were: those in the change, and those that it does not cover."""
    tags, first = _KEPT.get(str(change.tag), ((), False))
    uncovered = [item for item in holder if item.tag in tags]
    original = list(change[0]) if len(change) else []
    for item in list(holder):
        holder.remove(item)
    holder.extend([*uncovered, *original] if first else [*original, *uncovered])


# --- tables --------------------------------------------------------------------------------------------------------


def _resolve_rows(root: Element, gone: tuple[str, ...]) -> None:
    for row in list(root.iter(_W + "tr")):
        properties = row.find(_W + "trPr")
        marks = [] if properties is None else [item for item in properties if item.tag in (*_INSERTED, *_DELETED)]
        if any(mark.tag in gone for mark in marks):
            _remove_row(row)
        for mark in marks:
            _remove(mark)


def _resolve_cells(root: Element, accept: bool) -> None:
    gone = _W + ("cellDel" if accept else "cellIns")
    for mark in list(root.iter(*_CELL_MARKS)):
        properties = mark.getparent()
        cell = None if properties is None else properties.getparent()
        if properties is None or cell is None:
            continue
        properties.remove(mark)
        if mark.tag == _W + "cellMerge":
            _merge(properties, mark.get(_W + ("vMerge" if accept else "vMergeOrig")))
        elif mark.tag == gone:
            row = cell.getparent()
            _remove(cell)
            if row is not None and row.find(_W + "tc") is None and row.find(_W + "sdt") is None:
                _remove_row(row)


def _merge(properties: Element, value: str | None) -> None:
    from lxml import etree

    old = properties.find(_W + "vMerge")
    place = len(properties) if old is None else properties.index(old)
    _remove(old)
    if value is not None:
        merge = etree.Element(_W + "vMerge")
        if value == "rest":
            merge.set(_W + "val", "restart")
        properties.insert(place, merge)


def _remove_row(row: Element) -> None:
    table = row.getparent()
    _remove(row)
    if table is not None and table.tag == _W + "tbl" and next(table.iter(_W + "tr"), None) is None:
        _remove(table)


# --- runs ----------------------------------------------------------------------------------------------------------


def _resolve_structured(root: Element, accept: bool) -> None:
    """Content controls and custom XML that were put around something, or taken away from around it."""
    gone = _W + ("customXmlDelRangeStart" if accept else "customXmlInsRangeStart")
    for start in list(root.iter(gone)):
        control = start.getnext()
        if control is not None and control.tag == _W + "sdt":
            content = control.find(_W + "sdtContent")
            _replace(control, [] if content is None else list(content))
        elif control is not None and control.tag == _W + "customXml":
            _replace(control, [item for item in control if item.tag != _W + "customXmlPr"])


def _resolve_runs(root: Element, gone: tuple[str, ...], kept: tuple[str, ...]) -> None:
    for item in list(root.iter(*gone)):
        holder = item.getparent()
        if holder is None or holder.tag in _MARK_HOLDERS:
            continue
        holder.remove(item)
        while holder is not None and holder.tag in _WRAPPERS and not _shows(holder):
            above = holder.getparent()
            _remove(holder)
            holder = above
    for item in list(root.iter(*kept)):
        holder = item.getparent()
        if holder is not None and holder.tag not in _MARK_HOLDERS:
            _replace(item, list(item))
    for deleted, restored in (("delText", "t"), ("delInstrText", "instrText")):
        for item in list(root.iter(_W + deleted)):
            item.tag = _W + restored


def _shows(holder: Element) -> bool:
    return any(item.tag not in _TRANSPARENT and not str(item.tag).endswith("Pr") for item in holder)


# --- paragraph marks -----------------------------------------------------------------------------------------------


def _resolve_marks(root: Element, gone: tuple[str, ...]) -> None:
    for mark in list(root.iter(*_INSERTED, *_DELETED)):
        look = mark.getparent()
        if look is None:
            continue
        look.remove(mark)
        properties = look.getparent()
        if look.tag != _W + "rPr" or properties is None or properties.tag != _W + "pPr":
            continue
        if len(look) == 0:
            properties.remove(look)
        paragraph = properties.getparent()
        if mark.tag in gone and paragraph is not None:
            _join(paragraph)


def _join(paragraph: Element) -> None:
    """Join a paragraph without its mark with the following one."""
    following = paragraph.getnext()
    while following is not None and following.tag in (*_TRANSPARENT, *_RANGES):
        following = following.getnext()
    if not _shows(paragraph):
        _forget_bookmarks(paragraph)
    content = [item for item in paragraph if item.tag != _W + "pPr"]
    if following is not None and following.tag == _W + "p":
        place = 1 if len(following) and following[0].tag == _W + "pPr" else 0
        following[place:place] = content
        _remove(paragraph)
    elif following is not None and following.tag != _W + "sectPr" and not _shows(paragraph):
        _replace(paragraph, content)


def _forget_bookmarks(paragraph: Element) -> None:
    """Bookmarks that begin and end in a paragraph go with it."""
    starts = {item.get(_W + "id"): item for item in paragraph.iterchildren(_W + "bookmarkStart")}
    for end in list(paragraph.iterchildren(_W + "bookmarkEnd")):
        if end.get(_W + "id") in starts:
            _remove(end)
            _remove(starts[end.get(_W + "id")])


def _replace(item: Element, others: list[Element]) -> None:
    holder = item.getparent()
    if holder is not None:
        place = holder.index(item)
        holder[place : place + 1] = others


def _remove(item: Element | None) -> None:
    holder = None if item is None else item.getparent()
    if holder is not None and item is not None:
        holder.remove(item)
