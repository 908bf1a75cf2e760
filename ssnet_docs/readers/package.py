"""An Office package opened for reading, within bounds: parts and relationships, as ECMA-376 part 2 has them.

Whatever a user may hold in hand is opened here: encrypted, cut off, made to burst, or no Office file at all. Parts are
unpacked one by one when asked for, XML never above a size, so that memory stays bounded whatever the file claims.
"""

from __future__ import annotations

import hashlib
import posixpath
import zlib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import unquote
from zipfile import BadZipFile, ZipFile

from ssnet_docs.model.errors import ContentError, Source

MAXIMUM_ENTRIES = 20_000
MAXIMUM_UNPACKED = 4 * 2**30
MAXIMUM_XML = 64 * 2**20
MAXIMUM_ALL_XML = 256 * 2**20
MAXIMUM_RATIO = 400
"""How much smaller than its content a packed XML part may be; tables of Office pack to a thirtieth or so."""

_DEEP = 300
"""Levels of elements: more than any program writes, and than readers may follow."""

_RATIO_FROM = 4 * 2**20  # bytes from which the ratio is looked at
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_TYPES = "[Content_Types].xml"
_CHUNK = 2**20
_STRICT = (
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", b"officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/presentationml/main", b"presentationml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", b"drawingml/2006/wordprocessingDrawing"),
    (b"http://purl.oclc.org/ooxml/drawingml/chart", b"drawingml/2006/chart"),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"drawingml/2006/main"),
)
"""Namespaces of ISO/IEC 29500 Strict and what Transitional, which nearly every program writes, calls them."""

Element = Any
"""An lxml element; lxml has no types."""


@dataclass(frozen=True, slots=True)
class Related:
    """What a relationship leads to: its kind (last word of its type), and a part's name or, if external, an address."""

    kind: str
    target: str
    external: bool = False


@dataclass(slots=True)
class OpenPackage:
    """A package whose parts are read when asked for. Every method raises ContentError, in Chinese, for a bad file."""

    label: str
    archive: ZipFile
    types: dict[str, str] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)  # by lower case, as part names are compared
    unpacked: int = 0

    @classmethod
    def open(cls, file: Path | BinaryIO, label: str = "") -> OpenPackage:
        """The package in a file or stream; `label` is how messages call it."""
        name = label or (file.as_posix() if isinstance(file, Path) else "")
        try:
            _refuse_ole(file, name)
            package = cls(name, ZipFile(file))
        except BadZipFile:
            raise _fault(
                name, "不是 Office 檔案，或檔案已損壞、不完整", "請確認檔案可用 Office 開啟，或重新下載"
            ) from None
        except OSError as error:
            reason = "找不到檔案" if isinstance(error, FileNotFoundError) else f"無法讀取（{error.strerror}）"
            raise _fault(name, reason, "請確認檔名與權限") from None
        package._index()
        return package

    def _index(self) -> None:
        entries = self.archive.infolist()
        if len(entries) > MAXIMUM_ENTRIES or sum(entry.file_size for entry in entries) > MAXIMUM_UNPACKED:
            raise _fault(self.label, "檔案解開後過大，不予讀取", "檔案可能是惡意製作的，請查明來源")
        self.names = {entry.filename.lstrip("/").lower(): entry.filename for entry in entries}
        root = self.xml(_TYPES)
        if root is None:
            raise _fault(self.label, "是壓縮檔，但不是 Office 檔案", "請選 .pptx 或 .docx 檔案")
        for item in root:
            content_type = item.get("ContentType", "")
            if item.get("PartName"):
                self.types[item.get("PartName").lstrip("/").lower()] = content_type
            elif item.get("Extension"):
                self.defaults[item.get("Extension").lower()] = content_type

    def has(self, name: str) -> bool:
        return name.lower() in self.names

    def type_of(self, name: str) -> str:
        """The content type of a part, '' where the package gives none."""
        return self.types.get(name.lower()) or self.defaults.get(name.rpartition(".")[2].lower(), "")

    @property
    def main(self) -> str:
        """The main part's name."""
        for related in self.related("").values():
            if related.kind == "officeDocument" and self.has(related.target):
                return related.target
        raise _fault(self.label, "是壓縮檔，但不是 Office 檔案", "請選 .pptx 或 .docx 檔案")

    def related(self, part: str) -> dict[str, Related]:
        """The relationships of a part (the package's own for '') by id."""
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, Related] = {}
        for item in root if root is not None else ():
            external = item.get("TargetMode") == "External"
            target = item.get("Target", "")
            if not external:
                target = unquote(posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"))
            found[item.get("Id", "")] = Related(item.get("Type", "").rpartition("/")[2], target, external)
        return found

    def xml(self, name: str) -> Element | None:
        """The root element of an XML part; None where there is no such part."""
        from lxml import etree

        content = self.content(name)
        if content is None:
            return None
        if b"purl.oclc.org/ooxml" in content:
            for strict, transitional in _STRICT:
                content = content.replace(strict, b"http://schemas.openxmlformats.org/" + transitional)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
        try:
            root = etree.fromstring(content, parser)
        except etree.XMLSyntaxError:
            raise _fault(self.label, f"檔案內的 {name} 已損壞", "請以 Office 開啟並另存新檔後再試") from None
        if root.getroottree().docinfo.doctype:
            raise _fault(self.label, f"檔案內的 {name} 含有外部實體宣告，不予讀取", "檔案可能是惡意製作的，請查明來源")
        if _too_deep()(root):
            raise _fault(self.label, f"檔案內的 {name} 層次過多，不予讀取", "檔案可能已損壞或是惡意製作的，請查明來源")
        return root

    def content(self, name: str) -> bytes | None:
        """The bytes of a part that is no larger than XML may be; None where there is no such part."""
        stored = self.names.get(name.lower())
        if stored is None:
            return None
        entry = self.archive.getinfo(stored)
        crammed = entry.file_size > _RATIO_FROM and entry.file_size > MAXIMUM_RATIO * max(entry.compress_size, 1)
        self.unpacked += entry.file_size
        if entry.file_size > MAXIMUM_XML or crammed or self.unpacked > MAXIMUM_ALL_XML:
            raise _fault(
                self.label, f"檔案內的 {name} 解開後過大，不予讀取", "檔案可能已損壞或是惡意製作的，請查明來源"
            )
        try:
            return self.archive.read(entry)
        except (BadZipFile, EOFError, zlib.error, NotImplementedError, RuntimeError, OSError):
            raise self._damaged(name) from None

    def digest(self, name: str) -> str:
        """The SHA-256 of a part of any size, '' where there is no such part; never whole in memory."""
        stored = self.names.get(name.lower())
        if stored is None:
            return ""
        digest = hashlib.sha256()
        try:
            with self.archive.open(stored) as stream:
                while chunk := stream.read(_CHUNK):
                    digest.update(chunk)
        except (BadZipFile, EOFError, zlib.error, NotImplementedError, RuntimeError, OSError):
            raise self._damaged(name) from None
        return digest.hexdigest()

    def _damaged(self, name: str) -> ContentError:
        return _fault(self.label, f"檔案內的 {name} 已損壞或加密，無法讀取", "請以 Office 開啟並另存新檔後再試")


def _refuse_ole(file: Path | BinaryIO, name: str) -> None:
    """Raise for compound files: encrypted documents, and those of Office 97 to 2003."""
    if isinstance(file, Path):
        with file.open("rb") as stream:
            start = stream.read(_CHUNK)
    else:
        start = file.read(_CHUNK)
        file.seek(0)
    if not start.startswith(_OLE):
        return
    if _ENCRYPTED_STREAM in start:
        raise _fault(name, "檔案有密碼保護，無法讀取", "請以 Office 開啟並移除密碼，另存新檔後再試")
    raise _fault(name, "是舊版 Office 檔案（.doc、.ppt）或有密碼保護", "請以 Office 另存為 .docx 或 .pptx 後再試")


def _fault(name: str, message: str, hint: str) -> ContentError:
    return ContentError(Source(name) if name else None, message, hint)


@cache
def _too_deep() -> Any:
    """An XPath, compiled once: whether elements are nested deeper than they may be."""
    from lxml import etree

    return etree.XPath(f"boolean({'/*' * _DEEP})")
