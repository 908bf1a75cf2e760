"""The forms in which agencies hand out documents, as LibreOffice really makes them of a county's deck and report."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pytest
from PIL import Image
from rendering import read_pdf

from ssnet_docs import cli
from ssnet_docs.export import Office
from ssnet_docs.export import office as conversions

pytestmark = pytest.mark.rendered


@dataclass(frozen=True)
class Made:
    """A document as it is written, as PDF of what is written, as ODF, and the PDF of that ODF opened again."""

    written: Path
    pdf: Path
    odf: Path
    again: Path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("forms")
    asked = ["penghu", "--format", "all", "--output", str(folder), "--jobs", "2"]
    assert cli.main(["build", *asked]) == 0
    return folder


@pytest.fixture(scope="module", params=[("pptx", "odp"), ("docx", "odt")], ids=["deck", "report"])
def made(request: pytest.FixtureRequest, folder: Path, office: Office) -> Made:
    written, odf = (folder / f"penghu.{ending}" for ending in request.param)
    pdf = folder / "penghu.pdf" if written.suffix == ".pptx" else office.convert(written, folder / "report.pdf")
    with pytest.MonkeyPatch.context() as patched:
        patched.setitem(conversions._FILTERS, (odf.suffix, ".pdf"), conversions._FILTERS[written.suffix, ".pdf"])
        again = office.convert(odf, folder / f"{odf.name}.pdf")
    return Made(written, pdf, odf, again)


def told(program: str, *arguments: str | Path) -> str:
    return subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, check=True).stdout


def parts(package: Path, pattern: str) -> list[str]:
    with ZipFile(package) as opened:
        return [opened.read(name).decode() for name in opened.namelist() if re.fullmatch(pattern, name)]


def test_an_odf_file_opened_again_has_the_same_text_on_the_same_pages(made: Made) -> None:
    drawn, again = read_pdf(made.pdf), read_pdf(made.again)
    assert [page.text for page in again] == [page.text for page in drawn]
    assert len(drawn) > 5


def test_an_odf_file_keeps_tables_as_tables_and_charts_as_charts(made: Made) -> None:
    (content,) = parts(made.odf, r"content\.xml")
    charts = [text for text in parts(made.odf, r"Object \d+/content\.xml") if "<chart:chart " in text]
    assert len(charts) == len(parts(made.written, r"(ppt|word)/charts/chart\d+\.xml")) > 0
    native = parts(made.written, r"ppt/slides/slide\d+\.xml|word/document\.xml")
    tables = sum(len(re.findall(r"<(?:a|w):tbl>", text)) for text in native)
    assert len(re.findall(r"<table:table[ >]", content)) == tables > 0


def test_a_pdf_is_tagged_in_its_language_with_its_fonts_inside(made: Made) -> None:
    assert re.search(r"^Tagged: +yes$", told("pdfinfo", made.pdf), re.MULTILINE)
    assert b"/Lang(zh-TW)" in made.pdf.read_bytes()
    _, _, *fonts = told("pdffonts", made.pdf).splitlines()
    embedded = [line.split()[-5] for line in fonts]
    assert set(embedded) == {"yes"}, fonts


def test_a_pdf_has_a_bookmark_for_every_slide_or_heading(made: Made) -> None:
    import pdfplumber

    with pdfplumber.open(made.pdf) as pdf:
        titles = [title.strip() for _, title, *_ in pdf.doc.get_outlines()]
        pages = len(pdf.pages)
    if made.written.suffix == ".pptx":
        assert len(titles) == pages
        assert "第一期成果：訪視戶數逐年達到並超過推估戶數" in titles
    else:
        headings = re.findall(r'<w:pStyle w:val="Heading\d"/>', parts(made.written, r"word/document\.xml")[0])
        assert len(titles) == len(headings) > 5


def test_pages_become_pictures_as_wide_as_a_screen(folder: Path) -> None:
    pictures = sorted((folder / "penghu").iterdir())
    assert [picture.name for picture in pictures] == [
        f"{number:02}.png" for number in range(1, len(read_pdf(folder / "penghu.pdf")) + 1)
    ]
    with Image.open(pictures[0]) as picture:
        assert picture.size == (1920, 1080)
