"""The three national briefings are whole: indicators with definitions and figures, slips noted, charts native."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from ssnet_docs import build
from ssnet_docs.content.catalogue import catalogue
from ssnet_docs.model.fact import Fact, Indicator
from ssnet_docs.project import Project
from ssnet_docs.readers import figures

PROJECT = Project.find()
BRIEFINGS = ["ey", "mohw", "results-108"]
STRATEGIES = {1: 8, 2: 7, 3: 6, 4: 5}
"""How many key performance indicators programme 2.0 has for each strategy."""

# Figures that their deck does not cite by key, and why.
ELSEWHERE: dict[str, dict[str, str]] = {
    "ey": {
        "ey/elders-visited-share": "指標定義的一部分：1.1 第4項；備忘稿引用",
        "ey/villages-selected": "指標定義的一部分：1.1 第6項；備忘稿引用",
        "ey/sessions-per-village": "指標定義的一部分：1.1 第6項；備忘稿引用",
        "ey/satisfaction-questionnaires": "指標定義的一部分：1.3 第2項；備忘稿引用",
        "ey/satisfaction-centre-age": "指標定義的一部分：1.3 第2項；備忘稿引用",
        "ey/drug-follow-up-rate": "指標定義的一部分：1.3 第6項；備忘稿引用",
    },
    "mohw": {},
    "results-108": {},
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ministries")


@cache
def deck(briefing: str, folder: Path) -> Path:
    """The written deck; an error anywhere in its content fails the build."""
    return build.build(PROJECT, catalogue(PROJECT)[briefing], "pptx", folder, build.data(PROJECT)).path


def slides(briefing: str, folder: Path) -> list[Any]:
    return list(Presentation(str(deck(briefing, folder))).slides)


def shapes(slide: Any) -> list[Any]:
    """All shapes of a slide, those inside groups too."""
    found, waiting = [], list(slide.shapes)
    while waiting:
        shape = waiting.pop(0)
        found.append(shape)
        waiting += list(getattr(shape, "shapes", []))
    return found


def squeezed(text: str) -> str:
    """The text without spaces and line breaks, which depend on where a line ends."""
    return re.sub(r"\s+", "", text)


def rows(briefing: str, folder: Path) -> list[list[str]]:
    return [
        [squeezed(cell.text) for cell in row.cells]
        for slide in slides(briefing, folder)
        for shape in shapes(slide)
        if getattr(shape, "has_table", False)
        for row in shape.table.rows
    ]


def series_of(slide: Any) -> list[tuple[float | None, ...]]:
    """The values of every series of the slide's native charts."""
    return [
        tuple(series.values)
        for shape in shapes(slide)
        if getattr(shape, "has_chart", False)
        for plot in shape.chart.plots
        for series in plot.series
    ]


def words(slide: Any, *, notes: bool) -> str:
    texts = [shape.text_frame.text for shape in shapes(slide) if getattr(shape, "has_text_frame", False)]
    texts += [
        cell.text
        for shape in shapes(slide)
        if getattr(shape, "has_table", False)
        for row in shape.table.rows
        for cell in row.cells
    ]
    if notes and slide.has_notes_slide:
        texts.append(slide.notes_slide.notes_text_frame.text)
    return squeezed("\n".join(texts))


def indicators(strategy: int) -> tuple[Indicator, ...]:
    return build.data(PROJECT).indicators(programme="2.0", group="kpi", strategy=str(strategy))


def targets(indicator: Indicator) -> list[Fact]:
    data = build.data(PROJECT)
    return [data.value(indicator.id, year=year, kind="target") for year in range(115, 120)]


def actual(indicator: Indicator) -> Fact:
    return build.data(PROJECT).value(indicator.id, year=114, kind="actual")


# --- the Executive Yuan's briefing -----------------------------------------------------------------------------------


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_every_indicator_of_programme_2_stands_in_a_row_with_agency_definition_and_all_its_figures(
    strategy: int, folder: Path
) -> None:
    found = indicators(strategy)
    assert len(found) == STRATEGIES[strategy]
    for indicator in found:
        item = squeezed(f"{indicator.name}（{indicator.agency}）")
        row = next(row for row in rows("ey", folder) if item in row)
        expected = [indicator.definition, actual(indicator).shown, *(fact.shown for fact in targets(indicator))]
        assert row[2:] == [squeezed(text) for text in expected]


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_the_targets_of_every_indicator_are_charted_on_one_slide_of_its_strategy(strategy: int, folder: Path) -> None:
    wanted = {one.id: [float(fact.number or 0) for fact in targets(one)] for one in indicators(strategy)}
    missing = [
        {
            name
            for name, numbers in wanted.items()
            if not any(list(series)[-5:] == numbers for series in series_of(slide))
        }
        for slide in slides("ey", folder)
    ]
    assert set() in missing


def test_staffing_says_by_how_much_the_printed_total_misses_the_sum_of_its_items(folder: Path) -> None:
    text = "".join(words(slide, notes=False) for slide in slides("ey", folder))
    for told in ["6,851人", "5,596人", "8,056人", "相差127人", "9,125人"]:
        assert told in text


def test_the_budget_is_summed_by_strategy_and_in_all_and_names_the_items_without_money(folder: Path) -> None:
    cells = [cell for row in rows("ey", folder) for cell in row]
    with (PROJECT.root / "data" / "budget-values.csv").open(encoding="utf-8-sig") as stream:
        amounts = [
            int(row["value"].removesuffix("千元").replace(",", ""))
            for row in csv.DictReader(stream)
            if row["kind"] == "total"
        ]
    for amount in [*amounts, sum(amounts), sum(amounts[:3]), sum(amounts[3:5]), sum(amounts[5:7]), sum(amounts[7:9])]:
        assert f"{amount:,}" in cells
    text = "".join(words(slide, notes=False) for slide in slides("ey", folder))
    assert "第10項" in text
    assert "第11項" in text


def test_every_important_indicator_stands_in_a_row_with_its_figures(folder: Path) -> None:
    data = build.data(PROJECT)
    found = data.indicators(programme="2.0", group="important")
    assert len(found) == 9
    for indicator in found:
        row = next(row for row in rows("ey", folder) if squeezed(indicator.name) in row)
        for fact in data.values(indicator.id):
            if fact.source == "ey":
                assert squeezed(fact.shown) in row


# --- the ministry's briefing -----------------------------------------------------------------------------------------


def test_mental_health_staffing_and_caseloads_are_shown_in_full(folder: Path) -> None:
    table = build.data(PROJECT).table("mental-health-staffing")
    shown = {key for place in figures.read(deck("mohw", folder)).shown for key in place.keys}
    for row in table.rows:
        assert set(row.facts.values()) <= shown
    drawn = [series for slide in slides("mohw", folder) for series in series_of(slide)]
    assert (26.0, 44.0, 70.0, 62.0, 36.0) in drawn
    assert (25.0, 30.0, 30.0, 50.0, 30.0) in drawn


def test_the_inverted_fraction_is_set_right_and_what_was_printed_is_said(folder: Path) -> None:
    text = "".join(words(slide, notes=False) for slide in slides("mohw", folder))
    assert "C＝A／B×100%" in text
    assert "涵蓋率應為B／A" in text


# --- results of 108 --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "printed"), [("reports", 220), ("assessments", 177), ("services", 121), ("accounts", 234)]
)
def test_growth_is_true_growth_and_the_printed_ratio_is_noted_beside_it(item: str, printed: int, folder: Path) -> None:
    data = build.data(PROJECT)
    before, after = (data.fact(f"results-108/{item}/{year}").number for year in (107, 108))
    assert before is not None
    assert after is not None
    slide = next(slide for slide in slides("results-108", folder) if "通報數較107年同期" in words(slide, notes=False))
    assert f"+{(after / before - 1) * 100:.1f}%" in words(slide, notes=False)
    assert f"＋{printed}%" in words(slide, notes=False)


# --- all three -------------------------------------------------------------------------------------------------------


def keys(briefing: str) -> list[str]:
    with (PROJECT.root / "data" / "facts" / f"{briefing}.csv").open(encoding="utf-8-sig") as stream:
        return [row["key"] for row in csv.DictReader(stream)]


@pytest.mark.parametrize("briefing", BRIEFINGS)
def test_every_figure_of_the_source_is_shown_or_its_absence_explained(briefing: str, folder: Path) -> None:
    shown = {key for place in figures.read(deck(briefing, folder)).shown for key in place.keys}
    missing = [key for key in keys(briefing) if key not in shown and key not in ELSEWHERE[briefing]]
    assert missing == []


@pytest.mark.parametrize(
    ("briefing", "key"), [(briefing, key) for briefing, known in ELSEWHERE.items() for key in known]
)
def test_a_figure_that_is_not_cited_on_a_slide_stands_in_the_speaker_notes(
    briefing: str, key: str, folder: Path
) -> None:
    noted = [slide.notes_slide for slide in slides(briefing, folder) if slide.has_notes_slide]
    text = squeezed("".join(note.notes_text_frame.text for note in noted))
    assert key in keys(briefing)
    assert squeezed(build.data(PROJECT).fact(key).shown) in text


@pytest.mark.parametrize("briefing", BRIEFINGS)
def test_what_a_source_misprinted_is_told_wherever_the_right_figure_is_shown(briefing: str, folder: Path) -> None:
    read = figures.read(deck(briefing, folder))
    for number, slide in enumerate(slides(briefing, folder), start=1):
        shown = {key for place in read.shown if place.slide == number for key in place.keys}
        for key in shown:
            if read.origins[key].printed:
                assert squeezed(read.origins[key].printed) in words(slide, notes=True), (number, key)


@pytest.mark.parametrize(("briefing", "least"), [("ey", 20), ("mohw", 8), ("results-108", 9)])
def test_charts_are_native_and_nothing_is_a_picture_of_text(briefing: str, least: int, folder: Path) -> None:
    found = [shape for slide in slides(briefing, folder) for shape in shapes(slide)]
    assert sum(getattr(shape, "has_chart", False) for shape in found) >= least
    assert not any("PICTURE" in str(shape.shape_type) for shape in found if shape.shape_type is not None)


@pytest.mark.parametrize("briefing", BRIEFINGS)
def test_no_two_slides_have_the_same_title_unless_one_continues_the_other(briefing: str, folder: Path) -> None:
    titles = [slide.shapes.title.text_frame.text for slide in slides(briefing, folder) if slide.shapes.title]
    assert len(titles) == len(set(titles))
