"""Tables of figures and what is known about where they come from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ssnet_docs.model.errors import Source
from ssnet_docs.model.fact import UnknownFactError


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecord:
    """Where figures come from: a briefing or a set of open data.

    `date` is 民國 and as exact as it is known (110-09-16, 114-12, 108), `iso_date` the same in the Western calendar;
    both are empty where it is not. `as_of` says in words what the dates of its figures mean. `path` is its address.
    """

    id: str
    title: str
    organisation: str = ""
    date: str = ""
    iso_date: str = ""
    as_of: str = ""
    path: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class ColumnInfo:
    """A column of a table: its name, its Chinese title, its type and the unit of its figures.

    `type` is string, integer, number, boolean, quantity, roc-date or roc-period.
    """

    name: str
    title: str
    type: str = "string"
    unit: str = ""


@dataclass(frozen=True, slots=True)
class TableRow(Mapping[str, str]):
    """A row as a mapping from column name to text, "" for an empty cell.

    `facts` are the keys of the facts that stand in cells, by column.
    """

    cells: Mapping[str, str]
    source: Source
    facts: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def __iter__(self) -> Iterator[str]:
        return iter(self.cells)

    def __len__(self) -> int:
        return len(self.cells)


@dataclass(frozen=True, slots=True)
class TableData:
    """A table of `data/`, checked against its description; every cell is text.

    `path` is the file, or the pattern of the files, that it stands in; for a view, of the figures it shows.
    `unit` is the unit that a view leaves out of its cells because it holds for all of them.
    """

    name: str
    title: str
    path: str
    columns: tuple[ColumnInfo, ...]
    rows: tuple[TableRow, ...]
    sources: tuple[str, ...] = ()
    unit: str = ""

    def column(self, name: str) -> ColumnInfo:
        """The column called `name`; UnknownFactError with the known ones for any other."""
        for column in self.columns:
            if column.name == name:
                return column
        raise UnknownFactError(f"資料表「{self.name}」的欄位", name, [column.name for column in self.columns])
