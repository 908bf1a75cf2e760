"""A row of a file as it stands there, before anything is known about its columns."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ssnet_docs.model.errors import Source
from ssnet_docs.yamlfile.places import source_at

_FIELD = re.compile(r'"(?:[^"]|"")*"|[^,]*')


@dataclass(frozen=True, slots=True)
class Record:
    """A row as it stands in a file: its cells as text, and where it begins. `text` is what a CSV file has there."""

    cells: tuple[str, ...]
    source: Source
    text: str | None = None

    def place(self, index: int) -> Source:
        """Where the cell at `index` (from 0) begins."""
        if self.text is None:
            return Source(self.source.file, self.source.line, index + 1)
        at = 0
        for _ in range(index):
            match = _FIELD.match(self.text, at)
            at = min(match.end() + 1 if match else at, len(self.text))
        within = source_at(self.source.file, self.text, at)
        return Source(self.source.file, self.source.line + within.line - 1, within.column)


def clean(cell: str) -> str:
    """A cell's text without the spaces around it, full-width ones too."""
    return cell.strip(" \t\n\u3000\xa0")
