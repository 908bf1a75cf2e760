"""Tables in the words of the statistical table: column headers, spanners, stub, row groups, notes."""

from __future__ import annotations

from typing import Literal

from ssnet_docs.model.text import Align, Anchor, Colour, Paragraph
from ssnet_docs.model.value import value

RowKind = Literal["header", "body", "group", "subtotal", "total"]


@value(frozen=True, slots=True)
class Column:
    """A column. Where contents need more than the table's width, wide columns share it by `weight`.

    Equal weights share by contents; weight 0 means as narrow as its contents allow. `align` holds for body cells;
    headers are centred. `decimal` aligns figures at the decimal point (right-aligned with equal decimals).
    """

    key: str
    weight: float = 1.0
    align: Align = "start"
    decimal: bool = False


@value(frozen=True, slots=True)
class Cell:
    """A cell; spans count columns and rows. Cells covered by a span are left out of their row as None."""

    paragraphs: tuple[Paragraph, ...] = ()
    column_span: int = 1
    row_span: int = 1
    align: Align | None = None
    anchor: Anchor = "middle"
    fill: Colour | None = None
    colour: Colour | None = None

    @property
    def text(self) -> str:
        paragraphs = self.paragraphs
        return paragraphs[0].text if len(paragraphs) == 1 else "\n".join([each.text for each in paragraphs])


@value(frozen=True, slots=True)
class Row:
    """A row with one entry a column. `key` identifies it across versions (a fact's key or the stub's text).

    kind `group` is a full-width row that names the rows below it; a `subtotal` stays with the row above it.
    """

    cells: tuple[Cell | None, ...]
    kind: RowKind = "body"
    key: str = ""


@value(frozen=True, slots=True)
class TableSpec:
    """A table. `header` rows repeat when it continues; the first `stub_columns` columns name the rows.

    A stub cell with a row_span is a merged stub: where the table continues, the span is split and the
    label repeated. `unit` stands at the upper right (「單位：千元」) and repeats; `notes` stand below the end.
    """

    columns: tuple[Column, ...]
    header: tuple[Row, ...]
    body: tuple[Row, ...]
    stub_columns: int = 1
    caption: Paragraph | None = None
    unit: str | None = None
    notes: tuple[Paragraph, ...] = ()
    banded: bool = False
