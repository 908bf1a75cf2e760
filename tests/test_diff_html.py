"""The page on which reviewers go through the changes: what it says, what it must not do, and where it outlines."""

from __future__ import annotations

import base64
import hashlib
import subprocess
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any, Literal

import pytest
from lxml import html
from PIL import Image

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


@dataclass(frozen=True)
class Drawn:
    """Two versions on their pages."""

    changes: Changes
    pages: dict[Side, Pages]
    spots: dict[Side, Spots]

    def outlined(self, side: Side) -> list[str]:
        """What stands in the outline of each change's first place, as poppler reads it from that part of the page."""
        pages, told = self.pages[side], []
        for change in self.changes.changes:
            spot = self.spots[side].of(change, change.places[0], side)
            assert spot is not None
            (box,) = spot.boxes
            sides = (box.x + 2, box.y, box.width - 4, box.height)  # without the neighbours' edges
            area = [text for name, value in zip("xyWH", sides, strict=True) for text in (f"-{name}", str(round(value)))]
            command = ["pdftotext", "-f", str(spot.page), "-l", str(spot.page), *area, str(pages.pdf), "-"]
            told.append("".join(subprocess.run(command, capture_output=True, check=True, text=True).stdout.split()))
        return told


def after_a_hidden_slide() -> tuple[Any, Any]:
    old, new = deck(), deck()
    for made in (old, new):
        made.slides[0]._element.set("show", "0")
    replaced(new.slides[1].placeholders[1].text_frame.paragraphs[0], "98人", "99人")
    return old, new


def of_same_figures() -> tuple[Any, Any]:
    old, new = deck(), deck()
    for made in (old, new):
        body = made.slides[0].placeholders[1].text_frame
        for text in ("目標120人", "現有120人"):
            body.add_paragraph().text = text
    replaced(new.slides[0].placeholders[1].text_frame.paragraphs[2], "120人", "130人")
    return old, new


def tracked() -> tuple[Any, Any]:
    """A report in which a deletion is tracked."""
    made = edited()
    run = made.paragraphs[1].runs[0]._r
    deleted = run.makeelement(f"{W}del", {f"{W}id": "1", f"{W}author": "甲"})
    run.addprevious(deleted)
    copied = deepcopy(run)
    copied.find(f"{W}t").tag = f"{W}delText"
    copied.find(f"{W}delText").text = "原有之舊文字"
    deleted.append(copied)
    return document(), made


@pytest.fixture(scope="module")
def drawn() -> Iterator[dict[str, Drawn]]:
    """All pairs of versions, laid out together: starting LibreOffice takes longest."""
    pairs: dict[str, tuple[tuple[Any, Any], Literal["deck", "report"]]] = {
        "report": ((document(), edited()), "report"),
        "tracked": (tracked(), "report"),
        "hidden": (after_a_hidden_slide(), "deck"),
        "same figures": (of_same_figures(), "deck"),
    }
    made = {name: compared(*pair, "pptx" if kind == "deck" else "docx") for name, (pair, kind) in pairs.items()}
    documents = [(file, pairs[name][1]) for name, (_, _, files) in made.items() for file in files]
    with laid_out(documents) as laid:
        found = {}
        for at, (name, (comparison, told, _)) in enumerate(made.items()):
            old, new = laid[2 * at : 2 * at + 2]
            spots: dict[Side, Spots] = {"old": Spots(comparison.old, old), "new": Spots(comparison.new, new)}
            found[name] = Drawn(told, {"old": old, "new": new}, spots)
        yield found


@pytest.mark.rendered
def test_the_changed_characters_are_outlined_where_they_stand_on_the_page(drawn: dict[str, Drawn]) -> None:
    assert drawn["report"].outlined("old") == ["整", "12,345", "33"]
    assert drawn["report"].outlined("new") == ["結", "12,845", "120"]


@pytest.mark.rendered
def test_slides_after_a_hidden_one_are_found_on_their_pages(drawn: dict[str, Drawn]) -> None:
    assert drawn["hidden"].outlined("old") == ["98"]
    assert drawn["hidden"].outlined("new") == ["99"]


@pytest.mark.rendered
def test_a_report_with_tracked_changes_is_drawn_with_them_accepted(drawn: dict[str, Drawn]) -> None:
    assert "原有之舊文字" not in drawn["tracked"].pages["new"].text
    assert drawn["tracked"].outlined("new")[0] == "結"


@pytest.mark.rendered
def test_of_two_same_figures_on_a_slide_the_changed_one_is_outlined(drawn: dict[str, Drawn]) -> None:
    found = drawn["same figures"]
    assert found.outlined("old") == ["120"]
    pages = found.pages["old"]
    first = pages.text.index("120")
    second = pages.text.index("120", first + 1)
    (change,) = found.changes.changes
    spot = found.spots["old"].of(change, change.places[0], "old")
    assert spot is not None
    assert pages.box(first)[1].y < pages.box(second)[1].y == spot.boxes[0].y


@pytest.mark.rendered
def test_a_picture_of_a_huge_page_is_no_larger_than_a_screen_needs(drawn: dict[str, Drawn]) -> None:
    pages = drawn["report"].pages["new"]
    huge = replace(pages, sizes=((14400.0, 7200.0),))  # as a file may claim, in points
    with Image.open(BytesIO(huge.pictures({1}, 1_000_000)[1])) as image:
        assert max(image.size) < 200  # of a page of A4, at the 12 dots per inch that are left


@pytest.mark.rendered
def test_a_page_shows_both_sides_and_outlines_what_still_has_the_old_value_in_the_new_one() -> None:
    old, new = deck(), deck()
    replaced(new.slides[0].placeholders[1].text_frame.paragraphs[0], "82.3%", "85.3%")
    comparison, found, files = compared(old, new, "pptx")
    (entry,) = [change for change in found.changes if change.left_behind]
    page = html.fromstring(html_form.page(comparison, found, files))
    stale = page.xpath('//*[contains(@class, "stale")]')
    assert len(stale) == len(entry.left_behind)
    assert all(mark.xpath("ancestor::figure/@class") == ["side new"] for mark in stale)
    assert "項修正還有地方是舊值" in page.text_content()
    assert len(page.xpath("//symbol/image")) == 4
    assert len(page.xpath('//figure//*[contains(@class, "mark")]')) == 2 + len(stale)
