"""The three documents that the peers make too."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench.speed import workloads
from tests.bench.speed.contenders import ALL, OURS, Contender, node_path
from tests.bench.speed.running import Measured, RunError, best

_DOCUMENTS: tuple[tuple[str, str, Callable[[Path], Path], Callable[[Path], Path]], ...] = (
    (
        "Deck of 40 slides: 20 texts, 12 tables of 12×7, 8 charts",
        "pptx",
        lambda folder: workloads.deck(folder / "deck-40", 40),
        lambda folder: workloads.deck(folder / "deck-10", 10),
    ),
    (
        "Report of 137 pages: 460 headings and paragraphs, 40 tables of 25×7, 10 pictures",
        "docx",
        lambda folder: workloads.report(folder / "report-40", 40, 10),
        lambda folder: workloads.report(folder / "report-4", 4, 1),
    ),
    (
        "Table of 5,000 rows, from CSV",
        "docx",
        lambda folder: workloads.rows(folder / "rows-5000", 5000),
        lambda folder: workloads.rows(folder / "rows-50", 50),
    ),
)
_HEAD = "| | process, s | CPU, s | making alone, s | against ours | peak MB | size KB |\n|---|--:|--:|--:|--:|--:|--:|"


def tables(folder: Path, times: int) -> Iterator[str]:
    """A table a document: every contender's process from a cold start, and making the document alone."""
    for title, ending, full, small in _DOCUMENTS:
        workload, warm = full(folder), small(folder)
        yield f"### {title}\n\n{_HEAD}"
        ours = 0.0
        for contender in (one for one in ALL if ending in one.makes):
            if contender.version() is None:
                yield f"| {contender.name} | not installed | | | | | |"
                continue
            output = folder / f"{workload.name}-{contender.name.split()[0]}.{ending}"
            try:
                cold, made = _measured(contender, workload, output, warm, times)
            except RunError as fault:
                yield f"| {contender.name} | failed: {str(fault).splitlines()[-1]} | | | | | |"
                continue
            alone = made if made is not None else cold.cpu
            ours = alone if contender is OURS else ours
            yield _line(contender, cold, alone, alone / ours, output, made is None)
            if contender is OURS:
                floor = best([sys.executable, "-m", "tests.bench.speed.floor", str(output)], times).warm or 0.0
                yield f"| floor of that file | | | {floor:.3f} | {floor / ours:.2f} | | |"
        yield ""
        for contender in ALL:
            if contender.remark and ending in contender.makes and contender.version():
                yield f"* {contender.name}: {contender.remark}.\n"


def _measured(
    contender: Contender, workload: Path, output: Path, warm: Path, times: int
) -> tuple[Measured, float | None]:
    """A cold process, and the CPU time of the document alone in a process that has made a small one before."""
    if contender.before:
        contender.before(workload)
        contender.before(warm)
    environment = node_path()
    cold = best(contender.command(workload, output, ()), times, environment)
    if not contender.warms:
        return cold, None
    return cold, best(contender.command(workload, output, (warm,)), times, environment).warm


def _line(contender: Contender, cold: Measured, alone: float, ratio: float, output: Path, whole: bool) -> str:
    name = f"**{contender.name}**" if contender is OURS else contender.name + ("*" if contender.remark else "")
    time = f"{alone:.2f}{' (process)' if whole else ''}"
    size = output.stat().st_size / 1024
    return f"| {name} | {cold.wall:.2f} | {cold.cpu:.2f} | {time} | {ratio:.1f} | {cold.memory:.0f} | {size:,.0f} |"
