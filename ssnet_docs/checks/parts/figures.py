"""Figures in running text: a number with a unit, and the year it is said of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ssnet_docs.model.quantity import MONEY, Quantity, QuantityError

UNITS = (
    *("人次", "人", "名", "位", "員", "戶", "家", "案次", "案", "件次", "件", "處", "間", "所", "據點", "場次", "場"),
    *("次", "縣市", "鄉鎮", "校", "班", "區", "床", "組", "小時", "分", "%", "‰", *MONEY),
)
"""The units that tell a figure from a number of another kind: an item, a year, a version, an age."""

_COUNT = r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+"
_NUMBER = rf"(?:(?:{_COUNT})(?:\.[0-9]+)?億)?(?:(?:{_COUNT})(?:\.[0-9]+)?萬)?(?:(?:{_COUNT})(?:\.[0-9]+)?)?"
_UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
_FIGURE = re.compile(rf"(?<![0-9.,/比第萬億A-Za-z])(?<![0-9][:：])(?=[0-9])({_NUMBER})(?<=[0-9萬億]) ?({_UNIT})")
_NO_UNIT = re.compile(r"個?百分點|年|月|日|世代|位於|所得|所屬|人均|人力|人口比|次於|次之|員工|家庭|分之|組織|班級")
_YEAR = re.compile(r"(?<![0-9])(1?[0-9]{2})年(?:度|底)?")
_SENTENCE = re.compile(r"[^。；！？\n]+")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure from `start` to `end` of a text; `year` is the nearest before it in its sentence, None where none is."""

    start: int
    end: int
    quantity: Quantity
    year: int | None = None

    @property
    def number(self) -> Decimal:
        """The number in the unit that is written."""
        return self.quantity.number or Decimal(0)

    @property
    def amount(self) -> Decimal:
        """The number; money in 元."""
        return self.number * MONEY.get(self.quantity.unit, 1)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a text, from `start`, with its figures."""

    text: str
    start: int
    figures: tuple[Figure, ...]


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences that have figures; places count from the beginning of the sentence."""
    for found in _SENTENCE.finditer(text):
        figures = tuple(_figures(found[0]))
        if figures:
            yield Sentence(found[0], found.start(), figures)


def _figures(sentence: str) -> Iterator[Figure]:
    years = [(match.end(), int(match[1])) for match in _YEAR.finditer(sentence)]
    for match in _FIGURE.finditer(sentence):
        if _NO_UNIT.match(sentence, match.start(2)):
            continue
        try:
            quantity = Quantity.parse(f"{match[1]}{match[2]}")
        except QuantityError:
            continue
        before = [year for end, year in years if end <= match.start()]
        yield Figure(match.start(), match.end(), quantity, before[-1] if before else None)
