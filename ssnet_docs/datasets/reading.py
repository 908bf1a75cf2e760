"""Files of tables as rows of text with their places: CSV in UTF-8 or CP950, and Excel workbooks.

The csv module and openpyxl read them, not pandas: importing pandas takes longer than building a deck, its readers
lose the line that a row stands on, and openpyxl is what it would call for a workbook anyway. `datasets.frame` hands a
checked table to pandas.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from ssnet_docs.model.errors import ContentError, ErrorCollector, Source
from ssnet_docs.project import MAXIMUM_TEXT_BYTES
from ssnet_docs.yamlfile.places import source_at
from ssnet_docs.yamlfile.scalars import CONTROL, refuse_control

MAXIMUM_ROWS = 100_000
MAXIMUM_CONTROL_CHARACTERS = 20  # reported in one go
FIRST_ROC_YEAR = 1912

_FIELD = re.compile(r'"(?:[^"]|"")*"|[^,]*')
_ERROR_VALUE = re.compile(r"#(?:REF!|N/A|DIV/0!|VALUE!|NAME\?|NUM!|NULL!)")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|_.|\*.')


@dataclass(frozen=True, slots=True)
class Record:
    """A row as it stands in a file: its cells as text, and where it begins. `text` is what a CSV file has there."""

    cells: tuple[str, ...]
    source: Source
    text: str | None = None

    def place(self, index: int) -> Source:
        """Where the cell at `index` (from 0) begins."""
        if self.text is None:
            return Source(self.source.file, self.source.line, index + 1)
        at = 0
        for _ in range(index):
            match = _FIELD.match(self.text, at)
            at = min(match.end() + 1 if match else at, len(self.text))
        within = source_at(self.source.file, self.text, at)
        return Source(self.source.file, self.source.line + within.line - 1, within.column)


def read(path: Path, name: str, sheet: str = "") -> list[Record]:
    """The rows of a file, its header first, without empty rows. `name` is the file as messages show it.

    `sheet` is the worksheet of a workbook; without it the first. Raises ContentError or ContentErrors.
    """
    if path.stat().st_size > MAXIMUM_TEXT_BYTES:
        raise ContentError(Source(name), f"「{name}」超過 {MAXIMUM_TEXT_BYTES // 2**20} MB", "請拆成較小的檔案")
    ending = path.suffix.lower()
    if ending == ".xlsx":
        return list(_workbook(path, name, sheet))
    if ending == ".csv":
        return list(_csv(_decoded(path.read_bytes(), name), name))
    raise ContentError(Source(name), f"不能讀「{ending or name}」檔", "資料表要存成 .csv 或 .xlsx")


def _decoded(raw: bytes, name: str) -> str:
    """The text of a CSV file: UTF-8 with or without BOM, else CP950, as Excel here saves it."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ContentError(Source(name), "檔案是 UTF-16 編碼", "請在 Excel 另存為「CSV UTF-8 (逗號分隔)」")
    faults = []
    for encoding in ("utf-8-sig", "cp950"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError as error:
            faults.append(error.start)
            continue
        return text.replace("\r\n", "\n").replace("\r", "\n")
    line = raw[: max(faults)].count(b"\n") + 1
    raise ContentError(
        Source(name, line), "檔案不是 UTF-8，也不是 Big5 (CP950) 編碼", "請在 Excel 另存為「CSV UTF-8 (逗號分隔)」"
    )


def _csv(text: str, name: str) -> Iterator[Record]:
    errors = ErrorCollector()
    for match in islice(CONTROL.finditer(text), MAXIMUM_CONTROL_CHARACTERS):
        refuse_control(errors, source_at(name, text, match.start()), match[0])
    errors.close()
    lines = [f"{line}\n" for line in text.split("\n")]
    reader = csv.reader(lines, strict=True)
    first = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error:
            raise ContentError(
                Source(name, first),
                "引號沒有成對，或引號後面多了文字",
                '含引號的格子要用引號括住，裡面的引號寫兩次：""',
            ) from None
        if cells is None:
            return
        record = "".join(lines[first - 1 : reader.line_num])
        if any(cell.strip() for cell in cells):
            yield Record(tuple(_clean(cell) for cell in cells), Source(name, first), record)
        first = reader.line_num + 1


def _clean(cell: str) -> str:
    return cell.strip(" \t\n\u3000\xa0")


# --- workbooks -----------------------------------------------------------------------------------------------------


def _workbook(path: Path, name: str, sheet: str) -> Iterator[Record]:
    """The rows of a worksheet; `file#sheet` names it. Numbers and dates come as the sheet shows them."""
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError):
        raise ContentError(Source(name), f"「{name}」不是可以開啟的 Excel 檔", "請用 Excel 另存為 .xlsx") from None
    try:
        if sheet and sheet not in book.sheetnames:
            raise ContentError(Source(name), f"沒有工作表「{sheet}」", f"這個檔案有：{'、'.join(book.sheetnames)}")
        worksheet = book[sheet] if sheet else book.worksheets[0]
        file = f"{name}#{worksheet.title}"
        errors = ErrorCollector()
        for number, row in enumerate(worksheet.iter_rows(), start=1):
            if number > MAXIMUM_ROWS:
                raise ContentError(Source(file, number), f"超過 {MAXIMUM_ROWS:,} 列", "請拆成較小的檔案")
            cells = tuple(_cell(cell, Source(file, number, column), errors) for column, cell in enumerate(row, start=1))
            if any(cells):
                yield Record(cells, Source(file, number))
        errors.close()
    finally:
        book.close()


def _cell(cell: Any, at: Source, errors: ErrorCollector) -> str:
    text = _clean(_shown(cell.value, cell.number_format or "General")) if cell.value is not None else ""
    if _ERROR_VALUE.fullmatch(text):
        errors.add(at, f"公式的結果是錯誤值 {text}", "請在 Excel 修正公式")
    control = CONTROL.search(text)
    if control:
        refuse_control(errors, at, control[0])
    return text


def _shown(value: Any, number_format: str) -> str:
    """A cell's value as the sheet shows it, but never with fewer digits than it has."""
    match value:
        case bool():
            return "true" if value else "false"
        case datetime() | date():
            return _roc(value)
        case int() | float():
            return _formatted(value, number_format)
        case _:
            return str(value).replace("\r\n", "\n")


def _roc(value: date) -> str:
    """A date in years of the Republic: 110-09-16."""
    if value.year < FIRST_ROC_YEAR:
        return value.strftime("%Y-%m-%d")
    return f"{value.year - FIRST_ROC_YEAR + 1}-{value.month:02}-{value.day:02}"


def _formatted(value: float, number_format: str) -> str:
    number = Decimal(f"{value:.15g}")
    positive = number_format.partition(";")[0]
    literals = [match[1] or match[2] or "" for match in _LITERAL.finditer(positive)]
    mask = _LITERAL.sub("\x00", positive)
    percent = "%" in mask
    if percent:
        number *= 100
    wanted = len(re.findall(r"[0#?]", mask.partition(".")[2])) if "." in mask else 0
    exponent = number.normalize().as_tuple().exponent
    places = max(wanted, -exponent if isinstance(exponent, int) else 0)
    figure = f"{number:,.{places}f}" if "," in mask else f"{number:.{places}f}"
    head = next((index for index, character in enumerate(mask) if character in "0#?"), len(mask))
    before = "".join(literals[: mask[:head].count("\x00")])
    after = "".join(literals[mask[:head].count("\x00") :])
    return f"{before}{figure}{'%' if percent else ''}{after}"
