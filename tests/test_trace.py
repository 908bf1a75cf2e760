"""A written deck tells where each of its figures comes from."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from ssnet_docs import build, cli
from ssnet_docs.content.catalogue import catalogue
from ssnet_docs.model.errors import ContentError
from ssnet_docs.model.version import paragraphs
from ssnet_docs.project import Project
from ssnet_docs.readers import figures
from ssnet_docs.readers.version import read as read_version

PROJECT = Project.find()


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("trace")
    built = build.build(PROJECT, catalogue(PROJECT)["penghu"], "pptx", folder, build.data(PROJECT))
    return built.path


def test_a_figure_is_found_with_its_row_and_source(deck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["trace", str(deck), "1.79%"]) == 0
    told = capsys.readouterr().out
    assert "脆弱家庭服務3個月後案件被通報保護案件比率" in told
    assert "data/facts/penghu.csv:" in told
    assert "澎湖縣政府社會處" in told


def test_the_row_that_is_named_holds_the_figure(deck: Path) -> None:
    found = figures.read(deck)
    (place,) = found.find("1.79%")
    file, line = found.origins[place.keys[0]].row.rsplit(":", 1)
    assert "1.79%" in (PROJECT.root / file).read_text("utf-8-sig").splitlines()[int(line) - 1]


def test_a_correction_tells_what_was_printed_and_why(deck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["trace", str(deck), "91.89%"]) == 0
    assert "原簡報印為「91.80%(74/68)」" in capsys.readouterr().out


def test_a_computed_figure_names_all_facts_behind_it(deck: Path) -> None:
    found = figures.read(deck)
    place = next(place for place in found.shown if place.text.startswith("294.4"))
    assert place.keys == ("penghu/visited-households/108", "penghu/estimated-households/108")


def test_a_slide_can_be_asked_for_alone(deck: Path) -> None:
    found = figures.read(deck)
    slides = {place.slide for place in found.shown}
    chosen = min(slides)
    assert {place.slide for place in found.find(slide=chosen)} == {chosen}
    assert len(slides) > 3


def test_a_figure_of_a_report_is_traced_to_its_section(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    entry = catalogue(PROJECT)["penghu"]
    written = build.document(PROJECT, entry, "docx", build.data(PROJECT), paginated=False)
    report = tmp_path / "penghu.docx"
    report.write_bytes(written.data)
    assert cli.main(["trace", str(report), "1.79%"]) == 0
    told = capsys.readouterr().out
    assert "data/facts/penghu.csv:" in told
    version = read_version(report, "penghu")
    section = next(one for one in version.sections if one.title == _title_of(told))
    keys = {
        key for one in paragraphs(section.blocks) for span in one.spans for key in span.facts if "1.79%" in span.text
    }
    assert len(keys) == 1
    assert f"[{keys.pop()}]" in told


def _title_of(told: str) -> str:
    """The title of the section in the first line, without its number."""
    return told.partition("　「1.79%")[0].partition("、")[2]


def test_a_figure_in_a_chart_can_be_traced(deck: Path) -> None:
    assert any(place.text.startswith("訪視戶數 108年") for place in figures.read(deck).shown)


def test_a_figure_that_is_not_in_the_deck_is_said_to_be_missing(deck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["trace", str(deck), "99.999%"]) == 1
    assert "沒有符合的數字" in capsys.readouterr().err


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04broken"])
def test_a_file_that_is_no_office_file_is_an_error_without_traceback(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.pptx"
    file.write_bytes(content)
    with pytest.raises(ContentError):
        figures.read(file)


@pytest.mark.parametrize(
    "part",
    [
        b"<figures",
        b"<other/>",
        b'<!DOCTYPE f [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        b'<figures xmlns="urn:ssnet-docs:figures:1">&x;</figures>',
    ],
)
def test_a_hostile_or_broken_part_gives_no_figures_and_no_traceback(tmp_path: Path, part: bytes) -> None:
    file = tmp_path / "x.pptx"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("customXml/item1.xml", part)
    try:
        assert figures.read(file).shown == ()
    except ContentError as error:
        assert error.hint
