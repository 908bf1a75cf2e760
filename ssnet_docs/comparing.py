"""`ssnet diff`: finds the two versions that the user names, compares them, and writes the forms that were asked for."""

from __future__ import annotations

import re
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from ssnet_docs.model.errors import ContentError, ContentErrors
from ssnet_docs.project import Project

if TYPE_CHECKING:
    from ssnet_docs.model.change import Changes, Comparison
    from ssnet_docs.model.version import Version

ENDINGS = {".pptx": "pptx", ".pptm": "pptx", ".potx": "pptx", ".ppsx": "pptx", ".docx": "docx", ".docm": "docx"}
_FOLDERS = ("content", "data", "layouts")
_REVISION = re.compile(r"[^\s:\\\x00-\x1f-][^\s:\\\x00-\x1f]{0,199}")
_TIMEOUT = 120


@dataclass(frozen=True, slots=True)
class Loaded:
    """A version with the file's bytes that it was read from (None for files that were read from disk: `path`)."""

    version: Version
    path: Path | None
    built: bytes | None

    @property
    def data(self) -> bytes:
        """The bytes of the .pptx or .docx."""
        if self.built is not None:
            return self.built
        assert self.path is not None
        return self.path.read_bytes()


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions, how they go together, and the list of changes."""

    old: Loaded
    new: Loaded
    comparison: Comparison
    changes: Changes


@dataclass(frozen=True, slots=True)
class Form:
    """A form in which the changes are written into a file: its option, what it is in Chinese, and what writes it."""

    option: str
    help: str
    write: Callable[[Compared, Path, Project], None]
    paginated: bool = False  # whether it shows a report's pages, so that documents are built with page numbers
    built_as: str | None = None  # the only form of document that it can show; documents are built in it


def _json(compared: Compared, target: Path, _: Project) -> None:
    from ssnet_docs.diff import json_form

    json_form.write(compared.changes, target)


def _html(compared: Compared, target: Path, _: Project) -> None:
    from ssnet_docs.diff import html_form

    html_form.write(compared.comparison, compared.changes, (compared.old.data, compared.new.data), target)


def _docx(compared: Compared, target: Path, _: Project) -> None:
    from ssnet_docs.diff import docx_form

    docx_form.write(compared.comparison, (compared.old.data, compared.new.data), target)


def _pptx(compared: Compared, target: Path, _: Project) -> None:
    from ssnet_docs.diff import pptx_form

    pptx_form.write(compared.comparison, compared.changes, compared.new.data, target)


FORMS = (
    Form("json", "差異清單（JSON）", _json),
    Form("html", "並排比對的網頁，可離線開啟", _html, paginated=True),
    Form("docx", "新版報告加追蹤修訂，可逐項接受或拒絕", _docx, paginated=True, built_as="docx"),
    Form("pptx", "複閱簡報：新版簡報框出修改處，最前面列出修正一覽", _pptx, built_as="pptx"),
)
"""Every form that `ssnet diff` can write, one option each; a form is one file `diff/<form>.py`."""


def compare(project: Project, old: str, new: str, format_: str | None = None, *, paginated: bool = False) -> Compared:
    """Compare two versions: files, document ids, or ids at a revision (`taichung@HEAD~1`).

    `format_` is the form in which documents are built; by default that of the file on the other side, else the
    document's usual one. `paginated` builds reports with their page numbers. Raises ContentError, in Chinese.
    """
    from ssnet_docs.diff.changes import changes
    from ssnet_docs.diff.compare import compare as compare_versions

    wanted = format_ or next((ENDINGS[_ending(name)] for name in (old, new) if _is_file(name)), None)
    sides = [load(project, name, wanted, paginated=paginated) for name in (old, new)]
    comparison = compare_versions(sides[0].version, sides[1].version)
    return Compared(sides[0], sides[1], comparison, changes(comparison))


def load(project: Project, name: str, format_: str | None = None, *, paginated: bool = False) -> Loaded:
    """The version that `name` means. Raises ContentError or ContentErrors."""
    from ssnet_docs.readers import version

    if _is_file(name):
        path = Path(name)
        return Loaded(version.read(path, name), path, None)
    document, at, revision = name.partition("@")
    if at:
        with _at_revision(project, revision) as then:
            built = _built(then, document, format_, name, paginated=paginated)
    else:
        built = _built(project, document, format_, name, paginated=paginated)
    return Loaded(version.read(built, name), None, built)


def _ending(name: str) -> str:
    return Path(name).suffix.lower()


def _is_file(name: str) -> bool:
    if _ending(name) in ENDINGS:
        return True
    if "/" in name.partition("@")[0] or "\\" in name or Path(name).is_file():
        raise ContentError(
            None,
            f"「{name}」不是 .pptx 或 .docx 檔案",
            "請選簡報或 Word 檔案，或寫文件代號，例如 taichung、plan-115@HEAD",
        )
    return False


def _built(project: Project, document: str, format_: str | None, name: str, *, paginated: bool) -> bytes:
    """The document as the present program builds it from the project's content."""
    from ssnet_docs import build
    from ssnet_docs.content import catalogue

    try:
        entry = catalogue.document(project, document)
        chosen = format_ or build.usual_format(entry.kind)
        return build.document(project, entry, chosen, build.data(project), paginated=paginated).data
    except (ContentError, ContentErrors) as error:
        if "@" not in name:
            raise
        first = error.errors[0] if isinstance(error, ContentErrors) else error
        place = f"{first.source}：" if first.source else ""
        hint = "這個版本的內容與目前的程式不合；請改比對較新的版本，或改用當時產生的檔案"
        raise ContentError(None, f"無法產生 {name}：{place}{first.message}", hint) from None


@contextmanager
def _at_revision(project: Project, revision: str) -> Iterator[Project]:
    """The project as it was at a git revision, in a folder of its own; the work tree is not touched."""
    commit = _commit(project, revision)
    listed = _git(project, "ls-tree", "--name-only", commit).decode("utf-8", "replace").split()
    folders = [folder for folder in _FOLDERS if folder in listed]
    if "content" not in folders or "data" not in folders:
        raise ContentError(None, f"版本「{revision}」裡沒有 content/ 與 data/", "請選內容已經存在的版本")
    archive = _git(project, "archive", "--format=tar", commit, "--", *folders)
    with tempfile.TemporaryDirectory(prefix="ssnet-diff-") as folder:
        with tarfile.open(fileobj=BytesIO(archive)) as packed:
            packed.extractall(folder, filter="data")
        yield Project(Path(folder))


def _commit(project: Project, revision: str) -> str:
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
