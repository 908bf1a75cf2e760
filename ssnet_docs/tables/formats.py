"""How values are shown in tables: thousands grouped, units in the column header or the unit line, 民國 years."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ssnet_docs.model.dataset import ColumnInfo
from ssnet_docs.model.quantity import Quantity, QuantityError

MISSING = "尚無資料"
"""What a cell shows where there is no value."""

_PLAIN_NUMBER = re.compile(r"(-?)([0-9]+)(\.[0-9]+)?")
_NUMBERS = frozenset({"integer", "number"})


def grouped(text: str) -> str:
    """A plain number with its thousands grouped; anything else as it is.

    >>> grouped("1720331")
    '1,720,331'
    """
    found = _PLAIN_NUMBER.fullmatch(text)
    if not found:
        return text
    sign, whole, places = found.groups()
    return f"{sign}{int(whole):,}{places or ''}"


def cell_text(text: str, column: ColumnInfo) -> str:
    """A cell of a data table as it is shown; its unit stands in the header.

    >>> cell_text("115", ColumnInfo("year", "年度", "roc-period"))
    '115年'
    """
    if column.type == "roc-period":
        return year(text)
    return grouped(text) if column.type in _NUMBERS else text


def year(text: str) -> str:
    """A year of the Republic (民國): 115年; 113學年度 and periods stay as they are."""
    return f"{text}年" if text.isdigit() else text


def unit_line(unit: str) -> str:
    """The line at the upper right of a table.

    >>> unit_line("千元")
    '單位：千元'
    """
    return unit if unit.startswith("單位") else f"單位：{unit}"


def common_unit(columns: Sequence[ColumnInfo]) -> str:
    """The unit that all columns with figures have, '' where they differ or none has one."""
    units = {column.unit for column in columns if column.type in _NUMBERS}
    return units.pop() if len(units) == 1 else ""


def is_figure(text: str) -> bool:
    """Whether a cell holds a quantity (or the marks 新增, - and --), which is set at the right."""
    return _has_form_of_figure(text.strip().translate(_SHAPE))


_SHAPE = str.maketrans("23456789", "11111111")
"""Whether a text is a quantity does not hang on its digits, but for a denominator of 0: one answer for all alike."""


@lru_cache(maxsize=4096)
def _has_form_of_figure(text: str) -> bool:
    try:
        Quantity.parse(text)
    except QuantityError:
        return False
    return True
