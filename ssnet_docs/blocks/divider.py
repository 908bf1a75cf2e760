"""The slide that opens a section."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from ssnet_docs.model.block import Block, LowerContext
from ssnet_docs.model.nodes import Node
from ssnet_docs.model.text import Paragraph


class DividerBlock(Block):
    """章節頁：每章開頭的一頁，寫出章節的編號與標題。

    章節寫 `divider: true` 就會自動產生，編號與標題取自章節；要加一段說明時寫 `divider: {text: …}`。
    """

    block_kind: ClassVar[str] = "divider"
    block_title: ClassVar[str] = "章節頁"
    block_example: ClassVar[str] = """\
- divider:
    number: 參
    title: 第二期計畫策略及指標
    text: 四大策略、二十二項指標，逐年提升到114年
"""
    block_layout: ClassVar[str | None] = "divider"

    number: str | None = Field(default=None, description="章節編號；省略時同章節")
    title: str | None = Field(default=None, description="章節標題；省略時同章節")
    text: str | None = Field(default=None, description="標題下方的說明")

    def lower(self, context: LowerContext) -> tuple[Node, ...]:
        return ()

    def slot_texts(self, context: LowerContext) -> dict[str, Paragraph]:
        texts = {"kicker": self.number, "title": self.title, "subtitle": self.text}
        return {slot: context.paragraph(text) for slot, text in texts.items() if text}
