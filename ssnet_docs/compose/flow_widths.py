"""How a report's table shares its width: no word broken, and then the rows as low as can be. Widths are ems."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

COMFORT = (7.0, 5.0)
"""Ems that a column of longer text wants at least before the table is set smaller, and before the page is turned."""

HEADER = 3.0
"""Ems that a column's header wants at least; headers may wrap more readily than what stands below them."""

WORD = 4.0
"""Ems up to which a cell's text is not wrapped (新北市, 1,234人), while Han text could be broken anywhere."""

_STEP = 0.5  # widths are tried in steps of this
_STEPS = (1, 2, 4, 8, 16)  # how many steps a column may gain at once
_LOSS = 1.04  # what a text takes up on several lines, since lines end before they are full

Lines = tuple[float, ...]
"""The natural widths of a cell's paragraphs and lines."""


@dataclass(slots=True)
class Needs:
    """What a column's cells need."""

    weight: float = 1.0
    word: float = 1.0  # widest unbreakable piece below the header
    header_word: float = 1.0  # and in the header
    body: float = 1.0  # natural width of the cells below the header
    header: float = 1.0  # natural width of the header
    sample: list[Lines] = field(default_factory=list)  # the column's cells in the rows that are weighed

    @property
    def natural(self) -> float:
        return max(self.body, self.header)

    @property
    def least(self) -> float:
        """The width below which words and figures would be broken, those of the header aside."""
        return max(self.word, min(self.body, WORD))

    @property
    def minimum(self) -> float:
        """The width below which any word would be broken."""
        return max(self.least, self.header_word)

    def comfort(self, text: float) -> float:
        """The least width at which the column is still read with ease, where longer text wants `text` ems."""
        if self.weight == 0:
            return max(self.minimum, self.body, min(self.header, HEADER + 1))
        return max(self.minimum, min(self.body, text), min(self.header, HEADER))

    def count(self, lines: Lines, word: float, *, header: bool) -> None:
        """Take a cell into account: the widths of its lines and of its longest word."""
        natural = lines[0] if len(lines) == 1 else max(lines, default=1.0)
        if header:
            self.header, self.header_word = max(self.header, natural), max(self.header_word, word)
        elif natural > self.body or word > self.word:
            self.body, self.word = max(self.body, natural), max(self.word, word)

    def heights(self, width: float) -> list[int]:
        """The lines that the weighed cells take at a width."""
        return [line_count(lines, width) for lines in self.sample]


def line_count(lines: Lines, width: float) -> int:
    """About how many lines a cell takes in `width`."""
    return sum(1 if wide <= width else math.ceil(wide * _LOSS / width) for wide in lines)


def shared(columns: Sequence[Needs], room: float) -> list[float]:
    """Widths that add up to `room`.

    Where all text fits on one line, the spare is shared by weight; else every column gets what its words need,
    and what is left goes where it makes the rows lowest.
    """
    natural = [column.natural for column in columns]
    if sum(natural) <= room:
        return _stretched(columns, natural, room)
    for widths in (
        [column.comfort(WORD) for column in columns],
        [column.minimum for column in columns],
        [column.least for column in columns],
        [column.word for column in columns],
    ):
        if sum(widths) <= room:
            return _stretched(columns, _lowered(columns, widths, room - sum(widths)), room)
    words = [column.word for column in columns]
    return [wide * room / sum(words) for wide in words]


def _lowered(columns: Sequence[Needs], widths: Sequence[float], spare: float) -> list[float]:
    """`widths` with `spare` given, step by step, to the column that takes most lines off the rows for it."""
    steps = [0] * len(columns)
    left = int(spare / _STEP)
    known: dict[tuple[int, int], list[int]] = {}

    def heights(column: int, more: int) -> list[int]:
        key = (column, steps[column] + more)
        if key not in known:
            known[key] = columns[column].heights(widths[column] + _STEP * key[1])
        return known[key]

    while left > 0:
        now = [heights(column, 0) for column in range(len(columns))]
        best: tuple[float, int, int] | None = None
        for column in range(len(columns)):
            others = [max(row[:column] + row[column + 1 :], default=1) for row in map(list, zip(*now, strict=True))]
            for more in _STEPS:
                if more > left:
                    break
                gain = sum(
                    max(old, other) - max(new, other)
                    for old, new, other in zip(now[column], heights(column, more), others, strict=True)
                )
                worth = gain * max(columns[column].weight, 0.1) / more
                if gain > 0 and (best is None or worth > best[0]):
                    best = (worth, column, more)
        if best is None:
            break
        steps[best[1]] += best[2]
        left -= best[2]
    return [wide + _STEP * more for wide, more in zip(widths, steps, strict=True)]


def _stretched(columns: Sequence[Needs], widths: Sequence[float], room: float) -> list[float]:
    """`widths` with what is left of `room` shared: to wrapped columns by what they lack, else by weight."""
    spare = room - sum(widths)
    shares = [max(column.natural - wide, 0.0) * column.weight for column, wide in zip(columns, widths, strict=True)]
    if not any(shares):
        shares = [column.weight * wide for column, wide in zip(columns, widths, strict=True)]
    if not any(shares):
        shares = list(widths)
    return [wide + spare * share / sum(shares) for wide, share in zip(widths, shares, strict=True)]
