"""The guides in docs/ can be followed as they are written."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssnet_docs import guides
from ssnet_docs.project import Project

HOME = Project.find().root
GUIDES = guides.guides(HOME)


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_what_a_guide_tells_the_reader_to_do_works_and_prints_what_it_says(guide: Path, tmp_path: Path) -> None:
    guides.copy_project(HOME, tmp_path)
    guides.follow(guide, tmp_path)


def test_a_guide_whose_command_prints_something_else_does_not_hold(tmp_path: Path) -> None:
    guides.copy_project(HOME, tmp_path)
    guide = tmp_path / "guide.md"
    guide.write_text("```console\n$ ssnet layouts --theme nowhere\n好的\n```\n", encoding="utf-8")
    with pytest.raises(guides.GuideError, match="nowhere"):
        guides.follow(guide, tmp_path)


def test_a_guide_that_changes_a_line_which_is_not_there_does_not_hold(tmp_path: Path) -> None:
    guides.copy_project(HOME, tmp_path)
    guide = tmp_path / "guide.md"
    guide.write_text("```diff content/counties/penghu.yaml\n-theme: nowhere\n+theme: base\n```\n", encoding="utf-8")
    with pytest.raises(guides.GuideError, match="not once"):
        guides.follow(guide, tmp_path)


def test_lines_that_a_guide_leaves_out_may_be_any() -> None:
    (step,) = guides.steps("```console\n$ ssnet list\n文件\n…\n```\n")
    assert step == guides.CommandStep(("list",), "文件\n…")
