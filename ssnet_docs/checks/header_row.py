"""Tables without a header row."""

from __future__ import annotations

from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Place, Subject
from ssnet_docs.checks.parts.made import files
from ssnet_docs.checks.parts.written import A, Element, W, paragraph_text
from ssnet_docs.model.finding import Finding

_OFF = {"0", "false", "off"}


class HeaderRowCheck(Check):
    """表格沒有標示標題列。

    報讀軟體靠標題列說出每一格屬於哪一欄；Word 的長表跨頁時也靠它重複欄名。只有一列或一欄的排版用表格、
    以第一欄為各列名稱的表格不算。
    改法：table 區塊寫 header；在 PowerPoint 勾選「標題列」，在 Word 勾選「重複標題列」。
    """

    id = "header-row"
    title = "表格沒有標題列"
    family = "accessibility"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for made in files(subject):
            for number, part in enumerate(made.written.slides, 1):
                root = made.written.root(part)
                for table in root.iter(f"{A}tbl") if root is not None else ():
                    about = table.find(f"{A}tblPr")
                    named = about is not None and about.get("firstRow", "0") not in _OFF
                    if not named and _grid(table, A):
                        message = f"表格「{_first(table)}」沒有標題列"
                        yield self.about_made(made, made.on_slide(number), message, "請標示標題列")
            body = made.written.body
            for number, table in enumerate(body.iter(f"{W}tbl") if body is not None else (), 1):
                head = table.find(f"{W}tr/{W}trPr/{W}tblHeader")
                named = head is not None and head.get(f"{W}val", "1") not in _OFF
                if not named and _grid(table, W) and _ruled(table) and not _names_rows(table):
                    shown = next((text for one in table.iter(f"{W}p") if (text := paragraph_text(one))), "")
                    place = Place(f"table-{number}", f"第 {number} 個表格")
                    yield self.about_made(made, place, f"表格「{shown[:20]}」沒有標題列", "請標示重複標題列")


def _grid(table: Element, space: str) -> bool:
    """Whether it has at least two rows and two columns."""
    rows = table.findall(f"{space}tr")
    return len(rows) > 1 and len(rows[0].findall(f"{space}tc")) > 1


def _ruled(table: Element) -> bool:
    """Whether a Word table has a style or borders: others only hold a layout together."""
    about = table.find(f"{W}tblPr")
    return about is not None and any(about.find(f"{W}{name}") is not None for name in ("tblStyle", "tblBorders"))


def _names_rows(table: Element) -> bool:
    """Whether its first column names the rows and its first row is one of them (`w:tblLook`)."""
    look = table.find(f"{W}tblPr/{W}tblLook")
    if look is None:
        return False
    return look.get(f"{W}firstColumn") in {"1", "true", "on"} and look.get(f"{W}firstRow") in _OFF


def _first(table: Element) -> str:
    return "".join(one.text or "" for one in next(table.iter(f"{A}tc")).iter(f"{A}t"))[:20]
