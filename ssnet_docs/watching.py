"""`ssnet watch`: builds a document again when its content is saved, and says what has changed in it.

Files are looked at several times a second: that works on every system and on shared folders alike, where messages of
the system about changes do not arrive.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ssnet_docs import build
from ssnet_docs.files import atomic_write, nearby
from ssnet_docs.model.errors import SsnetError

if TYPE_CHECKING:
    from rich.text import Text

    from ssnet_docs.content.catalogue import Entry
    from ssnet_docs.model.fact import DataStore
    from ssnet_docs.project import Project

INTERVAL = 0.2  # seconds between two looks
MOST_LINES = 14  # of what has changed in one document

_FOLDERS = ("content", "data", "layouts")
_OWN = ("content/counties/", "content/ministries/", "content/results/", "content/plans/")
"""Where a file is one document; all documents depend on the others."""

_Stamp = tuple[int, int]


@dataclass(slots=True)
class Watch:
    """Documents of a project that are kept built in `output`.

    Without `chosen` these are the ones that stand there already, and every one whose own file is saved.
    """

    project: Project
    output: Path
    chosen: Sequence[Entry] = ()
    _stamps: dict[str, _Stamp] = field(default_factory=dict)
    _data: DataStore | None = None

    def begin(self) -> list[Path]:
        """Remember how the files are now, have the data at hand, and say which built files are kept."""
        self._stamps = self._look()
        self._data = build.data(self.project)
        return [self._target(entry) for entry in self._kept()]

    def changed(self) -> tuple[str, ...]:
        """The files that were saved, added or removed since the last time, once nobody writes to them any more."""
        now = self._look()
        while (later := self._settled()) != now:
            now = later
        before, self._stamps = self._stamps, now
        return tuple(sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name)))

    def rebuild(self, changed: Sequence[str]) -> Iterator[Text | SsnetError | OSError]:
        """Build what the changed files belong to; yields what is to be said: lines, and faults of a document."""
        from rich.text import Text

        if any(name.startswith("data/") for name in changed) or self._data is None:
            self._data = None
            try:
                self._data = build.data(self.project)
            except SsnetError as error:
                yield error
                return
        try:
            affected = self._affected(changed)
        except SsnetError as error:  # a file whose name is no document's
            yield error
            return
        for entry in affected:
            began = time.perf_counter()
            target = self._target(entry)
            try:
                before = target.read_bytes() if target.is_file() else None
                written = build.document(
                    self.project, entry, build.usual_format(entry.kind), self._data, paginated=False
                )
                atomic_write(target, written.data)
            except (SsnetError, OSError) as error:
                yield error
                continue
            seconds = time.perf_counter() - began
            yield Text(f"{nearby(target)}（{written.extent}，{seconds:.1f} 秒）", "bold green")
            yield from _told(before, written.data, entry.id)

    # --- files and documents -----------------------------------------------------------------------------------

    def _look(self) -> dict[str, _Stamp]:
        found = {}
        for folder in _FOLDERS:
            for path in (self.project.root / folder).rglob("*"):
                if path.name[0] in ".~" or path.suffix in {".swp", ".tmp", ".bak"}:
                    continue
                try:
                    status = path.stat()
                except OSError:  # gone again meanwhile
                    continue
                if path.is_file():
                    found[path.relative_to(self.project.root).as_posix()] = (status.st_mtime_ns, status.st_size)
        return found

    def _settled(self) -> dict[str, _Stamp]:
        time.sleep(INTERVAL / 4)
        return self._look()

    def _kept(self) -> list[Entry]:
        from ssnet_docs.content import catalogue

        if self.chosen:
            return list(self.chosen)
        return [entry for entry in catalogue.catalogue(self.project).values() if self._target(entry).is_file()]

    def _affected(self, changed: Sequence[str]) -> list[Entry]:
        from ssnet_docs.content import catalogue

        if not all(name.startswith(_OWN) for name in changed):
            return self._kept()
        entries = self.chosen or catalogue.catalogue(self.project).values()
        return [entry for entry in entries if entry.path in changed]

    def _target(self, entry: Entry) -> Path:
        return self.output / f"{entry.id}.{build.usual_format(entry.kind)}"


def _told(before: bytes | None, after: bytes, name: str) -> Iterator[Text]:
    """What has changed in a document, at most `MOST_LINES`; nothing where it is new."""
    from rich.text import Text

    if before is None:
        return
    if before == after:
        yield Text("  內容沒有變", "dim")
        return
    from ssnet_docs.diff import terminal
    from ssnet_docs.diff.changes import changes
    from ssnet_docs.diff.compare import compare
    from ssnet_docs.readers import version

    try:
        old = version.read(before, name)
    except SsnetError:
        yield Text("  原來的檔案無法比對", "dim")
        return
    _, *lines = terminal.lines(changes(compare(old, version.read(after, name))))
    for line in lines[:MOST_LINES]:
        yield Text("  ").append_text(line)
    if len(lines) > MOST_LINES:
        yield Text(f"  …還有 {len(lines) - MOST_LINES} 行；全部：ssnet diff 舊檔 {name}", "dim")
