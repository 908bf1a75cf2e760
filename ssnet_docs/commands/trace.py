"""`ssnet trace`: where a figure in a file comes from."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ssnet_docs.arguments import CommandParser
from ssnet_docs.commands.parts import EXIT_FAILURE, Command
from ssnet_docs.project import Project


def _declare(parser: CommandParser) -> None:
    parser.arguments.add_argument("file", metavar="檔案", type=Path, help="由 ssnet 產生的簡報或報告")
    parser.arguments.add_argument("text", metavar="數字", nargs="?", default="", help="要查的數字，例如 82.3%")
    parser.options.add_argument("--slide", metavar="張數", type=int, help="只查第幾張投影片")


def _run(arguments: argparse.Namespace, project: Project) -> int:
    from ssnet_docs import tracing
    from ssnet_docs.readers import figures

    found = figures.read(arguments.file)
    places = found.find(arguments.text, arguments.slide)
    for line in tracing.report(found, places):
        print(line)
    if not places:
        print("沒有符合的數字；手動輸入的數字沒有出處紀錄", file=sys.stderr)
    return 0 if places else EXIT_FAILURE


COMMAND = Command("查一個數字從哪裡來", "檔案 [數字] [--slide 張數]", _declare, _run)
