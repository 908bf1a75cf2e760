"""Tables of a slide are tables that Office, screen readers and python-pptx understand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pdfplumber
import pptx
import pytest
import sample_deck as sample
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_deck import cell, head, slide
from sample_written import elements, named, opened, sample_package, written
from validation import A, slide_faults

from ssnet_docs.export import Office
from ssnet_docs.model.table import Row


@pytest.fixture
def package() -> bytes:
    return sample_package()


@pytest.fixture
def presentation(package: bytes) -> Any:
    return opened(package)


def test_a_table_says_that_its_first_row_is_a_header_and_its_last_a_total(presentation: Any) -> None:
    table = next(shape.table for shape in named(presentation, "表格").shapes if shape.has_table)
    assert table.first_row
    assert table.last_row
    assert not table.horz_banding


def test_merged_cells_are_read_back_as_they_were_meant(presentation: Any) -> None:
    table = next(shape.table for shape in named(presentation, "表格").shapes if shape.has_table)
    spans = {
        (y, x): (cell.span_height, cell.span_width)
        for y, row in enumerate(table.rows)
        for x, cell in enumerate(row.cells)
        if cell.is_merge_origin
    }
    assert spans == {
        (0, 0): (2, 1),
        (0, 1): (2, 1),
        (0, 2): (1, 2),
        (2, 0): (1, 4),
        (3, 0): (2, 1),
        (4, 2): (2, 2),
        (6, 0): (1, 2),
    }
    assert table.cell(4, 2).text == "併入衛生局計畫"
    assert [cell.text for cell in table.rows[1].cells] == ["", "", "114年", "115年"]


def test_a_table_keeps_the_widths_heights_and_place_it_was_given(presentation: Any) -> None:
    shape = next(shape for shape in named(presentation, "表格").shapes if shape.has_table)
    assert (shape.left.pt, shape.top.pt, shape.width.pt, shape.height.pt) == (48, 114, 864, 210)
    assert [column.width.pt for column in shape.table.columns] == [144, 360, 180, 180]
    assert {row.height.pt for row in shape.table.rows} == {30}


def test_figures_are_aligned_right_and_headers_are_centred(presentation: Any) -> None:
    table = next(shape.table for shape in named(presentation, "表格").shapes if shape.has_table)
    align = {(y, x): table.cell(y, x).text_frame.paragraphs[0].alignment for y in range(7) for x in range(4)}
    assert align[3, 2] == align[6, 3] == pptx.enum.text.PP_ALIGN.RIGHT
    assert align[0, 0] == align[1, 3] == align[4, 2] == pptx.enum.text.PP_ALIGN.CENTER
    assert align[3, 1] is None


def test_both_header_rows_look_alike_though_the_table_style_reaches_one(package: bytes) -> None:
    rows = elements(package, 4, f"{A}tr")
    ground = [element.get("val") for element in rows[1][2].findall(f"{A}tcPr/{A}solidFill/{A}schemeClr")]
    assert ground == ["tx2"]
    assert rows[1][2].find(f".//{A}rPr//{A}schemeClr").get("val") == "tx2"  # type: ignore[union-attr]
    assert rows[0][2].find(f".//{A}rPr//{A}schemeClr") is None
    assert {run.get("b") for run in rows[0].iter(f"{A}rPr")} == {None}


def test_plain_rows_leave_rules_and_fills_to_the_table_style() -> None:
    rows = tuple(Row((cell("甲"), cell("1"))) for _ in range(3))
    table = sample.table(
        rows=(Row((head("項目"), head("值"))), *rows),
        header_rows=1,
        widths=(432.0, 432.0),
        heights=(30.0,) * 4,
        aligns=("start", "end"),
    )
    data = written(slide("題", table))
    assert all(len(properties) == 0 for properties in elements(data, 1, f"{A}tcPr"))


def test_a_cell_says_both_of_its_rules_or_neither(package: bytes) -> None:
    cells = elements(package, 4, f"{A}tcPr")
    rules = {tuple(edge for edge in ("lnT", "lnB") if item.find(f"{A}{edge}") is not None) for item in cells}
    assert rules == {(), ("lnT", "lnB")}


@pytest.mark.rendered
def test_strong_rules_are_drawn_where_they_belong_and_nowhere_else(tmp_path: Path, office: Office) -> None:
    """Around the table, below its header, above its total, as LibreOffice draws them."""
    heads = (
        Row((head("項目", row_span=2), head("目標值", column_span=2), None), "header"),
        Row((None, head("114年"), head("115年")), "header"),
    )
    body = tuple(Row((cell("甲"), cell("1"), cell("2"))) for _ in range(3))
    total = Row((cell("合計"), cell("3"), cell("6")), "total")
    table = sample.table(
        rows=(*heads, *body, total), widths=(288.0,) * 3, heights=(36.0,) * 6, aligns=("start", "end", "end")
    )
    file = tmp_path / "deck.pptx"
    file.write_bytes(written(slide("題", table)))
    office.convert(file, file.with_suffix(".pdf"))
    with pdfplumber.open(file.with_suffix(".pdf")) as pdf:
        drawn = [(round((line["top"] - table.rect.y) / 36.0), line["linewidth"]) for line in pdf.pages[0].lines]
    strong, hairline = ({edge for edge, width in drawn if (width > 1.0) == wanted} for wanted in (True, False))
    assert strong == {0, 2, 5, 6}
    assert hairline == {1, 3, 4}


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_spans_cover_their_cells_however_they_lie(data: st.DataObject) -> None:
    width, height = data.draw(st.integers(1, 5)), data.draw(st.integers(1, 5))
    grid: list[list[Any]] = [[None] * width for _ in range(height)]
    free = {(y, x) for y in range(height) for x in range(width)}
    wanted = {}
    for y in range(height):
        for x in range(width):
            if (y, x) not in free:
                continue
            right = data.draw(
                st.integers(1, next((n for n in range(1, width - x + 1) if (y, x + n) not in free), width - x))
            )
            down = data.draw(st.integers(1, height - y))
            free -= {(y + j, x + i) for j in range(down) for i in range(right)}
            wanted[y, x] = (down, right)
            grid[y][x] = cell(f"{y},{x}", row_span=down, column_span=right)
    table = sample.table(
        rows=tuple(Row(tuple(row)) for row in grid),
        header_rows=data.draw(st.integers(0, 1)),
        widths=(100.0,) * width,
        heights=(30.0,) * height,
        aligns=("start",) * width,
    )
    package = written(slide("題", table))
    assert slide_faults(package) == []
    read = next(shape.table for shape in opened(package).slides[0].shapes if shape.has_table)
    for (y, x), (down, right) in wanted.items():
        assert read.cell(y, x).text == f"{y},{x}"
        if (down, right) != (1, 1):
            assert (read.cell(y, x).span_height, read.cell(y, x).span_width) == (down, right)
