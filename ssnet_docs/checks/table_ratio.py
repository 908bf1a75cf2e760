"""Rates in the tables of documents against the columns they follow from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from ssnet_docs.checks.parts.base import Check, Subject, shown
from ssnet_docs.checks.parts.relations import recognised
from ssnet_docs.checks.parts.tables import Field, Line, tables
from ssnet_docs.model.finding import Finding
from ssnet_docs.model.quantity import rounded

_RATE = re.compile(r"(?:比率|[一-鿿]率|達成情形)$")
_PAIRS = (  # how the headers of the part and of the whole end
    (re.compile(r"分子$"), re.compile(r"分母$")),
    (
        re.compile(r"(?:實際(?:值|數|人數|進用|進用數)?|已(?:完成|設置|布建|進用)數?)$"),
        re.compile(r"(?:目標(?:值|數)?|核定(?:數|人數)?|應.{1,4}數)$"),
    ),
)


class TableRatioCheck(Check):
    """表格裡的比率與同一列的分子、分母（實際值、目標值）算出的不同。

    表格的數字改了，比率忘了重算，與會者按計算機就知道。同一列只有一個分子欄、一個分母欄才比較；資料裡已註明關係的由「比率與
    分子分母不符」檢查。
    改法：重新計算，依同欄的小數位數四捨五入；最好用 `{{ rate(…) }}` 由程式計算。
    """

    id = "table-ratio"
    title = "表格比率不符"
    family = "figures"
    severity = "error"

    def run(self, subject: Subject) -> Iterator[Finding]:
        known = chain(subject.data.relations(), recognised(subject))
        declared = {relation.result for relation in known if relation.kind == "ratio"}
        for place, _, lines in tables(subject):
            for line in lines:
                for message, hint in _judged(line, declared):
                    title, key = place.slide.title.text, place.slide.key
                    yield self.about_text(place.document, title, key, place.source, message, hint)


def _judged(line: Line, declared: set[str]) -> Iterator[tuple[str, str]]:
    for rate in line.fields:
        if rate is None or rate.quantity is None or rate.quantity.number is None or not _RATE.search(rate.header):
            continue
        operands = _operands(line, rate)
        if rate.quantity.unit != "%" or declared.intersection(rate.facts) or operands is None:
            continue
        part, whole = operands
        if part.quantity is None or whole.quantity is None or part.quantity.number is None or not whole.quantity.number:
            continue
        exact = part.quantity.number / whole.quantity.number * 100
        if rounded(exact, rate.quantity.decimals) != rate.quantity.number:
            printed = f"「{line.label}」的「{rate.header}」印{rate.text}"
            message = f"{printed}，但{part.quantity.figure}÷{whole.quantity.figure}＝{shown(exact, '%')}"
            yield message, f"請改成{shown(exact, '%', rate.quantity.decimals)}"


def _operands(line: Line, rate: Field) -> tuple[Field, Field] | None:
    """The fields that a rate follows from, below the same spanner where it has one; None unless they are plain."""
    spanner = rate.header.rpartition(" ")[0]
    fields = [field for field in line.fields if field is not None and field.header.rpartition(" ")[0] == spanner]
    rates = [field for field in fields if _RATE.search(field.header)]
    for part, whole in _PAIRS:
        parts = [field for field in fields if part.search(field.header)]
        wholes = [field for field in fields if whole.search(field.header)]
        if len(parts) == len(wholes) == len(rates) == 1:
            return parts[0], wholes[0]
    return None
