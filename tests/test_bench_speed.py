"""The benchmark of speed: its workloads are documents, its figures what was measured, nobody is missing unnamed."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import docx
import pptx
import pytest

from tests.bench.speed import contenders, documents, growth, machine, ours, running, workloads
from tests.bench.speed.peers import python_docx, python_pptx


def test_this_program_and_its_peer_make_the_same_deck(tmp_path: Path) -> None:
    folder = workloads.deck(tmp_path / "deck", 10)
    ours.make(folder, tmp_path / "ours.pptx")
    python_pptx.make(folder, tmp_path / "theirs.pptx")
    decks = [pptx.Presentation(str(tmp_path / name)) for name in ("ours.pptx", "theirs.pptx")]
    for kind in ("has_table", "has_chart"):
        counted = [sum(getattr(shape, kind) for slide in deck.slides for shape in slide.shapes) for deck in decks]
        assert counted == [3 if kind == "has_table" else 2] * 2
    assert [len(deck.slides) for deck in decks] == [10, 10]


def test_this_program_and_its_peer_make_the_same_report(tmp_path: Path) -> None:
    folder = workloads.report(tmp_path / "report", 2, 1)
    ours.make(folder, tmp_path / "ours.docx")
    python_docx.make(folder, tmp_path / "theirs.docx")
    tables = [docx.Document(str(tmp_path / name)).tables for name in ("ours.docx", "theirs.docx")]
    texts = [[[[cell.text for cell in row.cells] for row in table.rows] for table in made] for made in tables]
    ours_ = [table for table in texts[0] if len(table) == 26]  # not the table for the signatures
    assert len(ours_) == 2
    assert ours_ == texts[1]


def test_a_contender_that_is_not_installed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = replace(contenders.PEERS[0], name="nobody", version=lambda: None)
    monkeypatch.setattr(documents, "ALL", (missing,))
    monkeypatch.setattr(machine, "PEERS", (missing,))
    monkeypatch.setattr(documents, "_DOCUMENTS", (("Deck", "pptx", lambda folder: folder, lambda folder: folder),))
    assert "| nobody | not installed | | | | | |" in list(documents.tables(tmp_path, 1))
    assert "- Not installed, not measured: nobody" in list(machine.description())


def test_a_process_is_measured_with_what_it_used_and_printed() -> None:
    measured = running.run([sys.executable, "-c", "x = bytes(60_000_000); print(0.25, 0.5)"])
    assert measured.inside == (0.25, 0.5)
    assert measured.memory > 60
    assert measured.wall > 0 < measured.cpu
    with pytest.raises(running.RunError, match="no such thing"):
        running.run([sys.executable, "-c", "raise SystemExit('no such thing')"])


def test_the_exponent_is_the_power_of_the_growth() -> None:
    sizes = (75, 150, 300, 600)
    assert growth.exponent(sizes, [0.002 * size for size in sizes]) == pytest.approx(1)
    assert growth.exponent(sizes, [0.002 * size**2 for size in sizes]) == pytest.approx(2)
