"""Titled boxes in a grid."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from ssnet_docs.blocks.parts.body import TitledBody, outline
from ssnet_docs.blocks.parts.figure import figure_paragraph
from ssnet_docs.blocks.parts.items import MarkName, shown_mark
from ssnet_docs.blocks.parts.shorthand import TextFor
from ssnet_docs.blocks.parts.surfaces import PanelStyle, grid_columns, panel, strategy_colour, words
from ssnet_docs.model.block import Block, LowerContext
from ssnet_docs.model.drawing import Element, Grid, Insets
from ssnet_docs.model.nodes import Drawing, Items, Node
from ssnet_docs.model.text import Paragraph, Run


class Card(TitledBody):
    """一張卡片：標題，以及文字、條列或一個大數字。只有標題時可以直接寫文字。"""

    label: str | None = Field(default=None, description="標題上方的小字，例如「策略一」「NEW」")
    figure: str | None = Field(default=None, description="標題下方的大數字，例如 1,654人")
    icon: str | None = Field(default=None, description="標題前的圖示，名稱見 ssnet list icons")
    strategy: int | None = Field(default=None, ge=1, le=6, description="用哪一項策略的顏色（1 到 6）")


class CardsBlock(Block):
    """卡片：幾個有標題的方格，並列同一層次的重點。

    直接寫清單：`cards: [{title, items}, …]`。每張卡片有 `title`，以及 `text`（文字）、`items`（條列）、
    `figure`（大數字）或 `label`（標題上方的小字）；`strategy` 讓卡片用該策略的顏色，`icon` 是標題前的圖示。
    `style`：header（色帶標題）、filled（淺色底）、outlined（外框）；`columns` 是每列幾張，放不下時自動減少；
    `numbering` 為標題編號（number、chinese、circled、letters）。
    有先後順序的內容請用 process 或 timeline。
    """

    block_kind: ClassVar[str] = "cards"
    block_title: ClassVar[str] = "卡片"
    block_example: ClassVar[str] = """\
- cards:
    columns: 3
    cards:
      - title: 擴增服務資源
        strategy: 1
        items:
          - 推展社區式家事商談與育兒指導
          - 布建社區療育與兒少社區支持據點
      - title: 精進服務工具
        strategy: 2
        items:
          - 增聘集中派案與保護社工
          - 風險評估導入 AI 輔助判斷
      - title: 布建服務據點
        strategy: 3
        items:
          - 設置社區心理衛生中心
          - 設置精神障礙者協作模式服務據點
"""
    shorthand: ClassVar[str | None] = "cards"

    cards: list[Annotated[Card, TextFor("title")]] = Field(description="各張卡片", min_length=1)
    columns: int | None = Field(default=None, ge=1, le=6, description="每列幾張；省略時依數量與寬度決定")
    style: PanelStyle = Field(default="header", description="色帶標題、淺色底或外框")
    numbering: MarkName | None = Field(default=None, description="標題的編號方式；省略時不編號")

    def lower(self, context: LowerContext) -> tuple[Node, ...]:
        titles = [self._title(context, card, number) for number, card in enumerate(self.cards, start=1)]
        grid = Grid(
            children=tuple(self._panel(context, card, title) for card, title in zip(self.cards, titles, strict=True)),
            columns=grid_columns(len(self.cards), self.columns),
            even_heads=True,
        )
        entries = [
            (title[-1], (*title[:-1], *_body(context, card))) for card, title in zip(self.cards, titles, strict=True)
        ]
        names = "、".join(title[-1].text for title in titles)
        return (
            Drawing(
                root=grid,
                description=f"{len(self.cards)} 張卡片：{names}",
                equivalent=(Items(items=outline(entries), key=self.key, source=self.origin),),
                key=self.key,
                source=self.origin,
            ),
        )

    def _title(self, context: LowerContext, card: Card, number: int) -> tuple[Paragraph, ...]:
        """The card's label, if it has one, and its title with its number."""
        title = context.paragraph(card.title, "card-title")
        mark = shown_mark(self.numbering, number) if self.numbering else None
        if mark:
            title = Paragraph(
                (Run(f"{mark.text}\u2002" if mark.text[-1] not in "、" else mark.text), *title.runs), "card-title"
            )
        return (*((context.paragraph(card.label, "label"),) if card.label else ()), title)

    def _panel(self, context: LowerContext, card: Card, title: tuple[Paragraph, ...]) -> Element:
        colour = strategy_colour(card.strategy)
        body: list[Element] = []
        if card.figure:
            figure = figure_paragraph(context, card.figure, colour=colour)
            body.append(words((figure,), insets=Insets(14, 8, 14, 0), weight=0 if not card.is_empty else 1))
        if not card.is_empty:
            body.append(words(card.paragraphs(context, colour=colour)))
        icon = context.icon(card.icon, self.origin) if card.icon else None
        return panel(title, body, colour, self.style, icon=icon)


def _body(context: LowerContext, card: Card) -> tuple[Paragraph, ...]:
    figure = (figure_paragraph(context, card.figure),) if card.figure else ()
    return (*figure, *card.paragraphs(context))
