"""Building many files: only what has changed, side by side, each whole or not at all, and one fault stops no other."""

from __future__ import annotations

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ssnet_docs import cli
from ssnet_docs.batch.forms import goals
from ssnet_docs.content.catalogue import Entry

HOME = Path(__file__).resolve().parent.parent
CASES = Path(__file__).parent / "errors"

TEXT = """\
title: {title}
cover: true
sections:
  - title: 第一章
    slides:
      - title: 人力
        blocks:
          - text: "進用{{{{ fact('penghu/staff/109') }}}}"
"""

CONVERTS = """
for argument; do
    case $last in
        --convert-to) ending=${argument%%:*} ;;
        --outdir) folder=$argument ;;
    esac
    case $argument in
        *.pptx | *.docx) name=${argument##*/}; cat "$argument" > "$folder/${name%.*}.$ending" ;;
    esac
    last=$argument
done
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project with two documents, as the working directory."""
    root = tmp_path / "project"
    shutil.copytree(CASES / "project", root)
    shutil.copytree(HOME / "layouts", root / "layouts")
    for name in ("penghu", "yilan"):
        write(root, name, name)
    monkeypatch.chdir(root)
    return root


def write(root: Path, county: str, title: str, text: str = TEXT) -> None:
    path = root / "content" / "counties" / f"{county}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text.format(title=title), encoding="utf-8")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A LibreOffice that hands a copy back, and the log of what it was asked."""
    folder = tmp_path / "programs"
    folder.mkdir()
    program = folder / "soffice"
    program.write_text(f'#!/bin/sh\necho "$@" >> "{folder}/log"\n{CONVERTS}', encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    (folder / "log").touch()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder / "log"


def built(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> list[str]:
    """The names of the files that a build made."""
    assert cli.main(["build", *arguments]) == code
    lines = capsys.readouterr().out.splitlines()
    return sorted(line.split("（", maxsplit=1)[0].rpartition("/")[2] for line in lines if line.startswith("已產生"))


def unfinished(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob(".*.*") if path.name != ".ssnet"]


# --- what is made from what ----------------------------------------------------------------------------------------


def test_a_form_brings_what_it_is_made_from_and_a_plan_s_pdf_shows_the_report(tmp_path: Path) -> None:
    deck = goals(Entry("penghu", "county", "content/counties/penghu.yaml"), ("png", "odt"), tmp_path)
    assert list(deck) == ["docx", "odt", "pptx", "pdf", "png"]
    assert [name for name, goal in deck.items() if goal.asked] == ["odt", "png"]
    assert deck["png"].path == tmp_path / "penghu"
    assert deck["pptx"].path.parent.name == ".ssnet"
    plan = goals(Entry("plan-115", "plan", "content/plans/plan-115.yaml"), ("pdf",), tmp_path)
    assert list(plan) == ["docx", "pdf"]


# --- only what has changed -----------------------------------------------------------------------------------------


def test_what_nothing_has_changed_is_not_built_again(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert built(capsys) == ["penghu.pptx", "yilan.pptx"]
    before = (project / "build/penghu.pptx").stat().st_mtime_ns
    assert cli.main(["build"]) == 0
    out = capsys.readouterr().out
    assert "沒有變更 build/penghu.pptx（--force 重新產生）" in out
    assert (project / "build/penghu.pptx").stat().st_mtime_ns == before
    assert built(capsys, "--force") == ["penghu.pptx", "yilan.pptx"]


def test_a_changed_document_is_built_and_the_others_are_not(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    built(capsys)
    write(project, "yilan", "新的標題")
    assert built(capsys) == ["yilan.pptx"]


@pytest.mark.parametrize("path", ["data/facts.csv", "layouts/themes/base.yaml"])
def test_changed_data_and_layouts_are_everybody_s_affair(
    project: Path, capsys: pytest.CaptureFixture[str], path: str
) -> None:
    built(capsys)
    file = next(project.glob(f"{path.split('/', maxsplit=1)[0]}/**/{Path(path).name}"), None)
    assert file is not None
    file.write_bytes(file.read_bytes() + b"\n")
    assert built(capsys) == ["penghu.pptx", "yilan.pptx"]


def test_a_new_data_file_counts_as_a_change(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    built(capsys)
    (project / "data/another.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert built(capsys) == ["penghu.pptx", "yilan.pptx"]


def test_a_file_that_was_removed_or_edited_by_hand_is_built_again(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    built(capsys)
    (project / "build/penghu.pptx").unlink()
    (project / "build/yilan.pptx").write_bytes(b"edited")
    assert built(capsys) == ["penghu.pptx", "yilan.pptx"]


def test_a_picture_that_changes_is_a_change_of_the_document_that_shows_it(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from tests.sample_deck import png

    (project / "pictures").mkdir()
    (project / "pictures/map.png").write_bytes(png(32, 18))
    picture = "title: {title}\nsections:\n  - title: 圖\n    slides:\n      - title: 圖\n        blocks:\n"
    picture += "          - picture: {{path: pictures/map.png, alt: 地圖}}\n"
    write(project, "penghu", "圖", picture)
    assert built(capsys) == ["penghu.pptx", "yilan.pptx"]
    (project / "pictures/map.png").write_bytes(png(64, 18))
    assert built(capsys) == ["penghu.pptx"]


def test_a_deck_that_comes_out_the_same_is_not_converted_again(
    project: Path, office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert built(capsys, "--format", "pptx,odp", "--jobs", "1") == [
        "penghu.odp",
        "penghu.pptx",
        "yilan.odp",
        "yilan.pptx",
    ]
    assert len(office.read_text().splitlines()) == 1, "one run of LibreOffice makes both"
    table = next(project.glob("data/**/*.csv"))
    table.write_bytes(table.read_bytes() + b"\n")
    assert built(capsys, "--format", "pptx,odp", "--jobs", "1") == ["penghu.pptx", "yilan.pptx"]
    assert len(office.read_text().splitlines()) == 1


def test_a_damaged_record_is_a_reason_to_build_not_a_fault(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    built(capsys)
    (project / "build/.ssnet/penghu.json").write_text("{", encoding="utf-8")
    (project / "build/.ssnet/yilan.json").write_text(json.dumps({"pptx": [1]}), encoding="utf-8")
    assert built(capsys) == ["penghu.pptx", "yilan.pptx"]


# --- side by side --------------------------------------------------------------------------------------------------


def test_two_processes_make_the_same_files_as_one(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    built(capsys, "--jobs", "1", "--output", "one")
    assert built(capsys, "--jobs", "2", "--output", "two") == ["penghu.pptx", "yilan.pptx"]
    for name in ("penghu.pptx", "yilan.pptx"):
        assert (project / "one" / name).read_bytes() == (project / "two" / name).read_bytes()


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_document_with_a_fault_stops_no_other_and_is_told_with_its_place(
    project: Path, capsys: pytest.CaptureFixture[str], jobs: str
) -> None:
    write(project, "penghu", "錯", TEXT.replace("text:", "txet:"))
    assert cli.main(["build", "--jobs", jobs]) == 2
    output = capsys.readouterr()
    assert "已產生 build/yilan.pptx" in output.out
    assert "content/counties/penghu.yaml:8:13" in output.err
    assert "Traceback" not in output.err
    assert not (project / "build/penghu.pptx").exists()


def test_the_summary_names_every_document_its_files_and_findings(
    project: Path, office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project, "yilan", "錯", TEXT.replace("text:", "txet:"))
    assert cli.main(["build", "--format", "pptx,odp", "--summary"]) == 2
    out = capsys.readouterr().out
    (penghu,) = [line for line in out.splitlines() if "penghu" in line]
    (yilan,) = [line for line in out.splitlines() if "yilan" in line]
    assert "2 張投影片" in penghu
    assert penghu.count("✓") == 2
    assert yilan.count("✗ 失敗") == 2
    assert "產生 2 個檔案、失敗 2 個" in out


def test_without_libreoffice_everything_else_is_built_and_the_fault_is_told_once(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert cli.main(["build", "--format", "pptx,pdf,odp"]) == 1
    output = capsys.readouterr()
    assert output.out.count("已產生") == 2
    assert output.err.count("找不到 LibreOffice") == 1
    assert "沒有產生：" in output.err
    assert "build/yilan.pdf" in output.err


def test_a_wrong_number_of_jobs_is_a_misuse(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["build", "--jobs", "0"]) == 2
    assert "--jobs 至少是 1" in capsys.readouterr().err


# --- stopped at any moment -----------------------------------------------------------------------------------------


def test_a_full_disk_leaves_the_old_file_and_says_so(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    built(capsys)
    old = (project / "build/penghu.pptx").read_bytes()
    write(project, "penghu", "新")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        assert cli.main(["build", "--jobs", "1"]) == 1
    assert "磁碟空間不足" in capsys.readouterr().err
    assert (project / "build/penghu.pptx").read_bytes() == old
    assert unfinished(project / "build") == []
    assert built(capsys) == ["penghu.pptx"]


@pytest.mark.parametrize("signal_", [signal.SIGKILL, signal.SIGINT])
def test_a_stopped_run_leaves_nothing_half_written_and_the_next_one_completes(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], signal_: int
) -> None:
    folder = tmp_path / "programs"
    folder.mkdir()
    slow = folder / "soffice"
    slow.write_text(f'#!/bin/sh\necho $$ >> "{folder}/running"\nexec sleep 60\n', encoding="utf-8")
    slow.chmod(0o755)
    environment = os.environ | {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}
    command = [sys.executable, "-m", "ssnet_docs", "build", "--format", "pptx,odp", "--jobs", "2"]
    process = subprocess.Popen(
        command,
        cwd=project,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    deadline = time.monotonic() + 30
    while not (folder / "running").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal_)
    _, complaint = process.communicate(timeout=20)
    assert "Traceback" not in complaint
    if signal_ == signal.SIGINT:
        assert process.returncode == 130
    for number in (folder / "running").read_text().split():
        while Path(f"/proc/{number}").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not Path(f"/proc/{number}").exists(), "no LibreOffice is left behind"
    while _group(process.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _group(process.pid), "no worker is left behind"
    for document in (project / "build").glob("[!.]*.*"):
        assert document.read_bytes().startswith(b"PK")
    (project / "build/.penghu.pptx.999999999.abcdefgh").write_bytes(b"half")
    slow.write_text(f"#!/bin/sh\n{CONVERTS}", encoding="utf-8")
    monkeypatch.setenv("PATH", environment["PATH"])
    assert cli.main(["build", "--format", "pptx,odp"]) == 0
    assert {path.name for path in (project / "build").glob("[!.]*.*")} == {
        "penghu.pptx",
        "penghu.odp",
        "yilan.pptx",
        "yilan.odp",
    }
    assert unfinished(project / "build") == []
    capsys.readouterr()


def _group(number: int) -> list[str]:
    """The running processes of a group."""
    listed = subprocess.run(["ps", "-A", "-o", "pgid=,stat="], capture_output=True, text=True, check=True).stdout
    return [state for group, state in map(str.split, listed.splitlines()) if int(group) == number and state[0] != "Z"]
