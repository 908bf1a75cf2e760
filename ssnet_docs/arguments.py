"""A command line in Traditional Chinese: help and complaints of argparse, in the user's language."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import NoReturn

from ssnet_docs.messages import width

EXIT_MISUSE = 2

_COMPLAINTS = (  # argparse's own wording, unchanged since Python 3.0; anything else is shown as it is
    (r"argument (?P<what>.+?): expected one argument", "選項 {what} 後面要給一個值"),
    (r"argument (?P<what>.+?): expected at least one argument", "{what} 至少要給一個值"),
    (r"argument (?P<what>.+?): ignored explicit argument .*", "選項 {what} 不接受值"),
    (r"argument (?P<what>.+?): not allowed with argument (?P<other>.+)", "選項 {what} 不能和 {other} 一起使用"),
    (r"ambiguous option: (?P<what>\S+) could match (?P<other>.+)", "選項 {what} 不夠明確，可能是 {other}"),
    (r"the following arguments are required: (?P<what>.+)", "缺少 {what}"),
    (r"argument (?P<what>.+?): (?P<other>.+)", "{what}：{other}"),
)


class MisuseError(Exception):
    """The command line cannot be understood; the message says why, `usage` how it should be."""

    def __init__(self, message: str, usage: str) -> None:
        super().__init__(message)
        self.usage = usage


class CommandParser(argparse.ArgumentParser):
    """Parses the arguments of one command, or of the program itself; complaints are MisuseError."""

    def __init__(self, program: str, description: str, usage: str) -> None:
        super().__init__(
            prog=program,
            usage=f"{program} {usage}".strip(),
            description=description,
            add_help=False,
            allow_abbrev=False,
        )
        self.arguments = self.add_argument_group("參數")
        self.options = self.add_argument_group("選項")
        self.options.add_argument("-h", "--help", action="help", help="顯示這份說明")

    def parse(self, arguments: list[str]) -> argparse.Namespace:
        """The parsed arguments; prints the help and leaves with 0 where it is asked for."""
        parsed, unknown = self.parse_known_args(arguments)
        if unknown:
            self.error(self._unknown(unknown[0]))
        return parsed

    def _unknown(self, argument: str) -> str:
        if not argument.startswith("-"):
            return f"多了參數「{argument}」"
        known = [name for action in self._actions for name in action.option_strings]
        return f"不認得選項「{argument}」" + suggestion(argument.split("=", maxsplit=1)[0], known)

    def error(self, message: str) -> NoReturn:
        raise MisuseError(_translated(message), self.format_usage().strip())

    def format_usage(self) -> str:
        return f"用法：{self.usage}\n"

    def format_help(self) -> str:
        parts = [self.format_usage(), f"{self.description}"]
        for group in (self.arguments, self.options):
            actions = group._group_actions
            if actions:
                parts += ["", f"{group.title}："]
                parts += columns([(_name(action), action.help or "") for action in actions])
        return "\n".join(parts) + "\n"


def _name(action: argparse.Action) -> str:
    metavar = str(action.metavar or "")
    return " ".join(part for part in (", ".join(action.option_strings), metavar) if part)


def columns(rows: Iterable[tuple[str, str]]) -> list[str]:
    """Two columns of text, aligned on a terminal that gives Han characters two places."""
    pairs = list(rows)
    first = max(width(name) for name, _ in pairs)
    return [f"  {name}{' ' * (first - width(name) + 2)}{text}" for name, text in pairs]


def _translated(message: str) -> str:
    for pattern, wording in _COMPLAINTS:
        found = re.fullmatch(pattern, message)
        if found:
            return wording.format(**found.groupdict())
    return message


def suggestion(wrong: str, known: Iterable[str]) -> str:
    """「，是不是「…」？」 for the nearest known word, or an empty text where none is near."""
    near = get_close_matches(wrong, list(known), n=1, cutoff=0.6)
    return f"，是不是「{near[0]}」？" if near else ""
