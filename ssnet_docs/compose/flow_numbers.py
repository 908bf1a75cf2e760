"""Heading numbers as Word counts them (壹、一、（一）1.（1）甲、…), and typed ones that would double them.

The order is that of official documents in Taiwan (行政院《文書處理手冊》, 分項標號), with 壹、 before it for chapters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from ssnet_docs.model.report import NumberFormat
from ssnet_docs.model.text import Paragraph, Run

DEEPEST = 9

LEVELS: tuple[tuple[NumberFormat, str], ...] = (
    ("ideographLegalTraditional", "%、"),
    ("taiwaneseCountingThousand", "%、"),
    ("taiwaneseCountingThousand", "（%）"),
    ("decimal", "%."),
    ("decimal", "（%）"),
    ("ideographTraditional", "%、"),
    ("ideographTraditional", "（%）"),
    ("ideographZodiac", "%、"),
    ("ideographZodiac", "（%）"),
)
"""Format and pattern of each level's number, the outermost first; `%` stands for the number."""

_LEGAL = "零壹貳參肆伍陸柒捌玖拾佰仟"
_COUNTING = "零一二三四五六七八九十百千"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"

_NUMERALS = "一二三四五六七八九十百〇零壹貳參叁肆伍陸柒捌玖拾"
_TYPED = re.compile(
    rf"(?:[{_NUMERALS}]+、(?![{_NUMERALS}]+[級期階])|[（(](?:[{_NUMERALS}]+|[0-9]{{1,2}})[）)]"
    r"|[0-9]{1,2}(?:\.(?![0-9])|、(?![0-9])))\s*"
)
_UNNUMBERED = re.compile(r"(?:附錄|附件|附表|附圖|參考資料|參考文獻)")


def numeral(format_: NumberFormat, number: int) -> str:
    """A number from 1 as Word writes it in a format: 壹, 十一, 甲; digits in formats without a form of their own."""
    match format_:
        case "ideographLegalTraditional":
            return _chinese(number, _LEGAL)
        case "taiwaneseCountingThousand":
            return _chinese(number, _COUNTING)
        case "ideographTraditional" if number <= len(_STEMS):
            return _STEMS[number - 1]
        case "ideographZodiac" if number <= len(_BRANCHES):
            return _BRANCHES[number - 1]
        case _:
            return str(number)


def _chinese(number: int, digits: str) -> str:
    """Up to 9,999: 十, 十一, 二十, 一百零五, 一百一十."""
    if number < 20:
        return ("" if number < 10 else digits[10]) + (digits[number % 10] if number % 10 else "")
    text, waiting = "", False
    for power, unit in ((1000, digits[12]), (100, digits[11]), (10, digits[10]), (1, "")):
        digit = number // power % 10
        if digit:
            text += (digits[0] if waiting else "") + digits[digit] + unit
            waiting = False
        elif text:
            waiting = True
    return text


@dataclass(slots=True)
class HeadingCounter:
    """Counts headings as they come.

    `series` is 0 below numbered chapters and n below the n-th unnumbered one, where numbers begin anew.
    """

    counts: list[int] = field(default_factory=lambda: [0] * DEEPEST)
    series: int = 0
    appendices: int = 0

    def next(self, level: int) -> str:
        """The number of the next heading of a level from 1, as printed: 「壹、」."""
        if level == 1:
            self.series = 0
        self.counts[level - 1] += 1
        self.counts[level:] = [0] * (DEEPEST - level)
        return self._shown(level)

    def unnumbered(self) -> None:
        """A heading of the first level without a number: what stands below it is numbered from 1."""
        self.appendices += 1
        self.series = self.appendices
        self.counts[1:] = [0] * (DEEPEST - 1)

    def full(self, level: int) -> str:
        """The number with those above it: 「肆、二、」."""
        first = 1 if self.series == 0 else 2
        return "".join(self._shown(one) for one in range(first, level + 1) if self.counts[one - 1])

    def _shown(self, level: int) -> str:
        format_, pattern = LEVELS[level - 1]
        return pattern.replace("%", numeral(format_, self.counts[level - 1]))


def without_number(text: Paragraph) -> Paragraph:
    """A heading without the number that was typed before it (一、 1. （一）); 「策略一：」 is no number and stays."""
    match = _TYPED.match(text.text)
    if match is None or match.end() == len(text.text):
        return text
    return replace(text, runs=tuple(_dropped(text.runs, match.end())))


def is_unnumbered(title: str) -> bool:
    """Whether a chapter bears its own designation and takes no number: 附錄, 附件."""
    return bool(_UNNUMBERED.match(title))


def _dropped(runs: Iterable[Run], length: int) -> list[Run]:
    result = []
    for run in runs:
        cut = min(length, len(run.text))
        length -= cut
        if run.text[cut:]:
            result.append(replace(run, text=run.text[cut:]))
    return result
