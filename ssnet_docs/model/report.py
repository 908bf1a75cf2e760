"""The composed report: what compose hands to the Word writer. Lengths are points.

A report is a sequence of page sections (upright or landscape) of flow blocks in reading order. Headings carry the
number that Word will show, captions their number, cross-references their target: nothing is left to be decided.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ssnet_docs.model.chart import ChartSpec
from ssnet_docs.model.errors import Source
from ssnet_docs.model.origin import Approval, Origin
from ssnet_docs.model.report_style import ReportStyle
from ssnet_docs.model.table import Row
from ssnet_docs.model.text import Align, Paragraph

LONG_TABLE = 500
"""Rows above which a table begins a page, so that it can be cut where a page begins (`export/long_tables.py`)."""

CaptionKind = Literal["table", "figure"]
LABELS: dict[CaptionKind, str] = {"table": "表", "figure": "圖"}

ProseStyle = Literal[
    "body",
    "lead",  # the sentence that opens a subsection
    "minor",  # a title inside the text that is no heading
    "quotation",
    "unit",  # 「單位：千元」, at the upper right of a table
    "note",  # 註、備註 below a table or figure, remarks
    "source",  # 資料來源
    "sheet-title",  # the title above a report without cover
    "sheet-line",  # a line below it: what, of which date
]

NumberFormat = Literal[
    "bullet",
    "decimal",
    "decimalEnclosedCircle",
    "taiwaneseCountingThousand",
    "ideographLegalTraditional",
    "ideographTraditional",
    "ideographZodiac",
    "lowerLetter",
    "upperLetter",
    "lowerRoman",
    "upperRoman",
]
"""Number formats of ECMA-376 part 1, 17.18.59 that reports use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportHeading:
    """A heading of level 1 (壹、) to 9, without its number in the text; `number` is '' where it has none.

    `series` is 0 for the chapters and n for what stands below the n-th unnumbered heading (an appendix), whose
    numbers begin anew. `footnotes` are numbers into the report's, from 1.
    """

    level: int
    text: Paragraph
    number: str
    bookmark: str
    series: int = 0
    footnotes: tuple[int, ...] = ()
    strategy: int | None = None
    key: str = ""
    source: Source | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportText:
    """A paragraph of running text. `kept` keeps it on the page of what follows."""

    paragraph: Paragraph
    style: ProseStyle = "body"
    footnotes: tuple[int, ...] = ()
    kept: bool = False
    strategy: int | None = None
    key: str = ""
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class ListScheme:
    """How the items of a list are marked: `pattern` is the mark with `%` for the number (「（%）」), or the bullet."""

    format: NumberFormat
    pattern: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportItem:
    """A list item, `level` from 0. `list` numbers the list it counts in, from 1; without a scheme it has no mark.

    A `continued` item goes on with the item above it; a `kept` one stays on the page of the next.
    """

    paragraph: Paragraph
    scheme: ListScheme | None
    level: int = 0
    list: int = 0
    start: int = 1  # the number its list begins with
    continued: bool = False
    kept: bool = False
    footnotes: tuple[int, ...] = ()
    strategy: int | None = None
    key: str = ""
    source: Source | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCaption:
    """「表1 …」 above a table or 「圖1 …」 below a figure; `text` is without label and number."""

    kind: CaptionKind
    number: int
    text: Paragraph
    bookmark: str  # around the caption, for the lists
    label_bookmark: str  # around 「表1」, for cross-references
    strategy: int | None = None
    key: str = ""

    @property
    def label(self) -> str:
        """Label and number: 「表1」."""
        return f"{LABELS[self.kind]}{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTable:
    """A table with resolved column widths; its header rows come first in `rows` and repeat on every page.

    `indents` are, for each row and column, how far a figure stands in from the cell's right edge so that decimal
    points align; rows without any are left out. `breakable` are the rows (by index) too high to be kept whole.
    """

    rows: tuple[Row, ...]
    header_rows: int
    stub_columns: int
    widths: tuple[float, ...]
    aligns: tuple[Align, ...]
    size: float
    indents: Mapping[tuple[int, int], float] = field(default_factory=dict)
    breakable: frozenset[int] = frozenset()
    kept: bool = False  # its last row stays with the notes below it
    together: bool = False  # so low that all its rows stay on one page
    banded: bool = False
    title: str = ""  # tblCaption
    description: str = ""  # tblDescription
    strategy: int | None = None
    key: str = ""
    source: Source | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportChart:
    """A native chart; its title stands in the caption. `kept` keeps it with the caption below it."""

    spec: ChartSpec
    width: float
    height: float
    label_size: float
    title: str = ""
    description: str = ""
    kept: bool = True
    strategy: int | None = None
    key: str = ""
    source: Source | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPicture:
    """A picture file inside the project."""

    path: str
    width: float
    height: float
    title: str = ""
    description: str = ""
    kept: bool = True
    key: str = ""
    source: Source | None = None


ReportBlock = ReportHeading | ReportText | ReportItem | ReportCaption | ReportTable | ReportChart | ReportPicture


@dataclass(frozen=True, slots=True)
class PageSection:
    """Pages of one orientation."""

    blocks: tuple[ReportBlock, ...]
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """What a cross-reference leads to: a bookmark, and the text that stands for it now."""

    bookmark: str
    text: str
    kind: Literal["table", "figure", "section"]
    number: str = ""  # a section's number in full (「肆、二、」), which is a field of its own


@dataclass(frozen=True, slots=True)
class Pages:
    """Where things stand once a report is laid out: the page of each bookmark, and how many pages there are.

    A `total` of 0 says that it was not laid out yet.
    """

    of: Mapping[str, int] = field(default_factory=dict)
    total: int = 0

    @property
    def known(self) -> bool:
        return self.total > 0


@dataclass(frozen=True, slots=True)
class Cover:
    """What the first page says: particulars are (name, value), signatures the posts that sign.

    The title is broken into lines that fit at `title_size` points.
    """

    title: tuple[str, ...]
    title_size: float
    subtitle: str
    organisation: str
    presenters: tuple[str, ...]
    date: str
    particulars: tuple[tuple[str, str], ...]
    signatures: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A composed report; one without a cover has no lists either and begins with its text.

    `references` gives the target of each cross-reference (`#table:id`) that its text uses.
    """

    id: str
    title: str
    subtitle: str
    organisation: str
    iso_date: str
    cover: Cover | None
    sections: tuple[PageSection, ...]
    style: ReportStyle
    footnotes: tuple[tuple[Paragraph, ...], ...] = ()
    references: Mapping[str, Target] = field(default_factory=dict)
    status: Literal["draft", "final"] = "final"
    origins: tuple[Origin, ...] = ()  # of every fact that the report shows
    approvals: tuple[Approval, ...] = ()

    @property
    def blocks(self) -> tuple[ReportBlock, ...]:
        """All flow blocks in reading order."""
        return tuple(block for section in self.sections for block in section.blocks)

    @property
    def headings(self) -> tuple[ReportHeading, ...]:
        """The headings that the table of contents lists."""
        return tuple(
            block
            for block in self.blocks
            if isinstance(block, ReportHeading) and block.level <= self.style.contents_levels
        )

    def captions(self, kind: CaptionKind) -> tuple[ReportCaption, ...]:
        """The captions that the list of tables or of figures lists."""
        return tuple(block for block in self.blocks if isinstance(block, ReportCaption) and block.kind == kind)
