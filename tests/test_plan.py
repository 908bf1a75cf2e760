"""The annual plan: whole, from the data alone, and a new year's frame from an old one."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from ssnet_docs import build, cli, datasets, pagination, plans, reportstyle
from ssnet_docs.compose.flow import compose
from ssnet_docs.compose.flow_tables import typesetter
from ssnet_docs.content.catalogue import FRAME, Entry, catalogue
from ssnet_docs.content.expressions import ExpressionError, functions
from ssnet_docs.model.errors import ContentError
from ssnet_docs.project import Project
from ssnet_docs.writers.docx.report import write
from tests.validation import assert_valid, parts

HOME = Project.find()
DATA = datasets.load(HOME)
YEARS = range(115, 120)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"

OUTLINE = [
    ("壹", "計畫緣起", ["依據", "環境分析", "問題評析"]),
    ("貳", "計畫目標", ["六大策略", "策略一", "策略二", "策略三", "策略四", "策略五", "目標值之說明"]),
    ("參", "執行策略與工作項目", ["策略一", "策略二", "策略三", "策略四", "策略五", "策略六"]),
    ("肆", "人力需求", ["專業人力進用目標與現況", "114年進用率", "心理衛生人力與案量負荷比", "進用與留任措施"]),
    ("伍", "經費需求", ["115年度經費總表", "經費配置分析", "經費來源與撥付"]),
    ("陸", "重要指標與管考", ["115年度計畫重要指標", "年度里程碑", "考核項目", "管考方式"]),
    ("柒", "預期效益", ["可量化效益", "不可量化效益"]),
    ("", "附錄一、指標定義", ["策略一", "策略二", "策略三", "策略四"]),
    ("", "附錄二、資料來源", ["所據文件與統計", "機關名稱"]),
    ("", "附錄三、數據勘誤說明", ["更正事項", "來源間之差異", "名稱與定義之用語對照"]),
]


def document(project: Project, id: str = "plan-115") -> bytes:
    """The plan as a Word file whose fields wait for Word: what it says does not depend on the layout."""
    nodes, theme = build.prepared(project, catalogue(project)[id], datasets.load(project), "report")
    style = reportstyle.load(project)
    return write(compose(nodes, style, typesetter(style, project)), theme, project)


@cache
def plan() -> dict[str, bytes]:
    return parts(document(HOME))


def body(package: dict[str, bytes]) -> etree._Element:
    return etree.fromstring(package["word/document.xml"])


def said(element: etree._Element) -> str:
    return "".join(one.text or "" for one in element.iter(f"{W}t"))


def paragraphs(package: dict[str, bytes]) -> list[str]:
    return [said(one) for one in body(package).iter(f"{W}p")]


def rows(package: dict[str, bytes]) -> list[list[str]]:
    """The texts of the cells of every table row."""
    return [[said(cell) for cell in row.iterfind(f"{W}tc")] for row in body(package).iter(f"{W}tr")]


def headings(package: dict[str, bytes], level: int) -> list[tuple[int, str]]:
    """Position and text of the headings of a level."""
    found = []
    for position, one in enumerate(body(package).iter(f"{W}p")):
        style = one.find(f"{W}pPr/{W}pStyle")
        if style is not None and re.fullmatch(rf"Heading{level}\D*", style.get(f"{W}val") or ""):
            found.append((position, said(one)))
    return found


@pytest.fixture
def copied(tmp_path: Path) -> Project:
    """A copy of the project that may be changed."""
    for folder in ("content", "data", "layouts", "docs"):
        shutil.copytree(HOME.root / folder, tmp_path / folder)
    return Project(tmp_path)


def change(project: Project, file: str, old: str, new: str) -> None:
    path = project.root / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


# --- what stands in it ---------------------------------------------------------------------------------------------


def test_the_plan_is_a_valid_word_document() -> None:
    assert_valid(document(HOME))


def test_chapters_and_subsections_follow_the_outline_of_plans() -> None:
    chapters, subsections = headings(plan(), 1), headings(plan(), 2)
    assert [text for _, text in chapters] == [title for _, title, _ in OUTLINE]
    ends = [position for position, _ in chapters[1:]] + [10**9]
    for (begin, _), end, (_, _, titles) in zip(chapters, ends, OUTLINE, strict=True):
        inside = [text for position, text in subsections if begin < position < end]
        assert len(inside) == len(titles)
        assert all(text.startswith(title) for text, title in zip(inside, titles, strict=True))


def test_chapters_are_numbered_by_word_itself() -> None:
    numbering = etree.fromstring(plan()["word/numbering.xml"])
    formats = {
        (level.findtext(f"{W}pStyle") or level.find(f"{W}pStyle").get(f"{W}val")): level.find(f"{W}numFmt").get(
            f"{W}val"
        )
        for level in numbering.iter(f"{W}lvl")
        if level.find(f"{W}pStyle") is not None
    }
    assert formats["Heading1"] == "ideographLegalTraditional"
    assert formats["Heading2"] == "taiwaneseCountingThousand"
    typed = [text for _, text in headings(plan(), 1) if re.match("[壹貳參肆伍陸柒]、", text)]
    assert not typed


def test_every_indicator_of_the_programme_stands_with_all_its_targets() -> None:
    table = rows(plan())
    indicators = DATA.indicators(programme="2.0")
    assert len(indicators) == 26
    for indicator in indicators:
        targets = [fact.shown for fact in DATA.series(indicator.id, years=YEARS) if fact]
        assert len(targets) == 5
        found = [row for row in table if any(indicator.name in cell for cell in row) and row[-5:] == targets]
        assert found, indicator.name


def test_every_definition_and_every_important_indicator_stands_in_the_plan() -> None:
    cells = {re.sub(r"\s", "", cell) for row in rows(plan()) for cell in row}
    for indicator in DATA.indicators(programme="2.0"):
        assert re.sub(r"\s", "", indicator.definition) in cells, indicator.name
    for indicator in DATA.indicators(group="important", programme="2.0"):
        assert any(re.sub(r"\s", "", indicator.name) in cell for cell in cells), indicator.name


def amounts(kind: str, strategy: int | None = None) -> str:
    """A sum of the budget, added up from the files themselves."""
    with (HOME.root / "data/indicators.csv").open(encoding="utf-8-sig", newline="") as file:
        strategies = {row["id"]: row["strategy"] for row in csv.DictReader(file)}
    with (HOME.root / "data/budget-values.csv").open(encoding="utf-8-sig", newline="") as file:
        total = sum(
            int(row["value"].removesuffix("千元").replace(",", ""))
            for row in csv.DictReader(file)
            if row["kind"] == kind
            and row["value"] != "-"
            and (strategy is None or strategies[row["indicator"]] == str(strategy))
        )
    return f"{total:,}" if total else "-"


@pytest.mark.parametrize("strategy", [None, 1, 2, 3, 4, 5, 6])
def test_the_budget_adds_up_for_each_strategy_and_in_all(strategy: int | None) -> None:
    wanted = [amounts(kind, strategy) for kind in ("current", "capital", "total")]
    label = "合計" if strategy is None else "小計"
    assert any(row[-3:] == wanted and label in row for row in rows(plan()))
    assert any(row[1:4] == wanted for row in rows(plan())), "the table of subtotals"


def test_staff_totals_and_their_differences_stand_in_the_plan() -> None:
    total = next(row for row in rows(plan()) if row[0] == "合計" and "82.3" in row)
    assert total[-5:] == ["7,848", "6,455", "82.3", "7,929", "9,125"]
    text = "\n".join(paragraphs(plan()))
    assert "115年表列各項之和為8,056人，與合計7,929人相差127人" in text
    assert "目標值6,851人、實際值5,596人" in text


def test_errata_are_listed_from_the_data() -> None:
    table = rows(plan())
    for row in DATA.table("corrections").rows:
        if row["kind"] == "更正" and row["programme"] == "2.0":
            assert any(cells[1:4:2] == [row["printed"], row["reason"]] for cells in table), row["subject"]
    assert any("8.57%" in row for row in table)
    corrected = {fact.key for fact in DATA.facts() if fact.printed and fact.printed != fact.shown}
    listed = {row.facts["adopted"] for row in DATA.table("corrections").rows if row.facts}
    assert listed == corrected


def test_what_no_source_gives_is_said_to_be_missing() -> None:
    text = "\n".join(paragraphs(plan()))
    assert text.count("尚無資料") >= 8


def test_no_figure_of_the_data_is_typed() -> None:
    typed = re.sub(r"\{\{.*?\}\}", "", (HOME.root / "content/plans/plan-115.yaml").read_text(encoding="utf-8"))
    groups = ["kpi", "important", "staffing", "budget"]
    figures = {
        fact.quantity.figure if re.search(r"[,.]", fact.quantity.figure) else fact.shown
        for indicator in DATA.indicators(programme="2.0", group=groups)
        for fact in DATA.values(indicator.id)
        if re.search(r"\d,\d{3}|\d\.\d|\d{2}%", fact.shown) and fact.shown != "100%"
    }
    assert len(figures) > 100
    found = [one for one in figures if re.search(rf"(?<![\d.,]){re.escape(one)}(?![\d.,年])", typed)]
    assert not found


# --- one figure changes --------------------------------------------------------------------------------------------


def charted(package: dict[str, bytes]) -> list[list[str]]:
    """The values that each chart shows."""
    names = sorted(name for name in package if re.fullmatch(r"word/charts/chart\d+\.xml", name))
    return [[one.text or "" for one in etree.fromstring(package[name]).iter(f"{C}v")] for name in names]


def test_a_figure_changes_at_all_its_places_and_nowhere_else(copied: Project) -> None:
    change(
        copied,
        "data/indicator-values.csv",
        "\ncollaborative-sites,tw,115,target,62處",
        "\ncollaborative-sites,tw,115,target,65處",
    )
    changed = parts(document(copied))
    before, after = paragraphs(plan()), paragraphs(changed)
    assert len(before) == len(after)
    different = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert len(different) >= 3
    assert all(old.replace("62處", "65處") == new for old, new in different)
    assert not any("62處" in text for text in after)
    values = zip(charted(plan()), charted(changed), strict=True)
    moved = [(a, b) for old, new in values for a, b in zip(old, new, strict=True) if a != b]
    assert moved == [("62", "65")]


def test_an_amount_changes_its_own_cell_and_every_sum_above_it(copied: Project) -> None:
    change(
        copied,
        "data/budget-values.csv",
        'budget-placement,tw,115,capital,"23,423千元"',
        'budget-placement,tw,115,capital,"33,423千元"',
    )
    after = rows(parts(document(copied)))
    cells = [
        (a, b) for old, new in zip(rows(plan()), after, strict=True) for a, b in zip(old, new, strict=True) if a != b
    ]
    ten_thousand = Decimal(10_000)
    assert len(cells) == 7, (
        "the item's cell; its strategy and the total in two tables; its agency and the total in a third"
    )
    assert all(Decimal(b.replace(",", "")) - Decimal(a.replace(",", "")) == ten_thousand for a, b in cells)


# --- sums over indicators ------------------------------------------------------------------------------------------


def test_a_sum_over_indicators_counts_none_budgeted_as_nothing() -> None:
    total_of = functions(DATA)["total_of"]
    assert total_of("capital", 115, group="budget", strategy=1).shown == "4,700千元"
    assert total_of("capital", 115, group="budget", strategy=6).shown == "-"
    assert "tw/budget-indigenous-centres/115/capital" in total_of("capital", 115, group="budget", strategy=1).keys
    with pytest.raises(ExpressionError, match="沒有找到數值"):
        total_of("capital", 99, group="budget")


def test_a_sum_over_places_adds_every_county() -> None:
    total_of = functions(DATA)["total_of"]
    births = [fact for fact in DATA.values("births") if fact.when == "114"]
    assert len(births) == 22
    assert total_of("actual", 114, place="*", id="births").number == sum(fact.number or 0 for fact in births)


# --- other years ---------------------------------------------------------------------------------------------------


def test_a_year_without_a_plan_says_what_is_missing_and_how_to_begin(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["build", "--plan", "116"]) == 2
    said_ = capsys.readouterr().err
    for words in (
        "content/plans/plan-116.yaml",
        "data/budget-values.csv",
        "116年目標值18項",
        "ssnet new plan 116 --from 115",
    ):
        assert words in said_


@pytest.mark.parametrize("year", ["", "abc", "15", "1150", "115 年", "../115"])
def test_what_is_no_year_is_refused(year: str) -> None:
    with pytest.raises(ContentError, match="不是計畫年度"):
        plans.plan(HOME, year, DATA)


def test_a_copy_of_the_frame_builds_and_marks_what_needs_new_words(
    copied: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(copied.root)
    assert cli.main(["new", "plan", "116", "--from", "115"]) == 0
    text = (copied.root / "content/plans/plan-116.yaml").read_text(encoding="utf-8")
    marks = text.count(f"{plans.MARK}：")
    assert f"有 {marks} 處標記" in capsys.readouterr().out
    assert marks > 50
    head, _, rest = text.partition("\n\n")
    assert sum(int(number) for number in re.findall(r"（(\d+)處）", head)) == marks
    assert "data/budget-values.csv" in head
    assert rest.startswith("title: 116年度")
    said_ = "\n".join(paragraphs(parts(document(copied, "plan-116"))))
    assert "116年度「強化社會安全網計畫2.0」作業計畫" in said_
    assert plans.MARK not in said_


def test_a_copy_never_says_a_year_beside_another_years_figure(copied: Project) -> None:
    plans.copy(copied, "116", "115", DATA)
    text = (copied.root / "content/plans/plan-116.yaml").read_text(encoding="utf-8")
    pairs = re.findall(r"(1\d\d)年(?:目標|增至|達|提升至)?\{\{ target\('[\w-]+', (\d+)\) \}\}", text)
    assert len(pairs) > 30
    assert all(said_ == meant for said_, meant in pairs)


def test_a_copy_moves_on_where_the_data_hold_the_new_year(copied: Project) -> None:
    plans.copy(copied, "116", None, DATA)
    text = (copied.root / "content/plans/plan-116.yaml").read_text(encoding="utf-8")
    assert "新生兒家庭使用育兒指導服務比率由116年{{ target('newborn-family-guidance', 116) }}" in text


def test_a_plan_is_never_overwritten(copied: Project) -> None:
    with pytest.raises(ContentError, match="不會覆蓋"):
        plans.copy(copied, "115", "115", DATA)
    with pytest.raises(ContentError, match="沒有113年度的計畫書"):
        plans.copy(copied, "116", "113", DATA)


# --- built ---------------------------------------------------------------------------------------------------------


def test_without_an_office_program_the_build_says_that_word_updates_the_fields(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    @contextmanager
    def none(office: object = None) -> Iterator[None]:
        yield None

    monkeypatch.setattr(pagination, "renderer", none)
    assert cli.main(["build", "--plan", "115", "--output", str(tmp_path)]) == 0
    assert "由 Word 開啟檔案時更新" in capsys.readouterr().out
    settings = etree.fromstring(parts((tmp_path / "plan-115.docx").read_bytes())["word/settings.xml"])
    assert settings.find(f"{W}updateFields") is not None


@pytest.mark.rendered
def test_the_plan_has_the_length_of_a_plan(tmp_path: Path) -> None:
    built = build.build(HOME, catalogue(HOME)["plan-115"], "docx", tmp_path, DATA)
    pages = int(built.extent.removesuffix(" 頁"))
    assert 20 <= pages <= 60
    assert not built.notice


@pytest.mark.parametrize(
    "entry",
    [one for one in catalogue(HOME).values() if one.kind != "plan" and one.path != FRAME],
    ids=lambda entry: entry.id,
)
def test_every_briefing_is_a_valid_report_too(entry: Entry) -> None:
    package = document(HOME, entry.id)
    assert_valid(package)
    assert headings(parts(package), 1)
