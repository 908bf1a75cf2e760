"""Headings that say 逐年提升 over figures that fall."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.figures import sentences
from ssnet_docs.checks.parts.tables import charts
from ssnet_docs.checks.parts.texts import Passage, passages
from ssnet_docs.model.chart import ChartSpec
from ssnet_docs.model.finding import Finding

_STEADY = r"(?:逐年|逐步|逐漸|逐月|逐季|逐期|持續|連年|年年)"
_RISES = r"(?:增加|上升|提升|提高|成長|遞增|升高|擴增|增長|攀升|改善至)"
_FALLS = r"(?:減少|下降|降低|遞減|縮減|下滑|走低|衰退)"
_CLAIM = re.compile(rf"{_STEADY}[^，。；：、]{{0,3}}?(?:(?P<rises>{_RISES})|(?P<falls>{_FALLS}))")
_AIM = re.compile(r"為目標|為原則|目標為|預計|預期|規劃|將")
_TIME = re.compile(r"^(?:1?[0-9]{2})(?:年度?|學年度?)?(?:底|[0-9]{1,2}月底?)?$|^[0-9]{1,2}月$|^第[一二三四]季$")
_WORDS = re.compile(r"[（(].*?[）)]|[\s　]")


class TrendClaimCheck(Check):
    """標題、圖名或句子說「逐年提升」「持續下降」，旁邊的圖表或句中的數字卻相反。

    標題是去年的，數字是今年的；委員先看標題再看圖，一眼就看出來。標題與同一張投影片的圖比，圖只有一個數列，或標題提到數列
    名稱，才比較；句子與句中各年度的數字比。
    改法：改標題，或核對數字；只有目標是逐年提升的，寫明「目標」。
    """

    id = "trend-claim"
    title = "標題的升降與數字相反"
    family = "content"
    severity = "error"

    def run(self, subject: Subject) -> Iterator[Finding]:
        drawn: dict[tuple[str, str], list[ChartSpec]] = {}
        for place, chart in charts(subject):
            drawn.setdefault((place.document, place.slide.key), []).append(chart)
        for one in passages(subject):
            claim = _CLAIM.search(one.text)
            if claim is None or one.part == "source" or _AIM.search(one.text):
                continue
            rises = claim["rises"] is not None
            said = self._said(one, rises) or self._drawn(one, drawn.get((one.document, one.key), ()), rises)
            if said:
                message = f"「{claim[0]}」，但{said}"
                yield self.at(one, message, "請改標題或用語，或核對數字")

    def _said(self, one: Passage, rises: bool) -> str:
        """The figures of different years in a sentence that turn the other way; "" where none do."""
        for sentence in sentences(one.text):
            dated: dict[tuple[str, int], tuple[Decimal, str]] = {}
            for figure in sentence.figures:
                if figure.year is not None:
                    words = f"{figure.year}年{sentence.text[figure.start : figure.end]}"
                    dated.setdefault((figure.quantity.unit, figure.year), (figure.amount, words))
            for unit in {unit for unit, _ in dated}:
                ordered = [dated[key] for key in sorted(dated) if key[0] == unit]
                if len(ordered) >= 2 and _contradicts([number for number, _ in ordered], rises):
                    return "、".join(words for _, words in ordered)
        return ""

    def _drawn(self, one: Passage, drawn: Sequence[ChartSpec], rises: bool) -> str:
        """The series on the slide that the heading is about and that turns the other way; "" where none does."""
        if one.part not in {"title", "chart"}:
            return ""
        every = [(chart, series) for chart in drawn if _is_in_time(chart) for series in chart.series]
        for chart, series in every:
            names = [_WORDS.sub("", name) for name in (series.name, chart.title or "") if name]
            if len(every) > 1 and not any(len(name) >= 3 and name in _WORDS.sub("", one.text) for name in names):
                continue
            points = [(label, value) for label, value in zip(chart.categories, series.values, strict=False)]
            known = [(label, value) for label, value in points if value is not None]
            numbers = [Decimal(str(value)) for _, value in known]
            if len(numbers) >= 2 and _contradicts(numbers, rises):
                unit = series.unit or chart.unit
                return f"「{series.name}」是" + "、".join(f"{label}{value:,g}{unit}" for label, value in known)
        return ""


def _is_in_time(chart: ChartSpec) -> bool:
    return len(chart.categories) >= 2 and all(_TIME.match(_WORDS.sub("", label)) for label in chart.categories)


def _contradicts(numbers: Sequence[Decimal], rises: bool) -> bool:
    """Whether a series turns against the claim once, or ends where it began."""
    steps = [after - before if rises else before - after for before, after in pairwise(numbers)]
    return any(step < 0 for step in steps) or sum(steps) == 0
