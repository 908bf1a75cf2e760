"""Relationships that lead nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

from ssnet_docs.checks.parts.base import Check, Place, Subject
from ssnet_docs.checks.parts.made import files
from ssnet_docs.checks.parts.written import R, Written
from ssnet_docs.model.finding import Finding


class PackageRelationshipsCheck(Check):
    """檔案內部的關聯指向不存在的部分，或內容用了沒有登記的關聯。

    Office 開啟時會說檔案需要修復，修復後常常少了圖表或圖片（ECMA-376 第 2 部第 6.5 節）。
    改法：由 ssnet 重新產生；外來的檔案以 Office 開啟、修復並另存新檔。
    """

    id = "package-relationships"
    title = "檔案關聯斷裂"
    family = "package"
    severity = "error"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for made in files(subject):
            for part, message in _faults(made.written):
                place = Place(part or "package", part)
                yield self.about_made(made, place, message, "請重新產生，或以 Office 修復並另存新檔")


def _faults(written: Written) -> Iterator[tuple[str, str]]:
    package = written.package
    for part in ("", *written.parts):
        if part.endswith(".rels"):
            continue
        folder, _, file = part.rpartition("/")
        rels = f"{folder}/_rels/{file}.rels".lstrip("/")
        root = written.root(rels) if package.has(rels) else None
        ids = [] if root is None else [item.get("Id", "") for item in root]
        for one, count in Counter(ids).items():
            if count > 1:
                yield part, f"關聯 {one} 登記了 {count} 次"
        related = written.related_to(part) if root is not None else {}
        for one, target in related.items():
            if not target.external and not package.has(target.target):
                yield part, f"關聯 {one} 指向不存在的 {target.target or '（空白）'}"
        for one in sorted(used(written, part) - set(ids)):
            yield part, f"內容用了沒有登記的關聯 {one}"


def used(written: Written, part: str) -> set[str]:
    """The relationship ids that an XML part uses."""
    root = written.root(part) if part.endswith(".xml") and part != "[Content_Types].xml" else None
    if root is None:
        return set()
    return {str(value) for value in _relations()(root) if value}


@cache
def _relations() -> Any:
    """An XPath, compiled once: the attributes that name relationships."""
    from lxml import etree

    return etree.XPath(f"//@*[namespace-uri() = '{R[1:-1]}']")
