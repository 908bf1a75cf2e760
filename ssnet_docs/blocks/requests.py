"""Requests to the centre, by unit."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from ssnet_docs.blocks.parts.body import Body, bold
from ssnet_docs.blocks.parts.items import MarkName, deeper, shown_mark
from ssnet_docs.model.block import Block, LowerContext
from ssnet_docs.model.nodes import Node, Table
from ssnet_docs.model.text import Paragraph
from ssnet_docs.tables.parts import Entry, Head, Line, table


class Request(Body):
    """一項建議事項。"""

    unit: str = Field(description="提出的單位，例如 衛生局（心理健康科）")
    title: str = Field(description="建議事項，一句話")


class RequestsBlock(Block):
    """建議事項：請中央協助的事項，一欄單位、一欄事項。

    直接寫清單，每項有 `unit`（單位）、`title`（事項，粗體）與 `text` 或 `items`（理由與建議）。
    同一單位的事項會合併；有兩項以上時自動編號，不要編號時寫 `numbering: none`。
    """

    block_kind: ClassVar[str] = "requests"
    block_title: ClassVar[str] = "建議事項"
    block_example: ClassVar[str] = """\
- requests:
    - unit: 衛生局（心理健康科）
      title: 建請中央加速計畫核定
      text: 新聘人力須經人力審查，計畫及早核定，才能在次年1月1日順利銜接。
    - unit: 社會局（社會工作科）
      title: 擴大資深社會工作人員進用資格
      items:
        - 第一期核定人數不足，本府以自聘人力從事社安網業務
        - 建請放寬年資採計，以利社工人員久任
    - unit: 社會局（社會工作科）
      title: 研議非兒少個案安置困境
      text: 安置床位短缺，費用遠高於公費補助，建請研議可行方式。
"""
    shorthand: ClassVar[str | None] = "rows"

    rows: list[Request] = Field(description="各項建議", min_length=1)
    columns: list[str] = Field(default=["單位", "事項"], min_length=2, max_length=2, description="兩欄的標題")
    numbering: MarkName = Field(default="number", description="編號方式；只有一項時不編號")

    def lower(self, context: LowerContext) -> tuple[Node, ...]:
        heads = [
            Head("unit", (context.paragraph(self.columns[0], "dense-header"),), weight=1.0, align="centre"),
            Head("request", (context.paragraph(self.columns[1], "dense-header"),), weight=5.0),
        ]
        lines = []
        numbers: dict[str, int] = {}
        for row in self.rows:
            numbers[row.unit] = numbers.get(row.unit, 0) + 1
            unit = bold(context.paragraph(row.unit, "card-body"))
            request = Entry(self._request(context, row, numbers[row.unit]))
            lines.append(Line((Entry((unit,)), request), key=f"{unit.text}/{request.paragraphs[0].text}"))
        spec = table(heads, lines, groups=["unit"])
        units = "、".join(dict.fromkeys(line.entries[0].text for line in lines))
        description = f"建議事項 {len(lines)} 項，單位：{units}"
        return (Table(spec=spec, description=description, key=self.key, source=self.origin),)

    def _request(self, context: LowerContext, row: Request, number: int) -> tuple[Paragraph, ...]:
        """The request's title with its number among the unit's, and the reasons below."""
        several = sum(other.unit == row.unit for other in self.rows) > 1
        mark = shown_mark(self.numbering, number) if several else None
        title = bold(context.paragraph(row.title, "card-body", mark=mark))
        body = row.paragraphs(context, "card-body")
        if mark is None:
            return (title, *body)
        return (title, *deeper(body))
