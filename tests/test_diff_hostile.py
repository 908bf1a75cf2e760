"""Files that a stranger sends: encrypted, cut off, made to burst, with macros: a clear error or a right result."""

from __future__ import annotations

import resource
import time
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssnet_docs import cli
from ssnet_docs.diff.changes import changes
from ssnet_docs.diff.compare import compare
from ssnet_docs.model.errors import ContentError
from ssnet_docs.readers import version
from tests import tracked_cases
from tests.test_diff_changes import deck
from tests.test_diff_reports import document

DTD = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
LAUGHS = b"".join(
    [
        b'<!DOCTYPE x [<!ENTITY a "ha">',
        *(b'<!ENTITY %c "&%c;&%c;">' % (98 + n, 97 + n, 97 + n) for n in range(20)),
        b"]>",
    ]
)


def saved(made: object) -> bytes:
    stream = BytesIO()
    made.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


REPORT, DECK = saved(document()), saved(deck())
MAIN = {REPORT: "word/document.xml", DECK: "ppt/presentation.xml"}


def changed(data: bytes, parts: dict[str, bytes], **added: bytes) -> bytes:
    """A package with some parts replaced, and others added."""
    stream = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)))
        for name, content in added.items():
            new.writestr(name, content)
    return stream.getvalue()


def main(data: bytes) -> bytes:
    with ZipFile(BytesIO(data)) as package:
        return package.read(MAIN[data])


def declared(data: bytes, declaration: bytes) -> bytes:
    start, _, rest = main(data).partition(b"?>")
    return changed(data, {MAIN[data]: start + b"?>" + declaration + rest.lstrip()})


def refused(data: bytes, capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str = "new.docx") -> str:
    """What the command says of a file; it ends with 2 and no traceback."""
    old, new = tmp_path / f"old{Path(name).suffix}", tmp_path / name
    old.write_bytes(DECK if name.endswith("pptx") else REPORT)
    new.write_bytes(data)
    assert cli.main(["diff", str(old), str(new)]) == 2
    error = capsys.readouterr().err
    assert "Traceback" not in error
    assert name in error
    assert "提示：" in error
    return error


@pytest.mark.parametrize("data", [REPORT, DECK], ids=["docx", "pptx"])
@pytest.mark.parametrize(
    ("what", "message"),
    [
        ("encrypted", "密碼"),
        ("old format", "舊"),
        ("cut off", "損壞"),
        ("empty", "不是 Office 檔案"),
        ("a picture", "不是 Office 檔案"),
        ("a zip", "不是 Office 檔案"),
        ("external entity", "外部實體"),
        ("laughs", "實體"),
        ("bomb", "解開後過大"),
        ("nested too deep", "層次過多"),
        ("no main part", "不是 Office 檔案"),
        ("damaged XML", "已損壞"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_why_and_what_to_do(
    data: bytes, what: str, message: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    zipped = BytesIO()
    with ZipFile(zipped, "w") as archive:
        archive.writestr("readme.txt", "x")
    hostile = {
        "encrypted": ole + "EncryptedPackage".encode("utf-16-le") + bytes(512),
        "old format": ole + bytes(1024),
        "cut off": data[: len(data) // 2],
        "empty": b"",
        "a picture": b"\x89PNG\r\n\x1a\n" + bytes(64),
        "a zip": zipped.getvalue(),
        "external entity": declared(data, DTD),
        "laughs": declared(data, LAUGHS),
        "bomb": changed(data, {MAIN[data]: main(data) + b" " * (70 * 2**20)}),
        "nested too deep": changed(
            data, {MAIN[data]: main(data).replace(b"</", b"<a>" * 1500 + b"</a>" * 1500 + b"</", 1)}
        ),
        "no main part": changed(data, {"_rels/.rels": b'<Relationships xmlns="urn:x"/>'}),
        "damaged XML": changed(data, {MAIN[data]: main(data)[:-20]}),
    }[what]
    name = "new.pptx" if data is DECK else "new.docx"
    assert message in refused(hostile, capsys, tmp_path, name)


def test_a_file_of_500_megabytes_is_judged_quickly_and_in_little_memory(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "large.docx"
    with path.open("wb") as stream:
        stream.truncate(500 * 2**20)
    (tmp_path / "old.docx").write_bytes(REPORT)
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    assert cli.main(["diff", str(tmp_path / "old.docx"), str(path)]) == 2
    assert time.perf_counter() - began < 20
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200 * 1024  # KiB
    assert "不是 Office 檔案" in capsys.readouterr().err


@pytest.mark.parametrize("data", [REPORT, DECK], ids=["docx", "pptx"])
def test_macros_are_neither_read_nor_run_and_that_is_said(data: bytes) -> None:
    carrying = changed(data, {}, **{f"{MAIN[data].partition('/')[0]}/vbaProject.bin": b"\xcc\x61" + bytes(100)})
    found = changes(compare(version.read(data, "舊"), version.read(carrying, "新")))
    assert found.same
    assert any("巨集" in notice for notice in found.notices)


def test_tracked_changes_count_as_accepted_and_that_is_said() -> None:
    body, accepted, _ = tracked_cases.CASES["runs"]
    tracked, plain = tracked_cases.package(body), tracked_cases.package(accepted)
    found = changes(compare(version.read(plain, "舊.docx"), version.read(tracked, "新.docx")))
    assert found.same
    assert any("追蹤修訂" in notice for notice in found.notices)


@pytest.mark.parametrize("data", [REPORT, DECK], ids=["docx", "pptx"])
@settings(max_examples=60, deadline=None)
@given(places=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=8))
def test_whatever_a_damaged_file_holds_it_is_read_or_refused_and_never_crashes(
    data: bytes, places: list[tuple[float, int]]
) -> None:
    damaged = bytearray(data)
    for place, value in places:
        damaged[int(place * len(damaged))] = value
    try:
        changes(compare(version.read(data, "舊"), version.read(bytes(damaged), "新")))
    except ContentError as error:
        assert error.hint


@pytest.mark.parametrize("data", [REPORT, DECK], ids=["docx", "pptx"])
@settings(max_examples=60, deadline=None)
@given(st.floats(0, 1, exclude_max=True), st.floats(0, 1, exclude_max=True), st.binary(max_size=40))
def test_a_main_part_with_anything_in_it_is_read_or_refused(
    data: bytes, start: float, length: float, put: bytes
) -> None:
    xml = main(data)
    at = int(start * len(xml))
    hostile = changed(data, {MAIN[data]: xml[:at] + put + xml[at + int(length * 200) :]})
    try:
        changes(compare(version.read(data, "舊"), version.read(hostile, "新")))
    except ContentError as error:
        assert error.hint
