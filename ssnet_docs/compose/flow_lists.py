"""Lists of a report: which native numbering each item belongs to, and where a new one begins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ssnet_docs.model.report import ListScheme, NumberFormat, ReportItem
from ssnet_docs.model.text import Mark, Paragraph

DEEPEST = 8  # level of the ninth depth, the last that WordprocessingML has

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_FORMATS: tuple[tuple[str, NumberFormat], ...] = (
    (r"[0-9]+", "decimal"),
    (f"[{_CIRCLED}]", "decimalEnclosedCircle"),
    (r"[一二三四五六七八九十百]+", "taiwaneseCountingThousand"),
    (r"[壹貳參肆伍陸柒捌玖拾]+", "ideographLegalTraditional"),
    (r"[甲乙丙丁戊己庚辛壬癸]", "ideographTraditional"),
    (r"[子丑寅卯辰巳午未申酉戌亥]", "ideographZodiac"),
    (r"[ivx]+", "lowerRoman"),
    (r"[IVX]+", "upperRoman"),
    (r"[a-z]", "lowerLetter"),
    (r"[A-Z]", "upperLetter"),
)


def scheme(mark: Mark) -> ListScheme:
    """The native numbering of a mark: of 「（二）」 with a scheme, numbers 「（%）」; of 「✓」, that character.

    >>> scheme(Mark("（二）", "ea1ChtPlain", 2))
    ListScheme(format='taiwaneseCountingThousand', pattern='（%）')
    """
    if mark.scheme is not None:
        for pattern, format_ in _FORMATS:
            found = re.search(pattern, mark.text)
            if found and not (format_.endswith("Roman") and "roman" not in mark.scheme.lower()):
                return ListScheme(format_, f"{mark.text[: found.start()]}%{mark.text[found.end() :]}")
    return ListScheme("bullet", mark.text)


@dataclass(slots=True)
class _Open:
    """A list in which items are being counted."""

    scheme: ListScheme
    list: int
    start: int
    following: int  # the number that its next item would have


@dataclass(slots=True)
class ListNumberer:
    """Gives every item of a report its list; lists are numbered through the whole report, from 1."""

    lists: int = 0
    _open: dict[int, _Open] = field(default_factory=dict)

    def items(self, paragraphs: Sequence[Paragraph], key: str, strategy: int | None) -> Iterator[ReportItem]:
        """The items of one list with its sublists."""
        self._open.clear()
        for paragraph in paragraphs:
            level = min(paragraph.level, DEEPEST)
            if paragraph.mark is None:
                continued = level in self._open
                yield ReportItem(
                    paragraph=paragraph, scheme=None, level=level, continued=continued, strategy=strategy, key=key
                )
                continue
            found = self._list(level, paragraph.mark)
            yield ReportItem(
                paragraph=paragraph,
                scheme=found.scheme,
                level=level,
                list=found.list,
                start=found.start,
                strategy=strategy,
                key=key,
            )

    def _list(self, level: int, mark: Mark) -> _Open:
        """The list that an item with this mark belongs to: the open one where it goes on, else a new one."""
        wanted = scheme(mark)
        for deeper in [one for one in self._open if one > level]:
            del self._open[deeper]
        found = self._open.get(level)
        number = mark.start if wanted.format != "bullet" else 1
        goes_on = found is not None and found.scheme == wanted and number in {found.following, found.start}
        if found is None or not goes_on:
            self.lists += 1
            found = self._open[level] = _Open(wanted, self.lists, number, number)
        found.following += wanted.format != "bullet"
        return found
