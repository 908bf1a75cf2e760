"""`ssnet template` and `ssnet fill`: a county's Excel form, written and read back."""

from __future__ import annotations

import argparse
from pathlib import Path

from ssnet_docs.arguments import CommandParser
from ssnet_docs.commands.parts import Command
from ssnet_docs.files import nearby
from ssnet_docs.project import Project


def _declare_template(parser: CommandParser) -> None:
    parser.arguments.add_argument("what", metavar="種類", choices=["county"], help="county：縣市的指標填報表")
    parser.arguments.add_argument("name", metavar="名稱", help="縣市，例如 hualien、花蓮縣")
    parser.options.add_argument("--output", metavar="檔案", type=Path, help="寫入檔案，預設 build/<代號>-form.xlsx")


def _template(arguments: argparse.Namespace, project: Project) -> int:
    from ssnet_docs import build, counties
    from ssnet_docs.files import atomic_write
    from ssnet_docs.forms.template import template
    from ssnet_docs.model.errors import ContentError

    data = build.data(project)
    county = counties.find(data, arguments.name)
    path = arguments.output or project.root / "build" / f"{county.slug}-form.xlsx"
    if path.exists():
        message = f"{nearby(path)} 已經有了，不會覆蓋"
        raise ContentError(
            None, message, "裡面可能有填好的數字；請先用 ssnet fill 存入，再改名或刪除，或以 --output 另取檔名"
        )
    atomic_write(path, template(data, county))
    print(f"已產生 {nearby(path)}（{county.name}），填好後執行：\n  ssnet fill {nearby(path)}")
    return 0


def _declare_fill(parser: CommandParser) -> None:
    parser.arguments.add_argument("file", metavar="檔案", type=Path, help="填好的填報表（.xlsx）")


def _fill(arguments: argparse.Namespace, project: Project) -> int:
    from datetime import date

    from ssnet_docs import build
    from ssnet_docs.forms import reading, storing, telling

    data = build.data(project)
    filled = reading.read(arguments.file, data, date.today())
    stored = storing.store(project, data, filled)
    for line in telling.told(filled, stored, nearby(stored.path)):
        print(line)
    return 0


TEMPLATE = Command("產生縣市的 Excel 填報表", "county 縣市 [--output 檔案]", _declare_template, _template)
FILL = Command("檢查填好的填報表，存入 data/", "檔案", _declare_fill, _fill)
