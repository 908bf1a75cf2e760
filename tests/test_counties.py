"""All 22 counties: the shared frame is a whole briefing for every county, its figures computed from the open data."""

from __future__ import annotations

import ast
import csv
import shutil
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from pptx import Presentation
from rendering import assert_inside, assert_legible, render

from ssnet_docs import build, cli
from ssnet_docs.content.catalogue import FRAME, catalogue
from ssnet_docs.export import Office
from ssnet_docs.project import Project
from tests.test_county_content import slide_text

HOME = Project(Path(__file__).resolve().parent.parent)
DATA = build.data(HOME)
GUIDANCE = [5, 10, 20, 35, 50]  # per cent of newborn families, 115 to 119: ey-115, 1.1


def table(name: str) -> list[dict[str, str]]:
    with (HOME.root / "data" / name).open(encoding="utf-8-sig") as stream:
        return list(csv.DictReader(stream))


ROWS = {row["slug"]: row for row in table("counties.csv")}
AGENCIES = {row["place"]: row["name"] for row in table("agencies.csv") if row["place"]}
BIRTHS = {(row["slug"], row["year_roc"]): row for row in table("births-deaths.csv")}
PEOPLE = {(row["slug"], row["as_of_roc"]): row for row in table("population.csv")}
FRAMED = [slug for slug, entry in catalogue(HOME).items() if entry.path == FRAME]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("counties")


@cache
def slides(county: str, folder: Path) -> tuple[str, ...]:
    """The text of every slide of a county's deck, charts with their values."""
    path = build.build(HOME, catalogue(HOME)[county], "pptx", folder, DATA).path
    return tuple(
        "\n".join([slide_text(slide), *(str(values(shape)) for shape in slide.shapes if shape.has_chart)])
        for slide in Presentation(str(path)).slides
    )


def values(shape: object) -> list[list[float]]:
    return [list(series.values) for series in shape.chart.plots[0].series]  # type: ignore[attr-defined]


def page(county: str, words: str, folder: Path) -> str:
    (found,) = [text for text in slides(county, folder) if words in text]
    return found


def share(part: str, whole: str) -> str:
    return f"{(Decimal(part) * 100 / Decimal(whole)).quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A copy of the project that a test may change, as the working directory."""
    for name in ("content", "data", "layouts"):
        shutil.copytree(HOME.root / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return Project(tmp_path)


# --- which counties there are --------------------------------------------------------------------------------------


def test_every_county_has_a_briefing_and_two_have_their_own() -> None:
    known = {entry.id for entry in catalogue(HOME).values() if entry.kind == "county"}
    assert known == set(ROWS)
    assert set(ROWS) - set(FRAMED) == {"taichung", "penghu"}


def test_every_county_has_an_agency_of_its_own() -> None:
    assert set(AGENCIES) == set(ROWS)
    assert len(set(AGENCIES.values())) == 22
    for slug, name in AGENCIES.items():
        assert name.startswith(ROWS[slug]["name_zh"])
        if ROWS[slug]["type_zh"] == "直轄市":
            assert name.endswith("社會局")


@pytest.mark.parametrize("county", FRAMED)
def test_the_cover_names_county_and_agency_and_nothing_is_left_unfilled(county: str, folder: Path) -> None:
    texts = slides(county, folder)
    assert f"{ROWS[county]['name_zh']}強化社會安全網計畫2.0" in texts[0]
    assert AGENCIES[county] in texts[0]
    assert not any("{{" in text or "}}" in text for text in texts)
    others = {row["name_zh"] for slug, row in ROWS.items() if slug != county}
    own = [text for text in texts if "縣市由高而低" not in text]  # a page that compares counties names them
    assert not [name for name in others if any(name in text for text in own)]


def test_a_county_is_found_by_any_of_its_names_and_a_wrong_one_gets_near_ones(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("hualien", "花蓮", "花蓮縣", "Hualien County"):
        assert cli.main(["build", "--county", name]) == 0
        assert " build/hualien.pptx（" in capsys.readouterr().out
    assert cli.main(["build", "--county", "花連"]) == 2
    assert "是不是「連江縣」或「花蓮縣」？" in capsys.readouterr().err


def test_a_fault_of_the_shared_frame_is_told_once_for_all_counties(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    part = project.root / "content/parts/county/people.yaml"
    part.write_text(part.read_text(encoding="utf-8").replace("kind: line", "kind: lime"), encoding="utf-8")
    assert cli.main(["build", "hualien", "yilan", "kinmen"]) == 2
    error = capsys.readouterr().err
    assert error.count("沒有「lime」這種圖") == 1
    assert "content/parts/county/people.yaml:" in error


# --- figures, computed here from the open data ---------------------------------------------------------------------


@pytest.mark.parametrize("county", FRAMED)
def test_the_population_page_shows_what_the_open_data_say(county: str, folder: Path) -> None:
    now, before = PEOPLE[county, "115-06-30"], PEOPLE[county, "109-12-31"]
    text = page(county, "115年6月底人口，114年出生與死亡", folder)
    for column in ("population", "households", "pop_65_plus", "pop_0_14"):
        assert f"{int(now[column]):,}" in text
    assert share(now["pop_65_plus"], now["population"]) in text
    assert share(now["pop_0_14"], now["population"]) in text
    change = int(now["population"]) - int(before["population"])
    assert ("較109年底減少" if change < 0 else "較109年底增加") in text
    births, deaths = (int(BIRTHS[county, "114"][name]) for name in ("births", "deaths"))
    assert ("死亡多於出生" if deaths > births else "出生多於死亡") in text
    assert f"{abs(births - deaths):,}" in text


@pytest.mark.parametrize("county", FRAMED)
def test_the_age_bands_add_up_to_the_whole_population(county: str, folder: Path) -> None:
    text = page(county, "三個年齡組占總人口的比率", folder)
    bands = ast.literal_eval(text.splitlines()[-1])
    assert [len(band) for band in bands] == [6, 6, 6]
    assert all(abs(sum(year) - 100) < 0.11 for year in zip(*bands, strict=True))


@pytest.mark.parametrize("county", FRAMED)
def test_births_and_deaths_run_from_107_to_114_with_the_right_word_for_the_trend(county: str, folder: Path) -> None:
    text = page(county, "107年至114年出生與死亡", folder)
    years = [str(year) for year in range(107, 115)]
    expected = [[float(BIRTHS[county, year][name]) for year in years] for name in ("births", "deaths")]
    assert ast.literal_eval(text.splitlines()[-1]) == expected
    first, last = expected[0][0], expected[0][-1]
    change = (Decimal(last) / Decimal(first) - 1) * 100
    rounded = abs(change).quantize(Decimal("0.1"), ROUND_HALF_UP)
    assert f"較107年{'減少' if change < 0 else '增加'}{rounded}%" in text


@pytest.mark.parametrize("county", FRAMED)
def test_newborn_families_are_the_yearly_targets_of_the_births_of_114_and_say_so(county: str, folder: Path) -> None:
    text = page(county, "換算成家庭數", folder)
    births = int(BIRTHS[county, "114"]["births"])
    families = [int((Decimal(births * rate) / 100).quantize(Decimal(1), ROUND_HALF_UP)) for rate in GUIDANCE]
    assert ast.literal_eval(text.splitlines()[-1]) == [families]
    assert f"115年約{families[0]:,}戶新生兒家庭，119年約{families[-1]:,}戶" in text
    assert f"114年出生{births:,}人 × 各年目標比率" in text
    assert "量級，不是預測" in text
    assert "內政部戶政司" in text
    assert "115年強化社會安全網計畫2.0" in text


def test_what_nobody_publishes_is_said_to_be_missing(folder: Path) -> None:
    text = page("hualien", "花蓮縣的服務據點、人力與案件", folder)
    rows = [line for line in text.splitlines() if line == "尚無資料"]
    assert len(rows) == 2 * 11
    assert slides("hualien", folder)[1:-1]
    assert sum(text.count("尚無資料") for text in slides("hualien", folder)) == 2 * 11 + 2 * 26 + 1


def test_a_figure_of_the_county_stands_beside_the_national_target_with_its_source(project: Project) -> None:
    facts = project.root / "data/facts/hualien.csv"
    facts.write_text(
        "key,indicator,place,label,year,period,kind,value,as_of,source,slide,printed,reason,note\n"
        "hualien/mental-health-centres/114/actual,mental-health-centres,hualien,社區心理衛生中心設置數,114,,actual,"
        "4處,114-12-31,hualien-report,衛生局業務統計,,,\n",
        encoding="utf-8",
    )
    path = build.build(project, catalogue(project)["hualien"], "pptx", project.root / "b", build.data(project)).path
    texts = [slide_text(slide) for slide in Presentation(str(path)).slides]
    (text,) = [text for text in texts if "策略三 布建心衛：" in text]
    assert "4處" in text
    assert "81處" in text
    assert "花蓮縣政府社會處《社安網指標填報表》" in text


# --- a county's own file -------------------------------------------------------------------------------------------


def test_a_new_county_builds_at_once_to_the_same_deck_and_then_goes_its_own_way(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["build", "hualien"]) == 0
    before = (project.root / "build/hualien.pptx").read_bytes()
    assert cli.main(["new", "county", "花蓮"]) == 0
    assert "content/counties/hualien.yaml（花蓮縣，花蓮縣政府社會處）" in capsys.readouterr().out
    file = project.root / "content/counties/hualien.yaml"
    text = file.read_text(encoding="utf-8")
    assert "{{" not in text
    assert "ssnet template county hualien" in text
    assert cli.main(["build", "hualien"]) == 0
    assert (project.root / "build/hualien.pptx").read_bytes() == before
    own = text.replace("  # - id: highlights", "  - id: highlights")
    start = own.index("  - id: highlights")
    own = own[:start] + own[start:].replace("\n  # ", "\n  ")
    file.write_text(own, encoding="utf-8")
    capsys.readouterr()
    assert cli.main(["build", "hualien"]) == 0
    slides = len(Presentation(BytesIO(before)).slides)
    assert f"{slides + 1} 張投影片" in capsys.readouterr().out


def test_a_new_county_never_overwrites_and_names_near_counties(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["new", "county", "taichung"]) == 2
    assert "content/counties/taichung.yaml 已經有了，不會覆蓋" in capsys.readouterr().err
    assert cli.main(["new", "county", "新竹"]) == 2
    assert "是不是「新竹縣」或「新竹市」？" in capsys.readouterr().err
    assert cli.main(["new", "county", "hualian"]) == 2
    assert "花蓮縣" in capsys.readouterr().err
    assert cli.main(["new", "county", "hualien", "--from", "114"]) == 2
    assert "選項 --from 只用於計畫書" in capsys.readouterr().err
    assert sorted(path.name for path in (project.root / "content/counties").iterdir()) == [
        "penghu.yaml",
        "taichung.yaml",
    ]


# --- rendered ------------------------------------------------------------------------------------------------------


@pytest.mark.rendered
@pytest.mark.parametrize("county", ["lienchiang", "nantou", "new-taipei"])  # fewest people, longest agency, most people
def test_no_text_leaves_its_place_in_a_county_deck(county: str, office: Office, tmp_path: Path) -> None:
    built = build.build(HOME, catalogue(HOME)[county], "pptx", tmp_path, DATA)
    pages = render(built.path, office)
    assert_inside(built.path, pages)
    assert_legible(pages)


@pytest.mark.rendered
def test_a_county_is_a_report_too(office: Office, tmp_path: Path) -> None:
    built = build.build(HOME, catalogue(HOME)["nantou"], "docx", tmp_path, DATA)
    assert 10 <= int(built.extent.removesuffix(" 頁")) <= 40
