"""The review copy of a deck: what is listed, what is outlined, and that the deck itself stays as it is."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from pptx import Presentation
from pptx.util import Inches, Pt
from rendering import assert_inside, render
from sample_deck import PROJECT, THEME, slide, text
from sample_deck import deck as deck_of

from ssnet_docs.diff.changes import changes
from ssnet_docs.diff.compare import compare
from ssnet_docs.diff.review_copy.writing import review_copy
from ssnet_docs.export import Office
from ssnet_docs.model.errors import ContentError
from ssnet_docs.model.text import paragraph
from ssnet_docs.readers import version
from ssnet_docs.writers.pptx.deck import write
from tests import validation
from tests.test_diff_changes import deck, replaced
from tests.test_diff_html import compared, edited
from tests.test_diff_reports import document

LIST = "修正一覽"


def with_table() -> Any:
    made = deck()
    frame = made.slides[2].shapes.add_table(3, 3, Inches(1), Inches(4), Inches(6), Inches(1.8))
    rows = (("縣市", "人數", "比率"), ("臺中市", "120", "61%"), ("彰化縣", "85", "40%"))
    for row, texts in zip(frame.table.rows, rows, strict=True):
        row.height = Inches(0.6)
        for cell, words in zip(row.cells, texts, strict=True):
            cell.text = words
    return made


def changed() -> Any:
    made = with_table()
    replaced(made.slides[0].placeholders[1].text_frame.paragraphs[0], "12,345人次", "12,845人次")
    made.slides[2].shapes[-1].table.cell(1, 1).text = "130"
    made.slides[1].notes_slide.notes_text_frame.text = "說明人力布建之要點。"
    return made


def copied(old: Any, new: Any) -> bytes:
    comparison, found, files = compared(old, new, "pptx")
    return review_copy(comparison, found, files[1])


def opened(data: bytes) -> Any:
    return Presentation(BytesIO(data))


def named(slide: Any, ending: str) -> list[Any]:
    return [shape for shape in slide.shapes if shape.name.startswith("修正 ") and shape.name.endswith(ending)]


def test_the_first_slide_lists_every_change_and_leads_to_its_slide() -> None:
    made = opened(copied(with_table(), changed()))
    assert [slide.shapes.title.text for slide in made.slides] == [LIST, "服務現況", "人力布建", "未來規劃"]
    (table,) = [shape.table for shape in made.slides[0].shapes if shape.has_table]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert [row[:3] for row in rows] == [
        ["編號", "新版投影片", "種類"],
        ["1", "第 1 張", "數字"],
        ["2", "第 2 張", "備忘稿"],
        ["3", "第 3 張", "數字"],
    ]
    assert "12,345人次 → 12,845人次" in rows[1][3]
    for number, row in enumerate(list(table.rows)[1:], start=1):
        (link,) = row.cells[1]._tc.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}hlinkClick")
        identifier = link.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")
        assert made.slides[0].part.related_part(identifier) is made.slides[number].part


def test_a_changed_shape_and_a_changed_cell_are_outlined_and_labelled_with_the_old_value() -> None:
    made = opened(copied(with_table(), changed()))
    (outline,) = named(made.slides[1], "外框")
    body = made.slides[1].placeholders[1]
    assert abs(outline.left - body.left) <= Pt(3)
    assert abs(outline.width - body.width) <= Pt(5)
    (label,) = named(made.slides[1], "標籤")
    assert label.text_frame.text == "1　原 12,345人次"
    (outline,) = named(made.slides[3], "外框")
    assert abs(outline.left - Inches(3)) <= Pt(3)  # the second of three columns, the second of three rows
    assert abs(outline.top - Inches(4.6)) <= Pt(3)
    assert abs(outline.width - Inches(2)) <= Pt(5)


def test_the_changed_characters_are_underlined_and_the_texts_stay() -> None:
    new = changed()
    made = opened(copied(with_table(), new))
    underlined = [
        run.text for run in made.slides[1].placeholders[1].text_frame.paragraphs[0].runs if run.font.underline
    ]
    assert underlined == ["12,845"]
    for before, after in zip(new.slides, list(made.slides)[1:], strict=True):
        kept = [shape for shape in after.shapes if not shape.name.startswith("修正 ")]
        assert [shape.text_frame.text for shape in kept if shape.has_text_frame] == [
            shape.text_frame.text for shape in before.shapes if shape.has_text_frame
        ]


def test_what_has_no_place_on_the_slide_is_labelled_in_its_corner() -> None:
    made = opened(copied(with_table(), changed()))
    assert not named(made.slides[2], "外框")
    assert [label.text_frame.text for label in named(made.slides[2], "標籤")] == ["2　備忘稿"]


def test_a_figure_that_is_outlined_on_its_slide_is_not_labelled_again_for_its_notes() -> None:
    old, new = with_table(), changed()
    for made, words in ((old, "12,345人次"), (new, "12,845人次")):
        made.slides[0].notes_slide.notes_text_frame.text = f"服務{words}。"
    made = opened(copied(old, new))
    assert [label.text_frame.text for label in named(made.slides[1], "標籤")] == ["1　原 12,345人次"]


def test_decks_that_say_the_same_have_a_list_that_says_so() -> None:
    made = opened(copied(with_table(), with_table()))
    (table,) = [shape.table for shape in made.slides[0].shapes if shape.has_table]
    assert [cell.text for cell in table.rows[1].cells] == ["", "", "", "兩個版本沒有差異", "", ""]
    assert not any(named(slide, "") for slide in made.slides)


def test_slides_keep_the_numbers_that_they_have_in_the_new_deck() -> None:
    old, new = with_table(), changed()
    for made in (old, new):
        box = made.slides[2].shapes.add_textbox(0, 0, Inches(1), Inches(1))
        paragraph = box.text_frame.paragraphs[0]._p
        field = paragraph.makeelement(
            "{http://schemas.openxmlformats.org/drawingml/2006/main}fld",
            {"type": "slidenum", "id": "{6F0F1F0E-0A0C-4D53-9B1E-55E6F2A3C0D1}"},
        )
        paragraph.append(field)
    made = opened(copied(old, new))
    assert "3" in [shape.text_frame.text for shape in made.slides[3].shapes if shape.has_text_frame]
    assert b"slidenum" not in made.slides[3].part.blob


def test_many_changes_continue_on_further_slides() -> None:
    old, new = deck(), deck()
    for made, mark in ((old, "甲"), (new, "乙")):
        for number in range(40):
            slide = made.slides.add_slide(made.slide_layouts[1])
            slide.shapes.title.text = f"第{number}項工作之辦理情形與成果"
            slide.placeholders[1].text = f"本項由{mark}單位主責，另有相關單位{number}個協助辦理。"
    made = opened(copied(old, new))
    titles = [slide.shapes.title.text for slide in made.slides]
    count = len(titles) - len(new.slides)
    assert count > 2
    assert titles[:count] == [f"{LIST}（{number}／{count}）" for number in range(1, count + 1)]
    assert all(named(slide, "外框") for slide in list(made.slides)[count + 3 :])


def of_the_program(*, changed: bool) -> bytes:
    """A deck of this program, one of whose slides stands elsewhere and has other words in the new version."""
    words = "執行成果（修正）" if changed else "執行成果"
    slides = [
        slide("服務現況", text("body", paragraph("脆弱家庭服務涵蓋率"))),
        slide("人力布建", text("body", paragraph("社工人力"))),
    ]
    slides.insert(
        0 if changed else 2, slide(words, text("body", paragraph("服務12,845人次" if changed else "服務12,345人次")))
    )
    return write(deck_of(*slides), THEME, PROJECT)


def copy_of_the_program() -> bytes:
    old, new = of_the_program(changed=False), of_the_program(changed=True)
    comparison = compare(version.read(old, "舊.pptx"), version.read(new, "新.pptx"))
    return review_copy(comparison, changes(comparison), new)


def test_the_same_decks_give_the_same_copy_and_a_valid_one() -> None:
    data = copy_of_the_program()
    assert data == copy_of_the_program()
    validation.assert_valid(data)


def test_a_deck_with_macros_becomes_one_without() -> None:
    comparison, found, files = compared(with_table(), changed(), "pptx")
    stream = BytesIO()
    with ZipFile(BytesIO(files[1])) as package, ZipFile(stream, "w") as carrying:
        for name in package.namelist():
            part = package.read(name)
            if name == "[Content_Types].xml":
                part = part.replace(b"presentationml.presentation.main+xml", b"presentationml.macro").replace(
                    b"application/vnd.openxmlformats-officedocument.presentationml.macro",
                    b"application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml",
                )
                part = part.replace(
                    b"<Default ",
                    b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Default ',
                    1,
                )
            carrying.writestr(name, part)
        carrying.writestr("ppt/vbaProject.bin", b"macros")
    with ZipFile(BytesIO(review_copy(comparison, found, stream.getvalue()))) as package:
        assert "ppt/vbaProject.bin" not in package.namelist()
        assert b"macroEnabled" not in package.read("[Content_Types].xml")


def test_ids_and_part_names_that_no_program_writes_are_borne() -> None:
    comparison, found, files = compared(with_table(), changed(), "pptx")
    stream = BytesIO()
    with ZipFile(BytesIO(files[1])) as package, ZipFile(stream, "w") as odd:
        for name in package.namelist():
            part = package.read(name)
            if name == "ppt/slides/slide1.xml":
                part = part.replace(b'id="2"', b'id="zwei"').replace(b'id="3"', b'id="99999999999999"')
            elif name == "ppt/presentation.xml":
                part = part.replace(b"<p:presentation ", b'<p:presentation firstSlideNum="first" ', 1)
                part = part.replace(b'<p:sldId id="258"', b'<p:sldId id="2147483647"')
            odd.writestr(name.replace("slides/slide2", "slides/Slide2"), part)
    with ZipFile(BytesIO(review_copy(comparison, found, stream.getvalue()))) as package:
        names = [name.lower() for name in package.namelist()]
        assert len(names) == len(set(names))
        ids = re.findall(rb'<p:sldId [^>]*?id="(\d+)"', package.read("ppt/presentation.xml"))
    assert len(ids) == len(set(ids)) == 4
    assert all(int(number) <= 2147483647 for number in ids)


def test_reports_are_refused_with_a_way_out() -> None:
    comparison, found, files = compared(document(), edited())
    with pytest.raises(ContentError, match="只能比對簡報") as caught:
        review_copy(comparison, found, files[1])
    assert "--docx" in (caught.value.hint or "")


@pytest.mark.rendered
def test_libreoffice_draws_the_list_inside_its_cells_and_the_marks_inside_the_slides(
    office: Office, tmp_path: Path
) -> None:
    target = tmp_path / "copy.pptx"
    target.write_bytes(copy_of_the_program())
    pages = render(target, office)
    assert len(pages) == 4
    assert "12,845人次" in pages[0].text
    assert_inside(target, pages)
