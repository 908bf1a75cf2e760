"""Words that someone said or wrote."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from ssnet_docs.blocks.parts.body import in_role, markdown_paragraphs
from ssnet_docs.blocks.parts.surfaces import KEY, SURFACE, margin_line, words
from ssnet_docs.model.block import Block, LowerContext
from ssnet_docs.model.drawing import Box, Element, Insets, Stack
from ssnet_docs.model.nodes import Drawing, Node, Text
from ssnet_docs.model.text import Paragraph, Run


class QuotationBlock(Block):
    """引言：引用某人或某份文件的一段話，字較大。

    直接寫文字，或寫 `{text, by}`；`by` 是出處。引號請自己寫在文字裡。
    """

    block_kind: ClassVar[str] = "quotation"
    block_title: ClassVar[str] = "引言"
    block_example: ClassVar[str] = """\
- quotation:
    text: 「以家庭為中心、以社區為基礎」，讓每一個家庭都能得到及時的支持。
    by: 強化社會安全網計畫
"""
    shorthand: ClassVar[str | None] = "text"

    text: str = Field(description="引用的文字（Markdown）")
    by: str | None = Field(default=None, description="出處")

    def lower(self, context: LowerContext) -> tuple[Node, ...]:
        text = markdown_paragraphs(context, self.text, "quotation")
        children: list[Element] = [words(text, anchor="middle", insets=Insets(22, 16, 22, 4 if self.by else 16))]
        said = in_role(text, "body")
        if self.by:
            by = Paragraph((Run("── "), *context.inline(self.by)), "card-body")
            children.append(words((by,), align="end", weight=0, insets=Insets(22, 2, 22, 14)))
            said = (*said, *in_role((by,), "body"))
        column = Stack(children=tuple(children), gap=0)
        root = Stack(children=(margin_line(KEY, 6), column), direction="row", gap=0, ground=Box(fill=SURFACE))
        return (
            Drawing(
                root=root,
                description=f"引言：{text[0].text if text else ''}",
                equivalent=(Text(paragraphs=said),),
                grow=False,
                key=self.key,
                source=self.origin,
            ),
        )
