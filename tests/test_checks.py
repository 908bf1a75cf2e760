"""Every check finds what it should and keeps still where all is well: its YAML of cases, and the project itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import checked_files
import pytest
import yaml
from checked import HERE, subject

from ssnet_docs import build, checking, manual
from ssnet_docs.batch.judging import judges
from ssnet_docs.checking import Choice
from ssnet_docs.checks import registry
from ssnet_docs.checks.parts.base import FAMILIES, Subject
from ssnet_docs.checks.parts.drawing import draw
from ssnet_docs.cli import main
from ssnet_docs.content import catalogue
from ssnet_docs.model.fact import DataStore
from ssnet_docs.model.finding import Acceptance, Finding
from ssnet_docs.project import Project

FOLDER = Path(__file__).parent / "checks"
PROJECT = Project(Path(__file__).resolve().parent.parent)
DATA = build.data(PROJECT)


def cases(outcome: str) -> list[Any]:
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        check = registry().get(path.stem)
        marks = [pytest.mark.rendered] if check is not None and check.family == "rendered" else []
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))[outcome]:
            found.append(pytest.param(path.stem, case, id=f"{path.stem}: {case['name']}", marks=marks))
    return found


Judge = Callable[[str, dict[str, Any]], Subject]


@pytest.fixture(scope="session")
def drawn() -> dict[str, Subject]:
    """What the cases of drawn pages judge, by case: LibreOffice draws them all in one run."""
    every = [(param.values, param.marks) for outcome in ("pass", "fail") for param in cases(outcome)]
    judged = {str(values): subject(values[1]) for values, marks in every if marks}
    draw([made for one in judged.values() for made in one.made])
    return judged


@pytest.fixture
def judge(request: pytest.FixtureRequest) -> Judge:
    """What a case is about."""

    def judged(check: str, case: dict[str, Any]) -> Subject:
        if registry()[check].family != "rendered":
            return subject(case)
        found: dict[str, Subject] = request.getfixturevalue("drawn")
        return found[str((check, case))]

    return judged


@pytest.mark.parametrize("check", registry())
def test_every_check_has_five_cases_of_each_outcome_and_a_chinese_entry(check: str) -> None:
    given = yaml.safe_load((FOLDER / f"{check}.yaml").read_text(encoding="utf-8"))
    assert len(given["pass"]) >= 5
    assert len(given["fail"]) >= 5
    about = registry()[check]
    assert "改法：" in (about.__doc__ or "")
    assert about.family in FAMILIES


def test_there_are_cases_for_no_other_checks() -> None:
    assert {path.stem for path in FOLDER.glob("*.yaml")} == set(registry())


@pytest.mark.parametrize(("check", "case"), cases("pass"))
def test_a_check_keeps_still(check: str, case: dict[str, Any], judge: Judge) -> None:
    assert [finding.message for finding in registry()[check]().run(judge(check, case))] == []


@pytest.mark.parametrize(("check", "case"), cases("fail"))
def test_a_check_finds(check: str, case: dict[str, Any], judge: Judge) -> None:
    found = list(registry()[check]().run(judge(check, case)))
    assert len(found) == case.get("count", 1), [finding.message for finding in found]
    for words in case.get("says", ()):
        assert any(words in finding.message + finding.hint for finding in found), found[0].message
    assert all(finding.check == check and finding.subject for finding in found)


# --- the project ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def project_found() -> tuple[Finding, ...]:
    """What is found in the project's own documents, computed once for the tests of a worker."""
    return checking.check(PROJECT, DATA, Choice())


def test_nothing_in_the_project_is_above_a_note_and_not_accepted(project_found: tuple[Finding, ...]) -> None:
    assert [str(finding) for finding in project_found if finding.reaches("warning")] == []


PRINTED = [  # what the sources printed, the check that finds it by computing, and the number that shows it
    ("series-outlier", "tw/child-account-deposits/117", "8.57%"),
    ("growth", "results-108/reports-growth/108", "120.07%"),
    ("growth", "results-108/assessments-growth/108", "77.24%"),
    ("growth", "results-108/services-growth/108", "21.84%"),
    ("growth", "results-108/accounts-growth/108", "133.88%"),
    ("ratio", "penghu/account-opening-rate", "91.89%"),
    ("inverted-fraction", "penghu/account-opening-rate", "68/74"),
    ("inverted-fraction", "penghu/deposit-rate", "68/72"),
    ("inverted-fraction", "penghu/deposit-resumption-rate", "29/33"),
    ("ratio", "penghu/deposit-resumption-rate", "87.88%"),
    ("ratio", "penghu/employment-rate/111", "81.82%"),
    ("sum", "tw/staff-total/115", "8,056人"),
    ("sum", "tw/staff-total/114", "6,851人"),
    ("sum", "results-108/strategy-3-chart-third", "7,791"),
    ("values-differ", "mohw/collaborative-sites/114", "53處"),
    ("values-differ", "mohw/recovery-centres/114", "14間"),
    ("scoring", "intimate-partner-deepened-service", "0.05分"),
    ("formula-inverted", "intimate-partner-deepened-service", "C = B / A"),
    ("growth-name", "joint-employment-service", "占比"),
    ("names-differ", "joint-employment-service", "涵蓋率"),
    ("definitions-differ", "elders-alone-reached", "推估需要服務"),
    ("formula-multiplier", "dropout-return", "×"),
    ("period", "results-108/deferred-prosecution-treatment-rate/107", "7月12月"),
    ("person-time", "emergency-relief", "人次"),
    ("shifted", "tw/staff-collaborative-sites/114", "90.5%"),
    ("names-differ", "strategy/2.0/4", "落實常態"),
    ("names-differ", "strategy/phase-1/2", "只多或少幾個字"),
    ("growth-basis", "results-108/reports-growth/108", "高風險家庭"),
    ("missing-as-of", "mohw/welfare-centres/119", "158處"),
    ("part-of", "penghu/deposits-due", "68"),
    ("sum", "tw/recovery-centres/119", "1×22＝22間"),
    ("sum", "tw/staff-mental-health-centres/114", "11×71＝781人"),
    ("values-differ", "tw/phase-2-youth-counselling-staff/114", "172人"),
    ("rounding", "tw/staff-poverty-exit/114/rate", "85.0%"),
    ("trend-claim", "results-108/策略4", "18.03%"),
    ("full-width", "results-108/策略3", "３"),
    ("programme-year", "mohw/2.1", "110至114年"),
    ("numbering", "mohw/7", "第2章"),
    ("numbering", "mohw/7.3.2", "缺4."),
    ("numbering", "penghu/第2頁", "缺策略三"),
    ("numbering", "taichung/困難(策略三)", "沒有編號"),
    ("unfinished", "mohw/4.1", "89人"),
    ("unfinished", "mohw/5.1", "辦理本服務"),
    ("doubled-words", "mohw/7.1.2", "案件案件"),
    ("standard-characters", "mohw/6.1", "平臺"),
    ("unfinished", "mohw/9.2", "專業久任"),
    ("half-width", "penghu/策略四", "-強化"),
    ("half-width", "taichung/壹", "-跨體系"),
    ("standard-characters", "taichung/貳", "第1期"),
    ("missing-as-of", "results-108/welfare-centres/108", "129處"),
    ("missing-as-of", "penghu/work-relief", "52人次"),
]
AS_PRINTED = checking.check(PROJECT, DATA, Choice(as_printed=True))


@pytest.mark.parametrize(("check", "about", "shows"), PRINTED)
def test_a_slip_of_the_sources_is_found_by_computing(check: str, about: str, shows: str) -> None:
    found = [finding for finding in AS_PRINTED if (finding.check, finding.subject) == (check, about)]
    assert any(shows in finding.message + finding.hint for finding in found)


def test_every_figure_that_was_corrected_is_found_in_what_was_printed() -> None:
    found = {finding.subject for finding in AS_PRINTED}
    assert {fact.key for fact in DATA.facts() if fact.printed} <= found


def test_documents_that_are_judged_side_by_side_give_the_same_findings(project_found: tuple[Finding, ...]) -> None:
    ids = ("ey", "mohw", "penghu", "taichung")
    choice = Choice(tuple(catalogue.document(PROJECT, one) for one in ids))
    found = checking.check(PROJECT, DATA, choice, judges(PROJECT, DATA, 2))
    assert {one.document for one in found} >= set(ids)
    assert [one for one in found if one.check != checking.STALE] == [one for one in project_found if one in found]
    assert {one for one in project_found if one.document in ids} <= set(found)


def test_an_acceptance_of_a_check_that_takes_long_is_not_judged_where_it_did_not_run() -> None:
    given = Acceptance("package-schema", "理由", "case/文字", "", HERE)
    nodes = replace(subject({"text": "好"}).documents[0], acceptances=(given,))
    every = Subject(DataStore(), (nodes,))
    assert list(checking.accepted([], every, {"package"}, thorough=False)) == []
    assert len(list(checking.accepted([], every, {"package"}))) == 1


# --- acceptance ----------------------------------------------------------------------------------------------------


def test_an_accepted_finding_shows_its_reason_and_fails_no_more(project_found: tuple[Finding, ...]) -> None:
    found = [one for one in project_found if one.subject == "tw/staff-total/115"]
    assert [one.accepted != "" for one in found] == [True]
    assert not checking.failing(found, "note")


def test_an_acceptance_that_fits_nothing_is_a_finding_itself() -> None:
    stale = list(checking.accepted([], Subject(DATA), {"figures"}))
    assert {one.check for one in stale} == {checking.STALE}
    assert any("tw/staff-total/115" in one.message for one in stale)
    assert all(one.source is not None and one.source.file == "data/accepted.csv" for one in stale)


def test_acceptances_of_another_family_are_not_judged() -> None:
    stale = list(checking.accepted([], Subject(DATA), {"content"}))
    assert stale
    assert {registry()[one.message.split("「")[1].split("」")[0]].family for one in stale} == {"content"}


PENGHU = ("slide-empty", "penghu/strategy-4/results-phase-1")


def test_a_finding_is_accepted_where_the_content_stands(project_found: tuple[Finding, ...]) -> None:
    found = [one for one in project_found if (one.check, one.subject) == PENGHU]
    assert [one.accepted for one in found] == ["原簡報此頁的圖未留存，保留頁次以便日後補上"]


@pytest.mark.parametrize(
    ("key", "subject", "covered"),
    [
        ("a", "", True),
        ("a/s", "", True),
        ("a/s/t", "", True),
        ("a/s/t/table", "", False),
        ("a/s/tt", "", False),
        ("b", "", False),
        ("a", "s/t", True),
        ("a", "s/u", False),
        ("", "a/s/t", True),
    ],
)
def test_an_acceptance_covers_what_lies_below_its_place(key: str, subject: str, covered: bool) -> None:
    finding = Finding(check="x", severity="warning", subject="a/s/t", message="x")
    continued = replace(finding, subject="a/s/t#2")
    accepted = Acceptance("x", "理由", key, subject)
    assert accepted.covers(finding) is covered
    assert accepted.covers(continued) is (covered and not subject)
    assert not accepted.covers(replace(finding, check="y"))


def test_an_acceptance_in_the_content_that_fits_nothing_is_told_with_its_line() -> None:
    nodes = replace(
        subject({"text": "好"}).documents[0], acceptances=(Acceptance("sum", "理由", "case/文字", "", HERE),)
    )
    stale = list(checking.accepted([], Subject(DataStore(), (nodes,)), {"figures"}))
    assert [(one.check, one.document, one.source) for one in stale] == [(checking.STALE, "case", HERE)]
    assert list(checking.accepted([], Subject(DataStore(), (nodes,)), {"content"})) == []


# --- the command ---------------------------------------------------------------------------------------------------


def test_the_command_ends_with_0_where_all_is_well_and_1_at_the_level_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["check", "mohw"]) == 0
    assert "已接受" in capsys.readouterr().out
    assert main(["check", "mohw", "--fail-on", "note"]) == 1
    assert main(["check", "--as-printed", "--fail-on", "error"]) == 1


@pytest.mark.parametrize("wrong", [["--only", "figure"], ["--fail-on", "nothing"], ["nowhere"]])
def test_a_wrong_option_or_document_ends_with_2(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", *wrong]) == 2
    assert capsys.readouterr().err


def test_a_file_of_any_program_is_judged_as_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "別人的簡報.pptx"
    file.write_bytes(checked_files.made({"file": "foreign-deck"}).data)
    assert main(["check", str(file)]) == 1
    told = capsys.readouterr().out
    assert "別人的簡報.pptx" in told
    assert "[text-language] 第 1 張" in told
    assert "data/" not in told
    assert main(["check", str(file), "--only", "package"]) == 0
    assert main(["check", str(file), "--only", "figures"]) == 2
    assert "--only figures" in capsys.readouterr().err


def test_files_that_cannot_be_read_are_told_together(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "壞檔.docx").write_bytes(b"PK no zip")
    assert main(["check", str(tmp_path / "壞檔.docx"), str(tmp_path / "沒有.pptx")]) == 2
    told = capsys.readouterr().err
    assert "壞檔.docx" in told
    assert "沒有.pptx" in told


def test_a_document_alone_is_told_only_about_its_own_figures(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "results-108"]) == 0
    told = capsys.readouterr().out
    assert "strategy-3-chart" in told or "7,787" in told
    assert "急難紓困" not in told


def test_json_has_every_finding_with_its_place(tmp_path: Path) -> None:
    import json

    output = tmp_path / "found.json"
    main(["check", "--as-printed", "--json", str(output)])
    found = json.loads(output.read_text(encoding="utf-8"))["findings"]
    assert len(found) == len(AS_PRINTED)
    assert {"check", "severity", "subject", "message", "source", "document", "place"} <= set(found[0])


def test_levels_reach_those_below_them() -> None:
    warning = Finding(check="x", severity="warning", subject="x", message="x")
    assert (warning.reaches("note"), warning.reaches("warning"), warning.reaches("error")) == (True, True, False)


def test_the_list_of_checks_in_the_repository_is_the_one_that_the_checks_make() -> None:
    kept = (PROJECT.root / "docs" / "checks.md").read_text(encoding="utf-8")
    assert kept == manual.checks(), "執行 make manual 更新 docs/checks.md"
