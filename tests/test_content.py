"""From a YAML file to nodes: finding, including, naming, numbering, Markdown, and where figures come from."""

from __future__ import annotations

import doctest
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssnet_docs.content import (
    binding,
    catalogue,
    document,
    identity,
    lowering,
    markdown,
    numbering,
    provenance,
    reading,
)
from ssnet_docs.content.numbering import OfficialDate, numbered, section_number
from ssnet_docs.content.pictures import picture_size
from ssnet_docs.model.county import Counties
from ssnet_docs.model.dataset import SourceRecord
from ssnet_docs.model.errors import ContentError, ContentErrors, ErrorCollector, Source
from ssnet_docs.model.fact import DataStore, Fact
from ssnet_docs.model.nodes import DocumentNodes, Heading, Items, Text
from ssnet_docs.model.quantity import Quantity
from ssnet_docs.project import Project


def county(slug: str, name: str, alternative: str, english: str) -> dict[str, str]:
    return {"slug": slug, "name_zh": name, "name_zh_alt": alternative, "name_en": english, "type_zh": name[-1]}


COUNTIES = Counties(
    [
        county("taichung", "臺中市", "台中市", "Taichung City"),
        county("penghu", "澎湖縣", "", "Penghu County"),
        county("yilan", "宜蘭縣", "", "Yilan County"),
        county("hsinchu-county", "新竹縣", "", "Hsinchu County"),
        county("hsinchu-city", "新竹市", "", "Hsinchu City"),
    ]
)
DATA = DataStore(
    facts=[
        Fact(
            key="penghu/rate/109",
            name="派案率",
            quantity=Quantity.parse("91.9%"),
            year=109,
            source="penghu",
            printed="91.80%",
            reason="68÷74",
            row=Source("data/figures.csv", 12),
            as_of="109-12-31",
        ),
        Fact(key="penghu/staff/109", name="人力", quantity=Quantity.parse("14人"), year=109, source="penghu"),
        Fact(key="tw/staff/109", name="全國人力", quantity=Quantity.parse("1,572人"), year=109, source="mohw"),
    ],
    sources=[
        SourceRecord(id="penghu", title="執行說明", organisation="澎湖縣政府社會處", date="111-01-17"),
        SourceRecord(id="mohw", title="重點工作", organisation="衛生福利部"),
    ],
    counties=COUNTIES,
)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    for folder in ("content/counties", "content/parts", "data", "pictures"):
        (tmp_path / folder).mkdir(parents=True)
    return Project(tmp_path)


def put(project: Project, path: str, text: str) -> None:
    (project.root / path).write_text(text, encoding="utf-8")


def lowered(project: Project, text: str, medium: document.Only = "deck") -> DocumentNodes:
    """The nodes of a county document with this text."""
    put(project, "content/counties/penghu.yaml", text)
    entry = catalogue.document(project, "penghu")
    errors = ErrorCollector()
    tree = reading.read(project, entry)
    identity.complete(tree, errors)
    binding.bind(tree, DATA, errors)
    content = document.check(tree, errors)
    if content is not None:
        identity.locate(content, tree.positions, errors)
    errors.close()
    assert content is not None
    return lowering.lower(content, entry, tree.positions, DATA, project, medium)


def faults(project: Project, text: str) -> list[str]:
    with pytest.raises(ContentErrors) as caught:
        lowered(project, text)
    return [f"{error.source}: {error.message}" for error in caught.value.errors]


# --- finding -------------------------------------------------------------------------------------------------------


def test_every_file_in_a_known_folder_is_a_document(project: Project) -> None:
    put(project, "content/counties/penghu.yaml", "")
    put(project, "content/parts/shared.yaml", "")
    (project.root / "content/plans").mkdir()
    put(project, "content/plans/plan-115.yaml", "")
    entries = catalogue.catalogue(project)
    assert {entry.id: entry.kind for entry in entries.values()} == {"penghu": "county", "plan-115": "plan"}


def test_misplaced_misnamed_and_duplicate_documents_are_all_reported(project: Project) -> None:
    (project.root / "content/plans").mkdir()
    for path in ("counties/penghu", "counties/Yilan 1", "plans/penghu"):
        put(project, f"content/{path}.yaml", "")
    put(project, "content/counties/old.yml", "")
    put(project, "content/loose.yaml", "")
    with pytest.raises(ContentErrors) as caught:
        catalogue.catalogue(project)
    assert [f"{error.source}: {error.message}" for error in caught.value.errors] == [
        "content/counties/Yilan 1.yaml:1:1: 「Yilan 1」不能當文件代號",
        "content/counties/old.yml:1:1: 副檔名必須是 .yaml",
        "content/loose.yaml:1:1: 檔案不在已知的資料夾內",
        "content/plans/penghu.yaml:1:1: 文件代號「penghu」重複：content/counties/penghu.yaml 也用了",
    ]


@pytest.mark.parametrize(
    "name", ["penghu", "Penghu", "PENGHU", "澎湖", "澎湖縣", "澎湖縣政府", "Penghu County", " penghu "]
)
def test_a_county_is_understood_by_all_its_names(project: Project, name: str) -> None:
    put(project, "content/counties/penghu.yaml", "")
    assert catalogue.county(project, name, COUNTIES).id == "penghu"


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        ("宜蘭", "還沒有宜蘭縣的內容", "請新增 content/counties/yilan.yaml"),
        ("新竹", "「新竹」可以指好幾個縣市", "是不是「新竹縣」或「新竹市」？"),
        ("東京", "沒有縣市「東京」", "已有內容的縣市：澎湖縣 (penghu)。"),
        ("", "沒有指定縣市", "make deck COUNTY=taichung"),
    ],
)
def test_an_unknown_county_lists_the_known_ones(project: Project, name: str, message: str, hint: str) -> None:
    put(project, "content/counties/penghu.yaml", "")
    with pytest.raises(ContentError) as caught:
        catalogue.county(project, name, COUNTIES)
    assert caught.value.message == message
    assert hint in (caught.value.hint or "")
    assert "澎湖縣 (penghu)" in (caught.value.hint or "")


def test_an_unknown_document_is_suggested(project: Project) -> None:
    put(project, "content/counties/penghu.yaml", "")
    with pytest.raises(ContentError) as caught:
        catalogue.document(project, "pengu")
    assert caught.value.hint == "是不是「penghu」？現有：penghu"


# --- including -----------------------------------------------------------------------------------------------------

PART = """\
parameters: [county]
sections:
  - title: "{{ county }}的架構"
    slides:
      - title: 共用
"""


def test_a_part_is_included_with_its_parameters(project: Project) -> None:
    put(project, "content/parts/frame.yaml", PART)
    nodes = lowered(
        project,
        "title: t\nsections:\n  - include: parts/frame.yaml\n    with: {county: 澎湖縣}\n  - {title: 自己的}\n",
    )
    assert [section.title.text for section in nodes.sections] == ["壹、澎湖縣的架構", "貳、自己的"]
    assert nodes.sections[0].slides[0].source == Source("content/parts/frame.yaml", 5, 9)


def test_slides_are_included_into_a_section(project: Project) -> None:
    put(project, "content/parts/slides.yaml", "slides:\n  - title: 甲\n  - title: 乙\n")
    text = "title: t\nsections:\n  - title: 章\n    slides:\n      - title: 前\n      - include: parts/slides.yaml\n"
    nodes = lowered(project, text)
    assert [slide.title.text for slide in nodes.sections[0].slides] == ["前", "甲", "乙"]


def test_faults_in_a_part_stand_at_the_part(project: Project) -> None:
    put(project, "content/parts/frame.yaml", PART.replace("共用", '"{{ nobody }}"').replace("slides:", "slidse:"))
    text = "title: t\nsections:\n  - include: parts/frame.yaml\n    with: {county: 澎湖縣}\n"
    assert faults(project, text) == [
        "content/parts/frame.yaml:4:5: 不認得「slidse」",
        "content/parts/frame.yaml:5:17: 不認得「nobody」",
    ]


@pytest.mark.parametrize(
    ("include", "fault"),
    [
        ("include: parts/none.yaml", "content/counties/penghu.yaml:3:14: 找不到檔案「content/parts/none.yaml」"),
        ("include: parts/frame.yaml", "content/counties/penghu.yaml:3:14: 缺少參數「county」"),
        (
            "{include: parts/frame.yaml, with: {county: a, city: b}}",
            "content/counties/penghu.yaml:3:51: parts/frame.yaml 沒有參數「city」",
        ),
        ("{include: parts/frame.yaml, whit: {}}", "content/counties/penghu.yaml:3:33: 不認得「whit」"),
        ("include: parts/slides.yaml", "content/counties/penghu.yaml:3:14: parts/slides.yaml 裡沒有 sections"),
        ("include: /etc/passwd", "content/counties/penghu.yaml:3:14: 「/etc/passwd」不符合規定的寫法"),
        (
            "include: parts/../../../x.yaml",
            "content/counties/penghu.yaml:3:14: 「content/parts/../../../x.yaml」在專案資料夾之外",
        ),
    ],
)
def test_an_include_that_cannot_be_followed_is_reported_where_it_is_written(
    project: Project, include: str, fault: str
) -> None:
    put(project, "content/parts/frame.yaml", PART)
    put(project, "content/parts/slides.yaml", "slides: []\n")
    assert faults(project, f"title: t\nsections:\n  - {include}\n") == [fault]


# --- naming and numbering ------------------------------------------------------------------------------------------


def test_ids_come_from_titles_and_stay_when_a_figure_changes(project: Project) -> None:
    text = "title: t\nsections:\n  - title: 第一章\n    slides:\n      - title: \"共{{ fact('penghu/staff/109') }}\"\n"
    text += "      - title: 相同\n      - title: 相同\n"
    (section,) = lowered(project, text).sections
    assert [slide.key for slide in section.slides] == [
        "第一章/共-fact-penghu-staff-109",
        "第一章/相同",
        "第一章/相同-2",
    ]


def test_an_id_that_stands_twice_is_refused_at_the_second(project: Project) -> None:
    text = "title: t\nsections:\n  - {id: a, title: 甲}\n  - {id: a, title: 乙}\n"
    assert faults(project, text) == [
        "content/counties/penghu.yaml:4:10: 代號「a」重複：content/counties/penghu.yaml 第 3 行已經用過"
    ]


@given(st.text())
def test_a_slug_can_stand_in_a_key(title: str) -> None:
    slug = identity.slug(title)
    assert not set(slug) & set("/#| \t\n")
    assert identity.slug(slug) == slug or len(slug) == identity.LONGEST_SLUG


@pytest.mark.parametrize(
    ("scheme", "position", "title"),
    [
        ("壹", 3, "參、甲"),
        ("壹", 10, "拾、甲"),
        ("壹", 21, "貳拾壹、甲"),
        ("一", 12, "十二、甲"),
        ("1", 3, "3. 甲"),
        ("none", 3, "甲"),
    ],
)
def test_sections_are_numbered_as_official_documents_are(scheme: str, position: int, title: str) -> None:
    assert numbered(scheme, position, "甲") == title  # type: ignore[arg-type]


def test_more_sections_than_can_be_numbered_are_refused(project: Project) -> None:
    text = "title: t\nsections:\n" + "  - {title: 章}\n" * 100
    assert faults(project, text) == ["content/counties/penghu.yaml:3:3: 清單最多 99 項"]


@given(st.integers(1, 99))
def test_no_two_sections_have_the_same_number(position: int) -> None:
    others = {section_number("壹", other) for other in range(1, 100) if other != position}
    assert section_number("壹", position) not in others


@pytest.mark.parametrize(
    ("text", "shown", "iso"),
    [
        ("110-09-16", "中華民國110年9月16日", "2021-09-16"),
        ("2021-09-16", "中華民國110年9月16日", "2021-09-16"),
        ("110/9/6", "中華民國110年9月6日", "2021-09-06"),
        ("99-12", "中華民國99年12月", "2010-12-01"),
        ("108", "中華民國108年", "2019-01-01"),
    ],
)
def test_a_date_is_printed_in_years_of_the_republic(text: str, shown: str, iso: str) -> None:
    date = OfficialDate.parse(text)
    assert (date.shown, date.iso) == (shown, iso)


@pytest.mark.parametrize("module", [identity, numbering])
def test_the_examples_in_the_docstrings_hold(module: ModuleType) -> None:
    results = doctest.testmod(module)
    assert results.attempted > 0
    assert results.failed == 0


@pytest.mark.parametrize("text", ["110-02-30", "110年9月16日", "16-09-110", "1911-01-01", "", "110-13"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"要寫成|沒有|以前"):
        OfficialDate.parse(text)


# --- Markdown ------------------------------------------------------------------------------------------------------


def looks(text: str) -> list[tuple[str, bool]]:
    return [(run.text, bool(run.bold)) for run in markdown.inline(text)]


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("**重點：**說明", [("重點：", True), ("說明", False)]),
        ("前**「重點」**後", [("前", False), ("「重點」", True), ("後", False)]),
        ("**(註)**文", [("(註)", True), ("文", False)]),
        ("件數/總件數*100%，人數/總人數*100%", [("件數/總件數*100%，人數/總人數*100%", False)]),
        ("(a/b)*100% (c/d)*100%", [("(a/b)*100% (c/d)*100%", False)]),
        ("5**2 與 3 * 4", [("5**2 與 3 * 4", False)]),
        ("**未閉", [("**未閉", False)]),
        ("1. 第一", [("1. 第一", False)]),
        ("R&D &amp; <b>", [("R&D &amp; <b>", False)]),
    ],
)
def test_emphasis_works_beside_chinese_marks_and_formulas_stay_as_typed(
    text: str, runs: list[tuple[str, bool]]
) -> None:
    assert looks(text) == runs


def test_only_web_and_mail_addresses_become_links() -> None:
    runs = markdown.inline("[部](https://www.mohw.gov.tw) [x](javascript:alert) [y](file:///etc)")
    assert [(run.text, run.link) for run in runs] == [
        ("部", "https://www.mohw.gov.tw"),
        (" [x](javascript:alert) [y](file:///etc)", None),
    ]


def test_a_value_is_never_taken_for_markup() -> None:
    runs = markdown.inline("**\ufff9a/b\ufffa5*3_2_[x](https://a.tw)\ufffb**人")
    assert [(run.text, run.bold, run.facts) for run in runs] == [
        ("5*3_2_[x](https://a.tw)", True, ("a/b",)),
        ("人", None, ()),
    ]


@given(
    st.text(
        st.characters(exclude_categories=["Cs", "Co", "Cc"], exclude_characters="*_`[]<>\\\ufff9\ufffa\ufffb"),
        max_size=80,
    )
)
def test_text_without_markup_comes_through_unchanged(text: str) -> None:
    assert "".join(run.text for run in markdown.inline(text)) == text


def test_a_text_becomes_paragraphs_lists_and_headings() -> None:
    nodes = markdown.blocks("第一行\n第二行\n\n第二段\n\n- 甲\n  1. 乙\n\n     續\n- 丙\n\n## 標題\n尾\n")
    assert [type(node) for node in nodes] == [Text, Items, Heading, Text]
    text, items, heading, _ = nodes
    assert isinstance(text, Text)
    assert [paragraph.text for paragraph in text.paragraphs] == ["第一行第二行", "第二段"]
    assert isinstance(items, Items)
    assert [(item.text, item.level, item.mark and item.mark.text) for item in items.items] == [
        ("甲", 0, "•"),
        ("乙", 1, "1."),
        ("續", 1, None),
        ("丙", 0, "•"),
    ]
    assert isinstance(heading, Heading)
    assert (heading.text.text, heading.level) == ("標題", 2)


# --- lowering ------------------------------------------------------------------------------------------------------

DECK = """\
title: 強化社會安全網計畫
subtitle: 執行說明
organisation: 澎湖縣政府
presenters: [{organisation: 澎湖縣政府社會處, title: 科長, name: 蔡惠卿}]
date: 111-01-17
cover: true
agenda: true
closing: {title: 簡報完畢}
sections:
  - id: one
    title: 第一期計畫成果（107-109年）
    short: 第一期計畫成果
    strategy: 2
    divider: true
    slides:
      - id: staff
        title: 人力
        blocks:
          - text: "進用{{ fact('penghu/staff/109') }}，派案率{{ fact('penghu/rate/109') }}。"
          - text: 第二段
        notes: |
          說明**重點**

          - 甲
      - title: 只在報告
        only: report
  - title: 第二章
"""


def test_cover_agenda_divider_and_closing_are_made_from_the_document(project: Project) -> None:
    nodes = lowered(project, DECK)
    slides = [slide for section in nodes.sections for slide in section.slides]
    assert [(slide.layout, slide.title.text) for slide in slides] == [
        ("cover", "強化社會安全網計畫"),
        ("agenda", "報告大綱"),
        ("divider", "第一期計畫成果（107-109年）"),
        ("content", "人力"),
        ("closing", "簡報完畢"),
    ]
    cover, agenda, divider = slides[:3]
    assert cover.subtitle is not None
    assert cover.subtitle.text == "執行說明"
    assert cover.texts["date"].text == "中華民國111年1月17日"
    assert cover.texts["presenter"].text == "澎湖縣政府社會處　科長 蔡惠卿"
    assert "第二章" in str(agenda.nodes)
    assert divider.kicker is not None
    assert divider.kicker.text == "壹"
    assert (nodes.iso_date, nodes.footer) == ("2022-01-17", "澎湖縣政府　強化社會安全網計畫")


def test_a_slide_knows_its_section_its_strategy_and_its_blocks(project: Project) -> None:
    section = lowered(project, DECK).sections[1]
    slide = section.slides[1]
    assert slide.kicker is not None
    assert slide.kicker.text == "壹、第一期計畫成果"
    assert (slide.section, slide.strategy) == ("one", 2)
    assert [node.key for node in slide.nodes] == ["one/staff/text", "one/staff/text-2"]
    assert [str(node.source) for node in slide.nodes] == [
        "content/counties/penghu.yaml:19:13",
        "content/counties/penghu.yaml:20:13",
    ]


def test_what_is_only_for_a_report_is_left_out_of_a_deck(project: Project) -> None:
    assert len(lowered(project, DECK).sections[1].slides) == 2
    assert len(lowered(project, DECK, "report").sections[1].slides) == 3


def test_a_slide_with_figures_says_where_they_come_from_and_what_was_printed(project: Project) -> None:
    slide = lowered(project, DECK).sections[1].slides[1]
    assert slide.source_note is not None
    assert slide.source_note.text == (
        "資料來源：澎湖縣政府社會處《執行說明》（111年1月17日）　註：派案率109年原簡報印為「91.80%」，68÷74。"
    )
    assert [paragraph.text for paragraph in slide.notes] == [
        "說明重點",
        "甲",
        "數值出處：澎湖縣政府社會處《執行說明》（111年1月17日）",
        "人力109年：14人",
        "派案率109年：91.9%（data/figures.csv 第 12 列；截至109年12月31日；原簡報印為「91.80%」，68÷74）",
    ]


@pytest.mark.parametrize(
    ("source", "note"),
    [
        ("自訂來源", "自訂來源　註：派案率109年原簡報印為「91.80%」，68÷74。"),
        ('""', "註：派案率109年原簡報印為「91.80%」，68÷74。"),
    ],
)
def test_an_authors_own_source_note_replaces_the_automatic_one(project: Project, source: str, note: str) -> None:
    slide = (
        lowered(project, DECK.replace("title: 人力\n", f"title: 人力\n        source: {source}\n"))
        .sections[1]
        .slides[1]
    )
    assert slide.source_note is not None
    assert slide.source_note.text == note


def test_each_source_is_named_once() -> None:
    facts = [DATA.fact("penghu/staff/109"), DATA.fact("tw/staff/109"), DATA.fact("penghu/staff/109")]
    assert (
        provenance.source_note(facts, DATA)
        == "資料來源：澎湖縣政府社會處《執行說明》（111年1月17日）；衛生福利部《重點工作》"
    )
    assert provenance.source_note([], DATA) == ""


def test_the_as_of_date_is_given_where_it_is_one_and_not_the_sources_own() -> None:
    fact = DATA.fact("penghu/rate/109")
    assert provenance.source_note([fact], DATA).endswith("（111年1月17日）（資料截至109年12月31日）")
    assert provenance.source_note([fact, DATA.fact("penghu/staff/109")], DATA).endswith("（111年1月17日）")
    assert provenance.source_note([replace(fact, as_of="111-01-17")], DATA).endswith("（111年1月17日）")


def test_long_corrections_leave_their_reasons_to_the_speaker_notes() -> None:
    fact = replace(DATA.fact("penghu/rate/109"), reason="理由" * 50)
    assert provenance.corrections([fact]) == "註：派案率109年原簡報印為「91.80%」（更正理由見備忘稿）"
    assert provenance.corrections([fact], in_full=True).endswith("理由。")
    assert "理由理由" in provenance.origins([fact], DATA)[1].text


# --- pictures ------------------------------------------------------------------------------------------------------

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\3\x20\0\0\2\x58\x08\2\0\0\0"
JPEG = b"\xff\xd8\xff\xe0\0\x04ab\xff\xff\xc2\0\x11\x08\2\x58\3\x20\3"


@pytest.mark.parametrize("data", [PNG, JPEG])
def test_the_size_of_a_picture_is_read_from_its_header(project: Project, data: bytes) -> None:
    (project.root / "pictures/a").write_bytes(data)
    assert picture_size(project, "pictures/a", None) == (800, 600)


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a", PNG[:20], JPEG[:10], b"\xff\xd8\xff\xda\0\0", b"\xff\xd8" + b"\xff" * 2000, b"<svg/>"]
)
def test_what_is_no_picture_is_refused(project: Project, data: bytes) -> None:
    (project.root / "pictures/a").write_bytes(data)
    with pytest.raises(ContentError, match="不是 PNG 或 JPEG 圖片"):
        picture_size(project, "pictures/a", None)


def test_a_picture_of_impossible_size_is_refused(project: Project) -> None:
    (project.root / "pictures/a").write_bytes(PNG[:16] + b"\xff" * 8)
    with pytest.raises(ContentError, match="超出範圍"):
        picture_size(project, "pictures/a", None)


def test_a_picture_of_too_many_pixels_is_refused(project: Project) -> None:
    for side, refused in ((7_000, False), (8_000, True)):
        (project.root / "pictures/a").write_bytes(PNG[:16] + side.to_bytes(4, "big") * 2)
        if not refused:
            assert picture_size(project, "pictures/a", None) == (side, side)
            continue
        with pytest.raises(ContentError, match="超過 5,000 萬像素"):
            picture_size(project, "pictures/a", None)


@given(st.binary(max_size=64))
def test_no_bytes_upset_the_header_reader(data: bytes) -> None:
    project = Project(Path(__file__).parent)
    path = Path(__file__).parent / ".picture-probe"
    path.write_bytes(JPEG[:2] + data)
    try:
        picture_size(project, path.name, None)
    except ContentError as error:
        assert error.message
    finally:
        path.unlink()
