"""The command `ssnet`: which command, and what its end means.

Exit codes: 0 done, 1 a file could not be written, 2 the content or the command line is wrong. `check` ends with 1 where
there are findings, `diff` where the versions differ.
"""

from __future__ import annotations

import gc
import sys

from ssnet_docs.arguments import EXIT_MISUSE, CommandParser, MisuseError, columns, suggestion
from ssnet_docs.commands import build, check, diff, forms, listing, new, trace, watch
from ssnet_docs.commands.parts import EXIT_FAILURE, print_error
from ssnet_docs.model.errors import SsnetError
from ssnet_docs.project import Project

EXIT_INTERRUPTED = 130  # as shells report it

GARBAGE_THRESHOLD = 100_000
"""New objects before Python looks for cycles: documents are trees of many small objects that live to the end, and
looking through them again and again takes a fifth of a build."""

_PROGRAM = "ssnet"
_DESCRIPTION = "由 content/ 的內容與 data/ 的數字，產生強化社會安全網的簡報與報告。"


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
        print_error(error, project)
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


_COMMANDS = {
    "build": build.COMMAND,
    "check": check.COMMAND,
    "watch": watch.COMMAND,
    "new": new.COMMAND,
    "template": forms.TEMPLATE,
    "fill": forms.FILL,
    "list": listing.LIST,
    "layouts": listing.LAYOUTS,
    "diff": diff.COMMAND,
    "trace": trace.COMMAND,
    "schema": listing.SCHEMA,
}
