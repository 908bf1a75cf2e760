"""One value for each county: typed, or an indicator of `data/`, or its share of another one."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from ssnet_docs.blocks.parts.charted import Value
from ssnet_docs.model.block import Model
from ssnet_docs.model.county import County
from ssnet_docs.model.fact import DataStore, Fact
from ssnet_docs.model.text import Run


class CountySource(Model):
    """各縣市的數值，來自 data/ 的一項指標。"""

    indicator: str = Field(description="指標代號")
    year: str = Field(description="年度")
    share_of: str | None = Field(default=None, description="分母的指標代號：改為顯示占比 (%)")
    kind: str = Field(default="actual", description="actual 實際值、target 目標值、estimate 預估值")

    def read(self, data: DataStore) -> dict[str, CountyValue]:
        """The values by slug, without the counties that have none. Raises UnknownFactError for an indicator."""
        wholes = _by_place(data, self.share_of, self.year, self.kind) if self.share_of else None
        found = {}
        for slug, fact in _by_place(data, self.indicator, self.year, self.kind).items():
            if wholes is None:
                found[slug] = CountyValue.of(str(fact.quantity), Value.of_fact(fact))
            else:
                share = Value.of_share(fact, wholes.get(slug))
                found[slug] = CountyValue.of(f"{share.number}%", share)
        return {slug: value for slug, value in found.items() if value.number is not None}


def _by_place(data: DataStore, indicator: str, year: str, kind: str) -> dict[str, Fact]:
    facts = data.values(indicator)
    return {fact.place: fact for fact in facts if fact.kind == kind and (fact.when or str(fact.year)) == year}


@dataclass(frozen=True, slots=True)
class CountyValue:
    """A county's value: as shown with its unit, as a number, and the keys of its facts."""

    shown: str
    number: float | None
    unit: str = ""
    facts: tuple[str, ...] = ()

    @classmethod
    def of(cls, shown: str, value: Value) -> CountyValue:
        return cls(shown, value.number, value.unit, (value.fact,) if value.fact else ())

    def run(self, *, unit: bool = True) -> Run:
        """The value as text, without its unit where that is said elsewhere."""
        text = self.shown if unit or not self.unit else self.shown.removesuffix(self.unit).rstrip()
        return Run(text, facts=self.facts)


def ranked(counties: tuple[County, ...], values: dict[str, CountyValue]) -> list[tuple[int | None, County]]:
    """The counties from the highest value down, each with its rank (equals share one); those without come last."""
    numbers = sorted((value.number or 0.0 for value in values.values()), reverse=True)
    with_value = sorted(
        (county for county in counties if county.slug in values), key=lambda county: -(values[county.slug].number or 0)
    )
    rest: list[tuple[int | None, County]] = [(None, county) for county in counties if county.slug not in values]
    return [(numbers.index(values[county.slug].number or 0.0) + 1, county) for county in with_value] + rest
