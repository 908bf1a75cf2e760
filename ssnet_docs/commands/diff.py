"""`ssnet diff`: what changed between two versions."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ssnet_docs.arguments import CommandParser
from ssnet_docs.commands.parts import EXIT_FAILURE, Command
from ssnet_docs.files import nearby
from ssnet_docs.project import Project


def _declare(parser: CommandParser) -> None:
    from ssnet_docs.comparing import FORMS

    what = "檔案（.pptx、.docx）、文件代號（taichung），或某個 git 版本的文件（taichung@HEAD~1）"
    parser.arguments.add_argument("old", metavar="舊版", help=what)
    parser.arguments.add_argument("new", metavar="新版", help="同上；只給一個文件代號時，與 HEAD 比對", nargs="?")
    for form in FORMS:
        parser.options.add_argument(f"--{form.option}", metavar="檔案", type=Path, help=f"寫出{form.help}")
    parser.options.add_argument(
        "--format", metavar="格式", choices=["pptx", "docx"], help="文件代號以哪種格式比對：pptx、docx"
    )
    parser.options.add_argument(
        "--fail-if",
        metavar="規則",
        action="append",
        default=[],
        help="只在改動違反規則時失敗，例如 'figure>10%,sign,x10,approved'；可重複",
    )


def _run(arguments: argparse.Namespace, project: Project) -> int:
    from ssnet_docs import comparing
    from ssnet_docs.diff import policy, terminal

    rules = policy.rules(arguments.fail_if)
    old, new = arguments.old, arguments.new
    if new is None:
        old, new = f"{old}@HEAD", old
    asked = [(form, getattr(arguments, form.option)) for form in comparing.FORMS if getattr(arguments, form.option)]
    built_as = arguments.format or next((form.built_as for form, _ in asked if form.built_as), None)
    compared = comparing.compare(project, old, new, built_as, paginated=any(form.paginated for form, _ in asked))
    terminal.show(compared.changes)
    for form, target in asked:
        form.write(compared, target, project)
        print(f"已產生 {nearby(target)}（{form.help}）")
    if not rules:
        return 0 if compared.changes.same else EXIT_FAILURE
    broken = policy.breaches(compared.changes, rules)
    for breach in broken:
        print(f"違反規則　{breach.line}", file=sys.stderr)
    return EXIT_FAILURE if broken else 0


COMMAND = Command("比對兩個版本", "舊版 [新版] [選項]", _declare, _run)
