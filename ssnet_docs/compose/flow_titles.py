"""How a cover's title is broken: at the joints of its words, in lines as few and as even as can be."""

from __future__ import annotations

import re
from itertools import combinations, pairwise

from ssnet_docs.compose.lines import Typesetter
from ssnet_docs.model.text import Run

_JOINTS = re.compile(r"(?<=[」』）》：:，、—])(?![」』）》：:，、—])|(?=[「『（《])|\s+")
_MOST_LINES = 4


def broken(text: str, sizes: tuple[float, ...], width: float, measure: Typesetter) -> tuple[tuple[str, ...], float]:
    """Lines of a bold title and the size in points at which they fit into `width` points.

    The fewest lines that are broken at joints (before 「, after 」 or ：), at the largest of `sizes`; where joints
    do not do, the smallest size, broken by the rules of clreq.
    """
    if "\n" in text:
        return tuple(text.split("\n")), sizes[-1]
    pieces = [piece for piece in _JOINTS.split(text) if piece]
    for count in range(1, min(_MOST_LINES, len(pieces)) + 1):
        for size in sizes:
            found = _even(pieces, count, size, width, measure)
            if found is not None:
                return found, size
    size = sizes[-1]
    return tuple(line.text for line in measure.lines((Run(text),), size, width, True)), size


def _even(pieces: list[str], count: int, size: float, width: float, measure: Typesetter) -> tuple[str, ...] | None:
    """The pieces on `count` lines, the longest as short as possible; None where they do not fit."""
    best: tuple[float, tuple[str, ...]] | None = None
    for cuts in combinations(range(1, len(pieces)), count - 1):
        bounds = (0, *cuts, len(pieces))
        lines = tuple("".join(pieces[start:end]) for start, end in pairwise(bounds))
        longest = max(measure.width((Run(line),), size, True) for line in lines)
        if longest <= width and (best is None or longest < best[0]):
            best = (longest, lines)
    return best[1] if best else None
