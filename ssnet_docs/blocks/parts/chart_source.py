"""Series of indicators: which of indicators, places, years and kinds become categories, and which series."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field, model_validator

from ssnet_docs.blocks.parts.charted import Charted, Value, common_unit
from ssnet_docs.blocks.parts.shorthand import Texts
from ssnet_docs.model.block import Model
from ssnet_docs.model.fact import NATION, DataStore, Fact, Indicator, UnknownFactError
from ssnet_docs.tables.kpi import KINDS, place_of, year_title

Along = tuple[Sequence[Indicator], Sequence[str], Sequence[str]]
"""The indicators, places and years that are asked for."""

ALL_COUNTIES = "counties"
"""What stands for every county where places are asked for."""


class ChartSource(Model):
    """圖的資料來自 data/ 的指標。"""

    indicators: Texts = Field(description="指標代號，一個或多個", min_length=1)
    places: Texts = Field(
        default=[], description="地區代號，一個或多個；counties 是全部縣市；省略時為文件的縣市，沒有資料就用全國 (tw)"
    )
    years: Texts = Field(default=[], description="年度；省略時列出所有有資料的年度")
    kinds: Texts = Field(
        default=["actual", "target"], description="target 目標值、actual 實際值、estimate 預估值", min_length=1
    )

    share_of: str | None = Field(default=None, description="分母的指標代號：改為顯示占比 (%)")

    @model_validator(mode="before")
    @classmethod
    def _singular(cls, value: object) -> object:
        """`indicator`, `place`, `year` and `kind` say the same as the plural."""
        if not isinstance(value, dict):
            return value
        names = {"indicator": "indicators", "place": "places", "year": "years", "kind": "kinds"}
        return {names.get(key, key) if names.get(key) not in value else key: inner for key, inner in value.items()}

    def read(self, data: DataStore, place: str) -> tuple[tuple[str, ...], tuple[Charted, ...], str]:
        """Categories, series and title. Raises UnknownFactError for an indicator, ValueError where nothing is found."""
        indicators = [data.indicator(name) for name in self.indicators]
        places = self.places or [place_of(data, indicators, place)]
        if places == [ALL_COUNTIES]:
            places = [county.slug for county in data.counties()]
        years = self.years or _years(data, indicators, places, self.kinds)
        kinds = [kind for kind in self.kinds if _any(data, indicators, places, years, kind)]
        if not kinds:
            raise ValueError("這些指標沒有符合條件的數值｜請檢查 data 的 places、years 與 kinds")
        across = "year" if len(years) > 1 else "indicator" if len(indicators) > 1 else "place"
        along = [
            (indicator, where, year, kind)
            for indicator in (indicators[:1] if across == "indicator" else indicators)
            for where in (places[:1] if across == "place" else places)
            for year in (years[:1] if across == "year" else years)
            for kind in kinds
        ]
        charted = []
        for indicator, where, year, kind in along:
            values = self._values(data, across, (indicators, places, years), (indicator, where, year, kind))
            charted.append(
                Charted(
                    name=_series_name(data, across, (indicator, where, kind), (indicators, places, kinds)),
                    values=values,
                    unit=common_unit(values),
                    target=kind == "target" and len(kinds) > 1,
                )
            )
        names = {
            "year": [year_title(year) for year in years],
            "indicator": [indicator.chart_label or indicator.name for indicator in indicators],
            "place": [place_name(data, where) for where in places],
        }
        title = indicators[0].chart_label or indicators[0].name
        return tuple(names[across]), tuple(charted), title if len(indicators) == 1 else ""

    def _values(
        self, data: DataStore, across: str, along: Along, fixed: tuple[Indicator, str, str, str]
    ) -> tuple[Value, ...]:
        """The values of one series along its categories, or what they are of the whole."""
        facts = _facts(data, across, along, fixed)
        if self.share_of is None:
            return tuple(Value.of_fact(fact) for fact in facts)
        whole = data.indicator(self.share_of)
        indicators = [whole] * len(along[0])
        wholes = _facts(data, across, (indicators, along[1], along[2]), (whole, *fixed[1:]))
        return tuple(Value.of_share(fact, one) for fact, one in zip(facts, wholes, strict=True))


def _facts(
    data: DataStore, across: str, along: Along, fixed: tuple[Indicator, str, str, str]
) -> tuple[Fact | None, ...]:
    """The facts of one series along its categories."""
    indicators, places, years = along
    indicator, where, year, kind = fixed
    match across:
        case "year":
            return data.series(indicator.id, years=years, place=where, kind=kind)
        case "indicator":
            return tuple(data.series(one.id, years=[year], place=where, kind=kind)[0] for one in indicators)
        case _:
            return tuple(data.series(indicator.id, years=[year], place=one, kind=kind)[0] for one in places)


def _series_name(
    data: DataStore,
    across: str,
    this: tuple[Indicator, str, str],
    all_: tuple[Sequence[Indicator], Sequence[str], Sequence[str]],
) -> str:
    """What tells the series from the others: indicator, place and kind, each only where there are several."""
    indicator, where, kind = this
    indicators, places, kinds = all_
    parts = []
    if len(indicators) > 1 and across != "indicator":
        parts.append(indicator.chart_label or indicator.name)
    if len(places) > 1 and across != "place":
        parts.append(place_name(data, where))
    if len(kinds) > 1 or not parts:
        parts.append(KINDS.get(kind, kind))
    return "　".join(parts)


def _years(data: DataStore, indicators: Sequence[Indicator], places: Sequence[str], kinds: Sequence[str]) -> list[str]:
    """All years for which there is a value, in order."""
    found = {
        fact.when or str(fact.year)
        for indicator in indicators
        for fact in data.values(indicator.id)
        if fact.place in places and fact.kind in kinds
    }
    return sorted(found, key=lambda when: [int(part) for part in when.split("-") if part.isdigit()])


def _any(
    data: DataStore, indicators: Sequence[Indicator], places: Sequence[str], years: Sequence[str], kind: str
) -> bool:
    return any(
        fact is not None
        for indicator in indicators
        for where in places
        for fact in data.series(indicator.id, years=years, place=where, kind=kind)
    )


def place_name(data: DataStore, place: str) -> str:
    """臺中市 for taichung, 全國 for tw; the slug itself where no county has it."""
    if place == NATION:
        return "全國"
    try:
        return data.county(place).name
    except UnknownFactError:
        return place
