"""Long Word tables: cut for LibreOffice where pages begin, so that every page is as that of the whole table."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree
from rendering import read_pdf
from sample_deck import PROJECT, THEME
from sample_report import cell, grid, report, row, table, text

from ssnet_docs.export import Office, long_tables
from ssnet_docs.model.nodes import Heading, Node
from ssnet_docs.model.table import Column, TableSpec
from ssnet_docs.model.text import paragraph
from ssnet_docs.writers.docx import body
from ssnet_docs.writers.docx.report import write

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ROWS = 150


def sites(rows: int = ROWS, caption: str = "服務據點") -> TableSpec:
    """A table of rows of one to four lines, with names of groups and sums, which stay with a neighbour."""
    body_rows = []
    for number in range(1, rows + 1):
        if number % 23 == 1:
            body_rows.append(row(cell(f"第{number // 23 + 1}區", columns=3), None, None, kind="group"))
        address = "西屯區臺灣大道三段99號及附屬之社區心理衛生服務據點第二辦公室" * (number % 5 == 0) * (1 + number % 3)
        body_rows.append(row(f"據點{number:04}", address or "西屯區", f"{number * 37:,}"))
        if number % 23 == 0:
            body_rows.append(row("小計", "", f"{number * 999:,}", kind="subtotal"))
    columns = (Column("據點"), Column("地址"), Column("服務量"))
    return TableSpec(
        columns, (row("據點", "地址", "服務量", kind="header"),), tuple(body_rows), caption=paragraph(caption)
    )


def written(*nodes: Node) -> bytes:
    return write(report(*nodes), THEME, PROJECT)


def tables(document: bytes) -> list[list[str]]:
    """The rows of every table, as text."""
    with ZipFile(BytesIO(document)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    return [["".join(line.itertext()) for line in found.iter(f"{W}tr")] for found in root.iter(f"{W}tbl")]


def unasked(_: bytes) -> bytes:
    raise AssertionError("nothing had to be laid out")


def test_a_document_without_long_tables_is_left_as_it_is() -> None:
    for document in (written(table(grid(400))), b"no package"):
        assert long_tables.cut(document, unasked, {}) is document


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7 without bookmarks"])
def test_a_table_whose_rows_libreoffice_does_not_tell_stays_whole(pdf: bytes) -> None:
    document = written(table(grid(501)))
    assert long_tables.cut(document, lambda _: pdf, {}) is document


def test_a_long_table_begins_a_page_with_its_caption_and_heading() -> None:
    with ZipFile(
        BytesIO(written(text("前文。"), Heading(text=paragraph("甲")), table(grid(501)), table(grid(20))))
    ) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    beginning = ["".join(one.getparent().getparent().itertext()) for one in root.iter(f"{W}pageBreakBefore")]
    assert "甲" in beginning
    assert sum("測試表" in one for one in beginning) == 0, "the caption follows its heading"


@pytest.mark.rendered
def test_every_page_of_a_table_that_is_cut_is_that_of_the_whole_table(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(body, "LONG_TABLE", 60)
    (tmp_path / "report.docx").write_bytes(
        written(text("前文。"), table(sites()), text("後文。"), table(sites(120, "另一表")), text("文末。"))
    )
    whole = read_pdf(office.convert(tmp_path / "report.docx", tmp_path / "whole.pdf"))
    monkeypatch.setattr(long_tables, "LONG_TABLE", 60)
    seen: list[list[list[str]]] = []
    cut = long_tables.cut

    def watched(document: bytes, layout: long_tables.Layout, known: long_tables.Cuts) -> bytes:
        seen.append(tables(cut(document, layout, known)))
        return cut(document, layout, known)

    monkeypatch.setattr(long_tables, "cut", watched)
    parts = read_pdf(office.convert(tmp_path / "report.docx", tmp_path / "parts.pdf"))
    assert [page.text for page in parts] == [page.text for page in whole]
    (found,) = seen
    long = [rows for rows in found if rows[0] == "據點地址服務量"]
    assert len(long) > 4, "both tables are cut"
    assert max(map(len, long)) <= 62
    assert [line for rows in long for line in rows[1:]] == [
        line for rows in tables((tmp_path / "report.docx").read_bytes()) for line in rows[1:] if rows[0] == long[0][0]
    ]
