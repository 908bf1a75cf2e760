"""How much room a chart's labels need. Lengths are points.

Office lays out charts itself, so this is an estimate on the safe side: a Han character is 1 em in every face,
Latin letters and digits are taken from the wider of the faces in use.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

LINE = 1.22  # height of a line of label text, in em
_GAP = 0.24  # between Han and Latin, in em, as LibreOffice adds it

_NARROW = set(".,:;'|!ijl() []/-")
_TOKEN = re.compile(r"[\u0020-\u024f]+")
_NEVER_FIRST = set("，。、；：！？」』）》％%")


def _em(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WFA":
        return 1.0
    if character in _NARROW:
        return 0.34
    if character in "%mwMW@":
        return 0.9
    return 0.68 if character.isupper() else 0.57


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of the widest line of the text at this size in points."""
    return max(_line_width(line, size) for line in text.split("\n")) * (1.06 if bold else 1.0)


def _line_width(line: str, size: float) -> float:
    wide = [unicodedata.east_asian_width(character) in "WF" for character in line]
    changes = sum(before != after for before, after in pairwise(wide))
    return size * (sum(map(_em, line)) + _GAP * changes)


def pieces(text: str) -> list[str]:
    """The text cut where a line may break: after any Han character, never inside a word or number."""
    cut: list[str] = []
    for line in text.split("\n"):
        position = 0
        while position < len(line):
            word = _TOKEN.match(line, position)
            piece = word.group(0) if word else line[position]
            if cut and piece in _NEVER_FIRST:
                cut[-1] += piece
            else:
                cut.extend(re.findall(r"\S+\s*|\s+", piece) if word else [piece])
            position += len(piece)
    return cut


def wrapped_lines(text: str, size: float, width: float) -> int | None:
    """How many lines the text takes in this width; None where a single piece of it is wider."""
    lines, used = 1, 0.0
    for piece in pieces(text):
        need = text_width(piece, size)
        if text_width(piece.rstrip() or " ", size) > width:
            return None
        if used + need > width and used:
            lines, used = lines + 1, 0.0
        used += need
    return lines


def apart(middles: list[float], distance: float, low: float, high: float) -> list[float]:
    """The ascending middles moved as little as possible so that neighbours are `distance` apart, within low to high.

    Groups that touch move as one, about the mean of where they would be. Where there is no room for all, they
    begin at low.
    """

    def start(group: list[float]) -> float:
        mean = sum(group) / len(group) - distance * (len(group) - 1) / 2
        return max(low, min(mean, high - distance * (len(group) - 1)))

    groups: list[list[float]] = []
    for middle in middles:
        groups.append([middle])
        while len(groups) > 1 and start(groups[-1]) < start(groups[-2]) + distance * len(groups[-2]):
            groups[-2:] = [groups[-2] + groups[-1]]
    return [start(group) + distance * position for group in groups for position in range(len(group))]
