"""Figures by the names that a text may call them by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from ssnet_docs.checks.parts.base import Subject
from ssnet_docs.checks.parts.figures import Figure, Sentence
from ssnet_docs.checks.parts.units import alike
from ssnet_docs.model.fact import Fact
from ssnet_docs.model.quantity import MONEY

_FEWEST = 4  # characters of a name that does not stand in a text by chance
_FARTHEST = 16  # characters between a name and the figure that is said of it
_TAIL = re.compile(r"(?:目標值|實際值)$")
_CHANGE = re.compile(
    r"(?:增加|減少|提升|下降|提高|降低|成長|縮減|擴增)(?!至|為|到)|相差|差距|較|比去年|每|其中|占|的[0-9]|倍"
)
_ABOUT = re.compile(r"(?:約|近|逾|超過|將近|達到或超過)$")
_BOUND = re.compile(r" ?(?:以上|以下|以內|多|餘|左右)")


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure of a text, the name before it, and the facts of this name that are of the same unit and year."""

    figure: Figure
    name: str
    facts: tuple[Fact, ...]

    @property
    def agreeing(self) -> Fact | None:
        """The fact that the figure repeats; None where it contradicts all of them."""
        return next((fact for fact in self.facts if amount(fact) == self.figure.amount), None)


def amount(fact: Fact) -> object:
    """The number of a fact; money in 元."""
    return None if fact.number is None else fact.number * MONEY.get(fact.unit, 1)


@lru_cache(maxsize=2)
def facts_by_name(subject: Subject) -> Mapping[str, tuple[Fact, ...]]:
    """The facts that a text may mean by a name: their own, their indicator's and its short one for charts."""
    found: dict[str, dict[str, Fact]] = {}
    indicators = {indicator.id: indicator for indicator in subject.data.all_indicators()}
    for fact in subject.data.facts():
        names = {_TAIL.sub("", fact.name)}
        if fact.indicator:
            names |= {indicators[fact.indicator].name, indicators[fact.indicator].chart_label}
        for name in names:
            if len(name) >= _FEWEST:
                found.setdefault(name, {})[fact.key] = fact
    return {name: tuple(facts.values()) for name, facts in found.items()}


def mention(subject: Subject, sentence: Sentence, at: int) -> Mention | None:
    """What the figure number `at` of a sentence is said of; None unless a known name stands right before it.

    A name is far too easily near a figure by chance, so nothing else may stand between: no other figure, no word of
    change (增加, 較), and few characters.
    """
    figure = sentence.figures[at]
    begin = sentence.figures[at - 1].end if at else 0
    before = sentence.text[begin : figure.start]
    named = facts_by_name(subject)
    found = max(((before.rfind(name) + len(name), len(name), name) for name in named if name in before), default=None)
    if found is None:
        return None
    end, _, name = found
    between = before[end:]
    if len(between) > _FARTHEST or _CHANGE.search(between) or "、" in between:
        return None
    if _ABOUT.search(between) or _BOUND.match(sentence.text, figure.end):
        return None
    facts = [fact for fact in named[name] if fact.number is not None and alike(fact.unit, figure.quantity.unit)]
    if figure.year is not None:
        facts = [fact for fact in facts if fact.year == figure.year]
    return Mention(figure, name, tuple(facts)) if facts else None
