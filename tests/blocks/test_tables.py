"""Tables: spanners, merged stubs, totals, missing values, tables from data and of indicators."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from ssnet_docs.model.errors import ContentError
from ssnet_docs.model.fact import UnknownFactError
from ssnet_docs.model.nodes import Table
from ssnet_docs.model.table import Cell, Row, TableSpec
from ssnet_docs.model.text import paragraph
from ssnet_docs.tables.formats import grouped
from ssnet_docs.tables.parts import Entry, Head, Line, table
from tests.blocks.examples import context, lowered, read


def spec_of(text: str) -> TableSpec:
    (node,) = lowered(text)
    assert isinstance(node, Table)
    return node.spec


def texts(row: Row) -> list[str | None]:
    return [cell.text if cell else None for cell in row.cells]


def spans(rows: tuple[Row, ...]) -> list[list[tuple[int, int] | None]]:
    return [[(cell.column_span, cell.row_span) if cell else None for cell in row.cells] for row in rows]


def test_neighbours_share_a_spanner_and_other_titles_reach_to_the_top() -> None:
    spec = spec_of("""
- table:
    columns:
      - 項目
      - {title: 督導, spanner: 核定, key: a}
      - {title: 社工, spanner: 核定, key: b}
      - {title: 督導, spanner: 實際, key: c}
    rows: [[110年, 3, 17, 3]]
""")
    assert [texts(row) for row in spec.header] == [["項目", "核定", None, "實際"], [None, "督導", "社工", "督導"]]
    assert spans(spec.header) == [[(1, 2), (2, 1), None, (1, 1)], [None, (1, 1), (1, 1), (1, 1)]]


def test_spanners_may_stand_over_each_other() -> None:
    spec = spec_of("""
- table:
    columns:
      - 類別
      - {key: a, title: 核定數, spanner: [補助人數, 114年]}
      - {key: b, title: 進用數, spanner: [補助人數, 114年]}
      - {key: c, title: 核定數, spanner: [補助人數, 119年]}
    rows: [[合計, 1, 2, 3]]
""")
    assert [texts(row) for row in spec.header] == [
        ["類別", "補助人數", None, None],
        [None, "114年", None, "119年"],
        [None, "核定數", "進用數", "核定數"],
    ]


def test_equal_neighbours_in_a_group_are_one_stub() -> None:
    spec = spec_of("""
- table:
    groups: [策略, 機關]
    columns: [策略, 機關, 項目]
    rows: [[一, 社家署, 甲], [一, 社家署, 乙], [一, 社工司, 丙], [二, 社工司, 丁]]
""")
    assert spec.stub_columns == 2
    assert [texts(row)[:2] for row in spec.body] == [["一", "社家署"], [None, None], [None, "社工司"], ["二", "社工司"]]
    assert [row.cells[0].row_span if row.cells[0] else 0 for row in spec.body] == [3, 0, 0, 1]


def test_a_total_is_not_merged_with_the_rows_above() -> None:
    spec = spec_of("""
- table:
    groups: 機關
    total: true
    columns: [機關, 人數]
    rows: [[合計, 1], [合計, 2]]
""")
    assert [row.kind for row in spec.body] == ["body", "total"]
    assert texts(spec.body[1]) == ["合計", "2"]
    assert all(item.bold for cell in spec.body[1].cells if cell for item in cell.paragraphs)


def test_signs_merge_a_cell_with_the_one_above_or_to_the_left() -> None:
    spec = spec_of("""
- table:
    columns: [項目, 目標值, 實際值]
    rows: [[實物給付, 新增, "<"], [精神疾病關懷訪視, "1,288", "1,057"], [自殺防治關懷訪視, "^", "^"]]
""")
    assert spans(spec.body) == [[(1, 1), (2, 1), None], [(1, 1), (1, 2), (1, 2)], [(1, 1), None, None]]


def test_a_value_that_is_missing_says_so() -> None:
    spec = spec_of("- table: {columns: [年度, 件數], rows: [[109年, null], {年度: 110年}, [111年, '']]}")
    assert [texts(row)[1] for row in spec.body] == ["尚無資料", "尚無資料", ""]


def test_columns_of_figures_stand_at_the_right() -> None:
    spec = spec_of("- table: {columns: [項目, 比率, 說明], rows: [[甲, 82.3%, 達標], [乙, 新增, '3'], [丙, null, 無]]}")
    assert [column.align for column in spec.columns] == ["start", "end", "start"]


def test_a_group_row_names_the_rows_below_over_the_whole_width() -> None:
    spec = spec_of("- table: {columns: [甲, 乙], rows: [{kind: group, cells: [策略一]}, [丙, 丁]]}")
    assert spec.body[0].kind == "group"
    assert spans(spec.body)[0] == [(2, 1), None]


def test_a_cell_may_list_several_points() -> None:
    spec = spec_of("- table: {columns: [策略, 作法], rows: [[策略一, {items: [甲, 乙], mark: number}]]}")
    cell = spec.body[0].cells[1]
    assert cell is not None
    assert [item.mark and item.mark.text for item in cell.paragraphs] == ["1.", "2."]


def test_rows_have_keys_of_their_own() -> None:
    spec = spec_of("- table: {columns: [年度, 件數], rows: [[109年, 1], [109年, 2], {cells: [110年, 3], key: last}]}")
    assert [row.key for row in spec.body] == ["109年", "109年#2", "last"]


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("{columns: [甲, 乙], rows: [[1, 2], [1]]}", ("table", "rows", 1), "這一列有 1 個儲存格，但有 2 欄"),
        ("{columns: [甲, 甲], rows: [[1, 2]]}", ("table", "columns", 1), "有兩欄都叫「甲」"),
        ("{columns: [甲], rows: [[1]], groups: 丙}", ("table", "groups", 0), "「丙」不是欄位"),
        ("{columns: [甲], rows: [{丁: 1}]}", ("table", "rows", 0, "丁"), "「丁」不是欄位"),
        ("{columns: [甲]}", ("table",), "表格沒有內容"),
        ("{rows: [[1]], data: {dataset: staff}}", ("table",), "rows 與 data 只能用一種"),
    ],
)
def test_a_fault_says_its_row_or_column(text: str, place: tuple[str | int, ...], message: str) -> None:
    with pytest.raises(ValidationError) as caught:
        read(f"- table: {text}")
    (fault,) = caught.value.errors()
    assert fault["loc"] == place
    assert message in fault["msg"]


@given(st.lists(st.tuples(st.sampled_from("甲乙"), st.sampled_from("丙丁"), st.text("戊己", max_size=2)), max_size=12))
def test_merging_covers_every_place_exactly_once(rows: list[tuple[str, str, str]]) -> None:
    heads = [Head(name, (paragraph(name),)) for name in ("a", "b", "c")]
    lines = [Line(tuple(Entry((paragraph(text),)) for text in row)) for row in rows]
    spec = table(heads, lines, ["a", "b"])
    covered: list[tuple[int, int]] = []
    for number, row in enumerate(spec.body):
        for column, cell in enumerate(row.cells):
            if isinstance(cell, Cell):
                covered += [
                    (number + down, column + right)
                    for down in range(cell.row_span)
                    for right in range(cell.column_span)
                ]
    assert sorted(covered) == [(number, column) for number in range(len(rows)) for column in range(3)]
    assert len({row.key for row in spec.body}) == len(rows)


# --- from data -----------------------------------------------------------------------------------------------------


def test_a_data_table_shows_titles_units_and_missing_values() -> None:
    spec = spec_of("- table: {data: {dataset: staff}}")
    assert texts(spec.header[0]) == ["單位", "年度", "人數"]
    assert spec.unit == "單位：人"
    assert [texts(row) for row in spec.body] == [
        ["社會局", "114年", "1,390"],
        ["衛生局", "114年", "512"],
        ["教育局", "115年", "尚無資料"],
    ]


def test_a_data_table_keeps_the_facts_of_its_cells() -> None:
    cell = spec_of("- table: {data: {dataset: staff}}").body[0].cells[2]
    assert cell is not None
    assert cell.paragraphs[0].runs[0].facts == ("staff/a",)


def test_a_data_table_is_chosen_sorted_and_cut() -> None:
    spec = spec_of(
        "- table: {columns: [unit, staff], data: {dataset: staff, where: {year: 114}, sort: staff, limit: 1}}"
    )
    assert [texts(row) for row in spec.body] == [["衛生局", "512"]]


@pytest.mark.parametrize(
    "text",
    [
        "{data: {dataset: stuff}}",
        "{data: {dataset: staff, where: {yaer: 114}}}",
        "{columns: [units], data: {dataset: staff}}",
    ],
)
def test_a_misspelt_table_or_column_is_refused(text: str) -> None:
    with pytest.raises(UnknownFactError, match="是不是"):
        lowered(f"- table: {text}")


def test_a_choice_without_rows_is_refused() -> None:
    with pytest.raises(ContentError, match="沒有符合條件"):
        lowered("- table: {data: {dataset: staff, where: {year: 100}}}")


@given(st.integers(-(10**12), 10**12))
def test_grouping_keeps_the_number(number: int) -> None:
    assert int(grouped(str(number)).replace(",", "")) == number


# --- indicators ----------------------------------------------------------------------------------------------------


def test_an_indicator_table_takes_names_and_figures_from_the_data() -> None:
    spec = spec_of('- kpi-table: {where: {programme: "2.0", strategy: 1}, columns: [number, indicator, target.115]}')
    assert [row.key for row in spec.body] == ["newborn-family-guidance", "indigenous-family-cases"]
    assert texts(spec.body[0]) == ["1", "新生兒家庭使用育兒指導服務比率\n（衛福部社家署）", "5%"]
    value = spec.body[0].cells[2]
    assert value is not None
    assert value.paragraphs[0].runs[0].facts == ("newborn-family-guidance/target/115",)


def test_an_indicator_without_a_value_says_so() -> None:
    spec = spec_of("- kpi-table: {where: {id: indigenous-family-cases}, columns: [indicator, target.119]}")
    assert texts(spec.body[0])[1] == "尚無資料"


def test_several_years_stand_under_their_kind_and_several_kinds_under_their_year() -> None:
    spec = spec_of("- kpi-table: {where: {strategy: 1}, columns: [indicator, actual.114, target.115, target.116]}")
    assert [texts(row) for row in spec.header] == [
        ["指標項目", "114年", "各年度目標值", None],
        [None, "實際值", "115年", "116年"],
    ]
    spec = spec_of("- kpi-table: {where: {strategy: 1}, columns: [indicator, target.114, actual.114]}")
    assert [texts(row) for row in spec.header] == [["指標項目", "114年", None], [None, "目標值", "實際值"]]


def test_several_strategies_become_a_stub() -> None:
    spec = spec_of('- kpi-table: {where: {programme: "2.0"}, columns: [indicator, target.115]}')
    assert [texts(row)[0] for row in spec.body] == ["策略一", None, "策略三"]
    assert spec.stub_columns == 2


def test_a_unit_beside_the_table_is_not_repeated_in_its_cells() -> None:
    spec = spec_of("- kpi-table: {where: {id: mental-health-centres}, columns: [indicator, target.115], unit: 處}")
    assert (spec.unit, texts(spec.body[0])[1]) == ("單位：處", "81")


def test_totals_are_marked() -> None:
    spec = spec_of(
        "- kpi-table: {where: {strategy: 1}, columns: [indicator, target.115], totals: [indigenous-family-cases]}"
    )
    assert [row.kind for row in spec.body] == ["body", "total"]


def test_figures_of_the_nation_stand_in_for_a_county_without_its_own() -> None:
    (node,) = lowered("- kpi-table: {where: {strategy: 3}, columns: [indicator, target.115]}", place="penghu")
    assert isinstance(node, Table)
    assert texts(node.spec.body[0])[1] == "81處"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{where: {programm: 2.0}, columns: [indicator]}", "篩選條件"),
        ("{where: {strategy: 5}, columns: [indicator]}", "沒有符合條件的指標"),
        ("{where: {strategy: 1}, columns: [indicator], totals: [x]}", "不在表中"),
    ],
)
def test_a_choice_of_indicators_that_finds_nothing_is_refused(text: str, message: str) -> None:
    with pytest.raises((ContentError, UnknownFactError), match=message):
        read(f"- kpi-table: {text}").lower(context())


def test_a_column_that_indicators_do_not_have_is_refused_with_those_they_have() -> None:
    with pytest.raises(ValidationError, match=r"target\.115"):
        read("- kpi-table: {where: {strategy: 1}, columns: [indicater]}")
