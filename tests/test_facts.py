"""Facts in text, the store's look-ups, counties by name, and relations between figures."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssnet_docs.model.county import Counties
from ssnet_docs.model.fact import DataStore, Fact, Indicator, UnknownFactError, mark, plain, segments
from ssnet_docs.model.quantity import Quantity
from ssnet_docs.model.relation import Relation, agrees


def fact(key: str, value: str, **more) -> Fact:
    return Fact(key=key, name=more.pop("name", key), quantity=Quantity.parse(value), **more)


COUNTIES = Counties(
    {"slug": slug, "name_zh": name, "name_zh_alt": alternative, "name_en": english, "type_zh": "市"}
    for slug, name, alternative, english in (
        ("taichung", "臺中市", "台中市", "Taichung City"),
        ("new-taipei", "新北市", "", "New Taipei City"),
        ("hsinchu-county", "新竹縣", "", "Hsinchu County"),
        ("hsinchu-city", "新竹市", "", "Hsinchu City"),
        ("penghu", "澎湖縣", "", "Penghu County"),
    )
)

STORE = DataStore(
    indicators=[
        Indicator(id="centres", name="心衛中心設置數", programme="2.0", strategy=3, unit="處"),
        Indicator(id="rate", name="存款率", programme="2.0", strategy=1, unit="%"),
        Indicator(id="staff", name="社工", programme="2.0", group="staffing", unit="人"),
    ],
    facts=[
        fact("tw/centres/114/actual", "71處", indicator="centres", year=114, when="114", kind="actual"),
        fact("tw/centres/115", "81處", indicator="centres", year=115, when="115", kind="target"),
        fact("tw/centres/117", "99處", indicator="centres", year=117, when="117", kind="target"),
        fact("taichung/rate/115", "87%", indicator="rate", place="taichung", year=115, when="115", kind="target"),
        fact("tw/staff/114-10/actual", "474人", indicator="staff", year=114, when="114-10", kind="actual"),
    ],
    counties=COUNTIES,
)

# --- text ----------------------------------------------------------------------------------------------------------

_TYPED = st.text(st.characters(exclude_characters="\ufff9\ufffa\ufffb", exclude_categories=["Cs"]))
_KEY = st.from_regex(r"[a-z]+/[a-z]+(?:\|[a-z]+/[a-z]+)?", fullmatch=True)


@given(st.lists(st.tuples(_KEY | st.none(), _TYPED)))
def test_text_shows_its_facts_as_plain_words_and_still_knows_them(parts):
    text = "".join(mark(key, shown) if key else shown for key, shown in parts)
    assert plain(text) == "".join(shown for _, shown in parts)
    assert "".join(shown for shown, _ in segments(text)) == plain(text)
    assert [keys for _, keys in segments(text) if keys] == [tuple(key.split("|")) for key, _ in parts if key]


def test_text_without_facts_is_one_segment():
    assert list(segments("全國156處")) == [("全國156處", ())]
    assert list(segments("")) == []


def test_a_fact_shows_its_value_and_hides_its_key_in_text():
    found = STORE.fact("tw/centres/115")
    assert (str(found), found.number, found.unit) == ("81處", Decimal(81), "處")
    assert list(segments(found.marked)) == [("81處", ("tw/centres/115",))]


# --- look-ups ------------------------------------------------------------------------------------------------------


def test_a_value_is_found_by_indicator_place_year_and_kind():
    assert STORE.value("centres", year=115).shown == "81處"
    assert STORE.value("centres", year="114", kind="actual").shown == "71處"
    assert STORE.value("rate", year=115, place="taichung").shown == "87%"
    assert STORE.value("staff", year="114-10", kind="actual").shown == "474人"


def test_a_series_has_a_gap_where_there_is_no_value():
    shown = [found and found.shown for found in STORE.series("centres", years=range(115, 118))]
    assert shown == ["81處", None, "99處"]


def test_a_misspelt_key_is_answered_with_the_nearest_one():
    with pytest.raises(UnknownFactError) as caught:
        STORE.fact("tw/centre/115")
    assert caught.value.suggestions[0] == "tw/centres/115"
    assert "tw/centres/115" in str(caught.value)


def test_a_value_that_is_missing_names_those_there_are():
    with pytest.raises(UnknownFactError) as caught:
        STORE.value("centres", year=116)
    assert "tw 115 target" in str(caught.value)


@pytest.mark.parametrize("look_up", [STORE.indicator, STORE.table, STORE.source, STORE.county])
def test_every_look_up_of_an_unknown_name_is_the_same_kind_of_error(look_up):
    with pytest.raises(UnknownFactError):
        look_up("沒有的東西")


def test_only_key_indicators_are_listed_unless_another_group_is_asked_for():
    assert [one.id for one in STORE.indicators(programme="2.0")] == ["centres", "rate"]
    assert [one.id for one in STORE.indicators(group="staffing")] == ["staff"]
    assert [one.id for one in STORE.indicators(id=["staff", "rate"])] == ["rate", "staff"]


def test_indicators_are_chosen_by_strategy_and_by_place():
    assert [one.id for one in STORE.indicators(strategy=3)] == ["centres"]
    assert [one.id for one in STORE.indicators(strategy=[1, 3])] == ["centres", "rate"]
    assert [one.id for one in STORE.indicators(place="taichung")] == ["rate"]


def test_indicators_cannot_be_chosen_by_what_they_do_not_have():
    with pytest.raises(UnknownFactError, match="strategy"):
        STORE.indicators(stratgy=3)


# --- counties ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "taichung",
        "Taichung",
        "TAICHUNG CITY",
        "taichung-city",
        "臺中市",
        "台中市",
        "臺中",
        "台中",
        " 台中 ",
        "臺中市政府",
    ],
)
def test_a_county_is_known_by_all_its_names(name):
    assert STORE.county(name).slug == "taichung"


@pytest.mark.parametrize(
    ("name", "slug"), [("新北", "new-taipei"), ("new_taipei", "new-taipei"), ("新竹市", "hsinchu-city")]
)
def test_names_with_hyphens_and_full_names_are_not_confused(name, slug):
    assert STORE.county(name).slug == slug


def test_a_name_that_two_counties_share_asks_which_one():
    with pytest.raises(UnknownFactError) as caught:
        STORE.county("新竹")
    assert set(caught.value.suggestions) == {"新竹縣", "新竹市"}
    assert "好幾個縣市" in str(caught.value)


@pytest.mark.parametrize("name", ["taichun", "台忠市", "Taijung"])
def test_a_misspelt_county_is_answered_with_the_nearest_one(name):
    with pytest.raises(UnknownFactError) as caught:
        STORE.county(name)
    assert caught.value.suggestions[0] == "臺中市"


def test_nothing_like_a_county_gets_no_suggestion():
    with pytest.raises(UnknownFactError) as caught:
        STORE.county("東京都")
    assert caught.value.suggestions == ()


# --- relations -----------------------------------------------------------------------------------------------------

NUMBERS = {key: fact(key, value) for key, value in {"a": "68", "b": "74", "c": "-", "d": "新增", "e": "0"}.items()}


@pytest.mark.parametrize(
    ("kind", "operands", "result"),
    [
        ("sum", (("a",), ("b",), ("c",)), "142"),
        ("difference", (("b",), ("a",)), "6"),
        ("product", (("a",), ("b",)), "5032"),
        ("ratio", (("a",), ("b",)), "91.89%"),
        ("ratio", (("a", "b"), ("b", "b")), "95.9%"),
        ("growth", (("a",), ("b",)), "+8.8%"),
        ("equal", (("a",),), "68"),
    ],
)
def test_a_relation_computes_its_result(kind, operands, result):
    computed = Relation("x", kind, operands).computed(NUMBERS.__getitem__)
    assert computed is not None
    assert agrees(Quantity.parse(result), computed)


@pytest.mark.parametrize("operands", [(("a",), ("d",)), (("a",), ("e",))])
def test_nothing_is_computed_from_a_mark_or_divided_by_nothing(operands):
    assert Relation("x", "ratio", operands).computed(NUMBERS.__getitem__) is None


def test_a_fraction_upside_down_does_not_agree_with_its_percentage():
    upside_down = Relation("x", "ratio", (("b",), ("a",))).computed(NUMBERS.__getitem__)
    assert upside_down is not None
    assert not agrees(Quantity.parse("91.80%"), upside_down)
