"""The agenda: numbered sections."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from ssnet_docs.blocks.parts.body import markdown_paragraphs, outline, spoken
from ssnet_docs.blocks.parts.shorthand import TextFor
from ssnet_docs.blocks.parts.surfaces import KEY, MUTED, RULE, hairline, words
from ssnet_docs.model.block import Block, LowerContext, Model
from ssnet_docs.model.drawing import Box, Element, Grid, Insets, Stack
from ssnet_docs.model.fact import plain
from ssnet_docs.model.nodes import Drawing, Items, Node
from ssnet_docs.model.text import Paragraph, Run

_ONE_COLUMN = 8
"""So many sections stand in one column; more take two."""


class AgendaItem(Model):
    """大綱的一項。"""

    title: str = Field(description="標題")
    number: str | None = Field(default=None, description="編號；省略時依序為 1、2、3")
    text: str | None = Field(default=None, description="標題下方的說明")


class AgendaBlock(Block):
    """大綱頁：報告的章節與編號。

    文件開頭寫 `agenda: true` 或 `agenda: {title: 報告大綱}`，各項就取自章節標題。
    `items` 可以自己列；`highlight` 寫出某一章的標題，讓它突出、其餘變淡，用來在中途提示進度。
    """

    block_kind: ClassVar[str] = "agenda"
    block_title: ClassVar[str] = "大綱"
    block_example: ClassVar[str] = """\
- agenda:
    title: 報告大綱
    items:
      - {number: 壹, title: 第一期計畫成果, text: 107-109年}
      - {number: 貳, title: 第二期計畫架構及新增重點, text: 110-114年}
      - {number: 參, title: 第二期計畫策略及指標, text: 110-114年}
      - {number: 肆, title: 第二期計畫補助經費}
      - {number: 伍, title: 所遇困難與待中央協助事項}
"""
    block_layout: ClassVar[str | None] = "agenda"

    title: str | None = Field(default=None, description="頁面標題；省略時為「報告大綱」")
    items: list[Annotated[AgendaItem, TextFor("title")]] | None = Field(
        default=None, description="各項；省略時為文件的章節"
    )
    columns: Literal[1, 2] | None = Field(default=None, description="一欄或兩欄；省略時依數量決定")
    highlight: str | None = Field(default=None, description="要突出的章節標題")

    def slot_texts(self, context: LowerContext) -> dict[str, Paragraph]:
        return {"title": context.paragraph(self.title, "title")} if self.title else {}

    def lower(self, context: LowerContext) -> tuple[Node, ...]:
        entries = self._entries(context)
        titles = [plain(entry.title) for entry in entries]
        if self.highlight is not None and plain(self.highlight) not in titles:
            listed = "、".join(titles)
            raise self.error(f"大綱裡沒有「{self.highlight}」", f"highlight 要和標題完全相同：{listed}")
        columns = self.columns or (1 if len(entries) <= _ONE_COLUMN else 2)
        grid = Grid(children=tuple(self._row(context, entry) for entry in entries), columns=(columns, 1), gap=0)
        outlined = [
            (
                Paragraph((Run(f"{entry.number}　"), *context.inline(entry.title))),
                markdown_paragraphs(context, entry.text, "body"),
            )
            for entry in entries
        ]
        return (
            Drawing(
                root=grid,
                description=f"大綱，{len(entries)} 項：" + "、".join(spoken(context, entry.title) for entry in entries),
                equivalent=(Items(items=outline(outlined), key=self.key, source=self.origin),),
                key=self.key,
                source=self.origin,
            ),
        )

    def _entries(self, context: LowerContext) -> list[AgendaItem]:
        """The items with their numbers: typed, or the document's sections."""
        if self.items is not None:
            pairs = [(item.number, item) for item in self.items]
        else:
            pairs = [(number, AgendaItem(title=title)) for number, title in context.agenda()]
        return [
            item.model_copy(update={"number": str(position) if number is None or number == "" else number})
            for position, (number, item) in enumerate(pairs, start=1)
        ]

    def _row(self, context: LowerContext, entry: AgendaItem) -> Element:
        """A numeral and a title over a hairline; entries that are not highlighted stand back."""
        faded = self.highlight is not None and plain(entry.title) != plain(self.highlight)
        colour = MUTED if faded else KEY
        number = Paragraph((Run(entry.number or ""),), "heading", colour=colour, bold=True)
        title = Paragraph(context.inline(entry.title), "card-title", colour=MUTED if faded else None)
        text = (context.paragraph(entry.text, "label"),) if entry.text else ()
        row = Stack(
            children=(
                Box(paragraphs=(number,), width=64, align="start", insets=Insets(2, 8, 6, 8)),
                words((title, *text), anchor="middle", insets=Insets(0, 8, 0, 8)),
            ),
            direction="row",
            gap=0,
        )
        return Stack(children=(row, hairline(RULE, 0.75)), gap=0)
