"""Rules of a revision: what breaks them is listed and fails, nothing else does."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ssnet_docs import build, cli
from ssnet_docs.content import catalogue
from ssnet_docs.diff import policy
from ssnet_docs.diff.changes import changes
from ssnet_docs.diff.compare import compare
from ssnet_docs.diff.quantities import numbers_differ
from ssnet_docs.model.change import Change, ChangePlace, Changes
from ssnet_docs.model.errors import ContentError, ContentErrors
from ssnet_docs.project import Project
from ssnet_docs.readers import version
from tests.test_batch import CASES, HOME

CONTENT = """\
title: 執行說明
sections:
  - title: 現況
    slides:
      - title: 人力
        blocks:
          - text: "進用{{ fact('penghu/staff/109') }}"
  - title: 作法
    slides:
      - title: 分工
        blocks:
          - text: 由社會處主責
      - title: 期程
        blocks:
          - text: 自115年起辦理
"""


def figure(old: float, new: float, kind: str = "figure") -> Change:
    from decimal import Decimal

    place = ChangePlace(where="第 3 張", section="a/b", title="人力", new_number=3)
    difference = numbers_differ(str(old), str(new), Decimal(str(old)), Decimal(str(new)), "人")
    return Change(id="1", kind="figure", cause="data", summary=f"{old} → {new}", places=(place,), figure=difference)


def broken(rule: str, change: Change) -> bool:
    found = Changes(old_label="舊", new_label="新", kind="deck", changes=(change,))
    return bool(policy.breaches(found, policy.rules([rule])))


@pytest.mark.parametrize(
    ("rule", "old", "new", "fails"),
    [
        ("figure", 10, 11, True),
        ("figure>10%", 100, 110, False),
        ("figure>10%", 100, 111, True),
        ("figure>10%", 100, 89, True),
        ("figure>=10%", 100, 110, True),
        ("figure > 10 %", 100, 200, True),
        ("figure>10％", 100, 200, True),
        ("figure>10%", 0, 1, True),
        ("figure>5", 100, 105, False),
        ("figure>5", 100, 94, True),
        ("sign", 3, -3, True),
        ("sign", -3, -4, False),
        ("sign", 3, 0, False),
        ("x10", 10, 100, True),
        ("x10", 100, 10, True),
        ("x10", 10, 99, False),
        ("x10", 0, 99, False),
        ("wording", 1, 2, False),
        ("structure", 1, 2, False),
        ("figure>50%,x10", 10, 14, False),
        ("figure>50%,x10", 10, 16, True),
    ],
)
def test_a_rule_is_broken_by_what_it_names_and_by_nothing_else(rule: str, old: float, new: float, fails: bool) -> None:
    assert broken(rule, figure(old, new)) is fails


@pytest.mark.parametrize("rule", ["figur", "figure>", "figure>ten%", "", "figure<5%", "x100"])
def test_a_rule_that_nobody_understands_is_told_with_what_can_be_written(rule: str) -> None:
    with pytest.raises(ContentError, match="看不懂規則") as caught:
        policy.rules([rule])
    assert "figure>10%" in (caught.value.hint or "")


# --- what was approved ---------------------------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    root = tmp_path / "project"
    shutil.copytree(CASES / "project", root)
    shutil.copytree(HOME / "layouts", root / "layouts")
    (root / "content/counties").mkdir(exist_ok=True)
    monkeypatch.chdir(root)
    return Project(root)


def written(project: Project, text: str, form: str = "pptx") -> bytes:
    (project.root / "content/counties/penghu.yaml").write_text(text, encoding="utf-8")
    entry = catalogue.catalogue(project)["penghu"]
    return build.document(project, entry, form, build.data(project), paginated=False).data


def approved(old: bytes, new: bytes) -> list[str]:
    found = changes(compare(version.read(old, "舊"), version.read(new, "新")))
    return [breach.line for breach in policy.breaches(found, policy.rules(["approved"]))]


APPROVED = CONTENT.replace("title: 分工\n", "title: 分工\n        approved: {date: 115-03-01, by: 處長}\n")


@pytest.mark.parametrize("form", ["pptx", "docx"])
def test_a_change_of_an_approved_slide_is_a_breach_and_of_its_neighbour_is_none(project: Project, form: str) -> None:
    old = written(project, APPROVED, form)
    (line,) = approved(old, written(project, APPROVED.replace("社會處主責", "衛生局主責"), form))
    assert line.startswith("改動已核定的內容（115-03-01 處長核定）：")
    assert approved(old, written(project, APPROVED.replace("自115年起", "自116年起"), form)) == []


def test_what_is_approved_again_may_have_changed(project: Project) -> None:
    old = written(project, APPROVED)
    again = APPROVED.replace("社會處主責", "衛生局主責").replace("115-03-01", "115-04-01")
    assert approved(old, written(project, again)) == []
    withdrawn = CONTENT.replace("社會處主責", "衛生局主責")
    assert len(approved(old, written(project, withdrawn))) == 1


def test_an_approved_section_and_an_approved_document_cover_all_their_slides(project: Project) -> None:
    section = CONTENT.replace("title: 作法\n", "title: 作法\n    approved: {date: 115-03-01, by: 府級會議}\n")
    old = written(project, section)
    assert len(approved(old, written(project, section.replace("自115年起", "自116年起")))) == 1
    assert approved(old, written(project, section.replace("進用", "實際進用"))) == []
    whole = CONTENT.replace("sections:", "approved: {date: 115-03-01, by: 府級會議}\nsections:", 1)
    assert len(approved(written(project, whole), written(project, whole.replace("進用", "實際進用")))) == 1


def test_an_approval_without_a_real_date_is_an_error_at_its_place(project: Project) -> None:
    with pytest.raises(ContentErrors) as caught:
        written(project, APPROVED.replace("115-03-01", "明天"))
    assert str(caught.value.errors[0].source).startswith("content/counties/penghu.yaml:11")


# --- on the command line -------------------------------------------------------------------------------------------


def test_the_command_fails_only_for_breaches_and_lists_them(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = tmp_path / "old.pptx", tmp_path / "new.pptx"
    old.write_bytes(written(project, APPROVED))
    new.write_bytes(written(project, APPROVED.replace("社會處主責", "衛生局主責")))
    assert cli.main(["diff", str(old), str(new)]) == 1
    capsys.readouterr()
    assert cli.main(["diff", str(old), str(new), "--fail-if", "figure>10%,sign"]) == 0
    assert "違反規則" not in capsys.readouterr().err
    assert cli.main(["diff", str(old), str(new), "--fail-if", "sign", "--fail-if", "approved"]) == 1
    assert "違反規則　改動已核定的內容" in capsys.readouterr().err
    assert cli.main(["diff", str(old), str(new), "--fail-if", "aproved"]) == 2
    assert "是不是「approved」？" in capsys.readouterr().err
