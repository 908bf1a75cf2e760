"""An Office package in memory: parts, their content types and relationships, and the same bytes for the same content.

ECMA-376 part 2 (Open Packaging Conventions). Part names are given without their leading slash.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_LEVEL = 6
_UNIX = 3  # the system that the zip says it was made on, so that every system makes the same bytes
_FORBIDDEN = re.compile("[\ud800-\udfff\ufffe\uffff]")
_CONTROL = bytes(set(range(0x20)) - set(b"\t\n\r"))
_COMPRESSED = (".png", ".jpeg", ".jpg", ".xlsx")  # by their own format: stored as they are
_DEFAULTS = {"png": "image/png", "jpeg": "image/jpeg", "jpg": "image/jpeg"}


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship from one part (or, from "", the package) to another part or, if external, to an address."""

    id: str
    kind: str
    target: str
    external: bool = False


@dataclass(slots=True)
class _Index:
    """What is known of a part's relationships, so that a deck of many slides is not searched for each of them."""

    known: list[Relationship] = field(default_factory=list)
    taken: int = 0  # how many of them are in `ids`
    last: int = 0
    ids: dict[tuple[str, str, bool], str] = field(default_factory=dict)

    def complete(self, known: list[Relationship]) -> None:
        """Take in what was added since; a list that was exchanged or cut is read anew."""
        if known is not self.known or len(known) < self.taken:
            self.known, self.taken, self.last, self.ids = known, 0, 0, {}
        for item in known[self.taken :]:
            self.ids.setdefault((item.kind, item.target, item.external), item.id)
            number = item.id[3:]
            self.last = max(self.last, int(number) if number.isdigit() else 0)
        self.taken = len(known)


@dataclass(slots=True)
class Package:
    """Parts by name. `relate` gives every new relationship the next free id of its part.

    `files` are parts that stand in a file, which is read only when the package is saved; in `parts` they are empty.
    """

    parts: dict[str, bytes] = field(default_factory=dict)
    files: dict[str, Path] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    relationships: dict[str, list[Relationship]] = field(default_factory=dict)
    _index: dict[str, _Index] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def read(cls, data: bytes) -> Package:
        """The package that the bytes of a template or of any file hold."""
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        package = cls()
        endings: dict[str, str] = {}
        with ZipFile(BytesIO(data)) as archive:
            for name in archive.namelist():
                content = archive.read(name)
                if name == "[Content_Types].xml":
                    root = etree.fromstring(content, parser)
                    for item in root.iterfind(f"{{{_PACKAGE}/content-types}}Default"):
                        endings[str(item.get("Extension")).lower()] = str(item.get("ContentType"))
                    overrides = root.iterfind(f"{{{_PACKAGE}/content-types}}Override")
                    package.types = {str(item.get("PartName"))[1:]: str(item.get("ContentType")) for item in overrides}
                elif name.endswith(".rels"):
                    package.relationships[_source(name)] = [
                        Relationship(
                            item.get("Id"), item.get("Type"), item.get("Target"), item.get("TargetMode") == "External"
                        )
                        for item in etree.fromstring(content, parser)
                    ]
                elif not name.endswith("/"):
                    package.parts[name] = content
        for name in package.parts:
            ending = name.rpartition(".")[2].lower()
            if name not in package.types and ending in endings and _DEFAULTS.get(ending) != endings[ending]:
                package.types[name] = endings[ending]
        return package

    def add(self, name: str, content: str | bytes, content_type: str | None = None) -> str:
        """Add or replace a part; XML given as text gets its declaration. Returns the name."""
        self.parts[name] = encoded(DECLARATION + content) if isinstance(content, str) else content
        if content_type is not None:
            self.types[name] = content_type
        return name

    def add_file(self, name: str, file: Path) -> str:
        """Add a part that is to be read from a file. Returns the name."""
        self.files[name] = file
        return self.add(name, b"")

    def relate(self, source: str, kind: str, target: str, *, external: bool = False) -> str:
        """A relationship's id; `kind` is the last word of an Office relationship type or a whole type."""
        known = self.relationships.setdefault(source, [])
        index = self._index.setdefault(source, _Index())
        index.complete(known)
        kind = kind if "/" in kind else RELATIONSHIPS + kind
        if not external:
            target = posixpath.relpath(target, posixpath.dirname(source) or ".") if source else target
        if (identifier := index.ids.get((kind, target, external))) is None:
            identifier = f"rId{index.last + 1}"
            known.append(Relationship(identifier, kind, target, external))
        return identifier

    def save(self) -> bytes:
        """The package's bytes: parts in the order they were added, every zip date the same.

        Raises ValueError for a part without a content type: Office would refuse the whole file; OSError for a file that
        is no longer there.
        """
        buffer = BytesIO()
        with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
            _write(archive, "[Content_Types].xml", self._content_types())
            if "" in self.relationships:
                _write(archive, "_rels/.rels", relationships_xml(self.relationships[""]))
            for name, content in self.parts.items():
                _write(archive, name, self.files[name].read_bytes() if name in self.files else content)
                if self.relationships.get(name):
                    _write(archive, _rels_name(name), relationships_xml(self.relationships[name]))
        return buffer.getvalue()

    def _content_types(self) -> bytes:
        endings = {name.rpartition(".")[2] for name in self.parts if name not in self.types}
        if unknown := endings - _DEFAULTS.keys():
            raise ValueError(f"parts without a content type: {sorted(unknown)}")
        defaults = {
            "rels": "application/vnd.openxmlformats-package.relationships+xml",
            "xml": "application/xml",
            **{ending: _DEFAULTS[ending] for ending in sorted(endings)},
        }
        entries = "".join(f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in defaults.items())
        entries += "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in self.types.items())
        return f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">{entries}</Types>'.encode()


def encoded(xml: str) -> bytes:
    """XML as UTF-8, without the characters that XML 1.0 cannot hold even as references (production 2, Char)."""
    try:
        data = xml.encode()
    except UnicodeEncodeError:  # half of a character
        data = _FORBIDDEN.sub("", xml).encode()
    if b"\xef\xbf\xbe" in data or b"\xef\xbf\xbf" in data:  # U+FFFE, U+FFFF
        data = _FORBIDDEN.sub("", data.decode()).encode()
    return data.translate(None, _CONTROL)


def relationships_xml(relationships: Iterable[Relationship]) -> bytes:
    """A `.rels` part."""
    entries = "".join(
        f'<Relationship Id="{item.id}" Type="{item.kind}" Target={quoteattr(item.target)}'
        + (' TargetMode="External"/>' if item.external else "/>")
        for item in relationships
    )
    return encoded(f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>')


def core_properties(*, title: str, subject: str, creator: str, iso_date: str, keywords: str = "") -> str:
    """`docProps/core.xml`. The dates are SOURCE_DATE_EPOCH's where it is set, else the document's own."""
    when = epoch() or f"{iso_date or '1980-01-01'}T00:00:00Z"
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:subject>{escape(subject)}</dc:subject>"
        f"<dc:creator>{escape(creator)}</dc:creator><cp:keywords>{escape(keywords)}</cp:keywords>"
        f"<cp:lastModifiedBy>{escape(creator)}</cp:lastModifiedBy><cp:revision>1</cp:revision>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{when}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{when}</dcterms:modified>'
        "<dc:language>zh-TW</dc:language></cp:coreProperties>"
    )


def epoch() -> str:
    """SOURCE_DATE_EPOCH as a W3C date, "" where it is not set or no time that a date can show."""
    try:
        seconds = int(os.environ.get("SOURCE_DATE_EPOCH", ""))
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError, OSError):
        return ""


def normalised(data: bytes) -> bytes:
    """The bytes of a package that another library saved, with the same dates in every run."""
    buffer = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(buffer, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            _write(new, name, old.read(name))
    return buffer.getvalue()


def _write(archive: ZipFile, name: str, content: bytes) -> None:
    info = ZipInfo(name, _ZIP_DATE)
    info.compress_type = ZIP_DEFLATED
    info.create_system = _UNIX
    info.external_attr = 0o644 << 16
    if name.endswith(_COMPRESSED):
        info.compress_type = ZIP_STORED
    archive.writestr(info, content, compresslevel=_LEVEL)


def _rels_name(name: str) -> str:
    folder, _, file = name.rpartition("/")
    return f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"


def _source(name: str) -> str:
    """The part that a `.rels` belongs to: "" for the package's own."""
    folder, _, file = name.rpartition("/")
    return posixpath.join(folder.removesuffix("_rels").rstrip("/"), file.removesuffix(".rels"))
