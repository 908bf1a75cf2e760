"""The difference of two versions: how their blocks were paired, and the list of changes that reviewers sign.

`Comparison` is what the tracked changes are written from: every element of both versions stands in it exactly once.
`Changes` is what all other forms show (terminal, JSON, HTML, 修正對照表, review copy of a deck): a change with its
places.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from ssnet_docs.model.layout import Rect
from ssnet_docs.model.origin import Approval
from ssnet_docs.model.version import (
    Locator,
    Version,
    VersionBlock,
    VersionParagraph,
    VersionRow,
    VersionSection,
    VersionTable,
)

# --- how two versions go together ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TextOperation:
    """One step from the old text to the new: characters [old_start, old_end) become [new_start, new_end).

    `equal` has the same text on both sides (its look may differ, see `TextPair.looks`), `delete` no new and `insert`
    no old characters; a replacement is a delete followed by an insert.
    """

    kind: Literal["equal", "delete", "insert"]
    old_start: int
    old_end: int
    new_start: int
    new_end: int


@dataclass(frozen=True, slots=True)
class LookChange:
    """The same text looks different: its range in the new text, and (property, old, new) for each that differs."""

    old_start: int
    new_start: int
    length: int
    properties: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class TextPair:
    """Paragraphs that go together: one with one, or where a paragraph was split or joined, one with several.

    The compared texts are the paragraphs' texts, each followed by PARAGRAPH_END. `old` or `new` is empty where the
    paragraphs were inserted or deleted whole. `move` is the number that a deleted and an inserted pair share where
    the text was moved (possibly edited on the way: then `operations` of the new place, whose `old` is given as
    `moved_from`, say how); None where it stayed.
    """

    old: tuple[VersionParagraph, ...]
    new: tuple[VersionParagraph, ...]
    operations: tuple[TextOperation, ...] = ()
    looks: tuple[LookChange, ...] = ()
    move: int | None = None
    moved_from: tuple[VersionParagraph, ...] = ()


@dataclass(frozen=True, slots=True)
class CellPair:
    """The same cell in both versions, or one that only one has; `column` of each grid, None where it has none."""

    old_column: int | None
    new_column: int | None
    blocks: tuple[BlockPair, ...]


@dataclass(frozen=True, slots=True)
class RowPair:
    """Table rows that go together; inserted without `old`, deleted without `new`.

    What was moved stands twice, with one `move` number: at its old place without `new` and empty, at its new place
    without `old`, its cells paired with those of `moved_from`. So do tables, objects and sections; the blocks of a
    report's moved section, however, stand at both places, each moved itself.
    """

    old: VersionRow | None
    new: VersionRow | None
    cells: tuple[CellPair, ...] = ()
    move: int | None = None
    moved_from: VersionRow | None = None


@dataclass(frozen=True, slots=True)
class TablePair:
    """Tables that go together, or one that was inserted or deleted whole (then `rows` is empty); moved as `RowPair`.

    Rows come in the order of the new table, deleted ones at their old place; `columns` pairs grid columns.
    """

    old: VersionTable | None
    new: VersionTable | None
    rows: tuple[RowPair, ...] = ()
    columns: tuple[tuple[int | None, int | None], ...] = ()
    move: int | None = None
    moved_from: VersionTable | None = None


@dataclass(frozen=True, slots=True)
class ObjectPair:
    """Charts, pictures or shapes that go together; a shape's blocks are paired in `blocks`. Moved as `RowPair`."""

    old: VersionBlock | None
    new: VersionBlock | None
    blocks: tuple[BlockPair, ...] = ()
    move: int | None = None
    moved_from: VersionBlock | None = None


BlockPair = TextPair | TablePair | ObjectPair


@dataclass(frozen=True, slots=True)
class SectionPair:
    """Slides or sections that go together, moved as `RowPair`; `notes` are the speaker notes' pairs."""

    old: VersionSection | None
    new: VersionSection | None
    blocks: tuple[BlockPair, ...]
    notes: tuple[BlockPair, ...] = ()
    move: int | None = None
    moved_from: VersionSection | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both versions and how they go together, in the order of the new one with what was deleted at its old place.

    In a report the blocks of all sections together are the body in order; a section's first pair is its heading.
    """

    old: Version
    new: Version
    sections: tuple[SectionPair, ...]


# --- what reviewers read ------------------------------------------------------------------------------------------

ChangeKind = Literal[
    "figure",
    "wording",
    "row-added",
    "row-removed",
    "row-moved",
    "column-added",
    "column-removed",
    "column-moved",
    "section-added",  # a slide of a deck, a section of a report
    "section-removed",
    "section-moved",
    "section-renamed",
    "block-added",  # a paragraph, table, chart or shape
    "block-removed",
    "block-moved",
    "block-split",  # a paragraph became several, or several became one
    "block-joined",
    "chart",
    "notes",
    "picture",
    "look",
    "place",  # a shape stands elsewhere or has another size
]
CHANGE_KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)

Cause = Literal["data", "wording", "template", "regeneration", "structure"]
CAUSE_TITLES: dict[Cause, str] = {
    "data": "資料更新",
    "wording": "文字修改",
    "template": "版面調整",
    "regeneration": "重新產生",
    "structure": "結構調整",
}


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a marked text: same and deleted ones give the old text, same and inserted ones the new."""

    kind: Literal["same", "deleted", "inserted"]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePlace:
    """Where a change shows, in each version that has the place.

    `where` says it in Chinese (第 7 頁 表格「…」第 3 列), `within` its part below the section, outermost first;
    `section` is the section's key and `title` its title. Numbers
    are the slide's, None in a report. Locators lead to the paragraph, row, table or shape; `rect` is the
    frame on the slide in points; ranges are characters in the paragraph's text.
    """

    where: str
    section: str
    title: str
    within: tuple[str, ...] = ()
    old_number: int | None = None
    new_number: int | None = None
    old_locator: Locator | None = None
    new_locator: Locator | None = None
    old_rect: Rect | None = None
    new_rect: Rect | None = None
    old_text: str = ""  # the whole paragraph, cell or row around the change
    new_text: str = ""
    old_range: tuple[int, int] | None = None
    new_range: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class FigureDifference:
    """Two values of a figure: as shown, as numbers, and their difference in the unit and in per cent of the old one.

    `percent` is None where the old number is 0. The unit is the text's own (%, 人次); a difference of two percentages
    is in percentage points (個百分點).
    """

    old: str
    new: str
    old_number: float
    new_number: float
    difference: float
    percent: float | None
    unit: str = ""

    @property
    def direction(self) -> Literal["▲", "▼", "＝"]:
        return "▲" if self.difference > 0 else "▼" if self.difference < 0 else "＝"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change with all its places.

    `old` and `new` are the changed texts in short (a figure as shown, a row's cells joined by ｜, a slide's title);
    `segments` the whole wording with what changed marked. `fact` is the key of the fact whose change this is and
    `row` its place in `data/` (file:line), where the versions say so. `left_behind` are places of the new version
    that still show the old value. `reason` is given by the content's `reason:` or the git message, else "".
    """

    id: str
    kind: ChangeKind
    cause: Cause
    summary: str  # a line in Chinese that tells the change without its places
    places: tuple[ChangePlace, ...]
    old: str = ""
    new: str = ""
    segments: tuple[Segment, ...] = ()
    figure: FigureDifference | None = None
    fact: str = ""
    row: str = ""
    left_behind: tuple[ChangePlace, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The list of changes in the order of the new document, and what the user has to know about the comparison.

    `notices` and `uncovered` are the versions' (see `Version`), each once: nothing that may differ and was not
    compared goes unnamed.
    """

    old_label: str
    new_label: str
    kind: Literal["deck", "report"]
    changes: tuple[Change, ...]
    notices: tuple[str, ...] = ()
    uncovered: tuple[str, ...] = ()
    approved_old: tuple[Approval, ...] = ()  # what each version says was approved
    approved_new: tuple[Approval, ...] = ()

    @property
    def same(self) -> bool:
        """Whether the versions say the same; what only regeneration changed (page numbers, dates) does not count."""
        return all(change.cause == "regeneration" for change in self.changes)
