"""The two county briefings are whole: every figure of the sources is in the deck, in the order of the briefing."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest
from pptx import Presentation

from ssnet_docs import build
from ssnet_docs.content.catalogue import catalogue
from ssnet_docs.project import Project
from ssnet_docs.readers import figures

PROJECT = Project.find()

# Figures that stand in an indicator's name or in the data's own comparison, so that no slide cites them by key.
ELSEWHERE = {
    "taichung": {
        "taichung/exploitation-sessions/114": "「3場次(含以上)」是指標名稱的一部分，見策略四的指標表",
    },
    "penghu": {
        "penghu/vulnerable-family-coverage/107": "由訪視戶數與推估戶數計算，見涵蓋率表",
        "penghu/vulnerable-family-coverage/108": "由訪視戶數與推估戶數計算，見涵蓋率表",
        "penghu/vulnerable-family-coverage/109": "由訪視戶數與推估戶數計算，見涵蓋率表",
    },
}


@cache
def deck(county: str, folder: Path) -> Path:
    return build.build(PROJECT, catalogue(PROJECT)[county], "pptx", folder, build.data(PROJECT)).path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("counties")


def keys(county: str) -> list[str]:
    with (PROJECT.root / "data" / "facts" / f"{county}.csv").open(encoding="utf-8-sig") as stream:
        return [row["key"] for row in csv.DictReader(stream)]


@pytest.mark.parametrize("county", ["taichung", "penghu"])
def test_every_figure_of_the_source_is_shown_or_its_absence_explained(county: str, folder: Path) -> None:
    shown = {key for place in figures.read(deck(county, folder)).shown for key in place.keys}
    missing = [key for key in keys(county) if key not in shown and key not in ELSEWHERE[county]]
    assert missing == []


@pytest.mark.parametrize("county", ["taichung", "penghu"])
def test_no_explained_absence_is_shown_after_all_without_being_struck_from_the_list(county: str) -> None:
    assert set(ELSEWHERE[county]) <= set(keys(county))


@pytest.mark.parametrize("programme_strategy", [("phase-2", strategy) for strategy in (1, 2, 3, 4)])
def test_taichung_shows_every_indicator_of_the_second_phase_with_its_target(
    programme_strategy: tuple[str, int], folder: Path
) -> None:
    programme, strategy = programme_strategy
    data = build.data(PROJECT)
    shown = {key for place in figures.read(deck("taichung", folder)).shown for key in place.keys}
    text = all_text(deck("taichung", folder))
    indicators = data.indicators(programme=programme, strategy=strategy)
    assert len(indicators) == {1: 6, 2: 3, 3: 4, 4: 9}[strategy]
    for indicator in indicators:
        assert indicator.name in text
        assert data.value(indicator.id, year=114).key in shown


@pytest.mark.parametrize(
    ("county", "headings"),
    [
        (
            "taichung",
            [
                "第一期計畫成果",
                "第二期計畫架構",
                "第二期計畫策略及指標",
                "第二期計畫補助經費",
                "所遇困難與待中央協助事項",
            ],
        ),
        ("penghu", ["策略一、", "策略二、", "策略四、", "需中央協助事項"]),
    ],
)
def test_the_sections_stand_in_the_order_of_the_briefing(county: str, headings: list[str], folder: Path) -> None:
    slides = [slide_text(slide) for slide in Presentation(str(deck(county, folder))).slides]
    firsts = [
        next(number for number, text in enumerate(slides) if number > 1 and heading in text) for heading in headings
    ]
    assert firsts == sorted(firsts)


@pytest.mark.parametrize("county", ["taichung", "penghu"])
def test_charts_and_tables_are_native_and_no_slide_is_a_picture_of_text(county: str, folder: Path) -> None:
    shapes = [shape for slide in Presentation(str(deck(county, folder))).slides for shape in slide.shapes]
    assert any(shape.has_chart for shape in shapes)
    assert any(shape.has_table for shape in shapes)
    assert not any(shape.shape_type is not None and "PICTURE" in str(shape.shape_type) for shape in shapes)


def all_text(path: Path) -> str:
    return "\n".join(slide_text(slide) for slide in Presentation(str(path)).slides)


def slide_text(slide: object) -> str:
    return "\n".join(_texts(slide.shapes))  # type: ignore[attr-defined]


def _texts(shapes: object) -> list[str]:
    found: list[str] = []
    for shape in shapes:  # type: ignore[attr-defined]
        if hasattr(shape, "shapes"):
            found += _texts(shape.shapes)
        elif getattr(shape, "has_table", False):
            found += [cell.text for row in shape.table.rows for cell in row.cells]
        elif shape.has_text_frame:
            found.append(shape.text_frame.text)
    return found
