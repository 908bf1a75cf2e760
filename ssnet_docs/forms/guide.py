"""The sheet that explains the form to the colleague who fills it in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ssnet_docs.forms.layout import ACTUAL_YEAR, SHEET, TARGET_YEAR
from ssnet_docs.model.county import County

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_WIDTH = 100  # of the column of text, in the width of a digit at 11 points
_LINE = 42  # Han characters at 12 points that stand on a line of it

_FACE, _INK, _BRAND, _SURFACE = "Microsoft JhengHei", "#1F2730", "#22405F", "#F2F5F8"

_STEPS = (
    f"到工作表「{SHEET}」，在淺黃色的格子填寫；灰色的格子是指標的名稱與定義，已經鎖住。",
    f"每項指標預先列出 {ACTUAL_YEAR} 年實際與 {TARGET_YEAR} 年目標，也就是簡報會顯示的兩個數字；年度可以改。",
    "有數字才填；沒有資料請留空白，簡報會顯示「尚無資料」。請不要填 0 代替沒有資料。",
    "填了數值，就要填資料截止日與出處；漏填的格子會變成淺紅色。",
    "要填其他年度，用最下面「其他年度」的空白列，從清單選擇指標。",
    "存檔（.xlsx，不要另存成其他格式），交給負責簡報的同事執行：ssnet fill 檔名.xlsx",
)
_COLUMNS = (
    ("年度", "民國年，例如 114"),
    ("目標／實際", "實際：已經發生的結果　目標：核定或自訂的目標　估計：推估的數字，共用簡報不顯示"),
    ("數值", "只填數字，不寫單位；比率 82.3% 填 82.3"),
    ("資料截止日", "這個數字算到哪一天，例如 2025/12/31（畫面顯示 114/12/31）"),
    ("出處", "從哪裡來，例如「社會處業務統計」「114年第4季成果報表」；會印在簡報的備忘稿"),
    ("備註", "需要說明的事，例如統計範圍與中央不同；可以不填，填了也印在備忘稿"),
)


def write_guide(book: Workbook, sheet: Worksheet, county: County) -> None:
    """Fill the sheet 填表說明."""

    def style(**properties: Any) -> Any:
        base = {"font_name": _FACE, "font_size": 12, "font_color": _INK, "text_wrap": True, "valign": "vcenter"}
        return book.add_format({**base, **properties})

    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 3)
    sheet.set_column(1, 1, 16)
    sheet.set_column(2, 2, _WIDTH)
    sheet.set_row(0, 36)
    title = style(font_size=18, bold=True, font_color=_BRAND, text_wrap=False)
    sheet.write_string(0, 1, f"{county.name}社安網指標填報表", title)
    note = "填好的數字會出現在簡報裡，與全國目標並列，並附上出處與日期。"
    sheet.set_row(1, 22)
    sheet.write_string(1, 1, note, style(text_wrap=False, font_color="#566270"))
    row = 3
    head = style(bold=True, font_color=_BRAND, font_size=14)
    sheet.set_row(row, 26)
    sheet.write_string(row, 1, "怎麼填", head)
    for number, step in enumerate(_STEPS, start=1):
        sheet.set_row(row + number, _height(step))
        sheet.write_string(row + number, 1, f"{number}.", style(align="right", font_color=_BRAND, bold=True))
        sheet.write_string(row + number, 2, step, style())
    row += len(_STEPS) + 2
    sheet.set_row(row, 26)
    sheet.write_string(row, 1, "欄位", head)
    for number, (name, meaning) in enumerate(_COLUMNS, start=1):
        sheet.set_row(row + number, _height(meaning))
        sheet.write_string(row + number, 1, name, style(bold=True, bg_color=_SURFACE))
        sheet.write_string(row + number, 2, meaning, style(bg_color=_SURFACE))
    sheet.protect("")
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)


def _height(text: str) -> float:
    """Points for as many lines as the text needs."""
    return 6 + 18 * -(-len(text) // _LINE)
