"""Breaks text into lines, with the widths of real fonts. Where a line may end is for `breaking` to say.

Nothing hangs into the margin. What is longer than a line by itself is broken anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from ssnet_docs.compose.breaking import LINE_ENDS, gaps, may_break
from ssnet_docs.compose.metrics import Metrics
from ssnet_docs.model.text import Paragraph, Run

SAFETY = 0.95
"""Share of a line that is used, so that small differences between programs do no harm."""

GAP = 0.24
"""Gap between Han and Latin in a text box, in ems, as LibreOffice sets it (a fifth of the line)."""

CELL_GAP = 0.29
"""The same in a table cell, where LibreOffice's lines are higher."""

SUPERSCRIPT = 0.66
"""Size of raised text, as a share."""

ROUNDING = 1e-6
"""Ems by which a sum of widths may miss a line that was made for it."""

_TRAILING = " " + LINE_ENDS


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its text without trailing spaces, its width in points, and its place in the paragraph's text."""

    text: str
    width: float
    start: int
    end: int


class _Piece(NamedTuple):
    """Text that is not broken: its place, its width, the spaces after it, and the gap before it, in ems."""

    start: int
    end: int  # after the spaces
    width: float
    spaces: float
    lead: float
    ends_line: bool


class _Text(NamedTuple):
    """A text in pieces: its longest line if nothing is broken, its widest piece, whether a line ends in it; in ems."""

    pieces: tuple[_Piece, ...]
    width: float
    widest: float
    ends: bool


class Typesetter:
    """Measures and breaks the text of runs in one face. Widths are points; `gap` ems stand between Han and Latin.

    `safety` is the share of a line's width that is used.
    """

    def __init__(self, metrics: Metrics, gap: float = GAP, safety: float = SAFETY) -> None:
        self.metrics = metrics
        self.gap = gap
        self.safety = safety
        self._texts: dict[tuple[object, ...], _Text] = {}

    def width(self, runs: Sequence[Run], size: float, bold: bool = False) -> float:
        """The width of the longest line that the text has of itself (line breaks in the text count)."""
        return self._text(runs, bold).width * size

    def extent(self, runs: Sequence[Run], size: float, bold: bool = False) -> tuple[float, float]:
        """`minimum_width` and `width`, at once."""
        text = self._text(runs, bold)
        return text.widest * size, text.width * size

    def minimum_width(self, runs: Sequence[Run], size: float, bold: bool = False) -> float:
        """The width of the widest piece that is not broken."""
        return self._text(runs, bold).widest * size

    def on_one_line(self, runs: Sequence[Run], size: float, width: float, bold: bool = False) -> bool:
        """Whether `lines` would give one line: no line break in the text, and `width` is enough for all of it."""
        text = self._text(runs, bold)
        return not text.ends and text.width <= self._limit(size, width)

    def lines(self, runs: Sequence[Run], size: float, width: float, bold: bool = False) -> tuple[Line, ...]:
        """The lines of the text at `size` in `width` points; an empty text has one empty line."""
        text = "".join(run.text for run in runs)
        limit = self._limit(size, width)
        made: list[Line] = []

        def end_line(start: int, end: int, used: float) -> None:
            made.append(Line(text[start:end].rstrip(_TRAILING), used * size, start, end))

        measured: tuple[list[float], list[float]] | None = None
        start, used, spaces = 0, 0.0, 0.0
        for piece in self._text(runs, bold).pieces:
            lead = piece.lead if used else 0.0
            if used and used + spaces + lead + piece.width > limit:
                end_line(start, piece.start, used)
                start, used, spaces, lead = piece.start, 0.0, 0.0, 0.0
            if piece.width > limit and not used:
                measured = measured or self._widths(runs, bold)  # once: a text may have thousands of long words
                for after, filled in _anywhere(text, *measured, start, piece.end, limit):
                    if after > start:
                        end_line(start, after, used)
                    start, used = after, filled
            else:
                used += spaces + lead + piece.width
            spaces = piece.spaces
            if piece.ends_line:
                end_line(start, piece.end, used)
                start, used, spaces = piece.end, 0.0, 0.0
        if start < len(text) or not made or text.endswith(tuple(LINE_ENDS)):
            end_line(start, len(text), used)
        return tuple(made)

    # --- pieces ------------------------------------------------------------------------------------------------

    def _limit(self, size: float, width: float) -> float:
        """How many ems of text a line of `width` points holds."""
        return (max(width * self.safety / size, 0.01) if size else 1.0) + ROUNDING

    def _text(self, runs: Sequence[Run], bold: bool) -> _Text:
        if len(runs) == 1:
            run = runs[0]
            key: tuple[object, ...] = (run.text, bold if run.bold is None else run.bold, run.scale, run.superscript)
        else:
            key = (bold, *[(run.text, run.bold, run.scale, run.superscript) for run in runs])
        found = self._texts.get(key)
        if found is None:
            if len(self._texts) > 4096:
                self._texts.clear()
            found = self._texts[key] = _measured(_cut("".join(run.text for run in runs), *self._widths(runs, bold)))
        return found

    def _widths(self, runs: Sequence[Run], bold: bool) -> tuple[list[float], list[float]]:
        """The width of every character and the gap before it, in ems of the paragraph's size."""
        widths: list[float] = []
        scales: list[float] = []
        advance = self.metrics.advance
        for run in runs:
            heavy = bold if run.bold is None else run.bold
            scale = run.scale * (SUPERSCRIPT if run.superscript else 1.0)
            widths += [0.0 if character in LINE_ENDS else advance(character, heavy) * scale for character in run.text]
            scales += [scale * self.gap] * len(run.text)
        found = gaps("".join(run.text for run in runs))
        return widths, [scale if gap else 0.0 for scale, gap in zip(scales, found, strict=True)]

    @staticmethod
    def split(paragraph: Paragraph, at: int) -> tuple[Paragraph, Paragraph]:
        """The paragraph cut at a character of its text; runs keep their look, the rest has no mark of its own."""
        first: list[Run] = []
        rest: list[Run] = []
        for run in paragraph.runs:
            if at >= len(run.text):
                first.append(run)
            elif at <= 0:
                rest.append(run)
            else:
                first.append(replace(run, text=run.text[:at]))
                rest.append(replace(run, text=run.text[at:]))
            at -= len(run.text)
        level = paragraph.level + (1 if paragraph.mark else 0)
        return replace(paragraph, runs=tuple(first)), replace(paragraph, runs=tuple(rest), mark=None, level=level)


def _measured(pieces: list[_Piece]) -> _Text:
    """The pieces of a text with what is asked of them again and again."""
    longest = line = spaces = 0.0
    for piece in pieces:
        line += spaces + (piece.lead if line else 0.0) + piece.width
        spaces = piece.spaces
        longest = max(longest, line)
        if piece.ends_line:
            line = spaces = 0.0
    widest = max((piece.width for piece in pieces), default=0.0)
    return _Text(tuple(pieces), longest, widest, any(piece.ends_line for piece in pieces))


def _cut(text: str, widths: list[float], leads: list[float]) -> list[_Piece]:
    """Cut the text where a line may end."""
    pieces: list[_Piece] = []
    start, width, spaces, lead = 0, 0.0, 0.0, 0.0
    for position, character in enumerate(text):
        if position > start and may_break(text, position):
            pieces.append(_Piece(start, position, width, spaces, lead, text[position - 1] in LINE_ENDS))
            start, width, spaces, lead = position, 0.0, 0.0, leads[position]
        elif position > start:
            width += leads[position]
        if character == " ":
            spaces += widths[position]
        elif character not in LINE_ENDS:
            width += spaces + widths[position]
            spaces = 0.0
    if start < len(text):
        pieces.append(_Piece(start, len(text), width, spaces, lead, text[-1] in LINE_ENDS))
    return pieces


def _anywhere(
    text: str, widths: list[float], leads: list[float], start: int, end: int, limit: float
) -> Iterator[tuple[int, float]]:
    """Where lines start and how wide they are (ems) when text is broken behind its "//" and between any characters."""
    stop = start + len(text[start:end].rstrip(_TRAILING))
    address = text.find("//", start, stop) + 2
    used = spaces = 0.0
    for position in range(start, stop):
        width = (leads[position] if used else 0.0) + widths[position]
        full = used + spaces + width > limit or position == address
        if full and used and widths[position]:  # what has no width stays with what it marks
            yield start, used
            start, used, spaces, width = position, 0.0, 0.0, widths[position]
        if text[position] == " ":
            spaces += width
        else:
            used, spaces = used + spaces + width, 0.0
    yield start, used
