"""What every chart kind is: it checks the data of a chart and says how they are drawn."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import ClassVar

from ssnet_docs.charts.figures import number_format
from ssnet_docs.model.chart import ChartSpec, Series, SeriesKind, Stacking
from ssnet_docs.model.errors import SsnetError
from ssnet_docs.model.text import Colour

HIGHLIGHTED = Colour("key")
BESIDE_HIGHLIGHTED = Colour("key", 0.62)
LARGEST = 1e15  # Excel keeps fifteen digits


class ChartError(SsnetError):
    """Data that the chart cannot show: what is wrong and what to do, without a place (the block knows it)."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartData:
    """What an author gives for a chart. Texts are plain (fact markers stripped).

    `target` is one value for all categories, drawn as a dashed line named `target_name`; targets that change
    from category to category are a series with `target=True`. `highlight` names the categories that stand out
    in a chart of one series. None for `axis_minimum` is 0 (or below the data where they are negative), for
    `axis_maximum`, `number_format` and `gap_width` it is the program's choice. The rest is as in ChartSpec.
    """

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    title: str | None = None
    target: float | None = None
    target_name: str = "目標"
    highlight: tuple[str, ...] = ()
    data_labels: bool = True
    legend: bool | None = None
    number_format: str | None = None
    axis_minimum: float | None = None
    axis_maximum: float | None = None
    axis_reason: str = ""
    gap_width: int | None = None
    centre_text: str = ""


class ChartKind:
    """Base of all chart kinds. A kind is one file in `ssnet_docs/charts/` with exactly one public subclass.

    `name` is its name in YAML and `title` its Chinese name. A subclass refuses data that it cannot show in
    `check`, and chooses how a series is drawn by `series_kind` and `stacking`.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    series_kind: ClassVar[SeriesKind] = "column"
    stacking: ClassVar[Stacking] = "none"
    takes_targets: ClassVar[bool] = True
    most_series: ClassVar[int] = 6
    gap_width: ClassVar[int] = 60

    def build(self, data: ChartData) -> ChartSpec:
        """The chart of these data. Raises ChartError where the kind cannot show them."""
        data = with_target(data)
        _check_shape(data)
        _check_axis(data)
        self._check_series(data)
        self._check_units(data)
        self.check(data)
        unit_format = data.number_format or number_format(_plain_values(data), data.unit)
        return ChartSpec(
            kind=self.name,
            categories=data.categories,
            series=tuple(self._series(data, series, unit_format) for series in data.series),
            stacking=self.stacking,
            title=data.title,
            unit=data.unit,
            number_format=unit_format,
            data_labels=data.data_labels,
            legend=data.legend,
            axis_minimum=_axis_minimum(data),
            axis_maximum=data.axis_maximum,
            axis_reason=data.axis_reason,
            gap_width=self.gap_width if data.gap_width is None else data.gap_width,
            centre_text=data.centre_text,
        )

    def check(self, data: ChartData) -> None:
        """Refuse what this kind in particular cannot show; raises ChartError."""

    def kind_of(self, series: Series) -> SeriesKind:
        """How one series that is not a target is drawn."""
        return self.series_kind

    def _check_series(self, data: ChartData) -> None:
        targets = [series for series in data.series if series.target]
        if targets and not self.takes_targets:
            raise ChartError(
                f"{self.title}畫不出目標線（{targets[0].name}）", "請改用 column 或 line，或把目標寫成數列"
            )
        if len(targets) == len(data.series):
            raise ChartError("圖中只有目標，沒有可比較的數列", "請至少加入一個不是 target 的數列")
        if len(data.series) - len(targets) > self.most_series:
            raise ChartError(
                f"{self.title}最多 {self.most_series} 個數列，這裡有 {len(data.series) - len(targets)} 個",
                "請合併較小的數列，或拆成數張小圖",
            )

    def _series(self, data: ChartData, series: Series, unit_format: str) -> Series:
        unit = data.unit if series.unit is None else series.unit
        own: str | None = None
        if unit != data.unit or (series.target and data.number_format is None):
            own = number_format(series.values, unit)
        colours = series.point_colours
        if data.highlight and not series.target and not colours:
            colours = tuple(HIGHLIGHTED if name in data.highlight else BESIDE_HIGHLIGHTED for name in data.categories)
        return replace(
            series,
            kind="line" if series.target else self.kind_of(series),
            point_colours=colours,
            unit=None if unit == data.unit else unit,
            number_format=series.number_format or (None if own == unit_format else own),
        )

    def _check_units(self, data: ChartData) -> None:
        for series in data.series:
            drawn = "line" if series.target else self.kind_of(series)
            if series.secondary and drawn != "line":
                raise ChartError(f"數列「{series.name}」不是折線，不能用右側的數值軸", "請刪去 secondary，或改為折線")
            if series.unit not in {None, data.unit} and not series.secondary:
                raise ChartError(
                    f"數列「{series.name}」的單位（{series.unit}）與圖的單位（{data.unit or '無'}）不同",
                    "請改用 combination，並加上 secondary: true，讓它使用右側的數值軸",
                )
        if all(series.secondary for series in data.series):
            raise ChartError("所有數列都用右側的數值軸", "請讓至少一個數列使用左側的數值軸（刪去 secondary）")


def with_target(data: ChartData) -> ChartData:
    """The data with a constant target written out as a series of its own."""
    if data.target is None:
        return data
    line = Series(data.target_name, (data.target,) * len(data.categories), kind="line", target=True)
    return replace(data, series=(*data.series, line), target=None)


def _plain_values(data: ChartData) -> list[float | None]:
    return [
        value
        for series in data.series
        if series.unit in {None, data.unit} and not series.target
        for value in series.values
    ]


def _check_shape(data: ChartData) -> None:
    if not data.categories:
        raise ChartError("圖沒有類別", "請以 categories 列出各項目或年度")
    if not data.series:
        raise ChartError("圖沒有數列", "請以 series 列出名稱與數值")
    for label, names in (("類別", data.categories), ("數列", tuple(series.name for series in data.series))):
        repeated = next((name for position, name in enumerate(names) if name in names[:position]), None)
        if repeated is not None:
            raise ChartError(f"{label}「{repeated}」重複", f"每個{label}的名稱須不同")
    for series in data.series:
        if len(series.values) != len(data.categories):
            raise ChartError(
                f"數列「{series.name}」有 {len(series.values)} 個數值，但類別有 {len(data.categories)} 個",
                "數值須與類別一一對應；沒有資料的請寫 null",
            )
        if any(value is not None and not math.isfinite(value) for value in series.values):
            raise ChartError(f"數列「{series.name}」有不是數字的值", "沒有資料的請寫 null")
        if any(value is not None and abs(value) >= LARGEST for value in series.values):
            raise ChartError(f"數列「{series.name}」的數值超過 15 位數", "請改用較大的單位，例如千元或百萬元")
        if all(value is None for value in series.values):
            raise ChartError(f"數列「{series.name}」沒有任何數值", "請刪去這個數列或補上資料")
        if not series.name and len(data.series) > 1:
            raise ChartError("有數列沒有名稱", "數列有兩個以上時，每個都要有 name")
    unknown = next((name for name in data.highlight if name not in data.categories), None)
    if unknown is not None:
        raise ChartError(f"highlight 的「{unknown}」不在類別中", f"類別有：{'、'.join(data.categories)}")
    plain = [series for series in data.series if not series.target]
    if data.highlight and len(plain) > 1:
        raise ChartError("highlight 只用於一個數列的圖", "數列有兩個以上時，請以 colour 指定數列的顏色")


def _check_axis(data: ChartData) -> None:
    if data.axis_minimum and not data.axis_reason:
        raise ChartError(
            f"數值軸從 {data.axis_minimum:g} 開始，沒有說明理由",
            "請從 0 開始，或以 axis-reason 說明（說明會印在圖旁）",
        )
    values = [value for series in data.series for value in series.values if value is not None]
    if data.axis_minimum is not None and data.axis_minimum > min(values) >= 0:
        raise ChartError(
            f"數值軸從 {data.axis_minimum:g} 開始，但最小的數值是 {min(values):g}", "請把 axis-minimum 改小"
        )
    low = data.axis_minimum or 0.0
    if data.axis_maximum is not None and data.axis_maximum <= low:
        raise ChartError("axis-maximum 須大於數值軸的起點", "請改大或刪去 axis-maximum")


def _axis_minimum(data: ChartData) -> float | None:
    if any(value is not None and value < 0 for series in data.series for value in series.values):
        return None
    return data.axis_minimum or 0.0
