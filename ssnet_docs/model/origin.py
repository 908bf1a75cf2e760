"""Where a document's figures come from, as a written file carries it and `ssnet trace` reads it back."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """A place where a figure is shown: slide or page block (from 1), the frame's key, the text, the facts' keys.

    Several keys stand behind a computed figure.
    """

    slide: int
    frame: str
    text: str
    keys: tuple[str, ...]
