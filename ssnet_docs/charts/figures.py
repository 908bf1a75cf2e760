"""Office number format codes for a chart's figures: making them from a unit, and what they show."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from ssnet_docs.model.chart import ChartSpec, Series

MOST_DECIMALS = 2

_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_PLACES = re.compile(r"[#0,]*0(?:\.(0+))?")


def decimals(values: Iterable[float | None]) -> int:
    """How many decimals the values need to be shown alike, at most two."""
    shown = (f"{value:.{MOST_DECIMALS}f}".rstrip("0").partition(".")[2] for value in values if value is not None)
    return max((len(places) for places in shown), default=0)


def number_format(values: Iterable[float | None], unit: str = "") -> str:
    """The code that shows the values with equal decimals and their unit: `#,##0"人"`, `0.0"%"`.

    The per cent sign is a literal because percentages are kept as shown (82.3 for 82.3 %).
    """
    places = decimals(values)
    digits = "0" if unit in {"%", "％"} else "#,##0"
    return digits + ("." + "0" * places if places else "") + (f'"{unit.replace(chr(34), "")}"' if unit else "")


def without_unit(code: str) -> str:
    """The code without its literal unit; a per cent sign stays, for a bare number would be read as a count."""
    return _LITERAL.sub(lambda found: found.group(0) if found.group(0).strip('"\\') in {"%", "％"} else "", code)


def series_format(spec: ChartSpec, series: Series) -> str:
    """The number format of one series: its own or the chart's."""
    return series.number_format or spec.number_format


def shown(value: float, code: str = "General") -> str:
    """The value as Office shows it under the codes that `number_format` makes; any other code shows it plainly."""
    first = code.split(";", maxsplit=1)[0]
    literals = [left or right for left, right in _LITERAL.findall(first)]
    pattern = _LITERAL.sub("\0", first)
    places = _PLACES.search(pattern)
    if places is None:
        return f"{value:.10g}"
    exact = Decimal(repr(float(value)))
    if "%" in pattern:
        exact *= 100
    rounded = exact.quantize(Decimal(1).scaleb(-len(places.group(1) or "")), rounding=ROUND_HALF_UP)
    text = f"{rounded:{',' if ',' in places.group(0) else ''}f}"
    result = pattern[: places.start()] + (text.removeprefix("-") if not rounded else text) + pattern[places.end() :]
    for literal in literals:
        result = result.replace("\0", literal, 1)
    return result
