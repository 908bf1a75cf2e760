"""Stores what a form reports in the county's own table, `data/facts/<county>.csv`; other rows stay as they are."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from ssnet_docs import datasets
from ssnet_docs.datasets import reading
from ssnet_docs.datasets.agencies import report
from ssnet_docs.datasets.record import Record
from ssnet_docs.files import atomic_write
from ssnet_docs.forms.reading import Filled, Reported
from ssnet_docs.model.county import County
from ssnet_docs.model.errors import ContentError, ErrorCollector, Source, SsnetError
from ssnet_docs.model.fact import DataStore
from ssnet_docs.project import Project

FOLDER = "data/facts"
TABLE = "facts"  # the data table whose files these are


@dataclass(frozen=True, slots=True)
class Stored:
    """The table that was written, and which figures are new in it and which changed."""

    path: Path
    added: tuple[Reported, ...]
    updated: tuple[Reported, ...]


def store(project: Project, data: DataStore, filled: Filled) -> Stored:
    """Merge the figures into the county's table; the file appears whole or not at all, and only if the data stay right.

    Raises ContentError or ContentErrors where a figure stands in another file, or the table cannot be changed.
    """
    name = f"{FOLDER}/{filled.county.slug}.csv"
    path = project.root / name
    added = tuple(one for one in filled.changed if one.stored is None)
    updated = tuple(one for one in filled.changed if one.stored is not None)
    if not filled.changed:
        return Stored(path, (), ())
    if path.with_suffix(".xlsx").exists():
        raise ContentError(
            Source(f"{FOLDER}/{path.stem}.xlsx"), "這個縣市的數字存成 Excel 檔", "請另存為同名的 .csv 再執行"
        )
    _elsewhere(updated, name)
    before = path.read_bytes() if path.exists() else None
    records = reading.read(path, name) if before is not None else []
    header = list(records[0].cells) if records else [column.name for column in data.table(TABLE).columns]
    text = _merged(header, records, filled.county, data, added, updated)
    atomic_write(path, text.encode("utf-8-sig"))
    try:
        datasets.load(project)
    except SsnetError:
        if before is None:
            path.unlink()
        else:
            atomic_write(path, before)
        raise
    return Stored(path, added, updated)


def _elsewhere(updated: Sequence[Reported], name: str) -> None:
    """Raises ContentErrors for figures that do not stand in the county's own table."""
    errors = ErrorCollector()
    for one in updated:
        row = one.stored.row if one.stored else None
        if row is not None and row.file != name:
            message = f"{one.indicator.name} {one.year}年的數字寫在這裡，填報表不能改"
            errors.add(row, message, "請直接改這個檔案")
    errors.close()


def _merged(
    header: Sequence[str],
    records: Sequence[Record],
    county: County,
    data: DataStore,
    added: Sequence[Reported],
    updated: Sequence[Reported],
) -> str:
    """The table's text: the rows that stand, changed rows in their places, new rows at the end."""
    keys = {fact.key for fact in data.facts()}
    changed = {one.stored.key: one for one in updated if one.stored}
    place = header.index("key")
    parts = [records[0].text or ""] if records else [_line(header, dict(zip(header, header, strict=True)))]
    for record in records[1:]:
        one = changed.get(record.cells[place]) if place < len(record.cells) else None
        own = dict(zip(header, record.cells, strict=False))
        parts.append(_line(header, {**own, **_cells(one, county)}) if one else (record.text or ""))
    for one in added:
        key = f"{county.slug}/{one.indicator.id}/{one.year}" + ("" if one.kind == "target" else f"/{one.kind}")
        parts.append(_line(header, {"key": f"{key}/report" if key in keys else key, **_cells(one, county)}))
    return "".join(part if part.endswith("\n") else f"{part}\n" for part in parts)


def _cells(one: Reported, county: County) -> dict[str, str]:
    return {
        "indicator": one.indicator.id,
        "place": county.slug,
        "label": one.indicator.name,
        "year": str(one.year),
        "kind": one.kind,
        "value": str(one.quantity),
        "as_of": one.as_of,
        "source": report(county.slug),
        "slide": one.source,
        "printed": "",
        "reason": "",
        "note": one.note,
    }


def _line(header: Sequence[str], cells: Mapping[str, str]) -> str:
    stream = StringIO()
    csv.writer(stream, lineterminator="\n").writerow([cells.get(name, "") for name in header])
    return stream.getvalue()
