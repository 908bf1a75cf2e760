"""What the figures were measured on, without names of hosts or places of files."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from tests.bench.speed.contenders import PEERS

_USED = ("lxml", "pydantic", "PyYAML", "XlsxWriter")


def description() -> Iterator[str]:
    """Markdown lines: the machine, the versions, and the peers that are missing."""
    yield f"- Machine: {_processor()}, {os.cpu_count()} cores, {_memory()}, {platform.system()} {platform.machine()}"
    yield f"- Python {platform.python_version()}; " + ", ".join(f"{name} {_version(name)}" for name in _USED)
    found = {peer.name: peer.version() for peer in PEERS}
    yield "- Peers: " + ", ".join(f"{name} {number}" for name, number in found.items() if number)
    if missing := [name for name, number in found.items() if number is None]:
        yield "- Not installed, not measured: " + ", ".join(missing)
    yield ""


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "(none)"


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    if information.is_file():
        for line in information.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "unknown processor"


def _memory() -> str:
    if sys.platform == "win32":
        return "unknown memory"
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB"
