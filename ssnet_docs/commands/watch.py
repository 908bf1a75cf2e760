"""`ssnet watch`: rebuilds on save and says what changed."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ssnet_docs.arguments import CommandParser
from ssnet_docs.commands.parts import Command, print_error
from ssnet_docs.files import nearby
from ssnet_docs.model.errors import SsnetError
from ssnet_docs.project import Project


def _declare(parser: CommandParser) -> None:
    help_ = "文件代號；省略時是 build/ 裡已經有的，以及存檔的那一份"
    parser.arguments.add_argument("ids", nargs="*", metavar="代號", help=help_)
    parser.options.add_argument("--output", metavar="資料夾", type=Path, help="輸出資料夾，預設 build")


def _run(arguments: argparse.Namespace, project: Project) -> int:
    import time

    from rich.console import Console

    from ssnet_docs import watching
    from ssnet_docs.content import catalogue
    from ssnet_docs.messages import describe_system

    console = Console(highlight=False, soft_wrap=True)
    entries = tuple(catalogue.document(project, name) for name in dict.fromkeys(arguments.ids))
    watch = watching.Watch(project, arguments.output or project.root / "build", entries)
    kept = "、".join(nearby(path) for path in watch.begin())
    console.print(f"存檔後重新產生：{kept or '存檔的那一份'}；按 Ctrl-C 結束")
    while True:
        time.sleep(watching.INTERVAL)
        changed = watch.changed()
        for said in watch.rebuild(changed) if changed else ():
            if isinstance(said, SsnetError):
                print_error(said, project)
            elif isinstance(said, OSError):
                print(describe_system(said), file=sys.stderr)
            else:
                console.print(said)


COMMAND = Command("存檔後立刻重新產生，並說出改了什麼", "[代號…]", _declare, _run)
