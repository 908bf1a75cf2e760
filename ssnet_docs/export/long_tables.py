"""Long Word tables, cut for LibreOffice: the time that it takes to lay out a table grows with the square of its rows.

5,000 rows in one table take it two minutes, as tables of a few hundred a quarter of a minute. They are cut where a
page begins, so that a reader sees one table whose header is repeated. Where pages begin is computed from the heights
of the rows, which LibreOffice tells itself: in a probe that stands on pages high enough for hundreds of rows, every row
bears a bookmark, and the PDF has its place. Only a table that begins on a page of its own is cut
(`writers/docx/body.py` sees to that), and only in what LibreOffice reads: the document itself keeps one table.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from ssnet_docs.model.report import LONG_TABLE

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_DOCUMENT = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PROBED = 100  # rows of a probe's parts
_TALL = 160_000  # twips: the height of a probe's pages
_SEPARATOR = 0.05  # points: the height of the paragraph before a part, as low as Word can say
_PLACE = re.compile(rb"/5FLong(\d+)([a-z])(\d+)\[(\d+) 0 R/XYZ [\d.]+ ([\d.]+) ")
_SURE = 0.3  # points by which a row has to fit, or not to fit, so that LibreOffice is believed to see it alike
_CHAIN = 8  # paragraphs above a table that may belong to it

Layout = Callable[[bytes], bytes]
"""Lays a Word document out and gives its PDF."""

Cuts = dict[str, tuple[int, ...]]
"""By a table's digest, the rows below its header with which its parts begin; kept because probes take long."""


@dataclass(frozen=True, slots=True)
class _Long:
    """A long table: its header rows and the others, what stands above it on its page, and its page section."""

    table: Element
    header: list[Element]
    rows: list[Element]
    above: list[Element]
    section: Element

    @property
    def digest(self) -> str:
        """Knows the table again, whatever the numbers of its bookmarks are."""
        from lxml import etree

        total = sha256()
        for part in (*self.above, self.table, self.section):
            total.update(re.sub(rb' w:id="\d+"', b"", etree.tostring(part)))
        return total.hexdigest()

    @property
    def room(self) -> float:
        """Points that a page of the section has for text."""
        size, margins = self.section.find(f"{_W}pgSz"), self.section.find(f"{_W}pgMar")
        return (_twips(size, "h") - _twips(margins, "top") - _twips(margins, "bottom")) / 20


def cut(document: bytes, layout: Layout, known: Cuts) -> bytes:
    """The document with its long tables cut; as it was where it has none, or where their pages cannot be known."""
    from lxml import etree

    try:
        with ZipFile(BytesIO(document)) as package:
            text = package.read(_DOCUMENT)
    except (BadZipFile, KeyError):
        return document
    if text.count(b"<w:tr>") + text.count(b"<w:tr ") <= LONG_TABLE:
        return document
    root = etree.fromstring(text, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    found = {long.digest: long for long in _long_tables(root)}
    unknown = [digest for digest in found if digest not in known]
    if unknown:
        probe = _probe(root, [found[digest] for digest in unknown])
        places = _places(layout(_replaced(document, etree.tostring(probe))))
        for number, digest in enumerate(unknown):
            known[digest] = _cuts(found[digest], places[number])
    if not any(known[digest] for digest in found):
        return document
    for digest, long in found.items():
        _divide(long, known[digest])
    return _replaced(document, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _long_tables(root: Element) -> Iterator[_Long]:
    """The tables that have to be cut, and can be: they begin a page, and no row is broken or merged with the next."""
    body = root.find(f"{_W}body")
    waiting: list[Element] = []
    for element in () if body is None else body:
        if element.tag == f"{_W}tbl" and len(element.findall(f"{_W}tr")) > LONG_TABLE:
            waiting.append(element)
        section = element if element.tag == f"{_W}sectPr" else element.find(f"{_W}pPr/{_W}sectPr")
        if section is None:
            continue
        for table in waiting:
            rows = table.findall(f"{_W}tr")
            header = [row for row in rows if row.find(f"{_W}trPr/{_W}tblHeader") is not None]
            above = _above(table)
            whole = all(row.find(f"{_W}trPr/{_W}cantSplit") is not None for row in rows)
            merged = next(table.iter(f"{_W}vMerge"), None) is not None
            if above and whole and not merged and header == rows[: len(header)]:
                yield _Long(table, header, rows[len(header) :], above, section)
        waiting = []


def _above(table: Element) -> list[Element]:
    """The paragraphs on a table's page above it; none where it does not begin a page."""
    above: list[Element] = []
    element = table.getprevious()
    while element is not None and element.tag == f"{_W}p" and len(above) < _CHAIN:
        above.insert(0, element)
        if element.find(f"{_W}pPr/{_W}pageBreakBefore") is not None:
            return above
        element = element.getprevious()
    return []


# --- the probe -------------------------------------------------------------------------------------------------------

_Places = dict[tuple[str, int], tuple[int, float]]
"""Of a table's bookmarks: the number of the page's object and the height in points, from the page's foot.

("r", 7) is the row 7; ("n", 7) the row that follows a part which ends before it, ("e", 7) the paragraph below that row.
"""


def _probe(root: Element, tables: list[_Long]) -> Element:
    """A document of the tables alone, in parts on very high pages.

    A part ends with the row with which the next one begins, so that every row's height is between two bookmarks.
    """
    from lxml import etree

    probe = etree.Element(root.tag, nsmap=root.nsmap)
    body = etree.SubElement(probe, f"{_W}body")
    for number, long in enumerate(tables):
        for start in range(0, len(long.rows), _PROBED):
            body.extend(deepcopy(long.above) if start == 0 else [_paragraph("<w:pageBreakBefore/>")])
            end = min(start + _PROBED, len(long.rows))
            rows = [deepcopy(row) for row in (*long.rows[start:end], long.rows[end % len(long.rows)])]
            for place, row in enumerate(rows, start):
                _mark(_first(row), number, "r" if place < end else "n", place)
            body.append(_part(long.table, [*deepcopy(long.header), *rows]))
            below = deepcopy(_first(rows[-1]))
            for child in list(below):
                if child.tag != f"{_W}pPr":
                    below.remove(child)
            _mark(below, number, "e", end)
            body.append(below)
        section = deepcopy(long.section)
        section.find(f"{_W}pgSz").set(f"{_W}h", str(_TALL))
        if number < len(tables) - 1:
            body.append(_paragraph())
            body[-1][0].append(section)
        else:
            body.append(section)
    for anchor in list(body.iter(f"{_W}vAlign")):
        anchor.getparent().remove(anchor)
    return probe


def _mark(paragraph: Element, table: int, kind: str, place: int) -> None:
    """A bookmark at the beginning of a paragraph."""
    from lxml import etree

    position = 1 if len(paragraph) and paragraph[0].tag == f"{_W}pPr" else 0
    start = etree.Element(f"{_W}bookmarkStart")
    end = etree.Element(f"{_W}bookmarkEnd")
    number = str(1_000_000 * (table + 1) + 10 * place + "rne".index(kind))
    start.set(f"{_W}id", number)
    end.set(f"{_W}id", number)
    start.set(f"{_W}name", f"_Long{table}{kind}{place}")
    paragraph[position:position] = [start, end]


def _places(pdf: bytes) -> defaultdict[int, _Places]:
    """Where the bookmarks of each table stand."""
    found: defaultdict[int, _Places] = defaultdict(dict)
    for table, kind, place, page, height in _PLACE.findall(pdf):
        found[int(table)][kind.decode(), int(place)] = (int(page), float(height))
    return found


# --- where pages begin -----------------------------------------------------------------------------------------------


def _cuts(long: _Long, places: _Places) -> tuple[int, ...]:
    """The rows with which parts begin, each at the beginning of a page; none where the probe does not tell."""
    count = len(long.rows)
    heights: list[float] = []
    insets: list[float] = []
    tops: dict[int, float] = {}
    try:
        for start in range(0, count, _PROBED):
            end = min(start + _PROBED, count)
            marks = [places["r", row] for row in range(start, end)] + [places["n", end]]
            if len({page for page, _ in (*marks, places["e", end])}) > 1:
                return ()
            tops[start] = marks[0][1]
            heights += [above - below for (_, above), (_, below) in pairwise(marks)]
            if end == count:  # the row after the last is the first again: what is left between it and what is below
                insets.append(places["e", end][1] + heights[0] - marks[-1][1])
    except KeyError:
        return ()
    page_top = (_TALL - _twips(long.section.find(f"{_W}pgMar"), "top")) / 20
    inset = insets[0]  # of a row's text from the row's top
    room = {start: long.room - (page_top - top) + inset for start, top in tops.items()}
    return tuple(_packed(long, heights, room[0], room[_PROBED]))


def _packed(long: _Long, heights: list[float], first_room: float, room: float) -> Iterator[int]:
    """Fill page by page as LibreOffice does. A part ends where it grows too long, or where its page's end is close."""
    part = page = 0
    left = first_room
    while page < len(heights):
        end, sure = _filled(long, heights, page, left)
        if end - part > LONG_TABLE and page > part:
            yield page
            part, left = page, room
            continue
        if end == page:  # a row higher than a page
            return
        page, left = end, room + _SEPARATOR
        if not sure and end < len(heights):
            yield end
            part, left = end, room


def _filled(long: _Long, heights: list[float], page: int, left: float) -> tuple[int, bool]:
    """The row after a page that begins with row `page`, and whether it surely is that one."""
    end = page
    while end < len(heights) and heights[end] <= left - _SURE:
        left -= heights[end]
        end += 1
    sure = end == len(heights) or heights[end] > left + _SURE
    while end > page + 1 and end < len(heights) and _kept(long.rows[end - 1]):
        end -= 1
    return end, sure


def _kept(row: Element) -> bool:
    return _first(row).find(f"{_W}pPr/{_W}keepNext") is not None


# --- the parts -------------------------------------------------------------------------------------------------------


def _divide(long: _Long, cuts: tuple[int, ...]) -> None:
    """Give the rows from each cut on to a table of their own that begins a page."""
    last = long.table
    for start, end in pairwise((*cuts, len(long.rows))):
        part = _part(long.table, [*deepcopy(long.header), *long.rows[start:end]])
        separator = _paragraph("<w:pageBreakBefore/>")
        last.addnext(separator)
        separator.addnext(part)
        last = part


def _part(table: Element, rows: list[Element]) -> Element:
    """A table with the properties of another."""
    from lxml import etree

    part = etree.Element(table.tag)
    part.extend(deepcopy(child) for child in table if child.tag in {f"{_W}tblPr", f"{_W}tblGrid"})
    part.extend(rows)
    return part


def _paragraph(properties: str = "") -> Element:
    """An empty paragraph, `_SEPARATOR` high."""
    from lxml import etree

    line = round(_SEPARATOR * 20)
    spacing = f'<w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="exact"/>'
    return etree.fromstring(f'<w:p xmlns:w="{_W[1:-1]}"><w:pPr>{properties}{spacing}</w:pPr></w:p>')


def _first(row: Element) -> Element:
    """The first paragraph of a row."""
    return row.find(f"{_W}tc/{_W}p")


def _twips(element: Element, name: str) -> float:
    return float(element.get(f"{_W}{name}"))


def _replaced(document: bytes, text: bytes) -> bytes:
    """The package with another main part."""
    written = BytesIO()
    with ZipFile(BytesIO(document)) as package, ZipFile(written, "w", ZIP_DEFLATED, compresslevel=1) as new:
        for part in package.infolist():
            new.writestr(part.filename, text if part.filename == _DOCUMENT else package.read(part))
    return written.getvalue()
