"""`ssnet new`: a county's file, or a plan's of a new year."""

from __future__ import annotations

import argparse

from ssnet_docs.arguments import CommandParser, MisuseError
from ssnet_docs.commands.parts import Command
from ssnet_docs.files import nearby
from ssnet_docs.project import Project

_NEW = {"plan": "年度計畫書", "county": "縣市簡報"}


def _declare(parser: CommandParser) -> None:
    known = "、".join(f"{kind} {title}" for kind, title in _NEW.items())
    parser.arguments.add_argument("what", metavar="種類", choices=list(_NEW), help=known)
    parser.arguments.add_argument(
        "name", metavar="名稱", help="新計畫書的民國年，例如 116；或縣市，例如 hualien、花蓮縣"
    )
    parser.options.add_argument("--from", dest="source", metavar="年度", help="計畫書範本的年度，預設前一年度")


def _run(arguments: argparse.Namespace, project: Project) -> int:
    from ssnet_docs import build

    data = build.data(project)
    if arguments.what == "county":
        from ssnet_docs import counties

        if arguments.source is not None:
            raise MisuseError("選項 --from 只用於計畫書", "縣市簡報一律由共用架構產生")
        begun = counties.begin(project, arguments.name, data)
        print(f"已產生 {nearby(begun.path)}（{begun.county.name}，{begun.county.agency}），已經可以建立簡報：")
        print(f"  make deck COUNTY={begun.county.slug}")
        return 0
    from ssnet_docs import plans

    copied = plans.copy(project, arguments.name, arguments.source, data)
    print(f"已產生 {nearby(copied.path)}，有 {copied.marks} 處標記「{plans.MARK}」，請逐處改寫")
    return 0


COMMAND = Command(
    "新增縣市簡報，或由前一年度的計畫書產生新年度的範本", "county 縣市 或 plan 年度 [--from 年度]", _declare, _run
)
