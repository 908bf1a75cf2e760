"""The cover slide."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from ssnet_docs.model.block import Block, LowerContext
from ssnet_docs.model.nodes import Node
from ssnet_docs.model.text import Paragraph


class CoverBlock(Block):
    """封面：標題、副標題、報告人與日期。

    文件開頭寫 `cover: true`，各項就取自文件的 title、subtitle、presenters、date 與 version。
    只有要和文件不同、或要加一句主題 (`tagline`) 時才需要寫內容：`cover: {tagline: 攜手網住＋用心守護}`。
    """

    block_kind: ClassVar[str] = "cover"
    block_title: ClassVar[str] = "封面"
    block_example: ClassVar[str] = """\
- cover:
    title: 強化社會安全網第二期計畫
    subtitle: 110-114年（草案）
    tagline: 攜手網住＋用心守護
    presenters: [臺中市政府衛生局　局長 曾梓展, 臺中市政府社會局　局長 彭懷真]
    date: 中華民國110年9月16日
"""
    block_layout: ClassVar[str | None] = "cover"

    title: str | None = Field(default=None, description="標題；省略時同文件標題")
    subtitle: str | None = Field(default=None, description="副標題；省略時同文件副標題")
    tagline: str | None = Field(default=None, description="標題上方的一句主題；省略時為文件的版本或場合")
    presenters: list[str] | None = Field(default=None, description="報告機關與報告人，每位一行")
    date: str | None = Field(default=None, description="日期，照寫照印；省略時同文件日期")

    def lower(self, context: LowerContext) -> tuple[Node, ...]:
        return ()

    def slot_texts(self, context: LowerContext) -> dict[str, Paragraph]:
        document = context.cover()
        presenters = self.presenters if self.presenters is not None else document.presenters
        tagline = "　".join(text for text in (self.tagline, document.version) if text)
        texts = {
            "title": document.title if self.title is None else self.title,
            "subtitle": document.subtitle if self.subtitle is None else self.subtitle,
            "kicker": tagline,
            "presenter": "\n".join(presenters) or document.organisation,
            "date": document.date if self.date is None else self.date,
        }
        return {slot: context.paragraph(text) for slot, text in texts.items() if text}
