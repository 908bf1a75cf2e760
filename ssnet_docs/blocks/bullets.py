"""A list of points."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from ssnet_docs.blocks.parts.items import AnyItem, MarkName, item_paragraphs
from ssnet_docs.model.block import Block, LowerContext
from ssnet_docs.model.nodes import Items, Node
from ssnet_docs.model.text import Colour


class BulletsBlock(Block):
    """條列：一點一點的重點，可以分層。

    直接寫清單：`bullets: [甲, 乙]`。有下一層時，該項寫成 `{text: …, items: […]}`，最多五層。
    `mark` 指定符號：• – ✓ ◆ ➤ ■ ○，或編號 number（1.）、parenthesised（(1)）、chinese（一、）、
    circled（①）、letters（A.）；`none` 不加符號。個別項目也可以自訂 `mark`。編號可用 `start` 接續。
    """

    block_kind: ClassVar[str] = "bullets"
    block_title: ClassVar[str] = "條列"
    block_example: ClassVar[str] = """\
- bullets:
    mark: ✓
    items:
      - 各縣市布建社會福利服務中心，就近提供服務
      - text: 集中受理、篩選與派案，24 小時內完成
        items:
          - 兒少保護與脆弱家庭由同一窗口受理
          - {text: 跨縣市案件於轉介後三日內回覆, mark: ➤}
      - 保護、心衛與社福共同訪視，**一個家庭一份計畫**
"""
    shorthand: ClassVar[str | None] = "items"

    items: list[AnyItem] = Field(description="各項重點", min_length=1)
    mark: MarkName | None = Field(default=None, description="第一層的符號或編號方式；省略時為 •")
    start: int = Field(default=1, ge=1, le=99, description="編號從幾開始")

    def lower(self, context: LowerContext) -> tuple[Node, ...]:
        paragraphs = item_paragraphs(context, self.items, mark=self.mark, start=self.start, colour=Colour("key"))
        return (Items(items=paragraphs, key=self.key, source=self.origin),)
