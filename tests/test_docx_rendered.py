"""Reports as LibreOffice lays them out: right page numbers, nothing clipped, no heading alone, no missing glyph."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from ssnet_docs import pagination
from ssnet_docs.compose.flow import compose
from ssnet_docs.export import Office
from ssnet_docs.model.nodes import Chart, Columns, Heading
from ssnet_docs.model.report import LABELS, Report, ReportHeading
from ssnet_docs.model.table import Column, TableSpec
from ssnet_docs.model.text import paragraph
from ssnet_docs.writers.docx.report import Finished, finished, write
from tests.sample_report import (
    MEASURE,
    PROJECT,
    PROSE,
    STYLE,
    THEME,
    chart,
    composed,
    document,
    grid,
    plan,
    report,
    row,
    section,
    slide,
    table,
    text,
)
from tests.validation import parts

pytestmark = pytest.mark.rendered

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FACES = ("TW-Kai", "LiberationSerif")
Page = Any


@pytest.fixture(scope="module")
def made() -> Report:
    return composed(plan())


@pytest.fixture(scope="module")
def done(made: Report) -> Finished:
    with pagination.renderer() as renderer:
        assert renderer is not None
        return finished(made, THEME, PROJECT, renderer)


@pytest.fixture(scope="module")
def pdf(done: Finished, office: Office, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    (folder / "plan.docx").write_bytes(done.data)
    return office.convert(folder / "plan.docx", folder / "plan.pdf")


@pytest.fixture(scope="module")
def sheets(pdf: Path) -> Iterator[list[Page]]:
    import pdfplumber

    with pdfplumber.open(pdf) as opened:
        yield list(opened.pages)


def laid_out(made: Report, office: Office, folder: Path) -> list[Page]:
    import pdfplumber

    (folder / "r.docx").write_bytes(write(made, THEME, PROJECT))
    return list(pdfplumber.open(office.convert(folder / "r.docx", folder / "r.pdf")).pages)


def lines(page: Page) -> list[str]:
    """The lines of a page without header and footer, top to bottom, without spaces."""
    inner = page.crop((0, STYLE.header + 20, page.width, page.height - STYLE.footer - 22))
    return [squeezed(line["text"]) for line in inner.extract_text_lines()]


def squeezed(shown: str) -> str:
    return re.sub(r"\s", "", shown)


def test_the_contents_name_the_pages_on_which_things_stand(made: Report, done: Finished, sheets: list[Page]) -> None:
    root = etree.fromstring(parts(done.data)["word/document.xml"])
    entries = [
        "".join(one.text or "" for one in line.iter(f"{W}t"))
        for line in root.iter(f"{W}p")
        if (style := line.find(f"{W}pPr/{W}pStyle")) is not None
        and re.fullmatch(r"TOC\d|TableofFigures", str(style.get(f"{W}val")))
    ]
    assert len(entries) == len(made.headings) + len(made.captions("table")) + len(made.captions("figure"))
    for entry in entries:
        match = re.fullmatch(r"(.*?)(\d+)", entry, re.DOTALL)
        assert match, entry
        shown = squeezed(match[1])
        assert shown in "".join(lines(sheets[int(match[2]) - 1])), entry


def test_the_contents_are_printed_with_page_numbers_at_the_margin(sheets: list[Page]) -> None:
    found = [line for line in sheets[1].extract_text_lines() if "........" in line["text"]]
    assert len(found) > 10
    edge = sheets[1].width - STYLE.outer
    assert all(re.search(r"\.\s?\d+$", line["text"]) for line in found)
    assert all(abs(line["x1"] - edge) < 2 for line in found)


def test_every_page_but_the_cover_says_its_number(sheets: list[Page], done: Finished) -> None:
    assert len(sheets) == done.pages
    assert "頁，共" not in sheets[0].extract_text()
    for number, page in enumerate(sheets[1:], start=2):
        foot = page.crop((0, page.height - STYLE.footer - 22, page.width, page.height)).extract_text()
        assert squeezed(foot) == f"第{number}頁，共{len(sheets)}頁"


def test_landscape_pages_have_the_header_too(sheets: list[Page]) -> None:
    landscape = [page for page in sheets if page.width > page.height]
    assert landscape
    for page in landscape:
        head = page.crop((0, 0, page.width, STYLE.header + 20)).extract_text_lines()
        assert squeezed(head[0]["text"]).endswith("衛生福利部")
        assert head[0]["x1"] == pytest.approx(page.width - STYLE.top, abs=3)


def test_nothing_stands_outside_the_margins(sheets: list[Page]) -> None:
    for page in sheets:
        left, right = (STYLE.bottom, STYLE.top) if page.width > page.height else (STYLE.binding, STYLE.outer)
        for word in page.extract_words():
            assert word["x0"] >= left - 6, word
            assert word["x1"] <= page.width - right + 6, word
            assert word["bottom"] <= page.height - STYLE.footer + 2, word


def test_no_table_reaches_over_the_edge(sheets: list[Page]) -> None:
    for page in sheets:
        right = STYLE.top if page.width > page.height else STYLE.outer
        for found in page.find_tables():
            assert found.bbox[2] <= page.width - right + 3


def test_no_heading_and_no_caption_of_a_table_stands_at_the_foot_of_a_page(made: Report, sheets: list[Page]) -> None:
    alone = {squeezed(one.number + one.text.text) for one in made.blocks if isinstance(one, ReportHeading)}
    alone |= {squeezed(f"{one.label}{one.text.text}") for one in made.captions("table")}
    for page in sheets[2:]:
        assert lines(page)[-1] not in alone


def test_a_heading_moves_to_the_next_page_with_its_table(office: Office, tmp_path: Path) -> None:
    heading = Heading(text=paragraph("人力配置"), level=1)
    chapters = (
        section(f"s{count}", "章", slide(f"s{count}/1", "節", text(*["填充。"] * count), heading, table(grid(3))))
        for count in range(14, 26)
    )
    made = compose(document(*chapters), replace(STYLE, new_page=True), MEASURE)
    pages = [page for page in laid_out(made, office, tmp_path)[2:] if "（一）人力配置" in lines(page)]
    assert len(pages) == 12
    for page in pages:
        assert any(line.startswith("欄位0") for line in lines(page))
        assert sum("第3列" in line for line in lines(page)) == 1


def test_no_glyph_is_missing(pdf: Path, sheets: list[Page]) -> None:
    shown = subprocess.run(["pdffonts", str(pdf)], capture_output=True, text=True, check=True).stdout
    faces = {line.split()[0].partition("+")[2] for line in shown.splitlines()[2:]}
    symbols = {char["text"] for page in sheets for char in page.chars if not face(char).startswith(FACES)}
    assert symbols <= set("😀✓•"), faces
    assert not any(char["text"] in {"\ufffd", "□"} or "(cid:" in char["text"] for page in sheets for char in page.chars)


def face(char: dict[str, str]) -> str:
    return char["fontname"].partition("+")[2]


def test_many_charts_are_drawn_in_their_own_proportions(office: Office, tmp_path: Path) -> None:
    charts = (Chart(spec=chart(f"圖{number}"), description="說明") for number in range(24))
    side_by_side = Columns(columns=tuple((one,) for one in charts), weights=(1.0,) * 24)
    pages = laid_out(report(side_by_side), office, tmp_path)
    stretched = {round(char["matrix"][0] / char["matrix"][3], 2) for page in pages for char in page.chars}
    assert stretched == {1.0}


def test_header_rows_repeat_on_every_page_of_a_table(office: Office, tmp_path: Path) -> None:
    pages = laid_out(report(table(grid(120))), office, tmp_path)
    holding = [page for page in pages[2:] if any(re.match(r"第\d+列", line) for line in lines(page))]
    assert len(holding) >= 3
    assert all(any(line.startswith("欄位0") for line in lines(page)) for page in holding)
    rows = [line for page in holding for line in lines(page) if re.match(r"第\d+列", line)]
    assert len(rows) == 120


def test_a_row_longer_than_a_page_is_shown_to_its_end(office: Office, tmp_path: Path) -> None:
    spec = TableSpec((Column("a"),), (row("欄", kind="header"),), (row("短"), row(PROSE * 25 + "終點"), row("其後")))
    pages = laid_out(report(table(spec)), office, tmp_path)
    shown = "".join(line for page in pages for line in lines(page))
    assert shown.count("為建構以家庭為中心") == 25
    assert "終點其後" in shown


def test_headings_bear_the_numbers_that_the_contents_say(made: Report, sheets: list[Page]) -> None:
    shown = "".join("".join(lines(page)) for page in sheets[2:])
    for heading in made.headings:
        assert squeezed(heading.number + heading.text.text) in shown


def test_more_than_ten_chapters_are_numbered_as_the_contents_say(office: Office, tmp_path: Path) -> None:
    made = composed(document(*(section(f"s{n}", f"章節{n}", slide(f"s{n}/1", "節", text("文"))) for n in range(1, 13))))
    pages = laid_out(made, office, tmp_path)
    shown = "".join("".join(lines(page)) for page in pages[2:])
    for heading in made.headings:
        assert heading.number + heading.text.text in shown


def test_captions_and_cross_references_show_their_numbers(made: Report, sheets: list[Page]) -> None:
    shown = "".join("".join(lines(page)) for page in sheets[2:])
    assert "經費需求詳表1，趨勢詳圖1，詳見參、人力需求；" in shown
    for kind, label in LABELS.items():
        for caption in made.captions(kind):
            assert f"{label}{caption.number}{squeezed(caption.text.text)}" in shown


def test_the_pdf_says_that_it_is_chinese(pdf: Path) -> None:
    assert b"/Lang(zh-TW)" in pdf.read_bytes()


def test_a_report_becomes_odt_with_its_headings(done: Finished, office: Office, tmp_path: Path) -> None:
    (tmp_path / "plan.docx").write_bytes(done.data)
    odt = office.convert(tmp_path / "plan.docx", tmp_path / "plan.odt")
    content = etree.fromstring(parts(odt.read_bytes())["content.xml"])
    space = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
    titles = ["".join(one.itertext()) for one in content.iter(f"{space}h") if one.get(f"{space}outline-level") == "1"]
    assert [title for title in titles if title] == ["計畫緣起", "經費需求", "人力需求", "附錄一、指標定義"]


def test_without_libreoffice_the_report_is_written_all_the_same(made: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pagination.renderer() as renderer:
        assert renderer is None
        assert finished(made, THEME, PROJECT, renderer).fields_pending
