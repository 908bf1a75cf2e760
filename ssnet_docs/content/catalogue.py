"""Which documents there are: one YAML file under `content/` is one document, its folder says of which kind.

A county without a file of its own has the document of the shared frame, which is bound with the county's names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from ssnet_docs.model.county import Counties
from ssnet_docs.model.errors import ContentError, ErrorCollector, Source
from ssnet_docs.model.fact import NATION, UnknownFactError
from ssnet_docs.project import Project

Kind = Literal["county", "ministry", "results", "plan"]

FOLDERS: dict[str, Kind] = {"counties": "county", "ministries": "ministry", "results": "results", "plans": "plan"}
KIND_TITLES: dict[Kind, str] = {"county": "縣市", "ministry": "部會", "results": "成果", "plan": "計畫書"}
PARTS = "parts"  # shared sections, which are no documents
FRAME = f"content/{PARTS}/county.yaml"  # the document of every county without a file of its own

_BEGINNING = f"請新增 content/counties/{{slug}}.yaml，或共用架構 {FRAME}"
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Entry:
    """A document's file: its id, its kind and its path relative to the project.

    The id is the stem of the file, or the county that the shared frame is read for.
    """

    id: str
    kind: Kind
    path: str

    @property
    def place(self) -> str:
        """The place that the document is about unless it says another: the county, or the nation."""
        return self.id if self.kind == "county" else NATION


def catalogue(project: Project) -> dict[str, Entry]:
    """All documents by id, sorted by kind and id; with the shared frame, every county has one.

    Raises ContentErrors for files that stand nowhere, names that cannot be an id, and ids that stand twice.
    """
    errors = ErrorCollector()
    entries: dict[str, Entry] = {}
    folder = project.root / "content"
    files = sorted(path for pattern in ("*.yaml", "*.yml") for path in folder.rglob(pattern))
    for path in files:
        inner = path.relative_to(folder)
        if inner.parts[0] == PARTS or any(part.startswith((".", "~")) for part in inner.parts):
            continue
        entry = _entry(f"content/{inner.as_posix()}", inner.parts, errors)
        if entry is None:
            continue
        known = entries.setdefault(entry.id, entry)
        if known is not entry:
            message = f"文件代號「{entry.id}」重複：{known.path} 也用了"
            errors.add(Source(entry.path), message, "檔名就是文件代號，請改成不同的檔名")
    errors.close()
    if (project.root / FRAME).is_file():
        from ssnet_docs import datasets

        for county in datasets.counties(project).all():
            entries.setdefault(county.slug, Entry(county.slug, "county", FRAME))
    order = list(FOLDERS.values())
    return {
        entry.id: entry for entry in sorted(entries.values(), key=lambda entry: (order.index(entry.kind), entry.id))
    }


def _entry(path: str, parts: tuple[str, ...], errors: ErrorCollector) -> Entry | None:
    stem, _, ending = parts[-1].rpartition(".")
    kind = FOLDERS.get(parts[0]) if len(parts) == 2 else None
    if kind is None:
        known = "、".join(f"content/{folder}/" for folder in (*FOLDERS, PARTS))
        errors.add(Source(path), "檔案不在已知的資料夾內", f"請移到其中之一：{known}")
    elif ending != "yaml":
        errors.add(Source(path), "副檔名必須是 .yaml", f"請改名為 {stem}.yaml")
    elif not _ID.fullmatch(stem):
        errors.add(Source(path), f"「{stem}」不能當文件代號", "檔名只能用小寫英文字母、數字與「-」，例如 plan-115.yaml")
    else:
        return Entry(stem, kind, path)
    return None


def document(project: Project, name: str, kind: Kind | None = None) -> Entry:
    """The document called `name`, of `kind` if that is given. Raises ContentError with suggestions for any other."""
    known = {entry.id: entry for entry in catalogue(project).values() if kind in {None, entry.kind}}
    entry = known.get(name.strip().lower())
    if entry is None:
        what = f"{KIND_TITLES[kind]}文件" if kind else "文件"
        near = get_close_matches(name, known, n=1)
        hint = f"是不是「{near[0]}」？" if near else ""
        raise ContentError(None, f"找不到{what}「{name}」", f"{hint}現有：{_listed(known)}")
    return entry


def county(project: Project, name: str, counties: Counties) -> Entry:
    """The document of the county that `name` means: taichung, Taichung, 臺中市 or 台中.

    Raises ContentError: for a county without content with how to begin one, for any other name with the known ones.
    """
    known = {entry.id: entry for entry in catalogue(project).values() if entry.kind == "county"}
    here = f"已有內容的縣市：{'、'.join(_titled(id, counties) for id in known) or '（無）'}。"
    if not name.strip():
        raise ContentError(None, "沒有指定縣市", f"{here}例如 make deck COUNTY=taichung")
    entry = known.get(name.strip().lower())
    if entry is not None:
        return entry
    try:
        found = counties.find(name)
    except UnknownFactError as error:
        raise ContentError(None, error.message, f"{error.hint or ''}{here}") from None
    if found.slug not in known:
        begin = _BEGINNING.format(slug=found.slug)
        raise ContentError(None, f"還沒有{found.name}的內容", here + begin)
    return known[found.slug]


def _titled(id: str, counties: Counties) -> str:
    """A county document as it is listed: 臺中市 (taichung)."""
    try:
        return f"{counties.find(id).name} ({id})"
    except UnknownFactError:
        return id


def _listed(known: Iterable[str]) -> str:
    return "、".join(known) or "（無）"
