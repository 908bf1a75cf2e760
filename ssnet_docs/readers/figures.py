"""Reads back where a written document's figures come from."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from ssnet_docs.model.errors import ContentError, Source
from ssnet_docs.model.origin import Appearance, Origin

MAXIMUM_BYTES = 64 * 1024 * 1024
"""A figures part is never near this size unpacked; a larger one is a trap."""

_PART = "customXml/item1.xml"
_NAMESPACE = "{urn:ssnet-docs:figures:1}"


@dataclass(frozen=True, slots=True)
class Figures:
    """The facts behind a document by key, and the places where it shows them, in order."""

    origins: dict[str, Origin]
    shown: tuple[Appearance, ...]

    def find(self, text: str = "", slide: int | None = None) -> tuple[Appearance, ...]:
        """The places whose text holds `text`, on `slide` where one is given."""
        return tuple(place for place in self.shown if text in place.text and (slide is None or place.slide == slide))


def read(path: Path) -> Figures:
    """The figures of a .pptx or .docx that this program wrote. Raises ContentError for any other file."""
    from lxml import etree

    source = Source(path.as_posix())
    try:
        with ZipFile(path) as archive:
            if _PART not in archive.namelist():
                raise ContentError(source, "檔案裡沒有數字出處的紀錄", "請選由 ssnet 產生、含有資料庫數字的簡報或報告")
            if archive.getinfo(_PART).file_size > MAXIMUM_BYTES:
                raise ContentError(source, "數字出處的紀錄過大，不予讀取", "檔案可能已損壞，請重新產生")
            content = archive.read(_PART)
    except (BadZipFile, OSError) as error:
        reason = "檔案不存在或無法讀取" if isinstance(error, OSError) else "不是 Office 檔案或已損壞"
        raise ContentError(source, reason, "請確認檔名，或重新產生") from None
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise ContentError(source, "數字出處的紀錄已損壞", "請重新產生") from None
    if root.tag != f"{_NAMESPACE}figures":
        raise ContentError(source, "檔案裡沒有數字出處的紀錄", "請選由 ssnet 產生、含有資料庫數字的簡報或報告")
    names = {item.name.replace("_", "-"): item.name for item in fields(Origin)}
    origins = [
        Origin(**{"key": "", "name": "", "value": "", **{names[k]: v for k, v in item.items() if k in names}})
        for item in root.iterfind(f"{_NAMESPACE}fact")
    ]
    shown = tuple(
        Appearance(
            slide=int(item.get("slide", "0")),
            frame=item.get("frame", ""),
            text=item.text or "",
            keys=tuple(item.get("facts", "").split()),
        )
        for item in root.iterfind(f"{_NAMESPACE}shown")
    )
    return Figures({origin.key: origin for origin in origins}, shown)
