"""A continued table with a single row on a slide."""

from __future__ import annotations

from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.sheets import sheets
from ssnet_docs.model.finding import Finding
from ssnet_docs.model.page import PlacedTable

HALF = 0.5
"""Share of the content's region from which a single row fills its slide and is no remainder."""


class ContinuedTableRowCheck(Check):
    """續到下一張的表格，那一張只有一列。

    為一列多翻一頁，和前面的列又不能對照。一列就占去半張的不算。
    改法：縮短幾格的文字讓它放得下，或把表格分成兩張各自完整的表。
    """

    id = "continued-table-row"
    title = "續表只有一列"
    family = "layout"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for sheet in sheets(subject):
            for frame in sheet.content:
                if not isinstance(frame, PlacedTable) or sheet.slide.parts < 2 or sheet.area is None:
                    continue
                body = [row for row in frame.rows[frame.header_rows :] if row.kind != "group"]
                if len(body) == 1 and frame.rect.height < HALF * sheet.area.height:
                    message = f"表格「{frame.name[:20]}」在 {sheet.slide.parts} 張中的第 {sheet.slide.part} 張只有一列"
                    yield self.about_made(sheet.made, sheet.place(frame.key), message, "請縮短文字，或把表格分成兩張")
