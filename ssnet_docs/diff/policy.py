"""Rules that a revision must not break: a change that is too large, turns a sign, or touches what was approved."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from ssnet_docs.diff.summary import told
from ssnet_docs.model.change import Change, ChangePlace, Changes, FigureDifference
from ssnet_docs.model.errors import ContentError
from ssnet_docs.model.origin import Approval

_LIMIT = re.compile(r"figure\s*(?P<operator>>=|>)\s*(?P<number>[0-9]+(?:\.[0-9]+)?)\s*(?P<percent>[%％]?)")
_ORDER = 10.0  # of magnitude: a decimal point or a unit that slipped
_EXAMPLE = (
    "可用：figure（任何數字）、figure>10%、figure>500、sign（正負相反）、x10（差十倍以上）、"
    "approved（改動已核定的內容）、wording（文字）、structure（投影片、列、段落的增刪）"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as it was written, what it says in Chinese, and which changes break it."""

    text: str
    title: str
    broken_by: Callable[[Change, FigureDifference | None], bool]


@dataclass(frozen=True, slots=True)
class Breach:
    """A change that breaks a rule; `approval` is what it touches, where the rule is about that."""

    rule: Rule
    change: Change
    approval: Approval | None = None

    @property
    def line(self) -> str:
        """The breach in a line: the rule, where, and the change."""
        where = self.change.places[0].where if self.change.places else "整份文件"
        by = f"（{self.approval.date} {self.approval.by}核定）" if self.approval else ""
        return f"{self.rule.title}{by}：{where}　{self.change.summary}"


def rules(texts: Iterable[str]) -> tuple[Rule, ...]:
    """The rules in texts such as 'figure>10%, sign'. Raises ContentError, with what can be written, for any other."""
    return tuple(_rule(part.strip()) for text in texts for part in text.split(","))


def _rule(text: str) -> Rule:
    match = _LIMIT.fullmatch(text)
    if match:
        return _limit(text, float(match["number"]), strict=match["operator"] == ">", percent=bool(match["percent"]))
    found = _NAMED.get(text)
    if found is None:
        near = get_close_matches(text, _NAMED, n=1)
        raise ContentError(None, f"看不懂規則「{text}」", (f"是不是「{near[0]}」？" if near else "") + _EXAMPLE)
    title, broken_by = found
    return Rule(text, title, broken_by)


def _limit(text: str, limit: float, *, strict: bool, percent: bool) -> Rule:
    """Figures that differ by more than `limit`, in per cent of the old value or in their own unit."""

    def broken_by(_: Change, figure: FigureDifference | None) -> bool:
        if figure is None:
            return False
        if not percent:
            amount = abs(figure.difference)
        elif figure.percent is None:
            return figure.difference != 0  # from nothing: more than any share of it
        else:
            amount = abs(figure.percent)
        return amount > limit if strict else amount >= limit

    words = "超過" if strict else "達"
    return Rule(text, f"數字變動{words} {limit:g}{'%' if percent else ''}", broken_by)


def _turned(_: Change, figure: FigureDifference | None) -> bool:
    return figure is not None and figure.old_number * figure.new_number < 0


def _slipped(_: Change, figure: FigureDifference | None) -> bool:
    if figure is None or not figure.old_number or not figure.new_number:
        return False
    ratio = abs(figure.new_number / figure.old_number)
    return ratio >= _ORDER or ratio <= 1 / _ORDER


def _kind(*beginnings: str) -> Callable[[Change, FigureDifference | None], bool]:
    return lambda change, _: change.kind.startswith(beginnings)


_NAMED: dict[str, tuple[str, Callable[[Change, FigureDifference | None], bool]]] = {
    "figure": ("數字變動", lambda _, figure: figure is not None),
    "sign": ("數字正負相反", _turned),
    "x10": ("數字差十倍以上", _slipped),
    "approved": ("改動已核定的內容", lambda *_: True),
    "wording": ("文字變動", _kind("wording")),
    "structure": ("結構變動", _kind("section-", "row-", "column-", "block-")),
}


def breaches(changes: Changes, found: Iterable[Rule]) -> tuple[Breach, ...]:
    """Every change that breaks a rule, by rule; what is only made anew breaks none.

    What was approved in the old version may change where the new one says that it was approved again.
    """
    return tuple(breach for rule in found for breach in _of(rule, changes))


def _of(rule: Rule, changes: Changes) -> Iterator[Breach]:
    for change in changes.changes:
        if not told(change):
            continue
        if rule.text == "approved":
            touched = _touched(change, changes)
            if touched is not None:
                yield Breach(rule, change, touched)
        elif rule.broken_by(change, change.figure):
            yield Breach(rule, change)


def _touched(change: Change, changes: Changes) -> Approval | None:
    """The approval of the old version that a change touches without a newer one."""
    newer = [one for one in changes.approved_new if one not in changes.approved_old]
    for place in change.places:
        if not any(_covers(one, place) for one in newer):
            found = next((one for one in changes.approved_old if _covers(one, place)), None)
            if found is not None:
                return found
    return None


def _covers(approval: Approval, place: ChangePlace) -> bool:
    """Whether a place is in the approved part: by the slide's key in a deck, by the headings in a report."""
    if not approval.key:
        return True
    key = place.section.partition("#")[0]
    if key == approval.key or key.startswith(f"{approval.key}/"):
        return True
    headings = place.section.split("/")
    return bool(approval.titles) and all(
        any(heading.endswith(title) for heading in headings) for title in approval.titles
    )
