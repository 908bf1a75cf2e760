"""A native chart, typed or from data."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Field, model_validator

from ssnet_docs import charts
from ssnet_docs.blocks.parts.chart_source import ChartSource
from ssnet_docs.blocks.parts.charted import Charted, SeriesContent, Value, remarks
from ssnet_docs.blocks.parts.faults import Fault, refuse
from ssnet_docs.blocks.parts.shorthand import Texts
from ssnet_docs.model.block import Block, LowerContext
from ssnet_docs.model.chart import ChartSpec
from ssnet_docs.model.fact import plain
from ssnet_docs.model.nodes import Chart, Node, Text
from ssnet_docs.model.quantity import QuantityError


def _known_kind(kind: str) -> str:
    known = charts.kinds()
    if kind not in known:
        listed = "、".join(f"{name}（{entry.title}）" for name, entry in known.items())
        raise ValueError(f"沒有「{kind}」這種圖｜可用：{listed}")
    return kind


def _kinds_in_schema(schema: dict[str, Any]) -> None:
    schema["enum"] = list(charts.kinds())


class ChartBlock(Block):
    """統計圖：可在 PowerPoint 裡編輯數字的原生圖表。

    `kind` 是圖的種類：column 直條、bar 橫條、line 折線、stacked-column 堆疊直條、stacked-bar 堆疊橫條、
    percent-column 與 percent-bar 百分比堆疊、doughnut 環圈、combination 直條加折線。
    自己寫數值：`categories` 列出類別，`series` 每項 `{name, values}`；沒有資料寫 null，圖上留空並加註。
    由資料產生：`data: {indicators, places, years, kinds}`，同時有實際值與目標值時，目標值畫成虛線。
    `share-of` 改為占比，`places: counties` 是全部縣市，加上 `order: descending` 就是名次圖。
    `target` 是一條固定的目標線；`highlight` 突出某些類別；數值軸不從 0 開始時，`axis-minimum` 要附
    `axis-reason`，理由會印在圖下方。替代文字自動產生，也可以用 `description` 自己寫。
    """

    block_kind: ClassVar[str] = "chart"
    block_title: ClassVar[str] = "統計圖"
    block_example: ClassVar[str] = """\
- chart:
    kind: column
    title: 脆弱家庭訪視戶數與推估戶數
    categories: [107年, 108年, 109年]
    series:
      - {name: 訪視戶數, values: [240戶, 524戶, 533戶]}
      - {name: 推估戶數, values: [240戶, 178戶, 306戶], target: true}
    note: 108年與109年的訪視戶數都超過推估戶數。
"""

    kind: Annotated[str, AfterValidator(_known_kind)] = Field(
        description="圖的種類", json_schema_extra=_kinds_in_schema
    )
    title: str | None = Field(default=None, description="圖名")
    unit: str | None = Field(default=None, description="數值軸的單位；省略時取自數值")
    categories: list[str] = Field(default=[], description="各類別，例如年度")
    series: list[SeriesContent] = Field(default=[], description="各數列")
    data: ChartSource | None = Field(default=None, description="由 data/ 的指標產生")
    target: str | None = Field(default=None, description="固定的目標值，畫成虛線，例如 85%")
    target_name: str = Field(default="目標值", description="目標線的名稱")
    highlight: Texts = Field(default=[], description="要突出的類別")
    order: Literal["given", "descending", "ascending"] = Field(
        default="given", description="類別的順序：given 照寫、descending 由高到低、ascending 由低到高"
    )
    data_labels: bool = Field(default=True, description="是否標示數值")
    legend: bool | None = Field(default=None, description="是否顯示圖例；省略時依數列數量決定")
    axis_minimum: float | None = Field(default=None, description="數值軸的起點；不是 0 時要寫 axis-reason")
    axis_maximum: float | None = Field(default=None, description="數值軸的終點")
    axis_reason: str | None = Field(default=None, description="數值軸不從 0 開始的理由，印在圖下方")
    centre_text: str | None = Field(default=None, description="環圈圖中央的文字")
    note: str | None = Field(default=None, description="圖下方的說明")
    description: str | None = Field(default=None, description="替代文字；省略時自動產生")

    @model_validator(mode="after")
    def _complete(self) -> ChartBlock:
        typed = bool(self.categories or self.series)
        if self.data is not None and typed:
            raise ValueError("data 與 categories、series 只能用一種｜由資料產生的圖不要再寫數值")
        if self.data is None and not (self.categories and self.series):
            raise ValueError("圖沒有資料｜請寫 categories 與 series，或以 data 引用指標")
        faults: list[Fault] = []
        for position, series in enumerate(self.series):
            faults += series.read(self.unit, position)[1]
            if len(series.values) != len(self.categories):
                message = f"數列有 {len(series.values)} 個數值，但有 {len(self.categories)} 個類別"
                faults.append((("series", position, "values"), message, "每個類別要有一個數值；沒有資料寫 null"))
        if self.target is not None:
            try:
                Value.parse(self.target)
            except QuantityError as fault:
                faults.append((("target",), fault.message, fault.hint or "目標寫成 85 或 85%"))
        if self.axis_minimum and not self.axis_reason:
            message = f"數值軸從 {self.axis_minimum:g} 開始，沒有說明理由"
            faults.append((("axis-minimum",), message, "請從 0 開始，或以 axis-reason 說明（會印在圖下方）"))
        refuse(faults)
        return self

    def lower(self, context: LowerContext) -> tuple[Node, ...]:
        categories, charted, title = self._read(context)
        unit = self.unit or next((one.unit for one in charted if one.unit), "")
        target = Value.parse(self.target).number if self.target is not None else None
        data = charts.ChartData(
            categories=categories,
            series=tuple(one.series(unit) for one in charted),
            unit=unit,
            title=title or None,
            target=target,
            target_name=plain(self.target_name),
            highlight=tuple(plain(name) for name in self.highlight),
            data_labels=self.data_labels,
            legend=self.legend,
            axis_minimum=self.axis_minimum,
            axis_maximum=self.axis_maximum,
            axis_reason=plain(self.axis_reason or ""),
            centre_text=plain(self.centre_text or ""),
        )
        try:
            spec = charts.build(self.kind, data)
        except charts.ChartError as fault:
            raise self.error(fault.message, fault.hint) from None
        chart = Chart(
            spec=spec,
            description=plain(self.description) if self.description else charts.describe(spec),
            key=self.key,
            source=self.origin,
        )
        notes = [*self._notes(spec), *remarks(charted, categories)]
        below = tuple(context.paragraph(note, "label") for note in notes)
        return (chart, Text(paragraphs=below)) if below else (chart,)

    def _read(self, context: LowerContext) -> tuple[tuple[str, ...], tuple[Charted, ...], str]:
        """Categories, series and title, typed or from data."""
        if self.data is None:
            categories = tuple(plain(category) for category in self.categories)
            charted = tuple(series.read(self.unit, position)[0] for position, series in enumerate(self.series))
            return *self._ordered(categories, charted), plain(self.title or "")
        try:
            categories, charted, title = self.data.read(context.data, context.place)
        except ValueError as fault:
            message, _, hint = str(fault).partition("｜")
            raise self.error(message, hint or None) from None
        return *self._ordered(categories, charted), title if self.title is None else plain(self.title)

    def _ordered(
        self, categories: tuple[str, ...], charted: tuple[Charted, ...]
    ) -> tuple[tuple[str, ...], tuple[Charted, ...]]:
        """Categories and values by those of the first series; categories without a value come last."""
        if self.order == "given":
            return categories, charted
        sign = -1 if self.order == "descending" else 1
        first = [value.number for value in charted[0].values]
        places = sorted(range(len(categories)), key=lambda at: (first[at] is None, sign * (first[at] or 0)))
        series = (replace(one, values=tuple(one.values[at] for at in places)) for one in charted)
        return tuple(categories[at] for at in places), tuple(series)

    def _notes(self, spec: ChartSpec) -> list[str]:
        notes = [self.note] if self.note else []
        if spec.axis_reason:
            notes.append(f"數值軸從 {spec.axis_minimum:g}{spec.unit} 開始：{spec.axis_reason}")
        return notes
