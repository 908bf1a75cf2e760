"""Packages: every part reachable and typed, the same bytes for the same content, files that appear whole."""

from __future__ import annotations

import os
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import sample_deck
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from validation import assert_valid, package_faults, parts, slide_faults

from ssnet_docs.files import atomic_write
from ssnet_docs.writers.ooxml.package import Package, core_properties, encoded, normalised
from ssnet_docs.writers.pptx.deck import write

TEXT = "application/xml"


def simple() -> Package:
    package = Package()
    package.add("word/document.xml", "<a/>", TEXT)
    package.relate("", "officeDocument", "word/document.xml")
    return package


def edited(data: bytes, name: str, change: Callable[[bytes], bytes | None]) -> bytes:
    """The package with one part changed, or left out for None."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for each, content in parts(data).items():
            wanted = change(content) if each == name else content
            if wanted is not None:
                archive.writestr(each, wanted)
    return buffer.getvalue()


# --- parts and relationships ---------------------------------------------------------------------------------------


def test_a_package_is_read_back_as_it_was_saved() -> None:
    package = simple()
    package.add("word/media/image1.png", b"picture")
    package.relate("word/document.xml", "image", "word/media/image1.png")
    package.relate("word/document.xml", "hyperlink", "https://www.mohw.gov.tw/?a=1&b=2", external=True)
    again = Package.read(package.save())
    assert again.parts == package.parts
    assert again.types == package.types
    assert again.relationships == package.relationships
    assert again.save() == package.save()
    assert package_faults(package.save()) == []


def test_the_same_target_has_one_relationship_and_another_the_next_free_id() -> None:
    package = simple()
    first = package.relate("word/document.xml", "hyperlink", "https://a.tw", external=True)
    assert package.relate("word/document.xml", "hyperlink", "https://a.tw", external=True) == first
    assert package.relate("word/document.xml", "hyperlink", "https://b.tw", external=True) != first


def test_targets_are_relative_to_the_part_that_names_them() -> None:
    package = Package()
    package.relate("ppt/slides/slide1.xml", "slideLayout", "ppt/slideLayouts/slideLayout2.xml")
    assert package.relationships["ppt/slides/slide1.xml"][0].target == "../slideLayouts/slideLayout2.xml"


def test_a_part_without_a_content_type_is_never_saved() -> None:
    package = simple()
    package.add("word/unknown.bin", b"?")
    with pytest.raises(ValueError, match="bin"):
        package.save()


@given(st.text(st.characters(blacklist_categories=())))
def test_any_text_becomes_xml_that_parses(text: str) -> None:
    xml = encoded(f"<a><![CDATA[{text.replace(']]>', '')}]]></a>")
    etree.fromstring(xml)


def test_what_xml_can_hold_is_kept() -> None:
    kept = "\t\n\r 社安網\U00020000\U0001f600\u2028\ue000\ufffd"
    assert encoded(kept + "\x00\x0b\ud800\uffff") == kept.encode()


def test_normalising_another_librarys_package_changes_dates_only() -> None:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        archive.writestr("a.xml", "<a/>")
    result = normalised(buffer.getvalue())
    assert parts(result) == {"a.xml": b"<a/>"}
    with ZipFile(BytesIO(result)) as archive:
        assert archive.getinfo("a.xml").date_time == (1980, 1, 1, 0, 0, 0)


# --- properties ----------------------------------------------------------------------------------------------------


def core(**fields: str) -> str:
    return core_properties(**{"title": "題", "subject": "旨", "creator": "機關", "iso_date": "2021-09-16", **fields})


def test_the_dates_are_the_documents_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert core().count("2021-09-16T00:00:00Z") == 2
    assert core(iso_date="").count("1980-01-01T00:00:00Z") == 2


@pytest.mark.parametrize(
    ("epoch", "shown"),
    [("0", "1970-01-01T"), ("1700000000", "2023-11-14T"), ("²", "2021-09-16T"), ("9" * 30, "2021-09-16T")],
)
def test_source_date_epoch_is_followed_where_it_is_a_time(
    monkeypatch: pytest.MonkeyPatch, epoch: str, shown: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert shown in core()


def test_markup_in_a_title_is_text() -> None:
    root = etree.fromstring(core(title="<b>甲&乙").encode())
    assert root.findtext("{http://purl.org/dc/elements/1.1/}title") == "<b>甲&乙"


# --- files ---------------------------------------------------------------------------------------------------------


def test_a_file_is_replaced_whole_and_folders_are_made(tmp_path: Path) -> None:
    file = tmp_path / "build" / "deck.pptx"
    atomic_write(file, b"one")
    atomic_write(file, b"two")
    assert file.read_bytes() == b"two"
    assert [item.name for item in file.parent.iterdir()] == ["deck.pptx"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_the_old_file_stays_when_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    file = tmp_path / "deck.pptx"
    file.write_bytes(b"old")
    monkeypatch.setattr(*((os, "fsync") if step == "fsync" else (Path, "replace")), fail)
    with pytest.raises(OSError, match="space"):
        atomic_write(file, b"new")
    assert file.read_bytes() == b"old"
    assert [item.name for item in tmp_path.iterdir()] == ["deck.pptx"]


def test_a_folder_in_the_files_place_is_an_error_and_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "deck.pptx").mkdir()
    with pytest.raises(OSError):
        atomic_write(tmp_path / "deck.pptx", b"new")
    assert [item.name for item in tmp_path.iterdir()] == ["deck.pptx"]


# --- the validation itself -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    project = sample_deck.picture_project(tmp_path_factory.mktemp("project"))
    return write(sample_deck.sample(), sample_deck.THEME, project)


SLIDE = "ppt/slides/slide4.xml"


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        ("[Content_Types].xml", b"/ppt/notesSlides/notesSlide3.xml", b"/x.xml", "notesSlide3"),
        ("ppt/slides/_rels/slide5.xml.rels", b"chart2.xml", b"chart99.xml", "chart99.xml is not there"),
        ("ppt/slides/_rels/slide5.xml.rels", b'Id="rId3"', b'Id="rId9"', "rId3 leads nowhere"),
        (SLIDE, b'<p:cNvPr id="3"', b'<p:cNvPr id="2"', "shape id 2 2 times"),
        (SLIDE, b'lang="zh-TW"', b'lang="en-US"', "language en-US"),
        (SLIDE, b"<a:noAutofit/>", b"<a:normAutofit/>", "fits itself"),
        (SLIDE, b'idx="10"', b'idx="77"', "placeholder 77 obj is not in"),
        (SLIDE, b' vMerge="1"', b"", "merged wrongly"),
        (SLIDE, b"</p:sld>", b"", "slide4.xml: "),
        ("ppt/charts/chart1.xml", b'<c:axId val="', b'<c:axId val="-', "negative axis id"),
    ],
)
def test_the_validation_finds_what_is_wrong(good: bytes, name: str, old: bytes, new: bytes, fault: str) -> None:
    assert old in parts(good)[name]
    bad = edited(good, name, lambda content: content.replace(old, new))
    with pytest.raises(AssertionError, match=fault):
        assert_valid(bad)


def test_the_validation_finds_parts_that_nothing_refers_to(good: bytes) -> None:
    bad = edited(good, "ppt/slides/_rels/slide5.xml.rels", lambda _: None)
    assert any("nothing refers to it" in fault for fault in package_faults(bad))
    assert slide_faults(good) == []
