"""What the form looks like to both sides: its sheets and columns, its rows, and how a figure stands in a row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ssnet_docs.datasets.agencies import report
from ssnet_docs.model.county import County
from ssnet_docs.model.fact import DataStore, Fact, Indicator

SHEET = "指標"
GUIDE = "填表說明"
MARK_SHEET = "ssnet"  # hidden: which form this is, and the keys it was written with
MARK = "ssnet-form-1"

TITLE_ROW, HEADER_ROW = 1, 2
FIRST_ROW = 3
FREE_ROWS = 20  # for further years

PROGRAMME = "2.0"
YEARS = (107, 119)  # first year of the first phase, last of 2.0
ACTUAL_YEAR, TARGET_YEAR = 114, 115  # what the counties' briefings show

KINDS = {"actual": "實際", "target": "目標", "estimate": "估計"}

LONGEST_SOURCE = 200
LONGEST_NOTE = 500
COUNTED = ("人", "處", "案", "場")  # units of which there are only whole ones
LARGEST = 100_000_000  # more than people live here


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, its width in characters, and whether it is filled in."""

    name: str
    title: str
    width: float
    filled_in: bool = False


COLUMNS = (
    Column("group", "類別", 14),
    Column("indicator", "指標", 34),
    Column("definition", "定義", 44),
    Column("unit", "單位", 7),
    Column("year", "年度", 7, filled_in=True),
    Column("kind", "目標／實際", 11, filled_in=True),
    Column("value", "數值", 12, filled_in=True),
    Column("as_of", "資料截止日", 15, filled_in=True),
    Column("source", "出處", 28, filled_in=True),
    Column("note", "備註", 28, filled_in=True),
    Column("key", "代號", 10),
)
POSITION = {column.name: number for number, column in enumerate(COLUMNS)}


@dataclass(frozen=True, slots=True)
class Row:
    """A row that the form offers: an indicator in a year, and the figure that is known already."""

    indicator: Indicator
    group: str
    year: int
    kind: str
    fact: Fact | None = None

    @property
    def key(self) -> str:
        """What the hidden column says: the indicator, with the year and kind it was written for."""
        return f"{self.indicator.id}/{self.year}/{self.kind}"


def rows(data: DataStore, county: County) -> tuple[Row, ...]:
    """All rows for a county: what the briefings show of each indicator, then what else is known of it."""
    return tuple(row for indicator, group in indicators(data) for row in _of(data, county, indicator, group))


def indicators(data: DataStore) -> Iterator[tuple[Indicator, str]]:
    """The indicators that a county reports, each with the name of its group."""
    names = {
        row["number"]: f"策略{'一二三四五六'[int(row['number']) - 1]} {row['short']}"
        for row in data.table("strategies").rows
        if row["programme"] == PROGRAMME
    }
    for indicator in data.indicators(programme=PROGRAMME, group="resource"):
        yield indicator, "據點與案件"
    for indicator in data.indicators(programme=PROGRAMME, group="kpi"):
        yield indicator, names[str(indicator.strategy)]
    for indicator in data.indicators(programme=PROGRAMME, group="staffing"):
        if indicator.number.isdigit():  # a line of the list, not a total
            yield indicator, "專業人力"


def _of(data: DataStore, county: County, indicator: Indicator, group: str) -> Iterator[Row]:
    wanted = [(ACTUAL_YEAR, "actual"), (TARGET_YEAR, "target")]
    known = {
        (fact.year, fact.kind): fact
        for fact in data.values(indicator.id)
        if fact.place == county.slug and fact.kind in KINDS and fact.when == str(fact.year)
    }
    others = sorted((year, kind) for year, kind in known if year is not None and (year, kind) not in wanted)
    for year, kind in [*wanted, *others]:
        yield Row(indicator, group, year, kind, known.get((year, kind)))


def source_text(fact: Fact, data: DataStore) -> str:
    """What the column 出處 says of a known figure: the county's own words, or the briefing it comes from."""
    if fact.source == report(fact.place):
        return fact.slide
    cited = "；".join(data.source(id).title for id in fact.sources)
    return f"{cited} {fact.slide}".strip()
