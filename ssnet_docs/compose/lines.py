"""Breaks text into lines by the basic rules of W3C clreq, with the widths of real fonts.

Rules kept (https://www.w3.org/TR/clreq/, "Line Breaking"): closing marks and points never start a line, opening
marks never end one, 「——」 and 「……」 stay whole, Latin words break only at spaces, hyphens and slashes, a figure stays
with its unit. Nothing hangs into the margin. What is longer than a line by itself is broken anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ssnet_docs.compose.metrics import Metrics
from ssnet_docs.model.text import Paragraph, Run
from ssnet_docs.model.typography import is_wide

NEVER_FIRST = frozenset("、，。．：；！？」』）》〉】〕］｝…‥—～·・％‰℃’”),.:;!?]}%/／ー々〻｣･ﾞﾟ")
NEVER_LAST = frozenset("「『（《〈【〔［｛‘“([{＄￥$#＃｢")
UNITS = frozenset(
    "年月日人處案場件戶次名員督歲期區縣市所間元萬億千百週天時分項類級章條款點小個家校園倍度位床席組縣％%成"
)
SECOND_UNITS = frozenset(
    ("人次", "千元", "萬元", "億元", "小時", "縣市", "個月", "萬人", "年度", "學年", "星期", "人數", "公里")
)
BREAK_AFTER = frozenset("-/–\u00ad\u200b")
SAFETY = 0.95
GAP = 0.24
CELL_GAP = 0.29


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its text without trailing spaces, its width in points, and its place in the paragraph's text."""

    text: str
    width: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text that is not broken: its characters, its width, the spaces after it, and the gap before it, in ems."""

    start: int
    end: int  # after the spaces
    width: float
    spaces: float
    lead: float
    ends_line: bool


class Typesetter:
    """Measures and breaks the text of runs in one face. Widths are points; `gap` ems stand between Han and Latin.

    `safety` is the share of a line's width that is used, so that small differences between programs do no harm.
    """

    def __init__(self, metrics: Metrics, gap: float = GAP, safety: float = SAFETY) -> None:
        self.metrics = metrics
        self.gap = gap
        self.safety = safety
        self._pieces: dict[tuple[object, ...], tuple[_Piece, ...]] = {}

    def width(self, runs: Sequence[Run], size: float, bold: bool = False) -> float:
        """The width of the longest line that the text has of itself (line breaks in the text count)."""
        widest = line = spaces = 0.0
        for piece in self._split(runs, bold):
            line += spaces + (piece.lead if line else 0.0) + piece.width
            spaces = piece.spaces
            widest = max(widest, line)
            if piece.ends_line:
                line = spaces = 0.0
        return widest * size

    def minimum_width(self, runs: Sequence[Run], size: float, bold: bool = False) -> float:
        """The width of the widest piece that is not broken."""
        return max((piece.width for piece in self._split(runs, bold)), default=0.0) * size

    def lines(self, runs: Sequence[Run], size: float, width: float, bold: bool = False) -> tuple[Line, ...]:
        """The lines of the text at `size` in `width` points; an empty text has one empty line."""
        text = "".join(run.text for run in runs)
        limit = max(width * self.safety / size, 0.01) if size else 1.0
        made: list[Line] = []
        start, used, spaces, end = 0, 0.0, 0.0, 0
        for piece in self._split(runs, bold):
            lead = piece.lead if used else 0.0
            if used and used + spaces + lead + piece.width > limit + 1e-6:
                made.append(Line(text[start:end].rstrip(" \n"), used * size, start, piece.start))
                start, used, spaces, lead = piece.start, 0.0, 0.0, 0.0
            if piece.width > limit and not used:
                start, used = self._broken(runs, bold, piece, limit, size, text, made)
            else:
                used += spaces + lead + piece.width
            spaces, end = piece.spaces, piece.end
            if piece.ends_line:
                made.append(Line(text[start:end].rstrip(" \n"), used * size, start, end))
                start, used, spaces = end, 0.0, 0.0
        if start < len(text) or not made or text.endswith("\n"):
            made.append(Line(text[start:].rstrip(" "), used * size, start, len(text)))
        return tuple(made)

    def _broken(
        self, runs: Sequence[Run], bold: bool, piece: _Piece, limit: float, size: float, text: str, made: list[Line]
    ) -> tuple[int, float]:
        """Break a piece that is longer than a line between any two characters; returns where the last line starts."""
        widths = self._widths(runs, bold)
        start, used = piece.start, 0.0
        for position in range(piece.start, piece.end):
            width = widths[position]
            if used and used + width > limit:
                made.append(Line(text[start:position], used * size, start, position))
                start, used = position, 0.0
            used += width
        return start, used

    # --- pieces ------------------------------------------------------------------------------------------------

    def _split(self, runs: Sequence[Run], bold: bool) -> tuple[_Piece, ...]:
        key = (bold, *((run.text, run.bold, run.scale) for run in runs))
        if key not in self._pieces:
            if len(self._pieces) > 4096:
                self._pieces.clear()
            self._pieces[key] = tuple(self._cut("".join(run.text for run in runs), self._widths(runs, bold)))
        return self._pieces[key]

    def _widths(self, runs: Sequence[Run], bold: bool) -> list[float]:
        """The width of every character in ems of the paragraph's size; a line break has none."""
        widths: list[float] = []
        for run in runs:
            heavy = bold if run.bold is None else run.bold
            scale = run.scale * (0.66 if run.superscript else 1.0)
            advance = self.metrics.advance
            widths += [0.0 if character == "\n" else advance(character, heavy) * scale for character in run.text]
        return widths

    def _cut(self, text: str, widths: list[float]) -> list[_Piece]:
        """Cut the text where a line may end."""
        pieces: list[_Piece] = []
        start, width, spaces, lead = 0, 0.0, 0.0, 0.0
        for position, character in enumerate(text):
            if position > start and _may_break(text, position):
                pieces.append(_Piece(start, position, width, spaces, lead, text[position - 1] == "\n"))
                start, width, spaces = position, 0.0, 0.0
                lead = self._gap(text, position)
            elif position > start:
                width += self._gap(text, position)
            if character == " ":
                spaces += widths[position]
            else:
                width += spaces + widths[position]
                spaces = 0.0
        if start < len(text):
            pieces.append(_Piece(start, len(text), width, spaces, lead, text[-1] == "\n"))
        return pieces

    def _gap(self, text: str, position: int) -> float:
        """The gap before the character at `position`: between Han and Latin letters or figures."""
        before, after = text[position - 1], text[position]
        if _han(before):
            return self.gap if _latin(after) else 0.0
        return self.gap if _latin(before) and _han(after) else 0.0

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


def _may_break(text: str, position: int) -> bool:
    """Whether a line may end before the character at `position`."""
    before, after = text[position - 1], text[position]
    if before == "\n":
        return True
    if after in " \n" or after in NEVER_FIRST or before in NEVER_LAST:
        return False
    if before == " ":
        return True
    wide_before, wide_after = is_wide(before), is_wide(after)
    if not wide_before and not wide_after:
        return before in BREAK_AFTER and position > 1 and text[position - 2].isalnum() and not after.isdigit()
    if before.isdigit() and after in UNITS:
        return False
    if before == "第" and (after.isdigit() or after in "一二三四五六七八九十"):
        return False
    if before + after in SECOND_UNITS and position > 1 and text[position - 2].isdigit():
        return False
    return not (before == "民" and after == "國" and text[position + 1 : position + 2].isdigit())


def _han(character: str) -> bool:
    """Whether the gap between scripts applies to a wide character: to Han, not to full-width marks."""
    code = ord(character)
    return 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x3FFFF


def _latin(character: str) -> bool:
    return (character.isalnum() and not is_wide(character)) or character in "%&@#$+-="
