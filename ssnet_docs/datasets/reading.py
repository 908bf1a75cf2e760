"""Files of tables as rows of text with their places: CSV in UTF-8 or CP950, and Excel workbooks.

The csv module and openpyxl read them, not pandas: importing pandas takes longer than building a deck, its readers
lose the line that a row stands on, and openpyxl is what it would call for a workbook anyway. `datasets.frame` hands a
checked table to pandas.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from ssnet_docs.datasets.record import Record, clean
from ssnet_docs.model.errors import ContentError, ErrorCollector, Source
from ssnet_docs.project import MAXIMUM_TEXT_BYTES
from ssnet_docs.yamlfile.places import source_at
from ssnet_docs.yamlfile.scalars import CONTROL, refuse_control

MAXIMUM_CONTROL_CHARACTERS = 20  # reported in one go


def read(path: Path, name: str, sheet: str = "") -> list[Record]:
    """The rows of a file, its header first, without empty rows. `name` is the file as messages show it.

    `sheet` is the worksheet of a workbook; without it the first. Raises ContentError or ContentErrors.
    """
    if path.stat().st_size > MAXIMUM_TEXT_BYTES:
        raise ContentError(Source(name), f"「{name}」超過 {MAXIMUM_TEXT_BYTES // 2**20} MB", "請拆成較小的檔案")
    ending = path.suffix.lower()
    if ending == ".xlsx":
        from ssnet_docs.datasets import workbook

        return workbook.read(path, name, sheet)
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
            yield Record(tuple(clean(cell) for cell in cells), Source(name, first), record)
        first = reader.line_num + 1
