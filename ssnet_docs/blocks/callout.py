"""A message that stands out."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field, model_validator

from ssnet_docs.blocks.parts.body import Body, coloured, outline
from ssnet_docs.blocks.parts.surfaces import light, margin_line, words
from ssnet_docs.model.block import Block, LowerContext
from ssnet_docs.model.drawing import Box, Insets, Stack
from ssnet_docs.model.nodes import Drawing, Items, Node, Text
from ssnet_docs.model.text import Colour

Tone = Literal["key", "accent", "alert", "muted"]

_SPOKEN: dict[str, str] = {"key": "重點", "accent": "重點", "alert": "注意", "muted": "說明"}


class CalloutBlock(Block, Body):
    """重點框：一句要記住的話、一則提醒或說明。

    直接寫文字：`callout: 一個家庭一份計畫`，或寫 `{title, text}`、`{title, items}`。
    `tone`：key（本頁主色）、accent（機關輔色）、alert（警示、期限、待改善）、muted（次要說明、尚無資料）。
    """

    block_kind: ClassVar[str] = "callout"
    block_title: ClassVar[str] = "重點框"
    block_example: ClassVar[str] = """\
- callout:
    tone: alert
    title: 期限
    text: 請於**114年12月31日前**函報115年整合性計畫。
"""
    shorthand: ClassVar[str | None] = "text"

    title: str | None = Field(default=None, description="標題")
    tone: Tone = Field(default="key", description="語氣：重點、警示或次要說明")

    @model_validator(mode="after")
    def _says_something(self) -> CalloutBlock:
        if self.is_empty and not self.title:
            raise ValueError("重點框沒有內容｜請寫 title、text 或 items")
        return self

    def lower(self, context: LowerContext) -> tuple[Node, ...]:
        colour = Colour(self.tone)
        title = (context.paragraph(self.title, "card-title"),) if self.title else ()
        body = self.paragraphs(context, colour=colour)
        content = words((*coloured(title, colour), *body), anchor="middle", insets=Insets(16, 10, 16, 10))
        root = Stack(children=(margin_line(colour, 6), content), direction="row", gap=0, ground=Box(fill=light(colour)))
        heading = context.paragraph(self.title) if self.title else None
        said = outline([(heading, body)])
        listed = any(paragraph.mark for paragraph in said)
        return (
            Drawing(
                root=root,
                description=f"{_SPOKEN[self.tone]}：{(*title, *body)[0].text}",
                equivalent=(Items(items=said) if listed else Text(paragraphs=said),),
                grow=False,
                key=self.key,
                source=self.origin,
            ),
        )
