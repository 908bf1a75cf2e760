"""A version of a document as it is read back from a file: what a reader sees, and where in the file it stands.

Unlike nodes (`model/nodes.py`), which are what content says, this is what any .pptx or .docx holds, hand-made or ours.
Every text holder has a `Locator`, so that a form of the difference (tracked changes, outlines on a page image) can go
back to the very element.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ssnet_docs.model.layout import Rect
from ssnet_docs.model.origin import Approval, Origin

PARAGRAPH_END = "\u2029"
"""Stands for a paragraph's mark where several paragraphs are compared as one text."""

WORKBOOKS = "圖表內嵌的活頁簿"
"""How `Version.unread` names the workbooks of charts, which hold the charts' data once more."""

OBJECT = "\ufffc"
"""Stands in a text for what is no text: a picture, a field's code, a footnote's mark; `Span.anchored` says what."""


@dataclass(frozen=True, slots=True)
class Locator:
    """An element of a package: the part's name and the element's place among those of its tag in the part, from 0.

    `tag` is the prefixed name (w:p, w:tbl, w:tr, w:tc, w:drawing, a:p, a:tr, a:tc, p:sp, p:graphicFrame, p:pic, …);
    `number` counts in document order over the whole part, nested ones included, in the part as it is once its
    tracked changes are accepted (`readers.revisions.accept`; a part without any is as it stands in the file).
    """

    part: str
    tag: str
    number: int


@dataclass(frozen=True, slots=True)
class Span:
    """Text of one look. `look` are (property, value) pairs in order of the property, only what differs from none.

    Properties: bold, italic, underline, strike, superscript, subscript, highlight, colour, size (points), font, link.
    What else the run's properties say is one property, `other`. `facts` are the keys of the facts that the text
    shows, where the file says so. `anchored` tells what an OBJECT is (picture:<digest>, chart:<digest>, footnote:3), so
    that two of them can be compared; a field that gives a page's number (PAGE, NUMPAGES, PAGEREF; slidenum) is one
    OBJECT with field:PAGE, whatever its cached result. `field` names the field whose cached result the text is (SEQ,
    REF, TOC, DATE …): such text is made anew by the program, not by an author.
    """

    text: str
    look: tuple[tuple[str, str], ...] = ()
    facts: tuple[str, ...] = ()
    anchored: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class VersionParagraph:
    """A paragraph: its spans, its style's name, its list or outline level, and its look (alignment, spacing …)."""

    spans: tuple[Span, ...]
    locator: Locator
    style: str = ""
    level: int | None = None
    heading: int | None = None  # outline level from 1, None for text
    number: str = ""  # the automatic number as it is shown (壹、 一、), where the file's numbering gives one
    look: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class VersionCell:
    """A cell: its blocks, and how many grid columns and rows it spans; what a merge covers is no cell."""

    blocks: tuple[VersionBlock, ...]
    locator: Locator
    column: int  # of the grid, from 0
    columns: int = 1
    rows: int = 1
    fill: str = ""

    @property
    def text(self) -> str:
        return "\n".join(block.text for block in self.blocks)


@dataclass(frozen=True, slots=True)
class VersionRow:
    cells: tuple[VersionCell, ...]
    locator: Locator
    header: bool = False


@dataclass(frozen=True, slots=True)
class VersionTable:
    """A table; `caption` is the paragraph above it that names it (表 3 …), where there is one."""

    rows: tuple[VersionRow, ...]
    locator: Locator
    columns: int
    caption: str = ""
    description: str = ""
    rect: Rect | None = None
    look: str = ""  # digest of its style and borders, not of its sizes

    @property
    def text(self) -> str:
        return "\n".join("\t".join(cell.text for cell in row.cells) for row in self.rows)


@dataclass(frozen=True, slots=True)
class VersionSeries:
    name: str
    values: tuple[float | None, ...]
    facts: tuple[str, ...] = ()  # as many as values, "" where a value shows no fact


@dataclass(frozen=True, slots=True)
class VersionChart:
    """A native chart: its kind (barChart, lineChart … as in DrawingML, joined by +), categories and series."""

    kind: str
    categories: tuple[str, ...]
    series: tuple[VersionSeries, ...]
    locator: Locator
    title: str = ""
    caption: str = ""
    description: str = ""
    rect: Rect | None = None
    look: str = ""  # digest of how it is drawn, without its data

    @property
    def text(self) -> str:
        return "\n".join((self.title, *self.categories, *(series.name for series in self.series)))


@dataclass(frozen=True, slots=True)
class VersionPicture:
    """A picture: the SHA-256 of its bytes, and its alternative text."""

    digest: str
    locator: Locator
    description: str = ""
    rect: Rect | None = None

    @property
    def text(self) -> str:
        return self.description


@dataclass(frozen=True, slots=True)
class VersionShape:
    """A shape of a slide with text, or one that shows something without: its name, placeholder, geometry and blocks."""

    name: str
    blocks: tuple[VersionBlock, ...]
    locator: Locator
    rect: Rect | None = None  # points on the slide
    placeholder: str = ""  # title, body, sldNum …
    geometry: str = ""  # rect, roundRect, custom …
    fill: str = ""
    description: str = ""

    @property
    def text(self) -> str:
        return "\n".join(block.text for block in self.blocks)


VersionBlock = VersionParagraph | VersionTable | VersionChart | VersionPicture | VersionShape


@dataclass(frozen=True, slots=True)
class VersionSection:
    """A slide of a deck, or of a report what stands under one heading (or before the first, or in a header or foot).

    `key` is the section's or slide's id where the file carries one, else made of the title; `number` the slide's
    number, or a running number of sections; `path` the titles above it, outermost first.
    """

    key: str
    title: str
    number: int
    blocks: tuple[VersionBlock, ...]
    kind: Literal["slide", "section", "header", "footer", "footnotes"] = "section"
    level: int = 1
    path: tuple[str, ...] = ()
    layout: str = ""
    hidden: bool = False
    notes: tuple[VersionParagraph, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """A version: where it is from (`label`, as the user named it), what it is, and its sections in order.

    `aspects` are (name in Chinese, digest) of what is not the text but shapes it: styles, theme, page setup, layouts.
    `origins` are the facts that the file says it shows, by key, `approvals` what it says was approved. `notices` tell
    the user what was done with the file (tracked changes taken as accepted, macros not read), in Chinese; `uncovered`
    what is in it that is not compared.
    """

    label: str
    kind: Literal["deck", "report"]
    sections: tuple[VersionSection, ...]
    title: str = ""
    theme: str = ""
    size: tuple[float, float] = (0.0, 0.0)  # of a slide or page in points
    aspects: tuple[tuple[str, str], ...] = ()
    origins: tuple[Origin, ...] = ()
    approvals: tuple[Approval, ...] = ()
    notices: tuple[str, ...] = ()
    uncovered: tuple[str, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()  # (name in Chinese, digest) of what is named as not compared if it differs


def paragraphs(blocks: tuple[VersionBlock, ...]) -> Iterator[VersionParagraph]:
    """Every paragraph in the blocks, in reading order, those of cells and shapes too."""
    for block in blocks:
        if isinstance(block, VersionParagraph):
            yield block
        elif isinstance(block, VersionShape):
            yield from paragraphs(block.blocks)
        elif isinstance(block, VersionTable):
            for row in block.rows:
                for cell in row.cells:
                    yield from paragraphs(cell.blocks)
