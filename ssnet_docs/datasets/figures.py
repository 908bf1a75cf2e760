"""Rows of tables become facts, indicators, relations and views."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from decimal import Decimal
from difflib import get_close_matches
from functools import partial
from typing import Any, get_args

from ssnet_docs.datasets import agencies, boundaries, corrections
from ssnet_docs.datasets.checking import Checked
from ssnet_docs.datasets.description import FILE, Package, SourceDescription, View
from ssnet_docs.model.county import Counties
from ssnet_docs.model.dataset import ColumnInfo, SourceRecord, TableData, TableRow
from ssnet_docs.model.errors import ErrorCollector, Source
from ssnet_docs.model.fact import DataStore, Direction, Fact, Indicator, UnknownFactError
from ssnet_docs.model.quantity import Quantity
from ssnet_docs.model.relation import KINDS, Relation
from ssnet_docs.project import Project
from ssnet_docs.validation import choice
from ssnet_docs.yamlfile import Positions

DEFAULT_KIND = "target"  # the kind that a key need not name
_FEWEST_OPERANDS = {"difference": 2, "ratio": 2, "growth": 2}

_INDICATOR_TEXTS = (
    *("name", "programme", "group", "number", "definition", "numerator", "denominator", "multiplier"),
    *("agency", "unit", "chart_label", "source", "note"),
)


def store(
    project: Project, package: Package, positions: Positions, tables: Mapping[str, Checked], errors: ErrorCollector
) -> DataStore:
    """The store that the tables make. Raises ContentErrors for figures that stand twice and names that are not known.

    `positions` are those of the package's description.
    """
    indicators = {one.id: one for table in _with_role(tables, "indicators") for one in _indicators(table)}
    rows = [row for table in _with_role(tables, "counties") for row in table.data.rows]
    facts = _Facts(indicators, errors)
    for table in tables.values():
        facts.add(table)
    relations = tuple(
        one for table in _with_role(tables, "relations") for one in _relations(table, facts.known, errors)
    )
    plain = DataStore(facts=facts.known.values(), indicators=indicators.values())
    views = [
        _view(view, plain, positions.source(("views", number)), errors) for number, view in enumerate(package.views)
    ]
    errors.close()
    counties = Counties(rows, agencies.names(tables))
    sources = [*(_source(source) for source in package.sources), *agencies.sources(tables)]
    known = {name: table.data for name, table in tables.items()}
    return DataStore(
        facts=facts.known.values(),
        indicators=indicators.values(),
        tables=[*known.values(), *views, corrections.table(facts.known.values(), indicators, sources, known)],
        sources=sources,
        relations=relations,
        counties=counties,
        boundaries=partial(boundaries.load, project, counties),
    )


def _with_role(tables: Mapping[str, Checked], role: str) -> Iterator[Checked]:
    return (table for table in tables.values() if table.resource.role == role)


def _source(source: SourceDescription) -> SourceRecord:
    return SourceRecord(
        id=source.name,
        title=source.title,
        organisation=source.organisation,
        date=source.date,
        iso_date=source.iso_date,
        as_of=source.as_of,
        path=source.path,
        licence=source.licence,
    )


def _indicators(table: Checked) -> Iterator[Indicator]:
    for row in table.data.rows:
        texts: dict[str, Any] = {name: row.get(name, "") for name in _INDICATOR_TEXTS}
        strategy, direction = row.get("strategy", ""), row.get("direction", "")
        yield Indicator(
            id=row["id"],
            strategy=int(strategy) if strategy else None,
            direction=_direction(direction),
            row=row.source,
            **texts,
        )


def _direction(text: str) -> Direction:
    choices: tuple[Direction, ...] = get_args(Direction)
    return next((one for one in choices if one == text), "none")


# --- facts ---------------------------------------------------------------------------------------------------------


class _Facts:
    """Collects the facts of all tables, each key once."""

    def __init__(self, indicators: Mapping[str, Indicator], errors: ErrorCollector) -> None:
        self.indicators = indicators
        self.errors = errors
        self.known: dict[str, Fact] = {}
        self.values: dict[tuple[str, ...], Fact] = {}

    def add(self, table: Checked) -> None:
        """The facts of a table, as its role says."""
        match table.resource.role:
            case "figures":
                found = self._figures(table)
            case "facts":
                found = self._singles(table)
            case "observations":
                found = _observations(table, self.indicators)
            case _:
                return
        for fact in found:
            self._keep(fact)

    def _keep(self, fact: Fact) -> None:
        first = self.known.setdefault(fact.key, fact)
        value = (fact.indicator, fact.place, fact.when, fact.kind)
        if first is fact and fact.indicator:
            first = self.values.setdefault(value, fact)
        if first is not fact:
            self.errors.add(fact.row, f"「{fact.key}」的數值重複", f"{first.row} 已經有了，一個數字只寫一次")

    def _figures(self, table: Checked) -> Iterator[Fact]:
        for index, row in enumerate(table.data.rows):
            indicator = self.indicators.get(row["indicator"])
            if indicator is None:
                continue
            ending = "" if row["kind"] == DEFAULT_KIND else f"/{row['kind']}"
            key = f"{row['place']}/{indicator.id}/{row['year']}{ending}"
            yield self._fact(table, index, key, indicator.name, indicator)

    def _singles(self, table: Checked) -> Iterator[Fact]:
        for index, row in enumerate(table.data.rows):
            indicator = self.indicators.get(row.get("indicator", ""))
            yield self._fact(table, index, row["key"], row["label"], indicator)

    def _fact(self, table: Checked, index: int, key: str, name: str, indicator: Indicator | None) -> Fact:
        row = table.data.rows[index]
        when = row["year"]
        return Fact(
            key=key,
            name=name,
            quantity=Quantity.parse(row["value"]),
            indicator=indicator.id if indicator else "",
            place=row["place"],
            year=int(when.partition("-")[0]) if when else None,
            when=when,
            period=row.get("period", ""),
            kind=row["kind"],
            as_of=row["as_of"],
            source=row["source"],
            printed=row["printed"],
            reason=row["reason"],
            note=row["note"],
            slide=row.get("slide", ""),
            row=table.place(index, "value"),
        )


def _observations(table: Checked, indicators: Mapping[str, Indicator]) -> Iterator[Fact]:
    """Open data: each cell of a column that names an indicator is a fact of its row's place and year.

    The primary key is the date and the place; there are no targets, so keys end with the year.
    """
    columns = [field for field in table.schema.fields if field.indicator]
    source = "|".join(table.resource.source_names)
    when_column, place_column = table.schema.primary_key
    for index, row in enumerate(table.data.rows):
        as_of = row[when_column]
        year = as_of.partition("-")[0]
        for field in columns:
            number = row[field.name]
            if not number or field.indicator not in indicators:
                continue
            place = row[place_column]
            yield Fact(
                key=f"{place}/{field.indicator}/{year}",
                name=indicators[field.indicator].name,
                quantity=Quantity.of(Decimal(number), field.unit),
                indicator=field.indicator,
                place=place,
                year=int(year),
                when=year,
                kind="actual",
                as_of=as_of,
                source=source,
                row=table.place(index, field.name),
            )


def _relations(table: Checked, facts: Mapping[str, Fact], errors: ErrorCollector) -> Iterator[Relation]:
    for index, row in enumerate(table.data.rows):
        operands = tuple(tuple(operand.split("+")) for operand in row["operands"].split())
        wanted = tuple(key for operand in operands for key in operand)
        for column, key in [("result", row["result"]), *(("operands", key) for key in wanted)]:
            if key not in facts:
                near = get_close_matches(key, facts, n=3, cutoff=0.5)
                errors.add(table.place(index, column), f"沒有數值代號「{key}」", choice(key, near))
        kind = next((one for one in KINDS if one == row["kind"]), None)
        if kind is None:
            errors.add(table.place(index, "kind"), f"沒有「{row['kind']}」這種關係", choice(row["kind"], KINDS))
        elif len(operands) < _FEWEST_OPERANDS.get(kind, 1):
            errors.add(table.place(index, "operands"), f"{kind} 需要兩個數值", "代號之間空一格")
        else:
            yield Relation(row["result"], kind, operands, row.get("note", ""), row.source)


# --- views ---------------------------------------------------------------------------------------------------------


def _view(view: View, store: DataStore, at: Source, errors: ErrorCollector) -> TableData:
    """Indicators as a table, a row each; the cells that show figures know their facts."""
    columns = tuple(
        ColumnInfo(column.name, column.title, "quantity" if "." in column.name else "string") for column in view.columns
    )
    rows: tuple[TableRow, ...] = ()
    try:
        for id in view.where.get("id", ()):
            store.indicator(id)
        found = store.indicators(**{name: list(choices) for name, choices in view.where.items()})
        rows = tuple(_view_row(view, indicator, store) for indicator in found)
    except UnknownFactError as fault:
        errors.add(at, fault.message, fault.hint)
    return TableData(view.name, view.title, FILE, columns, rows, unit=view.unit)


def _view_row(view: View, indicator: Indicator, store: DataStore) -> TableRow:
    cells: dict[str, str] = {}
    facts: dict[str, str] = {}
    for column in view.columns:
        kind, dot, year = column.name.partition(".")
        if not dot:
            cells[column.name] = _field(indicator, column.name)
            continue
        (fact,) = store.series(indicator.id, years=[year], place=view.place, kind=kind)
        cells[column.name] = _without_unit(fact, view.unit) if fact else ""
        if fact:
            facts[column.name] = fact.key
    return TableRow(cells, indicator.row or Source(FILE), facts)


def _field(indicator: Indicator, name: str) -> str:
    known = [field.name for field in fields(Indicator) if field.name != "row"]
    if name not in known:
        raise UnknownFactError("指標的欄位", name, known)
    value = getattr(indicator, name)
    return "" if value is None else str(value)


def _without_unit(fact: Fact, unit: str) -> str:
    return fact.quantity.figure if unit and fact.unit == unit else fact.shown
