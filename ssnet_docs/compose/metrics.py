"""Advance widths of the fonts that documents are set in, from the tables in `layouts/metrics/`."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from ssnet_docs.model.typography import is_wide

EMOJI = 1.4
"""Width of an emoji in ems: colour fonts differ, and this is the widest."""


@dataclass(frozen=True, slots=True)
class Metrics:
    """Widths in ems by character, regular and bold; `line` is the East Asian face's own line height (hhea) in ems."""

    name: str
    line: float
    regular: dict[str, float]
    bold: dict[str, float]
    _unlisted: dict[str, float] = field(default_factory=dict)

    @classmethod
    def load(cls, name: str, root: Path) -> Metrics:
        """The table `layouts/metrics/<name>.json` of the project at `root`; FileNotFoundError where there is none."""
        return _load(name, root / "layouts" / "metrics" / f"{name}.json")

    def advance(self, character: str, bold: bool = False) -> float:
        """The width of one character in ems."""
        width = (self.bold if bold else self.regular).get(character)
        if width is not None:
            return width
        if character not in self._unlisted:
            self._unlisted[character] = _default(character)
        return self._unlisted[character]


@cache
def _load(name: str, path: Path) -> Metrics:
    table = json.loads(path.read_text(encoding="utf-8"))
    return Metrics(
        name,
        table["line"] / 1000,
        {character: width / 1000 for character, width in table["regular"].items()},
        {character: width / 1000 for character, width in table["bold"].items()},
    )


def _default(character: str) -> float:
    """The width of a character that no table lists: 1 em, but nothing for what only modifies its neighbour."""
    code = ord(character)
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Mn", "Me"):
        return 0.0
    if is_wide(character):
        return 1.0
    if 0xFF61 <= code <= 0xFFDC:
        return 0.5
    return EMOJI if code >= 0x1F000 else 1.0
