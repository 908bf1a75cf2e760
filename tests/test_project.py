"""No input leads out of the project folder, and what cannot be read is said, not raised."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssnet_docs.model.errors import ContentError, Source
from ssnet_docs.project import MAXIMUM_TEXT_BYTES, Project, ProjectNotFoundError

PLACE = Source("content/x.yaml", 3, 5)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    root = tmp_path / "project"
    for folder in ("content", "data", "pictures"):
        (root / folder).mkdir(parents=True)
    (root / "pictures" / "map.png").write_bytes(b"")
    (tmp_path / "secret.txt").write_text("x")
    return Project(root)


def test_a_project_is_found_from_any_folder_inside_it(project: Project) -> None:
    assert Project.find(project.root / "pictures") == project


def test_outside_any_project_the_one_of_the_program_is_used(tmp_path: Path) -> None:
    assert Project.find(tmp_path).root == Path(__file__).resolve().parent.parent


def test_where_there_is_no_project_the_error_says_what_one_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ssnet_docs.project.__file__", str(tmp_path / "a" / "b.py"))
    with pytest.raises(ProjectNotFoundError, match="須有 content/ 與 data/"):
        Project.find(tmp_path)


@pytest.mark.parametrize(
    "path", ["../secret.txt", "/etc/passwd", "pictures/../../secret.txt", "link.txt", "folder/secret.txt"]
)
def test_a_path_that_leads_out_of_the_project_is_refused(project: Project, path: str) -> None:
    (project.root / "link.txt").symlink_to(project.root.parent / "secret.txt")
    (project.root / "folder").symlink_to(project.root.parent)
    with pytest.raises(ContentError, match="在專案資料夾之外") as caught:
        project.inside(path, PLACE)
    assert caught.value.source == PLACE


def test_a_misspelt_file_name_is_suggested(project: Project) -> None:
    with pytest.raises(ContentError) as caught:
        project.inside("pictures/Map.png")
    assert caught.value.hint == "是不是「pictures/map.png」？"


@pytest.mark.parametrize("path", ["x" * 5000, "a\0b"])
def test_a_path_that_no_file_system_can_have_is_refused(project: Project, path: str) -> None:
    with pytest.raises(ContentError, match="不能當檔案路徑"):
        project.inside(path)


def test_a_folder_is_no_file(project: Project) -> None:
    with pytest.raises(ContentError, match="找不到檔案"):
        project.inside("pictures")


def test_text_is_read_with_or_without_a_byte_order_mark(project: Project) -> None:
    (project.root / "a.txt").write_bytes("\ufeff臺中".encode())
    (project.root / "b.txt").write_bytes("臺中".encode())
    assert project.read_text("a.txt") == project.read_text("b.txt") == "臺中"


def test_text_in_another_encoding_is_refused_at_its_line(project: Project) -> None:
    (project.root / "a.txt").write_bytes(b"ok\n" + "臺中".encode("cp950"))
    with pytest.raises(ContentError, match="不是 UTF-8") as caught:
        project.read_text("a.txt")
    assert caught.value.source == Source("a.txt", 2)


def test_an_oversized_text_is_refused(project: Project) -> None:
    (project.root / "a.txt").write_bytes(b"x" * (MAXIMUM_TEXT_BYTES + 1))
    with pytest.raises(ContentError, match="超過 8 MB"):
        project.read_text("a.txt")
