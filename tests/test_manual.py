"""The authoring manual says what the blocks say."""

from __future__ import annotations

from ssnet_docs import manual
from ssnet_docs.blocks import registry
from ssnet_docs.project import Project


def test_the_manual_in_the_repository_is_the_one_that_the_blocks_make() -> None:
    kept = (Project.find().root / "docs" / "authoring.md").read_text(encoding="utf-8")
    assert kept == manual.text(), "執行 make manual 更新 docs/authoring.md"


def test_every_block_has_a_picture_in_the_manual() -> None:
    pictures = Project.find().root / manual.PICTURES
    assert {path.stem for path in pictures.glob("*.png")} == set(registry())
