"""Rows of text against the description of their table: columns, types, keys and references, every fault at its cell."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial

from ssnet_docs.datasets.description import FieldDescription, ForeignKey, Resource, Schema
from ssnet_docs.datasets.record import Record
from ssnet_docs.model.dataset import ColumnInfo, TableData, TableRow
from ssnet_docs.model.errors import ErrorCollector, Source
from ssnet_docs.model.quantity import Quantity, QuantityError
from ssnet_docs.validation import choice

_INTEGER = re.compile(r"-?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)")
_NUMBER = re.compile(r"-?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
_DATE = re.compile(r"([1-9][0-9]{1,2})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_SHOWN = 30  # known names that a hint lists at most


@dataclass(frozen=True, slots=True)
class Checked:
    """A table whose rows passed, and the records that they came from, row by row."""

    resource: Resource
    schema: Schema
    data: TableData
    records: tuple[Record, ...]
    positions: tuple[Mapping[str, int], ...]  # of each row's file: where each column stands

    def place(self, row: int, column: str) -> Source:
        """Where a cell stands in its file."""
        return self.records[row].place(self.positions[row].get(column, 0))


def check(
    resource: Resource, schema: Schema, path: str, files: Iterable[Sequence[Record]], errors: ErrorCollector
) -> Checked:
    """The table that `files` hold together; what is wrong goes to `errors`. Faulty rows are left out."""
    rows: list[TableRow] = []
    records: list[Record] = []
    positions: list[Mapping[str, int]] = []
    for file in files:
        columns = _columns(file[0], schema, errors)
        for record in file[1:]:
            row = _row(record, len(file[0].cells), columns, schema, errors)
            if row is not None:
                rows.append(row)
                records.append(record)
                positions.append(columns)
    columns_info = tuple(ColumnInfo(field.name, field.title, field.kind, field.unit) for field in schema.fields)
    data = TableData(resource.name, resource.title, path, columns_info, tuple(rows), resource.source_names)
    checked = Checked(resource, schema, data, tuple(records), tuple(positions))
    if schema.primary_key:
        _check_key(checked, schema.primary_key, errors)
    return checked


# --- columns and rows ----------------------------------------------------------------------------------------------


def _columns(header: Record, schema: Schema, errors: ErrorCollector) -> dict[str, int]:
    """Where each column of the schema stands in this file."""
    wanted = {field.name for field in schema.fields}
    found: dict[str, int] = {}
    for index, name in enumerate(header.cells):
        if not name:
            continue
        if name in found:
            errors.add(header.place(index), f"欄位「{name}」出現兩次", "請刪去其中一欄")
        elif name not in wanted:
            errors.add(
                header.place(index), f"不認得欄位「{name}」", choice(name, [field.name for field in schema.fields])
            )
        found[name] = index
    for field in schema.fields:
        if field.name not in found:
            errors.add(header.source, f"缺少欄位「{field.name}」（{field.title}）", "請補上這一欄；沒有內容的格子留白")
    return found


def _row(
    record: Record, width: int, columns: Mapping[str, int], schema: Schema, errors: ErrorCollector
) -> TableRow | None:
    before = len(errors.errors)
    count, is_text = len(record.cells), record.text is not None
    if count > width and (is_text or any(record.cells[width:])):
        hint = '格子裡有逗號時，整格要用引號括住，例如 "1,720,331"' if is_text else "請刪去多出來的格子"
        errors.add(record.place(width), f"這一列有 {count} 格，標題列只有 {width} 格", hint)
        return None
    if count < width and is_text:
        errors.add(record.source, f"這一列只有 {count} 格，標題列有 {width} 格", "沒有內容的格子也要留逗號")
        return None
    cells: dict[str, str] = {}
    for field in schema.fields:
        index = columns.get(field.name)
        text = record.cells[index] if index is not None and index < len(record.cells) else ""
        if index is not None:
            cells[field.name] = _cell(text, field, partial(record.place, index), errors)
        else:
            cells[field.name] = ""
    return TableRow(cells, record.source) if len(errors.errors) == before else None


def _cell(text: str, field: FieldDescription, place: Callable[[], Source], errors: ErrorCollector) -> str:
    """The cell's text in its plain form; thousands separators of plain numbers are taken out."""
    rules = field.constraints
    if not text:
        if rules.required:
            errors.add(place(), f"「{field.title}」不可空白", _advice(field))
        return text
    if rules.enum and text not in rules.enum:
        errors.add(place(), f"「{field.title}」不能是「{text}」", choice(text, rules.enum))
    elif rules.pattern and not re.fullmatch(rules.pattern, text):
        errors.add(place(), f"「{field.title}」的寫法不對：「{text}」", field.description or f"格式為 {rules.pattern}")
    match field.kind:
        case "quantity":
            try:
                Quantity.parse(text)
            except QuantityError as fault:
                errors.add(place(), fault.message, fault.hint)
        case "integer" if not _INTEGER.fullmatch(text):
            errors.add(place(), f"「{field.title}」要是整數，現在是「{text}」", "只寫半形數字，不要加單位")
        case "number" if not _NUMBER.fullmatch(text):
            errors.add(place(), f"「{field.title}」要是數字，現在是「{text}」", "只寫半形數字，不要加單位")
        case "boolean" if text not in {"true", "false"}:
            errors.add(place(), f"「{field.title}」要是 true 或 false，現在是「{text}」")
        case "roc-date" | "roc-period" if not _is_date(text, days=field.kind == "roc-date"):
            errors.add(place(), f"「{field.title}」不是民國日期：「{text}」", _advice(field))
        case "integer" | "number":
            return text.replace(",", "")
    return text


def _advice(field: FieldDescription) -> str | None:
    match field.kind:
        case "quantity":
            return "沒有資料就刪去這一列；零寫「-」，不適用寫「--」，新指標寫「新增」"
        case "roc-date":
            return "民國日期寫成 110-09-16、110-09 或 110"
        case "roc-period":
            return "寫成民國年 115，或年月 114-10"
    return field.description or None


def _is_date(text: str, *, days: bool) -> bool:
    match = _DATE.fullmatch(text)
    if match is None or (match[3] and not days):
        return False
    year, month = int(match[1]) + 1911, int(match[2] or 1)
    if not 1 <= month <= 12:
        return False
    return 1 <= int(match[3] or 1) <= calendar.monthrange(year, month)[1]


# --- keys ----------------------------------------------------------------------------------------------------------


def _check_key(checked: Checked, columns: Sequence[str], errors: ErrorCollector) -> None:
    seen: dict[tuple[str, ...], Source] = {}
    titles = {column.name: column.title for column in checked.data.columns}
    for index, row in enumerate(checked.data.rows):
        key = tuple(row[column] for column in columns)
        if not any(key):
            continue  # the missing column or value is told by itself
        first = seen.setdefault(key, row.source)
        if first is not row.source:
            shown = "、".join(f"{titles[column]} {value}" for column, value in zip(columns, key, strict=True) if value)
            errors.add(
                checked.place(index, columns[0]), f"重複的資料：{shown}", f"{first} 已經有了，請刪去一列或改正其中一列"
            )


def check_references(
    checked: Checked, tables: Mapping[str, TableData], incomplete: Iterable[str], errors: ErrorCollector
) -> None:
    """Every foreign key points at a row. Tables that are `incomplete`, because of their own faults, are not judged."""
    for key in checked.schema.foreign_keys:
        if key.reference.resource not in incomplete:
            _check_reference(checked, key, tables[key.reference.resource], errors)


def _check_reference(checked: Checked, key: ForeignKey, target: TableData, errors: ErrorCollector) -> None:
    known = {tuple(row[column] for column in key.reference.fields): None for row in target.rows}
    for index, row in enumerate(checked.data.rows):
        value = tuple(row[column] for column in key.fields)
        if value in known or not all(value):
            continue
        shown = " ".join(part for part in value if part)
        names = [" ".join(parts) for parts in known]
        hint = choice(shown, names) if len(names) <= _SHOWN else choice(shown, _near(shown, names))
        title = checked.data.column(key.fields[-1]).title
        errors.add(checked.place(index, key.fields[-1]), f"「{title}」的「{shown}」不在「{target.title}」裡", hint)


def _near(name: str, names: Sequence[str]) -> list[str]:
    return get_close_matches(name, names, n=3, cutoff=0.5)
