"""Measures everything and prints the tables as Markdown: `make bench`.

    python -m tests.bench.speed [--times N] [--only documents,growth,project,office] [--write docs/performance.md]

With --write the tables replace those between the two `measured` marks of that file.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from tests.bench.speed import documents, growth, machine, office, project
from tests.bench.speed.running import ROOT

_PARTS: dict[str, Callable[[Path, int], Iterator[str]]] = {
    "documents": documents.tables,
    "growth": growth.tables,
    "project": project.tables,
    "office": office.tables,
}
_BEGIN, _END = "<!-- measured: begin -->\n", "<!-- measured: end -->\n"


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=3, help="how often each process is run; the best counts")
    parser.add_argument("--only", default=",".join(_PARTS), help=f"of {', '.join(_PARTS)}")
    parser.add_argument("--write", type=Path, help="the page whose tables are renewed")
    arguments = parser.parse_args()
    folder = ROOT / "build" / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    lines: list[str] = []
    for line in chain(machine.description(), _measured(arguments.only.split(","), folder, arguments.times)):
        print(line, flush=True)
        lines.append(line)
    if arguments.write:
        _renew(arguments.write, "\n".join(lines).strip() + "\n")
    return 0


def _measured(chosen: list[str], folder: Path, times: int) -> Iterator[str]:
    for name in chosen:
        yield from _PARTS[name](folder, times)


def _renew(page: Path, tables: str) -> None:
    text = page.read_text(encoding="utf-8")
    before, begin, rest = text.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not (begin and end):
        raise SystemExit(f"{page} has no place for the tables: {_BEGIN.strip()} … {_END.strip()}")
    page.write_text(f"{before}{begin}\n{tables}\n{end}{after}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
