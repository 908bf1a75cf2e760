"""Processes that work side by side, and the same interface where one is enough."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

from ssnet_docs.batch import work

if TYPE_CHECKING:
    from ssnet_docs.model.fact import DataStore
    from ssnet_docs.project import Project

_PATIENCE = 5.0  # seconds for a worker to end


class Workers(Protocol):
    """Takes tasks by the name of a worker's method."""

    @property
    def jobs(self) -> int:
        """How many tasks are done at the same time."""

    def submit(self, what: str, *arguments: object) -> Future[Any]:
        """Ask for a task; the result comes with the future."""


class _Alone:
    """Does every task at once, in this process."""

    jobs = 1

    def __init__(self, worker: work.Worker) -> None:
        self._worker = worker

    def submit(self, what: str, *arguments: object) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(getattr(self._worker, what)(*arguments))
        return future


class _Together:
    """Hands tasks to processes."""

    def __init__(self, executor: ProcessPoolExecutor, jobs: int) -> None:
        self._executor = executor
        self.jobs = jobs

    def submit(self, what: str, *arguments: object) -> Future[Any]:
        return self._executor.submit(work.perform, what, *arguments)


@contextmanager
def workers(project: Project, data: DataStore | None, jobs: int) -> Iterator[Workers]:
    """Workers for as long as the context lasts; where it ends early, they end too and leave nothing behind."""
    if jobs == 1:
        worker = work.Worker(project, data)
        try:
            yield _Alone(worker)
        finally:
            worker.close()
        return
    # Processes that are forked have the data already; the others read them.
    forked = "fork" in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if forked else "spawn")
    executor = ProcessPoolExecutor(
        jobs,
        mp_context=context,
        initializer=work.begin,
        initargs=(project.root, data if forked else None, os.getpid()),
    )
    processes: list[Any] = []
    try:
        executor.submit(work.perform, "ready").result()
        processes = list(getattr(executor, "_processes", {}).values())
        yield _Together(executor, jobs)
        executor.shutdown()
    except BaseException:
        executor.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.terminate()
        for process in processes:
            process.join(_PATIENCE)
            if process.is_alive():
                process.kill()
        raise
