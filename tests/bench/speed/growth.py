"""How this program's time grows with the size of the document."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tests.bench.speed import workloads
from tests.bench.speed.contenders import OURS
from tests.bench.speed.running import best

_SERIES: tuple[tuple[str, str, Callable[[Path, int], Path], tuple[int, ...]], ...] = (
    ("slides of a deck", "pptx", workloads.deck, (75, 150, 300, 600)),
    ("pictures in a deck", "pptx", lambda folder, n: workloads.deck(folder, n, pictures=True), (75, 150, 300, 600)),
    ("pages of a report", "docx", lambda folder, n: workloads.report(folder, n * 40 // 137, n * 10 // 137),
     (162, 325, 650, 1300)),
    ("pictures in a report", "docx", workloads.album, (75, 150, 300, 600)),
    ("rows of a table", "docx", workloads.rows, (625, 1250, 2500, 5000)),
)  # fmt: skip


def tables(folder: Path, times: int) -> Iterator[str]:
    """A line a series: sizes, CPU seconds of making the document alone, the exponent, the peak of the largest."""
    yield "### Growth of this program's time\n"
    yield "| | sizes | making alone, s | exponent | peak MB of the largest |\n|---|---|---|--:|--:|"
    for name, ending, make, sizes in _SERIES:
        warm = make(folder / f"growth-warm-{ending}", sizes[0] // 10)
        taken, peak = [], 0.0
        for size in sizes:
            workload = make(folder / "growth", size)
            output = folder / f"growth.{ending}"
            measured = best(OURS.command(workload, output, (warm,)), times)
            taken.append(measured.warm or 0.0)
            peak = measured.memory
        shown = " · ".join(f"{size:,}" for size in sizes)
        times_shown = " · ".join(f"{one:.2f}" for one in taken)
        yield f"| {name} | {shown} | {times_shown} | {exponent(sizes, taken):.2f} | {peak:.0f} |"
    yield ""


def exponent(sizes: Sequence[float], taken: Sequence[float]) -> float:
    """The slope of time over size on logarithmic axes, by least squares: 1 is linear, 2 quadratic."""
    across = [math.log(size) for size in sizes]
    up = [math.log(one) for one in taken]
    middle, height = sum(across) / len(across), sum(up) / len(up)
    spread = sum((x - middle) ** 2 for x in across)
    return sum((x - middle) * (y - height) for x, y in zip(across, up, strict=True)) / spread
