"""Parts of a file that Office cannot read or does not know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Place, Subject
from ssnet_docs.checks.parts.made import files
from ssnet_docs.checks.parts.written import Written
from ssnet_docs.model.finding import Finding

_TYPES = "[Content_Types].xml"


class PackagePartsCheck(Check):
    """檔案裡有壞掉的、沒有登記種類的，或沒有任何地方用到的部分。

    壞掉或沒有登記種類時，Office 拒絕開啟；沒有用到的部分可能是刪不乾淨的舊內容，寄出去等於外流
    （ECMA-376 第 2 部第 7.3 節）。
    改法：由 ssnet 重新產生；外來的檔案以 Office 開啟並另存新檔。
    """

    id = "package-parts"
    title = "檔案部分有問題"
    family = "package"
    severity = "error"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for made in files(subject):
            for part, message in _faults(made.written):
                yield self.about_made(made, Place(part, part), message, "請重新產生，或以 Office 開啟並另存新檔")


def _faults(written: Written) -> Iterator[tuple[str, str]]:
    package = written.package
    parts = [part for part in written.parts if part != _TYPES]
    for part, count in Counter(part.lower() for part in written.stored).items():
        if count > 1:
            yield part, f"存了 {count} 次"
    for part in parts:
        if not package.type_of(part):
            yield part, "沒有登記內容種類"
        elif package.type_of(part) == "application/xml" and not part.startswith("customXml/"):
            yield part, "只登記為一般的 XML，Office 不知道它是什麼"
        if part.endswith((".xml", ".rels")) and written.root(part) is None:
            yield part, f"無法讀取：{written.damaged.get(part, '不是 XML')}"
    for part in sorted(package.types):
        if not package.has(part):
            yield part, "登記了內容種類，檔案裡卻沒有"
    reached = _reached(written)
    for part in parts:
        if not part.endswith(".rels") and part.lower() not in reached:
            yield part, "沒有任何地方用到"


def _reached(written: Written) -> set[str]:
    """The parts, in lower case, to which relationships lead from the package."""
    reached: set[str] = set()
    waiting = [""]
    while waiting:
        for related in written.related_to(waiting.pop()).values():
            name = related.target.lower()
            if not related.external and name not in reached and written.package.has(name):
                reached.add(name)
                waiting.append(related.target)
    return reached
