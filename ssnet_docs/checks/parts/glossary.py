"""The names of agencies, laws and programmes, with the days that they are valid from and until."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ssnet_docs.checks.parts.base import Subject
from ssnet_docs.model.dataset import TableRow

Day = tuple[int, int, int]
"""Year of the Republic, month and day; what is not known is 1."""

GLOSSARY = "glossary"

_NUMERALS = {"一": "1", "二": "2", "三": "3", "四": "4", "五": "5"}
_PHASE = re.compile(r"第([一二三四五])期")
_VERSION = re.compile(r"[0-9]\.[0-9]")


@dataclass(frozen=True, slots=True)
class Term:
    """A name, its first and last day (None where it has none), the later name, and how it is misspelt."""

    name: str
    first: Day | None
    last: Day | None
    successor: str
    wrong: tuple[str, ...]
    basis: str


@dataclass(frozen=True, slots=True)
class Period:
    """A programme: its name, how texts call it as a regular expression, and its first and last year."""

    name: str
    called: str
    first: int
    last: int


@lru_cache(maxsize=2)
def terms(subject: Subject) -> tuple[Term, ...]:
    """All names, the longest first, so that none is found inside another."""
    found = [_term(row) for row in subject.rows(GLOSSARY)]
    return tuple(sorted(found, key=lambda term: -len(term.name)))


@lru_cache(maxsize=2)
def programmes(subject: Subject) -> tuple[Period, ...]:
    """The programmes of `data/` with their years."""
    return tuple(_programmes(subject))


def day(text: str, *, last: bool = False) -> Day | None:
    """The first (or last) day of 102-07-23, 114-12, 108, 中華民國110年9月16日 or 2013-07-23; None for no date."""
    parts = [int(part) for part in re.findall(r"[0-9]+", text)[:3]]
    if not parts:
        return None
    year = parts[0] - 1911 if parts[0] > 1911 else parts[0]
    rest = (12, 31) if last else (1, 1)
    return (year, *parts[1:], *rest[len(parts) - 1 :])  # type: ignore[return-value]


def shown(when: Day) -> str:
    return f"{when[0]}年{when[1]}月{when[2]}日"


def _term(row: TableRow) -> Term:
    def cell(name: str) -> str:
        return row.get(name, "")

    wrong = tuple(cell("wrong").split())
    return Term(row["name"], day(cell("from")), day(cell("until")), cell("successor"), wrong, cell("basis"))


def _programmes(subject: Subject) -> Iterator[Period]:
    for row in subject.rows("programmes"):
        name = row["name"]
        phase, version = _PHASE.search(name), _VERSION.search(name)
        if phase:
            called = rf"第[{phase[1]}{_NUMERALS[phase[1]]}]期"
        elif version:
            called = rf"(?:計畫|社安網|社會安全網) ?{re.escape(version[0])}"
        else:
            continue
        if row["first_year"] and row["last_year"]:
            yield Period(name, called, int(row["first_year"]), int(row["last_year"]))
