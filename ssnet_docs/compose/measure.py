"""How high and how wide paragraphs are in a theme's faces, and where they can be cut.

Line heights are those that were measured in LibreOffice and PowerPoint: 1.2 em in a text box for every face; in a table
cell LibreOffice uses the face's own line, so the larger of the two is reckoned with.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ssnet_docs.compose.lines import CELL_GAP, Line, Typesetter
from ssnet_docs.compose.metrics import Metrics
from ssnet_docs.model.layout import Face, Theme
from ssnet_docs.model.text import Paragraph
from ssnet_docs.model.typography import indent
from ssnet_docs.project import Project

LINE = 1.2
"""Height of a line in a text box, in ems."""

CELL_ROUNDING = 0.012
"""What LibreOffice adds at most to a face's own line in a cell, in ems, by rounding (1.458 em for 1.448 at 14 pt)."""

HEADING_ROLES = frozenset(("title", "display"))


class Measure:
    """Measures paragraphs in one theme. Lengths are points; paragraphs are sized by `sized` first."""

    def __init__(self, theme: Theme, project: Project) -> None:
        self.theme = theme
        self._body = _Setters(theme.body_face, project.root)
        self._heading = _Setters(theme.heading_face, project.root)

    def sized(self, paragraphs: Sequence[Paragraph], step: int) -> tuple[Paragraph, ...]:
        """The paragraphs with size, weight, colour and space before, from their roles at a step of the type scale.

        What a paragraph already says of itself stays; a paragraph that has a size is left as it is.
        """
        return tuple([item if item.size is not None else self._sized(item, step) for item in paragraphs])

    def _sized(self, paragraph: Paragraph, step: int) -> Paragraph:
        style = self.theme.style(paragraph.role)
        return Paragraph(  # `replace` takes five times as long
            paragraph.runs,
            paragraph.role,
            paragraph.level,
            paragraph.mark,
            paragraph.align,
            paragraph.colour or style.colour,
            style.bold if paragraph.bold is None else paragraph.bold,
            style.size(step),
            style.space_before + paragraph.space_before,
        )

    def height(self, paragraphs: Sequence[Paragraph], width: float, *, cell: bool = False) -> float:
        """The height of sized paragraphs set in `width`; space before the first does not count."""
        total = 0.0
        for number, item in enumerate(paragraphs):
            total += self._line_height(item, cell) * self.line_count(item, width, cell=cell)
            if number:
                total += item.space_before * (item.size or 0.0)
        return total

    def least_height(self, paragraphs: Sequence[Paragraph], step: int, *, cell: bool = False) -> float:
        """The height at a step of the type scale if every paragraph were on one line, without space between them."""
        return sum(self._line_height(item, cell) for item in self.sized(paragraphs, step))

    def line_count(self, paragraph: Paragraph, width: float, *, cell: bool = False) -> int:
        setter = self._setter(paragraph, cell)
        size = paragraph.size or 1.0
        if setter.on_one_line(paragraph.runs, size, max(width - indent(paragraph)[0], 1.0), bool(paragraph.bold)):
            return 1
        return len(self.lines(paragraph, width, cell=cell))

    def minimum_width(self, paragraphs: Sequence[Paragraph], *, cell: bool = False) -> float:
        """The width in which no word or figure has to be broken."""
        return self.widths(paragraphs, cell=cell)[0]

    def natural_width(self, paragraphs: Sequence[Paragraph], *, cell: bool = False) -> float:
        """The width in which every paragraph is set on one line."""
        return self.widths(paragraphs, cell=cell)[1]

    def widths(self, paragraphs: Sequence[Paragraph], *, cell: bool = False) -> tuple[float, float]:
        """Both: the minimum and the natural width."""
        least = whole = 0.0
        for item in paragraphs:
            setter = self._setter(item, cell)
            word, line = setter.extent(item.runs, item.size or 1.0, bool(item.bold))
            left = indent(item)[0]
            least = max(least, word / setter.safety + left)
            whole = max(whole, line / setter.safety + left + 0.01)
        return least, whole

    def cut(
        self, paragraphs: Sequence[Paragraph], width: float, height: float
    ) -> tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]]:
        """What of the sized paragraphs fits in `height`, and the rest; a paragraph is cut between lines.

        Spaces and a line break at the cut are dropped. A list item is cut only when it is the first, so that items
        stay whole where they can.
        """
        used = 0.0
        for number, item in enumerate(paragraphs):
            before = item.space_before * (item.size or 0.0) if number else 0.0
            line = self._line_height(item, False)
            needed = before + line * self.line_count(item, width)
            if used + needed <= height + 0.01:
                used += needed
                continue
            whole = tuple(paragraphs[:number])
            room = int((height - used - before + 0.01) // line)
            if room < 1 or (number and (item.mark is not None or room < 2)):
                return whole, tuple(paragraphs[number:])
            lines = self.lines(item, width)
            last = lines[min(room, len(lines) - 1) - 1]
            _, rest = Typesetter.split(item, last.end)
            first, _ = Typesetter.split(item, last.start + len(last.text))  # without the line break at its end
            return (*whole, first), (rest, *paragraphs[number + 1 :])
        return tuple(paragraphs), ()

    def lines(self, paragraph: Paragraph, width: float, *, cell: bool = False) -> tuple[Line, ...]:
        """The lines of a sized paragraph that is set in `width`, its indent counted in."""
        left, _ = indent(paragraph)
        setter = self._setter(paragraph, cell)
        return setter.lines(paragraph.runs, paragraph.size or 1.0, max(width - left, 1.0), bool(paragraph.bold))

    def _line_height(self, paragraph: Paragraph, cell: bool) -> float:
        runs = paragraph.runs
        largest = runs[0].scale if len(runs) == 1 else max((run.scale for run in runs), default=1.0)
        factor = max(LINE, self._setter(paragraph, cell).metrics.line + CELL_ROUNDING) if cell else LINE
        return factor * (paragraph.size or 0.0) * largest

    def _setter(self, paragraph: Paragraph, cell: bool) -> Typesetter:
        setters = self._heading if paragraph.role in HEADING_ROLES else self._body
        return setters.cell if cell else setters.box


class _Setters:
    """The typesetters of a face: for text boxes and for cells, where the gap between scripts is wider."""

    def __init__(self, face: Face, root: Path) -> None:
        metrics = Metrics.load(face.metrics, root)
        self.box = Typesetter(metrics)
        self.cell = Typesetter(metrics, gap=CELL_GAP)
