"""The project at a git revision: its files in a folder of their own, its date, and what commits say of it."""

from __future__ import annotations

import re
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from ssnet_docs.model.errors import ContentError
from ssnet_docs.project import Project

FOLDERS = ("content", "data", "layouts")
"""What a document is built from."""

_REVISION = re.compile(r"[^\s:\\\x00-\x1f-][^\s:\\\x00-\x1f]{0,199}")
_TIMEOUT = 120
_MOST_COMMITS = 300


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: its subject, and the lines that it put into and took out of each file."""

    subject: str
    added: dict[str, tuple[str, ...]]
    removed: dict[str, tuple[str, ...]]


@contextmanager
def at_revision(project: Project, revision: str) -> Iterator[Project]:
    """The project as it was at a git revision, in a folder of its own; the work tree is not touched."""
    commit = commit_of(project, revision)
    listed = _git(project, "ls-tree", "--name-only", commit).decode("utf-8", "replace").split()
    folders = [folder for folder in FOLDERS if folder in listed]
    if "content" not in folders or "data" not in folders:
        raise ContentError(None, f"版本「{revision}」裡沒有 content/ 與 data/", "請選內容已經存在的版本")
    archive = _git(project, "archive", "--format=tar", commit, "--", *folders)
    with tempfile.TemporaryDirectory(prefix="ssnet-diff-") as folder:
        with tarfile.open(fileobj=BytesIO(archive)) as packed:
            packed.extractall(folder, filter="data")
        yield Project(Path(folder))


def commit_of(project: Project, revision: str) -> str:
    """The commit that a revision names. What looks like an option or names a path is refused before git sees it."""
    unknown = ContentError(
        None, f"找不到版本「{revision[:80]}」", "請寫 git 的標籤、分支或提交，例如 HEAD、HEAD~3、v1.0"
    )
    if not _REVISION.fullmatch(revision):
        raise unknown
    try:
        found = _git(project, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except _GitError as error:
        if error.missing:
            raise ContentError(None, "這個資料夾沒有 git 的版本紀錄，無法取用舊版本", "請改比對兩個檔案") from None
        raise unknown from None
    return found.decode("ascii").strip()


class _GitError(Exception):
    """Git could not do it; `missing` where there is no git or no repository."""

    def __init__(self, *, missing: bool) -> None:
        super().__init__()
        self.missing = missing


def _git(project: Project, *arguments: str) -> bytes:
    command = ["git", "-C", str(project.root), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=_TIMEOUT, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.TimeoutExpired):
        raise _GitError(missing=True) from None
    if done.returncode:
        raise _GitError(missing=b"not a git repository" in done.stderr)
    return done.stdout


def dated(project: Project, revision: str) -> str:
    """The day of a revision's commit, as 2026-11-23. Raises ContentError for a revision that is not there."""
    commit = commit_of(project, revision)
    return _git(project, "show", "--no-patch", "--format=%cs", commit).decode("ascii", "replace").strip()


def commits(project: Project, old: str, new: str | None) -> tuple[Commit, ...]:
    """The commits after the revision `old` up to `new` (None: the one that is checked out), the newest first.

    Only what they did to the files that documents are built from; none where git cannot tell.
    """
    try:
        names = [commit_of(project, old), commit_of(project, new or "HEAD")]
        told = _git(
            project,
            *("-c", "core.quotePath=false", "log", "--no-merges", "--no-color", "--no-ext-diff", "--no-renames"),
            *("--relative", "--unified=0", "-p", f"-n{_MOST_COMMITS}", "--format=%x00%s", f"{names[0]}..{names[1]}"),
            *("--", *FOLDERS),
        )
    except (ContentError, _GitError):
        return ()
    return tuple(_commit(part) for part in told.decode("utf-8", "replace").split("\0")[1:])


def _commit(told: str) -> Commit:
    subject, _, patch = told.partition("\n")
    added: dict[str, list[str]] = {}
    removed: dict[str, list[str]] = {}
    names = ["", ""]
    inside = False
    for line in patch.split("\n"):
        if line.startswith("diff --git "):
            inside = False
        elif line.startswith("@@"):
            inside = True
        elif not inside and line.startswith(("--- a/", "+++ b/")):
            names[line.startswith("+")] = line[6:].rstrip("\t")
        elif inside and line.startswith("+"):
            added.setdefault(names[1], []).append(line[1:])
        elif inside and line.startswith("-"):
            removed.setdefault(names[0], []).append(line[1:])
    sides = ({name: tuple(lines) for name, lines in side.items()} for side in (added, removed))
    return Commit(subject.strip(), *sides)


def text(project: Project, revision: str | None, name: str) -> str:
    """A file of the project at a revision, or as it lies there (None); '' where it is not there."""
    try:
        if revision is None:
            return (project.root / name).read_bytes().decode("utf-8-sig", "replace")
        return _git(project, "show", f"{commit_of(project, revision)}:./{name}").decode("utf-8-sig", "replace")
    except (OSError, ContentError, _GitError):
        return ""


def clean(project: Project) -> bool:
    """Whether what documents are built from lies there as it was committed; not where git cannot tell."""
    try:
        return not _git(project, "status", "--porcelain", "--", *FOLDERS).strip()
    except _GitError:
        return False
