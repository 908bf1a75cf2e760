"""The command `ssnet`: arguments, progress and exit codes, no logic.

Exit codes: 0 done, 1 a file could not be written, 2 the content or the command line is wrong. `check` ends with 1 where
there are findings, `diff` where the versions differ.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from ssnet_docs.arguments import EXIT_MISUSE, CommandParser, MisuseError, columns, suggestion
from ssnet_docs.files import nearby
from ssnet_docs.model.errors import SsnetError
from ssnet_docs.project import Project

if TYPE_CHECKING:
    from ssnet_docs.content.catalogue import Entry
    from ssnet_docs.model.fact import DataStore

EXIT_FAILURE = 1
EXIT_INTERRUPTED = 130  # as shells report it

GARBAGE_THRESHOLD = 100_000
"""New objects before Python looks for cycles: documents are trees of many small objects that live to the end, and
looking through them again and again takes a fifth of a build."""

_PROGRAM = "ssnet"
_DESCRIPTION = "由 content/ 的內容與 data/ 的數字，產生強化社會安全網的簡報與報告。"


@dataclass(frozen=True, slots=True)
class _Command:
    """A command: what it is for, how it is written, the arguments it takes, and what it does."""

    summary: str
    usage: str
    declare: Callable[[CommandParser], None]
    run: Callable[[argparse.Namespace, Project], int]


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return the exit code; the user's mistakes are printed, never raised."""
    given = sys.argv[1:] if arguments is None else arguments
    gc.set_threshold(GARBAGE_THRESHOLD)
    project = None
    try:
        name, rest = _command_name(given)
        if name is None:
            return 0
        command = _COMMANDS[name]
        parser = CommandParser(f"{_PROGRAM} {name}", command.summary, command.usage)
        command.declare(parser)
        parsed = parser.parse(rest)
        project = Project.find()
        return command.run(parsed, project)
    except MisuseError as error:
        print(f"錯誤：{error}\n{error.usage}", file=sys.stderr)
        return EXIT_MISUSE
    except SsnetError as error:
        _print_error(error, project)
        return EXIT_MISUSE
    except BrokenPipeError:
        sys.stdout = None  # nobody listens; keep the interpreter from flushing to it
        return EXIT_FAILURE
    except OSError as error:
        from ssnet_docs.messages import describe_system

        print(describe_system(error), file=sys.stderr)
        return EXIT_FAILURE
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED


def _command_name(given: list[str]) -> tuple[str | None, list[str]]:
    """The command and its arguments; None where the program's own help or version was printed instead."""
    if not given:
        raise MisuseError("沒有指定指令", _help())
    first, rest = given[0], given[1:]
    if first in {"-h", "--help"}:
        print(_help())
        return None, rest
    if first == "--version":
        from importlib.metadata import version

        print(f"{_PROGRAM} {version('ssnet-docs')}")
        return None, rest
    if first not in _COMMANDS:
        what = "選項" if first.startswith("-") else "指令"
        raise MisuseError(f"不認得{what}「{first}」{suggestion(first, _COMMANDS)}", f"各指令的說明：{_PROGRAM} --help")
    return first, rest


def _help() -> str:
    commands = columns((name, command.summary) for name, command in _COMMANDS.items())
    options = columns(
        [("-h, --help", f"顯示這份說明；{_PROGRAM} 指令 --help 顯示該指令的說明"), ("--version", "顯示版本")]
    )
    return "\n".join([f"用法：{_PROGRAM} 指令 [參數…]", _DESCRIPTION, "", "指令：", *commands, "", "選項：", *options])


def _print_error(error: SsnetError, project: Project | None) -> None:
    from ssnet_docs.messages import describe

    colour = sys.stderr.isatty() and not os.environ.get("NO_COLOR")
    print(describe(error, project, colour=colour), file=sys.stderr)


# --- build ---------------------------------------------------------------------------------------------------------


def _declare_build(parser: CommandParser) -> None:
    parser.arguments.add_argument("ids", nargs="*", metavar="代號", help="文件代號，省略時產生全部（見 ssnet list）")
    parser.options.add_argument("--county", metavar="名稱", help="縣市簡報：taichung、台中、臺中市")
    parser.options.add_argument("--ministry", metavar="代號", help="部會簡報：mohw")
    parser.options.add_argument("--results", metavar="年度", help="成果簡報：108")
    parser.options.add_argument("--plan", metavar="年度", help="年度計畫書：115")
    parser.options.add_argument(
        "--format",
        metavar="格式",
        help="pptx、docx、pdf、odp、odt、png，可用逗號列多種，all 是全部；計畫書預設 docx，其他預設 pptx",
    )
    parser.options.add_argument("--output", metavar="資料夾", type=Path, help="輸出資料夾，預設 build")
    parser.options.add_argument("--jobs", metavar="數目", type=int, help="同時進行幾份，預設為處理器的數目")
    parser.options.add_argument("--force", action="store_true", help="沒有變更的也重新產生")
    parser.options.add_argument("--summary", action="store_true", help="顯示進度，最後列成一表，含各文件的檢查結果")


def _build(arguments: argparse.Namespace, project: Project) -> int:
    from ssnet_docs import build, building
    from ssnet_docs.batch import Batch

    data = cache(partial(build.data, project))
    batch = Batch(
        project,
        _chosen(arguments, project, data),
        arguments.output or project.root / "build",
        _forms(arguments.format),
        jobs=_jobs(arguments.jobs),
        force=arguments.force,
        check=arguments.summary,
        data=data,
    )
    tell = building.summarised if arguments.summary else building.listed
    return tell(batch, partial(_print_error, project=project))


def _forms(asked: str | None) -> tuple[str, ...]:
    """The forms that `--format` names, in their usual order; none where it is not given."""
    from ssnet_docs.batch import FORMS

    names = [name.strip().lower() for name in asked.split(",")] if asked is not None else []
    for name in names:
        if name not in {*FORMS, "all"}:
            known = "、".join(f"{form} {title}" for form, title in FORMS.items())
            raise MisuseError(f"不認得格式「{name}」{suggestion(name, FORMS)}", f"可用的格式：{known}，all 是全部")
    return tuple(form for form in FORMS if form in names or "all" in names)


def _jobs(asked: int | None) -> int:
    if asked is not None and asked < 1:
        raise MisuseError("--jobs 至少是 1", "例如 --jobs 2；省略時為處理器的數目")
    return asked or (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def _chosen(arguments: argparse.Namespace, project: Project, data: Callable[[], DataStore]) -> list[Entry]:
    """The documents that the command line names, each once; all of them where it names none."""
    from ssnet_docs.content import catalogue

    chosen = [catalogue.document(project, name) for name in arguments.ids]
    if arguments.county is not None:
        from ssnet_docs import datasets

        chosen.append(catalogue.county(project, arguments.county, datasets.counties(project)))
    if arguments.ministry is not None:
        chosen.append(catalogue.document(project, arguments.ministry, "ministry"))
    if arguments.results is not None:
        chosen.append(catalogue.document(project, f"results-{arguments.results}", "results"))
    if arguments.plan is not None:
        from ssnet_docs import plans

        chosen.append(plans.plan(project, arguments.plan, data()))
    return list(dict.fromkeys(chosen)) or list(catalogue.catalogue(project).values())


# --- watch ---------------------------------------------------------------------------------------------------------


def _declare_watch(parser: CommandParser) -> None:
    help_ = "文件代號；省略時是 build/ 裡已經有的，以及存檔的那一份"
    parser.arguments.add_argument("ids", nargs="*", metavar="代號", help=help_)
    parser.options.add_argument("--output", metavar="資料夾", type=Path, help="輸出資料夾，預設 build")


def _watch(arguments: argparse.Namespace, project: Project) -> int:
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
                _print_error(said, project)
            elif isinstance(said, OSError):
                print(describe_system(said), file=sys.stderr)
            else:
                console.print(said)


# --- new -----------------------------------------------------------------------------------------------------------


_NEW = {"plan": "年度計畫書", "county": "縣市簡報"}


def _declare_new(parser: CommandParser) -> None:
    known = "、".join(f"{kind} {title}" for kind, title in _NEW.items())
    parser.arguments.add_argument("what", metavar="種類", choices=list(_NEW), help=known)
    parser.arguments.add_argument(
        "name", metavar="名稱", help="新計畫書的民國年，例如 116；或縣市，例如 hualien、花蓮縣"
    )
    parser.options.add_argument("--from", dest="source", metavar="年度", help="計畫書範本的年度，預設前一年度")


def _new(arguments: argparse.Namespace, project: Project) -> int:
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


# --- template, fill --------------------------------------------------------------------------------------------------


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


# --- list, layouts, schema -----------------------------------------------------------------------------------------


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


# --- check ---------------------------------------------------------------------------------------------------------


def _declare_check(parser: CommandParser) -> None:
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


def _check(arguments: argparse.Namespace, project: Project) -> int:
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
    found = checking.check(project, data, choice, judges(project, data, _jobs(arguments.jobs)))
    for line in report.report(found, report.titles(data)):
        print(line)
    if arguments.json is not None:
        from ssnet_docs.files import atomic_write

        atomic_write(arguments.json, report.as_json(found).encode())
    return EXIT_FAILURE if checking.failing(found, arguments.fail_on) else 0


# --- trace ---------------------------------------------------------------------------------------------------------


def _declare_trace(parser: CommandParser) -> None:
    parser.arguments.add_argument("file", metavar="檔案", type=Path, help="由 ssnet 產生的簡報或報告")
    parser.arguments.add_argument("text", metavar="數字", nargs="?", default="", help="要查的數字，例如 82.3%")
    parser.options.add_argument("--slide", metavar="張數", type=int, help="只查第幾張投影片")


def _trace(arguments: argparse.Namespace, project: Project) -> int:
    from ssnet_docs import tracing
    from ssnet_docs.readers import figures

    found = figures.read(arguments.file)
    places = found.find(arguments.text, arguments.slide)
    for line in tracing.report(found, places):
        print(line)
    if not places:
        print("沒有符合的數字；手動輸入的數字沒有出處紀錄", file=sys.stderr)
    return 0 if places else EXIT_FAILURE


# --- diff ----------------------------------------------------------------------------------------------------------


def _declare_diff(parser: CommandParser) -> None:
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


def _diff(arguments: argparse.Namespace, project: Project) -> int:
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


_COMMANDS = {
    "build": _Command("產生簡報或報告", "[代號…] [選項]", _declare_build, _build),
    "check": _Command("檢查數字、文字、版面與檔案", "[代號或檔案…] [選項]", _declare_check, _check),
    "watch": _Command("存檔後立刻重新產生，並說出改了什麼", "[代號…]", _declare_watch, _watch),
    "new": _Command(
        "新增縣市簡報，或由前一年度的計畫書產生新年度的範本",
        "county 縣市 或 plan 年度 [--from 年度]",
        _declare_new,
        _new,
    ),
    "template": _Command("產生縣市的 Excel 填報表", "county 縣市 [--output 檔案]", _declare_template, _template),
    "fill": _Command("檢查填好的填報表，存入 data/", "檔案", _declare_fill, _fill),
    "list": _Command("列出文件、區塊、佈景主題與資料表，或圖示", "[icons]", _declare_list, _list),
    "layouts": _Command("列出佈景主題的版面與欄位", "[--theme 主題]", _declare_layouts, _layouts),
    "diff": _Command("比對兩個版本", "舊版 [新版] [選項]", _declare_diff, _diff),
    "trace": _Command("查一個數字從哪裡來", "檔案 [數字] [--slide 張數]", _declare_trace, _trace),
    "schema": _Command("輸出內容檔的 JSON Schema，供編輯器檢查與提示", "[--changes] [選項]", _declare_schema, _schema),
}
