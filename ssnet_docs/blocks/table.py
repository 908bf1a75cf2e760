"""A table, typed or from data."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, ClassVar

from pydantic import Field, model_validator

from ssnet_docs.blocks.parts.body import bold
from ssnet_docs.blocks.parts.cells import (
    AnyRow,
    CellContent,
    ColumnContent,
    RowContent,
    all_figures,
    entry,
    head,
)
from ssnet_docs.blocks.parts.faults import Fault, refuse
from ssnet_docs.blocks.parts.shorthand import TextFor, Texts
from ssnet_docs.model.block import Block, LowerContext, Model
from ssnet_docs.model.dataset import TableData
from ssnet_docs.model.nodes import Node, Table
from ssnet_docs.model.text import Paragraph, Run
from ssnet_docs.tables import formats
from ssnet_docs.tables.data import selected
from ssnet_docs.tables.parts import Around, Entry, Line, missing, table


class TableSource(Model):
    """表格的資料來自 data/。"""

    dataset: str = Field(description="資料表名稱（見 ssnet list）")
    where: dict[str, str | list[str]] = Field(default={}, description="篩選條件，例如 {year: 115, place: [tw, penghu]}")
    sort: str | None = Field(default=None, description="依哪一欄排序；由大到小時前面加「-」")
    limit: int | None = Field(default=None, ge=1, description="最多幾列")


class TableBlock(Block):
    """表格：自己寫內容，或由 data/ 的資料表產生。

    `columns` 是各欄的標題，或 `{key, title, align, width, spanner}`；`spanner` 是幾欄共同的上層標題。
    `rows` 的每一列寫成清單 `[甲, 乙]` 或 `{欄位代號: 內容}`；合計寫 `{kind: total, cells: […]}`，小計 subtotal，
    分組標題 group。沒有資料寫 null，印成「尚無資料」；「^」併入上一列，「<」併入左欄。
    儲存格可寫 `{items: […]}` 列出多點。`groups` 指定的欄位，上下相同的值會合併。
    `unit` 印在右上角，`notes` 印在表格下方，`caption` 是表名。
    來自資料時寫 `data: {dataset, where, sort}`，`columns` 列出要用的欄位代號。指標請用 kpi-table。
    """

    block_kind: ClassVar[str] = "table"
    block_title: ClassVar[str] = "表格"
    block_example: ClassVar[str] = """\
- table:
    caption: 115年度計畫工作項目經費（節錄）
    unit: 千元
    groups: strategy
    columns:
      - {key: strategy, title: 策略, width: 0}
      - {key: item, title: 工作項目, width: 3}
      - {key: current, title: 經常門, spanner: 115年}
      - {key: capital, title: 資本門, spanner: 115年}
      - {key: total, title: 合計, spanner: 115年}
    rows:
      - [策略一, 支持脆弱家庭服務與擴大育兒指導服務, "1,720,331", "3,000", "1,723,331"]
      - [策略一, 原住民族家庭服務中心, "269,831", "-", "269,831"]
      - [策略二, 精進及擴充兒少安置資源, "346,965", "23,423", "370,388"]
      - {kind: total, cells: [合計, "<", "2,337,127", "26,423", "2,363,550"]}
    notes: ["「-」表示未編列。"]
"""

    columns: list[Annotated[ColumnContent, TextFor("title")]] = Field(
        default=[], description="各欄；來自資料的表格省略時列出全部欄位"
    )
    rows: list[AnyRow] = Field(default=[], description="各列")
    data: TableSource | None = Field(default=None, description="由資料表產生")
    groups: Texts = Field(default=[], description="上下相同時合併的欄位代號")
    total: bool = Field(default=False, description="最後一列是否為合計")
    unit: str | None = Field(default=None, description="單位，印在右上角，例如 千元")
    caption: str | None = Field(default=None, description="表名")
    notes: Texts = Field(default=[], description="表格下方的說明，每項一行")
    banded: bool = Field(default=False, description="是否隔列加淺底")

    @model_validator(mode="after")
    def _one_source(self) -> TableBlock:
        if self.data is None and not (self.columns and self.rows):
            raise ValueError("表格沒有內容｜請寫 columns 與 rows，或以 data 引用資料表")
        if self.data is not None and self.rows:
            raise ValueError("rows 與 data 只能用一種｜來自資料的表格不要再寫 rows")
        if self.data is None:
            self._check_rows()
        return self

    def _check_rows(self) -> None:
        names = [column.name for column in self.columns]
        listed = f"欄位有：{'、'.join(names)}"
        faults: list[Fault] = [
            (("columns", position), f"有兩欄都叫「{name}」", "標題相同的欄位請各寫不同的 key")
            for position, name in enumerate(names)
            if name in names[:position]
        ]
        faults += [
            (("groups", number), f"「{group}」不是欄位", listed)
            for number, group in enumerate(self.groups)
            if group not in names
        ]
        for number, row in enumerate(self.rows):
            alone = row.kind == "group" and len(row.cells) == 1
            if row.cells and len(row.cells) != len(names) and not alone:
                message = f"這一列有 {len(row.cells)} 個儲存格，但有 {len(names)} 欄"
                faults.append((("rows", number), message, "每欄要有一個；沒有資料寫 null，合併寫「^」或「<」"))
            faults += [
                (("rows", number, key), f"「{key}」不是欄位", listed) for key in row.by_column if key not in names
            ]
        refuse(faults)

    def lower(self, context: LowerContext) -> tuple[Node, ...]:
        if self.data is None:
            columns, lines = self.columns, [self._line(context, row) for row in self.rows]
            titles = [column.title or column.key for column in columns]
            unit = self.unit
        else:
            source = context.data.table(self.data.dataset)
            columns, lines, titles, unit = self._from_data(context, source, self.data)
        if self.total and lines:
            strong = tuple(_strong(one) for one in lines[-1].entries)
            lines[-1] = Line(strong, "total", lines[-1].key)
        heads = [
            head(context, column, title, figures=all_figures([line.entries[position] for line in lines]))
            for position, (column, title) in enumerate(zip(columns, titles, strict=True))
        ]
        around = Around(
            caption=context.paragraph(self.caption, "label") if self.caption else None,
            unit=formats.unit_line(unit) if unit else None,
            notes=tuple(context.paragraph(note, "note") for note in self.notes),
            banded=self.banded,
        )
        spec = table(heads, lines, self.groups, around)
        named = spec.caption.text if spec.caption else "、".join(titles)
        description = f"表格：{named}，{len(lines)} 列 {len(heads)} 欄"
        return (Table(spec=spec, description=description, key=self.key, source=self.origin),)

    def _line(self, context: LowerContext, row: RowContent) -> Line:
        strong = row.kind != "body"
        if row.kind == "group" and len(row.cells) == 1:
            covered = (Entry(covered="left"),) * (len(self.columns) - 1)
            return Line((entry(context, row.cells[0], strong=True), *covered), "group", row.key)
        left_out: str | CellContent = "" if strong else CellContent()
        cells = row.cells or [row.by_column.get(column.name, left_out) for column in self.columns]
        return Line(tuple([entry(context, cell, strong=strong) for cell in cells]), row.row_kind, row.key)

    def _from_data(
        self, context: LowerContext, source: TableData, chosen: TableSource
    ) -> tuple[list[ColumnContent], list[Line], list[str], str | None]:
        """Columns, lines, titles and unit of a data table. Raises UnknownFactError for columns it does not have."""
        columns = self.columns or [ColumnContent(key=column.name) for column in source.columns]
        infos = [source.column(column.name) for column in columns]
        for group in self.groups:
            source.column(group)
        rows = selected(source, chosen.where, chosen.sort, chosen.limit)
        if not rows:
            raise self.error(f"資料表「{chosen.dataset}」沒有符合條件的資料", "請檢查 data 的 where")
        lines = []
        for row in rows:
            entries = [_from_cell(formats.cell_text(row[info.name], info), row.facts.get(info.name)) for info in infos]
            lines.append(Line(tuple(entries)))
        common = self.unit or source.unit or formats.common_unit(infos)
        titles = [
            column.title or (f"{info.title}（{info.unit}）" if info.unit and not common else info.title)
            for column, info in zip(columns, infos, strict=True)
        ]
        return columns, lines, titles, common or None


def _from_cell(text: str, fact: str | None) -> Entry:
    """The entry of a data table's cell: plain text, never Markdown, with the key of the fact that stands there."""
    if not text:
        return missing()
    return Entry((Paragraph((Run(text, facts=(fact,) if fact else ()),), "dense"),))


def _strong(one: Entry) -> Entry:
    return replace(one, paragraphs=tuple(bold(paragraph) for paragraph in one.paragraphs))
