"""Two sides by side, with an arrow from the left to the right."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from ssnet_docs.blocks.parts.body import TitledBody, outline, spoken
from ssnet_docs.blocks.parts.surfaces import KEY, MUTED, SURFACE, band, light, words
from ssnet_docs.model.block import Block, LowerContext
from ssnet_docs.model.drawing import Box, Choice, Element, Insets, Stack
from ssnet_docs.model.nodes import Drawing, Items, Node
from ssnet_docs.model.text import Colour


class Side(TitledBody):
    """比較的一邊：標題與內文。"""

    label: str | None = Field(default=None, description="標題上方的小字，例如「過去」「現在」")


class ComparisonBlock(Block):
    """比較：左右兩邊對照，例如過去與現在、第一期與第二期。

    `left` 與 `right` 各有 `title`，以及 `text` 或 `items`。中間的箭頭表示由左變到右，右邊因此較醒目；
    兩邊並列、沒有先後時寫 `arrow: false`。比較的是數字時請用 before-after。
    """

    block_kind: ClassVar[str] = "comparison"
    block_title: ClassVar[str] = "比較"
    block_example: ClassVar[str] = """\
- comparison:
    left:
      label: 過去
      title: 以個人為中心
      items: [介入焦點是求助的個人, 依問題類型分別受理, 各單位各自評估]
    right:
      label: 現在
      title: 以家庭為中心、以社區為基礎
      items: [介入焦點是整個家庭與所在社區, 單一窗口受理，集中派案, 共同訪視，一個家庭一份計畫]
"""

    left: Side = Field(description="左邊")
    right: Side = Field(description="右邊")
    arrow: bool = Field(default=True, description="中間是否有箭頭")

    def lower(self, context: LowerContext) -> tuple[Node, ...]:
        root = Choice(options=(self._sides(context, "row"), self._sides(context, "column")))
        entries = [
            (
                context.paragraph(side.title),
                (*([context.paragraph(side.label)] if side.label else []), *side.paragraphs(context, "body")),
            )
            for side in (self.left, self.right)
        ]
        joint = "變為" if self.arrow else "與"
        return (
            Drawing(
                root=root,
                description=f"比較：{spoken(context, self.left.title)}{joint}{spoken(context, self.right.title)}",
                equivalent=(Items(items=outline(entries), key=self.key, source=self.origin),),
                key=self.key,
                source=self.origin,
            ),
        )

    def _sides(self, context: LowerContext, direction: Literal["row", "column"]) -> Element:
        """Both sides with the arrow between them: side by side, or below each other where it is narrow."""
        across = direction == "row"
        arrow = Box(
            shape="right-arrow" if across else "down-arrow",
            fill=KEY,
            width=44 if across else 40,
            height=40 if across else 24,
            insets=Insets(0, 0, 0, 0),
        )
        return Stack(
            children=(
                _side(context, self.left, MUTED if self.arrow else KEY, SURFACE),
                *((arrow,) if self.arrow else ()),
                _side(context, self.right, KEY, light(KEY) if self.arrow else SURFACE),
            ),
            direction=direction,
            gap=12 if self.arrow else 20,
        )


def _side(context: LowerContext, side: Side, colour: Colour, ground: Colour) -> Element:
    label = (context.paragraph(side.label, "label"),) if side.label else ()
    head = band((*label, context.paragraph(side.title, "card-title")), colour, minimum_width=150)
    children: list[Element] = [head]
    if not side.is_empty:
        children.append(words(side.paragraphs(context, colour=colour)))
    return Stack(children=tuple(children), gap=0, ground=Box(fill=ground))
