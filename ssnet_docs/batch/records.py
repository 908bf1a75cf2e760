"""What was built from what: digests by which a file that nothing has changed is known again.

A document depends on its own file, the shared parts, all of `data/` and `layouts/`, the program, and the pictures that
it names. What another form is made from is known by its bytes: where a changed figure leaves a deck as it was, its PDF
stays.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ssnet_docs.batch.forms import WORKING
from ssnet_docs.files import atomic_write

if TYPE_CHECKING:
    from ssnet_docs.project import Project

SHARED = ("data", "layouts", "content/parts")
"""Folders on which every document depends."""

CHECKED = "checked"

Fingerprint = list[list[Any]]
"""Name, size and time of change of a file, or of the pictures in a folder."""


@dataclass(slots=True)
class Record:
    """One form of a document as it was built: from what, how it came out, and what the user was told.

    What the checks found is kept in the same way, as the form `CHECKED`, of which there is no file.
    """

    made_from: str
    digest: str
    fingerprint: Fingerprint
    extent: str = ""
    notice: str = ""
    pictures: dict[str, str] = field(default_factory=dict)
    findings: dict[str, int] = field(default_factory=dict)

    def holds(self, made_from: str, path: Path | None, project: Project) -> bool:
        """Whether the file, if there is to be one, still is what would be built now."""
        return (
            self.made_from == made_from
            and (path is None or self.fingerprint == fingerprint(path) != [])
            and all(digest(project.root / name) == known for name, known in self.pictures.items())
        )


class Records:
    """The records of one output folder, a file a document."""

    def __init__(self, output: Path) -> None:
        self._folder = output / WORKING
        self._read: dict[str, dict[str, Record]] = {}

    def of(self, id_: str) -> dict[str, Record]:
        """The records of a document by form; none where there are none, or none that can be read."""
        if id_ not in self._read:
            try:
                stored = json.loads((self._folder / f"{id_}.json").read_text(encoding="utf-8"))
                self._read[id_] = {form: Record(**fields) for form, fields in stored.items()}
            except (OSError, ValueError, TypeError, AttributeError):
                self._read[id_] = {}
        return self._read[id_]

    def keep(self, id_: str, form: str, record: Record) -> None:
        """Store the record of a form that was built."""
        known = self.of(id_)
        known[form] = record
        text = json.dumps({name: asdict(one) for name, one in known.items()}, ensure_ascii=False, indent=1)
        atomic_write(self._folder / f"{id_}.json", text.encode())


def digest(path: Path) -> str:
    """SHA-256 of a file; '' where it cannot be read."""
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def fingerprint(path: Path) -> Fingerprint:
    """What tells whether a built file is still the one that was built; empty where there is none."""
    files = sorted(path.glob("*.png")) if path.is_dir() else [path] if path.is_file() else []
    found = []
    for file in files:
        status = file.stat()
        found.append([file.name, status.st_size, status.st_mtime_ns])
    return found


def shared_digest(project: Project) -> str:
    """The digest of everything on which all documents depend."""
    package = Path(__file__).resolve().parent.parent
    total = sha256()
    for root, folder in ((package, package), *((project.root, project.root / name) for name in SHARED)):
        for path in sorted(_files(folder)):
            total.update(f"{path.relative_to(root).as_posix()}\0{digest(path)}\n".encode())
    return total.hexdigest()


def combined(parts: Iterable[str]) -> str:
    return sha256("\0".join(parts).encode()).hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name.startswith((".", "~", "__pycache__")):
            continue
        if path.is_dir():
            yield from _files(path)
        else:
            yield path
