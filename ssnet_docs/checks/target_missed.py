"""Texts that say a target was reached which was not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ssnet_docs.checks.parts.base import Check, Subject, named
from ssnet_docs.checks.parts.texts import Passage, passages
from ssnet_docs.model.fact import Fact, UnknownFactError
from ssnet_docs.model.finding import Finding

_CLAIM = re.compile(
    r"(?<![未不沒])(?:達標|達成目標|已達目標|達到目標|符合目標|超越目標|超過目標|全數達成|如期達成)(?!率|門檻|情形|者)"
)
_NOT = re.compile(r"未達|尚未|無法|為達|以達|俾|應達|預計|預期|是否|低於目標者|視為")


class TargetMissedCheck(Check):
    """文字說「達標」「達成目標」，同一段（或標題所在投影片）的實際值卻不及同年的目標值。

    成果簡報最容易被問倒的地方：數字自己就說沒有達到。只比較同一指標、同一地點、同一年的實際值與目標值。
    改法：改寫文字，說明差多少與原因；或核對數字。
    """

    id = "target-missed"
    title = "未達標說成達標"
    family = "figures"
    severity = "error"

    def run(self, subject: Subject) -> Iterator[Finding]:
        slides: dict[tuple[str, str], list[str]] = {}
        for one in passages(subject):
            if one.part != "source":
                slides.setdefault((one.document, one.key), []).extend(_facts(one))
        for one in passages(subject):
            claim = _CLAIM.search(one.text)
            if claim is None or one.part == "source" or _NOT.search(one.text):
                continue
            keys = slides[one.document, one.key] if one.part == "title" else _facts(one)
            for actual, target in _missed(subject, keys):
                message = f"「{claim[0]}」，但{named(actual)}{actual.shown}，{target.year}年目標{target.shown}"
                yield self.at(one, message, "請改寫文字，或核對數字")


def _facts(one: Passage) -> list[str]:
    return [key for run in one.paragraph.runs for key in run.facts]


def _missed(subject: Subject, keys: Iterable[str]) -> Iterator[tuple[Fact, Fact]]:
    for key in dict.fromkeys(keys):
        try:
            actual = subject.data.fact(key)
        except UnknownFactError:
            continue  # a computed figure
        if actual.kind != "actual" or not actual.indicator or actual.number is None or actual.year is None:
            continue
        direction = subject.data.indicator(actual.indicator).direction
        for target in subject.data.values(actual.indicator):
            if (target.kind, target.place, target.year, target.unit) != (
                "target",
                actual.place,
                actual.year,
                actual.unit,
            ):
                continue
            if target.number is None or direction == "none":
                continue
            if actual.number < target.number if direction == "higher" else actual.number > target.number:
                yield actual, target
