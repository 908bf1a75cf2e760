"""`ssnet check`: what is wrong with figures, texts, pages and files."""

from __future__ import annotations

import argparse
import gc
from pathlib import Path

from ssnet_docs.arguments import CommandParser, MisuseError
from ssnet_docs.commands.parts import EXIT_FAILURE, Command, jobs
from ssnet_docs.project import Project


def _declare(parser: CommandParser) -> None:
    parser.arguments.add_argument(
        "ids", nargs="*", metavar="代號", help="文件代號或 .pptx、.docx 檔案，省略時檢查全部文件（見 ssnet list）"
    )
    families = {
        "figures": "數字",
        "content": "文字",
        "layout": "版面",
        "accessibility": "無障礙",
        "package": "檔案",
        "rendered": "畫面",
    }
    listed = "、".join(f"{name} {title}" for name, title in families.items())
    parser.options.add_argument("--only", metavar="類別", choices=list(families), help=f"只檢查一類：{listed}")
    parser.options.add_argument("--rendered", action="store_true", help="另以 LibreOffice 畫出每一頁來檢查，較久")
    levels = ["note", "warning", "error"]
    parser.options.add_argument(
        "--fail-on",
        metavar="程度",
        choices=levels,
        default="warning",
        help="到這個程度就失敗：note、warning（預設）、error",
    )
    parser.options.add_argument("--json", metavar="檔案", type=Path, help="把結果寫成 JSON")
    parser.options.add_argument("--jobs", metavar="數目", type=int, help="同時進行幾份，預設為處理器的數目")
    parser.options.add_argument("--as-printed", action="store_true", help="檢查原簡報印出的數字與文字，而不是更正後的")


_OBJECTS = 200_000
"""New objects after which cycles are looked for: documents stay to the end, looking often takes a fifth of the time."""


def _run(arguments: argparse.Namespace, project: Project) -> int:
    from ssnet_docs import build, checking
    from ssnet_docs.batch.judging import judges
    from ssnet_docs.checks.parts import report
    from ssnet_docs.content import catalogue

    gc.set_threshold(_OBJECTS, 50, 50)
    data = build.data(project)
    files = tuple(Path(name) for name in arguments.ids if Path(name).suffix.lower() in {".pptx", ".docx"})
    entries = tuple(catalogue.document(project, name) for name in arguments.ids if Path(name) not in files)
    if files and not entries and arguments.only in {"figures", "content", "layout"}:
        usage = "檔案可用 accessibility、package、rendered；其他類別請寫文件代號（見 ssnet list）"
        raise MisuseError(f"檔案沒有內容檔，不能檢查 --only {arguments.only}", usage)
    rendered = arguments.rendered or arguments.only == "rendered"
    chosen = entries if arguments.ids else None
    choice = checking.Choice(chosen, arguments.only, arguments.as_printed, files, rendered)
    found = checking.check(project, data, choice, judges(project, data, jobs(arguments.jobs)))
    for line in report.report(found, report.titles(data)):
        print(line)
    if arguments.json is not None:
        from ssnet_docs.files import atomic_write

        atomic_write(arguments.json, report.as_json(found).encode())
    return EXIT_FAILURE if checking.failing(found, arguments.fail_on) else 0


COMMAND = Command("檢查數字、文字、版面與檔案", "[代號或檔案…] [選項]", _declare, _run)
