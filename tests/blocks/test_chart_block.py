"""Charts: typed values and facts as numbers, units, gaps and their notes, series from data."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from ssnet_docs.model.chart import ChartSpec
from ssnet_docs.model.errors import ContentError
from ssnet_docs.model.fact import mark
from ssnet_docs.model.nodes import Chart, Text
from tests.blocks.examples import lowered, read


def chart_of(text: str) -> tuple[ChartSpec, str]:
    """The chart of a snippet, and what is said below it."""
    chart, *rest = lowered(f"- chart: {text}")
    assert isinstance(chart, Chart)
    return chart.spec, "\n".join(item.text for node in rest if isinstance(node, Text) for item in node.paragraphs)


def test_values_are_numbers_with_the_unit_of_their_text() -> None:
    spec, below = chart_of("{kind: column, categories: [甲, 乙], series: [{name: 人數, values: ['1,654人', 12]}]}")
    assert spec.series[0].values == (1654.0, 12.0)
    assert spec.unit == "人"
    assert below == ""


def test_a_bound_value_keeps_its_fact() -> None:
    value = mark("mohw/centres/119", "158處")
    spec, _ = chart_of(f'{{kind: bar, categories: [社福中心, 其他], series: [{{values: ["{value}", 2]}}]}}')
    assert spec.series[0].facts == ("mohw/centres/119", "")


def test_a_missing_value_is_a_gap_with_a_note() -> None:
    spec, below = chart_of("{kind: line, categories: [112年, 113年, 114年], series: [{values: [1, null, 新增]}]}")
    assert spec.series[0].values == (1.0, None, None)
    assert below == "尚無資料：113年、114年。"


def test_a_limit_is_drawn_as_its_figure_and_said_to_be_one() -> None:
    spec, below = chart_of("{kind: line, categories: [115年, 116年], series: [{values: [低於3%, 低於2.5%]}]}")
    assert spec.series[0].values == (3.0, 2.5)
    assert "「低於」" in below


def test_an_axis_that_does_not_begin_at_zero_says_why() -> None:
    text = "kind: line, categories: [1月, 2月], series: [{values: [97.1%, 96.9%]}], axis-minimum: 96"
    _, below = chart_of(f"{{{text}, axis-reason: 各月差距不到1個百分點}}")
    assert below == "數值軸從 96% 開始：各月差距不到1個百分點"
    with pytest.raises(ValidationError, match="沒有說明理由"):
        read(f"- chart: {{{text}}}")


def test_a_constant_target_is_a_dashed_line() -> None:
    spec, _ = chart_of("{kind: column, categories: [甲, 乙], series: [{name: 比率, values: [80%, 90%]}], target: 85%}")
    assert [(series.name, series.target, series.values) for series in spec.series] == [
        ("比率", False, (80.0, 90.0)),
        ("目標值", True, (85.0, 85.0)),
    ]


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        (
            "{kind: column, categories: [甲, 乙], series: [{values: [1人, 2處]}]}",
            ("chart", "series", 0, "values", 1),
            "單位是「處」",
        ),
        (
            "{kind: column, categories: [甲, 乙], series: [{values: [一些, 2]}]}",
            ("chart", "series", 0, "values", 0),
            "不是數值",
        ),
        ("{kind: column, categories: [甲, 乙], series: [{values: [1]}]}", ("chart", "series", 0, "values"), "2 個類別"),
        ("{kind: pie, categories: [甲], series: [{values: [1]}]}", ("chart", "kind"), "沒有「pie」這種圖"),
        ("{kind: column}", ("chart",), "圖沒有資料"),
        ("{kind: column, categories: [甲], series: [{values: [1]}], target: 好}", ("chart", "target"), "不是數值"),
    ],
)
def test_a_fault_says_its_value(text: str, place: tuple[str | int, ...], message: str) -> None:
    with pytest.raises(ValidationError) as caught:
        read(f"- chart: {text}")
    (fault,) = caught.value.errors()
    assert fault["loc"] == place
    assert message in fault["msg"]


def test_what_the_kind_cannot_show_is_an_error_of_the_block() -> None:
    with pytest.raises(ContentError, match="環圈圖"):
        lowered("- chart: {kind: doughnut, categories: [甲, 乙], series: [{name: 一, values: [1, null]}]}")


# --- from data -----------------------------------------------------------------------------------------------------


def test_years_are_categories_and_the_title_is_the_indicator() -> None:
    spec, _ = chart_of("{kind: column, data: {indicator: newborn-family-guidance, kinds: target}}")
    assert spec.title == "育兒指導使用率"
    assert spec.categories == ("115年", "116年", "117年", "118年", "119年")
    assert spec.series[0].values == (5.0, 10.0, 20.0, 35.0, 50.0)
    assert spec.series[0].facts[0] == "newborn-family-guidance/target/115"


def test_targets_beside_actual_values_are_dashed_and_gaps_are_noted() -> None:
    spec, below = chart_of("{kind: line, data: {indicators: [mental-health-centres], years: [114, 115, 116]}}")
    assert [(series.name, series.target, series.values) for series in spec.series] == [
        ("實際值", False, (71.0, None, None)),
        ("目標值", True, (None, 81.0, 90.0)),
    ]
    assert "實際值 115年" in below


def test_one_year_of_several_indicators_compares_the_indicators() -> None:
    spec, _ = chart_of(
        "{kind: bar, data: {indicators: [mental-health-centres, newborn-family-guidance], year: 114, kind: actual}}"
    )
    assert spec.categories == ("社區心理衛生中心設置數", "育兒指導使用率")
    assert spec.series[0].values == (71.0, None)


def test_a_choice_without_values_is_refused() -> None:
    with pytest.raises(ContentError, match="沒有符合條件的數值"):
        lowered("- chart: {kind: column, data: {indicator: mental-health-centres, years: [90]}}")
