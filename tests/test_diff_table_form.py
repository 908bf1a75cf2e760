"""`ssnet diff --table`: the 修正對照表 that a committee reads, from a project under git."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT

from ssnet_docs import cli, pagination
from ssnet_docs.diff.amendments.explanations import explained
from ssnet_docs.diff.amendments.points import chapters, listed
from ssnet_docs.diff.amendments.texts import Texts
from ssnet_docs.diff.changes import changes
from ssnet_docs.diff.compare import compare
from ssnet_docs.export import Office
from ssnet_docs.project import Project
from ssnet_docs.readers import version
from ssnet_docs.writers.docx.report import Renderer
from tests.bench import bases
from tests.bench.structure import mutate
from tests.test_cli import CASES, HOME
from tests.test_diff_changes import deck, replaced
from tests.test_diff_reports import document
from tests.validation import package_faults, schema_faults

CONTENT = """\
title: 澎湖縣執行計畫
sections:
  - title: 第一章
    slides:
      - id: staff
        title: 人力
        blocks:
          - text: |
              社工人力進用{{ fact('penghu/staff/109') }}，由各網絡單位共同推動。

              1. 定期召開聯繫會議。
              2. 落實個案追蹤。
          - table:
              caption: 人力配置
              columns: [單位, 人數]
              rows:
                - [社會處, "{{ fact('penghu/staff/109') }}"]
                - [衛生局, 3員]
      - id: cases
        title: 案件
        blocks:
          - text: "有效案件{{ fact('penghu/cases/109') }}，逐案列管。"
  - title: 第二章
    slides:
      - title: 經費
        blocks:
          - text: 第一期款於三月底前撥付。
"""


def git(root: Path, *arguments: str) -> None:
    # the same day for everybody, and nothing of the user's own settings
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    day = {"GIT_AUTHOR_DATE": "2026-03-05T12:00:00+0800", "GIT_COMMITTER_DATE": "2026-03-05T12:00:00+0800"}
    who = ["-c", "user.name=承辦", "-c", "user.email=a@example.org"]
    subprocess.run(
        ["git", *who, *arguments], cwd=root, check=True, capture_output=True, env={**os.environ, **own, **day}
    )


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with two commits: the document, and its table's last row; the work tree is clean."""
    root = tmp_path / "project"
    shutil.copytree(CASES / "project", root)
    shutil.copytree(HOME / "layouts", root / "layouts")
    (root / "content/counties").mkdir(parents=True)
    write(root, CONTENT)
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "起始")
    write(root, CONTENT.replace("[衛生局, 3員]", "[衛生局, 4員]"))
    git(root, "commit", "-qam", "依跨局處會議決議調整衛生局人力")
    monkeypatch.chdir(root)
    return root


def write(root: Path, content: str) -> None:
    (root / "content/counties/penghu.yaml").write_text(content, encoding="utf-8")


def data(root: Path, old: str, new: str) -> None:
    path = root / "data/facts.csv"
    path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")


@pytest.fixture
def unpaged(monkeypatch: pytest.MonkeyPatch) -> None:
    """No LibreOffice: the number of pages is left to Word."""
    none: Renderer | None = None
    monkeypatch.setattr(pagination, "renderer", lambda office=None: nullcontext(none))


def sheet(old: str, new: str, *options: str) -> Any:
    assert cli.main(["diff", old, new, "--table", "對照表.docx", *options]) == 1
    return docx.Document("對照表.docx")


def rows(made: Any) -> list[tuple[str, str, str]]:
    """The rows of the table; a section's title stands three times in its own."""
    return [tuple(cell.text for cell in row.cells) for row in made.tables[0].rows]


def underlined(cell: Any) -> list[str]:
    return [run.text for one in cell.paragraphs for run in one.runs if run.underline]


@pytest.mark.usefixtures("unpaged")
def test_a_figure_stands_new_and_old_with_its_difference_source_and_other_places(project: Path) -> None:
    data(project, "14員", "16員")
    made = sheet("penghu@HEAD", "penghu", "--format", "docx")
    table = rows(made)
    assert table[0] == ("修正後", "修正前", "說明")
    assert table[1] == ("壹、第一章　一、人力",) * 3
    new, old, why = table[2]
    assert new == "社工人力進用16員，由各網絡單位共同推動。"
    assert old == "社工人力進用14員，由各網絡單位共同推動。"
    assert [underlined(cell) for cell in made.tables[0].rows[2].cells[:2]] == [["16"], ["14"]]
    assert why.startswith("社工人力（109年）由14員修正為16員，增加2員（+14.29%）。依")
    assert why.endswith("更新數據。表1併同修正。")
    assert len(table) == 3


@pytest.mark.usefixtures("unpaged")
def test_points_put_in_taken_out_and_reworded_are_explained_in_the_usual_words(project: Path) -> None:
    changed = (
        CONTENT.replace("4員", "3員")
        .replace("              2. 落實個案追蹤。\n", "              2. 落實個案追蹤。\n              3. 每季檢討。\n")
        .replace("由各網絡單位共同推動", "由各局處共同推動")
        .replace("                - [衛生局, 3員]\n", "")
        .replace("、逐案列管", "")
    )
    write(project, changed)
    table = rows(sheet("penghu@HEAD", "penghu", "--format", "docx"))
    told = {why: (new, old) for new, old, why in table}
    assert told["酌作文字修正。"][0].endswith("由各局處共同推動。")
    assert told["本點新增。"] == ("3. 每季檢討。", "")
    assert told["本列刪除。"][0] == "（刪除）"
    assert told["本列刪除。"][1].endswith("衛生局｜4員")


@pytest.mark.usefixtures("unpaged")
def test_reasons_come_from_the_content_then_from_the_commit(project: Path) -> None:
    content = CONTENT.replace("3員", "4員")
    reason = "        title: 案件\n        reason: 依115年度聯繫會議決議辦理。\n"
    write(project, content.replace("        title: 案件\n", reason).replace("逐案列管", "逐案訪視並列管"))
    told = {new.splitlines()[-1]: why for new, _, why in rows(sheet("penghu@HEAD~1", "penghu", "--format", "docx"))}
    assert told["有效案件74件，逐案訪視並列管。"] == "依115年度聯繫會議決議辦理。"
    assert told["人數：4員"] == "衛生局・人數由3員修正為4員，增加1員（+33.33%）。依跨局處會議決議調整衛生局人力。"
    git(project, "commit", "-qam", "later")  # says nothing in Chinese, and the reason is the earlier amendment's
    write(project, (project / "content/counties/penghu.yaml").read_text("utf-8").replace("訪視並列管", "訪視列管"))
    told = {new.splitlines()[-1]: why for new, _, why in rows(sheet("penghu@HEAD", "penghu", "--format", "docx"))}
    assert told["有效案件74件，逐案訪視列管。"] == "酌作文字修正。"


@pytest.mark.usefixtures("unpaged")
def test_the_sheet_names_both_versions_lies_across_and_repeats_its_header(project: Path) -> None:
    made = sheet("penghu@HEAD~1", "penghu@HEAD", "--format", "docx")
    lines = [one.text for one in made.paragraphs]
    assert lines[0] == "澎湖縣執行計畫修正對照表"
    assert lines[1] == "修正後：penghu@HEAD（115年3月5日提交）　　修正前：penghu@HEAD~1（115年3月5日提交）"
    assert lines[2] == "修正摘要：1 個數字"
    section = made.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert "第 1 頁" in section.footer.paragraphs[0].text
    header = made.tables[0].rows[0]._tr
    assert header.xpath("./w:trPr/w:tblHeader")
    made_file = Path("對照表.docx").read_bytes()
    assert {*schema_faults(made_file), *package_faults(made_file)} == set()
    sheet("penghu@HEAD~1", "penghu@HEAD", "--format", "docx")
    assert Path("對照表.docx").read_bytes() == made_file


@pytest.mark.usefixtures("unpaged")
def test_slides_are_the_sections_of_a_deck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Project.find().root)
    old, new = deck(), deck()
    replaced(new.slides[0].placeholders[1].text_frame.paragraphs[0], "82.3%", "85.1%")
    new.slides._sldIdLst.append(new.slides._sldIdLst[1])  # 人力布建 comes last
    paths = [tmp_path / name for name in ("舊.pptx", "新.pptx")]
    for made, path in zip((old, new), paths, strict=True):
        made.save(str(path))
    target = tmp_path / "對照表.docx"
    assert cli.main(["diff", *map(str, paths), "--table", str(target)]) == 1
    table = rows(docx.Document(str(target)))
    assert table[1] == ("第 1 張　服務現況",) * 3
    assert "由82.3%修正為85.1%，增加2.8個百分點" in table[2][2]
    moved = [why for _, _, why in table if "移至" in why]
    assert len(moved) == 1


@pytest.mark.usefixtures("unpaged")
def test_what_only_looks_different_is_counted_below_the_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Project.find().root)
    new = document()
    new.paragraphs[1].runs[0].bold = True
    document().save(str(tmp_path / "舊.docx"))
    new.save(str(tmp_path / "新.docx"))
    names = [str(tmp_path / name) for name in ("舊.docx", "新.docx", "對照表.docx")]
    assert cli.main(["diff", names[0], names[1], "--table", names[2]]) == 1
    made = docx.Document(names[2])
    assert made.tables == []
    assert made.paragraphs[-1].text == "註：另有 1 處僅調整格式、位置或版面，未涉內容，不列入本表。"


@pytest.mark.parametrize("seed", range(4))
def test_every_change_of_the_content_is_told_once_with_its_explanation(seed: int) -> None:
    case = mutate("synthetic", bases.synthetic_report(random.Random(seed)), seed)
    comparison = compare(version.read(case.old, "舊"), version.read(case.new, "新"))
    found = changes(comparison)
    points = [point for chapter in chapters(comparison, found) for point in chapter.points]
    told = [change.id for point in points for change in point.changes]
    assert told
    assert sorted(told) == sorted(change.id for change in found.changes if listed(change))
    texts = Texts(comparison)
    assert all("".join(explained(change, texts, {})) for point in points for change in point.changes)
    assert all(part.new or part.old for point in points for part in point.parts)


@pytest.mark.rendered
def test_the_sheet_is_laid_out_with_its_pages_counted(project: Path, office: Office, tmp_path: Path) -> None:
    content = CONTENT.replace("3員", "4員")
    long = "".join(f"              {n}. 第{n}項工作由各局處依權責辦理，按季檢討並提報委員會。\n" for n in range(3, 40))
    added = content.replace("              2. 落實個案追蹤。\n", f"              2. 落實個案追蹤。\n{long}")
    write(project, added)
    sheet("penghu@HEAD", "penghu", "--format", "docx")
    pdf = tmp_path / "對照表.pdf"
    office.convert(Path("對照表.docx"), pdf)
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True, text=True).stdout
    pages = text.split("\f")[:-1]
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert f"第{number}頁，共{len(pages)}頁" in page.replace(" ", "")
        assert "修正後" in page
