"""The page on which reviewers go through the changes: what it says, what it must not do, and where it outlines."""

from __future__ import annotations

import base64
import hashlib
import subprocess
from copy import deepcopy
from io import BytesIO
from typing import Any

import pytest
from lxml import html

from ssnet_docs.diff import html_form
from ssnet_docs.diff.changes import changes
from ssnet_docs.diff.compare import compare
from ssnet_docs.diff.pages import Pages, laid_out
from ssnet_docs.diff.spots import Side, Spots
from ssnet_docs.model.change import Changes, Comparison
from ssnet_docs.readers import version
from tests.test_diff_changes import deck, replaced
from tests.test_diff_reports import document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = "</script></style><img src=x onerror=alert(1)>\u202e&amp;'\"{{ 7*7 }}"


def saved(made: Any) -> bytes:
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def compared(old: Any, new: Any, kind: str = "docx") -> tuple[Comparison, Changes, tuple[bytes, bytes]]:
    files = saved(old), saved(new)
    comparison = compare(version.read(files[0], f"舊.{kind}"), version.read(files[1], f"新.{kind}"))
    return comparison, changes(comparison), files


def edited() -> Any:
    made = document()
    replaced(made.paragraphs[1], "整合各網絡單位", "結合各網絡單位")
    replaced(made.paragraphs[2], "12,345人次", "12,845人次")
    made.tables[0].cell(3, 1).text = "120"
    return made


def without_pictures(old: Any, new: Any) -> str:
    comparison, found, _ = compared(old, new)
    return html_form.page(comparison, found, None)


def test_every_change_stands_in_the_list_and_in_the_page_with_both_texts() -> None:
    page = html.fromstring(without_pictures(document(), edited()))
    articles = page.xpath('//article[@class="change"]')
    assert len(articles) == 3
    assert page.xpath("//nav//li/a/@href") == [f"#{article.get('id')}" for article in articles]
    assert page.xpath("//del/text()") == ["整", "12,345"]
    assert "12,345人次 → 12,845人次" in articles[1].text_content()
    assert page.xpath('//p[@class="summary"]/text()') == ["2 個數字、1 處文字"]


def test_what_documents_say_can_become_neither_markup_nor_script() -> None:
    changed = document()
    changed.paragraphs[1].runs[0].text = HOSTILE
    changed.tables[0].cell(1, 0).text = HOSTILE
    changed.paragraphs[0].runs[0].text = f"壹、{HOSTILE}"
    text = without_pictures(document(), changed)
    page = html.fromstring(text)
    assert not page.xpath("//img | //*[@onerror] | //*[@style]")
    assert len(page.xpath("//script")) == len(page.xpath("//style")) == 1
    assert "<img src=x onerror=alert(1)>" in page.text_content()
    assert "{{ 7*7 }}" in page.text_content()
    assert "\u202e" not in text


def test_the_page_may_run_its_own_script_and_fetch_nothing() -> None:
    text = without_pictures(document(), edited())
    page = html.fromstring(text)
    (policy,) = page.xpath('//meta[@http-equiv="Content-Security-Policy"]/@content')
    for element, source in (("script", "script-src"), ("style", "style-src")):
        content = text.partition(f"<{element}>")[2].partition(f"</{element}>")[0]
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{source} 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; img-src data:;")
    assert "//" not in "".join([*page.xpath("//@href"), *page.xpath("//@src")])


def test_the_same_changes_give_the_same_page() -> None:
    assert without_pictures(document(), edited()) == without_pictures(document(), edited())


def test_two_versions_that_say_the_same_are_told_so() -> None:
    assert "兩個版本沒有差異" in without_pictures(document(), document())


def test_without_an_office_program_the_page_has_the_texts_and_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    text = html_form.page(*compared(document(), edited()))
    assert "沒有頁面圖片，只列文字：找不到 LibreOffice" in text
    assert text.count('<article class="change"') == 3


# --- outlines ------------------------------------------------------------------------------------------------------


def outlined(pages: Pages, spots: Spots, found: Changes, side: Side) -> list[str]:
    """What stands in the outline of each change's first place, as poppler reads it from that part of the page."""
    told = []
    for change in found.changes:
        spot = spots.of(change, change.places[0], side)
        assert spot is not None
        boxes = [round(value) for box in spot.boxes for value in (box.x + 2, box.y, box.width - 4, box.height)]
        assert len(boxes) == 4
        area = [part for pair in zip(("-x", "-y", "-W", "-H"), boxes, strict=True) for part in map(str, pair)]
        command = ["pdftotext", "-f", str(spot.page), "-l", str(spot.page), *area, str(pages.pdf), "-"]
        told.append("".join(subprocess.run(command, capture_output=True, check=True, text=True).stdout.split()))
    return told


@pytest.mark.rendered
def test_the_changed_characters_are_outlined_where_they_stand_on_the_page() -> None:
    comparison, found, files = compared(document(), edited())
    with laid_out([(file, "report") for file in files]) as laid:
        for side, pages, expected in (
            ("old", laid[0], ["整", "12,345", "33"]),
            ("new", laid[1], ["結", "12,845", "120"]),
        ):
            spots = Spots(getattr(comparison, side), pages)
            assert outlined(pages, spots, found, side) == expected


@pytest.mark.rendered
def test_a_place_that_still_shows_the_old_value_is_outlined_in_the_new_version() -> None:
    old, new = deck(), deck()
    replaced(new.slides[0].placeholders[1].text_frame.paragraphs[0], "82.3%", "85.3%")
    comparison, found, files = compared(old, new, "pptx")
    (entry,) = [change for change in found.changes if change.left_behind]
    page = html.fromstring(html_form.page(comparison, found, files))
    stale = page.xpath('//*[contains(@class, "stale")]')
    assert len(stale) == len(entry.left_behind)
    assert all(mark.xpath("ancestor::figure/@class") == ["side new"] for mark in stale)
    assert "項修正還有地方是舊值" in page.text_content()


@pytest.mark.rendered
def test_slides_after_a_hidden_one_are_found_on_their_pages() -> None:
    old, new = deck(), deck()
    for made in (old, new):
        made.slides[0]._element.set("show", "0")
    replaced(new.slides[1].placeholders[1].text_frame.paragraphs[0], "98人", "99人")
    comparison, found, files = compared(old, new, "pptx")
    with laid_out([(file, "deck") for file in files]) as laid:
        spots = Spots(comparison.new, laid[1])
        assert "99" in outlined(laid[1], spots, found, "new")[0]


@pytest.mark.rendered
def test_a_report_with_tracked_changes_is_drawn_with_them_accepted() -> None:
    tracked = edited()
    run = tracked.paragraphs[1].runs[0]._r
    deleted = run.makeelement(f"{W}del", {f"{W}id": "1", f"{W}author": "甲"})
    run.addprevious(deleted)
    copied = deepcopy(run)
    copied.find(f"{W}t").tag = f"{W}delText"
    copied.find(f"{W}delText").text = "原有之舊文字"
    deleted.append(copied)
    comparison, found, files = compared(document(), tracked)
    with laid_out([(file, "report") for file in files]) as laid:
        assert "原有之舊文字" not in laid[1].text
        assert outlined(laid[1], Spots(comparison.new, laid[1]), found, "new")[0] == "結"


@pytest.mark.rendered
def test_of_two_same_figures_on_a_slide_the_changed_one_is_outlined() -> None:
    old, new = deck(), deck()
    for made in (old, new):
        body = made.slides[0].placeholders[1].text_frame
        for text in ("目標120人", "現有120人"):
            body.add_paragraph().text = text
    replaced(new.slides[0].placeholders[1].text_frame.paragraphs[2], "120人", "130人")
    comparison, found, files = compared(old, new, "pptx")
    with laid_out([(file, "deck") for file in files]) as laid:
        spots = Spots(comparison.old, laid[0])
        assert outlined(laid[0], spots, found, "old") == ["120"]
        (spot,) = [spots.of(change, change.places[0], "old") for change in found.changes]
        first, second = (laid[0].box(at)[1].y for at in _places("120", laid[0]))
        assert spot is not None
        assert first < second == spot.boxes[0].y


def _places(text: str, pages: Pages) -> tuple[int, int]:
    start = pages.text.index(text)
    return start, pages.text.index(text, start + 1)


@pytest.mark.rendered
def test_a_page_with_pictures_shows_both_sides_with_the_outlines() -> None:
    old, new = deck(), deck()
    replaced(new.slides[0].placeholders[1].text_frame.paragraphs[0], "12,345人次", "12,845人次")
    page = html.fromstring(html_form.page(*compared(old, new, "pptx")))
    assert len(page.xpath("//symbol/image")) == 2
    assert len(page.xpath('//figure//*[contains(@class, "mark")]')) == 2
