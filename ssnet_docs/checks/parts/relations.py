"""Relations with what they compute, for the checks of sums, ratios and growth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ssnet_docs.checks.parts.base import Subject
from ssnet_docs.model.fact import Fact
from ssnet_docs.model.quantity import Quantity
from ssnet_docs.model.relation import Relation, RelationKind, agrees


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
    """The relations of these kinds whose figures are all known."""
    data = subject.data
    for relation in data.relations():
        if relation.kind in kinds:
            result, computed = data.fact(relation.result), relation.computed(data.fact)
            if computed is not None and result.number is not None:
                operands = tuple(tuple(data.fact(key) for key in operand) for operand in relation.operands)
                yield Reckoned(relation, result, operands, computed)


def truncates(quantity: Quantity, computed: Decimal) -> bool:
    """Whether a figure is the computed one with further decimals cut off instead of rounded."""
    step = Decimal(1).scaleb(-quantity.decimals)
    return quantity.number is not None and 0 <= computed - quantity.number < step


def _is_rounded(quantity: Quantity) -> bool:
    return bool(quantity.decimals) or quantity.unit in {"%", "‰"}


def _half(quantity: Quantity) -> Decimal:
    return Decimal(1).scaleb(-quantity.decimals) / 2 if _is_rounded(quantity) else Decimal(0)
