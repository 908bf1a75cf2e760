"""Writes the form: one sheet to fill in, guarded by protection and data validation, and one that explains it."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from ssnet_docs.forms.guide import write_guide
from ssnet_docs.forms.layout import (
    COLUMNS,
    COUNTED,
    FIRST_ROW,
    FREE_ROWS,
    GUIDE,
    HEADER_ROW,
    KINDS,
    LARGEST,
    LONGEST_NOTE,
    LONGEST_SOURCE,
    MARK,
    MARK_SHEET,
    POSITION,
    SHEET,
    TITLE_ROW,
    YEARS,
    Row,
    indicators,
    rows,
    source_text,
)
from ssnet_docs.model.county import County
from ssnet_docs.model.fact import DataStore, Fact

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_FACE = "Microsoft JhengHei"
_INK, _BRAND, _LOCKED, _OPEN, _RULE, _WARN = "#1F2730", "#22405F", "#F2F5F8", "#FFFDF0", "#CBD2DA", "#F9DEDC"
_AGAIN = "#7A8794"  # a name that stands in the row above already
_EPOCH = datetime(2025, 1, 1)  # the same form has the same bytes, so no time of day
_DATE = "[$-404]e/m/d"  # years of the Republic in Excel and LibreOffice
_FULL_DATE = 3  # parts of 114-12-31
_ROC = 1911


def template(data: DataStore, county: County) -> bytes:
    """The form for a county as .xlsx, with what `data/` holds already filled in."""
    from xlsxwriter import Workbook

    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": f"{county.name}社安網指標填報表", "company": county.agency, "created": _EPOCH})
    guide = book.add_worksheet(GUIDE)
    sheet = book.add_worksheet(SHEET)
    mark = book.add_worksheet(MARK_SHEET)
    offered = rows(data, county)
    write_guide(book, guide, county)
    _Form(book, sheet, data).write(county, offered)
    mark.write_column(0, 0, [MARK, county.slug, *(row.key for row in offered)])
    mark.write_column(0, 1, [indicator.name for indicator, _ in indicators(data)])
    mark.very_hidden()
    sheet.activate()
    book.close()
    return stream.getvalue()


class _Form:
    """The sheet that is filled in."""

    def __init__(self, book: Workbook, sheet: Worksheet, data: DataStore) -> None:
        self.book, self.sheet, self.data = book, sheet, data
        self.names = len(list(indicators(data)))
        self.formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    def format(self, **properties: Any) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self.formats:
            base = {"font_name": _FACE, "font_size": 11, "font_color": _INK, "valign": "vcenter", "text_wrap": True}
            self.formats[key] = self.book.add_format({**base, **properties})
        return self.formats[key]

    def write(self, county: County, offered: tuple[Row, ...]) -> None:
        sheet = self.sheet
        for number, column in enumerate(COLUMNS):
            sheet.set_column(number, number, column.width, None, {"hidden": column.name == "key"})
        title = self.format(font_size=16, bold=True, font_color=_BRAND, text_wrap=False)
        sheet.write_string(TITLE_ROW - 1, 0, f"{county.name}　社安網指標填報表（{county.agency}）", title)
        sheet.set_row(TITLE_ROW - 1, 32)
        head = self.format(
            bold=True, font_color="#FFFFFF", bg_color=_BRAND, align="center", border=1, border_color=_RULE
        )
        sheet.set_row(HEADER_ROW - 1, 24)
        for number, column in enumerate(COLUMNS):
            sheet.write_string(HEADER_ROW - 1, number, column.title, head)
        for number, row in enumerate(offered):
            again = number > 0 and offered[number - 1].indicator is row.indicator
            self._row(FIRST_ROW - 1 + number, row, _AGAIN if again else _INK)
        last = FIRST_ROW - 2 + len(offered)
        for number in range(FREE_ROWS):
            self._free(last + 1 + number)
        self._guard(last + FREE_ROWS)

    def _row(self, at: int, row: Row, ink: str) -> None:
        sheet, look = self.sheet, {"bg_color": _LOCKED, "border": 1, "border_color": _RULE, "font_color": ink}
        locked, small = self.format(**look), self.format(**look, font_size=9)
        centred = self.format(**look, align="center")
        sheet.write_string(at, POSITION["group"], row.group, small)
        sheet.write_string(at, POSITION["indicator"], row.indicator.name, locked)
        sheet.write_string(at, POSITION["definition"], row.indicator.definition, small)
        sheet.write_string(at, POSITION["unit"], row.indicator.unit, centred)
        sheet.write_string(at, POSITION["key"], row.key, locked)
        lines = max(len(row.indicator.name) / 15, len(row.indicator.definition) / 24, 1.4)
        sheet.set_row(at, 15 * min(int(lines + 0.99), 6))
        self._inputs(at, row.year, KINDS[row.kind], row.fact)
        self._value_rule(at, row.indicator.unit)

    def _free(self, at: int) -> None:
        locked = self.format(bg_color=_LOCKED, border=1, border_color=_RULE, font_size=9)
        self.sheet.write_string(at, POSITION["group"], "其他年度", locked)
        for name in ("definition", "unit", "key"):
            self.sheet.write_blank(at, POSITION[name], None, locked)
        self.sheet.write_blank(at, POSITION["indicator"], None, self._open())
        self.sheet.data_validation(
            at,
            POSITION["indicator"],
            at,
            POSITION["indicator"],
            {
                "validate": "list",
                "source": f"={MARK_SHEET}!$B$1:$B${self.names}",
                "error_title": "沒有這項指標",
                "error_message": "請從清單選擇指標。",
            },
        )
        self._inputs(at, None, "", None)
        self._value_rule(at, "")

    def _open(self, **properties: Any) -> Format:
        return self.format(bg_color=_OPEN, border=1, border_color=_RULE, locked=False, **properties)

    def _inputs(self, at: int, year: int | None, kind: str, fact: Fact | None) -> None:
        sheet, centred = self.sheet, self._open(align="center")
        if year is None:
            sheet.write_blank(at, POSITION["year"], None, centred)
            sheet.write_blank(at, POSITION["kind"], None, centred)
        else:
            sheet.write_number(at, POSITION["year"], year, centred)
            sheet.write_string(at, POSITION["kind"], kind, centred)
        dated = self._open(align="center", num_format=_DATE)
        if fact is None:
            sheet.write_blank(at, POSITION["value"], None, self._open(align="right"))
            sheet.write_blank(at, POSITION["as_of"], None, dated)
            sheet.write_blank(at, POSITION["source"], None, self._open())
            sheet.write_blank(at, POSITION["note"], None, self._open())
            return
        self._value(at, fact)
        day = whole_date(fact.as_of)
        if day is None:
            sheet.write_string(at, POSITION["as_of"], fact.as_of, self._open(align="center"))
        else:
            sheet.write_datetime(at, POSITION["as_of"], datetime(day.year, day.month, day.day), dated)
        sheet.write_string(at, POSITION["source"], source_text(fact, self.data), self._open())
        sheet.write_string(at, POSITION["note"], fact.note, self._open())

    def _value(self, at: int, fact: Fact) -> None:
        quantity = fact.quantity
        plain = str(quantity) == f"{quantity.figure}{quantity.unit}" and not quantity.is_mark
        unit = self.data.indicator(fact.indicator).unit
        if plain and quantity.unit == unit and quantity.number is not None and quantity.figure[:1] not in "+-−":
            grouped = "," in quantity.figure
            code = (
                {"num_format": "#,##0" + ("." + "0" * quantity.decimals if quantity.decimals else "")}
                if grouped
                else {}
            )
            self.sheet.write_number(at, POSITION["value"], float(quantity.number), self._open(align="right", **code))
        else:
            self.sheet.write_string(at, POSITION["value"], str(quantity), self._open(align="right"))

    def _value_rule(self, at: int, unit: str) -> None:
        column = POSITION["value"]
        rule: dict[str, Any] = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": LARGEST}
        rule |= {"error_title": "數值", "error_message": "請只填數字，不寫單位；沒有資料請留空白。"}
        if unit == "%":
            rule |= {"maximum": 100, "error_type": "warning", "error_message": "比率通常在 0 到 100 之間，確定嗎？"}
            rule |= {"input_title": "單位是 %", "input_message": "填 82.3 表示 82.3%。"}
        elif unit in COUNTED:
            rule |= {"validate": "integer", "error_message": "請只填整數，不寫單位；沒有資料請留空白。"}
        self.sheet.data_validation(at, column, at, column, rule)

    def _guard(self, last: int) -> None:
        """Rules for whole columns, the frozen header, protection and the printed page."""
        sheet, first = self.sheet, FIRST_ROW - 1
        years = {"validate": "integer", "criteria": "between", "minimum": YEARS[0], "maximum": YEARS[1]}
        message = f"請填民國年，{YEARS[0]} 到 {YEARS[1]}。"
        sheet.data_validation(
            first, POSITION["year"], last, POSITION["year"], {**years, "error_title": "年度", "error_message": message}
        )
        kinds = {"validate": "list", "source": list(KINDS.values()), "error_title": "目標／實際"}
        sheet.data_validation(
            first,
            POSITION["kind"],
            last,
            POSITION["kind"],
            {**kinds, "error_message": "請從清單選擇：實際、目標或估計。"},
        )
        dates = {
            "validate": "date",
            "criteria": "between",
            "minimum": date(YEARS[0] + _ROC, 1, 1),
            "maximum": date(YEARS[1] + _ROC, 12, 31),
            "error_type": "warning",
            "error_title": "資料截止日",
            "error_message": "請填西元日期，例如 2025/12/31；只知道年月時可以寫 114-12，再按「是」。",
        }
        sheet.data_validation(first, POSITION["as_of"], last, POSITION["as_of"], dates)
        for name, longest in (("source", LONGEST_SOURCE), ("note", LONGEST_NOTE)):
            rule = {"validate": "length", "criteria": "<=", "value": longest, "error_title": "太長"}
            rule["error_message"] = f"請在 {longest} 字以內。"
            sheet.data_validation(first, POSITION[name], last, POSITION[name], rule)
        value = f"$G{FIRST_ROW}"
        missing = self.book.add_format({"bg_color": _WARN})
        for name, letter in (("as_of", "H"), ("source", "I")):
            formula = f'=AND({value}<>"",${letter}{FIRST_ROW}="")'
            sheet.conditional_format(
                first, POSITION[name], last, POSITION[name], {"type": "formula", "criteria": formula, "format": missing}
            )
        sheet.freeze_panes(HEADER_ROW, POSITION["definition"])
        sheet.autofilter(HEADER_ROW - 1, 0, last, POSITION["note"])
        sheet.protect("", {"autofilter": True, "format_columns": True, "format_rows": True})
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(TITLE_ROW - 1, HEADER_ROW - 1)
        sheet.set_footer("&C第 &P 頁，共 &N 頁")


def whole_date(text: str) -> date | None:
    """114-12-31 as a date; None for a year, a month or anything else."""
    parts = text.split("-")
    if len(parts) != _FULL_DATE or not all(part.isdigit() for part in parts):
        return None
    year, month, day = (int(part) for part in parts)
    try:
        return date(year + _ROC, month, day)
    except ValueError:
        return None
