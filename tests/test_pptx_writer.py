"""A composed deck becomes a presentation that its users can read, present and hand on."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
import sample_deck as sample
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from sample_deck import THEME, cell, deck, head, paragraph, slide, text
from sample_written import elements, named, opened, sample_package, sample_project, written
from validation import A, P, assert_valid, package_faults, parts, slide_faults

from ssnet_docs import themes
from ssnet_docs.model.chart import Series
from ssnet_docs.model.layout import Rect
from ssnet_docs.model.page import Deck, PlacedText
from ssnet_docs.model.table import Row
from ssnet_docs.model.text import Mark
from ssnet_docs.project import Project
from ssnet_docs.writers.ooxml.drawingml import address
from ssnet_docs.writers.pptx.deck import write

THEMES = {name: themes.load(sample.PROJECT, name) for name in themes.names(sample.PROJECT)}


@pytest.fixture
def project() -> Project:
    return sample_project()


@pytest.fixture
def package() -> bytes:
    return sample_package()


@pytest.fixture
def presentation(package: bytes) -> Any:
    return opened(package)


# --- the package -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", THEMES)
def test_every_kind_of_slide_is_valid_in_every_theme(name: str, project: Project) -> None:
    assert_valid(write(sample.sample(THEMES[name]), THEMES[name], project))


def test_a_draft_and_an_empty_deck_are_valid() -> None:
    assert_valid(written(slide("草案", sample.outline()), status="draft"))
    assert_valid(written())


def test_the_same_deck_gives_the_same_bytes(package: bytes, project: Project) -> None:
    assert write(sample.sample(), THEME, project) == package


def test_another_build_time_changes_the_properties_only(
    package: bytes, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    later = parts(write(sample.sample(), THEME, project))
    assert [name for name, content in parts(package).items() if later[name] != content] == ["docProps/core.xml"]


def test_the_properties_name_the_document_and_its_organisation_and_nobody_else(presentation: Any) -> None:
    core = presentation.core_properties
    assert (core.title, core.subject, core.language) == ("強化社會安全網第二期計畫", "110-114年", "zh-TW")
    assert (core.author, core.last_modified_by) == ("臺中市政府", "臺中市政府")
    assert core.created.date().isoformat() == "2021-09-16"


# --- titles, text ----------------------------------------------------------------------------------------------------


def test_titles_stand_in_title_placeholders(presentation: Any) -> None:
    titles = [each.shapes.title.text for each in presentation.slides]
    assert titles[:5] == ["強化社會安全網", "推動現況", "條列", "表格", "統計圖"]
    assert titles[-1] == "感謝聆聽"


def test_the_title_comes_first_for_screen_readers(presentation: Any) -> None:
    for each in presentation.slides:
        spoken = [shape for shape in each.shapes if shape.name != "重點色"]
        assert spoken[0] == each.shapes.title


def test_an_outline_stands_in_the_body_placeholder_with_its_levels(presentation: Any) -> None:
    body = named(presentation, "條列").placeholders[10]
    assert [(item.text, item.level) for item in body.text_frame.paragraphs][:4] == [
        ("以家庭為中心，以社區為基礎", 0),
        ("詳見計畫全文，\v第二期", 0),
        ("布建家庭服務中心", 1),
        ("布建心理衛生中心", 1),
    ]


def test_numbers_of_lists_count_by_themselves_and_go_on_where_they_should(package: bytes) -> None:
    numbers = [(item.get("type"), item.get("startAt")) for item in elements(package, 3, f"{A}buAutoNum")]
    assert numbers == [("arabicPeriod", None), ("arabicPeriod", "2")]


def test_chinese_numbers_are_text_because_programs_draw_them_differently(presentation: Any) -> None:
    texts = [item.text for item in named(presentation, "條列").placeholders[10].text_frame.paragraphs]
    assert "三、\t中文編號" in texts


@pytest.mark.parametrize("start", [0, 32768, 123456789])
def test_a_list_may_start_with_a_number_that_office_cannot_count_from(start: int) -> None:
    data = written(slide("題", text("body", paragraph("項目", mark=Mark(f"{start}.", "arabicPeriod", start)))))
    assert_valid(data)
    assert opened(data).slides[0].placeholders[10].text_frame.text == f"{start}.\t項目"


def test_of_two_things_in_one_slot_the_first_is_in_its_placeholder() -> None:
    body = text("body", paragraph("內文"))
    data = written(slide("題", replace(body, rect=Rect(48, 114, 864, 100)), sample.table(rect=Rect(48, 250, 864, 210))))
    assert_valid(data)
    shapes = opened(data).slides[0].shapes
    assert [shape.is_placeholder for shape in shapes if shape.name in ("內容", "目標值")] == [True, False]


def test_a_link_leads_where_it_says(presentation: Any) -> None:
    runs = [run for item in named(presentation, "條列").placeholders[10].text_frame.paragraphs for run in item.runs]
    links = {run.text: run.hyperlink.address for run in runs if run.hyperlink.address}
    assert links == {"計畫全文": "https://www.mohw.gov.tw/%E7%A4%BE%E5%AE%89%E7%B6%B2?a=1&b=%3C2%3E"}


@pytest.mark.parametrize(
    ("link", "written_as"),
    [
        ("https://a.tw/%E4%B8%80?q=1#x", "https://a.tw/%E4%B8%80?q=1#x"),
        ("mailto:a@b.tw", "mailto:a@b.tw"),
        ("javascript:alert(1)", None),
        ("tel:113", None),
        ("file:///etc/passwd", None),
        ("https://a b/c", None),
        ("http://[bad", None),
        ("報告.pdf", None),
    ],
)
def test_only_addresses_that_office_can_open_become_links(link: str, written_as: str | None) -> None:
    assert address(link) == written_as


@given(st.text(st.characters(blacklist_categories=()), max_size=30))
def test_any_link_is_an_ascii_address_or_none(link: str) -> None:
    for known in (link, f"https://a.tw/{link}"):
        result = address(known)
        assert result is None or re.fullmatch(r"[!-~]+", result)


def test_notes_are_the_speakers(presentation: Any) -> None:
    notes = {
        each.shapes.title.text: each.notes_slide.notes_text_frame.text
        for each in presentation.slides
        if each.has_notes_slide
    }
    assert notes == {"條列": "講者備忘：請見\n第一點\n第二點\n備忘裡的連結", "連接線": "第二則備忘"}


def test_sections_are_powerpoints_and_in_order(package: bytes) -> None:
    root = etree.fromstring(parts(package)["ppt/presentation.xml"])
    space = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
    sections = [(item.get("name"), len(list(item.iter(f"{space}sldId")))) for item in root.iter(f"{space}section")]
    assert sections == [("強化社會安全網第二期計畫", 1), ("壹、推動現況", 4), ("貳、策進作為", 6)]
    listed = [item.get("id") for item in root.iter(f"{space}sldId")]
    assert listed == [item.get("id") for item in root.iter(f"{P}sldId")]


def test_a_new_section_leaves_the_others_their_identity() -> None:
    def identities(*keys: str) -> dict[str, list[str]]:
        data = written(*(slide(f"題{n}", section=key) for n, key in enumerate(keys)), sections=[(k, k) for k in keys])
        found: dict[str, list[str]] = {}
        for item in etree.fromstring(parts(data)["ppt/presentation.xml"]).iter("{*}section"):
            found.setdefault(item.get("name"), []).append(item.get("id"))
        return found

    before, after = identities("甲", "乙", "甲"), identities("新", "甲", "乙", "甲")
    assert {name: after[name] for name in before} == before
    assert len({one for ids in after.values() for one in ids}) == 4


def test_every_content_slide_shows_its_number_and_how_many_there_are(presentation: Any) -> None:
    for number, each in enumerate(presentation.slides, start=1):
        holders = {shape.element.ph.get("type"): shape for shape in each.placeholders}
        if each.slide_layout.name in ("封面", "結語"):
            assert "sldNum" not in holders
            continue
        assert holders["sldNum"].element.find(f".//{A}fld").get("type") == "slidenum"
        assert "".join(holders["sldNum"].element.xpath(".//a:t/text()")) == f"{number}/11"
        assert holders["ftr"].text_frame.text == "臺中市政府"


def test_the_footer_is_the_documents_where_it_gives_one() -> None:
    data = written(slide("題"), footer="院會資料")
    assert [s.text_frame.text for s in opened(data).slides[0].placeholders if s.placeholder_format.idx == 31] == [
        "院會資料"
    ]


def test_a_draft_says_so_on_every_slide_and_a_final_deck_does_not(project: Project) -> None:
    def marks(status: Any) -> list[int]:
        data = write(replace(sample.sample(), status=status), THEME, project)
        return ["".join(each.element.xpath(".//a:t/text()")).count("草稿") for each in opened(data).slides]

    assert marks("draft") == [1] * 11
    assert marks("final") == [0] * 11


def test_the_strategys_colour_is_on_the_slide_only_where_there_is_one(presentation: Any) -> None:
    def accent(title: str) -> list[str]:
        shapes = [shape for shape in named(presentation, title).shapes if shape.name == "重點色"]
        return [shape.element.find(f"{P}spPr/{A}solidFill/{A}schemeClr").get("val") for shape in shapes]

    assert accent("條列") == ["accent3"]
    assert accent("表格") == []


def test_a_kicker_is_in_the_strategys_colour(package: bytes) -> None:
    colours = [
        run.find(f"{A}rPr//{A}schemeClr").get("val")
        for run in elements(package, 3, f"{A}r")
        if run.findtext(f"{A}t") == "壹"
    ]
    assert colours == ["accent3"]


# --- hostile text ----------------------------------------------------------------------------------------------------


HOSTILE = "<a:t>&amp;\"'>]]><!-- -->\U0001f600\u2028\u2029\x00\x0b\x1f\ud800\udfff\ufffe\r\n\t_x0041_{{ }}\ufff9"


def hostile_deck(words: str) -> Deck:
    series = Series(words, (1.0, 2.0, 3.0))
    table = sample.table(
        rows=(Row((head(words),)), Row((cell(words),))),
        header_rows=1,
        widths=(864.0,),
        heights=(30.0, 30.0),
        aligns=("start",),
        name=words,
        description=words,
    )
    chart = replace(sample.chart("column", series, title=words, unit=words), name=words, description=words)
    spec = replace(chart.spec, categories=(words,) * 3)
    item = paragraph(words, mark=Mark(words[:1] or "•"))
    shape = replace(sample.drawing().shapes[0], paragraphs=sample.sized(item))
    drawing = replace(sample.drawing(), shapes=(shape,), name=words, description=words)
    return deck(
        slide(words or "題", text("body", item), notes=(item,), key=words, section=words),
        slide("二", table),
        slide("三", replace(chart, spec=spec)),
        slide("四", drawing, PlacedText(rect=Rect(0, 0, 9, 9), paragraphs=sample.sized(item), name=words)),
        title=words,
        organisation=words,
        subject=words,
        footer=words,
        sections=((words, words),),
    )  # fmt: skip


def test_markup_control_characters_and_half_characters_do_no_harm() -> None:
    data = write(hostile_deck(HOSTILE), THEME, sample.PROJECT)
    assert_valid(data)
    title = opened(data).slides[0].shapes.title.text
    assert title == "<a:t>&amp;\"'>]]><!-- -->\U0001f600\v\v\v\v\t_x0041_{{ }}\ufff9"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(blacklist_categories=()), max_size=20))
def test_any_text_makes_a_package_that_parses(words: str) -> None:
    data = write(hostile_deck(words), THEME, sample.PROJECT)
    assert package_faults(data) == []
    assert slide_faults(data) == []
    assert len(opened(data).slides) == 4
