"""Who makes the documents, and whether it is installed here."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.bench.speed.running import ROOT

NODE_MODULES = ROOT / "build" / "bench" / "node_modules"
_PEERS = "tests.bench.speed.peers"


@dataclass(frozen=True, slots=True)
class Contender:
    """A program that makes decks, reports or both.

    `command` takes the workload's folder, the file to make and the folders to warm up with; `version` is None where
    the program is not installed; `before` is done once with a workload, untimed.
    """

    name: str
    makes: frozenset[str]  # pptx, docx
    version: Callable[[], str | None]
    command: Callable[[Path, Path, tuple[Path, ...]], list[str]]
    warms: bool = True  # prints the time of making the document alone
    before: Callable[[Path], object] | None = None
    remark: str = ""


def _python(module: str) -> Callable[[Path, Path, tuple[Path, ...]], list[str]]:
    def command(workload: Path, output: Path, warm: tuple[Path, ...]) -> list[str]:
        return [sys.executable, "-m", module, str(workload), str(output), *map(str, warm)]

    return command


def _node(script: str) -> Callable[[Path, Path, tuple[Path, ...]], list[str]]:
    path = ROOT / "tests/bench/speed/peers" / script

    def command(workload: Path, output: Path, warm: tuple[Path, ...]) -> list[str]:
        return ["node", str(path), str(workload), str(output), *map(str, warm)]

    return command


def _pandoc(workload: Path, output: Path, warm: tuple[Path, ...]) -> list[str]:
    return ["pandoc", f"--resource-path={workload}", str(workload / "workload.md"), "-o", str(output)]


def _distribution(name: str) -> Callable[[], str | None]:
    def version() -> str | None:
        from importlib.metadata import PackageNotFoundError
        from importlib.metadata import version as found

        try:
            return found(name)
        except PackageNotFoundError:
            return None

    return version


def node_path() -> dict[str, str]:
    """Where node finds the packages: those of `build/bench`, those of NODE_PATH, those installed for all."""
    found = [str(NODE_MODULES), *filter(None, os.environ.get("NODE_PATH", "").split(os.pathsep))]
    return {"NODE_PATH": os.pathsep.join([*found, *_global_modules()])}


@cache
def _global_modules() -> tuple[str, ...]:
    if not shutil.which("npm"):
        return ()
    done = subprocess.run(["npm", "root", "-g"], capture_output=True, text=True, timeout=60, check=False)
    return (done.stdout.strip(),) if done.returncode == 0 else ()


def _npm(name: str) -> Callable[[], str | None]:
    def version() -> str | None:
        if not shutil.which("node"):
            return None
        for folder in node_path()["NODE_PATH"].split(os.pathsep):
            description = Path(folder) / name / "package.json"
            if description.is_file():
                import json

                return str(json.loads(description.read_text(encoding="utf-8"))["version"])
        return None

    return version


def _pandoc_version() -> str | None:
    if not shutil.which("pandoc"):
        return None
    done = subprocess.run(["pandoc", "--version"], capture_output=True, text=True, timeout=60, check=False)
    return done.stdout.split()[1]


def _template(workload: Path) -> None:
    """In a process of its own: this one stays small."""
    code = f"from {_PEERS}.docxtpl_template import template; from pathlib import Path; import sys; "
    subprocess.run([sys.executable, "-c", code + "template(Path(sys.argv[1]))", str(workload)], cwd=ROOT, check=True)


OURS = Contender("ssnet_docs", frozenset(("pptx", "docx")), lambda: "", _python("tests.bench.speed.ours"))
PEERS = (
    Contender("python-pptx", frozenset(("pptx",)), _distribution("python-pptx"), _python(f"{_PEERS}.python_pptx")),
    Contender("PptxGenJS", frozenset(("pptx",)), _npm("pptxgenjs"), _node("pptxgenjs.cjs")),
    Contender("python-docx", frozenset(("docx",)), _distribution("python-docx"), _python(f"{_PEERS}.python_docx")),
    Contender(
        "docxtpl",
        frozenset(("docx",)),
        _distribution("docxtpl"),
        _python(f"{_PEERS}.docxtpl_template"),
        True,
        _template,
    ),
    Contender("docx (npm)", frozenset(("docx",)), _npm("docx"), _node("docx.cjs")),
    Contender(
        "pandoc",
        frozenset(("pptx", "docx")),
        _pandoc_version,
        _pandoc,
        warms=False,
        remark="no charts, no alignment of cells, no alternative text",
    ),
)
ALL = (OURS, *PEERS)
