"""The list of changes, as a reviewer reads it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import docx
import pytest
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from ssnet_docs import build, cli
from ssnet_docs.content import catalogue
from ssnet_docs.diff import json_form
from ssnet_docs.diff.changes import changes
from ssnet_docs.diff.compare import compare
from ssnet_docs.diff.quantities import quantities
from ssnet_docs.diff.summary import summary
from ssnet_docs.diff.terminal import lines
from ssnet_docs.model.change import Change, Changes
from ssnet_docs.project import Project
from ssnet_docs.readers import version
from tests.bench import decks
from tests.test_diff_reports import document, read

SLIDES = (
    ("服務現況", "脆弱家庭服務涵蓋率82.3%，服務12,345人次。"),
    ("人力布建", "社工人力目標120人，已進用98人，進用率81.7%。"),
    ("未來規劃", "持續強化跨網絡合作，脆弱家庭服務涵蓋率82.3%為基準。"),
)


def deck() -> Any:
    made = Presentation()
    for title, text in SLIDES:
        slide = made.slides.add_slide(made.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = text
        slide.notes_slide.notes_text_frame.text = f"說明{title}之重點。"
    data = CategoryChartData()
    data.categories = ["108年", "109年"]
    data.add_series("涵蓋率", (61.5, 82.3))
    made.slides[0].shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(4), Inches(5), Inches(3), data)
    return made


def of_reports(changed: Any) -> Changes:
    return changes(compare(read(document(), "舊.docx"), read(changed, "新.docx")))


def of_decks(changed: Any) -> Changes:
    return changes(compare(read(deck(), "舊.pptx"), read(changed, "新.pptx")))


def kinds(found: Iterable[Change]) -> list[str]:
    return [change.kind for change in found]


def replaced(paragraph: Any, old: str, new: str) -> None:
    paragraph.runs[0].text = paragraph.runs[0].text.replace(old, new)


def test_a_figure_is_told_with_its_difference_and_without_float_noise() -> None:
    changed = document()
    replaced(changed.paragraphs[2], "12,345人次", "12,845人次")
    (change,) = of_reports(changed).changes
    assert (change.kind, change.old, change.new) == ("figure", "12,345人次", "12,845人次")
    assert change.figure is not None
    assert (change.figure.difference, change.figure.percent, change.figure.unit) == (500.0, 4.05, "人次")
    changed = document()
    replaced(changed.paragraphs[2], "85.1%", "85.4%")
    (change,) = of_reports(changed).changes
    assert change.figure is not None
    assert (change.figure.difference, change.figure.unit) == (0.3, "個百分點")


def test_a_figure_and_the_words_beside_it_are_two_changes_and_a_cell_is_named_by_row_and_column() -> None:
    changed = document()
    replaced(changed.paragraphs[1], "整合各網絡單位", "結合各網絡單位")
    changed.tables[0].cell(1, 1).text = "125"
    found = of_reports(changed)
    assert kinds(found.changes) == ["wording", "figure"]
    assert found.changes[1].summary.startswith("臺中市・人數：120 → 125")
    assert summary(found) == "1 個數字、1 處文字"


def test_segments_give_both_texts() -> None:
    changed = document()
    replaced(changed.paragraphs[1], "整合各網絡單位", "結合各網絡單位")
    (change,) = of_reports(changed).changes
    place = change.places[0]
    assert "".join(item.text for item in change.segments if item.kind != "inserted") == place.old_text
    assert "".join(item.text for item in change.segments if item.kind != "deleted") == place.new_text


def test_a_sentence_that_only_looks_different_is_a_change_of_look() -> None:
    changed = document()
    changed.paragraphs[1].runs[0].bold = True
    (change,) = of_reports(changed).changes
    assert (change.kind, change.cause, change.summary) == ("look", "template", "加上粗體")


def test_rows_are_added_removed_and_moved_and_not_edited() -> None:
    changed = document()
    table = changed.tables[0]
    table._tbl.remove(table.rows[2]._tr)
    cells = table.add_row().cells
    for cell, text in zip(cells, ("雲林縣", "77", "31%"), strict=True):
        cell.text = text
    assert sorted(kinds(of_reports(changed).changes)) == ["row-added", "row-removed"]


def test_running_numbers_that_shift_are_folded_away() -> None:
    def numbered(*names: str) -> Any:
        made = docx.Document()
        table = made.add_table(rows=1 + len(names), cols=3)
        for index, name in enumerate(("", *names)):
            texts = (str(index), name, "辦理單位") if index else ("編號", "工作項目", "單位")
            for cell, text in zip(table.rows[index].cells, texts, strict=True):
                cell.text = text
        return made

    names = ("督導訪視作業", "教育訓練課程", "成果發表會議", "網絡聯繫會議")
    old = read(numbered(*names), "舊.docx")
    found = changes(compare(old, read(numbered(names[0], "新進人員座談", *names[1:]), "新.docx")))
    assert [change.kind for change in found.changes if change.cause != "regeneration"] == ["row-added"]
    assert {change.cause for change in found.changes} == {"structure", "regeneration"}


def test_one_figure_at_several_places_is_one_change_and_what_did_not_follow_is_named() -> None:
    changed = deck()
    replaced(changed.slides[0].placeholders[1].text_frame.paragraphs[0], "82.3%", "83.1%")
    (change,) = of_decks(changed).changes
    assert (change.kind, change.old, change.new) == ("figure", "82.3%", "83.1%")
    assert [place.new_number for place in change.left_behind] == [3]
    replaced(changed.slides[2].placeholders[1].text_frame.paragraphs[0], "82.3%", "83.1%")
    (change,) = of_decks(changed).changes
    assert [place.new_number for place in change.places] == [1, 3]
    assert change.left_behind == ()


def test_chart_data_is_told_by_series_and_category() -> None:
    changed = deck()
    chart = next(shape.chart for shape in changed.slides[0].shapes if shape.has_chart)
    data = CategoryChartData()
    data.categories = ["108年", "109年"]
    data.add_series("涵蓋率", (61.5, 84.0))
    chart.replace_data(data)
    (change,) = of_decks(changed).changes
    assert change.kind == "chart"
    assert change.summary.startswith("涵蓋率・109年：82.3 → 84")


def test_slides_moved_renamed_and_removed_are_told_once_each() -> None:
    changed = deck()
    ids = changed.slides._sldIdLst
    first = ids[0]
    ids.remove(first)
    ids.append(first)
    (change,) = of_decks(changed).changes
    assert (change.kind, change.places[0].old_number, change.places[0].new_number) == ("section-moved", 1, 3)
    changed = deck()
    replaced(changed.slides[1].shapes.title.text_frame.paragraphs[0], "人力布建", "人力配置")
    assert kinds(of_decks(changed).changes) == ["section-renamed"]
    changed = deck()
    ids = changed.slides._sldIdLst
    changed.part.drop_rel(ids[1].rId)
    ids.remove(ids[1])
    assert kinds(of_decks(changed).changes) == ["section-removed"]


def test_reshuffled_ids_make_no_difference() -> None:
    changed = deck()
    for slide in changed.slides:
        for number, element in enumerate(slide.shapes._spTree.iter("{*}cNvPr"), start=500):
            element.set("id", str(number))
            element.set("name", f"Shape {number}")
    assert of_decks(changed).same


def test_notes_are_told_as_notes() -> None:
    changed = deck()
    replaced(changed.slides[1].notes_slide.notes_text_frame.paragraphs[0], "重點", "重點與期程")
    (change,) = of_decks(changed).changes
    assert (change.kind, change.new) == ("notes", "與期程")


def test_a_version_and_itself_have_no_changes() -> None:
    assert of_reports(document()).changes == ()
    assert of_decks(deck()).changes == ()


def test_json_is_plain_and_stable() -> None:
    changed = document()
    replaced(changed.paragraphs[2], "85.1%", "85.4%")
    told = json.dumps(json_form.as_dict(of_reports(changed)), ensure_ascii=False)
    assert told == json.dumps(json_form.as_dict(of_reports(changed)), ensure_ascii=False)
    assert json.loads(told)["changes"][0]["figure"]["difference"] == 0.3


def test_the_terminal_is_readable_without_colour() -> None:
    changed = document()
    replaced(changed.paragraphs[1], "整合各網絡單位", "結合各網絡單位")
    told = "\n".join(line.plain for line in lines(of_reports(changed)))
    assert "1 處文字" in told
    assert "[-整-]{+結+}合各網絡單位" in told


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("共4萬7,000人", [("4萬7,000人", "47000")]),
        ("計1億2,345萬元", [("1億2,345萬元", "123450000")]),
        ("達82.3%，較目標−1.2%", [("82.3%", "82.3"), ("1.2%", "1.2")]),
        ("１２，３４５人次", [("１２，３４５人次", "12345")]),
    ],
)
def test_figures_are_read_as_they_are_printed(text: str, numbers: list[tuple[str, str]]) -> None:
    assert [(found.text, format(found.number, "f")) for found in quantities(text)] == numbers


def test_the_command_ends_with_0_1_or_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = tmp_path / "舊.docx", tmp_path / "新.docx"
    document().save(old)
    changed = document()
    replaced(changed.paragraphs[2], "85.1%", "85.4%")
    changed.save(new)
    assert cli.main(["diff", str(old), str(old)]) == 0
    assert cli.main(["diff", str(old), str(new), "--json", str(tmp_path / "差異.json")]) == 1
    assert "▲0.3個百分點" in capsys.readouterr().out
    assert json.loads((tmp_path / "差異.json").read_text())["same"] is False
    assert cli.main(["diff", str(old), str(tmp_path / "沒有.docx")]) == 2
    assert "找不到檔案" in capsys.readouterr().err


# --- decks changed at random ---------------------------------------------------------------------------------------


def test_decks_changed_at_random_are_told_truly_whatever_their_internal_numbers() -> None:
    total = decks.DeckScore()
    for seed in range(20):
        case = decks.mutated(seed)
        total.add(decks.score(case, changes(compare(version.read(case.old, "舊"), version.read(case.new, "新")))))
    assert total.edits > 40
    assert total.recall >= 0.95, total.faults
    assert total.false == 0, total.faults


@pytest.mark.parametrize("form", ["pptx", "docx"])
def test_two_builds_of_the_same_content_differ_in_nothing(form: str) -> None:
    project = Project.find()
    entry = catalogue.catalogue(project)["penghu"]
    one, other = (build.document(project, entry, form, build.data(project), paginated=False).data for _ in range(2))
    found = changes(compare(version.read(one, "舊"), version.read(other, "新")))
    assert found.changes == ()
    assert found.uncovered == ()
