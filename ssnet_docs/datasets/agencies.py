"""The counties' social affairs agencies, and what they report themselves as a source of figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ssnet_docs.datasets.checking import Checked
from ssnet_docs.model.dataset import SourceRecord

REPORT_TITLE = "社安網指標填報表"


def report(place: str) -> str:
    """The id of the source of figures that a county's agency reports: hualien-report."""
    return f"{place}-report"


def names(tables: Mapping[str, Checked]) -> dict[str, str]:
    """The full names of the agencies by the county's slug."""
    rows = [row for table in tables.values() if table.resource.role == "agencies" for row in table.data.rows]
    return {row["place"]: row["name"] for row in rows if row["place"]}


def sources(tables: Mapping[str, Checked]) -> Iterator[SourceRecord]:
    """What each agency reports, as a source."""
    for place, name in names(tables).items():
        yield SourceRecord(id=report(place), title=REPORT_TITLE, organisation=name, as_of="各數字的資料截止日")
