"""`ssnet diff --docx`: tracked changes as a reviewer gets them from the command line."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from ssnet_docs import cli
from ssnet_docs.diff.canonical import differences
from ssnet_docs.diff.redline import writing
from ssnet_docs.readers.tracked import accept_all, reject_all
from tests.test_diff_changes import deck, replaced
from tests.test_diff_reports import document


def saved(made: object, path: Path) -> Path:
    made.save(str(path))  # type: ignore[attr-defined]
    return path


def changed() -> object:
    made = document()
    replaced(made.paragraphs[2], "12,345人次", "12,845人次")
    return made


def test_the_redline_of_two_files_accepts_to_the_new_and_rejects_to_the_old(tmp_path: Path) -> None:
    old, new = saved(document(), tmp_path / "舊.docx"), saved(changed(), tmp_path / "新.docx")
    target = tmp_path / "修訂.docx"
    assert cli.main(["diff", str(old), str(new), "--docx", str(target)]) == 1
    assert differences(new.read_bytes(), accept_all(target.read_bytes())) == []
    assert differences(old.read_bytes(), reject_all(target.read_bytes())) == []
    assert [run.text for run in docx.Document(str(target)).paragraphs[2].runs if "12,345" in run.text] == []


def test_a_redline_that_is_not_proved_is_not_written_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = saved(document(), tmp_path / "舊.docx"), saved(changed(), tmp_path / "新.docx")
    target = tmp_path / "修訂.docx"
    monkeypatch.setattr(writing, "reject_all", accept_all)
    assert cli.main(["diff", str(old), str(new), "--docx", str(target)]) == 2
    assert not target.exists()
    told = capsys.readouterr().err
    assert "無法產生正確的追蹤修訂，未寫出檔案" in told
    assert "--html" in told


def test_decks_are_pointed_to_another_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = saved(deck(), tmp_path / "舊.pptx")
    assert cli.main(["diff", str(old), str(old), "--docx", str(tmp_path / "修訂.docx")]) == 2
    assert "追蹤修訂只適用於報告" in capsys.readouterr().err
    assert not (tmp_path / "修訂.docx").exists()
