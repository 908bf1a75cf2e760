"""Facts: figures with their origin, and the store that documents take them from.

A fact keeps its key while it travels through text: `mark` wraps the shown value in the interlinear annotation
characters of Unicode (U+FFF9 key U+FFFA value U+FFFB), which input may not contain; `segments` and `plain` take it
apart again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from typing import Literal

from ssnet_docs.model.errors import Source, SsnetError
from ssnet_docs.model.quantity import Quantity

START, MIDDLE, END = "\ufff9", "\ufffa", "\ufffb"
_MARKED = re.compile(f"{START}([^{START}{MIDDLE}{END}]*){MIDDLE}([^{START}{MIDDLE}{END}]*){END}")

NATION = "tw"  # the place of figures for the whole country

Direction = Literal["higher", "lower", "none"]


# --- text that remembers its facts ---------------------------------------------------------------------------------


def mark(key: str, shown: str) -> str:
    """`shown` with the fact's key hidden in it; several keys are joined by "|"."""
    return f"{START}{key}{MIDDLE}{shown}{END}"


def segments(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The parts of `text` in order: what is shown, and the keys of the facts it shows (none for typed words)."""
    at = 0
    for match in _MARKED.finditer(text):
        if match.start() > at:
            yield text[at : match.start()], ()
        yield match[2], tuple(match[1].split("|"))
        at = match.end()
    if at < len(text):
        yield text[at:], ()


def plain(text: str) -> str:
    """`text` as it is shown, without marks."""
    return _MARKED.sub(r"\2", text)


# --- records -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One figure: what, where, which year, its value and where it comes from.

    `year` is the year of the Republic (民國; the last one of a period), None where the figure has none; `period`
    says it in words where it is not that whole year (108年1-6月, 107-109年). `printed` is what the source printed
    where that is wrong, with the `reason`; otherwise it is empty. `row` is the place of the value in `data/`.
    A computed fact has the keys of its operands joined by "|" as key, and a `formula` in words.
    """

    key: str
    name: str
    quantity: Quantity
    indicator: str = ""
    place: str = NATION
    year: int | None = None
    period: str = ""
    kind: str = "actual"
    as_of: str = ""
    source: str = ""
    printed: str = ""
    reason: str = ""
    note: str = ""
    formula: str = ""
    row: Source | None = None

    @property
    def shown(self) -> str:
        """The value as documents show it."""
        return str(self.quantity)

    @property
    def number(self) -> Decimal | None:
        return self.quantity.number

    @property
    def unit(self) -> str:
        return self.quantity.unit

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the facts behind this one: its own, or those of a computed fact's operands."""
        return tuple(self.key.split("|"))

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of the sources behind this one; several for a computed fact."""
        return tuple(part for part in self.source.split("|") if part)

    @property
    def marked(self) -> str:
        """The shown value with the key hidden in it, for text."""
        return mark(self.key, self.shown)

    def __str__(self) -> str:
        return self.shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """An indicator, or another item that has yearly figures (staff, money). `direction` says which way is better.

    `group` is kpi, important, staffing, budget or workload. `part_of` is the id of the item that is the sum of this
    and others. `multiplier` is 100% for a percentage, `numerator` and `denominator` are in words.
    """

    id: str
    name: str
    programme: str
    group: str = "kpi"
    strategy: int | None = None
    number: str = ""
    definition: str = ""
    numerator: str = ""
    denominator: str = ""
    multiplier: str = ""
    agency: str = ""
    unit: str = ""
    direction: Direction = "none"
    chart_label: str = ""
    part_of: str = ""
    note: str = ""
    row: Source | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecord:
    """Where figures come from: a briefing or a set of open data. `date` is 民國 (110-09-16), `iso_date` the same."""

    id: str
    title: str
    organisation: str = ""
    date: str = ""
    iso_date: str = ""
    note: str = ""
    path: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class ColumnInfo:
    """A column of a table: its name, its Chinese title, its type and the unit of its figures."""

    name: str
    title: str
    type: str = "string"
    unit: str = ""


@dataclass(frozen=True, slots=True)
class TableRow(Mapping[str, str]):
    """A row as a mapping from column name to text, "" for an empty cell.

    `facts` are the keys of the facts that stand in cells, by column.
    """

    values_by_column: Mapping[str, str]
    source: Source
    facts: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, column: str) -> str:
        return self.values_by_column[column]

    def __iter__(self) -> Iterator[str]:
        return iter(self.values_by_column)

    def __len__(self) -> int:
        return len(self.values_by_column)


@dataclass(frozen=True, slots=True)
class TableData:
    """A table as it stands in `data/`, checked against its description; every cell is text."""

    name: str
    title: str
    columns: tuple[ColumnInfo, ...]
    rows: tuple[TableRow, ...]
    sources: tuple[str, ...] = ()
    primary_key: tuple[str, ...] = ()

    def column(self, name: str) -> ColumnInfo:
        """The column called `name`; UnknownFactError with the known ones for any other."""
        for column in self.columns:
            if column.name == name:
                return column
        raise UnknownFactError(f"資料表「{self.name}」的欄位", name, [column.name for column in self.columns])


# --- the store -----------------------------------------------------------------------------------------------------


class UnknownFactError(SsnetError, KeyError):
    """A name that is not in the data: `suggestions` are the nearest known ones, best first."""

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        names = tuple(known)
        self.message = f"沒有{what}「{name}」"
        self.suggestions = tuple(get_close_matches(name, names, n=3, cutoff=0.5))
        self.hint = _hint(self.suggestions, names)
        super().__init__(self.message)

    def __str__(self) -> str:
        return f"{self.message}。{self.hint}" if self.hint else self.message


def _hint(suggestions: Sequence[str], names: Sequence[str]) -> str | None:
    if suggestions:
        return f"是不是「{'」或「'.join(suggestions)}」？"
    return f"可用：{'、'.join(names)}" if 0 < len(names) <= 30 else None


class DataStore:
    """All facts, indicators, tables and sources of a project; nothing in it changes."""

    def __init__(
        self,
        *,
        facts: Iterable[Fact] = (),
        indicators: Iterable[Indicator] = (),
        tables: Iterable[TableData] = (),
        sources: Iterable[SourceRecord] = (),
    ) -> None:
        self._facts = {fact.key: fact for fact in facts}
        self._indicators = {indicator.id: indicator for indicator in indicators}
        self._tables = {table.name: table for table in tables}
        self._sources = {source.id: source for source in sources}
        self._values = {
            (fact.indicator, fact.place, fact.year, fact.kind): fact for fact in self._facts.values() if fact.indicator
        }

    def facts(self) -> tuple[Fact, ...]:
        """All facts, in the order of the tables."""
        return tuple(self._facts.values())

    def fact(self, key: str) -> Fact:
        """The fact called `key`. Raises UnknownFactError with suggestions."""
        try:
            return self._facts[key]
        except KeyError:
            raise UnknownFactError("數值代號", key, self._facts) from None

    def indicator(self, id: str) -> Indicator:
        """The indicator called `id`. Raises UnknownFactError with suggestions."""
        try:
            return self._indicators[id]
        except KeyError:
            raise UnknownFactError("指標", id, self._indicators) from None

    def value(self, indicator: str, *, year: int | str, place: str = NATION, kind: str = "target") -> Fact:
        """An indicator's value. Raises UnknownFactError: for the indicator, or for what there is instead."""
        found = self._values.get((self.indicator(indicator).id, place, int(year), kind))
        if found is None:
            known = [f"{key[1]} {key[2]}年 {key[3]}" for key in self._values if key[0] == indicator]
            raise UnknownFactError(f"指標 {indicator} 的數值", f"{place} {year}年 {kind}", known)
        return found

    def series(
        self, indicator: str, *, years: Iterable[int | str], place: str = NATION, kind: str = "target"
    ) -> tuple[Fact | None, ...]:
        """An indicator's values, one a year; None where there is none. Raises UnknownFactError for the indicator."""
        id = self.indicator(indicator).id
        return tuple(self._values.get((id, place, int(year), kind)) for year in years)

    def indicators(self, **where: object) -> tuple[Indicator, ...]:
        """The indicators whose fields have the values of `where` (one, or a list of which any will do), in order.

        `place` asks for a value at that place. Only the group kpi is looked at unless `group` or `id` is given.
        Raises UnknownFactError for a field that indicators do not have.
        """
        known = (*Indicator.__dataclass_fields__, "place")
        for name in where:
            if name not in known:
                raise UnknownFactError("篩選條件", name, known)
        if "group" not in where and "id" not in where:
            where = {**where, "group": "kpi"}
        return tuple(found for found in self._indicators.values() if self._matches(found, where))

    def _matches(self, indicator: Indicator, where: Mapping[str, object]) -> bool:
        for name, wanted in where.items():
            choices = {str(one) for one in wanted} if isinstance(wanted, (list, tuple, set)) else {str(wanted)}
            if name == "place":
                if not any(key[0] == indicator.id and key[1] in choices for key in self._values):
                    return False
            elif str(getattr(indicator, name)) not in choices:
                return False
        return True

    def table(self, name: str) -> TableData:
        """The table called `name`. Raises UnknownFactError with suggestions."""
        try:
            return self._tables[name]
        except KeyError:
            raise UnknownFactError("資料表", name, self._tables) from None

    def tables(self) -> tuple[TableData, ...]:
        return tuple(self._tables.values())

    def source(self, id: str) -> SourceRecord:
        """The source called `id`. Raises UnknownFactError with suggestions."""
        try:
            return self._sources[id]
        except KeyError:
            raise UnknownFactError("資料來源", id, self._sources) from None

    def sources(self) -> tuple[SourceRecord, ...]:
        return tuple(self._sources.values())
