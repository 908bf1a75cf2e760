"""How reports look, as data: paper, margins, faces and sizes. Lengths are points."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReportStyle:
    """How reports look: paper, margins, faces and sizes in points; read from `layouts/reports/`.

    `binding` is the margin at the spine. `line` is the exact height of a line of body text: Word and LibreOffice
    give East Asian faces different heights, so only exact lines keep the pages. `table_sizes` are tried from the
    largest. `heading_sizes` holds one size a level, the last for all deeper ones.
    """

    name: str
    title: str
    paper: tuple[float, float]
    top: float
    bottom: float
    binding: float
    outer: float
    header: float
    footer: float
    latin: str
    east_asian: str
    east_asian_names: tuple[str, ...]  # other names of the East Asian face, for other systems
    metrics: str
    body: float
    line: float
    heading_sizes: tuple[float, ...]
    table_sizes: tuple[float, ...]
    caption: float
    note: float
    chart_label: float
    contents_levels: int
    signatures: tuple[str, ...]
    new_page: bool  # every chapter begins on a new page

    def heading(self, level: int) -> float:
        """The size of a heading of a level counted from 1."""
        return self.heading_sizes[min(level, len(self.heading_sizes)) - 1]

    def text_width(self, landscape: bool = False) -> float:
        """Width between the margins. A landscape page is bound at its top."""
        if landscape:
            return self.paper[1] - self.top - self.bottom
        return self.paper[0] - self.binding - self.outer

    def text_height(self, landscape: bool = False) -> float:
        """Height between the margins."""
        if landscape:
            return self.paper[0] - self.binding - self.outer
        return self.paper[1] - self.top - self.bottom
