"""Cells, columns and rows of a table, as an author writes them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from ssnet_docs.blocks.parts.body import Body, bold, markdown_paragraphs
from ssnet_docs.blocks.parts.shorthand import Texts
from ssnet_docs.blocks.parts.surfaces import light
from ssnet_docs.model.block import LowerContext, Model
from ssnet_docs.model.table import RowKind
from ssnet_docs.model.text import Align, Colour, Paragraph
from ssnet_docs.tables.formats import MISSING, is_figure
from ssnet_docs.tables.parts import Covered, Entry, Head, missing

ABOVE, LEFT = "^", "<"
"""What an author writes in a cell that belongs to the one above it or to the left of it."""

_COVERED: dict[str, Covered] = {ABOVE: "above", LEFT: "left"}


class CellContent(Body):
    """一個儲存格。只有文字時可以直接寫；沒有資料寫 null；「^」併入上一列，「<」併入左欄。"""

    align: Align | None = Field(default=None, description="對齊：start、centre、end；省略時同整欄")
    bold: bool = Field(default=False, description="是否粗體")
    strategy: int | None = Field(default=None, ge=1, le=6, description="以哪一項策略的顏色作淺底（1 到 6）")


class ColumnContent(Model):
    """一欄。只有標題時可以直接寫文字。"""

    key: str = Field(default="", description="欄位代號，供 rows、groups 與 data 引用；省略時同標題")
    title: str | None = Field(default=None, description="欄位標題；來自資料的表格省略時用資料的標題")
    align: Align | None = Field(default=None, description="對齊：start、centre、end；省略時數字靠右、文字靠左")
    width: float = Field(default=1.0, ge=0, le=20, description="多出來的寬度分給這一欄的比例；0 表示剛好就好")
    spanner: Texts = Field(default=[], description="上方的共同標題；多層時由外到內寫成清單")

    @property
    def name(self) -> str:
        return self.key or self.title or ""


class _Row:
    """A row may be a list of cells, a mapping from column to cell, or a mapping with `cells` and what kind of row."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [{"type": "array"}, {"type": "object"}, handler(schema)]}


def _as_row(value: Any) -> Any:
    match value:
        case list() | tuple():
            return {"cells": [_as_cell(cell) for cell in value]}
        case dict() if "cells" in value:
            cells = value["cells"]
            if isinstance(cells, dict):
                rest = {key: inner for key, inner in value.items() if key != "cells"}
                return {**rest, "by-column": {key: _as_cell(cell) for key, cell in cells.items()}}
            if isinstance(cells, list):
                return {**value, "cells": [_as_cell(cell) for cell in cells]}
            return value
        case dict():
            return {"by-column": {key: _as_cell(cell) for key, cell in value.items()}}
        case _:
            return value


def _as_cell(value: Any) -> Any:
    if value is None:
        return {}
    return value if isinstance(value, (str, dict, list)) else {"text": value}


AnyCell = Annotated[str | CellContent, Field(union_mode="left_to_right")]
"""Most cells are a text alone, which is not worth a model."""


class RowContent(Model):
    """一列：依欄位順序的清單，或「欄位代號: 內容」；合計、小計、分組標題另寫 kind。"""

    cells: list[AnyCell] = Field(default_factory=list, description="依欄位順序的儲存格")
    by_column: dict[str, AnyCell] = Field(default_factory=dict, description="依欄位代號的儲存格")
    kind: Literal["body", "group", "subtotal", "total"] = Field(
        default="body", description="一般、分組標題、小計或合計"
    )
    key: str = Field(default="", description="這一列的代號，用於比對版本；省略時取自項目欄")

    @model_validator(mode="after")
    def _has_cells(self) -> RowContent:
        if not self.cells and not self.by_column:
            raise ValueError("這一列沒有儲存格｜請寫成 [甲, 乙] 或 {欄位代號: 內容}")
        return self

    @property
    def row_kind(self) -> RowKind:
        return self.kind


AnyRow = Annotated[RowContent, BeforeValidator(_as_row), _Row()]


def entry(context: LowerContext, cell: str | CellContent, *, strong: bool = False) -> Entry:
    """The entry of a cell that an author wrote; `strong` sets it in bold, as in totals."""
    if isinstance(cell, str):
        if cell in _COVERED:
            return Entry(covered=_COVERED[cell])
        paragraphs = _paragraphs(context, cell)
        return Entry(_set(paragraphs, True) if strong else paragraphs)
    if cell.items:
        paragraphs = cell.paragraphs(context, "dense")
    elif cell.text is None:
        return missing()
    elif cell.text in _COVERED:
        return Entry(covered=_COVERED[cell.text])
    else:
        paragraphs = _paragraphs(context, cell.text)
    fill = light(Colour(f"strategy-{cell.strategy}")) if cell.strategy else None  # type: ignore[arg-type]
    return Entry(_set(paragraphs, strong or cell.bold), align=cell.align, fill=fill)


def _paragraphs(context: LowerContext, text: str) -> tuple[Paragraph, ...]:
    if not is_inline(text):
        return markdown_paragraphs(context, text, "dense")
    return (context.paragraph(text, "dense"),) if text else ()


def _set(paragraphs: tuple[Paragraph, ...], strong: bool) -> tuple[Paragraph, ...]:
    return tuple(bold(paragraph) for paragraph in paragraphs) if strong else paragraphs


def is_inline(text: str) -> bool:
    """Whether a cell's text is one paragraph, in which a leading number or hyphen is no list mark."""
    return "\n" not in text or "\n" not in text.strip()


def head(context: LowerContext, column: ColumnContent, title: str, *, figures: bool) -> Head:
    """The header of a column; a column of figures is set at the right unless the author says otherwise."""
    return Head(
        key=column.name,
        title=(context.paragraph(title, "dense-header"),) if title else (),
        spanners=tuple(context.paragraph(text, "dense-header") for text in column.spanner),
        align=column.align or ("end" if figures else "start"),
        weight=column.width,
        decimal=figures,
    )


def all_figures(entries: list[Entry]) -> bool:
    """Whether a column's cells are all figures or missing, and at least one is a figure."""
    found = False
    for one in entries:
        if one.covered is not None or not one.paragraphs:
            continue
        text = one.paragraphs[0].text if len(one.paragraphs) == 1 else one.text
        if text and text != MISSING:
            if not is_figure(text):
                return False
            found = True
    return found
