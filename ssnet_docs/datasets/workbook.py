"""Worksheets of Excel files as rows of text; what an untrusted file may do is bounded before it is opened.

openpyxl takes the values that Excel stored with formulas. A formula that was never computed is a fault: its cell would
look empty. Files with macros, links to other files or a document type, and those that unpack to too much, are refused.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from ssnet_docs.datasets.record import Record, clean
from ssnet_docs.model.errors import ContentError, ErrorCollector, Source
from ssnet_docs.yamlfile.scalars import CONTROL, refuse_control

MAXIMUM_ROWS = 100_000
MAXIMUM_COLUMNS = 500
MAXIMUM_PARTS = 1_000
MAXIMUM_UNPACKED = 64 * 1024 * 1024  # bytes of all parts together
FIRST_ROC_YEAR = 1912

_ERROR_VALUE = re.compile(r"#(?:REF!|N/A|DIV/0!|VALUE!|NAME\?|NUM!|NULL!)")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|_.|\*.')
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_DOCUMENT_TYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_COMPOUND = b"\xd0\xcf\x11\xe0"  # OLE: an encrypted .xlsx, or an .xls
_DAMAGED = (BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, EOFError, SyntaxError)


def read(path: Path, name: str, sheet: str = "") -> list[Record]:
    """The rows of a worksheet (`sheet`, or the first) without empty ones; `file#sheet` names it.

    Numbers and dates come as the sheet shows them. Raises ContentError, ContentErrors.
    """
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    damaged = (*_DAMAGED, zlib.error, InvalidFileException)
    try:
        computed = _has_formulas(path, name)
        book = load_workbook(path, read_only=True, data_only=True)
        try:
            formulas = _formulas(path, sheet) if computed else frozenset()
            return list(_rows(book, name, sheet, formulas))
        finally:
            book.close()
    except damaged:
        raise ContentError(Source(name), f"「{name}」不是可以開啟的 Excel 檔", "請用 Excel 另存為 .xlsx") from None


def sheets(path: Path, name: str) -> tuple[str, ...]:
    """The names of the worksheets. Raises ContentError."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        _has_formulas(path, name)
        book = load_workbook(path, read_only=True)
        try:
            return tuple(book.sheetnames)
        finally:
            book.close()
    except (*_DAMAGED, zlib.error, InvalidFileException):
        raise ContentError(Source(name), f"「{name}」不是可以開啟的 Excel 檔", "請用 Excel 另存為 .xlsx") from None


def _has_formulas(path: Path, name: str) -> bool:
    """Whether any sheet has formulas. Raises ContentError for a file that must not be opened."""
    with path.open("rb") as stream:
        if stream.read(len(_COMPOUND)) == _COMPOUND:
            message = f"「{name}」有密碼保護，或是舊版的 .xls 格式"
            raise ContentError(Source(name), message, "請用 Excel 開啟，取消密碼，再另存為 .xlsx")
    found = False
    with ZipFile(path) as archive:
        parts = archive.infolist()
        if len(parts) > MAXIMUM_PARTS or sum(part.file_size for part in parts) > MAXIMUM_UNPACKED:
            raise ContentError(Source(name), f"「{name}」解開後太大", "請只留下要填報的工作表，另存為新的檔案")
        for part in parts:
            inner = part.filename.lower()
            if "vbaproject" in inner:
                raise ContentError(Source(name), f"「{name}」含有巨集", "請用 Excel 另存為「Excel 活頁簿 (*.xlsx)」")
            if inner.startswith("xl/externallinks/"):
                message = f"「{name}」連結到其他檔案"
                raise ContentError(Source(name), message, "請在 Excel 的「資料／編輯連結」中斷連結，再存檔")
            if not inner.endswith((".xml", ".rels", ".vml")):
                continue
            with archive.open(part) as stream:
                raw = stream.read(MAXIMUM_UNPACKED)
            if _DOCUMENT_TYPE.search(raw.replace(b"\0", b"")):
                raise ContentError(Source(name), f"「{name}」含有不允許的 XML 宣告", "請用 Excel 另存為新的 .xlsx")
            found = found or (inner.startswith("xl/worksheets/") and _FORMULA.search(raw) is not None)
    return found


def _formulas(path: Path, sheet: str) -> frozenset[tuple[int, int]]:
    """Row and column of the cells that hold formulas."""
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True)
    try:
        if sheet and sheet not in book.sheetnames:
            return frozenset()
        worksheet = book[sheet] if sheet else book.worksheets[0]
        worksheet.reset_dimensions()
        return frozenset(
            (row, column)
            for row, cells in zip(range(1, MAXIMUM_ROWS + 1), worksheet.iter_rows(), strict=False)
            for column, cell in enumerate(cells, start=1)
            if cell.data_type == "f"
        )
    finally:
        book.close()


def _rows(book: Any, name: str, sheet: str, formulas: frozenset[tuple[int, int]]) -> Iterator[Record]:
    if sheet and sheet not in book.sheetnames:
        raise ContentError(Source(name), f"沒有工作表「{sheet}」", f"這個檔案有：{'、'.join(book.sheetnames)}")
    worksheet = book[sheet] if sheet else book.worksheets[0]
    worksheet.reset_dimensions()  # what the file says of its size may be anything
    file = f"{name}#{worksheet.title}"
    errors = ErrorCollector()
    for number, row in enumerate(worksheet.iter_rows(), start=1):
        if number > MAXIMUM_ROWS:
            raise ContentError(Source(file, number), f"超過 {MAXIMUM_ROWS:,} 列", "請拆成較小的檔案")
        if len(row) > MAXIMUM_COLUMNS:
            raise ContentError(Source(file, number), f"超過 {MAXIMUM_COLUMNS} 欄", "請刪去多餘的欄")
        cells = tuple(
            _cell(cell, Source(file, number, column), (number, column) in formulas, errors)
            for column, cell in enumerate(row, start=1)
        )
        if any(cells):
            yield Record(cells, Source(file, number))
    errors.close()


def _cell(cell: Any, at: Source, is_formula: bool, errors: ErrorCollector) -> str:
    text = clean(_shown(cell.value, cell.number_format or "General")) if cell.value is not None else ""
    if is_formula and cell.value is None:
        errors.add(at, "公式還沒有計算結果", "請用 Excel 開啟再存檔，或直接填數值")
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
