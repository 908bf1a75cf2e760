"""`ssnet diff`: finds the two versions that the user names, compares them, and writes the forms that were asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ssnet_docs import revisions
from ssnet_docs.model.errors import ContentError, ContentErrors
from ssnet_docs.project import Project

if TYPE_CHECKING:
    from ssnet_docs.model.change import Changes, Comparison
    from ssnet_docs.model.version import Version
    from ssnet_docs.reasons import Reasons

ENDINGS = {".pptx": "pptx", ".pptm": "pptx", ".potx": "pptx", ".ppsx": "pptx", ".docx": "docx", ".docm": "docx"}


@dataclass(frozen=True, slots=True)
class Loaded:
    """A version with the file's bytes that it was read from (None for files that were read from disk: `path`).

    `date` says of when it is, in words. `document` is the id of a document of the project, `revision` the git
    revision that it was taken at (None: the work tree), `reasons` what its content says of its amendments.
    """

    version: Version
    path: Path | None
    built: bytes | None
    date: str = ""
    document: str = ""
    revision: str | None = None
    reasons: Reasons | None = None

    @property
    def shown(self) -> str:
        """The name of the file, or the document as the user named it."""
        return self.path.name if self.path else self.version.label

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


def _table(compared: Compared, target: Path, project: Project) -> None:
    from ssnet_docs import pagination
    from ssnet_docs.diff import table_form
    from ssnet_docs.diff.amendments.sheet import Side

    sides = Side(compared.old.shown, compared.old.date), Side(compared.new.shown, compared.new.date)
    with pagination.renderer() as renderer:
        table_form.write(compared.comparison, compared.changes, sides, target, project, renderer)


FORMS = (
    Form("json", "差異清單（JSON）", _json),
    Form("html", "並排比對的網頁，可離線開啟", _html, paginated=True),
    Form("docx", "新版報告加追蹤修訂，可逐項接受或拒絕", _docx, paginated=True, built_as="docx"),
    Form("table", "修正對照表（Word）：修正後、修正前、說明", _table),
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
    return Compared(sides[0], sides[1], comparison, _reasoned(project, changes(comparison), comparison, *sides))


def _reasoned(project: Project, found: Changes, comparison: Comparison, old: Loaded, new: Loaded) -> Changes:
    """The changes with the reasons that the new document's content gives, or the commits since the old revision."""
    from ssnet_docs import reasons

    if not new.document:
        return found
    history = None
    if old.document == new.document and old.revision is not None:
        since = revisions.commits(project, old.revision, new.revision)
        history = reasons.History(project, new.revision, since)
    known = old.reasons or reasons.Reasons(), new.reasons or reasons.Reasons()
    return reasons.given(found, comparison, known, history)


def load(project: Project, name: str, format_: str | None = None, *, paginated: bool = False) -> Loaded:
    """The version that `name` means. Raises ContentError or ContentErrors."""
    from ssnet_docs.readers import version

    if _is_file(name):
        path = Path(name)
        return Loaded(version.read(path, name), path, None)
    document, at, revision = name.partition("@")
    if at:
        with revisions.at_revision(project, revision) as then:
            built, reasons = _built(then, document, format_, name, paginated=paginated)
        date = f"{_day(revisions.dated(project, revision))}提交"
        return Loaded(version.read(built, name), None, built, date, document, revision, reasons)
    built, reasons = _built(project, document, format_, name, paginated=paginated)
    committed = revisions.dated(project, "HEAD") if revisions.clean(project) else ""
    date = f"{_day(committed)}提交" if committed else "目前的內容"
    return Loaded(version.read(built, name), None, built, date, document, None, reasons)


def _day(iso: str) -> str:
    """「115年11月23日」"""
    from ssnet_docs.content.numbering import OfficialDate

    return OfficialDate.parse(iso).shown.removeprefix("中華民國")


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


def _built(
    project: Project, document: str, format_: str | None, name: str, *, paginated: bool
) -> tuple[bytes, Reasons]:
    """The document as the present program builds it from the project's content, and the reasons that it gives."""
    from ssnet_docs import build
    from ssnet_docs.content import catalogue
    from ssnet_docs.reasons import Reasons

    try:
        entry = catalogue.document(project, document)
        chosen = format_ or build.usual_format(entry.kind)
        nodes, theme = build.prepared(project, entry, build.data(project), build.FORMATS[chosen].medium)
        return build.written(project, nodes, theme, chosen, paginated=paginated).data, Reasons.of(nodes)
    except (ContentError, ContentErrors) as error:
        if "@" not in name:
            raise
        first = error.errors[0] if isinstance(error, ContentErrors) else error
        place = f"{first.source}：" if first.source else ""
        hint = "這個版本的內容與目前的程式不合；請改比對較新的版本，或改用當時產生的檔案"
        raise ContentError(None, f"無法產生 {name}：{place}{first.message}", hint) from None
