"""The data as the sources printed it: every figure and wording that was set right, as it was before."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from ssnet_docs.checks.parts.base import Subject
from ssnet_docs.model.fact import DataStore, Fact, Indicator
from ssnet_docs.model.quantity import Quantity, QuantityError

_FORMULA = re.compile(r"\b[A-Z]\s*=\s*[A-Z]\s*[/÷]\s*[A-Z][^。]*")


def as_printed(subject: Subject) -> Subject:
    """The subject with the sources' own figures, definitions and periods."""
    data = subject.data
    rows: dict[tuple[str, str, str], str] = {}
    for row in subject.rows("as-printed"):
        rows[row["source"], row["subject"], row["field"]] = row["printed"]
    store = DataStore(
        facts=(_fact(fact, rows) for fact in data.facts()),
        indicators=(_indicator(indicator, rows) for indicator in data.all_indicators()),
        tables=data.tables(),
        sources=data.sources(),
        relations=data.relations(),
    )
    return Subject(store, subject.documents, as_printed=True)


def _fact(fact: Fact, rows: Mapping[tuple[str, str, str], str]) -> Fact:
    period = rows.get((fact.source, fact.key, "period"), fact.period)
    if not fact.printed:
        return replace(fact, period=period)
    try:
        quantity = Quantity.parse(unicodedata.normalize("NFKC", fact.printed))
    except QuantityError:
        return replace(fact, period=period)
    return replace(fact, quantity=quantity, period=period)


def _indicator(indicator: Indicator, rows: Mapping[tuple[str, str, str], str]) -> Indicator:
    formula = rows.get((indicator.source, indicator.id, "formula"))
    definition = rows.get((indicator.source, indicator.id, "definition"), indicator.definition)
    if formula:
        found = _FORMULA.search(definition)
        definition = definition[: found.start()] + formula + definition[found.end() :] if found else formula
    name = rows.get((indicator.source, indicator.id, "name"), indicator.name)
    return replace(indicator, name=name, definition=definition)
