"""Text as the atoms that reviewers see: a number, a date, a word, a Han character."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ssnet_docs.model.version import OBJECT, PARAGRAPH_END

_DIGIT = "[0-9０-９]"
_COUNT = rf"{_DIGIT}{{1,3}}(?:[,，]{_DIGIT}{{3}})+(?!{_DIGIT})|{_DIGIT}+"
NUMBER = rf"(?:{_COUNT})(?:[.．]{_DIGIT}+)?"
_DATE = (
    rf"{_DIGIT}{{2,4}}年{_DIGIT}{{1,2}}月(?:{_DIGIT}{{1,2}}日)?|{_DIGIT}{{1,2}}月{_DIGIT}{{1,2}}日"
    rf"|(?<!{_DIGIT}){_DIGIT}{{2,4}}(?P<separator>[-/.]){_DIGIT}{{1,2}}(?P=separator){_DIGIT}{{1,2}}(?![-/.]?{_DIGIT})"
)
CHINESE_NUMERALS = "〇零一二三四五六七八九十百千萬億兩壹貳參肆伍陸柒捌玖拾佰仟"

_ATOM = re.compile(
    rf"(?P<date>{_DATE})"
    rf"|(?P<number>(?:(?<![\w)）])[+\-−±])?{NUMBER}(?:\ ?[%％‰])?(?:/{_DIGIT}+(?![/\d]))?)"
    rf"|(?P<numeral>[{CHINESE_NUMERALS}]+)"
    r"|(?P<word>[A-Za-zÀ-ɏ]+(?:['’][A-Za-z]+)?)"
    r"|(?P<space>[^\S\n\t\f\v]+)"
    r"|(?P<other>.)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """An atom of text: its characters, where it starts, and what it is.

    Kinds: date, number (with sign and per-cent mark), numeral (Chinese), word (Latin), han, space, mark, object, end.
    """

    text: str
    start: int
    kind: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def figure(self) -> bool:
        """Whether it is a number in any writing."""
        return self.kind in {"date", "number", "numeral"}


def tokens(text: str) -> list[Token]:
    """The atoms of a text in order; together they are the text.

    >>> [token.text for token in tokens("第七條，12,345人次")]
    ['第', '七', '條', '，', '12,345', '人', '次']
    """
    return [Token(match[0], match.start(), _kind(match)) for match in _ATOM.finditer(text)]


def _kind(match: re.Match[str]) -> str:
    kind = match.lastgroup or "other"
    if kind != "other":
        return kind
    character = match[0]
    if character == OBJECT:
        return "object"
    if character == PARAGRAPH_END:
        return "end"
    return "han" if character.isalpha() else "mark"
