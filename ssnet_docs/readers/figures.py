"""Reads back where a written document's figures come from."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

from ssnet_docs.model.errors import ContentError, Source
from ssnet_docs.model.origin import Appearance, Approval, Origin
from ssnet_docs.readers.package import Element, OpenPackage

_NAMESPACE = "{urn:ssnet-docs:figures:1}"


@dataclass(frozen=True, slots=True)
class Figures:
    """The facts behind a document by key, and the places where it shows them, in order."""

    origins: dict[str, Origin]
    shown: tuple[Appearance, ...]
    approvals: tuple[Approval, ...] = ()

    def find(self, text: str = "", slide: int | None = None) -> tuple[Appearance, ...]:
        """The places whose text holds `text`, on `slide` where one is given."""
        return tuple(place for place in self.shown if text in place.text and (slide is None or place.slide == slide))


def read(path: Path) -> Figures:
    """The figures of a .pptx or .docx that this program wrote. Raises ContentError for any other file."""
    package = OpenPackage.open(path)
    with package.archive:
        found = read_package(package)
    if found is None:
        hint = "請選由 ssnet 產生、含有資料庫數字的簡報或報告"
        raise ContentError(Source(path.as_posix()), "檔案裡沒有數字出處的紀錄", hint)
    return found


def read_package(package: OpenPackage) -> Figures | None:
    """The figures that a package tells of; None where it tells of none. Office programs may rename the part."""
    for related in package.related(package.main).values():
        root = package.xml(related.target) if related.kind == "customXml" and not related.external else None
        if root is not None and root.tag == f"{_NAMESPACE}figures":
            return _figures(root)
    return None


def _figures(root: Element) -> Figures:
    names = {item.name.replace("_", "-"): item.name for item in fields(Origin)}
    origins = [
        Origin(**{"key": "", "name": "", "value": "", **{names[k]: v for k, v in item.items() if k in names}})
        for item in root.iterfind(f"{_NAMESPACE}fact")
    ]
    shown = tuple(
        Appearance(
            slide=int(item.get("slide", "0")) if item.get("slide", "0").isdigit() else 0,
            frame=item.get("frame", ""),
            text=item.text or "",
            keys=tuple(item.get("facts", "").split()),
            section=item.get("section", ""),
        )
        for item in root.iterfind(f"{_NAMESPACE}shown")
    )
    approvals = tuple(
        Approval(
            key=item.get("key", ""),
            titles=tuple(title.text or "" for title in item.iterfind(f"{_NAMESPACE}title")),
            date=item.get("date", ""),
            by=item.get("by", ""),
        )
        for item in root.iterfind(f"{_NAMESPACE}approved")
    )
    return Figures({origin.key: origin for origin in origins}, shown, approvals)
