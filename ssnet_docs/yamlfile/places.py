"""Where everything in a YAML file stands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ssnet_docs.model.errors import Source

Path = Sequence[str | int]


@dataclass(slots=True)
class Place:
    """Where a value stands: its own place, its key's (for a list item: the item's), and those of what it holds.

    `line` and `column` count from 1; `start` and `end` are offsets into the file's text; `block` says that the value is
    a block scalar (`|` or `>`). Sources are made when they are asked for: most never are.
    """

    file: str
    line: int = 1
    column: int = 1
    start: int = 0
    end: int = 0
    block: bool = False
    children: Mapping[str | int, Place] = field(default_factory=dict)
    below: Source | None = None
    """The place of the key below which the value stands; None where it has none."""

    @property
    def source(self) -> Source:
        return Source(self.file, self.line, self.column)

    @property
    def key(self) -> Source:
        return self.below or self.source


@dataclass(slots=True)
class Positions:
    """The places of everything in a file. Paths are keys and list indices from the top (0 is the first item).

    `texts` holds the file's text by its name, and those of files that were included into it.

    Every method is lenient: parts of a path that the file does not have (names of fields that a shorthand left
    out, tags of a union) are skipped, so a path from the validator always gives the nearest place.
    """

    texts: dict[str, str]
    root: Place

    def find(self, path: Path) -> Place:
        """The place of the value at `path`, or of the nearest thing above it that the file has."""
        place = self.root
        for part in path:
            children = place.children
            place = children.get(part) or children.get(str(part)) or place
        return place

    def known(self, path: Path) -> tuple[str | int, ...]:
        """`path` without the parts that the file does not have."""
        place, known = self.root, []
        for part in path:
            key = part if part in place.children else str(part)
            if key in place.children:
                place = place.children[key]
                known.append(key)
        return tuple(known)

    def has(self, path: Path) -> bool:
        """Whether the file has every part of `path`."""
        place: Place | None = self.root
        for part in path:
            place = place.children.get(part) if place else None
        return place is not None

    def source(self, path: Path) -> Source:
        """Where the value at `path` begins."""
        return self.find(path).source

    def key_source(self, path: Path) -> Source:
        """Where the key of the value at `path` stands; for a list item, where the item begins."""
        return self.find(path).key

    def within(self, path: Path, line: int) -> Source:
        """Where line `line` (from 1) of the string at `path` stands in the file."""
        place = self.find(path)
        if line <= 1 and not place.block:
            return place.source
        offset = line if place.block else line - 1
        file_line = place.line + offset
        text = self.texts[place.file].split("\n", file_line)[file_line - 1 : file_line]
        indent = len(text[0]) - len(text[0].lstrip()) if text else 0
        return Source(place.file, file_line, indent + 1)

    def occurrences(self, path: Path, pattern: re.Pattern[str]) -> list[Source]:
        """Where `pattern` occurs in the string at `path`, as it is typed in the file, in order."""
        place = self.find(path)
        text = self.texts[place.file]
        return [source_at(place.file, text, match.start()) for match in pattern.finditer(text, place.start, place.end)]


def source_at(file: str, text: str, offset: int) -> Source:
    """The place of the character at `offset` of a file's text."""
    return Source(file, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))
