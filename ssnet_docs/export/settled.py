"""The same document gives the same bytes: what LibreOffice draws by lot or takes from the clock, settled."""

from __future__ import annotations

import hashlib
import io
import re
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

_CREATED = re.compile(rb"(/CreationDate ?\(D:)\d{14}(Z|[+-])")
_IDENTIFIER = re.compile(rb"((?:/ID \[ <|>\n<|/DocChecksum /))[0-9A-F]{32}(?=[>\n])")
_FACE = re.compile(r'<style:font-face style:name="([^"]*)"( svg:font-family="[^"]*")([^>]*)/>')
_FACE_USED = re.compile(r'( style:font-name(?:-asian|-complex)?=")([^"]*)(?=")')
_LIST = re.compile(rb'((?:xml:id|text:continue-list)="list)(\d+)(?=")')
_SESSION = re.compile(rb'(config:name="Rsid(?:Root)?" config:type="int">)\d+')
_CORE_DATE = re.compile("<dcterms:created[^>]*>([^<]+)<")


def settled(data: bytes, source: Path) -> bytes:
    """What LibreOffice made, with the document's own date for the time of making."""
    if data.startswith(b"%PDF"):
        return _settled_pdf(data, _created(source))
    settled = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as made, ZipFile(settled, "w") as written:
        for part in made.infolist():  # its order is a rule: the mimetype comes first and is not compressed
            same = ZipInfo(part.filename)  # of the first day that a package can show
            same.compress_type = part.compress_type
            same.external_attr = part.external_attr
            content = made.read(part)
            written.writestr(same, _settled_part(content) if part.filename.endswith(".xml") else content)
    return settled.getvalue()


def _settled_part(xml: bytes) -> bytes:
    """A part of an ODF package without the numbers that LibreOffice draws by lot for lists and for the session."""
    lists: dict[bytes, int] = {}
    xml = _LIST.sub(lambda found: found[1] + str(lists.setdefault(found[2], len(lists) + 1)).encode(), xml)
    xml = _SESSION.sub(rb"\g<1>0", xml)
    return _settled_faces(xml) if b"<style:font-face " in xml else xml


def _settled_faces(xml: bytes) -> bytes:
    """A part of an ODF package with its faces named in order: LibreOffice numbers those of one family at random."""
    text = xml.decode()
    families: dict[str, list[tuple[str, str]]] = {}
    for name, family, rest in _FACE.findall(text):
        families.setdefault(family, []).append((name, rest))
    names: dict[str, str] = {}
    for faces in families.values():
        settled = sorted((name for name, _ in faces), key=lambda name: (len(name), name))
        names |= dict(zip((name for name, _ in sorted(faces, key=lambda face: face[1])), settled, strict=True))
    declared = iter(sorted((names[name], family + rest) for name, family, rest in _FACE.findall(text)))
    text = _FACE.sub(lambda _: '<style:font-face style:name="{}"{}/>'.format(*next(declared)), text)
    return _FACE_USED.sub(lambda found: found[1] + names.get(found[2], found[2]), text).encode()


def _settled_pdf(data: bytes, created: str | None) -> bytes:
    """A PDF with another date of creation, and with identifiers made from its content; nothing changes its place."""
    if created is not None:
        stamp = re.sub(r"\D", "", created)[:14].ljust(14, "0").encode()
        data = _CREATED.sub(lambda found: found[1] + stamp + found[2], data)
    blank = _IDENTIFIER.sub(lambda found: found[1] + b"0" * 32, data)
    digest = hashlib.md5(blank, usedforsecurity=False).hexdigest().upper().encode()
    return _IDENTIFIER.sub(lambda found: found[1] + digest, data)


def _created(source: Path) -> str | None:
    """The date in a package's core properties (2021-09-16T00:00:00Z); None where it has none."""
    try:
        with ZipFile(source) as package:
            found = _CORE_DATE.search(package.read("docProps/core.xml").decode())
    except (BadZipFile, KeyError, UnicodeDecodeError):
        return None
    return found[1] if found else None
