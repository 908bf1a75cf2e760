"""Numbers of sections and dates, as official documents in Taiwan write them."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Literal

Numbering = Literal["壹", "一", "1", "none"]

_FORMAL = "零壹貳參肆伍陸柒捌玖拾"
_PLAIN = "零一二三四五六七八九十"
_DATE = re.compile(r"(\d{2,4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")
_FIRST_YEAR = 1911
"""Year 1 of the Republic is 1912; a year from here on is one of the common era."""


def section_number(numbering: Numbering, position: int) -> str:
    """The number of the section at `position` (from 1): 壹, 一 or 1; empty for `none`. Up to 99."""
    match numbering:
        case "壹":
            return _chinese(position, _FORMAL)
        case "一":
            return _chinese(position, _PLAIN)
        case "1":
            return str(position)
        case "none":
            return ""


def numbered(numbering: Numbering, position: int, title: str) -> str:
    """A section's title with its number: 「參、標題」, 「3. 標題」.

    >>> numbered("壹", 3, "第二期計畫策略及指標")
    '參、第二期計畫策略及指標'
    """
    number = section_number(numbering, position)
    if not number:
        return title
    return f"{number}. {title}" if number.isdigit() else f"{number}、{title}"


def _chinese(number: int, digits: str) -> str:
    tens, ones = divmod(number, 10)
    if tens == 0:
        return digits[ones]
    return (digits[tens] if tens > 1 else "") + digits[10] + (digits[ones] if ones else "")


@dataclass(frozen=True, slots=True)
class OfficialDate:
    """A day, a month or a year: `text` as typed, `shown` as printed (中華民國110年9月16日), `iso` for properties."""

    text: str
    shown: str
    iso: str

    @classmethod
    def parse(cls, text: str) -> OfficialDate:
        """From 110-09-16, 110/9/16, 110.9.16, 2021-09-16, a month (110-09) or a year (110).

        Raises ValueError, in Chinese, for anything else.

        >>> OfficialDate.parse("110-09-16").shown
        '中華民國110年9月16日'
        """
        found = _DATE.fullmatch(text.strip())
        if not found:
            raise ValueError("日期要寫成「110-09-16」或「2021-09-16」")
        year, month, day = (int(part) if part else None for part in found.groups())
        assert year is not None
        western = year if year >= _FIRST_YEAR else year + _FIRST_YEAR
        if western <= _FIRST_YEAR:
            raise ValueError(f"「{text}」在民國元年以前")
        try:
            date = datetime.date(western, month or 1, day or 1)
        except ValueError:
            raise ValueError(f"沒有「{text}」這一天") from None
        shown = f"中華民國{western - _FIRST_YEAR}年"
        shown += f"{month}月" if month else ""
        shown += f"{day}日" if day else ""
        return cls(text, shown, date.isoformat())
