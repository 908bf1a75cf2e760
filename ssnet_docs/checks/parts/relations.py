"""Relations with what they compute, for the checks of sums, ratios and growth."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from ssnet_docs.checks.parts.base import Subject
from ssnet_docs.model.fact import Fact
from ssnet_docs.model.quantity import Quantity
from ssnet_docs.model.relation import Relation, RelationKind, agrees

_AGES = re.compile(r"(?P<first>[0-9]+)(?:[-~～至](?P<last>[0-9]+)歲|歲以上)(?P<of>.+)")


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A relation, the fact that it is about, its operands, and what that fact has to be, unrounded."""

    relation: Relation
    result: Fact
    operands: tuple[tuple[Fact, ...], ...]
    computed: Decimal

    @property
    def holds(self) -> bool:
        """Whether the figure is the computed one as it is rounded.

        A sum of rounded shares may miss by half a last place for each (33% + 33% + 33% = 100%); counts are exact.
        """
        quantity = self.result.quantity
        if agrees(quantity, self.computed):
            return True
        parts = [fact.quantity for operand in self.operands for fact in operand]
        if self.relation.kind not in {"sum", "difference", "complement"} or not any(
            map(_is_rounded, [quantity, *parts])
        ):
            return False
        slack = sum((_half(part) for part in [quantity, *parts]), Decimal(0))
        return quantity.number is not None and abs(quantity.number - self.computed) < slack

    def numbers(self, sign: str) -> str:
        """The operands in a row, as printed: 68÷74."""
        sums = ["＋".join(fact.quantity.figure for fact in operand) for operand in self.operands]
        return sign.join(f"（{text}）" if "＋" in text else text for text in sums)


def reckoned(subject: Subject, *kinds: RelationKind) -> Iterator[Reckoned]:
    """The relations of these kinds, declared or recognised, whose figures are all known."""
    data = subject.data
    for relation in (*data.relations(), *recognised(subject)):
        if relation.kind in kinds:
            result, computed = data.fact(relation.result), relation.computed(data.fact)
            if computed is not None and result.number is not None:
                operands = tuple(tuple(data.fact(key) for key in operand) for operand in relation.operands)
                yield Reckoned(relation, result, operands, computed)


@lru_cache(maxsize=2)
def recognised(subject: Subject) -> tuple[Relation, ...]:
    """Relations that names and kinds tell and nobody declared, for the same thing, place and time.

    A rate is that of actual and target value; current and capital expenditure make the total; ages that follow on each
    other from 0 up make the whole population.
    """
    declared = {relation.result for relation in subject.data.relations()}
    kinds: dict[tuple[str, str, str], dict[str, str]] = {}
    for fact in subject.data.facts():
        if fact.indicator:
            kinds.setdefault((fact.indicator, fact.place, fact.when), {})[fact.kind] = fact.key
    found = [*_by_kind(kinds.values()), *_by_age(subject, kinds)]
    return tuple(relation for relation in found if relation.result not in declared)


def _by_kind(values: Iterable[Mapping[str, str]]) -> Iterator[Relation]:
    for keys in values:
        if {"rate", "actual", "target"} <= keys.keys():
            yield Relation(keys["rate"], "ratio", ((keys["actual"],), (keys["target"],)))
        if {"total", "current", "capital"} <= keys.keys():
            yield Relation(keys["total"], "sum", ((keys["current"],), (keys["capital"],)))


def _by_age(subject: Subject, kinds: Mapping[tuple[str, str, str], Mapping[str, str]]) -> Iterator[Relation]:
    whole = {indicator.name: indicator.id for indicator in subject.data.all_indicators()}
    bands: dict[str, list[tuple[int, int | None, str]]] = {}
    for name, id_ in whole.items():
        match = _AGES.fullmatch(name)
        if match and match["of"] in whole:
            last = int(match["last"]) if match["last"] else None
            bands.setdefault(match["of"], []).append((int(match["first"]), last, id_))
    for name, parts in bands.items():
        ordered = sorted(parts, key=lambda part: part[0])
        ends = [-1, *(last for _, last, _ in ordered)]
        follow = all(end is not None and first == end + 1 for end, (first, _, _) in zip(ends, ordered, strict=False))
        if not follow or ends[-1] is not None:
            continue
        for (id_, place, when), keys in kinds.items():
            if id_ != whole[name]:
                continue
            operands = [kinds.get((part, place, when), {}).get("actual") for _, _, part in ordered]
            if "actual" in keys and all(operands):
                yield Relation(keys["actual"], "sum", tuple((key,) for key in operands if key))


def truncates(quantity: Quantity, computed: Decimal) -> bool:
    """Whether a figure is the computed one with further decimals cut off instead of rounded."""
    step = Decimal(1).scaleb(-quantity.decimals)
    return quantity.number is not None and 0 <= computed - quantity.number < step


def _is_rounded(quantity: Quantity) -> bool:
    return bool(quantity.decimals) or quantity.unit in {"%", "‰"}


def _half(quantity: Quantity) -> Decimal:
    return Decimal(1).scaleb(-quantity.decimals) / 2 if _is_rounded(quantity) else Decimal(0)
