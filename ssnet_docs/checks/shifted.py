"""Rows of a table whose values stand one column too far."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ssnet_docs.checks.parts.base import Check, Subject, named
from ssnet_docs.checks.parts.printed import quantity as printed_quantity
from ssnet_docs.model.fact import Fact, Indicator
from ssnet_docs.model.finding import Finding
from ssnet_docs.model.quantity import Quantity, rounded

_FEWEST = 3  # figures that make a row

_WAYS = {1: "右", -1: "左"}


class ShiftedCheck(Check):
    """一列的數值整列錯開一欄：人數印在進用率的欄，百分比印在下一年的人數欄。

    移回一欄，單位與比率就都對；常見於合併儲存格的表格，或貼上時多了一格。整列都錯，逐格看卻不容易發現。
    改法：把數值移回原來的欄，再補上最後一欄擠掉的數字。
    """

    id = "shifted"
    title = "數值錯欄"
    family = "figures"
    severity = "error"

    def run(self, subject: Subject) -> Iterator[Finding]:
        rows: dict[tuple[str, str, str, str], list[Fact]] = {}
        cells = _misplaced(subject) if subject.as_printed else {}
        for fact in subject.data.facts():
            if fact.indicator:
                found = replace(fact, quantity=cells[fact.key]) if fact.key in cells else fact
                rows.setdefault((fact.indicator, fact.place, fact.source, fact.slide), []).append(found)
        for facts in rows.values():
            indicator = subject.data.indicator(facts[0].indicator)
            if len(facts) < _FEWEST or _fits(facts, [fact.quantity for fact in facts], indicator):
                continue
            for way, word in _WAYS.items():
                moved = [_at(facts, at + way) for at in range(len(facts))]
                if _fits(facts, moved, indicator) and sum(quantity is not None for quantity in moved) >= _FEWEST:
                    yield self._finding(facts, moved, word)
                    break

    def _finding(self, facts: Sequence[Fact], moved: Sequence[Quantity | None], word: str) -> Finding:
        wrong = next(fact for fact, other in zip(facts, moved, strict=True) if fact.quantity != other)
        printed = "、".join(str(fact.quantity) for fact in facts)
        right = "、".join(
            f"{named(fact)[len(fact.name) :]}{quantity or '缺'}" for fact, quantity in zip(facts, moved, strict=True)
        )
        message = f"這一列印{printed}，向{word}錯開一欄；移回後為{right}"
        return self.about(wrong, message, "請把數值移回原來的欄，並補上擠掉的數字")


def _misplaced(subject: Subject) -> dict[str, Quantity]:
    """What stands in the cells of a row that was printed out of place.

    Only here: other checks, such as that of a column's sum, take the row as it is meant.
    """
    rows = (row for row in subject.rows("as-printed") if row["field"] == "value")
    return {row["subject"]: printed_quantity(row["printed"]) for row in rows}


def _at(facts: Sequence[Fact], index: int) -> Quantity | None:
    return facts[index].quantity if 0 <= index < len(facts) else None


def _fits(facts: Sequence[Fact], quantities: Sequence[Quantity | None], indicator: Indicator) -> bool:
    """Whether every figure has a unit that fits its column, and the rate is that of actual and target value."""
    known: dict[tuple[str, str], Quantity] = {}
    for fact, quantity in zip(facts, quantities, strict=True):
        if quantity is None:
            continue
        if quantity.mark == "none" and quantity.number is None:
            return False  # words where a figure should stand
        percentage = fact.kind == "rate" or (indicator.unit == "%" and fact.kind in {"target", "actual", "estimate"})
        if quantity.unit and not quantity.is_mark and (quantity.unit == "%") != percentage:
            return False
        known[fact.when, fact.kind] = quantity
    return all(_rate_holds(known, when) for when, kind in known if kind == "rate")


def _rate_holds(known: dict[tuple[str, str], Quantity], when: str) -> bool:
    rate, actual, target = (known.get((when, kind)) for kind in ("rate", "actual", "target"))
    if rate is None or actual is None or target is None or rate.is_mark:
        return True
    if rate.number is None or actual.number is None or not target.number:
        return True
    return abs(rounded(actual.number / target.number * 100, rate.decimals) - rate.number) <= 1
