"""`ssnet build` on the terminal: a line a file, or a progress bar and a table of all documents."""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ssnet_docs.batch import FORMS, Batch, Outcome
from ssnet_docs.files import nearby
from ssnet_docs.messages import describe_system
from ssnet_docs.model.errors import ContentError, ContentErrors, ErrorCollector, SsnetError
from ssnet_docs.model.finding import SEVERITIES, SEVERITY_TITLES

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

EXIT_DONE, EXIT_FAILURE, EXIT_CONTENT = 0, 1, 2
"""All is built; a file could not be written or converted; the content of a document is wrong."""

_WIDTH = 120  # columns of a table where the output is no terminal

Complain = Callable[[SsnetError], None]


def listed(batch: Batch, complain: Complain) -> int:
    """Build and say a line of every file that was asked for; faults follow, each once. Returns the exit code."""
    batch.prepare()
    outcomes = []
    for outcome in batch.run():
        outcomes.append(outcome)
        if outcome.error is None:
            print(line(outcome), flush=True)
            if outcome.notice and outcome.fresh:
                print(f"  {outcome.notice}")
    return _faults(outcomes, complain)


def line(outcome: Outcome) -> str:
    """What is said of a file: 已產生 build/taichung.pptx（27 張投影片，0.4 秒）."""
    path = nearby(outcome.goal.path)
    if not outcome.fresh:
        return f"沒有變更 {path}（--force 重新產生）"
    said = "，".join(part for part in (outcome.extent, f"{outcome.seconds:.1f} 秒") if part)
    return f"已產生 {path}（{said}）"


def summarised(batch: Batch, complain: Complain) -> int:
    """Build with a progress bar and tell of all documents in a table. Returns the exit code."""
    from rich.console import Console

    console = Console(width=None if sys.stdout.isatty() else _WIDTH, highlight=False)
    began = time.perf_counter()
    batch.prepare()
    outcomes = _with_progress(batch, console)
    console.print(_table(batch, outcomes))
    console.print(_total(outcomes, time.perf_counter() - began))
    for notice in dict.fromkeys(outcome.notice for outcome in outcomes if outcome.notice):
        console.print(notice)
    return _faults(outcomes, complain)


def _with_progress(batch: Batch, console: Console) -> list[Outcome]:
    """All outcomes; meanwhile a terminal shows how far it is."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    now = TextColumn("{task.fields[now]}")
    columns = (TextColumn("產生文件"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), now)
    outcomes = []
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("", total=batch.total, now="")
        for outcome in batch.run():
            outcomes.append(outcome)
            progress.update(task, advance=1, now=outcome.goal.path.name)
    return outcomes


def _table(batch: Batch, outcomes: Sequence[Outcome]) -> Table:
    """A row for each document: its size, what came of each form, its findings, and how long it took."""
    from rich import box
    from rich.table import Table

    of: dict[str, dict[str, Outcome]] = defaultdict(dict)
    for outcome in outcomes:
        of[outcome.goal.entry.id][outcome.goal.form] = outcome
    forms = [form for form in FORMS if any(form in one for one in of.values())]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for title in ("文件", "頁數", *forms, *(("檢查",) if batch.check else ()), "秒"):
        table.add_column(title, justify="right" if title == "秒" else "left", overflow="fold")
    for entry in batch.entries:
        done = of[entry.id]
        extents = dict.fromkeys(one.extent for form, one in done.items() if form in {"pptx", "docx"} and one.extent)
        cells = [_mark(done.get(form)) for form in forms]
        findings = [_findings(batch, entry.id)] if batch.check else []
        seconds = f"{sum(outcome.seconds for outcome in done.values()):.1f}"
        table.add_row(entry.id, "、".join(extents), *cells, *findings, seconds)
    return table


def _mark(outcome: Outcome | None) -> str:
    if outcome is None:
        return ""
    if outcome.error is not None:
        return "✗ 失敗"
    return "✓" if outcome.fresh else "沒有變更"


def _findings(batch: Batch, id_: str) -> str:
    checked = batch.findings.get(id_)
    if checked is None or checked.error is not None:
        return "未檢查"
    shown = [
        f"{SEVERITY_TITLES[level]} {checked.findings[level]}"
        for level in reversed(SEVERITIES)
        if checked.findings.get(level)
    ]
    return "、".join(shown) or "無"


def _total(outcomes: Sequence[Outcome], seconds: float) -> str:
    failed = sum(outcome.error is not None for outcome in outcomes)
    unchanged = sum(not outcome.fresh and outcome.error is None for outcome in outcomes)
    parts = [f"產生 {len(outcomes) - failed - unchanged} 個檔案"]
    parts += [f"沒有變更 {unchanged} 個"] if unchanged else []
    parts += [f"失敗 {failed} 個"] if failed else []
    return f"{'、'.join(parts)}，共 {seconds:.1f} 秒"


def _faults(outcomes: Iterable[Outcome], complain: Complain) -> int:
    """Tell every fault once, with the files that are missing for it, and return the exit code."""
    content, code = ErrorCollector(), EXIT_DONE
    others: dict[str, tuple[SsnetError | OSError, list[Path]]] = {}
    for outcome in outcomes:
        match outcome.error:
            case None:
                continue
            case ContentErrors() as error:
                content.extend(error)
            case ContentError(source=source) as error if source is not None:
                content.extend(error)
            case error:
                others.setdefault(str(error), (error, []))[1].append(outcome.goal.path)
    for error, paths in others.values():
        code = EXIT_FAILURE
        names = "、".join(nearby(path) for path in paths)
        if isinstance(error, SsnetError):
            complain(error)
        else:
            print(describe_system(error), file=sys.stderr)
        print(f"  沒有產生：{names}", file=sys.stderr)
    if content.errors:
        complain(ContentErrors(content.errors))
        code = EXIT_CONTENT
    return code
