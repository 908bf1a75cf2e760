"""What is wrong with broken YAML, in words that help: the usual slips, told from the line the parser stumbled over."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml

from ssnet_docs.model.errors import ContentError, Source

_LONG_QUOTE = 60  # characters of a text that a message quotes
_COMPLAINTS = (  # in the parser's context, what to say
    ("quoted scalar", "引號沒有成對", "請在文字結尾補上同樣的引號"),
    ("flow sequence", "「[」沒有對應的「]」，或項目之間少了逗號", "請補上「]」或逗號；逗號要用半形"),
    ("flow mapping", "「{」沒有對應的「}」，或項目之間少了逗號", "請補上「}」或逗號；逗號要用半形"),
)


@dataclass(frozen=True, slots=True)
class _Slip:
    """A slip of typing: the pattern of its line, what to say, and what to do. Group `at` is the caret's place."""

    pattern: re.Pattern[str]
    message: str
    hint: str


def _slip(pattern: str, message: str, hint: str) -> _Slip:
    return _Slip(re.compile(pattern), message, hint)


_UNQUOTED = ("以「{{」開頭的文字沒有引號", "請用引號括住整段文字，例如 value: \"{{ fact('…') }}\"")
_NAME = r"[\w.\-]+"
_SLIPS = (
    _slip(
        r"^(?P<at>[ \u3000]*\t[\t \u3000]*|[ ]*\u3000[ \t\u3000]*)\S",
        "縮排用了定位字元 (Tab) 或全形空白",
        "縮排請一律用半形空白，每層兩格",
    ),
    _slip(rf"^\s*(?:- +)*{_NAME}(?P<at>：)", "冒號是全形的", "請改成半形冒號加一個空白，例如「title: 標題」"),
    _slip(r"(?:^|[:\-,\[] +)(?P<at>\{\{)", *_UNQUOTED),
    _slip(
        r"(?:: +|- +|^)(?P<at>[%@`*&!])",
        "文字以 YAML 的特殊符號開頭",
        '以 % @ ` * & ! 開頭的文字要用引號括住，例如 "**重點** …"',
    ),
    _slip(r": +(?P<at>[|>])[^\s+\-0-9]", "「|」或「>」後面多了文字", "多行文字請從下一行開始，並縮排兩格"),
    _slip(rf"^\s*(?:- +)*{_NAME}(?P<at>:)[^\s:/]", "冒號後面沒有空白", "冒號後面要空一格，例如「title: 標題」"),
    _slip(r"^\s*(?P<at>-)[^\s\-]", "「-」後面沒有空白", "項目符號「-」後面要空一格，例如「- 項目」"),
)


def unquoted_expression(source: Source) -> ContentError:
    """The fault of a text that begins with `{{` and is not quoted, which YAML reads as a mapping."""
    return ContentError(source, *_UNQUOTED)


def explain(error: yaml.MarkedYAMLError, text: str, file: str) -> ContentError:
    """The parser's complaint as a ContentError at the place where the author should look."""
    lines = text.split("\n")
    problem = error.problem_mark or error.context_mark
    context = error.context_mark or problem
    if problem is None or context is None:
        return ContentError(Source(file), "YAML 寫法有誤", "請檢查縮排、冒號與引號")
    for number in (problem.line, context.line, _line_above(lines, problem.line)):
        slip = _known_slip(lines, number, file)
        if slip:
            return slip
    return _general(error, lines, context, problem, file)


def _line_above(lines: list[str], number: int) -> int:
    """The nearest line above that is not blank: a slip there may only be noticed here."""
    return next((above for above in range(number - 1, -1, -1) if lines[above].strip()), number)


def _known_slip(lines: list[str], number: int, file: str) -> ContentError | None:
    line = lines[number] if number < len(lines) else ""
    for slip in _SLIPS:
        found = slip.pattern.search(line)
        if found:
            return ContentError(Source(file, number + 1, found.start("at") + 1), slip.message, slip.hint)
    return None


def _general(error: yaml.MarkedYAMLError, lines: list[str], context: Any, problem: Any, file: str) -> ContentError:
    begin = Source(file, context.line + 1, context.column + 1)
    here = Source(file, min(problem.line, len(lines) - 1) + 1, problem.column + 1)
    where, what = error.context or "", error.problem or ""
    for complaint, message, hint in _COMPLAINTS:
        if complaint in where:
            return ContentError(begin, message, hint)
    if "expected ':'" in what:
        line = lines[context.line].strip()[:_LONG_QUOTE]
        return ContentError(begin, f"這一行沒有「: 」：{line}", "請寫成「名稱: 內容」；接續上一行的文字要縮排")
    message, hint = "YAML 寫法有誤", "請檢查這一行的縮排、冒號與引號；有特殊符號的文字請用引號括住"
    if "mapping values are not allowed" in what:
        message = "這裡不能有冒號"
        hint = "文字裡若有「: 」請用引號括住；若是新的一項，請檢查它和上一行的縮排是否對齊"
    elif "while parsing a block" in where:
        message = "縮排沒有對齊，或引號後面多了文字"
        hint = "同一層的各行要對齊；文字中間有引號時，請用另一種引號括住整段文字"
    return ContentError(here, message, hint)
