"""Big figures, each with its label."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from ssnet_docs.blocks.parts.body import outline
from ssnet_docs.blocks.parts.figure import change_paragraph, figure_paragraph
from ssnet_docs.blocks.parts.surfaces import SURFACE, grid_columns, hairline, strategy_colour, with_icon, words
from ssnet_docs.model.block import Block, LowerContext, Model
from ssnet_docs.model.drawing import Box, Element, Freeform, Grid, Insets, Stack
from ssnet_docs.model.nodes import Drawing, Items, Node
from ssnet_docs.model.text import Colour, Paragraph

ICON_SIZE = 30.0
"""Of an icon before a big number."""


class Figure(Model):
    """一個大數字。"""

    value: str = Field(description="數值與單位，例如 158處；引用資料寫 \"{{ fact('…') }}\"")
    label: str = Field(description="這個數字是什麼")
    change: str | None = Field(default=None, description="和之前相比，例如「增加2處」；自動加上 ▲ 或 ▼")
    note: str | None = Field(default=None, description="補充說明，例如年度或目標值")
    icon: str | None = Field(default=None, description="數字前的圖示，名稱見 ssnet list icons")
    strategy: int | None = Field(default=None, ge=1, le=6, description="用哪一項策略的顏色（1 到 6）")


class FiguresBlock(Block):
    """大數字：一眼就要看到的幾個數字。

    直接寫清單：`figures: [{value, label}, …]`。`value` 的單位會自動縮小；`change` 是增減，開頭是「增加」
    「+」會加上 ▲，「減少」「-」會加上 ▼；`note` 是年度、目標值等補充，`icon` 是數字前的圖示。一列以二到四個為宜。
    前後兩個數字的變化請用 before-after；一串數字請用 chart 或 table。
    """

    block_kind: ClassVar[str] = "figures"
    block_title: ClassVar[str] = "大數字"
    block_example: ClassVar[str] = """\
- figures:
    - {value: 158處, label: 社會福利服務中心, change: 增加2處, note: 119年目標}
    - {value: "1,654人", label: 社福中心社工人力, change: 增加82人, note: 119年目標}
    - {value: 低於2.5%, label: 服務3個月後再被通報保護比率, change: 降低0.5個百分點, note: 119年目標}
"""
    shorthand: ClassVar[str | None] = "figures"

    figures: list[Figure] = Field(description="各個數字", min_length=1)
    columns: int | None = Field(default=None, ge=1, le=6, description="每列幾個；省略時依數量與寬度決定")

    def lower(self, context: LowerContext) -> tuple[Node, ...]:
        count = len(self.figures)
        grid = Grid(
            children=tuple(
                _figure(context, figure, context.icon(figure.icon, self.origin) if figure.icon else None)
                for figure in self.figures
            ),
            columns=grid_columns(count, self.columns),
            gap=16,
        )
        entries = [_entry(context, figure) for figure in self.figures]
        said = "；".join(f"{entry[0].text}" for entry in entries)
        return (
            Drawing(
                root=grid,
                description=f"{count} 個數字：{said}",
                equivalent=(Items(items=outline(entries), key=self.key, source=self.origin),),
                key=self.key,
                source=self.origin,
            ),
        )


def _figure(context: LowerContext, figure: Figure, icon: Freeform | None) -> Element:
    """A figure on a light ground under a line of colour: number, label, change, note."""
    colour = strategy_colour(figure.strategy)
    number = figure_paragraph(context, figure.value, colour=colour)
    label = Paragraph(context.inline(figure.label), "card-body", colour=Colour("ink"))
    below: list[Paragraph] = [label]
    if figure.change:
        below.append(change_paragraph(context, figure.change))
    if figure.note:
        below.append(context.paragraph(figure.note, "label"))
    # The number takes no spare height, so that the numbers of a row stand on one line.
    value = words((number,), anchor="bottom", insets=Insets(16, 16, 16, 0), minimum_width=150, weight=0)
    return Stack(
        children=(
            hairline(colour, 4),
            with_icon(value, icon, colour, ICON_SIZE),
            words(below, insets=Insets(16, 4, 16, 12)),
        ),
        gap=0,
        ground=Box(fill=SURFACE),
    )


def _entry(context: LowerContext, figure: Figure) -> tuple[Paragraph, tuple[Paragraph, ...]]:
    head = context.paragraph(f"{figure.label}：{figure.value}")
    below = [change_paragraph(context, figure.change, "body")] if figure.change else []
    below += [context.paragraph(figure.note)] if figure.note else []
    return head, tuple(below)
