"""A table of indicators from data."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field

from ssnet_docs.blocks.parts.shorthand import TextFor, Texts
from ssnet_docs.model.block import Block, LowerContext, Model
from ssnet_docs.model.nodes import Node, Table
from ssnet_docs.tables import formats, kpi
from ssnet_docs.tables.parts import Around, table


def _known_column(name: str) -> str:
    if not kpi.is_column(name):
        listed = "、".join(f"{column}（{title}）" for column, title in kpi.TEXT_COLUMNS.items())
        raise ValueError(f"沒有「{name}」這種欄位｜可用：{listed}，以及 target.115、actual.114 這樣的「種類.年度」")
    return name


class IndicatorColumn(Model):
    """指標表的一欄。只有欄位名稱時可以直接寫。"""

    column: Annotated[str, AfterValidator(_known_column)] = Field(
        description="number、strategy、indicator、definition、agency、unit，或 actual.114、target.115"
    )
    title: str | None = Field(default=None, description="欄位標題；省略時依欄位")
    spanner: str | None = Field(default=None, description="上方的共同標題；多個年度時自動加上，不要時寫空字串")
    width: float | None = Field(default=None, ge=0, le=20, description="多出來的寬度分給這一欄的比例")
    place: str | None = Field(default=None, description="這一欄的地區，例如全國目標與本縣實際值並列；省略時同整張表")


class KpiTableBlock(Block):
    """指標表：由 data/ 的指標產生，數字、定義、主責機關都取自資料，改一處就全部更新。

    `where` 選出指標，例如 `{programme: "2.0", strategy: 1}` 或 `{id: [newborn-family-guidance]}`。
    `columns` 依序列出欄位：number 編號、indicator 指標、definition 定義、agency 主責機關、unit 單位，以及
    `種類.年度`：actual.114（實際值）、target.115（目標值）、estimate.114。
    `place` 是地區，省略時先看 where 的 place，再看文件的縣市，都沒有資料就用全國；個別欄位也可以寫自己的 `place`。
    有好幾項策略時自動加上策略欄。`unit` 印在右上角，儲存格就不再重複同一單位。沒有資料的儲存格印成「尚無資料」。
    """

    block_kind: ClassVar[str] = "kpi-table"
    block_title: ClassVar[str] = "指標表"
    block_example: ClassVar[str] = """\
- kpi-table:
    where: {programme: "2.0", strategy: 1}
    columns: [number, indicator, definition, actual.114, target.115, target.116, target.117, target.118, target.119]
"""

    where: dict[str, str | list[str]] = Field(
        description="篩選條件：programme、strategy、id、agency、group、place", min_length=1
    )
    columns: list[Annotated[IndicatorColumn, TextFor("column")]] = Field(description="各欄", min_length=1)
    place: str | None = Field(default=None, description="地區代號，例如 taichung；全國是 tw")
    group: bool | None = Field(default=None, description="是否加上策略欄；省略時有好幾項策略才加")
    agencies: bool | None = Field(default=None, description="是否在指標名稱下方加註機關；省略時機關不同才加")
    unit: str | None = Field(default=None, description="單位，印在右上角；儲存格內相同的單位就不重複")
    totals: list[str] = Field(default=[], description="作為合計列的指標代號")
    caption: str | None = Field(default=None, description="表名")
    notes: Texts = Field(default=[], description="表格下方的說明，每項一行")

    def lower(self, context: LowerContext) -> tuple[Node, ...]:
        indicators = context.data.indicators(**self.where)
        if not indicators:
            asked = "、".join(f"{key}={value}" for key, value in self.where.items())
            raise self.error(f"沒有符合條件的指標：{asked}", "請檢查 where；可用的指標見 data/indicators.csv")
        columns = [kpi.KpiColumn(one.column, one.title, one.spanner, one.width, one.place) for one in self.columns]
        strategies = {indicator.strategy for indicator in indicators if indicator.strategy}
        grouped = len(strategies) > 1 if self.group is None else self.group
        if grouped and not any(column.name == "strategy" for column in columns):
            columns.insert(0, kpi.KpiColumn("strategy", weight=0))
        unknown = set(self.totals) - {indicator.id for indicator in indicators}
        if unknown:
            raise self.error(f"totals 的「{'、'.join(sorted(unknown))}」不在表中", "totals 要寫這張表裡的指標代號")
        choice = kpi.Choice(
            place=self._place(context),
            agencies=self.agencies,
            unit=self.unit or "",
            totals=frozenset(self.totals),
        )
        lines = kpi.lines(context.data, indicators, columns, choice)
        around = Around(
            caption=context.paragraph(self.caption, "label") if self.caption else None,
            unit=formats.unit_line(self.unit) if self.unit else None,
            notes=tuple(context.paragraph(note, "note") for note in self.notes),
        )
        stub = next((number for number, column in enumerate(columns, start=1) if column.name == "indicator"), 1)
        spec = table(kpi.heads(columns, context.inline), lines, ["strategy"], around, stub=stub)
        names = "、".join(indicator.name for indicator in indicators)
        description = f"指標表，{len(indicators)} 項指標：{names}"
        return (Table(spec=spec, description=description, key=self.key, source=self.origin),)

    def _place(self, context: LowerContext) -> str:
        asked = self.place or self.where.get("place")
        if isinstance(asked, str):
            return asked
        return kpi.place_of(context.data, context.data.indicators(**self.where), context.place)
