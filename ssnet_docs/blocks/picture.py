"""A picture with its credit."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from ssnet_docs.model.block import Block, LowerContext
from ssnet_docs.model.nodes import Node, Picture
from ssnet_docs.model.text import Paragraph, Run


class PictureBlock(Block):
    """圖片：專案資料夾內的 PNG 或 JPEG 圖片。

    `path` 從專案的最上層寫起，例如 content/pictures/center.jpg；`alt` 用一句話說出圖裡有什麼，供看不到圖的人
    使用，一定要寫；`credit` 是攝影者或來源，印在圖下方；`caption` 是圖說。
    統計圖、組織圖、流程請用 chart、tree、process，做成可以編輯的圖，不要貼圖片。
    """

    block_kind: ClassVar[str] = "picture"
    block_title: ClassVar[str] = "圖片"
    block_example: ClassVar[str] = """\
- picture:
    path: docs/pictures/welfare-centre.png
    alt: 插圖：社會福利服務中心門前，一家三口走向大門，社工站在另一側迎接
    caption: 家庭福利服務中心
    credit: 臺中市政府社會局
"""

    path: str = Field(description="圖片檔，從專案最上層寫起", min_length=1)
    alt: str = Field(description="替代文字：圖裡有什麼", min_length=1)
    caption: str | None = Field(default=None, description="圖說")
    credit: str | None = Field(default=None, description="攝影者或來源")

    def lower(self, context: LowerContext) -> tuple[Node, ...]:
        width, height = context.picture_size(self.path, self.origin)
        runs = context.inline(self.caption) if self.caption else ()
        if self.credit:
            runs = (*runs, Run("　" if runs else ""), Run("圖片來源："), *context.inline(self.credit))
        below = tuple(run for run in runs if run.text)
        return (
            Picture(
                path=self.path,
                width=width,
                height=height,
                description=self.alt,
                credit=Paragraph(below, "note") if below else None,
                key=self.key,
                source=self.origin,
            ),
        )
