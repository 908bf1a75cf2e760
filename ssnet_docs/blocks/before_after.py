"""Figures before and after."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from ssnet_docs.blocks.parts.body import coloured, outline
from ssnet_docs.blocks.parts.figure import change_paragraph, figure_paragraph
from ssnet_docs.blocks.parts.shorthand import TextFor
from ssnet_docs.blocks.parts.surfaces import PAPER, RULE, SURFACE, grid_columns, hairline, strategy_colour, words
from ssnet_docs.model.block import Block, LowerContext, Model
from ssnet_docs.model.drawing import Box, Choice, Element, Grid, Insets, Stack
from ssnet_docs.model.nodes import Drawing, Items, Node
from ssnet_docs.model.text import Colour, Paragraph, Run


class Moment(Model):
    """變化前或變化後的數值。只有數值時可以直接寫。"""

    value: str = Field(description="數值與單位，例如 156處")
    label: str | None = Field(default=None, description="何時或何種情形，例如 114年")


class Change(Model):
    """一項變化。"""

    label: str | None = Field(default=None, description="變化的是什麼")
    before: Annotated[Moment, TextFor("value")] = Field(description="變化前")
    after: Annotated[Moment, TextFor("value")] = Field(description="變化後")
    change: str | None = Field(default=None, description="增減多少，例如「增加2處」；自動加上 ▲ 或 ▼")
    strategy: int | None = Field(default=None, ge=1, le=6, description="用哪一項策略的顏色（1 到 6）")


class BeforeAfterBlock(Block):
    """前後對照：數字由多少變成多少，例如 156處 → 158處。

    直接寫清單，每項有 `before` 與 `after`（數值，或 `{value, label}`），`label` 是項目名稱，`change` 是增減。
    比較的是文字時請用 comparison；時間點有三個以上時請用 chart 或 timeline。
    """

    block_kind: ClassVar[str] = "before-after"
    block_title: ClassVar[str] = "前後對照"
    block_example: ClassVar[str] = """\
- before-after:
    - label: 社會福利服務中心
      before: {value: 156處, label: 114年}
      after: {value: 158處, label: 119年}
      change: 增加2處
    - label: 社福中心社工人力
      before: {value: "1,572人", label: 114年}
      after: {value: "1,654人", label: 119年}
      change: 增加82人
"""
    shorthand: ClassVar[str | None] = "rows"

    rows: list[Change] = Field(description="各項變化", min_length=1)

    def lower(self, context: LowerContext) -> tuple[Node, ...]:
        columns = grid_columns(len(self.rows))
        beside, below = (
            Grid(children=tuple(_panel(context, row, direction) for row in self.rows), columns=columns, gap=16)
            for direction in ("row", "column")
        )
        entries = [_entry(context, row) for row in self.rows]
        return (
            Drawing(
                root=Choice(options=(beside, below)),
                description="前後對照：" + "；".join(entry[0].text for entry in entries),
                equivalent=(Items(items=outline(entries), key=self.key, source=self.origin),),
                key=self.key,
                source=self.origin,
            ),
        )


def _panel(context: LowerContext, row: Change, direction: str) -> Element:
    """Label, then the value before, an arrow and the value after on the strong ground, then the change."""
    colour = strategy_colour(row.strategy)
    arrow = (
        Box(shape="right-arrow", fill=colour, width=36, height=32, insets=Insets(0, 0, 0, 0))
        if direction == "row"
        else Box(shape="down-arrow", fill=colour, width=32, height=22, insets=Insets(0, 0, 0, 0))
    )
    values = Stack(
        children=(
            _moment(context, row.before, Colour("muted"), None),
            arrow,
            _moment(context, row.after, PAPER, colour),
        ),
        direction="row" if direction == "row" else "column",
        gap=8,
    )
    children: list[Element] = [hairline(colour, 4)]
    if row.label:
        name = Paragraph(context.inline(row.label), "card-title")
        children.append(words((name,), insets=Insets(16, 10, 16, 0), weight=0))
    children.append(Stack(children=(values,), insets=Insets(16, 10, 16, 8 if row.change else 16)))
    if row.change:
        change = (change_paragraph(context, row.change, "card-body"),)
        children.append(words(change, align="end", insets=Insets(16, 0, 16, 12), weight=0))
    return Stack(children=tuple(children), gap=0, ground=Box(fill=SURFACE))


def _moment(context: LowerContext, moment: Moment, colour: Colour, ground: Colour | None) -> Box:
    number = figure_paragraph(context, moment.value, colour=colour)
    label = (context.paragraph(moment.label, "label"),) if moment.label else ()
    return Box(
        paragraphs=coloured((*label, number), PAPER) if ground else (*label, number),
        fill=ground or PAPER,
        outline=None if ground else RULE,
        insets=Insets(8, 10, 8, 10),
        minimum_width=100,
    )


def _entry(context: LowerContext, row: Change) -> tuple[Paragraph, tuple[Paragraph, ...]]:
    """「社福中心：114年 156處 → 119年 158處」, and the change below."""
    before, after = (
        " ".join(part for part in (moment.label, moment.value) if part) for moment in (row.before, row.after)
    )
    head = context.paragraph(f"{before} → {after}")
    if row.label:
        head = Paragraph((*context.inline(row.label), Run("："), *head.runs))
    return head, ((change_paragraph(context, row.change, "body"),) if row.change else ())
