"""Figures in the order of time, for the checks of series."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ssnet_docs.checks.parts.base import Subject
from ssnet_docs.model.fact import Fact, Indicator

RELATIVE = frozenset({"增加", "減少", "下降", "提升", "累計"})
"""Comparators of figures that do not say how much there is in a year."""

_WHEN = re.compile(r"[0-9]{2,3}(?:-[0-9]{2})?")


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of one thing at one place and of one kind, in the order of time; `indicator` None where it has none."""

    facts: tuple[Fact, ...]
    indicator: Indicator | None

    @property
    def comparable(self) -> tuple[Fact, ...]:
        """Those that say how much there is, in the unit of the first."""
        absolute = [fact for fact in self.facts if fact.number is not None and not fact.quantity.is_mark]
        absolute = [fact for fact in absolute if fact.quantity.comparator not in RELATIVE]
        return tuple(fact for fact in absolute if fact.unit == absolute[0].unit)


def series(subject: Subject) -> Iterator[Series]:
    """All series of the data, by indicator, place and kind, or by the key without its year."""
    groups: dict[tuple[str, ...], list[Fact]] = {}
    for fact in subject.data.facts():
        when = fact.when or (str(fact.year) if fact.year else "")
        if not _WHEN.fullmatch(when):
            continue
        stem = fact.indicator or "/".join(part for part in fact.key.split("/") if not _WHEN.fullmatch(part))
        step = "months" if "-" in when else "years"
        groups.setdefault((stem, fact.place, fact.kind, step, fact.source), []).append(fact)
    for facts in groups.values():
        ordered = sorted(facts, key=lambda fact: (fact.year or 0, fact.when))
        indicator = subject.data.indicator(facts[0].indicator) if facts[0].indicator else None
        yield Series(tuple(ordered), indicator)
