"""Facts: figures with their origin, and the store that documents take them from.

A fact keeps its key while it travels through text: `mark` wraps the shown value in the interlinear annotation
characters of Unicode (U+FFF9 key U+FFFA value U+FFFB), which input may not contain; `segments` and `plain` take it
apart again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeVar

from ssnet_docs.model.errors import Source, SsnetError
from ssnet_docs.model.quantity import Quantity

if TYPE_CHECKING:
    from ssnet_docs.model.boundary import Boundaries
    from ssnet_docs.model.county import Counties, County
    from ssnet_docs.model.dataset import SourceRecord, TableData
    from ssnet_docs.model.relation import Relation

START, MIDDLE, END = "\ufff9", "\ufffa", "\ufffb"
_MARKED = re.compile(f"{START}([^{START}{MIDDLE}{END}]*){MIDDLE}([^{START}{MIDDLE}{END}]*){END}")

NATION = "tw"  # the place of figures for the whole country

Direction = Literal["higher", "lower", "none"]

_LISTED = 30  # known names that a hint lists at most


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

    `year` is the year of the Republic (民國; the last one of a period), None where the source gives none; `when` is
    the year or the month (114-10) that the figure is found by, `period` says it in words where it is not one whole
    year (108年1-6月, 107-109年). `kind` is target, actual, estimate, rate or another of the data's kinds. `printed` is
    what the source printed where that is wrong, with the `reason`; otherwise both are empty. `slide` is the place in
    the source, `row` that of the value in `data/`. A computed fact has the keys of its operands joined by "|" as key,
    and a `formula` in words.
    """

    key: str
    name: str
    quantity: Quantity
    indicator: str = ""
    place: str = NATION
    year: int | None = None
    when: str = ""
    period: str = ""
    kind: str = "actual"
    as_of: str = ""
    source: str = ""
    printed: str = ""
    reason: str = ""
    note: str = ""
    slide: str = ""
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

    `group` is kpi, important, assessment, staffing, budget or population. `definition` is as the source prints it;
    `numerator`, `denominator` and `multiplier` (100% for a percentage) are its formula set right, in words.
    `agency` is the short name of the agency as printed, `chart_label` a name that is short enough for an axis.
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
    source: str = ""
    note: str = ""
    row: Source | None = None


# --- the store -----------------------------------------------------------------------------------------------------


class UnknownFactError(SsnetError, KeyError):
    """A name that is not in the data: `suggestions` are the nearest known ones, best first."""

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        names = tuple(known)
        self.message = f"沒有{what}「{name}」"
        self.suggestions = tuple(get_close_matches(name, names, n=3, cutoff=0.5))
        self.hint: str | None = None
        if self.suggestions:
            self.hint = f"是不是「{'」或「'.join(self.suggestions)}」？"
        elif 0 < len(names) <= _LISTED:
            self.hint = f"可用：{'、'.join(names)}"
        super().__init__(self.message)

    def __str__(self) -> str:
        return f"{self.message}。{self.hint}" if self.hint else self.message


class DataStore:
    """All facts, indicators, tables and sources of a project; nothing in it changes."""

    def __init__(
        self,
        *,
        facts: Iterable[Fact] = (),
        indicators: Iterable[Indicator] = (),
        tables: Iterable[TableData] = (),
        sources: Iterable[SourceRecord] = (),
        relations: Iterable[Relation] = (),
        counties: Counties | None = None,
        boundaries: Callable[[], Boundaries] | None = None,
    ) -> None:
        self._boundaries = boundaries
        self._facts = {fact.key: fact for fact in facts}
        self._indicators = {indicator.id: indicator for indicator in indicators}
        self._tables = {table.name: table for table in tables}
        self._sources = {source.id: source for source in sources}
        self._relations = tuple(relations)
        self._counties = counties
        self._values: dict[str, dict[tuple[str, str, str], Fact]] = {}
        for fact in self._facts.values():
            if fact.indicator:
                when = fact.when or str(fact.year)
                self._values.setdefault(fact.indicator, {})[fact.place, when, fact.kind] = fact

    def facts(self) -> tuple[Fact, ...]:
        """All facts, in the order of the tables."""
        return tuple(self._facts.values())

    def fact(self, key: str) -> Fact:
        """The fact called `key`. Raises UnknownFactError with suggestions."""
        return _found(self._facts, key, "數值代號")

    def indicator(self, id: str) -> Indicator:
        """The indicator called `id`. Raises UnknownFactError with suggestions."""
        return _found(self._indicators, id, "指標")

    def all_indicators(self) -> tuple[Indicator, ...]:
        """The indicators of every group, in order."""
        return tuple(self._indicators.values())

    def value(self, indicator: str, *, year: int | str, place: str = NATION, kind: str = "target") -> Fact:
        """An indicator's value in a year (115) or a month (114-10).

        Raises UnknownFactError: for the indicator, or for the value with what there is instead.
        """
        values = self._values.get(self.indicator(indicator).id, {})
        found = values.get((place, str(year), kind))
        if found is None:
            raise UnknownFactError(
                f"指標「{indicator}」的數值", f"{place} {year} {kind}", [" ".join(key) for key in values]
            )
        return found

    def series(
        self, indicator: str, *, years: Iterable[int | str], place: str = NATION, kind: str = "target"
    ) -> tuple[Fact | None, ...]:
        """An indicator's values, one a year; None where there is none. Raises UnknownFactError for the indicator."""
        values = self._values.get(self.indicator(indicator).id, {})
        return tuple(values.get((place, str(year), kind)) for year in years)

    def values(self, indicator: str) -> tuple[Fact, ...]:
        """All values of an indicator, in the order of the tables. Raises UnknownFactError for the indicator."""
        return tuple(self._values.get(self.indicator(indicator).id, {}).values())

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
                if not any(place in choices for place, _, _ in self._values.get(indicator.id, ())):
                    return False
            elif str(getattr(indicator, name)) not in choices:
                return False
        return True

    def table(self, name: str) -> TableData:
        """The table or view called `name`. Raises UnknownFactError with suggestions."""
        return _found(self._tables, name, "資料表")

    def tables(self) -> tuple[TableData, ...]:
        return tuple(self._tables.values())

    def source(self, id: str) -> SourceRecord:
        """The source called `id`. Raises UnknownFactError with suggestions."""
        return _found(self._sources, id, "資料來源")

    def sources(self) -> tuple[SourceRecord, ...]:
        return tuple(self._sources.values())

    def relations(self) -> tuple[Relation, ...]:
        """The sums, ratios and differences that have to hold between facts."""
        return self._relations

    def county(self, name: str) -> County:
        """The county that `name` means (taichung, 臺中市, 台中). Raises UnknownFactError with suggestions."""
        if self._counties is None:
            raise UnknownFactError("縣市", name, ())
        return self._counties.find(name)

    def counties(self) -> tuple[County, ...]:
        """All counties, in the order of the data."""
        return self._counties.all() if self._counties is not None else ()

    @cached_property
    def boundaries(self) -> Boundaries | None:
        """The counties' boundaries, read when a map is first drawn; None where the project has none.

        Raises ContentError where the file is no map.
        """
        return self._boundaries() if self._boundaries is not None else None


_Record = TypeVar("_Record")


def _found(records: Mapping[str, _Record], name: str, what: str) -> _Record:
    try:
        return records[name]
    except KeyError:
        raise UnknownFactError(what, name, records) from None
