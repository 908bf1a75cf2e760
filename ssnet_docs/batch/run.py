"""A batch: which files are out of date, in what order they are made, and what came of each."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ssnet_docs.batch import records
from ssnet_docs.batch.forms import WORKING, Goal, goals
from ssnet_docs.batch.pool import Workers, workers
from ssnet_docs.batch.records import Record, Records
from ssnet_docs.batch.work import Checked, Conversion, Done
from ssnet_docs.files import clear_unfinished
from ssnet_docs.model.errors import SsnetError

if TYPE_CHECKING:
    from ssnet_docs.content.catalogue import Entry
    from ssnet_docs.model.fact import DataStore
    from ssnet_docs.project import Project

TOGETHER = 12
"""Documents that one run of LibreOffice converts at most: its start costs as much as a deck or two."""


class BatchError(SsnetError):
    """A process that worked is no longer there."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one form of one document. `fresh` is false where nothing had changed and nothing was done."""

    goal: Goal
    fresh: bool
    extent: str = ""
    seconds: float = 0.0
    notice: str = ""
    error: SsnetError | OSError | None = None


@dataclass(slots=True)
class Batch:
    """Documents to be built in some forms into a folder.

    Without `forms` every document gets its usual one. `jobs` is how many processes work, `force` builds what has not
    changed too, `check` counts the findings of each document. `data` is read when something has to be written.
    """

    project: Project
    entries: Sequence[Entry]
    output: Path
    forms: tuple[str, ...] = ()
    jobs: int = 1
    force: bool = False
    check: bool = False
    data: Callable[[], DataStore] | None = None
    findings: dict[str, Checked] = field(default_factory=dict)
    _goals: dict[str, dict[str, Goal]] = field(default_factory=dict)
    _states: dict[tuple[str, str], Outcome] = field(default_factory=dict)
    _records: Records | None = None
    _shared: str = ""

    @property
    def total(self) -> int:
        """How many files were asked for."""
        return sum(goal.asked for one in self._goals.values() for goal in one.values())

    def prepare(self) -> None:
        """Find out what has to be there, and clear away what a killed run has left."""
        self._clear()
        self._goals = {entry.id: goals(entry, self.forms, self.output) for entry in self.entries}
        self._records = Records(self.output)
        self._shared = records.shared_digest(self.project)

    def run(self) -> Iterator[Outcome]:
        """Make what is out of date; yields every form that was asked for, as it is finished or found unchanged.

        Faults come with their outcome. Stopped at any moment, every file is the old one or the new one.
        """
        all_ = [goal for one in self._goals.values() for goal in one.values()]
        written = [goal for goal in all_ if goal.origin is None]
        drawn = [goal for goal in all_ if goal.form == "png"]
        converted = [goal for goal in all_ if goal not in written and goal not in drawn]
        stale = sum(isinstance(self._judged(goal), str) for goal in written)
        unchecked = self._unchecked() if self.check else []
        data = self.data() if self.data is not None and (stale or unchecked) else None
        most = max(stale, len(converted), len(unchecked), 1)  # more would have nothing to do
        try:
            with workers(self.project, data, min(self.jobs, most)) as pool:
                checks = [pool.submit("check", entry) for entry in unchecked]
                yield from self._stage(pool, written, self._write)
                yield from self._stage(pool, converted, self._convert)
                yield from self._stage(pool, drawn, self._draw)
                for future in checks:
                    for checked in _results(future):
                        self._counted(checked)
        except BaseException:
            self._clear()
            raise

    def _clear(self) -> None:
        """Remove what processes that have ended were writing."""
        clear_unfinished(self.output)
        clear_unfinished(self.output / WORKING)

    # --- stages ------------------------------------------------------------------------------------------------

    def _stage(
        self,
        pool: Workers,
        stage: Iterable[Goal],
        submit: Callable[[Workers, list[tuple[Goal, str]]], Iterator[Future[Any]]],
    ) -> Iterator[Outcome]:
        """Make the goals of one stage, of which none needs another."""
        stale: list[tuple[Goal, str]] = []
        for goal in stage:
            state = self._judged(goal)
            if isinstance(state, Outcome):
                yield from self._told(state)
            else:
                stale.append((goal, state))
        sources = {(goal.entry.id, goal.form): source for goal, source in stale}
        open_ = set(submit(pool, stale))
        while open_:
            finished, open_ = wait(open_, return_when=FIRST_COMPLETED)
            for future in finished:
                for done in _results(future):
                    yield from self._told(self._kept(done, sources[done.id, done.form]))

    def _judged(self, goal: Goal) -> Outcome | str:
        """The outcome where there is nothing to do, else the digest of what it has to be made from."""
        assert self._records is not None
        if goal.origin is None:
            office = shutil.which("soffice") or shutil.which("libreoffice") or "" if goal.form == "docx" else ""
            source = self._made_from(goal.entry, goal.form, office)
        else:
            origin = self._states[goal.entry.id, goal.origin]
            if origin.error is not None:
                return Outcome(goal, False, error=origin.error)
            source = self._records.of(goal.entry.id)[goal.origin].digest
        record = self._records.of(goal.entry.id).get(goal.form)
        if record is not None and not self.force and record.holds(source, goal.path, self.project):
            return Outcome(goal, False, record.extent, notice=record.notice)
        return source

    def _made_from(self, entry: Entry, *more: str) -> str:
        """The digest of what a document depends on; pictures are judged beside it."""
        own = records.digest(self.project.root / entry.path)
        return records.combined((self._shared, entry.id, entry.path, own, *more))

    def _kept(self, done: Done, source: str) -> Outcome:
        """The outcome of what was done, recorded where it went well."""
        assert self._records is not None
        goal = self._goals[done.id][done.form]
        if done.error is not None:
            return Outcome(goal, True, seconds=done.seconds, error=done.error)
        pictures = {name: records.digest(self.project.root / name) for name in done.pictures}
        fingerprint = records.fingerprint(goal.path)
        record = Record(source, done.digest, fingerprint, done.extent, done.notice, pictures)
        with suppress(OSError):  # the file is there; without its record it is only made again
            self._records.keep(done.id, done.form, record)
        return Outcome(goal, True, done.extent, done.seconds, done.notice)

    def _told(self, outcome: Outcome) -> Iterator[Outcome]:
        goal = outcome.goal
        self._states[goal.entry.id, goal.form] = outcome
        if goal.asked:
            yield outcome

    # --- checks ------------------------------------------------------------------------------------------------

    def _unchecked(self) -> list[Entry]:
        """The documents of which it is not known what the checks find in them as they are now."""
        assert self._records is not None
        unknown = []
        for entry in self.entries:
            record = self._records.of(entry.id).get(records.CHECKED)
            if record is not None and not self.force and record.holds(self._made_from(entry), None, self.project):
                self.findings[entry.id] = Checked(entry.id, record.findings)
            else:
                unknown.append(entry)
        return unknown

    def _counted(self, checked: Checked) -> None:
        assert self._records is not None
        self.findings[checked.id] = checked
        if checked.error is None:
            (entry,) = (entry for entry in self.entries if entry.id == checked.id)
            pictures = {name: records.digest(self.project.root / name) for name in checked.pictures}
            record = Record(self._made_from(entry), "", [], pictures=pictures, findings=checked.findings)
            with suppress(OSError):
                self._records.keep(checked.id, records.CHECKED, record)

    # --- tasks -------------------------------------------------------------------------------------------------

    def _write(self, pool: Workers, stale: list[tuple[Goal, str]]) -> Iterator[Future[Any]]:
        """Reports first: LibreOffice lays them out, which takes long."""
        for goal, _ in sorted(stale, key=lambda one: one[0].form != "docx"):
            yield pool.submit("write", goal.entry, goal.form, goal.path)

    def _convert(self, pool: Workers, stale: list[tuple[Goal, str]]) -> Iterator[Future[Any]]:
        """Documents of one pair of forms together, but so that no process waits for another's last ones."""
        pairs: dict[tuple[str | None, str], list[Conversion]] = defaultdict(list)
        for goal, _ in stale:
            pairs[goal.origin, goal.form].append(self._conversion(goal))
        for jobs in pairs.values():
            size = min(TOGETHER, -(-len(jobs) // pool.jobs))
            for start in range(0, len(jobs), size):
                yield pool.submit("convert", jobs[start : start + size])

    def _draw(self, pool: Workers, stale: list[tuple[Goal, str]]) -> Iterator[Future[Any]]:
        for goal, _ in stale:
            yield pool.submit("draw", self._conversion(goal))

    def _conversion(self, goal: Goal) -> Conversion:
        assert goal.origin is not None
        return Conversion(goal.entry.id, goal.form, self._goals[goal.entry.id][goal.origin].path, goal.path)


def _results(future: Future[Any]) -> list[Any]:
    """What a task came to. Raises BatchError where its process was killed."""
    try:
        result = future.result()
    except BrokenExecutor:
        message = "產生文件的行程意外結束，可能是記憶體不足；請再執行一次（已完成的不會重做），或加上 --jobs 1"
        raise BatchError(message) from None
    return result if isinstance(result, list) else [result]
