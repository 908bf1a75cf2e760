"""Markdown inside YAML strings: emphasis and links in a line; paragraphs, lists and headings in a text.

CommonMark without pictures, HTML and entities, with two amendments: a `**` beside Chinese punctuation opens and closes
as it does beside a Han character (`**重點：**說明`), and a single `*` inside a word multiplies (人數*100%).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline import emphasis

from ssnet_docs.model.fact import START, segments
from ssnet_docs.model.nodes import Heading, Items, Node, Text
from ssnet_docs.model.text import Mark, Paragraph, Role, Run

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_STAND_IN = 0x10F000  # private use, plane 16: one character for each marked segment while Markdown is parsed
_MAXIMUM_STAND_INS = 0xF00
_STAND_INS = re.compile(f"([{chr(_STAND_IN)}-{chr(_STAND_IN + _MAXIMUM_STAND_INS)}])")
_SAFE_LINK = re.compile(r"https?://|mailto:|#(?:table|figure|section):|#note$", re.IGNORECASE)
_MARKUP = re.compile(r"[\\`*_\[\]<>\r\n]")
"""What inline Markdown begins with; most texts, above all cells of tables, have none of it and need no parser."""
_UNPLAIN = re.compile(rf"[\\`*_\[\]<>\r\n{START}]")
"""The same and the beginning of a marked segment."""
_PLAIN = re.compile(r"[^\W\d_][^\\`*_\[\]<>\s\ufff9-\ufffb]*(?: [^\\`*_\[\]<>\s\ufff9-\ufffb]+)*")
"""A text of one paragraph that has no markup: it begins with a letter and has single spaces between words."""
_BULLETS = ("•", "–", "•", "–")


def inline(text: str) -> tuple[Run, ...]:
    """The runs of one paragraph of inline Markdown. A line break in `text` is a line break in the runs."""
    if not text:
        return ()
    if not _UNPLAIN.search(text):
        return (Run(text),)
    plain, marked = _stand_in(text)
    if _MARKUP.search(plain):
        (token,) = _parser().parseInline(plain)
        return _runs(token.children or [], marked, breaks=True)
    if not marked:
        return (Run(plain),)
    runs: list[Run] = []
    for run in _split(plain, Run(""), marked):
        _append(runs, run)
    return tuple(runs)


def blocks(text: str, role: Role = "body") -> tuple[Node, ...]:
    """Block-level Markdown as Text, Items and Heading nodes, without keys."""
    if _PLAIN.fullmatch(text) and not text[-1].isspace():
        return (Text(paragraphs=(Paragraph((Run(text),), role),)),)
    plain, marked = _stand_in(text)
    return tuple(_Nodes(role, marked).read(_parser().parse(plain)))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False})
    parser.disable(["image", "html_block", "html_inline", "entity", "code", "fence", "hr", "reference", "lheading"])
    parser.inline.ruler.at("emphasis", _emphasis)
    parser.validateLink = lambda url: bool(_SAFE_LINK.match(url))  # type: ignore[method-assign]
    return parser


# --- emphasis beside Chinese marks ---------------------------------------------------------------------------------


def _emphasis(state: StateInline, silent: bool) -> bool:
    """CommonMark's rule for `*` and `_`, with wide characters counted as letters, punctuation or not."""
    start, before = state.pos, len(state.delimiters)
    if not emphasis.tokenize(state, silent):
        return False
    if state.src[start] == "*":
        previous = state.src[start - 1] if start else " "
        following = state.src[state.pos] if state.pos < len(state.src) else " "
        single = state.pos - start == 1
        for delimiter in state.delimiters[before:]:
            delimiter.open = _flanks(previous, following) and not (single and _letter(previous))
            delimiter.close = _flanks(following, previous) and not (single and _letter(following))
    return True


def _flanks(outside: str, inside: str) -> bool:
    """Whether a run of `*` between `outside` and `inside` may stand at the edge of an emphasis of `inside`."""
    if isWhiteSpace(ord(inside)):
        return False
    return not _western_mark(inside) or isWhiteSpace(ord(outside)) or _western_mark(outside) or _wide(outside)


def _letter(character: str) -> bool:
    """A single `*` beside one of these is a multiplication sign: 總人數*100%."""
    return character.isalnum()


def _western_mark(character: str) -> bool:
    return not _wide(character) and (isMdAsciiPunct(ord(character)) or isPunctChar(character))


def _wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


# --- inline --------------------------------------------------------------------------------------------------------


def _stand_in(text: str) -> tuple[str, list[tuple[str, tuple[str, ...]]]]:
    """`text` with one stand-in character for each segment that shows facts, and those segments with their keys.

    Markdown sees the stand-ins as letters, so a value is never taken for markup.
    """
    marked: list[tuple[str, tuple[str, ...]]] = []
    if START not in text:
        return text, marked
    parts = []
    for shown, keys in segments(text):
        if keys and len(marked) < _MAXIMUM_STAND_INS:
            parts.append(chr(_STAND_IN + len(marked)))
            marked.append((shown, keys))
        else:
            parts.append(shown)
    return "".join(parts), marked


def _runs(
    tokens: Sequence[Token], marked: Sequence[tuple[str, tuple[str, ...]]], *, breaks: bool = False
) -> tuple[Run, ...]:
    """Runs of inline tokens; `breaks` keeps line breaks that Markdown would turn into spaces."""
    runs: list[Run] = []
    look = Run("")
    for position, token in enumerate(tokens):
        match token.type:
            case "strong_open" | "strong_close":
                look = replace(look, bold=True if token.nesting > 0 else None)
            case "em_open" | "em_close":
                look = replace(look, italic=token.nesting > 0)
            case "link_open":
                look = replace(look, link=_address(token, marked))
            case "link_close":
                look = replace(look, link=None)
            case "softbreak" | "hardbreak":
                text = "\n" if breaks or token.type == "hardbreak" else _joint(tokens, position)
                _append(runs, replace(look, text=text))
            case _:
                for run in _split(token.content, look, marked):
                    _append(runs, run)
    return tuple(run for run in runs if run.text)


def _address(token: Token, marked: Sequence[tuple[str, tuple[str, ...]]]) -> str:
    """A link's address. `[詞](#note "說明")` is a footnote of a report, whose text becomes part of it: `#note:說明`."""
    address = str(token.attrs.get("href", ""))
    if address.lower() != "#note":
        return address
    title = str(token.attrs.get("title", ""))
    return "#note:" + _STAND_INS.sub(lambda found: marked[ord(found[0]) - _STAND_IN][0], title)


def _split(text: str, look: Run, marked: Sequence[tuple[str, tuple[str, ...]]]) -> Iterator[Run]:
    for part in _STAND_INS.split(text):
        if _STAND_INS.fullmatch(part):
            shown, keys = marked[ord(part) - _STAND_IN]
            yield replace(look, text=shown, facts=keys)
        else:
            yield replace(look, text=part)


def _append(runs: list[Run], run: Run) -> None:
    """Add `run`, joined to the last one where only the text differs."""
    if runs and replace(runs[-1], text=run.text) == run and not run.facts:
        runs[-1] = replace(run, text=runs[-1].text + run.text)
    elif run.text:
        runs.append(run)


def _joint(tokens: Sequence[Token], position: int) -> str:
    """What a line break inside a paragraph stands for: nothing beside a Han character, else a space."""
    before = tokens[position - 1].content[-1:] if position else ""
    after = tokens[position + 1].content[:1] if position + 1 < len(tokens) else ""
    return "" if any(character and _wide(character) for character in (before, after)) else " "


# --- blocks --------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _List:
    """An open list: its next number (None for bullets)."""

    number: int | None
    fresh: bool = False  # the next paragraph is the first of its item


class _Nodes:
    """Turns block tokens into nodes: neighbouring paragraphs become one Text, a list with its sublists one Items."""

    def __init__(self, role: Role, marked: Sequence[tuple[str, tuple[str, ...]]]) -> None:
        self.role = role
        self.marked = marked
        self.lists: list[_List] = []
        self.nodes: list[Node] = []
        self.paragraphs: list[Paragraph] = []
        self.heading = 0

    def read(self, tokens: Iterable[Token]) -> list[Node]:
        for token in tokens:
            match token.type:
                case "bullet_list_open" | "ordered_list_open":
                    self._open(token)
                case "bullet_list_close" | "ordered_list_close":
                    self._close()
                case "list_item_open":
                    self.lists[-1].fresh = True
                case "heading_open":
                    self.heading = int(token.tag[1:])
                case "inline":
                    self._inline(_runs(token.children or [], self.marked))
                case "heading_close":
                    self.heading = 0
                case _:
                    pass
        self._flush()
        return self.nodes

    def _open(self, token: Token) -> None:
        if not self.lists:
            self._flush()
        start = int(token.attrs.get("start", 1)) if token.type == "ordered_list_open" else None
        self.lists.append(_List(start))

    def _close(self) -> None:
        self.lists.pop()
        if not self.lists and self.paragraphs:
            self.nodes.append(Items(items=tuple(self.paragraphs)))
            self.paragraphs = []

    def _inline(self, runs: tuple[Run, ...]) -> None:
        if self.heading and not self.lists:
            self._flush()
            self.nodes.append(Heading(text=Paragraph(runs, "heading"), level=self.heading))
        elif runs:
            self.paragraphs.append(self._paragraph(runs))

    def _paragraph(self, runs: tuple[Run, ...]) -> Paragraph:
        if not self.lists:
            return Paragraph(runs, self.role)
        level = len(self.lists) - 1
        current = self.lists[-1]
        mark = None
        if current.fresh and current.number is None:
            mark = Mark(_BULLETS[min(level, len(_BULLETS) - 1)])
        elif current.fresh and current.number is not None:
            mark = Mark(f"{current.number}.", "arabicPeriod", current.number)
            current.number += 1
        current.fresh = False
        return Paragraph(runs, self.role, level, mark)

    def _flush(self) -> None:
        if self.paragraphs:
            self.nodes.append(Text(paragraphs=tuple(self.paragraphs)))
            self.paragraphs = []
