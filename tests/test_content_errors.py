"""What an author can do wrong, each case a file under `errors/` with the expected faults beside it.

A comment `# 錯誤 LINE:COLUMN MESSAGE` in a case is a fault that must be reported, in any order, and `# 提示 HINT` below
it is its hint; a fault without one may have any hint.
"""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ssnet_docs import cli
from ssnet_docs.messages import describe
from ssnet_docs.model.errors import ContentError, ContentErrors, Source
from ssnet_docs.project import Project

CASES = Path(__file__).parent / "errors"
NAME = "content/counties/case.yaml"

_EXPECTED = re.compile(r"^# 錯誤 (\d+:\d+) (.+)(?:\n# 提示 (.+))?", re.MULTILINE)
_REPORTED = re.compile(
    rf"^{re.escape(NAME)}:(\d+:\d+): 錯誤：(.+)(?:\n +\d+ \| (?P<line>.*)\n +\| (?P<caret> *\^))?(?:\n  提示：(.+))?",
    re.MULTILINE,
)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A project with one old output, as the working directory."""
    root = tmp_path / "project"
    shutil.copytree(CASES / "project", root)
    shutil.copytree(CASES.parent.parent / "layouts", root / "layouts")
    (root / "build").mkdir()
    (root / "build/case.pptx").write_bytes(b"old")
    (root / "content/counties").mkdir(exist_ok=True)
    monkeypatch.chdir(root)
    yield root
    assert (root / "build/case.pptx").read_bytes() == b"old", "a failed build touched the old output"
    assert [path.name for path in (root / "build").iterdir()] == ["case.pptx"]


@pytest.mark.parametrize("case", sorted(path.stem for path in CASES.glob("*.yaml")))
def test_the_case_is_reported_at_its_place_with_a_hint(
    case: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (CASES / f"{case}.yaml").read_text(encoding="utf-8")
    (project / NAME).write_text(text, encoding="utf-8")

    assert cli.main(["build", "case"]) == 2

    output = capsys.readouterr()
    assert output.out == ""
    assert "Traceback" not in output.err
    reported = {(match[1], match[2]): match[5] for match in _REPORTED.finditer(output.err)}
    expected = {(match[1], match[2]): match[3] for match in _EXPECTED.finditer(text)}
    assert set(reported) == set(expected), output.err
    for fault, hint in expected.items():
        assert hint is None or reported[fault] == hint


def test_the_source_line_is_shown_with_a_caret_below_the_column(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / NAME).write_text("title: 標題\nsections: [{title: 第一章, strategy: 九}]\n", encoding="utf-8")
    cli.main(["build", "case"])
    assert capsys.readouterr().err == (
        "content/counties/case.yaml:2:35: 錯誤：這裡要寫整數，現在是文字「九」\n"
        "     2 | sections: [{title: 第一章, strategy: 九}]\n"
        "       |                                      ^\n"
        "  提示：strategy：策略 1 到 6，決定整章的顏色\n"
    )


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        (("key,place", "key,plaec"), "data/facts.csv:1:5: 錯誤：不認得欄位「plaec」"),
        (("14員", "14員 多"), "data/facts.csv:2:41: 錯誤：「14員 多」"),
    ],
)
def test_a_fault_in_the_data_is_reported_at_its_cell(
    wrong: tuple[str, str], fault: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / NAME).write_text("title: 標題\nsections: []\n", encoding="utf-8")
    path = project / "data/facts.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(*wrong), encoding="utf-8")
    assert cli.main(["build", "case"]) == 2
    assert fault in capsys.readouterr().err


def test_faults_of_one_document_do_not_hide_those_of_another(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / NAME).write_text("titel: 甲\n", encoding="utf-8")
    (project / "content/counties/other.yaml").write_text("titel: 乙\n", encoding="utf-8")
    assert cli.main(["build"]) == 2
    errors = capsys.readouterr().err
    assert "content/counties/case.yaml:1:1" in errors
    assert "content/counties/other.yaml:1:1" in errors
    assert errors.endswith("共 6 個錯誤。\n")


@pytest.mark.parametrize("slide", ['{title: "{{ nobody }}"}', "{titel: 甲}"])
def test_thousands_of_faults_are_reported_in_seconds(
    slide: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "title: 標題\nsections:\n  - title: 第一章\n    slides:\n" + f"      - {slide}\n" * 20_000
    (project / NAME).write_text(text, encoding="utf-8")
    began = time.perf_counter()
    assert cli.main(["build", "case"]) == 2
    assert time.perf_counter() - began < 20
    assert "以上是前 50 個" in capsys.readouterr().err


def test_a_long_source_line_is_shown_around_the_column(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("x" * 300 + "錯" + "字" * 300, encoding="utf-8")
    text = describe(ContentError(Source("a.yaml", 1, 301), "錯"), Project(tmp_path))
    _, line, caret = text.split("\n")
    assert len(line) < 120
    assert line[caret.index("^")] == "錯"


def test_an_enormous_line_is_shown_as_quickly_as_any(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("字" * 2_000_000, encoding="utf-8")
    text = describe(ContentError(Source("a.yaml", 1, 1_000_000), "錯"), Project(tmp_path))
    assert len(text) < 400


def test_tabs_and_control_characters_do_not_move_the_caret(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("a\t\x1b[31mb", encoding="utf-8")
    text = describe(ContentError(Source("a.yaml", 1, 8), "錯"), Project(tmp_path))
    assert text.split("\n")[1:] == ["     1 | a␣␣[31mb", "       |        ^"]


def test_many_faults_are_counted_and_the_first_shown() -> None:
    faults = [ContentError(Source("a.yaml", line), f"第{line}個") for line in range(1, 200)]
    text = describe(ContentErrors(faults), None)
    assert "第50個" in text
    assert "第51個" not in text
    assert text.endswith("共 199 個錯誤，以上是前 50 個。")


def test_colour_is_only_for_terminals() -> None:
    error = ContentError(None, "錯", "提示文字")
    assert "\x1b" not in describe(error, None)
    assert "\x1b" in describe(error, None, colour=True)
