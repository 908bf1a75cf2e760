"""What a package holds that no reader compares, as digests by its name in Chinese: where it differs, that is said."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from ssnet_docs.model.version import WORKBOOKS
from ssnet_docs.readers.markup import canonical, local
from ssnet_docs.readers.package import Element, OpenPackage

_PARTS = {
    "notesMaster": "備忘稿母片",
    "handoutMaster": "講義母片",
    "presProps": "簡報設定",
    "tableStyles": "表格樣式",
    "fontTable": "字型清單",
}
_PROPERTIES = "檔案資訊（標題、作者等）"
_DEFAULTS = "簡報的預設文字格式"
_SAVED = frozenset({"created", "modified", "lastModifiedBy", "lastPrinted", "revision"})  # by every save
_NUMBERING = frozenset({"extLst", "creationId"})


def of(package: OpenPackage, main: Element | None = None) -> tuple[tuple[str, str], ...]:
    """(name, digest) of everything that is there, of `main` (a deck's main part) too; names of parts do not count."""
    found: dict[str, list[str]] = {}
    for related in package.related(package.main).values():
        title = _PARTS.get(related.kind)
        if title and not related.external:
            found.setdefault(title, []).append(_said(package.xml(related.target)))
    for child in () if main is None else main:
        if local(child) == "defaultTextStyle":
            found[_DEFAULTS] = [_said(child)]
    for related in package.related("").values():
        if related.kind == "core-properties":
            found[_PROPERTIES] = [_properties(package.xml(related.target))]
    found[WORKBOOKS] = [package.digest(part) for part in package.names if "/embeddings/" in part]
    return tuple((title, _digest(said)) for title, said in sorted(found.items()))


def _said(root: Element | None) -> str:
    return "" if root is None else canonical(root, without=_NUMBERING)


def _properties(root: Element | None) -> str:
    kept = () if root is None else (item for item in root if local(item) not in _SAVED)
    return "\n".join(sorted(canonical(item) for item in kept))


def _digest(said: Iterable[str]) -> str:
    return hashlib.sha256("\x1f".join(sorted(said)).encode()).hexdigest()[:16]
