"""What the commands share: exit codes, how a command is described, how an error is told."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass

from ssnet_docs.arguments import CommandParser, MisuseError
from ssnet_docs.model.errors import SsnetError
from ssnet_docs.project import Project

EXIT_FAILURE = 1


@dataclass(frozen=True, slots=True)
class Command:
    """A command: what it is for, how it is written, the arguments it takes, and what it does."""

    summary: str
    usage: str
    declare: Callable[[CommandParser], None]
    run: Callable[[argparse.Namespace, Project], int]


def print_error(error: SsnetError, project: Project | None) -> None:
    from ssnet_docs.messages import describe

    colour = sys.stderr.isatty() and not os.environ.get("NO_COLOR")
    print(describe(error, project, colour=colour), file=sys.stderr)


def jobs(asked: int | None) -> int:
    """How many documents to work on at the same time. Raises MisuseError for less than one."""
    if asked is not None and asked < 1:
        raise MisuseError("--jobs 至少是 1", "例如 --jobs 2；省略時為處理器的數目")
    return asked or (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
