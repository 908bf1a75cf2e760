"""What one process does: write documents, have LibreOffice give them other forms, draw their pages, check them.

A worker reads the data once and keeps one LibreOffice profile, so that later conversions are quicker than the first.
Faults come back with their results: one document's fault stops no other.
"""

from __future__ import annotations

import gc
import os
import signal
import threading
import time
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ssnet_docs import build
from ssnet_docs.batch.records import digest
from ssnet_docs.model.errors import SsnetError
from ssnet_docs.project import Project

if TYPE_CHECKING:
    from ssnet_docs.checking import Judged
    from ssnet_docs.checks.parts.base import Family
    from ssnet_docs.content.catalogue import Entry
    from ssnet_docs.export import Office
    from ssnet_docs.model.errors import Source
    from ssnet_docs.model.fact import DataStore

_SHARED = ("data/", "layouts/")
_ORPHANED = 1.0  # seconds between two looks at whether the program that asked is still there


@dataclass(frozen=True, slots=True)
class Done:
    """What came of one form of one document: its digest and extent, or the error."""

    id: str
    form: str
    seconds: float
    digest: str = ""
    extent: str = ""
    notice: str = ""
    pictures: tuple[str, ...] = ()
    error: SsnetError | OSError | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """How many findings of a document nobody has accepted, by severity."""

    id: str
    findings: dict[str, int] = field(default_factory=dict)
    pictures: tuple[str, ...] = ()
    error: SsnetError | OSError | None = None


@dataclass(frozen=True, slots=True)
class Conversion:
    """A file that another is made from."""

    id: str
    form: str
    source: Path
    target: Path


class TracedProject(Project):
    """A project that remembers which files its inputs named."""

    named: set[str]

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        object.__setattr__(self, "named", set())

    def inside(self, path: str, source: Source | None = None) -> Path:
        found = super().inside(path, source)
        self.named.add(self.relative(found))
        return found

    @property
    def pictures(self) -> tuple[str, ...]:
        """The named files that are a document's own affair; on the others all documents depend."""
        yaml = (".yaml", ".yml")
        return tuple(sorted(name for name in self.named if not name.startswith(_SHARED) and not name.endswith(yaml)))


class Worker:
    """The state of one process. `data` may be read beforehand, for processes that inherit it."""

    def __init__(self, project: Project, data: DataStore | None = None) -> None:
        self.project = project
        self._given = data
        self._stack = ExitStack()

    @cached_property
    def data(self) -> DataStore:
        return self._given or build.data(self.project)

    @cached_property
    def office(self) -> Office:
        """LibreOffice, from the first conversion to the end of the worker. Raises ExportError where there is none."""
        from ssnet_docs.export import Office

        return self._stack.enter_context(Office())

    def ready(self) -> bool:
        """Answers when the worker has begun."""
        return True

    def close(self) -> None:
        self._stack.close()

    def write(self, entry: Entry, form: str, path: Path) -> Done:
        """Write a document from its content."""
        began = time.perf_counter()
        traced = TracedProject(self.project.root)
        try:
            office = self._office_if_any() if form == "docx" else None
            built = build.build(traced, entry, form, path.parent, self.data, office=office)
        except (SsnetError, OSError) as error:
            return Done(entry.id, form, time.perf_counter() - began, error=error)
        return Done(entry.id, form, built.seconds, digest(path), built.extent, built.notice, traced.pictures)

    def _office_if_any(self) -> Office | None:
        from ssnet_docs.export import ExportError

        try:
            return self.office
        except ExportError:
            return None

    def convert(self, jobs: Sequence[Conversion]) -> list[Done]:
        """Have LibreOffice make files of others, in one run for each pair of forms."""
        from ssnet_docs.export import ExportError

        by_paths = {(job.source, job.target): job for job in jobs}
        done: list[Done] = []
        began = time.perf_counter()
        try:
            for paths, error in self.office.convert_each(tuple(by_paths)):
                job, now = by_paths.pop(paths), time.perf_counter()
                made = "" if error else digest(job.target)
                done.append(Done(job.id, job.form, now - began, made, error=error))
                began = now
        except (ExportError, OSError) as error:
            done += [Done(job.id, job.form, 0.0, error=error) for job in by_paths.values()]
        return done

    def draw(self, job: Conversion) -> Done:
        """Draw the pages of a PDF as pictures."""
        from ssnet_docs.export import page_folder

        began = time.perf_counter()
        try:
            pages = page_folder(job.source, job.target)
        except (SsnetError, OSError) as error:
            return Done(job.id, job.form, time.perf_counter() - began, error=error)
        return Done(job.id, job.form, time.perf_counter() - began, digest(job.source), f"{len(pages)} 張")

    def judge(self, entry: Entry, families: frozenset[Family], thorough: bool) -> Judged:
        """What some families of checks find in a document by itself."""
        from ssnet_docs import checking

        return checking.judge(self.project, entry, self.data, families, thorough)

    def check(self, entry: Entry) -> Checked:
        """Count what the checks find in a document."""
        from ssnet_docs import checking

        counts: dict[str, int] = {}
        traced = TracedProject(self.project.root)
        try:
            for finding in checking.check(traced, self.data, checking.Choice((entry,))):
                if not finding.accepted:
                    counts[finding.severity] = counts.get(finding.severity, 0) + 1
        except (SsnetError, OSError) as error:
            return Checked(entry.id, error=error)
        finally:
            gc.collect()  # a checked document holds the trees of all its parts in cycles: some 10 MB each
        return Checked(entry.id, counts, traced.pictures)


# --- a worker in a process of its own ------------------------------------------------------------------------------

_here: list[Worker] = []
"""The worker of this process, once it has begun."""


def begin(root: Path, data: DataStore | None, parent: int) -> None:
    """Make this process a worker: it ends with the process that asked for it, whatever becomes of that."""
    from multiprocessing.util import Finalize

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who asked decides
    # in a thread of its own: the handler would wait for locks that the code below it holds
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=_leave).start())
    worker = Worker(Project(root), data)
    _here.append(worker)
    Finalize(worker, worker.close, exitpriority=10)
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_ORPHANED)
    _leave()


def _leave() -> None:
    """End this process at once, with its LibreOffice. An exception would be caught by the pool, which would go on."""
    with suppress(BaseException):
        _here[0].close()
    os._exit(1)


def perform(what: str, *arguments: object) -> object:
    """Let this process's worker do something."""
    return getattr(_here[0], what)(*arguments)
