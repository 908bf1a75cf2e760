"""The last slide."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from ssnet_docs.model.block import Block, LowerContext
from ssnet_docs.model.nodes import Node
from ssnet_docs.model.text import Paragraph


class ClosingBlock(Block):
    """結語頁：簡報的最後一頁，致謝或請求指導。

    文件開頭寫 `closing: {title: 感謝聆聽, text: …}`；`contact` 是頁尾的機關與聯絡方式，每項一行。
    """

    block_kind: ClassVar[str] = "closing"
    block_title: ClassVar[str] = "結語"
    block_example: ClassVar[str] = """\
- closing:
    title: 簡報完畢
    text: 敬請指導
    contact: [澎湖縣政府社會處]
"""
    block_layout: ClassVar[str | None] = "closing"

    title: str = Field(default="感謝聆聽", description="結語")
    text: str | None = Field(default=None, description="結語下方的一句話")
    contact: list[str] | None = Field(default=None, description="機關與聯絡方式，每項一行；省略時為文件的機關")

    def lower(self, context: LowerContext) -> tuple[Node, ...]:
        return ()

    def slot_texts(self, context: LowerContext) -> dict[str, Paragraph]:
        contact = [context.cover().organisation] if self.contact is None else self.contact
        texts = {"title": self.title, "subtitle": self.text, "presenter": "\n".join(contact)}
        return {slot: context.paragraph(text) for slot, text in texts.items() if text}
