"""Reports: chapters and numbers, captions, lists, landscape pages, cross-references."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssnet_docs.compose.flow_lists import scheme
from ssnet_docs.compose.flow_numbers import numeral, without_number
from ssnet_docs.compose.flow_tables import CELL_MARGIN, TableFitter
from ssnet_docs.compose.flow_titles import broken
from ssnet_docs.content import markdown
from ssnet_docs.model.errors import ContentErrors, Source
from ssnet_docs.model.nodes import Chart, Heading, Items, Note, Picture, Text
from ssnet_docs.model.report import (
    Report,
    ReportCaption,
    ReportChart,
    ReportHeading,
    ReportItem,
    ReportPicture,
    ReportTable,
    ReportText,
)
from ssnet_docs.model.table import Column, TableSpec
from ssnet_docs.model.text import Mark, Paragraph, Run, paragraph
from tests.sample_report import (
    MEASURE,
    PROSE,
    STYLE,
    budget,
    cell,
    chart,
    composed,
    document,
    grid,
    items,
    pages,
    plan,
    report,
    row,
    section,
    slide,
    table,
    text,
    wide,
)


def headings(made: Report) -> list[str]:
    return [
        f"{block.level} {block.number}{block.text.text}" for block in made.blocks if isinstance(block, ReportHeading)
    ]


def texts(made: Report, style: str) -> list[str]:
    return [block.paragraph.text for block in made.blocks if isinstance(block, ReportText) and block.style == style]


def only_table(made: Report) -> ReportTable:
    (found,) = [block for block in made.blocks if isinstance(block, ReportTable)]
    return found


# --- headings ------------------------------------------------------------------------------------------------------


def test_sections_become_chapters_and_slides_subsections() -> None:
    made = composed(document(section("a", "緣起", slide("a/1", "依據"), slide("a/2", "環境"))))
    assert headings(made) == ["1 壹、緣起", "2 一、依據", "2 二、環境"]


def test_a_number_that_was_typed_is_not_doubled() -> None:
    made = composed(document(section("a", "參、緣起", slide("a/1", "一、依據"), slide("a/2", "（二）環境"))))
    assert headings(made) == ["1 壹、緣起", "2 一、依據", "2 二、環境"]


@pytest.mark.parametrize(
    "title",
    [
        "策略一：擴增家庭服務資源",
        "115年度經費",
        "3處社福中心布建",
        "一、二級預防",
        "1.5倍人力",
        "第一期成果",
        "十年計畫",
    ],
)
def test_words_that_only_look_like_numbers_stay(title: str) -> None:
    assert without_number(paragraph(title)).text == title


@pytest.mark.parametrize(
    "title", ["壹、緣起", "一、緣起", "（一）緣起", "(三) 緣起", "1. 緣起", "2、緣起", "（12）緣起"]
)
def test_typed_numbers_of_every_form_are_found(title: str) -> None:
    assert without_number(paragraph(title)).text == "緣起"


def test_a_number_is_taken_from_the_first_runs_only() -> None:
    title = Paragraph((Run("一"), Run("、", bold=True), Run("一、緣起")))
    assert without_number(title).text == "一、緣起"


def test_an_appendix_has_no_number_and_what_is_below_it_begins_anew() -> None:
    made = composed(
        document(
            section("a", "緣起", slide("a/1", "依據"), slide("a/2", "環境")),
            section("b", "附錄一、定義", slide("b/1", "名詞"), slide("b/2", "勘誤")),
            section("c", "附錄二、名單", slide("c/1", "委員"), slide("c/2", "單位")),
            section("d", "結語", slide("d/1", "展望"), slide("d/2", "感謝")),
        )
    )
    assert headings(made)[3:] == [
        *("1 附錄一、定義", "2 一、名詞", "2 二、勘誤"),
        *("1 附錄二、名單", "2 一、委員", "2 二、單位"),
        *("1 貳、結語", "2 一、展望", "2 二、感謝"),
    ]


def test_no_heading_level_is_left_out() -> None:
    deep = [Heading(text=paragraph("甲"), level=3), Heading(text=paragraph("乙"), level=1)]
    assert headings(report(*deep))[2:4] == ["3 （一）甲", "3 （二）乙"]


def test_headings_go_five_levels_deep_and_deeper() -> None:
    made = composed(plan())
    levels = [block.level for block in made.blocks if isinstance(block, ReportHeading)]
    assert max(levels) == 6
    assert all(following <= level + 1 for level, following in pairwise(levels))


def test_a_chapters_only_subsection_of_the_same_name_is_not_named_twice() -> None:
    made = composed(document(section("a", "人力需求", slide("a/1", "人力需求", text(PROSE)))))
    assert headings(made) == ["1 壹、人力需求"]


def test_cover_agenda_and_closing_of_a_briefing_are_left_to_the_reports_own() -> None:
    made = composed(
        document(
            section("front", "封面與大綱", slide("front/cover", "封面", layout="cover")),
            section("a", "緣起", slide("a/1", "依據", text(PROSE))),
            section("closing", "結語", slide("closing/closing", "感謝聆聽", layout="closing")),
        )
    )
    assert headings(made) == ["1 壹、緣起", "2 一、依據"]


@pytest.mark.parametrize(
    ("format_", "number", "shown"),
    [
        ("ideographLegalTraditional", 1, "壹"),
        ("ideographLegalTraditional", 10, "拾"),
        ("ideographLegalTraditional", 23, "貳拾參"),
        ("taiwaneseCountingThousand", 11, "十一"),
        ("taiwaneseCountingThousand", 20, "二十"),
        ("taiwaneseCountingThousand", 105, "一百零五"),
        ("taiwaneseCountingThousand", 110, "一百一十"),
        ("taiwaneseCountingThousand", 1001, "一千零一"),
        ("ideographTraditional", 2, "乙"),
        ("ideographZodiac", 12, "亥"),
        ("decimal", 7, "7"),
    ],
)
def test_numbers_are_written_as_word_writes_them(format_: str, number: int, shown: str) -> None:
    assert numeral(format_, number) == shown  # type: ignore[arg-type]


# --- text ----------------------------------------------------------------------------------------------------------


def test_speaker_notes_are_the_text_of_a_report() -> None:
    made = composed(document(section("a", "緣起", slide("a/1", "依據", notes=("說明一。", "說明二。")))))
    assert texts(made, "body") == ["說明一。", "說明二。"]


def test_a_source_note_is_labelled_once() -> None:
    made = composed(
        document(
            section(
                "a", "甲", slide("a/1", "一", text(PROSE), source="本部"), slide("a/2", "二", source="資料來源：他部")
            )
        )
    )
    assert texts(made, "source") == ["資料來源：本部", "資料來源：他部"]


def test_remarks_below_a_table_are_labelled_and_numbered() -> None:
    made = report(table(budget()))
    assert texts(made, "note") == ["註1：經費以中央補助70%、地方自籌30%編列。", "註2：資本門僅於第一年編列。"]
    labelled = replace(budget(), notes=(paragraph("備註：不含人事費。"), paragraph("資料來源：本部。")))
    made = report(table(labelled))
    assert texts(made, "note") == ["備註：不含人事費。"]
    assert texts(made, "source") == ["資料來源：本部。"]


def test_a_footnote_belongs_to_the_paragraph_before_it() -> None:
    note = Note(kind="footnote", paragraphs=(paragraph("院函。"),))
    made = report(text("甲", "乙"), note, note, text("丙"))
    marked = {block.paragraph.text: block.footnotes for block in made.blocks if isinstance(block, ReportText)}
    assert marked == {"甲": (), "乙": (1, 2), "丙": ()}
    assert len(made.footnotes) == 2


def test_a_footnote_below_a_table_becomes_a_remark() -> None:
    made = report(table(grid(2)), Note(kind="footnote", paragraphs=(paragraph("院函。"),)))
    assert made.footnotes == ()
    assert texts(made, "note") == ["註：院函。"]


# --- lists ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mark", "wanted"),
    [
        (Mark("3.", "arabicPeriod", 3), ("decimal", "%.")),
        (Mark("(2)", "arabicParenBoth", 2), ("decimal", "(%)")),
        (Mark("（二）", "ea1ChtPlain", 2), ("taiwaneseCountingThousand", "（%）")),
        (Mark("②", "circleNumDbPlain", 2), ("decimalEnclosedCircle", "%")),
        (Mark("B.", "alphaUcPeriod", 2), ("upperLetter", "%.")),
        (Mark("iv.", "romanLcPeriod", 4), ("lowerRoman", "%.")),
        (Mark("✓"), ("bullet", "✓")),
        (Mark("1."), ("bullet", "1.")),
    ],
)
def test_marks_become_native_numbering(mark: Mark, wanted: tuple[str, str]) -> None:
    found = scheme(mark)
    assert (found.format, found.pattern) == wanted


def test_sublists_count_from_one_below_each_item() -> None:
    made = report(items())
    found = [block for block in made.blocks if isinstance(block, ReportItem)]
    numbered = [block.list for block in found if block.level == 0 and block.scheme and block.scheme.format == "decimal"]
    nested = [block.list for block in found if block.level == 1 and block.scheme]
    assert len(set(numbered)) == 1
    assert nested[0] == nested[1] != nested[2] == nested[3]


def test_two_lists_do_not_count_on() -> None:
    one = Items(items=tuple(paragraph("項", mark=Mark(f"{n}.", "arabicPeriod", n)) for n in (1, 2)))
    made = report(one, text("間隔"), one)
    lists = [block.list for block in made.blocks if isinstance(block, ReportItem)]
    assert lists[0] == lists[1] != lists[2] == lists[3]


def test_a_list_may_begin_with_another_number() -> None:
    later = Items(items=tuple(paragraph("項", mark=Mark(f"{n}.", "arabicPeriod", n)) for n in (4, 5)))
    made = report(later)
    assert [(block.list, block.start) for block in made.blocks if isinstance(block, ReportItem)] == [(1, 4), (1, 4)]


def test_the_title_of_a_list_stays_with_it() -> None:
    outline = Items(items=(paragraph("擴增資源"), paragraph("商談", mark=Mark("•")), paragraph("精進工具")))
    kept = [block.kept for block in report(outline).blocks if isinstance(block, ReportItem)]
    assert kept == [True, False, False]


# --- tables --------------------------------------------------------------------------------------------------------


def test_a_table_too_wide_for_the_page_goes_to_a_landscape_page_with_its_heading_and_returns() -> None:
    made = composed(
        document(
            section(
                "a",
                "甲",
                slide("a/1", "文字", text(PROSE)),
                slide("a/2", "寬表", table(wide())),
                slide("a/3", "其後", text(PROSE)),
            )
        )
    )
    assert [part.landscape for part in made.sections] == [False, True, False]
    turned = made.sections[1].blocks
    assert isinstance(turned[0], ReportHeading)
    assert turned[0].text.text == "寬表"
    assert isinstance(made.sections[2].blocks[0], ReportHeading)


def test_a_narrow_table_stays_on_an_upright_page_at_the_largest_size() -> None:
    made = report(table(grid(3, 4)))
    assert [part.landscape for part in made.sections] == [False]
    assert only_table(made).size == STYLE.table_sizes[0]


def test_a_denser_table_is_set_smaller_before_the_page_is_turned() -> None:
    made = report(table(grid(3, 11)))
    assert [part.landscape for part in made.sections] == [False]
    assert only_table(made).size < STYLE.table_sizes[0]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(st.text("社會安全網心理衛生,0123456789%abc ", max_size=40), min_size=3, max_size=3),
        min_size=1,
        max_size=8,
    )
)
def test_column_widths_fill_the_page_and_break_no_figure(lines: list[list[str]]) -> None:
    spec = TableSpec(
        (Column("a"), Column("b", 2), Column("c", 0)),
        (row("甲", "乙", "丙", kind="header"),),
        tuple(row(*line) for line in lines),
    )
    fitted = TableFitter(STYLE, MEASURE).fit(spec)
    assert sum(fitted.widths) == pytest.approx(STYLE.text_width(fitted.landscape), abs=0.5)
    for index, width in enumerate(fitted.widths):
        longest = max(MEASURE.minimum_width((Run(line[index]),), fitted.size) for line in lines)
        assert width - 2 * CELL_MARGIN >= longest - 0.1


def test_short_names_are_not_broken_where_figures_need_the_room() -> None:
    found = only_table(report(table(wide())))
    assert found.widths[0] - 2 * CELL_MARGIN >= 3 * found.size


def test_a_wordy_column_gets_more_room_than_a_column_of_figures() -> None:
    spec = TableSpec(
        (Column("a"), Column("b")), (row("定義", "值", kind="header"),), tuple(row(PROSE, "85%") for _ in range(3))
    )
    found = only_table(report(table(spec)))
    assert found.widths[0] > 6 * found.widths[1]


def test_decimal_points_of_a_column_stand_below_each_other() -> None:
    figures = ("1,234.5", "89", "3.25", "-", "新增")
    spec = TableSpec(
        (Column("a"), Column("b", 1, "end", True)),
        (row("項目", "值", kind="header"),),
        tuple(row("項", figure) for figure in figures),
    )
    found = only_table(report(table(spec)))
    points = []
    for number, figure in enumerate(figures[:3], start=1):
        tail = figure[figure.index(".") :] if "." in figure else ""
        points.append(found.indents[number, 1] + MEASURE.width((Run(tail),), found.size))
    assert points == pytest.approx([points[0]] * 3, abs=0.2)


def test_a_figure_is_never_broken_to_align_its_point_with_figures_of_another_unit() -> None:
    figures = ("78.55%", "2,600人", "100%", "累計30,000人")
    spec = TableSpec(
        (Column("a"), *(Column(f"b{n}", 0, "end", True) for n in range(7))),
        (row("項目", *("值" * 7), kind="header"),),
        tuple(row(PROSE, *([figure] * 7)) for figure in figures),
    )
    found = TableFitter(STYLE, MEASURE).fit(spec)
    for number, figure in enumerate(figures, start=1):
        inner = found.widths[1] - 2 * CELL_MARGIN
        assert MEASURE.width((Run(figure),), found.size) + found.indents[number, 1] <= inner + 0.3


def test_only_a_row_too_high_for_the_page_may_be_broken() -> None:
    spec = TableSpec(
        (Column("a"), Column("b")), (row("甲", "乙", kind="header"),), (row("短", "短"), row("長", PROSE * 30))
    )
    assert only_table(report(table(spec))).breakable == {2}


def test_a_table_without_caption_bears_the_words_of_its_heading() -> None:
    made = report(table(grid(2, caption=None)), table(grid(2, caption=None)))
    captions = [block for block in made.blocks if isinstance(block, ReportCaption)]
    assert [(one.label, one.text.text) for one in captions] == [("表1", "節"), ("表2", "節（之2）")]


def test_the_unit_stands_between_caption_and_table() -> None:
    kinds = [type(block).__name__ for block in report(table(budget())).blocks]
    at = kinds.index("ReportTable")
    assert kinds[at - 2 : at] == ["ReportCaption", "ReportText"]
    assert texts(report(table(budget())), "unit") == ["單位：新臺幣千元"]


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 60))
def test_a_table_of_any_length_keeps_all_its_rows(rows: int) -> None:
    assert len(only_table(report(table(grid(rows)))).rows) == rows + 1


# --- figures -------------------------------------------------------------------------------------------------------


def test_a_chart_has_its_title_in_the_caption_below_it() -> None:
    made = report(Chart(spec=chart(), description="說明", key="s/one/trend"))
    figure, caption = made.blocks[2:4]
    assert isinstance(figure, ReportChart)
    assert figure.spec.title is None
    assert figure.kept
    assert isinstance(caption, ReportCaption)
    assert (caption.label, caption.text.text) == ("圖1", "脆弱家庭訪視戶數與推估戶數")


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 20_000), st.integers(1, 20_000))
def test_a_picture_keeps_its_proportions_and_stays_inside_the_page(width: int, height: int) -> None:
    made = report(Picture(path="a.png", width=width, height=height, description="照片"))
    (found,) = [block for block in made.blocks if isinstance(block, ReportPicture)]
    assert found.width <= STYLE.text_width() + 0.01
    assert found.height <= STYLE.text_height() / 2 + 0.01
    assert found.width / found.height == pytest.approx(width / height)


# --- cross-references ----------------------------------------------------------------------------------------------


def link(target: str, source: Source | None = None) -> Text:
    return Text(paragraphs=(Paragraph((Run("見"), Run("該處", link=target))),), source=source)


def test_cross_references_lead_to_tables_figures_and_sections() -> None:
    made = composed(plan())
    found = {name: (target.number, target.text) for name, target in made.references.items()}
    assert found == {
        "#table:budget": ("", "表1"),
        "#figure:trend": ("", "圖1"),
        "#section:staff": ("參、", "人力需求"),
    }


def test_a_reference_without_target_is_an_error_at_its_place_with_the_known_ones() -> None:
    place = Source("content/plans/plan-115.yaml", 12, 5)
    with pytest.raises(ContentErrors) as caught:
        report(link("#table:stafing", place), table(grid(1), "s/one/staffing"))
    (error,) = caught.value.errors
    assert error.source == place
    assert "#table:stafing" in error.message
    assert "staffing" in (error.hint or "")


def test_a_reference_that_could_mean_two_places_is_an_error() -> None:
    two = table(grid(1), "s/one/same"), table(grid(1), "s/two/same")
    with pytest.raises(ContentErrors, match="好幾處"):
        report(*two, link("#table:same"))
    assert report(*two, link("#table:two/same")).references["#table:two/same"].text == "表2"


def test_a_reference_of_an_unknown_kind_says_which_there_are() -> None:
    with pytest.raises(ContentErrors) as caught:
        report(link("#chart:x"))
    assert "#figure:代號" in (caught.value.errors[0].hint or "")


def test_an_id_in_chinese_is_found_as_it_was_typed() -> None:
    made = report(
        Text(paragraphs=(Paragraph(markdown.inline("見[下表](#table:人力)。")),)), table(grid(1), "s/one/人力")
    )
    assert [target.text for target in made.references.values()] == ["表1"]


def test_references_inside_a_table_count_too() -> None:
    inside = Paragraph((Run("見", link="#table:one"),))
    spec = TableSpec((Column("a"),), (row("甲", kind="header"),), (row(replace(cell(""), paragraphs=(inside,))),))
    made = report(table(grid(1), "s/one/one"), table(spec))
    assert made.references["#table:one"].text == "表1"


# --- cover ---------------------------------------------------------------------------------------------------------


def test_a_long_title_is_broken_at_its_joints() -> None:
    lines, _ = broken("115年度「強化社會安全網計畫2.0」作業計畫", (32.0, 26.0, 24.0), STYLE.text_width(), MEASURE)
    assert lines in {
        ("115年度「強化社會安全網計畫2.0」", "作業計畫"),
        ("115年度", "「強化社會安全網計畫2.0」作業計畫"),
    }


@settings(max_examples=60, deadline=None)
@given(st.text("社會安全網計畫「」：，115年度AB ", min_size=1, max_size=120))
def test_every_line_of_a_title_fits(title: str) -> None:
    lines, size = broken(title, (32.0, 28.0, 24.0), STYLE.text_width(), MEASURE)
    assert all(MEASURE.width((Run(line),), size, True) <= STYLE.text_width() + 0.01 for line in lines)
    assert "".join(lines).replace(" ", "") == title.replace(" ", "")


def test_the_cover_says_version_and_date_of_data() -> None:
    cover = composed(plan()).cover
    assert cover is not None
    assert cover.particulars == (("版本", "第1.2版"), ("資料日期", "114年10月31日"))
    assert cover.presenters == ("署長 簡慧娟",)
    assert cover.signatures == ("承辦", "科長", "副首長", "首長")


def test_text_of_any_length_and_kind_composes() -> None:
    made = composed(pages(text("字" * 20_000, "😀ＡＢＣ abc １２３ 123", ""), table(grid(0))))
    assert texts(made, "body")[0] == "字" * 20_000
