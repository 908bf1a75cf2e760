"""The Word file: valid, native, the same bytes every time, and right without being opened first."""

from __future__ import annotations

import re
import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from ssnet_docs.content import markdown
from ssnet_docs.model.errors import ContentError, Source
from ssnet_docs.model.nodes import Chart, Node, Picture, Text
from ssnet_docs.model.report import Pages, Report
from ssnet_docs.model.table import Column, TableSpec
from ssnet_docs.model.text import Paragraph, Run, paragraph
from ssnet_docs.project import Project
from ssnet_docs.writers.docx.body import FRONT_END
from ssnet_docs.writers.docx.report import Finished, finished, write
from tests.sample_report import (
    PROJECT,
    PROSE,
    STYLE,
    THEME,
    budget,
    cell,
    chart,
    composed,
    document,
    grid,
    items,
    plan,
    report,
    row,
    section,
    slide,
    table,
    text,
)
from tests.validation import assert_valid, parts

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
VAL = f"{W}val"


def written(made: Report, known: Pages | None = None, project: Project = PROJECT) -> dict[str, bytes]:
    return parts(write(made, THEME, project, known))


def body(made: Report, known: Pages | None = None) -> etree._Element:
    return etree.fromstring(written(made, known)["word/document.xml"])


def nodes_body(*nodes: Node) -> etree._Element:
    return body(report(*nodes))


def said(element: etree._Element) -> str:
    """The text of an element as it is shown."""
    return "".join(one.text or "" for one in element.iter(f"{W}t"))


def styled(root: etree._Element, style: str) -> list[etree._Element]:
    found = root.iterfind(f".//{W}p")
    return [one for one in found if (name := one.find(f"{W}pPr/{W}pStyle")) is not None and name.get(VAL) == style]


def codes(root: etree._Element) -> list[str]:
    return [(one.text or "").strip() for one in root.iter(f"{W}instrText")]


def report_table(*nodes: Node) -> etree._Element:
    """The first table that is not part of the cover."""
    return next(one for one in nodes_body(*nodes).iter(f"{W}tbl") if said(one)[:2] != "承辦")


# --- package -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["draft", "final"])
def test_a_whole_plan_is_a_valid_package(status: str) -> None:
    assert_valid(write(composed(plan(status)), THEME, PROJECT))


def test_an_empty_document_is_a_valid_package() -> None:
    assert_valid(write(composed(document()), THEME, PROJECT))


def test_the_same_report_gives_the_same_bytes() -> None:
    assert write(composed(plan()), THEME, PROJECT) == write(composed(plan()), THEME, PROJECT)


def test_the_file_bears_the_documents_date_and_the_organisation_not_the_machines() -> None:
    properties = docx.Document(BytesIO(write(composed(plan()), THEME, PROJECT))).core_properties
    assert properties.created is not None
    assert properties.created.date().isoformat() == "2025-11-20"
    assert (properties.author, properties.last_modified_by) == ("衛生福利部", "衛生福利部")
    assert properties.language == "zh-TW"
    assert properties.title == "115年度「強化社會安全網計畫2.0」作業計畫"


def test_source_date_epoch_decides_the_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    properties = docx.Document(BytesIO(write(composed(plan()), THEME, PROJECT))).core_properties
    assert properties.created is not None
    assert properties.created.year == 2001


def test_ids_of_bookmarks_and_drawings_are_unique() -> None:
    root = body(composed(plan()))
    names = Counter(one.get(f"{W}name") for one in root.iter(f"{W}bookmarkStart"))
    ids = Counter(one.get(f"{W}id") for one in root.iter(f"{W}bookmarkStart"))
    drawings = Counter(one.get("id") for one in root.iter(f"{WP}docPr"))
    assert all(count == 1 for counter in (names, ids, drawings) for count in counter.values())
    assert all(re.fullmatch(r"[A-Za-z_]\w{0,39}", str(name)) for name in names)


def test_every_field_begins_separates_and_ends() -> None:
    depth = 0
    for one in body(composed(plan())).iter(f"{W}fldChar"):
        kind = one.get(f"{W}fldCharType")
        depth += {"begin": 1, "separate": 0, "end": -1}[str(kind)]
        assert depth >= 0
    assert depth == 0


def test_every_field_leads_to_a_bookmark_that_is_there() -> None:
    root = body(composed(plan()))
    names = {one.get(f"{W}name") for one in root.iter(f"{W}bookmarkStart")}
    wanted = [match[1] for code in codes(root) if (match := re.match(r"(?:PAGE)?REF (\S+)", code))]
    anchors = [one.get(f"{W}anchor") for one in root.iter(f"{W}hyperlink") if one.get(f"{W}anchor")]
    assert wanted
    assert set(wanted) | set(anchors) <= names


# --- headings and lists --------------------------------------------------------------------------------------------


def test_headings_are_native_and_their_numbers_come_from_the_style() -> None:
    root = body(composed(plan()))
    assert [said(one) for one in styled(root, "Heading1")] == ["計畫緣起", "經費需求", "人力需求", "附錄一、指標定義"]
    assert styled(root, "Heading2")[0].find(f".//{W}numPr") is None
    numbering = etree.fromstring(written(composed(plan()))["word/numbering.xml"])
    levels = numbering.find(f"{W}abstractNum").findall(f"{W}lvl")  # type: ignore[union-attr]
    shown = [(one.find(f"{W}numFmt").get(VAL), one.find(f"{W}lvlText").get(VAL)) for one in levels]  # type: ignore[union-attr]
    assert shown[:5] == [
        ("ideographLegalTraditional", "%1、"),
        ("taiwaneseCountingThousand", "%2、"),
        ("taiwaneseCountingThousand", "（%3）"),
        ("decimal", "%4."),
        ("decimal", "（%5）"),
    ]


def test_every_list_has_a_numbering_that_exists() -> None:
    found = written(report(items(), items()))
    numbering = etree.fromstring(found["word/numbering.xml"])
    known = {one.get(f"{W}numId") for one in numbering.iter(f"{W}num")}
    root = etree.fromstring(found["word/document.xml"])
    used = {one.get(VAL) for one in root.iter(f"{W}numId")}
    assert used
    assert used <= known


def test_sublists_begin_anew_with_their_own_number() -> None:
    numbering = etree.fromstring(written(report(items()))["word/numbering.xml"])
    starts = [
        (over.get(f"{W}ilvl"), over.find(f"{W}startOverride").get(VAL))  # type: ignore[union-attr]
        for over in numbering.iter(f"{W}lvlOverride")
    ]
    assert starts == [("0", "1"), ("1", "1"), ("1", "1")]


# --- contents ------------------------------------------------------------------------------------------------------


def test_contents_show_numbers_titles_and_the_pages_that_are_known() -> None:
    made = composed(plan())
    known = Pages({heading.bookmark: 10 + place for place, heading in enumerate(made.headings)}, 40)
    entries = [said(one) for level in (1, 2, 3) for one in styled(body(made, known), f"TOC{level}")]
    assert len(entries) == len(made.headings)
    assert entries[0] == "壹、計畫緣起10"
    assert "附錄一、指標定義" in "".join(entries)


def test_lists_of_tables_and_figures_hold_every_caption() -> None:
    made = composed(plan())
    root = body(made)
    entries = [said(one) for one in styled(root, "TableofFigures")]
    captions = [f"{one.label}　{one.text.text}" for kind in ("table", "figure") for one in made.captions(kind)]  # type: ignore[arg-type]
    assert entries == captions
    assert [code for code in codes(root) if code.startswith("TOC")] == [
        'TOC \\o "1-3" \\h \\z \\u',
        'TOC \\h \\z \\c "表"',
        'TOC \\h \\z \\c "圖"',
    ]


@pytest.mark.parametrize(
    ("tables", "begins_a_page"),
    [(3, False), (17, False), (18, True), (26, True), (27, True), (28, True), (29, False), (44, False), (45, True)],
)
def test_the_list_of_figures_stands_below_that_of_tables_where_it_surely_fits(tables: int, begins_a_page: bool) -> None:
    tabled = [table(grid(2, caption=f"表{number}"), key=f"t{number}") for number in range(tables)]
    root = nodes_body(*tabled, Chart(spec=chart(), description="戶數", key="c"))
    (heading,) = [one for one in styled(root, "TOCHeading") if said(one) == "圖　次"]
    assert (heading.find(f"{W}pPr/{W}pageBreakBefore") is not None) == begins_a_page


def test_without_page_numbers_word_is_told_to_compute_them() -> None:
    made = composed(plan())
    assert b"<w:updateFields" in written(made)["word/settings.xml"]
    assert b'w:dirty="1"' in written(made)["word/document.xml"]
    known = Pages({}, 12)
    assert b"<w:updateFields" not in written(made, known)["word/settings.xml"]
    assert b"w:dirty" not in written(made, known)["word/document.xml"]


def test_pages_are_asked_for_until_the_lists_end_where_they_were_said_to() -> None:
    made = composed(plan())
    asked: list[Pages] = []
    ends = iter((2, 3, 3, 3))

    def renderer(data: bytes) -> Pages:
        end = next(ends)
        asked.append(Pages({made.headings[0].bookmark: end + 1, FRONT_END: end}, 9))
        return asked[-1]

    done = finished(made, THEME, PROJECT, renderer)
    assert len(asked) == 4
    assert done == Finished(write(made, THEME, PROJECT, asked[2]), 9)
    assert not done.fields_pending


def test_what_is_laid_out_again_has_the_lists_and_no_more() -> None:
    made = composed(plan())
    root = etree.fromstring(parts(write(made, THEME, PROJECT, front_only=True))["word/document.xml"])
    assert len(styled(root, "TOC1")) == len([one for one in made.headings if one.level == 1])
    assert styled(root, "Heading1") == []


@pytest.mark.parametrize("renderer", [None, lambda data: None])
def test_without_an_office_program_the_fields_are_left_to_word(renderer: None) -> None:
    done = finished(composed(plan()), THEME, PROJECT, renderer)
    assert done.fields_pending
    assert b"<w:updateFields" in parts(done.data)["word/settings.xml"]


# --- captions and references ---------------------------------------------------------------------------------------


def test_captions_count_with_fields_above_tables_and_below_figures() -> None:
    root = nodes_body(table(grid(1)), Chart(spec=chart(), description="說明"))
    captions = styled(root, "Caption")
    assert [said(one) for one in captions] == ["表1　測試表", "圖1　脆弱家庭訪視戶數與推估戶數"]
    assert [codes(one) for one in captions] == [["SEQ 表 \\* ARABIC"], ["SEQ 圖 \\* ARABIC"]]
    assert captions[0].find(f"{W}pPr/{W}keepNext") is not None
    assert captions[1].getprevious().find(f".//{W}drawing") is not None  # type: ignore[union-attr]


def test_cross_references_show_what_they_lead_to() -> None:
    root = body(composed(plan()))
    text_ = next(said(one) for one in styled(root, "BodyText") if "經費需求詳" in said(one))
    assert text_.startswith("經費需求詳表1，趨勢詳圖1，詳見參、人力需求；法規見全國法規資料庫。")


def test_web_links_are_external_relationships() -> None:
    found = written(composed(plan()))
    rels = etree.fromstring(found["word/_rels/document.xml.rels"])
    external = {one.get("Id"): one.get("Target") for one in rels if one.get("TargetMode") == "External"}
    root = etree.fromstring(found["word/document.xml"])
    (link,) = [one for one in root.iter(f"{W}hyperlink") if one.get(f"{R}id")]
    assert external[link.get(f"{R}id")] == "https://law.moj.gov.tw/?a=1&b=2"


def test_footnotes_stand_in_a_part_of_their_own() -> None:
    found = written(composed(plan()))
    notes = etree.fromstring(found["word/footnotes.xml"])
    assert [said(one) for one in notes if one.get(f"{W}id") == "1"] == [" 行政院院臺衛字第1090021357號函。"]
    root = etree.fromstring(found["word/document.xml"])
    assert [one.get(f"{W}id") for one in root.iter(f"{W}footnoteReference")] == ["1"]


def test_a_footnote_may_stand_inside_a_paragraph_and_in_a_table() -> None:
    words = Paragraph(markdown.inline('依[核定函](#note "院臺衛字第109號 (109年7月9日)")辦理。'))
    spec = TableSpec((Column("a"),), (row("欄", kind="header"),), (row(replace(cell(""), paragraphs=(words,))),))
    data = write(report(Text(paragraphs=(words,)), table(spec)), THEME, PROJECT)
    assert_valid(data)
    found = parts(data)
    notes = etree.fromstring(found["word/footnotes.xml"])
    assert [said(one).strip() for one in notes if one.get(f"{W}id") in {"1", "2"}] == [
        "院臺衛字第109號 (109年7月9日)"
    ] * 2
    (line,) = styled(etree.fromstring(found["word/document.xml"]), "BodyText")
    marks = line.iter(f"{W}t", f"{W}footnoteReference")
    assert [one.text for one in marks] == ["依", "核定函", None, "辦理。"]


# --- tables --------------------------------------------------------------------------------------------------------


def grid_of(found: etree._Element) -> list[list[tuple[int, str | None]]]:
    """Each row's cells: columns, and None, `restart` or `continue`."""
    rows = []
    for line in found.iterfind(f"{W}tr"):
        cells = []
        for one in line.iterfind(f"{W}tc"):
            span = one.find(f"{W}tcPr/{W}gridSpan")
            merge = one.find(f"{W}tcPr/{W}vMerge")
            state = None if merge is None else merge.get(VAL, "continue")
            cells.append((1 if span is None else int(str(span.get(VAL))), state))
        rows.append(cells)
    return rows


def test_merged_cells_fill_every_row_of_the_grid() -> None:
    found = report_table(table(budget()))
    assert all(sum(columns for columns, _ in line) == 6 for line in grid_of(found))
    assert grid_of(found)[0] == [(1, "restart"), (1, "restart"), (2, None), (1, "restart"), (1, "restart")]
    assert grid_of(found)[1] == [
        (1, "continue"),
        (1, "continue"),
        (1, None),
        (1, None),
        (1, "continue"),
        (1, "continue"),
    ]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_pattern_of_merged_cells_fills_the_grid(data: st.DataObject) -> None:
    rows, columns = data.draw(st.integers(1, 5)), data.draw(st.integers(1, 5))
    free = {(y, x) for y in range(rows) for x in range(columns)}
    cells: dict[tuple[int, int], object] = {}
    for y, x in sorted(free):
        if (y, x) not in free:
            continue
        high = data.draw(st.integers(1, rows - y))
        wide = data.draw(st.integers(1, columns - x))
        while not {(y + down, x + right) for down in range(high) for right in range(wide)} <= free:
            high, wide = (high - 1, wide) if high > 1 else (high, wide - 1)
        free -= {(y + down, x + right) for down in range(high) for right in range(wide)}
        cells[y, x] = cell(f"{y},{x}", columns=wide, rows=high)
    spec = TableSpec(
        tuple(Column(f"c{x}") for x in range(columns)),
        (row(*(f"欄{x}" for x in range(columns)), kind="header"),),
        tuple(row(*(cells.get((y, x)) for x in range(columns))) for y in range(rows)),  # type: ignore[arg-type]
    )
    found = report_table(table(spec))
    assert all(sum(wide for wide, _ in line) == columns for line in grid_of(found))
    assert [said(one) for one in found.iter(f"{W}tc") if "," in said(one)] == [f"{y},{x}" for y, x in sorted(cells)]


def test_header_rows_repeat_and_rows_stay_whole() -> None:
    found = report_table(table(grid(30)))
    rows = found.findall(f"{W}tr")
    assert [one.find(f"{W}trPr/{W}tblHeader") is not None for one in rows] == [True] + [False] * 30
    assert all(one.find(f"{W}trPr/{W}cantSplit") is not None for one in rows)


def test_a_row_higher_than_the_page_may_break() -> None:
    spec = TableSpec((Column("a"),), (row("甲", kind="header"),), (row("短"), row(PROSE * 30)))
    rows = report_table(table(spec)).findall(f"{W}tr")
    assert [one.find(f"{W}trPr/{W}cantSplit") is not None for one in rows] == [True, True, False]


def test_a_sum_stays_with_the_row_above_it_and_is_bold() -> None:
    found = report_table(table(replace(budget(), body=budget().body * 8)))
    rows = found.findall(f"{W}tr")
    sums = [index for index, one in enumerate(rows) if said(one).startswith(("小計", "合計"))]
    for index in sums:
        assert all(one.find(f"{W}pPr/{W}keepNext") is not None for one in rows[index - 1].iter(f"{W}p"))
        assert all(one.find(f"{W}rPr/{W}b") is not None for one in rows[index].iter(f"{W}r"))


def test_a_table_says_what_it_is_to_those_who_cannot_see_it() -> None:
    properties = report_table(table(budget(), description="按策略列")).find(f"{W}tblPr")
    assert properties is not None
    assert properties.find(f"{W}tblCaption").get(VAL) == "115年度經費需求"  # type: ignore[union-attr]
    assert properties.find(f"{W}tblDescription").get(VAL) == "按策略列"  # type: ignore[union-attr]


def test_cells_line_breaks_and_list_marks_are_kept() -> None:
    inner = replace(cell("第一行\n第二行"), paragraphs=(paragraph("甲\n乙"), paragraph("丙", mark=None, level=1)))
    spec = TableSpec((Column("a"),), (row("欄", kind="header"),), (row(inner),))
    found = report_table(table(spec))
    assert len(list(found.iter(f"{W}br"))) == 1
    assert said(found) == "欄甲乙丙"


def test_five_thousand_rows_are_one_table() -> None:
    root = body(report(table(grid(5000))))
    assert [len(one.findall(f"{W}tr")) for one in root.iter(f"{W}tbl")][-1] == 5001


# --- figures -------------------------------------------------------------------------------------------------------


def test_charts_are_native_with_their_workbook_and_alternative_text() -> None:
    made = report(Chart(spec=chart(), description="訪視戶數由1,200戶增至1,604戶。"))
    found = written(made)
    assert b"c:chartSpace" in found["word/charts/chart1.xml"]
    assert found["word/embeddings/Microsoft_Excel_Worksheet1.xlsx"].startswith(b"PK")
    (shown,) = etree.fromstring(found["word/document.xml"]).iter(f"{WP}docPr")
    assert shown.get("descr") == "訪視戶數由1,200戶增至1,604戶。"


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\x00" + b"\x80\x90\xa0" * width for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_the_same_picture_is_stored_once(tmp_path: Path) -> None:
    (tmp_path / "photo.png").write_bytes(png(40, 20))
    photo = Picture(path="photo.png", width=40, height=20, description="社福中心", credit=paragraph("攝影：本局"))
    data = write(report(photo, photo), THEME, Project(tmp_path))
    assert_valid(data)
    assert [name for name in parts(data) if name.startswith("word/media/")] == ["word/media/image1.png"]
    root = etree.fromstring(parts(data)["word/document.xml"])
    assert [said(one) for one in styled(root, "Caption")] == ["圖1　社福中心", "圖2　社福中心"]


def test_a_picture_that_is_gone_is_an_error_at_its_place(tmp_path: Path) -> None:
    place = Source("content/plans/a.yaml", 3, 1)
    gone = Picture(path="gone.png", width=4, height=2, description="照片", source=place)
    with pytest.raises(ContentError) as caught:
        write(report(gone), THEME, Project(tmp_path))
    assert caught.value.source == place


# --- pages and faces -----------------------------------------------------------------------------------------------


def sections(root: etree._Element) -> Iterator[tuple[str, int]]:
    for one in root.iter(f"{W}sectPr"):
        size = one.find(f"{W}pgSz")
        assert size is not None
        yield size.get(f"{W}orient", "portrait"), len(one.findall(f"{W}footerReference"))


def test_landscape_pages_keep_header_and_footer_and_the_cover_has_no_footer() -> None:
    made = composed(plan())
    assert list(sections(body(made))) == [
        ("portrait", 0),
        ("portrait", 1),
        ("portrait", 1),
        ("landscape", 1),
        ("portrait", 1),
    ]


def test_the_draft_has_a_watermark_on_every_page_and_the_final_none() -> None:
    for status, marks in (("draft", 3), ("final", 0)):
        found = written(composed(plan(status)))
        headers = [found[name] for name in found if name.startswith("word/header")]
        assert sum("草案".encode() in one and b"v:textpath" in one for one in headers) == marks


def test_the_footer_counts_pages() -> None:
    footer = etree.fromstring(written(composed(plan()), Pages({}, 28))["word/footer1.xml"])
    assert said(footer) == "第 1 頁，共 28 頁"
    assert codes(footer) == ["PAGE", "NUMPAGES"]


def test_the_faces_are_the_official_ones_with_their_other_names() -> None:
    found = written(composed(plan()))
    defaults = etree.fromstring(found["word/styles.xml"]).find(f".//{W}rPrDefault//{W}rFonts")
    assert defaults is not None
    assert defaults.get(f"{W}eastAsia") == "標楷體"
    assert defaults.get(f"{W}ascii") == "Times New Roman"
    assert b"DFKai-SB" in found["word/fontTable.xml"]


def test_body_text_has_an_exact_line_and_no_character_grid() -> None:
    styles = etree.fromstring(written(composed(plan()))["word/styles.xml"])
    (normal,) = [one for one in styles.iter(f"{W}style") if one.get(f"{W}styleId") == "BodyText"]
    spacing = normal.find(f"{W}pPr/{W}spacing")
    assert spacing is not None
    assert (spacing.get(f"{W}line"), spacing.get(f"{W}lineRule")) == (str(round(STYLE.line * 20)), "exact")
    snap = styles.find(f".//{W}pPrDefault//{W}snapToGrid")
    assert snap is not None
    assert snap.get(VAL) == "0"


# --- text ----------------------------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn"]), min_size=1, max_size=80))
def test_any_text_comes_out_as_it_went_in(typed: str) -> None:
    if any(letter in typed for letter in "\ufff9\ufffa\ufffb") or not typed.strip():
        return
    root = nodes_body(text(typed))
    assert typed in [said(one) for one in styled(root, "BodyText")]


@pytest.mark.parametrize("typed", ["a\x07b", "a\x00b", "\ufff9"])
def test_a_control_character_is_refused(typed: str) -> None:
    with pytest.raises(ContentError, match=r"U\+"):
        write(report(text(typed)), THEME, PROJECT)


def test_quotation_marks_beside_han_are_set_in_the_chinese_face() -> None:
    (found,) = styled(nodes_body(Text(paragraphs=(Paragraph((Run("“引號”"),)),))), "BodyText")
    fonts = found.find(f".//{W}rFonts")
    assert fonts is not None
    assert fonts.get(f"{W}hint") == "eastAsia"


def test_python_docx_opens_the_file_and_sees_headings_and_tables() -> None:
    opened = docx.Document(BytesIO(write(composed(plan()), THEME, PROJECT)))
    titles = [one.text for one in opened.paragraphs if one.style is not None and one.style.name == "Heading 1"]
    assert titles == ["計畫緣起", "經費需求", "人力需求", "附錄一、指標定義"]
    assert (
        len(opened.tables) == len([one for one in composed(plan()).blocks if type(one).__name__ == "ReportTable"]) + 2
    )


def test_a_chapter_without_text_is_still_a_chapter() -> None:
    root = body(composed(document(section("a", "緣起", slide("a/1", "依據")))))
    assert [said(one) for one in styled(root, "Heading2")] == ["依據"]
