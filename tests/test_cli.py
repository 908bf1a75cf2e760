"""The command line: quick, in Chinese, with honest exit codes."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from ssnet_docs import build, cli, yamlfile
from ssnet_docs.content import catalogue
from ssnet_docs.content.schema import schema, schema_text
from ssnet_docs.project import Project

HOME = Path(__file__).resolve().parent.parent
CASES = Path(__file__).parent / "errors"

GOOD = """\
title: 執行說明
cover: true
sections:
  - title: 第一章
    slides:
      - title: 人力
        blocks:
          - text: "進用{{ fact('penghu/staff/109') }}"
"""


def run(*arguments: str, folder: Path = HOME) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ssnet_docs", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project with one good document, as the working directory."""
    root = tmp_path / "project"
    shutil.copytree(CASES / "project", root)
    shutil.copytree(HOME / "layouts", root / "layouts")
    (root / "content/counties").mkdir(exist_ok=True)
    (root / "content/counties/penghu.yaml").write_text(GOOD, encoding="utf-8")
    monkeypatch.chdir(root)
    return root


# --- help ----------------------------------------------------------------------------------------------------------


def test_help_loads_nothing_heavy() -> None:
    program = """
import sys
from ssnet_docs import cli
cli.main(["--help"])
heavy = {"pydantic", "yaml", "jinja2", "pptx", "docx", "lxml", "pandas", "matplotlib", "rich"}
sys.exit(", ".join(sorted(heavy & set(sys.modules))) or 0)
"""
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=HOME)
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("command", ["build", "list", "layouts", "schema"])
def test_every_command_explains_itself_in_chinese(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main([command, "--help"])
    assert left.value.code == 0
    text = capsys.readouterr().out
    assert text.startswith(f"用法：ssnet {command}")
    assert "選項：" in text
    assert "usage" not in text.lower()


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("ssnet 0.")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "錯誤：沒有指定指令"),
        (["bulid"], "錯誤：不認得指令「bulid」，是不是「build」？"),
        (["--hlep"], "錯誤：不認得選項「--hlep」"),
        (["build", "--conty", "x"], "錯誤：不認得選項「--conty」，是不是「--county」？"),
        (["build", "--county"], "錯誤：選項 --county 後面要給一個值"),
        (["build", "--format", "pttx"], "錯誤：不認得格式「pttx」，是不是「pptx」？"),
        (["layouts", "taichung"], "錯誤：多了參數「taichung」"),
    ],
)
def test_a_misuse_is_said_in_chinese_with_exit_code_2(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(arguments) == 2
    output = capsys.readouterr()
    assert output.err.startswith(message)
    assert output.out == ""


# --- build ---------------------------------------------------------------------------------------------------------


def test_a_document_is_built_and_reported_in_one_line(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["build", "penghu"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("已產生 build/penghu.pptx（2 張投影片，")
    assert (project / "build/penghu.pptx").read_bytes().startswith(b"PK")


def test_the_same_content_gives_the_same_bytes(project: Path) -> None:
    cli.main(["build", "penghu"])
    first = (project / "build/penghu.pptx").read_bytes()
    cli.main(["build", "penghu", "--output", "again"])
    assert (project / "again/penghu.pptx").read_bytes() == first


@pytest.mark.parametrize("name", ["penghu", "澎湖縣", "Penghu"])
def test_a_county_is_built_by_any_of_its_names(name: str, project: Path) -> None:
    assert cli.main(["build", "--county", name]) == 0
    assert (project / "build/penghu.pptx").exists()


def test_a_county_without_content_says_how_to_begin_one(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["build", "--county", "台中"]) == 2
    error = capsys.readouterr().err
    assert "還沒有臺中市的內容" in error
    assert "澎湖縣 (penghu)" in error
    assert "content/counties/taichung.yaml" in error


def test_without_a_name_everything_is_built_once(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "content/plans").mkdir()
    (project / "content/plans/plan-115.yaml").write_text(GOOD, encoding="utf-8")
    assert cli.main(["build"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2
    assert cli.main(["build", "penghu", "penghu", "--county", "penghu"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_an_output_folder_that_cannot_be_written_is_exit_code_1(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "file").write_text("")
    assert cli.main(["build", "penghu", "--output", "file/inside"]) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_a_crash_while_writing_leaves_the_old_file(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "build").mkdir(exist_ok=True)
    (project / "build/penghu.pptx").write_bytes(b"old")

    def fail(*arguments: object) -> build.Written:
        raise KeyboardInterrupt

    monkeypatch.setitem(build.FORMATS, "pptx", replace(build.FORMATS["pptx"], write=fail))
    assert cli.main(["build", "penghu"]) == 130
    assert (project / "build/penghu.pptx").read_bytes() == b"old"


# --- list, layouts, schema -----------------------------------------------------------------------------------------


def test_list_shows_documents_blocks_themes_and_tables(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["list"]) == 0
    text = capsys.readouterr().out
    for word in ("penghu", "執行說明", "bullets", "taichung", "facts", "縣市"):
        assert word in text


def test_layouts_shows_slots_of_every_layout(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["layouts", "--theme", "taichung"]) == 0
    text = capsys.readouterr().out
    for word in ("two-columns", "兩欄", "title", "標題", "kicker"):
        assert word in text


def test_an_unknown_theme_is_exit_code_2(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["layouts", "--theme", "tiachung"]) == 2
    assert "taichung" in capsys.readouterr().err


def test_the_schema_is_valid_and_the_same_every_time(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["schema"]) == 0
    text = capsys.readouterr().out
    jsonschema.Draft202012Validator.check_schema(json.loads(text))
    assert text == schema_text()
    assert cli.main(["schema", "--output", "schema.json"]) == 0
    assert (project / "schema.json").read_text(encoding="utf-8") == text


@pytest.mark.parametrize("path", dict.fromkeys(one.path for one in catalogue.catalogue(Project(HOME)).values()))
def test_the_schema_accepts_every_document_of_the_project(path: str) -> None:
    data, _ = yamlfile.read(Project(HOME), path)
    fault = jsonschema.exceptions.best_match(jsonschema.Draft202012Validator(schema()).iter_errors(data))
    assert fault is None, f"{list(fault.absolute_path)}: {fault.message[:200]}"


@pytest.mark.parametrize(
    "text",
    [
        "title: t",
        "titel: t\nsections: []",
        "title: t\nsections: [{title: a, slides: [{title: b, blocks: [{nothing: 1}]}]}]",
        "title: t\nsections: [{title: a, slides: [{title: b, blocks: [{text: a, bullets: []}]}]}]",
        "title: t\nsections: [{title: a, strategy: 9}]",
        "title: t\nsections: [{include: /etc/passwd}]",
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(text: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema()).validate(yamlfile.load(text, "f")[0])
