"""The project's own documents: one county's deck from a cold start, all counties, and a build with nothing to do."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.bench.speed.running import ROOT, Measured, best, run

_SSNET = [sys.executable, "-m", "ssnet_docs"]


def tables(folder: Path, times: int) -> Iterator[str]:
    output = folder / "documents"
    yield "### The project's own documents\n\n| | process, s | CPU, s | peak MB |\n|---|--:|--:|--:|"
    deck = best([*_SSNET, "build", "hualien", "--force", "--output", str(output)], times)
    yield _line("`ssnet --help`", best([*_SSNET, "--help"], times))
    yield _line("one county's deck, cold start", deck)
    yield from _batch(output, times)
    yield ""


def _batch(output: Path, times: int) -> Iterator[str]:
    command = [*_SSNET, "build", *_counties(), "--output", str(output)]
    yield _line("22 county decks, two processes", best([*command, "--jobs", "2", "--force"], times))
    run(command)
    yield _line("the same, nothing changed", best(command, times))
    everything = [*_SSNET, "build", "--force", "--output", str(output), "--jobs", "2"]
    yield _line("all documents in their usual form, two processes", best(everything, times))
    yield _line("`ssnet check` of all documents, two processes", best([*_SSNET, "check", "--jobs", "2"], times))


def _counties() -> list[str]:
    import csv

    with (ROOT / "data/counties.csv").open(encoding="utf-8-sig", newline="") as stream:
        return [row["slug"] for row in csv.DictReader(stream)]


def _line(name: str, measured: Measured) -> str:
    return f"| {name} | {measured.wall:.2f} | {measured.cpu:.2f} | {measured.memory:.0f} |"
