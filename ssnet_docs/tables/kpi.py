"""Tables of indicators with their yearly figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ssnet_docs.model.fact import NATION, DataStore, Fact, Indicator
from ssnet_docs.model.text import Colour, Paragraph, Run
from ssnet_docs.tables.parts import Entry, Head, Line, missing

KINDS = {
    "actual": "實際值",
    "target": "目標值",
    "estimate": "預估值",
    "approved": "核定數",
    "rate": "比率",
    "current": "經常門",
    "capital": "資本門",
    "total": "合計",
}
"""Kinds of figures and how a column header names them; other kinds of the data are shown by their name."""

TEXT_COLUMNS = {
    "number": "編號",
    "strategy": "策略",
    "indicator": "指標項目",
    "definition": "定義",
    "agency": "主責機關",
    "unit": "單位",
}
"""Columns that say what an indicator is, with their headers."""

_FIGURE = re.compile(r"([a-z][a-z-]*)\.(\d{2,3}(?:-\d{1,2})?)")
_WEIGHTS = {"indicator": 2.0, "definition": 3.0}
_NUMERALS = "零一二三四五六"
_STRATEGIES = "strategies"  # the data table of the programmes' strategies

Inline = Callable[[str], tuple[Run, ...]]


@dataclass(frozen=True, slots=True)
class KpiColumn:
    """A column: `name` is a text column or `kind.year` (target.115); title and spanner None are made from it.

    `place` is where its figures are of, None for that of the whole table.
    """

    name: str
    title: str | None = None
    spanner: str | None = None
    weight: float | None = None
    place: str | None = None

    @property
    def figure(self) -> tuple[str, str] | None:
        """Kind and year of a column of figures, None for a text column."""
        found = _FIGURE.fullmatch(self.name)
        return (found[1], found[2]) if found else None


def is_column(name: str) -> bool:
    """Whether `name` is a text column or `kind.year`."""
    return name in TEXT_COLUMNS or _FIGURE.fullmatch(name) is not None


def place_of(data: DataStore, indicators: Sequence[Indicator], place: str) -> str:
    """`place` where any of the indicators has a value there, else the nation."""
    here = any(fact.place == place for indicator in indicators for fact in data.values(indicator.id))
    return place if here else NATION


def heads(columns: Sequence[KpiColumn], inline: Inline) -> tuple[Head, ...]:
    """Column headers: several kinds of one year stand under the year, several years of one kind under the kind."""
    return tuple(
        Head(
            key=f"{column.name}@{column.place}" if column.place else column.name,
            title=(Paragraph(inline(title if column.title is None else column.title), "dense-header"),),
            spanners=(Paragraph(inline(spanner), "dense-header"),) if spanner else (),
            align="centre" if column.figure or column.name in {"number", "strategy", "agency", "unit"} else "start",
            weight=_WEIGHTS.get(column.name, 1.0) if column.weight is None else column.weight,
        )
        for column, (title, spanner) in zip(columns, _headers(columns), strict=True)
    )


def _headers(columns: Sequence[KpiColumn]) -> list[tuple[str, str]]:
    """Title and spanner ('' for none) of every column, where the author gives none."""
    figures = [column.figure for column in columns if column.figure]
    by_year = {when for _, when in figures if sum(other == when for _, other in figures) > 1}
    rest = [kind for kind, when in figures if when not in by_year]
    result = []
    for column in columns:
        if column.figure is None:
            title, spanner = TEXT_COLUMNS[column.name], ""
        else:
            kind, when = KINDS.get(column.figure[0], column.figure[0]), year_title(column.figure[1])
            if column.figure[1] in by_year:
                title, spanner = kind, when
            elif rest.count(column.figure[0]) > 1:
                title, spanner = when, f"各年度{kind}"
            elif any(rest.count(kind) > 1 for kind in rest):
                title, spanner = kind, when  # beside a spanner, on its two rows
            else:
                title, spanner = f"{when}\n{kind}", ""
        result.append((title, spanner if column.spanner is None else column.spanner))
    return result


def year_title(text: str) -> str:
    """115年, or 114年10月 for 114-10."""
    year, _, month = text.partition("-")
    return f"{year}年{int(month)}月" if month else f"{year}年"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is shown of indicators: at which place, whether agencies stand below names, in which unit, which are totals.

    `agencies` None shows them where they differ; a value in `unit` is shown without it; `totals` are ids.
    """

    place: str = NATION
    agencies: bool | None = None
    unit: str = ""
    totals: frozenset[str] = frozenset()


def lines(data: DataStore, indicators: Sequence[Indicator], columns: Sequence[KpiColumn], choice: Choice) -> list[Line]:
    """One line an indicator, keyed by its id."""
    differ = len({indicator.agency for indicator in indicators}) > 1
    agencies = differ if choice.agencies is None else choice.agencies
    agencies = agencies and not any(column.name == "agency" for column in columns)
    return [
        Line(
            tuple(
                _figure(data, indicator, replace(choice, place=column.place or choice.place), *column.figure)
                if column.figure
                else _words(indicator, position, column.name, strategy_label(data, indicator), agencies=agencies)
                for column in columns
            ),
            kind="total" if indicator.id in choice.totals else "body",
            key=indicator.id,
        )
        for position, indicator in enumerate(indicators, start=1)
    ]


def _words(indicator: Indicator, position: int, column: str, label: str, *, agencies: bool) -> Entry:
    texts = {
        "number": indicator.number or str(position),
        "strategy": label,
        "indicator": indicator.name,
        "definition": indicator.definition,
        "agency": indicator.agency,
        "unit": indicator.unit,
    }
    if not texts[column]:
        return missing()
    paragraphs = [Paragraph((Run(text),), "dense") for text in texts[column].split("\n")]
    if column == "indicator" and agencies and indicator.agency:
        paragraphs.append(Paragraph((Run(f"（{indicator.agency}）"),), "dense", colour=Colour("muted")))
    return Entry(tuple(paragraphs))


def _figure(data: DataStore, indicator: Indicator, choice: Choice, kind: str, when: str) -> Entry:
    (fact,) = data.series(indicator.id, years=[when], place=choice.place, kind=kind)
    return missing() if fact is None else figure(fact, choice.unit)


def figure(fact: Fact, unit: str = "") -> Entry:
    """A value that keeps the keys of its facts; its unit is left out where it is `unit`, which stands elsewhere."""
    shown = fact.shown
    if unit and fact.unit == unit:
        before, after = shown.rsplit(unit, 1)
        shown = before.rstrip() + after
    return Entry((Paragraph((Run(shown, facts=fact.keys),), "dense"),))


def strategy_label(data: DataStore, indicator: Indicator) -> str:
    """策略一、攜幼扶老 where the data name the programme's strategies in short, else 策略一; '' for none."""
    if indicator.strategy is None:
        return ""
    label = f"策略{_NUMERALS[indicator.strategy]}"
    tables = [table for table in data.tables() if table.name == _STRATEGIES]
    for row in tables[0].rows if tables else ():
        if (row["programme"], row["number"]) == (indicator.programme, str(indicator.strategy)) and row["short"]:
            return f"{label}、{row['short']}"
    return label
