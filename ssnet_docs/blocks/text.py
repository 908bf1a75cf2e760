"""A piece of running text."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, Literal

from pydantic import Field

from ssnet_docs.model.block import Block, LowerContext
from ssnet_docs.model.nodes import Node, Text
from ssnet_docs.model.text import Colour, Role

_ROLES: dict[str, Role] = {"body": "body", "lead": "quotation", "note": "note"}


class TextBlock(Block):
    """文字：一段或數段說明。

    內容是 Markdown：空一行分段，「- 」開頭是清單，「**…**」是粗體。
    `role: lead` 是開頭的重點（字較大），`role: note` 是補充說明（字較小）。
    條列的重點請用 bullets；分格的內容請用 cards。
    """

    block_kind: ClassVar[str] = "text"
    block_title: ClassVar[str] = "文字"
    block_example: ClassVar[str] = """\
- text:
    role: lead
    text: 由「以個人為中心」轉為**以家庭為中心**：一個窗口受理，一位社工陪伴。
"""
    shorthand: ClassVar[str | None] = "text"

    text: str = Field(description="內容（Markdown）")
    role: Literal["body", "lead", "note"] = Field(default="body", description="內文、開頭重點或補充說明")

    def lower(self, context: LowerContext) -> tuple[Node, ...]:
        nodes = context.markdown(self.text, _ROLES[self.role])
        if self.role != "lead":
            return nodes
        ink = Colour("ink")
        return tuple(
            replace(node, paragraphs=tuple(replace(item, colour=ink) for item in node.paragraphs))
            if isinstance(node, Text)
            else node
            for node in nodes
        )
