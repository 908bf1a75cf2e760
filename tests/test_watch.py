"""Watching: what is saved is built at once, with what has changed in it; faults are told and nothing stops."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ssnet_docs import cli
from ssnet_docs.messages import describe, describe_system
from ssnet_docs.model.errors import SsnetError
from ssnet_docs.project import Project
from ssnet_docs.watching import Watch
from tests.test_batch import CASES, HOME, TEXT, write


@pytest.fixture
def watch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Watch:
    root = tmp_path / "project"
    shutil.copytree(CASES / "project", root)
    shutil.copytree(HOME / "layouts", root / "layouts")
    for name in ("penghu", "yilan"):
        write(root, name, name, TEXT.replace("第一章", "現況說明"))
    monkeypatch.chdir(root)
    assert cli.main(["build", "penghu"]) == 0
    made = Watch(Project(root), root / "build")
    assert made.begin() == [root / "build/penghu.pptx"]
    return made


def said(watch: Watch) -> str:
    """What is told of the files that were saved since the last time."""
    changed = watch.changed()
    told = watch.rebuild(changed) if changed else ()
    return "\n".join(
        describe(one, None)
        if isinstance(one, SsnetError)
        else describe_system(one)
        if isinstance(one, OSError)
        else one.plain
        for one in told
    )


def test_a_saved_document_is_built_with_what_has_changed(watch: Watch) -> None:
    assert said(watch) == ""
    write(watch.project.root, "penghu", "penghu", TEXT.replace("第一章", "辦理說明"))
    text = said(watch)
    assert text.startswith("build/penghu.pptx（2 張投影片")
    assert "[-現況-]{+辦理+}說明" in text
    assert said(watch) == ""


def test_a_changed_figure_is_told_with_its_difference(watch: Watch) -> None:
    table = next(path for path in watch.project.root.glob("data/**/*.csv") if "penghu/staff" in path.read_text("utf-8"))
    table.write_text(table.read_text(encoding="utf-8").replace("14員", "19員"), encoding="utf-8")
    text = said(watch)
    assert "1 個數字" in text, "the slide and its speaker notes show one figure"
    assert "14員 → 19員　▲5員" in text


def test_a_document_that_was_not_kept_is_built_once_it_is_saved(watch: Watch) -> None:
    write(watch.project.root, "yilan", "新")
    assert said(watch).startswith("build/yilan.pptx")


def test_a_fault_is_told_with_its_place_and_the_next_save_builds_again(watch: Watch) -> None:
    built = watch.project.root / "build/penghu.pptx"
    before = built.read_bytes()
    write(watch.project.root, "penghu", "penghu", TEXT.replace("text:", "txet:"))
    assert "content/counties/penghu.yaml:8:13: 錯誤" in said(watch)
    assert built.read_bytes() == before
    write(watch.project.root, "penghu", "又好了")
    assert "又好了" in said(watch)


def test_data_that_cannot_be_read_are_a_fault_too(watch: Watch) -> None:
    description = watch.project.root / "data/datapackage.yaml"
    good = description.read_text(encoding="utf-8")
    description.write_text("[", encoding="utf-8")
    assert "data/datapackage.yaml" in said(watch)
    write(watch.project.root, "penghu", "新")
    assert "data/datapackage.yaml" in said(watch), "nothing is built from the data as they were"
    description.write_text(good, encoding="utf-8")
    assert "build/penghu.pptx" in said(watch)


def test_a_file_that_cannot_be_a_document_and_one_that_cannot_be_written_end_nothing(watch: Watch) -> None:
    stray = watch.project.root / "content/counties/新 檔.yaml"
    stray.write_text("title: 甲\n", encoding="utf-8")
    assert "新 檔.yaml" in said(watch)
    stray.unlink()
    said(watch)
    (watch.project.root / "build/yilan.pptx").mkdir()
    write(watch.project.root, "yilan", "新")
    assert said(watch).startswith("錯誤：")


def test_what_an_editor_writes_beside_a_file_is_no_change(watch: Watch) -> None:
    for name in (".penghu.yaml.swp", "penghu.yaml.bak", "~penghu.yaml"):
        (watch.project.root / "content/counties" / name).write_text("x", encoding="utf-8")
    assert said(watch) == ""


def test_saving_without_a_change_says_so(watch: Watch) -> None:
    path = watch.project.root / "content/counties/penghu.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert "內容沒有變" in said(watch)
