"""Where a document's figures come from, and what was approved, as a written file carries it."""

from __future__ import annotations

from ssnet_docs.model.value import value


@value(frozen=True, slots=True, kw_only=True)
class Origin:
    """A fact as a file tells of it: its key, its words, its value, and the row and source that it was taken from.

    `row` is the place in `data/` (file:line). `printed` is what the source printed where that is wrong, with the
    `reason`; otherwise both are empty.
    """

    key: str
    name: str
    value: str
    kind: str = ""
    period: str = ""
    as_of: str = ""
    source: str = ""
    slide: str = ""
    row: str = ""
    printed: str = ""
    reason: str = ""


@value(frozen=True, slots=True, kw_only=True)
class Approval:
    """What somebody has approved: the whole document (no key), a section, or a slide.

    `key` is that of the section or slide in a deck; `titles`, outermost first, are what a report has instead. `date` is
    in the form 115-03-01.
    """

    key: str
    titles: tuple[str, ...]
    date: str
    by: str


@value(frozen=True, slots=True, kw_only=True)
class Appearance:
    """A place where a figure is shown: the slide, or in a report the section by its number and title; the frame's key.

    Slides count from 1, sections of a report as its headings do, 0 for what stands before the first. Several keys
    stand behind a computed figure.
    """

    slide: int
    frame: str
    text: str
    keys: tuple[str, ...]
    section: str = ""
