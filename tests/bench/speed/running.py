"""Runs a contender in a process of its own and takes the best of several runs."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
LIMIT = 600  # seconds that a process may take


class RunError(Exception):
    """A contender ended with an error, or took too long; the text is the end of what it printed."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a process took: seconds on the clock and of CPU, peak memory in MB, and the two numbers that it printed."""

    wall: float
    cpu: float
    memory: float
    inside: tuple[float, float] | None = None

    @property
    def warm(self) -> float | None:
        """Seconds of CPU of making the document alone, where the contender says them."""
        return self.inside[1] if self.inside else None


def run(command: Sequence[str], environment: dict[str, str] | None = None, folder: Path = ROOT) -> Measured:
    """Run one process. Raises RunError.

    A child's peak memory begins with what its parent held when it forked, so this process imports nothing heavy.
    """
    began = time.perf_counter()
    with subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        printed = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - began
    if process.returncode:
        raise RunError("\n".join(printed.splitlines()[-6:]))
    scale = 2**20 if sys.platform == "darwin" else 2**10
    return Measured(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / scale, _inside(printed))


def best(
    command: Sequence[str], times: int, environment: dict[str, str] | None = None, folder: Path = ROOT
) -> Measured:
    """The least of every measure over several runs: on a shared machine the least disturbed. Raises RunError."""
    runs = [run(command, environment, folder) for _ in range(times)]
    inside = [one.inside for one in runs if one.inside]
    return Measured(
        min(one.wall for one in runs),
        min(one.cpu for one in runs),
        min(one.memory for one in runs),
        (min(wall for wall, _ in inside), min(cpu for _, cpu in inside)) if inside else None,
    )


def _inside(printed: str) -> tuple[float, float] | None:
    words = printed.split()[-2:]
    try:
        wall, cpu = (float(word) for word in words)
    except ValueError:
        return None
    return wall, cpu
