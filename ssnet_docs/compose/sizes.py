"""The least heights of nodes at one step of the theme's type scale. Lengths are points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ssnet_docs.compose.measure import Measure
from ssnet_docs.compose.shapes import Solver
from ssnet_docs.compose.tables import SizedTable, least_height, size_table
from ssnet_docs.model.layout import Theme
from ssnet_docs.model.nodes import Chart, Columns, Drawing, Heading, Items, Node, Note, Picture, Table, Text
from ssnet_docs.model.text import Paragraph, paragraph

GAP = 12.0
COLUMN_GAP = 24.0
CHART_HEIGHT = 168.0
PICTURE_HEIGHT = 150.0
TABLE_SHARE = 0.94
"""Share of a table's space that its rows may fill: the renderers' rows grow a little beyond what was measured."""
TEXT_SLACK = 0.04
"""Share of a text's height kept free below it."""


@dataclass(slots=True)
class Sizes:
    """Measures nodes; tables and drawings are measured once for each width."""

    theme: Theme
    measure: Measure
    step: int
    _tables: dict[tuple[int, float], tuple[Node, SizedTable]] = field(default_factory=dict)
    _solver: Solver | None = None

    @property
    def solver(self) -> Solver:
        if self._solver is None:
            self._solver = Solver(self.measure, self.step, self.theme.corner)
        return self._solver

    def height(self, node: Node, width: float) -> float:
        """The least height of a node at `width`."""
        match node:
            case Heading():
                return self.text_height((node.text,), width)
            case Text() | Items():
                return self.text_height(paragraphs_of(node), width)
            case Table():
                table = self.table(node, width)
                return self.around(node, width) + table.height / TABLE_SHARE
            case Chart():
                return CHART_HEIGHT
            case Picture():
                credit = self.text_height((node.credit,), width) if node.credit else 0.0
                return min(PICTURE_HEIGHT, width * node.height / node.width) + credit
            case Columns():
                widths = self.column_widths(node, width)
                return max(
                    (self.stack_height(column, share) for column, share in zip(node.columns, widths, strict=True)),
                    default=0.0,
                )
            case Drawing():
                if self.solver.minimum_width(node.root, text_only=True) > width + 0.5:
                    return float("inf")  # a figure or word would leave its box: only smaller type can hold it
                return self.solver.height(node.root, width)
            case Note():
                return self.text_height(node.paragraphs, width) if node.kind == "footnote" else 0.0

    def least_height(self, nodes: Sequence[Node]) -> float:
        """What the nodes are high at any width, by their tables alone: quickly reckoned, and never too much."""
        tables = (least_height(node.spec, self.measure, self.step) for node in nodes if isinstance(node, Table))
        return sum(tables) / TABLE_SHARE

    def stack_height(self, nodes: Sequence[Node], width: float) -> float:
        heights = [self.height(node, width) for node in nodes]
        return sum(heights) + GAP * max(len(nodes) - 1, 0)

    def text_height(self, paragraphs: Sequence[Paragraph], width: float) -> float:
        return self.measure.height(self.measure.sized(paragraphs, self.step), width) * (1 + TEXT_SLACK)

    def table(self, node: Table, width: float) -> SizedTable:
        memo = (id(node), round(width, 2))
        if memo not in self._tables:
            self._tables[memo] = (node, size_table(node.spec, width, self.measure, self.step))
        return self._tables[memo][1]

    def above(self, node: Table, width: float) -> tuple[Paragraph, ...]:
        """Caption and unit line, which stand above every part of a table."""
        lines = [node.spec.caption] if node.spec.caption else []
        if node.spec.unit:
            lines.append(paragraph(node.spec.unit, "label", align="end"))
        return tuple(lines)

    def around(self, node: Table, width: float) -> float:
        above, notes = self.above(node, width), node.spec.notes
        height = self.text_height(above, width) + 2 if above else 0.0
        return height + (self.text_height(notes, width) + 4 if notes else 0.0)

    @staticmethod
    def column_widths(node: Columns, width: float) -> list[float]:
        spare = width - COLUMN_GAP * (len(node.columns) - 1)
        return [spare * weight / sum(node.weights) for weight in node.weights]

    def part(self, node: Table, part: SizedTable, width: float) -> Table:
        """The node of a table's part; its sizes are kept, so that all parts have the same widths."""
        result = replace(node, spec=part.spec)
        self._tables[id(result), round(width, 2)] = (result, part)
        return result


def paragraphs_of(node: Text | Items) -> tuple[Paragraph, ...]:
    return node.paragraphs if isinstance(node, Text) else node.items
