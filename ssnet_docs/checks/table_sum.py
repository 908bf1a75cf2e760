"""Totals and subtotals in the tables of documents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ssnet_docs.checks.parts.base import Check, Subject, shown
from ssnet_docs.checks.parts.tables import Field, Line, tables
from ssnet_docs.model.finding import Finding

_TOTAL = re.compile(r"^(?:合 ?計|總 ?計|總 ?和|全國合計|總數)$")
_SUBTOTAL = re.compile(r"小 ?計$")
_WHOLE = re.compile(r"(?:^| )(?:合計|總計|小計)$")


class TableSumCheck(Check):
    """表格的合計、小計與各列（或各欄）相加不同。

    直接寫在內容裡的表格沒有經過資料的核對，改了一格就對不上。資料裡已註明關係的合計由「合計不符」檢查，比率不相加。
    改法：改正合計或分項；合計另含表列以外的項目時，在表下註明，並於 `data/accepted.csv` 寫明理由。
    """

    id = "table-sum"
    title = "表格合計不符"
    family = "figures"
    severity = "error"

    def run(self, subject: Subject) -> Iterator[Finding]:
        declared = {relation.result for relation in subject.data.relations() if relation.kind == "sum"}
        for place, _, lines in tables(subject):
            for message in (*_columns(lines, declared), *_rows(lines, declared)):
                title, key = place.slide.title.text, place.slide.key
                yield self.about_text(place.document, title, key, place.source, message, "請核對合計與各項")


def _columns(lines: Sequence[Line], declared: set[str]) -> Iterator[str]:
    body: list[Line] = []  # since the last total
    group: list[Line] = []  # since the last subtotal
    for line in lines:
        if line.kind == "group":
            group = []
        elif line.kind == "subtotal" or _SUBTOTAL.search(line.label):
            yield from _compared(line, group, declared)
            group = []
        elif line.kind == "total" or _TOTAL.match(line.label):
            yield from _compared(line, body, declared)
            body, group = [], []
        else:
            body.append(line)
            group.append(line)


def _compared(total: Line, parts: Sequence[Line], declared: set[str]) -> Iterator[str]:
    for at, field in enumerate(total.fields):
        column = [line.fields[at] if at < len(line.fields) else None for line in parts]
        numbers = _numbers(column, field, declared)
        if field is not None and field.quantity is not None and numbers is not None:
            computed = sum(numbers, Decimal(0))
            if computed != field.quantity.number:
                yield _message(f"「{total.label}」的「{field.header}」", field, computed)


def _rows(lines: Sequence[Line], declared: set[str]) -> Iterator[str]:
    for line in lines:
        ends = [at for at, field in enumerate(line.fields) if field is not None and _WHOLE.search(field.header)]
        if len(ends) != 1 or ends[0] + 1 != len(line.fields):
            continue  # one total column, after all that it adds
        field = line.fields[ends[0]]
        numbers = _numbers(line.fields[: ends[0]], field, declared)
        if field is not None and field.quantity is not None and numbers is not None:
            computed = sum(numbers, Decimal(0))
            if computed != field.quantity.number:
                yield _message(f"「{line.label}」這一列的「{field.header}」", field, computed)


def _numbers(parts: Sequence[Field | None], total: Field | None, declared: set[str]) -> list[Decimal] | None:
    """The numbers to be added; None where they are no figures of one unit, or are looked at elsewhere."""
    if total is None or total.quantity is None or total.quantity.number is None or total.quantity.unit in {"%", "‰"}:
        return None
    if declared.intersection(total.facts) or total.quantity.comparator:
        return None
    known = [field.quantity for field in parts if field is not None and field.text.strip()]
    figures = [quantity for quantity in known if quantity is not None]
    if len(figures) < 2 or len(figures) < len(known):
        return None
    if any(quantity.unit != total.quantity.unit and not quantity.is_mark for quantity in figures):
        return None
    if any(quantity.comparator or quantity.bound for quantity in figures):
        return None
    return [quantity.number for quantity in figures if quantity.number is not None]


def _message(where: str, field: Field, computed: Decimal) -> str:
    quantity = field.quantity
    unit = quantity.unit if quantity else ""
    printed = quantity.number if quantity and quantity.number is not None else Decimal(0)
    return f"{where}印{field.text}，各項相加為{shown(computed, unit)}，差{shown(abs(printed - computed), unit)}"
