"""Periods in order, along a line."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from ssnet_docs.blocks.parts.body import TitledBody, outline
from ssnet_docs.blocks.parts.surfaces import MUTED, PAPER, SURFACE, light, strategy_colour, words
from ssnet_docs.model.block import Block, LowerContext
from ssnet_docs.model.drawing import Box, Element, Grid, Insets, Stack
from ssnet_docs.model.nodes import Drawing, Items, Node
from ssnet_docs.model.text import Paragraph, Run

_ALONG = 5
"""So many periods stand along a line; more stand below each other."""

_NONE = Insets(0, 0, 0, 0)


class Period(TitledBody):
    """一個時期。"""

    period: str = Field(description="時期，例如 115年1-6月")
    strategy: int | None = Field(default=None, ge=1, le=6, description="用哪一項策略的顏色（1 到 6）")
    highlight: bool = Field(default=False, description="是否突出，例如目前所在或正式啟動的時期")


class TimelineBlock(Block):
    """時程：依時間排列的幾個時期，每個時期做什麼。

    直接寫清單，每項有 `period`（時期）、`title`，以及 `text` 或 `items`；`highlight: true` 突出某個時期。
    `direction`：right（由左而右）或 down（由上而下），省略時五個以內由左而右。
    沒有時間、只有先後的步驟請用 process。
    """

    block_kind: ClassVar[str] = "timeline"
    block_title: ClassVar[str] = "時程"
    block_example: ClassVar[str] = """\
- timeline:
    - period: 115年1-6月
      title: 整備
      items: [通報表與篩案評估表整併研修, 人員召募與先期訓練]
    - period: 115年7-12月
      title: 訓練
      items: [辦理教育訓練, 滾動修正表單與工作流程]
    - period: 116年
      title: 正式啟動
      text: 通報調查處理中心全面運作
      highlight: true
"""
    shorthand: ClassVar[str | None] = "periods"

    periods: list[Period] = Field(description="各個時期", min_length=2)
    direction: Literal["right", "down"] | None = Field(default=None, description="由左而右或由上而下")

    def lower(self, context: LowerContext) -> tuple[Node, ...]:
        along = self.direction == "right" or (self.direction is None and len(self.periods) <= _ALONG)
        if along:
            count = len(self.periods)
            columns = tuple(dict.fromkeys((count, (count + 1) // 2, 1)))
            root = Grid(
                children=tuple(_column(context, period) for period in self.periods),
                columns=columns,
                gap=0,
                even_heads=True,
            )
        else:
            root = Grid(children=tuple(_row(context, period) for period in self.periods), columns=(1,), gap=8)
        entries = [
            (
                Paragraph((*context.inline(period.period), Run("　"), *context.inline(period.title))),
                period.paragraphs(context, "body"),
            )
            for period in self.periods
        ]
        return (
            Drawing(
                root=root,
                description=f"時程，{len(self.periods)} 個時期：" + "；".join(entry[0].text for entry in entries),
                equivalent=(Items(items=outline(entries), key=self.key, source=self.origin),),
                key=self.key,
                source=self.origin,
            ),
        )


def _column(context: LowerContext, period: Period) -> Element:
    """The period's name, its dot on the line, and below it what happens."""
    colour = strategy_colour(period.strategy)
    name = Paragraph(context.inline(period.period), "card-title", colour=colour)
    dot = Box(
        shape="ellipse",
        width=16,
        height=16,
        insets=_NONE,
        fill=colour if period.highlight else PAPER,
        outline=colour,
        outline_width=2.5,
    )
    line = Box(fill=light(colour, 0.55), height=3, insets=_NONE)
    axis = Stack(children=(line, dot, line), direction="row", gap=0, weight=0)
    card = Stack(children=(_card(context, period),), insets=Insets(6, 4, 6, 0), gap=0)
    return Stack(
        children=(
            words((name,), align="centre", anchor="bottom", insets=Insets(6, 0, 6, 2), weight=0, minimum_width=110),
            axis,
            card,
        ),
        gap=4,
    )


def _card(context: LowerContext, period: Period) -> Box:
    colour = strategy_colour(period.strategy)
    title = context.paragraph(period.title, "card-title")
    return Box(
        paragraphs=(title, *period.paragraphs(context, colour=colour)),
        fill=light(colour) if period.highlight else SURFACE,
        outline=colour if period.highlight else None,
        outline_width=1.5,
        align="start",
        anchor="top",
        insets=Insets(14, 10, 14, 12),
        minimum_width=150,
    )


def _row(context: LowerContext, period: Period) -> Element:
    """The period's name on its colour, and beside it what happens."""
    colour = strategy_colour(period.strategy) if period.highlight else MUTED
    name = Paragraph(context.inline(period.period), "card-title", colour=PAPER)
    head = Box(paragraphs=(name,), fill=colour, insets=Insets(10, 8, 10, 8), weight=1, minimum_width=110)
    return Stack(children=(head, Stack(children=(_card(context, period),), weight=4)), direction="row", gap=4)
