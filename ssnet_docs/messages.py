"""Faults as the user sees them: `file:line:column: what is wrong`, the line itself with a caret, and what to do."""

from __future__ import annotations

import errno
import unicodedata
from collections.abc import Iterable

from ssnet_docs.model.errors import ContentError, ContentErrors, Source, SsnetError
from ssnet_docs.project import Project

MAXIMUM_SHOWN = 50  # faults in one go; the rest is counted
_LINE_WIDTH = 96  # columns of a source line that are shown

_RED, _CYAN, _PLAIN = "\x1b[1;31m", "\x1b[36m", "\x1b[0m"

_FULL = "請刪除不需要的檔案，或以 --output 寫到別處，再執行一次；已完成的不會重做"
_RIGHTS = "請確認資料夾的權限，或檔案是否正由其他程式開啟"
_SYSTEM = {
    errno.ENOSPC: ("磁碟空間不足", _FULL),
    errno.EDQUOT: ("磁碟配額已滿", _FULL),
    errno.EACCES: ("沒有權限", _RIGHTS),
    errno.EPERM: ("沒有權限", _RIGHTS),
    errno.EROFS: ("磁碟是唯讀的", "請以 --output 寫到別處"),
    errno.EISDIR: ("這是資料夾，不是檔案", "請移走或改名"),
    errno.ENOTDIR: ("路徑中有一段是檔案，不是資料夾", "請確認路徑"),
    errno.ENOENT: ("找不到", "請確認路徑"),
}
"""What the system's faults are called in Chinese, and what to do."""


def describe(error: SsnetError, project: Project | None, *, colour: bool = False) -> str:
    """The text of one or many faults, in the order of their places, with a count where there are several.

    `project` is where the source lines are read; None leaves them out. `colour` marks them for a terminal.
    """
    match error:
        case ContentErrors():
            faults = tuple({(fault.source, fault.message): fault for fault in error.errors}.values())
        case ContentError():
            faults = (error,)
        case _:
            return _paint(f"錯誤：{error}", _RED, colour)
    lines = _Lines(project)
    parts = [_describe_one(fault, lines, colour) for fault in faults[:MAXIMUM_SHOWN]]
    if len(faults) > 1:
        more = f"，以上是前 {MAXIMUM_SHOWN} 個" if len(faults) > MAXIMUM_SHOWN else ""
        parts.append(f"共 {len(faults)} 個錯誤{more}。")
    return "\n\n".join(parts)


def describe_system(error: OSError) -> str:
    """What the system could not do with a file, and what to do about it."""
    what, hint = _SYSTEM.get(error.errno or 0, (error.strerror or str(error), ""))
    said = f"錯誤：{error.filename}：{what}" if error.filename else f"錯誤：{what}"
    return f"{said}\n  提示：{hint}" if hint else said


def _describe_one(error: ContentError, lines: _Lines, colour: bool) -> str:
    place = f"{error.source}: " if error.source else ""
    parts = [place + _paint(f"錯誤：{_visible(error.message)}", _RED, colour)]
    if error.source:
        parts += _excerpt(lines.line(error.source), error.source)
    if error.hint:
        parts.append("  " + _paint(f"提示：{_visible(error.hint)}", _CYAN, colour))
    return "\n".join(parts)


def _paint(text: str, colour: str, wanted: bool) -> str:
    return f"{colour}{text}{_PLAIN}" if wanted else text


def _excerpt(line: str | None, source: Source) -> Iterable[str]:
    """The source line and a caret below its column; a long line is shown around the column."""
    if line is None or not line.strip():
        return ()
    column = min(source.column - 1, len(line))
    before, room = column, _LINE_WIDTH * 2 // 3
    while before and (room := room - width(line[before - 1])) >= 0:
        before -= 1
    after, room = before, _LINE_WIDTH
    while after < len(line) and (room := room - width(line[after])) >= 0:
        after += 1
    lead, tail = "…" if before else "", "…" if after < len(line) else ""
    gutter = f"{source.line:>6} | "
    below = " " * (len(gutter) - 2) + "| " + " " * width(lead + line[before:column])
    return (gutter + lead + _visible(line[before:after]) + tail, below + "^")


def _visible(text: str) -> str:
    """Text without what would move the caret or command the terminal: tabs and control characters as one column."""
    return "".join(character if character.isprintable() else "␣" for character in text)


def width(text: str) -> int:
    """Columns that text takes on a terminal: two for Han characters and full-width marks."""
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


class _Lines:
    """Reads source lines, each file once. Spreadsheets and files that are gone have none."""

    def __init__(self, project: Project | None) -> None:
        self.project = project
        self.files: dict[str, list[str]] = {}

    def line(self, source: Source) -> str | None:
        lines = self.files.get(source.file)
        if lines is None:
            lines = self.files[source.file] = self._read(source.file)
        return lines[source.line - 1] if 0 < source.line <= len(lines) else None

    def _read(self, file: str) -> list[str]:
        if self.project is None or "#" in file:
            return []
        try:
            path = self.project.inside(file)
            raw = path.read_bytes()
        except (SsnetError, OSError):
            return []
        for encoding in ("utf-8-sig", "cp950"):
            try:
                text = raw.decode(encoding)
            except UnicodeDecodeError:
                continue
            return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return []
