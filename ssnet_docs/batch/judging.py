"""Documents judged side by side: what `ssnet check` asks of all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ssnet_docs.batch.pool import workers

if TYPE_CHECKING:
    from ssnet_docs.checking import Judged, Judges
    from ssnet_docs.checks.parts.base import Family
    from ssnet_docs.content.catalogue import Entry
    from ssnet_docs.model.fact import DataStore
    from ssnet_docs.project import Project

_WORTH = 4
"""From so many documents on, processes of their own save more time than they take."""


def judges(project: Project, data: DataStore, jobs: int) -> Judges:
    """Judges documents with `jobs` processes, few of them in this one; the largest first, so that all end together."""

    def judged(entries: Sequence[Entry], families: frozenset[Family], thorough: bool) -> Iterator[Judged]:
        together = min(jobs, len(entries)) if len(entries) >= _WORTH else 1
        with workers(project, data, together) as pool:
            first = sorted(entries, key=lambda entry: -(project.root / entry.path).stat().st_size)
            futures = {entry.id: pool.submit("judge", entry, families, thorough) for entry in first}
            for entry in entries:
                yield futures[entry.id].result()

    return judged
