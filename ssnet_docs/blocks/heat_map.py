"""A heat map: a table whose cells are shaded by their figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from ssnet_docs.blocks.parts.chart_source import ChartSource
from ssnet_docs.blocks.parts.charted import Charted, SeriesContent, Value
from ssnet_docs.blocks.parts.faults import Fault, refuse
from ssnet_docs.blocks.parts.shades import MOST, Method, class_of, classified, on_shade, shade
from ssnet_docs.blocks.parts.surfaces import KEY
from ssnet_docs.model.block import Block, LowerContext
from ssnet_docs.model.fact import plain
from ssnet_docs.model.nodes import Node, Table
from ssnet_docs.model.text import Paragraph, Run
from ssnet_docs.tables import formats
from ssnet_docs.tables.parts import Around, Entry, Head, Line, missing, table


class HeatMapBlock(Block):
    """熱度表：儲存格依數值上色的表格，一眼看出高低，數字仍在格子裡。

    `columns` 是各欄，`rows` 每項 `{name, values}`；沒有資料寫 null，印成「尚無資料」。由資料產生：
    `data: {indicators, places, years}`，`places: counties` 是全部縣市。`shades: table` 全表一起分級，
    `column` 每欄各自分級，用在各欄單位不同時。`classes` 是分幾級（2 到 5）。底色愈深數值愈大，黑白列印也看得出來。
    """

    block_kind: ClassVar[str] = "heat-map"
    block_title: ClassVar[str] = "熱度表"
    block_example: ClassVar[str] = """\
- heat-map:
    caption: 各年度目標值
    columns: [115年, 116年, 117年, 118年, 119年]
    rows:
      - {name: 新生兒家庭使用育兒指導服務比率, values: [5%, 10%, 20%, 35%, 50%]}
      - {name: 獨居老人服務觸及率, values: [40%, 50%, 60%, 70%, 80%]}
      - {name: 性影像移除率, values: [83%, 84%, 85%, 86%, 87%]}
    classes: 4
"""

    caption: str | None = Field(default=None, description="表名")
    columns: list[str] = Field(default=[], description="各欄，例如年度")
    rows: list[SeriesContent] = Field(default=[], description="各列")
    data: ChartSource | None = Field(default=None, description="由 data/ 的指標產生")
    stub: str = Field(default="", description="第一欄的標題")
    unit: str | None = Field(default=None, description="單位，印在右上角；省略時寫在每格")
    shades: Literal["table", "column"] = Field(default="table", description="全表一起分級，或每欄各自分級")
    classes: Annotated[int, Field(ge=2, le=MOST)] = Field(default=5, description="分幾級")
    method: Method = Field(default="equal", description="equal 每級間距相同、quantile 每級格數相近")

    @model_validator(mode="after")
    def _complete(self) -> HeatMapBlock:
        if (self.data is None) == (not (self.columns and self.rows)):
            raise ValueError("熱度表的內容寫在 columns 與 rows，或以 data 引用指標，擇一")
        faults: list[Fault] = []
        for position, row in enumerate(self.rows):
            faults += [((("rows", *path[1:])), message, hint) for path, message, hint in row.read(None, position)[1]]
            if len(row.values) != len(self.columns):
                message = f"這一列有 {len(row.values)} 個數值，但有 {len(self.columns)} 欄"
                faults.append((("rows", position, "values"), message, "每欄要有一個數值；沒有資料寫 null"))
        refuse(faults)
        return self

    def lower(self, context: LowerContext) -> tuple[Node, ...]:
        columns, rows = self._read(context)
        scales = self._scales(rows, len(columns))
        shown = {row.name: [self._shown(value, row) for value in row.values] for row in rows}
        lines = [
            Line(
                (
                    Entry((context.paragraph(row.name, "dense"),)),
                    *(
                        _entry(value, text, scale)
                        for value, text, scale in zip(row.values, shown[row.name], scales, strict=True)
                    ),
                )
            )
            for row in rows
        ]
        heads = [Head("name", _words(self.stub)), *(Head(title, _words(title), align="centre") for title in columns)]
        around = Around(
            caption=context.paragraph(self.caption, "label") if self.caption else None,
            unit=formats.unit_line(self.unit) if self.unit else None,
            notes=(Paragraph((Run(self._legend(rows, scales)),), "note"),),
        )
        spec = table(heads, lines, around=around, stub=1)
        named = plain(self.caption) if self.caption else "、".join(columns)
        description = f"熱度表：{named}，{len(lines)} 列 {len(columns)} 欄，底色愈深數值愈大"
        return (Table(spec=spec, description=description, key=self.key, source=self.origin),)

    def _read(self, context: LowerContext) -> tuple[tuple[str, ...], tuple[Charted, ...]]:
        if self.data is None:
            rows = tuple(row.read(self.unit, position)[0] for position, row in enumerate(self.rows))
            return tuple(plain(column) for column in self.columns), rows
        try:
            columns, rows, _ = self.data.read(context.data, context.place)
        except ValueError as fault:
            message, _, hint = str(fault).partition("｜")
            raise self.error(message, hint or None) from None
        return columns, rows

    def _shown(self, value: Value, row: Charted) -> str:
        """The value as its cell shows it; a unit that stands above the table is not said again."""
        unit = "" if self.unit else value.unit or row.unit
        return "" if value.number is None else f"{value.comparator}{value.number:,g}{unit}"

    def _scales(self, rows: Sequence[Charted], count: int) -> list[list[tuple[float, float]]]:
        """The classes of each column."""
        columns = [[row.values[index].number for row in rows] for index in range(count)]
        numbers = [[number for number in column if number is not None] for column in columns]
        if self.shades == "table":
            every = classified((number for column in numbers for number in column), self.classes, self.method)
            return [every] * count
        return [classified(column, self.classes, self.method) for column in numbers]

    def _legend(self, rows: Sequence[Charted], scales: Sequence[Sequence[tuple[float, float]]]) -> str:
        if self.shades == "column":
            return "底色依各欄的數值由低到高，由淺到深。"
        units = {row.unit for row in rows}
        unit = units.pop() if len(units) == 1 else ""
        limits = "、".join(f"{low:,g}–{high:,g}{unit}" if low != high else f"{low:,g}{unit}" for low, high in scales[0])
        return f"底色由淺到深：{limits}。"


def _words(text: str) -> tuple[Paragraph, ...]:
    return (Paragraph((Run(text),), "dense-header"),) if text else ()


def _entry(value: Value, text: str, scale: Sequence[tuple[float, float]]) -> Entry:
    if value.number is None:
        return missing()
    fill = shade(class_of(value.number, scale), len(scale), KEY)
    run = Run(text, facts=(value.fact,) if value.fact else ())
    return Entry((Paragraph((run,), "dense", colour=on_shade(fill)),), align="centre", fill=fill)
