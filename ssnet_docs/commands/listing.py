"""`ssnet list`, `ssnet layouts` and `ssnet schema`: what there is, for authors and their editors."""

from __future__ import annotations

import argparse
from pathlib import Path

from ssnet_docs.arguments import CommandParser
from ssnet_docs.commands.parts import Command
from ssnet_docs.files import nearby
from ssnet_docs.project import Project


def _declare_list(parser: CommandParser) -> None:
    parser.arguments.add_argument("what", nargs="?", metavar="icons", choices=("icons",), help="列出圖示")


def _list(arguments: argparse.Namespace, project: Project) -> int:
    from ssnet_docs import listing

    (listing.show_icons if arguments.what else listing.show_all)(project)
    return 0


def _declare_layouts(parser: CommandParser) -> None:
    parser.options.add_argument("--theme", metavar="主題", default="base", help="佈景主題，預設 base（見 ssnet list）")


def _layouts(arguments: argparse.Namespace, project: Project) -> int:
    from ssnet_docs import listing

    listing.show_layouts(project, arguments.theme)
    return 0


def _declare_schema(parser: CommandParser) -> None:
    parser.options.add_argument("--output", metavar="檔案", type=Path, help="寫入檔案；省略時印在螢幕上")
    parser.options.add_argument("--changes", action="store_true", help="改為輸出差異清單（ssnet diff --json）的格式")


def _schema(arguments: argparse.Namespace, project: Project) -> int:
    if arguments.changes:
        from ssnet_docs.diff.json_form import schema_text
    else:
        from ssnet_docs.content.schema import schema_text

    text = schema_text()
    if arguments.output is None:
        print(text, end="")
        return 0
    from ssnet_docs.files import atomic_write

    atomic_write(arguments.output, text.encode())
    print(f"已產生 {nearby(arguments.output)}")
    return 0


LIST = Command("列出文件、區塊、佈景主題與資料表，或圖示", "[icons]", _declare_list, _list)
LAYOUTS = Command("列出佈景主題的版面與欄位", "[--theme 主題]", _declare_layouts, _layouts)
SCHEMA = Command("輸出內容檔的 JSON Schema，供編輯器檢查與提示", "[--changes] [選項]", _declare_schema, _schema)
