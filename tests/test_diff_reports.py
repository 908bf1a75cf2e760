"""Reports made by hand and compared: what goes together, seen through real Word files."""

from __future__ import annotations

import copy
from io import BytesIO
from typing import Any

import docx
import pytest

from ssnet_docs.diff.compare import compare
from ssnet_docs.model.change import BlockPair, Comparison, TablePair, TextPair
from ssnet_docs.model.version import Version, VersionParagraph
from ssnet_docs.readers import version

TEXTS = (
    "本計畫以家庭為中心、社區為基礎，整合各網絡單位之服務資源。",
    "脆弱家庭服務涵蓋率由82.3%提升至85.1%，服務12,345人次。",
    "各直轄市、縣市政府應每季召開跨局處協調會議一次。",
    "社工人員進用情形按月填報，並列入年度考核項目辦理。",
    "自殺通報個案之關懷訪視服務，由衛生局主責辦理之。",
    "本計畫經費由中央與地方政府共同分擔，按比率編列。",
)


def document() -> Any:
    made = docx.Document()
    made.add_heading("壹、計畫目標", 1)
    for text in TEXTS[:3]:
        made.add_paragraph(text)
    made.add_heading("貳、執行方式", 1)
    for text in TEXTS[3:]:
        made.add_paragraph(text)
    table = made.add_table(rows=4, cols=3)
    rows = (("縣市", "人數", "比率"), ("臺中市", "120", "61%"), ("彰化縣", "85", "40%"), ("南投縣", "33", "15%"))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return made


def read(made: Any, label: str = "報告.docx") -> Version:
    stream = BytesIO()
    made.save(stream)
    return version.read(stream.getvalue(), label)


def compared(changed: Any) -> Comparison:
    return compare(read(document()), read(changed))


def pairs(comparison: Comparison) -> list[BlockPair]:
    return [pair for section in comparison.sections for pair in section.blocks]


def texts(comparison: Comparison) -> list[TextPair]:
    return [pair for pair in pairs(comparison) if isinstance(pair, TextPair)]


def edited(comparison: Comparison) -> list[TextPair]:
    """The pairs that are not the same on both sides."""
    return [
        pair
        for pair in texts(comparison)
        if not pair.old or not pair.new or any(step.kind != "equal" for step in pair.operations) or pair.looks
    ]


def table(comparison: Comparison) -> TablePair:
    return next(pair for pair in pairs(comparison) if isinstance(pair, TablePair))


def test_a_report_and_itself_differ_in_nothing() -> None:
    comparison = compared(document())
    assert not edited(comparison)
    assert all(section.old and section.new for section in comparison.sections)
    assert all(row.old and row.new for row in table(comparison).rows)


def test_every_paragraph_of_both_versions_stands_in_the_comparison_once() -> None:
    changed = document()
    body = changed.paragraphs
    body[1].text = body[1].text.replace("服務資源", "人力與資源")
    body[6]._p.addprevious(body[2]._p)
    changed.add_paragraph("附註：本表為初步統計。")
    comparison = compared(changed)
    for side, one in (("old", comparison.old), ("new", comparison.new)):
        found = [item.text for pair in texts(comparison) for item in getattr(pair, side)]
        there = [block for section in one.sections for block in section.blocks]
        assert found == [block.text for block in there if isinstance(block, VersionParagraph)]


def test_a_moved_paragraph_that_was_edited_is_one_move_with_its_edit() -> None:
    changed = document()
    moved = changed.paragraphs[2]
    changed.paragraphs[6]._p.addnext(moved._p)
    moved.text = moved.text.replace("12,345", "12,845")
    away, here = sorted(edited(compared(changed)), key=lambda pair: bool(pair.new))
    assert away.move == here.move is not None
    assert [one.text for one in here.moved_from] == [TEXTS[1]]
    assert [step.kind for step in here.operations] == ["equal", "delete", "insert", "equal"]


def test_a_split_paragraph_is_one_pair_with_two_ends() -> None:
    changed = document()
    first, second = TEXTS[1].split("，")
    changed.paragraphs[2].text = first + "，"
    changed.paragraphs[3].insert_paragraph_before(second)
    (pair,) = edited(compared(changed))
    assert (len(pair.old), len(pair.new)) == (1, 2)
    assert sum(step.kind != "equal" for step in pair.operations) == 1


def test_bold_is_a_change_of_look_and_not_of_text() -> None:
    changed = document()
    changed.paragraphs[1].runs[0].bold = True
    (pair,) = edited(compared(changed))
    assert [look.properties for look in pair.looks] == [(("bold", "", "1"),)]
    assert all(step.kind == "equal" for step in pair.operations)


def test_sorting_a_table_moves_rows_and_edits_none() -> None:
    changed = document()
    body = changed.tables[0]._tbl
    body.insert(body.index(changed.tables[0].rows[1]._tr), changed.tables[0].rows[3]._tr)
    rows = table(compared(changed)).rows
    assert [row.move for row in rows if row.new is None] == [1]
    assert [row.new.cells[0].text for row in rows if row.new and row.move] == ["南投縣"]


def test_a_row_put_in_beside_an_edited_row_leaves_the_edit_an_edit() -> None:
    changed = document()
    own = changed.tables[0]
    added = copy.deepcopy(own.rows[2]._tr)
    own.rows[2]._tr.addprevious(added)
    for cell, text in zip(own.rows[2].cells, ("苗栗縣", "41", "19%"), strict=True):
        cell.text = text
    own.rows[3].cells[1].text = "86"
    rows = table(compared(changed)).rows
    assert [row.new.cells[0].text for row in rows if row.new and row.old is None] == ["苗栗縣"]
    assert [row.new.cells[0].text for row in rows if row.new and row.old and row.old.cells[1].text == "85"] == [
        "彰化縣"
    ]


def test_a_column_put_in_leaves_the_cells_of_the_others_paired() -> None:
    changed = document()
    for index, row in enumerate(changed.tables[0].rows):
        row._tr.tc_lst[1].addprevious(copy.deepcopy(row._tr.tc_lst[1]))
        row.cells[1].text = ("目標", "130", "90", "40")[index]
    pair = table(compared(changed))
    assert pair.columns == ((0, 0), (None, 1), (1, 2), (2, 3))
    assert all(row.old and row.new for row in pair.rows)


def test_a_section_that_was_moved_is_a_moved_section() -> None:
    changed = document()
    body = changed.element.body
    second = [changed.paragraphs[index]._p for index in range(4, 8)] + [changed.tables[0]._tbl]
    for offset, element in enumerate(second):
        body.insert(offset, element)
    moved = [pair for pair in compared(changed).sections if pair.move is not None]
    assert len(moved) == 2
    assert [pair.old.title for pair in moved if pair.old] == [pair.new.title for pair in moved if pair.new]
    here = next(pair for pair in moved if pair.new)
    assert all(isinstance(block, TextPair) and block.moved_from and block.move for block in here.blocks)


@pytest.mark.parametrize("change", ["insert", "delete", "replace"])
def test_comparing_the_other_way_round_gives_the_mirror(change: str) -> None:
    changed = document()
    if change == "insert":
        changed.paragraphs[3].insert_paragraph_before("新增之段落：強化數位性別暴力之防治。")
    elif change == "delete":
        changed.paragraphs[3]._p.getparent().remove(changed.paragraphs[3]._p)
    else:
        changed.paragraphs[3].text = TEXTS[2].replace("每季", "每月")
    there, back = edited(compare(read(document()), read(changed))), edited(compare(read(changed), read(document())))
    assert [(len(p.old), len(p.new)) for p in there] == [(len(p.new), len(p.old)) for p in back]
