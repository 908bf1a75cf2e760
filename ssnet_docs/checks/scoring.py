"""Scoring rules: gaps, overlaps, steps that make no difference, scores that fall as the result rises."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from ssnet_docs.checks.parts.base import Check, Subject, shown
from ssnet_docs.model.dataset import TableRow
from ssnet_docs.model.fact import Indicator
from ssnet_docs.model.finding import Finding

_NUMBER = r"([0-9]+(?:\.[0-9]+)?)\s*%"
_BETWEEN = re.compile(rf"{_NUMBER}\s*([<≤＜≦])\s*[A-Z]\s*([<≤＜≦])\s*{_NUMBER}")
_BEYOND = re.compile(rf"[A-Z]\s*([<≤>≥=＜≦＞≧＝])\s*{_NUMBER}")
_FIXED = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*分")
_LINEAR = re.compile(rf"[A-Z]\s*[/÷]\s*{_NUMBER}\s*[×x*]\s*([0-9]+(?:\.[0-9]+)?)\s*分")
_TOP = Decimal(100)


@dataclass(frozen=True, slots=True)
class _Band:
    """Results from `low` to `high` per cent, each with whether it belongs to it; score = fixed + slope × result."""

    low: Decimal
    low_in: bool
    high: Decimal
    high_in: bool
    fixed: Decimal
    slope: Decimal
    row: TableRow

    def score(self, result: Decimal) -> Decimal:
        return self.fixed + self.slope * result


class ScoringCheck(Check):
    """評分基準有缺口、重疊、沒有作用的級距，或成績較好反而得分較低。

    落在缺口的縣市無分可計；重疊的有兩種分數；兩級的算式化簡後相同（例如 C÷60%×3 與 C÷50%×2.5 都是每1%得0.05分），
    分級就沒有意義，多半是抄錯係數。
    改法：界限一邊寫「≥」、另一邊寫「<」；逐級代入界限值核對得分。
    """

    id = "scoring"
    title = "評分基準不合理"
    family = "figures"
    severity = "error"

    def run(self, subject: Subject) -> Iterator[Finding]:
        groups: dict[str, list[_Band]] = {}
        for row in subject.rows("scoring"):
            band = _band(row)
            if band is not None:
                groups.setdefault(row["indicator"], []).append(band)
        for id_, bands in groups.items():
            indicator = subject.data.indicator(id_)
            ordered = sorted(bands, key=lambda band: (band.low, band.high))
            yield from self._ends(indicator, ordered)
            for lower, upper in pairwise(ordered):
                for message, hint in _between(lower, upper):
                    yield self.about_indicator(indicator, message, hint, upper.row, upper.row["source"])

    def _ends(self, indicator: Indicator, bands: list[_Band]) -> Iterator[Finding]:
        first, last = bands[0], bands[-1]
        if first.low > 0 or not first.low_in:
            message = f"低於{shown(first.low, '%')}的成績沒有評分"
            yield self.about_indicator(indicator, message, "請補上最低一級", first.row, first.row["source"])
        if last.high < _TOP or (last.high == _TOP and not last.high_in):
            message = f"{shown(last.high, '%')}以上的成績沒有評分"
            yield self.about_indicator(indicator, message, "請補上最高一級", last.row, last.row["source"])


def _between(lower: _Band, upper: _Band) -> Iterator[tuple[str, str]]:
    """What is wrong where two bands meet, and what to do."""
    edge, rows = upper.low, f"「{lower.row['condition']}」與「{upper.row['condition']}」"
    hint = "界限一邊寫「≥」，另一邊寫「<」"
    if lower.high < edge:
        yield f"{rows}之間有缺口：{shown(lower.high, '%')}至{shown(edge, '%')}沒有評分", hint
        return
    if lower.high == edge and not lower.high_in and not upper.low_in:
        yield f"{rows}都不含{shown(edge, '%')}，剛好{shown(edge, '%')}沒有評分", hint
    elif lower.high > edge or (lower.high_in and upper.low_in):
        yield f"{rows}重疊：{shown(edge, '%')}同時屬於兩級", hint
    if (lower.fixed, lower.slope) == (upper.fixed, upper.slope):
        what = f"每1%得{shown(lower.slope)}分" if lower.slope else f"都是{shown(lower.fixed)}分"
        yield f"{rows}得分算法相同（{what}），分級沒有作用", "請核對係數是否抄錯"
    elif upper.score(edge) < lower.score(edge):
        scores = f"{shown(lower.score(edge))}分降為{shown(upper.score(edge))}分"
        yield f"成績越過{shown(edge, '%')}，得分反而由{scores}", "請核對各級的係數"


def _band(row: TableRow) -> _Band | None:
    limits, score = _limits(row["condition"]), _score(row["score"])
    return _Band(*limits, *score, row) if limits and score else None


def _limits(condition: str) -> tuple[Decimal, bool, Decimal, bool] | None:
    between = _BETWEEN.fullmatch(condition.strip())
    if between:
        low, first, second, high = between.groups()
        return Decimal(low), first in "≤≦", Decimal(high), second in "≤≦"
    beyond = _BEYOND.fullmatch(condition.strip())
    if beyond is None:
        return None
    sign, edge = beyond[1], Decimal(beyond[2])
    if sign in ">≥＞≧":
        return edge, sign in "≥≧", max(_TOP, edge), True
    if sign in "<≤＜≦":
        return Decimal(0), True, edge, sign in "≤≦"
    return edge, True, edge, True


def _score(text: str) -> tuple[Decimal, Decimal] | None:
    """Fixed part and slope a per cent of result."""
    linear = _LINEAR.fullmatch(text.strip())
    if linear and Decimal(linear[1]):
        return Decimal(0), (Decimal(linear[2]) / Decimal(linear[1])).normalize()
    fixed = _FIXED.fullmatch(text.strip())
    return (Decimal(fixed[1]), Decimal(0)) if fixed else None
