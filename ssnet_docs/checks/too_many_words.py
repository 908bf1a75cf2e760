"""Slides with more words than can be read while someone speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.sheets import Sheet, sheets
from ssnet_docs.model.finding import Finding

LIMIT = 350
"""Words of running text: at about 300 a minute, the pace of Mandarin news, more takes longer than a slide is shown."""

TABLE_LIMIT = 600
"""Words in tables, which are looked up and not read through."""

_WORD = re.compile(r"[A-Za-z]+(?:[-'.][A-Za-z]+)*|[0-9][0-9,.]*%?|[\u3400-\u9fff\U00020000-\U0003ffff]")


class TooManyWordsCheck(Check):
    """一張投影片的字太多：內文超過 350 字，或表格超過 600 字。

    一個漢字算一字，一個英文詞或一個數字也算一字，標點不算。每分鐘約唸 300 字，超過就唸不完，聽眾只顧著讀。
    改法：只留重點，其餘移到備忘稿；或分成兩張。
    """

    id = "too-many-words"
    title = "字數太多"
    family = "layout"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for sheet in sheets(subject):
            for what, limit, count in (("內文", LIMIT, words(sheet)), ("表格", TABLE_LIMIT, words(sheet, cells=True))):
                if count > limit:
                    message = f"{what}有 {count} 字，超過 {limit} 字"
                    yield self.about_made(sheet.made, sheet.place(), message, "請只留重點，或分成兩張")


def words(sheet: Sheet, *, cells: bool = False) -> int:
    """How many words the slide's running text has, or its tables: Han characters, other words and numbers count one."""
    return sum(
        len(_WORD.findall(setting.text)) for setting in sheet.settings if setting.cell == cells and not setting.own
    )
