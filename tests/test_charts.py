"""Chart kinds: what they refuse, what they say in words, and whether they fit."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssnet_docs import charts
from ssnet_docs.charts import ChartData, ChartError
from ssnet_docs.charts.figures import number_format, shown, without_unit
from ssnet_docs.charts.fit import apart, wrapped_lines
from ssnet_docs.charts.scale import value_scale
from ssnet_docs.model.chart import ChartSpec, Series

YEARS = ("110年", "111年", "112年", "113年")
COUNTIES = (
    "臺北市",
    "新北市",
    "桃園市",
    "臺中市",
    "臺南市",
    "高雄市",
    "基隆市",
    "新竹縣",
    "苗栗縣",
    "彰化縣",
    "南投縣",
    "雲林縣",
)
LONG = ("脆弱家庭多元服務方案", "社會安全網關懷訪視員", "社區心理衛生中心布建", "家庭暴力高再犯相對人處遇")


def data(*series: Series, categories: tuple[str, ...] = YEARS, **options: object) -> ChartData:
    return ChartData(categories=categories, series=series, **options)  # type: ignore[arg-type]


def column(values: tuple[float | None, ...], **options: object) -> ChartSpec:
    return charts.build("column", data(Series("服務", values), **options))


# --- the registry -----------------------------------------------------------------------------------------------


def test_every_kind_of_the_folder_is_listed_with_a_chinese_title() -> None:
    titles = {name: kind.title for name, kind in charts.kinds().items()}
    assert titles["column"] == "直條圖"
    assert set(titles) == {
        "bar",
        "column",
        "combination",
        "doughnut",
        "line",
        "percent-bar",
        "percent-column",
        "stacked-bar",
        "stacked-column",
    }


def test_two_kinds_of_one_name_are_an_error() -> None:
    kind = type(charts.kinds()["column"])
    with pytest.raises(ValueError, match="column"):
        charts.collected([kind, type("Twin", (kind,), {})])


def test_a_misspelt_kind_is_told_the_near_one() -> None:
    with pytest.raises(ChartError) as caught:
        charts.build("colum", data(Series("服務", (1, 2, 3, 4))))
    assert "colum" in caught.value.message
    assert caught.value.hint is not None
    assert "column" in caught.value.hint


# --- what the kinds refuse --------------------------------------------------------------------------------------

ONE = Series("服務", (1, 2, 3, 4))
REFUSED = [
    ("column", data(), "沒有數列"),
    ("column", data(Series("服務", (1, 2, 3))), "3 個數值，但類別有 4 個"),
    ("column", data(Series("服務", (1, 2, float("nan"), 4))), "不是數字"),
    ("column", data(Series("服務", (None,) * 4)), "沒有任何數值"),
    ("column", data(Series("服務", (1, 2, 3, 4e15))), "15 位數"),
    ("column", data(ONE, Series("", (1, 2, 3, 4))), "沒有名稱"),
    ("column", data(ONE, ONE), "重複"),
    ("column", data(ONE, categories=("甲", "乙", "甲", "丙")), "重複"),
    ("column", data(ONE, highlight=("臺中市",)), "不在類別中"),
    ("column", data(ONE, Series("平均", (1, 1, 1, 1), kind="line")), "折線"),
    ("column", data(replace(ONE, target=True)), "只有目標"),
    ("column", data(ONE, Series("率", (1, 2, 3, 4), unit="%"), unit="人"), "單位"),
    ("column", data(replace(ONE, secondary=True)), "右側的數值軸"),
    ("column", data(ONE, axis_minimum=0.5), "沒有說明理由"),
    ("column", data(ONE, axis_minimum=3, axis_reason="差異小"), "最小的數值是 1"),
    ("bar", data(ONE, target=3), "目標線"),
    ("line", data(Series("服務", (1,)), categories=("110年",)), "至少要有兩個時間點"),
    ("line", data(replace(ONE, secondary=True)), "所有數列"),
    ("stacked-column", data(ONE), "至少要有兩個數列"),
    ("percent-bar", data(ONE, Series("退", (1, -2, 3, 4))), "負數（-2）"),
    ("doughnut", data(ONE, Series("另", (1, 2, 3, 4))), "最多 1 個數列"),
    ("doughnut", data(Series("服務", (1, -2, 3, 4))), "不能有負數"),
    ("doughnut", data(Series("服務", (1, None, 3, 4))), "「111年」沒有數值"),
    ("doughnut", data(Series("服務", (0, 0, 0, 0))), "全為零"),
    ("doughnut", data(Series("服務", tuple(range(12))), categories=COUNTIES), "二至六個部分"),
    ("combination", data(ONE, Series("另", (1, 2, 3, 4))), "沒有折線"),
    ("combination", data(replace(ONE, kind="line")), "沒有直條"),
]


@pytest.mark.parametrize(
    ("kind", "given_data", "message"), REFUSED, ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_chart_that_would_mislead_or_fail_is_refused_with_a_hint(
    kind: str, given_data: ChartData, message: str
) -> None:
    with pytest.raises(ChartError) as caught:
        charts.build(kind, given_data)
    assert message in caught.value.message
    assert caught.value.hint


def test_an_axis_that_does_not_begin_at_zero_is_allowed_with_its_reason() -> None:
    spec = column((91.2, 92.5, 93, 95), axis_minimum=90, axis_reason="差異小於 5 個百分點", unit="%")
    assert (spec.axis_minimum, spec.axis_reason) == (90, "差異小於 5 個百分點")


def test_the_axis_begins_at_zero_unless_values_are_negative() -> None:
    assert column((1, 2, 3, 4)).axis_minimum == 0
    assert column((1, -2, 3, 4)).axis_minimum is None


# --- figures ----------------------------------------------------------------------------------------------------


def test_labels_have_the_unit_and_equal_decimals() -> None:
    spec = column((82.3, 85, 90, None), unit="%")
    assert spec.number_format == '0.0"%"'
    assert shown(85, spec.number_format) == "85.0%"
    assert shown(1234567, number_format((1234567.0,), "人次")) == "1,234,567人次"


def test_a_target_keeps_its_own_decimals_and_is_a_line() -> None:
    target = column((82.3, 85, 90, 91), unit="%", target=85).series[1]
    assert (target.kind, target.target, target.values) == ("line", True, (85,) * 4)
    assert shown(85, target.number_format or "") == "85%"


def test_a_label_without_its_unit_keeps_the_per_cent_sign() -> None:
    assert without_unit('#,##0"人次"') == "#,##0"
    assert without_unit('0.0"%"') == '0.0"%"'


@given(st.integers(-(10**12), 10**12), st.integers(0, 2))
def test_a_value_is_shown_as_written(number: int, places: int) -> None:
    value = number / 10**places
    text = shown(value, number_format((value,), "件"))
    assert text.endswith("件")
    assert float(text.removesuffix("件").replace(",", "")) == value


# --- in words ---------------------------------------------------------------------------------------------------


def test_the_description_names_highest_lowest_and_the_course_of_years() -> None:
    text = charts.describe(column((1200, 1500, 900, 1100), unit="人次"))
    assert text.startswith("直條圖（單位：人次）：服務 最高為111年 1,500人次，最低為112年 900人次，")
    assert text.endswith("由110年 1,200人次減至113年 1,100人次。")


def test_the_description_of_places_tells_no_course() -> None:
    spec = charts.build("bar", data(Series("件數", (5, 9, 2, 7)), categories=COUNTIES[:4], unit="件", title="通報"))
    assert charts.describe(spec) == "橫條圖「通報」（單位：件）：件數 最高為新北市 9件，最低為桃園市 2件。"


def test_the_description_of_a_doughnut_names_every_part_with_its_share() -> None:
    spec = charts.build("doughnut", data(Series("人力", (120, 80)), categories=("社工", "督導"), unit="人"))
    assert charts.describe(spec) == "環圈圖（單位：人）：社工 120人（60.0%）、督導 80人（40.0%）。"


def test_the_description_says_that_a_target_is_the_same_throughout() -> None:
    assert "目標 均為 85%" in charts.describe(column((82.3, 85, 90, 91), unit="%", target=85))


# --- fitting ----------------------------------------------------------------------------------------------------


def test_long_names_fit_a_wide_chart_and_not_a_small_one() -> None:
    spec = column((1, 2, 3, 4), categories=LONG)
    assert charts.fits(spec, 600, 300, 14)
    assert not charts.fits(spec, 200, 200, 14)
    message, hint = charts.problems(spec, 200, 200, 14)[0]
    assert "類別名稱" in message
    assert "bar" in hint


def test_many_short_names_are_never_set_one_character_a_line() -> None:
    spec = column(tuple(range(12)), categories=tuple(name[:2] for name in COUNTIES))
    assert charts.fits(spec, 440, 245, 12)
    assert not charts.fits(spec, 280, 200, 11)


def test_years_that_are_too_many_are_named_at_intervals() -> None:
    years = tuple(f"{year}年" for year in range(100, 115))
    spec = charts.build("line", data(Series("率", tuple(range(15))), categories=years))
    found = charts.plan(spec, 300, 200, 11)
    assert found.category_step > 1
    assert found.problems == ()


def test_the_value_axis_is_shown_only_where_labels_do_not_say_the_values() -> None:
    five = [Series(name, (1200.0, 1300.0, 1250.0, 1400.0)) for name in ("甲", "乙", "丙", "丁", "戊")]
    spec = charts.build("column", data(*five, unit="件"))
    narrow, wide = charts.plan(spec, 300, 200, 12), charts.plan(spec, 1600, 400, 12)
    assert narrow.value_axis
    assert not any(label for row in narrow.labels for label in row)
    assert narrow.note == "單位：件"
    assert not wide.value_axis
    assert all(label for row in wide.labels for label in row)


def test_labels_drop_their_unit_before_they_are_dropped() -> None:
    spec = column(tuple(10000.0 + index for index in range(12)), categories=COUNTIES, unit="人次")
    found = charts.plan(spec, 620, 300, 12)
    assert found.formats == ("#,##0",)
    assert found.note == "服務（人次）"


def test_names_at_the_ends_of_lines_stand_apart() -> None:
    lines = [Series(name, (10, 20, 30, end)) for name, end in (("甲", 40), ("乙", 40.5), ("丙", 41), ("丁", 5))]
    spec = charts.build("line", data(*lines))
    found = charts.plan(spec, 500, 250, 12)
    assert found.legend is None
    ends = []
    for row, series in zip(found.labels, spec.series, strict=True):
        label = row[3]
        assert label is not None
        assert label.name
        y = found.plot.bottom - found.scale.share(series.values[3] or 0) * found.plot.height
        ends.append(y + label.shift[1])
    ordered = sorted(ends)
    assert all(below - above >= 12 for above, below in pairwise(ordered))


def test_more_than_four_lines_get_a_legend() -> None:
    lines = [Series(str(index), (1, 2, 3, index)) for index in range(5)]
    assert charts.plan(charts.build("line", data(*lines)), 500, 250, 12).legend is not None


def test_labels_of_negative_bars_do_not_run_into_the_names() -> None:
    spec = charts.build("bar", data(Series("增減", (12.5, -9.9, 4, 6)), categories=COUNTIES[:4], unit="%"))
    found = charts.plan(spec, 440, 245, 12)
    assert found.minimum is not None
    assert found.minimum < found.scale.minimum


def test_a_constant_target_is_named_at_its_line_and_not_in_the_legend() -> None:
    found = charts.plan(charts.build("column", data(ONE, Series("核定", (2, 3, 4, 5)), target=4)), 440, 245, 12)
    assert found.legend is not None
    assert found.unlisted == (2,)
    label = found.labels[2][-1]
    assert label is not None
    assert label.name


def test_thin_parts_of_a_doughnut_are_labelled_outside_and_apart() -> None:
    parts = ("結案", "轉介", "其他", "社區心理衛生中心")
    spec = charts.build("doughnut", data(Series("案件", (820, 12, 18, 640)), categories=parts, unit="案"))
    (row,) = charts.plan(spec, 440, 245, 12).labels
    assert [label is not None and label.inside for label in row] == [True, False, False, True]


def test_a_doughnuts_hole_is_inside_the_chart() -> None:
    spec = charts.build("doughnut", data(Series("人力", (120, 66, 32)), categories=("甲", "乙", "丙"), unit="人"))
    hole = charts.centre(spec, 400, 240, 12)
    assert hole is not None
    assert 0 < hole.x < hole.right < 400
    assert 0 < hole.y < hole.bottom < 240
    assert charts.centre(column((1, 2, 3, 4)), 400, 240, 12) is None


def test_a_long_name_breaks_between_characters_but_a_number_never_does() -> None:
    assert wrapped_lines("社會安全網關懷訪視員", 10, 52) == 2
    assert wrapped_lines("1,234,567", 10, 30) is None
    assert wrapped_lines("服務人次。", 10, 40) == 2


@given(st.lists(st.floats(0, 300), max_size=8), st.floats(1, 30))
def test_moved_names_keep_their_order_and_their_distance(levels: list[float], distance: float) -> None:
    placed = apart(sorted(levels), distance, 0, 300)
    assert len(placed) == len(levels)
    assert all(below - above > distance - 1e-6 for above, below in pairwise(placed))
    if distance * len(levels) <= 300:
        assert all(-1e-6 <= middle <= 300 + 1e-6 for middle in placed)


@given(st.lists(st.floats(-1e14, 1e14), min_size=1, max_size=12))
def test_the_scale_covers_every_value_in_a_few_steps(values: list[float]) -> None:
    spec = ChartSpec("column", tuple(map(str, range(len(values)))), (Series("甲", tuple(values)),), axis_minimum=None)
    scale = value_scale(spec)
    slack = 1e-6 * scale.step
    assert all(scale.minimum - slack <= value <= scale.maximum + slack for value in values)
    assert 1 <= len(scale.ticks) <= 9


def test_small_multiples_share_one_scale_and_repeat_the_target() -> None:
    spec = charts.build("line", data(Series("甲", (1, 2, 3, 4)), Series("乙", (50, 60, 70, 80)), target=75))
    small = charts.small_multiples(spec)
    assert [one.title for one in small] == ["甲", "乙"]
    assert {(one.axis_minimum, one.axis_maximum) for one in small} == {(0, 100)}
    assert all(one.series[1].target for one in small)
