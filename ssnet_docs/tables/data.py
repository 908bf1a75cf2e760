"""Rows of a data table: chosen, sorted and ready to be shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from ssnet_docs.model.dataset import TableData, TableRow
from ssnet_docs.model.quantity import Quantity, QuantityError


def selected(
    table: TableData,
    where: Mapping[str, str | Sequence[str]],
    sort: str | None = None,
    limit: int | None = None,
) -> tuple[TableRow, ...]:
    """The rows whose cells have the values of `where` (one, or a list of which any will do).

    `sort` names a column, from the lowest up, or with `-` before it from the highest down; cells without a figure
    come last. Raises UnknownFactError for a column that the table does not have.
    """
    for column in (*where, *([sort.removeprefix("-")] if sort else [])):
        table.column(column)
    rows = [row for row in table.rows if all(row[column] in _choices(wanted) for column, wanted in where.items())]
    if sort:
        rows = _sorted(rows, sort.removeprefix("-"), descending=sort.startswith("-"))
    return tuple(rows[:limit])


def _choices(wanted: str | Sequence[str]) -> set[str]:
    return {wanted} if isinstance(wanted, str) else {str(one) for one in wanted}


def _sorted(rows: list[TableRow], column: str, *, descending: bool) -> list[TableRow]:
    figures = {id(row): number(row[column]) for row in rows}
    known = [row for row in rows if figures[id(row)] is not None]
    if known:
        known.sort(key=lambda row: figures[id(row)] or Decimal(0), reverse=descending)
        return known + [row for row in rows if figures[id(row)] is None]
    return sorted(rows, key=lambda row: row[column], reverse=descending)


def number(text: str) -> Decimal | None:
    """The number that a cell holds, None where it is empty, a mark or words."""
    try:
        return Quantity.parse(text).number
    except QuantityError:
        return None
