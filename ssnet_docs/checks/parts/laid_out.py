"""A Word document as it was laid out: on which page each of its paragraphs stands, and what follows there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ssnet_docs.checks.parts.placed_text import folded
from ssnet_docs.checks.parts.written import Element, W, Written, paragraph_text
from ssnet_docs.readers.drawn import Glyph, Page

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TWIPS = 20.0  # in a point
_MARGIN = 72.0  # points, where a section says nothing of its margins
_HEAD = 24  # characters of a paragraph that are looked for: the rest may stand on the next page
_AHEAD = 4000  # characters in which a paragraph must follow on the one before it; a short one much sooner
_SHORT, _NEAR = 4, 300
_OUTSIDE = {f"{W}txbxContent", f"{_MC}Fallback"}


@dataclass(frozen=True, slots=True)
class Spot:
    """A paragraph that was found among what was drawn.

    `page` is the number of the page on which it begins; `start` and `end` are its place in the stream; `lowest` is its
    last line's baseline on that page.
    """

    element: Element
    text: str
    page: int
    start: int
    end: int
    lowest: float


class LaidOut:
    """The text of a report's pages without headers and footers, in the order of drawing."""

    def __init__(self, written: Written, pages: tuple[Page, ...]) -> None:
        self.written = written
        self.pages = pages
        top, bottom = self._margins()
        owners: list[tuple[int, Glyph]] = []
        for page in pages:
            for glyph in page.glyphs:
                if top <= glyph.baseline <= page.height - bottom:
                    owners += [(page.number, glyph)] * len(folded(glyph.text))
        self.owners = owners
        self.stream = "".join(
            folded(glyph.text)
            for page in pages
            for glyph in page.glyphs
            if top <= glyph.baseline <= page.height - bottom
        )

    @cached_property
    def paragraphs(self) -> tuple[Element, ...]:
        """The paragraphs of the body in their order; those in text boxes are left out."""
        body = self.written.body
        if body is None:
            return ()
        return tuple(one for one in body.iter(f"{W}p") if not any(over.tag in _OUTSIDE for over in one.iterancestors()))

    @cached_property
    def spots(self) -> dict[Element, Spot]:
        """The paragraphs that were found, in their order: each is looked for behind the one before it."""
        found: dict[Element, Spot] = {}
        cursor = 0
        for paragraph in self.paragraphs:
            text = folded(_first_piece(paragraph))
            if not text:
                continue
            head = text[:_HEAD]
            start = self.stream.find(head, cursor, cursor + (_NEAR if len(text) < _SHORT else _AHEAD) + len(head))
            if start < 0:
                continue
            cursor = start + (len(text) if self.stream.startswith(text, start) else len(head))
            page = self.owners[start][0]
            here = [glyph.baseline for number, glyph in self.owners[start:cursor] if number == page]
            found[paragraph] = Spot(paragraph, paragraph_text(paragraph), page, start, cursor, max(here))
        return found

    def style_name(self, paragraph: Element) -> str:
        """The name of a paragraph's style as Word has it in English, in small letters: toc 1, heading 2."""
        style = self._style(paragraph)
        return "" if style is None else _name(style)

    def is_last_on_page(self, spot: Spot) -> bool:
        """Whether nothing is drawn behind a paragraph on the page where it ends."""
        page = self.owners[spot.end - 1][0]
        follows = spot.end < len(self.owners) and self.owners[spot.end][0] == page
        below = any(picture.bottom > spot.lowest + 1 for picture in self.pages[page - 1].pictures)
        return not follows and not below

    def printed(self, page: int) -> int:
        """The number that a page bears: sections may count from another number than 1."""
        number = page
        for first, start in self._restarts:
            if first <= page:
                number = page - first + start
        return number

    @cached_property
    def _restarts(self) -> list[tuple[int, int]]:
        """The pages at which the counting starts anew, and the number that it starts with."""
        found, first = [], 1
        for paragraph in self.paragraphs:
            if first == 0 and paragraph in self.spots:
                first = self.spots[paragraph].page
            section = paragraph.find(f"{W}pPr/{W}sectPr")
            if section is not None:
                found.append((first, section))
                first = 0
        body = self.written.body
        last = body.find(f"{W}sectPr") if body is not None else None
        if last is not None:
            found.append((first or len(self.pages), last))
        restarts = []
        for page, section in found:
            number = section.find(f"{W}pgNumType")
            start = number.get(f"{W}start") if number is not None else None
            if start is not None and start.isdigit():
                restarts.append((page, int(start)))
        return restarts

    def lost(self) -> Iterator[tuple[int, Element, str]]:
        """The texts of cells that were not drawn whole: the table's number from 1, the table, the text."""
        drawn: Counter[str] = Counter()
        body = self.written.body
        for number, table in enumerate(body.iterfind(f"{W}tbl") if body is not None else (), 1):
            for cell in table.iter(f"{W}p"):
                text = folded(paragraph_text(cell))
                if not text or any(over.tag in _OUTSIDE for over in cell.iterancestors()):
                    continue
                drawn[text] += 1
                if self._count(text) < drawn[text] and not self._in_pieces(text):
                    yield number, table, paragraph_text(cell)

    def _count(self, text: str) -> int:
        return self.stream.count(text)

    def _in_pieces(self, text: str) -> bool:
        """Whether a text is drawn on two pages."""
        return any(
            text[:at] in self.stream and text[at:] in self.stream for at in range(_SHORT, len(text) - _SHORT + 1)
        )

    def _style(self, paragraph: Element) -> Element | None:
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        return None if style is None else self.written.styles.get(style.get(f"{W}val", ""))

    def _margins(self) -> tuple[float, float]:
        """The narrowest margins at the top and at the foot of any section, in points."""
        body = self.written.body
        found = list(body.iter(f"{W}pgMar")) if body is not None else []
        return _least(found, "top"), _least(found, "bottom")


def _first_piece(paragraph: Element) -> str:
    """The text of a paragraph before a tab: behind it may stand dots that are drawn and not written."""
    text = ""
    for node in paragraph.iter(f"{W}t", f"{W}tab"):
        if node.tag == f"{W}t":
            text += node.text or ""
        elif text and node.getparent().tag == f"{W}r":
            break
    return text


def _least(margins: list[Element], side: str) -> float:
    given = [one.get(f"{W}{side}", "") for one in margins]
    return min((abs(int(one)) / _TWIPS for one in given if one.lstrip("-").isdigit()), default=_MARGIN)


def _name(style: Element) -> str:
    name = style.find(f"{W}name")
    return "" if name is None else str(name.get(f"{W}val", "")).lower()
