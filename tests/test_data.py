"""The project's own data: figures agree with each other, and where a briefing was wrong the row says so."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from ssnet_docs import datasets
from ssnet_docs.model.fact import DataStore
from ssnet_docs.model.quantity import Quantity
from ssnet_docs.model.relation import Relation, agrees
from ssnet_docs.project import Project

ROOT = Path(__file__).resolve().parent.parent
STORE: DataStore = datasets.load(Project(ROOT))

UNDECIDED = {  # what the briefings leave open: the printed figure stays, and the row says what it does not agree with
    "tw/staff-total/114": "6,851",
    "tw/staff-total/114/actual": "5,596",
    "tw/staff-total/115": "8,056",
    "results-108/strategy-3-chart-third": "7,791",
    "mohw/collaborative-sites/114": "53處",
    "mohw/recovery-centres/114": "14間",
    "tw/staff-mental-health-centres/114": "781",
    "tw/recovery-centres/119": "22縣市",
    "tw/phase-2-youth-counselling-staff/114": "172人",
}


def name(relation: Relation) -> str:
    return f"{relation.result} {relation.kind}"


COMPUTED = [relation for relation in STORE.relations() if relation.kind not in {"part-of", "share"}]


@pytest.mark.parametrize("relation", COMPUTED, ids=name)
def test_a_figure_that_follows_from_others_agrees_with_them_or_says_that_it_does_not(relation):
    computed = relation.computed(STORE.fact)
    assert computed is not None
    result = STORE.fact(relation.result)
    if relation.result in UNDECIDED:
        assert not agrees(result.quantity, computed)
        assert UNDECIDED[relation.result] in result.note + result.reason
    else:
        assert agrees(result.quantity, computed)


@pytest.mark.parametrize("key", [fact.key for fact in STORE.facts() if fact.printed])
def test_a_corrected_figure_shows_something_else_than_was_printed_and_why(key):
    fact = STORE.fact(key)
    assert fact.shown != fact.printed
    assert any("\u4e00" <= character <= "\u9fff" for character in fact.reason)


@pytest.mark.parametrize("relation", [one for one in COMPUTED if STORE.fact(one.result).printed], ids=name)
def test_a_slip_is_found_by_computing(relation):
    fact = STORE.fact(relation.result)
    computed = relation.computed(STORE.fact)
    assert computed is not None
    printed = Quantity.parse(fact.printed.replace("＋", "+"))
    fraction = Quantity.parse(printed.qualifier).number if "/" in printed.qualifier else None
    assert not agrees(printed, computed) or (fraction is not None and not agrees(printed, fraction * 100))


def test_the_ratios_that_were_printed_as_growth_are_corrected():
    growth = {
        key: STORE.fact(f"results-108/{key}-growth/108") for key in ("reports", "assessments", "services", "accounts")
    }
    assert {subject: (fact.printed, fact.shown) for subject, fact in growth.items()} == {
        "reports": ("＋220%", "+120.1%"),
        "assessments": ("＋177%", "+77.2%"),
        "services": ("＋121%", "+21.8%"),
        "accounts": ("＋234%", "+133.9%"),
    }


# --- indicators ----------------------------------------------------------------------------------------------------


def numbers(**where: object) -> list[str]:
    return [one.number for one in STORE.indicators(**where) if one.number]


@pytest.mark.parametrize(
    ("programme", "counts"), [("2.0", {1: 8, 2: 7, 3: 6, 4: 5}), ("phase-2", {1: 6, 2: 3, 3: 4, 4: 9})]
)
def test_key_indicators_are_numbered_without_gaps_in_each_strategy(programme, counts):
    for strategy, count in counts.items():
        assert numbers(programme=programme, strategy=strategy) == [str(number + 1) for number in range(count)]


def test_the_other_tables_have_the_numbers_of_the_briefing():
    assert numbers(group="important") == [str(number) for number in range(14, 23)]
    assert set(numbers(group="staffing")) - {"13-14"} == {str(number) for number in range(1, 18)}
    assert numbers(group="budget") == [*map(str, range(1, 10)), "12", "13"]


@pytest.mark.parametrize("id", [one.id for one in STORE.indicators(programme="2.0")])
def test_targets_of_the_programme_are_complete_and_never_fall_behind_the_year_before(id):
    targets = STORE.series(id, years=range(115, 120))
    figures = [fact.number for fact in targets if fact and fact.number is not None]
    assert len(figures) == 5
    better = {"higher": lambda before, after: after >= before, "lower": lambda before, after: after <= before}
    assert all(better[STORE.indicator(id).direction](before, after) for before, after in pairwise(figures))


def test_the_turned_round_target_of_the_children_accounts_is_put_right():
    fact = STORE.value("child-account-deposits", year=117)
    assert (fact.shown, fact.printed) == ("87.5%", "8.57%")


def test_an_inverted_formula_is_put_right_and_kept_as_printed():
    indicator = STORE.indicator("intimate-partner-deepened-service")
    assert indicator.numerator.startswith("B：")
    assert indicator.denominator.startswith("A：")
    (row,) = [row for row in STORE.table("as-printed").rows if row["subject"] == indicator.id]
    assert row["printed"] == "C = A / B × 100%"


def test_every_subject_that_was_printed_otherwise_is_known():
    known = {
        one.id for group in ("kpi", "important", "assessment", "staffing") for one in STORE.indicators(group=group)
    }
    known |= {fact.key for fact in STORE.facts()}
    known |= {f"strategy/{row['programme']}/{row['number']}" for row in STORE.table("strategies").rows}
    rows = [row for row in STORE.table("as-printed").rows if row["field"] not in {"title", "text"}]
    assert {row["subject"] for row in rows} <= known


# --- single figures ------------------------------------------------------------------------------------------------


def total(*keys: str) -> object:
    return sum(STORE.fact(key).number or 0 for key in keys)


def test_shares_of_a_whole_make_a_hundred():
    parts = ("service-performance", "staffing", "resources", "training", "network")
    assert total(*(f"taichung/assessment-{part}/111" for part in parts)) == 100
    for year in (110, 111):
        assert total(f"taichung/central-subsidy/{year}", f"taichung/local-share/{year}") == 100


def test_every_figure_has_a_date_and_a_source_and_a_key_of_its_place_or_source():
    places = {row["slug"] for row in STORE.table("counties").rows} | {"tw"}
    sources = {source.id for source in STORE.sources()}
    for fact in STORE.facts():
        assert fact.as_of
        assert set(fact.sources) <= sources
        assert fact.key.partition("/")[0] in {fact.place, *fact.sources}
        assert fact.place in places


def test_every_briefing_has_figures():
    used = Counter(source for fact in STORE.facts() for source in fact.sources)
    assert all(used[source] >= 7 for source in ("ey", "mohw", "results-108", "taichung", "penghu"))


# --- open data -----------------------------------------------------------------------------------------------------


def test_births_of_all_counties_make_the_national_figures():
    sums = {
        year: sum(int(row["births"]) for row in STORE.table("births-deaths").rows if row["year_roc"] == str(year))
        for year in range(109, 115)
    }
    assert sums == {109: 165_249, 110: 153_820, 111: 138_986, 112: 135_571, 113: 134_856, 114: 107_812}


def test_age_groups_make_the_population_of_each_county():
    for row in STORE.table("population").rows:
        assert sum(int(row[column]) for column in ("pop_0_14", "pop_15_64", "pop_65_plus")) == int(row["population"])


def test_open_data_have_every_county_at_every_date():
    assert len(STORE.table("counties").rows) == 22
    for table, column in (("births-deaths", "year_roc"), ("population", "as_of_roc")):
        assert set(Counter(row[column] for row in STORE.table(table).rows).values()) == {22}


def test_open_data_are_facts_of_their_county():
    assert STORE.value("births", place="taichung", year=107, kind="actual").shown == "22,646人"
    assert STORE.fact("taichung/population/109").as_of == "109-12-31"


def test_every_file_of_the_data_is_described():
    from ssnet_docs.datasets import description

    package, _ = description.read(Project(ROOT))
    described = {path for resource in package.resources for path in (ROOT / "data").glob(resource.path)}
    files = {path for path in (ROOT / "data").rglob("*") if path.suffix in {".csv", ".xlsx", ".json"}}
    assert files == {path for path in described if path.is_file()}
    for resource in package.resources:
        assert not resource.license_names or resource.attribution
