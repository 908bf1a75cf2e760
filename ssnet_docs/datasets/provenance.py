"""What the row of a figure has to say about it: a known place and source, why it was corrected, the right unit."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from difflib import get_close_matches

from ssnet_docs.datasets import agencies
from ssnet_docs.datasets.checking import Checked
from ssnet_docs.datasets.description import Package
from ssnet_docs.model.errors import ErrorCollector
from ssnet_docs.model.fact import NATION
from ssnet_docs.model.quantity import Quantity
from ssnet_docs.validation import choice

_OWN_UNIT = ("rate", "caseload")  # kinds whose unit is not the indicator's


def check(package: Package, tables: Mapping[str, Checked], incomplete: Collection[str], errors: ErrorCollector) -> None:
    """Adds what is wrong with the rows of figures. Tables that are `incomplete` are not held against them."""
    places = [NATION]
    indicators: dict[str, tuple[str, str]] = {}
    whole = True
    for name, table in tables.items():
        if table.resource.role == "counties":
            places += [row["slug"] for row in table.data.rows]
            whole = whole and name not in incomplete
        elif table.resource.role == "indicators":
            indicators.update({row["id"]: (row["name"], row.get("unit", "")) for row in table.data.rows})
    reported = [source.id for source in agencies.sources(tables)]
    known = {"source": [*(source.name for source in package.sources), *reported]}
    if whole:
        known["place"] = places
    for table in tables.values():
        if table.resource.role in {"figures", "facts"}:
            for index in range(len(table.data.rows)):
                _check_row(table, index, known, indicators, errors)


def _check_row(
    table: Checked,
    index: int,
    known: Mapping[str, Collection[str]],
    indicators: Mapping[str, tuple[str, str]],
    errors: ErrorCollector,
) -> None:
    row = table.data.rows[index]
    for column, names in known.items():
        if row[column] not in names:
            title = table.data.column(column).title
            near = get_close_matches(row[column], names, n=3, cutoff=0.5) or names
            errors.add(table.place(index, column), f"沒有{title}「{row[column]}」", choice(row[column], near))
    if row["printed"] and not row["reason"]:
        errors.add(table.place(index, "printed"), "有「原件印出」卻沒有「更正理由」", "請在 reason 寫明為什麼更正")
    quantity = Quantity.parse(row["value"])
    indicator = row.get("indicator", "")
    if row["kind"] in _OWN_UNIT or quantity.is_mark or indicator not in indicators:
        return
    name, unit = indicators[indicator]
    if quantity.unit != unit:
        errors.add(
            table.place(index, "value"),
            f"單位與指標不同：「{quantity}」，指標「{name}」的單位是「{unit or '（無）'}」",
            "請改正數值的單位，或 indicators.csv 的 unit",
        )
