"""Whether a package is one that Office opens without repairing it."""

from __future__ import annotations

import posixpath
import tempfile
from collections import Counter
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
CONTENT_TYPES = "[Content_Types].xml"

_FALSE_ERRORS = ("stylesWithEffects.xml", "/trPr[1]: Required sequence content is missing")
"""Of the first part openxml-audit wrongly says, in files that start from python-docx's template, that it is unknown.
Of the second the schema says the same, but Word itself writes w:trPr with nothing but w:ins or w:del in it."""


def assert_valid(package: bytes | Path) -> None:
    """Fails with every fault: those that openxml-audit finds and those that it does not look for."""
    data = package if isinstance(package, bytes) else package.read_bytes()
    faults = malformed(parts(data)) or [*schema_faults(data), *package_faults(data), *slide_faults(data)]
    assert faults == [], "\n".join(faults)


def parts(data: bytes) -> dict[str, bytes]:
    """The files of a package by name."""
    with ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(names) == len(set(names)), "a part is stored twice"
        return {name: archive.read(name) for name in names}


def schema_faults(data: bytes) -> list[str]:
    """What openxml-audit finds, but for its known false errors."""
    from openxml_audit import OpenXmlValidator

    suffix = ".pptx" if any(name.startswith("ppt/") for name in parts(data)) else ".docx"
    with tempfile.NamedTemporaryFile(suffix=suffix) as file:
        file.write(data)
        file.flush()
        errors = OpenXmlValidator().validate(file.name).errors
    return [str(error) for error in errors if not any(name in str(error) for name in _FALSE_ERRORS)]


# --- the package ---------------------------------------------------------------------------------------------------


def package_faults(data: bytes) -> list[str]:
    """Faults of any Office package: XML, content types, relationships and parts that nothing refers to."""
    found = parts(data)
    return malformed(found) or [*_type_faults(found), *_relationship_faults(found)]


def malformed(found: dict[str, bytes]) -> list[str]:
    """XML parts that no parser reads."""
    faults = []
    for name, content in found.items():
        if name.endswith((".xml", ".rels")):
            try:
                etree.fromstring(content)
            except etree.XMLSyntaxError as error:
                faults.append(f"{name}: {error}")
    return faults


def _type_faults(found: dict[str, bytes]) -> list[str]:
    types = etree.fromstring(found[CONTENT_TYPES])
    endings = {item.get("Extension") for item in types if item.tag.endswith("}Default")}
    named = [item.get("PartName") for item in types if item.tag.endswith("}Override")]
    faults = [f"content type for {name}, which is not there" for name in named if name[1:] not in found]
    faults += [f"two content types for {name}" for name, count in Counter(named).items() if count > 1]
    for name in found:
        if name != CONTENT_TYPES and f"/{name}" not in named and name.rpartition(".")[2] not in endings:
            faults.append(f"{name}: no content type")
        if name.endswith(".xml") and name != CONTENT_TYPES and f"/{name}" not in named and "customXml" not in name:
            faults.append(f"{name}: only the content type of any XML")
    return faults


def targets(found: dict[str, bytes], source: str) -> dict[str, str]:
    """The parts that a part's relationships lead to, by relationship id."""
    folder, _, file = source.rpartition("/")
    name = f"{folder}/_rels/{file}.rels".lstrip("/")
    if name not in found:
        return {}
    return {
        item.get("Id"): item.get("Target")[1:]
        if item.get("Target").startswith("/")
        else posixpath.normpath(posixpath.join(folder, item.get("Target")))
        for item in etree.fromstring(found[name])
        if item.get("TargetMode") != "External"
    }


def _relationship_faults(found: dict[str, bytes]) -> list[str]:
    faults = []
    reached: set[str] = set()
    waiting = [""]
    while waiting:
        source = waiting.pop()
        for identifier, target in targets(found, source).items():
            if target not in found:
                faults.append(f"{source or 'package'} {identifier}: {target} is not there")
            elif target not in reached:
                reached.add(target)
                waiting.append(target)
    orphans = {name for name in found if name != CONTENT_TYPES and not name.endswith(".rels")} - reached
    faults += [f"{name}: nothing refers to it" for name in sorted(orphans)]
    for name in (name for name in found if name.endswith(".xml") and name != CONTENT_TYPES):
        faults += _used_relationships(found, name)
    return faults


def _used_relationships(found: dict[str, bytes], name: str) -> list[str]:
    """Relationship ids that a part uses but does not have, and those that it has twice."""
    folder, _, file = name.rpartition("/")
    rels = found.get(f"{folder}/_rels/{file}.rels".lstrip("/"))
    ids = [item.get("Id") for item in etree.fromstring(rels)] if rels else []
    faults = [f"{name}: {one} twice" for one, count in Counter(ids).items() if count > 1]
    space = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
    used = {
        value
        for element in etree.fromstring(found[name]).iter()
        for key, value in element.attrib.items()
        if key.startswith(space)
    }
    return faults + [f"{name}: {one} leads nowhere" for one in sorted(used - set(ids))]


# --- slides --------------------------------------------------------------------------------------------------------


def slide_faults(data: bytes) -> list[str]:
    """Faults of a presentation that schemas do not know; none for other packages."""
    found = parts(data)
    faults = []
    for name, content in found.items():
        if not name.startswith("ppt/") or not name.endswith(".xml"):
            continue
        root = etree.fromstring(content)
        if b"<p:cSld" in content:
            faults += _identifier_faults(name, root)
        if name.startswith(("ppt/slides/", "ppt/notesSlides/")):
            faults += _text_faults(name, root)
            faults += _placeholder_faults(found, name, root)
            faults += _table_faults(name, root)
        if name.startswith("ppt/charts/"):
            axes = [item.get("val") for item in root.iter(f"{C}axId", f"{C}crossAx")]
            faults += [f"{name}: negative axis id {value}" for value in axes if int(value) < 0]
    return faults


def _identifier_faults(name: str, root: etree._Element) -> list[str]:
    ids = Counter(item.get("id") for item in root.iter(f"{P}cNvPr"))
    faults = [f"{name}: shape id {one} {count} times" for one, count in ids.items() if count > 1]
    ends = {item.get("id") for item in root.iter(f"{A}stCxn", f"{A}endCxn")}
    return faults + [f"{name}: a connector ends at shape {one}, which is not there" for one in sorted(ends - set(ids))]


def _text_faults(name: str, root: etree._Element) -> list[str]:
    faults = [f"{name}: text that Office fits itself" for _ in root.iter(f"{A}normAutofit", f"{A}spAutoFit")]
    for look in root.iter(f"{A}rPr", f"{A}endParaRPr"):
        if look.get("lang") != "zh-TW":
            faults.append(f"{name}: text in language {look.get('lang')}")
    runs = list(root.iter(f"{A}r", f"{A}fld"))
    faults += [f"{name}: a run without properties" for run in runs if run.find(f"{A}rPr") is None]
    bodies = list(root.iter(f"{A}txBody", f"{P}txBody"))
    return faults + [f"{name}: a text without paragraph" for body in bodies if body.find(f"{A}p") is None]


def _placeholder_faults(found: dict[str, bytes], name: str, root: etree._Element) -> list[str]:
    """Placeholders without one of the same index and type in the layout (or notes master), and two of one index."""
    above = next(item for item in targets(found, name).values() if "/slideLayout" in item or "/notesMaster" in item)
    known = [_placeholder(item) for item in etree.fromstring(found[above]).iter(f"{P}ph")]
    own = [_placeholder(item) for item in root.iter(f"{P}ph")]
    faults = [f"{name}: {count} placeholders {one}" for one, count in Counter(own).items() if count > 1]
    for index, kind in own:
        matches = [other for other in known if other[1] == kind and (other[0] == index or kind in ("title", "sldImg"))]
        if not matches:
            faults.append(f"{name}: placeholder {index} {kind} is not in {above}")
    return faults


def _placeholder(item: etree._Element) -> tuple[str, str]:
    kind = item.get("type", "obj")
    return item.get("idx", "0"), "title" if kind == "ctrTitle" else kind


def _table_faults(name: str, root: etree._Element) -> list[str]:
    """Rows that have not a cell for every column, and merged cells whose covered cells do not say so."""
    faults = []
    for table in root.iter(f"{A}tbl"):
        columns = len(table.findall(f"{A}tblGrid/{A}gridCol"))
        rows = [row.findall(f"{A}tc") for row in table.findall(f"{A}tr")]
        faults += [f"{name}: {len(row)} cells in {columns} columns" for row in rows if len(row) != columns]
        covered = set()
        for y, row in enumerate(rows):
            for x, cell in enumerate(row):
                if cell.get("hMerge") or cell.get("vMerge"):
                    continue
                width, height = int(cell.get("gridSpan", "1")), int(cell.get("rowSpan", "1"))
                covered |= {(y + down, x + right) for down in range(height) for right in range(width)} - {(y, x)}
        marked = {
            (y, x)
            for y, row in enumerate(rows)
            for x, cell in enumerate(row)
            if cell.get("hMerge") or cell.get("vMerge")
        }
        faults += [f"{name}: cell {place} is merged wrongly" for place in sorted(covered ^ marked)]
    return faults
