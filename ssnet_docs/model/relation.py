"""Relations between figures: sums, ratios and differences that hold, so that slips are found by computing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, get_args

from ssnet_docs.model.errors import Source
from ssnet_docs.model.fact import Fact
from ssnet_docs.model.quantity import Quantity, rounded

RelationKind = Literal["sum", "difference", "product", "ratio", "growth", "equal", "complement", "part-of", "share"]
KINDS: tuple[RelationKind, ...] = get_args(RelationKind)


@dataclass(frozen=True, slots=True)
class Relation:
    """`result` is the key of the fact that follows from `operands`, each the key of a fact or several to be added.

    sum: all of them; difference: the first less the others; product: all multiplied; ratio: the first as a
    percentage of the second; growth: by how many per cent the second is more than the first; equal: the first, in
    another document; complement: what the operands leave of 100%; part-of: contained in the first, so not more; share:
    a percentage of the first, a count, whose numerator is not given but whole. `row` is its place.
    """

    result: str
    kind: RelationKind
    operands: tuple[tuple[str, ...], ...]
    note: str = ""
    row: Source | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all operands."""
        return tuple(key for operand in self.operands for key in operand)

    def computed(self, fact: Callable[[str], Fact]) -> Decimal | None:
        """What the result has to be, unrounded.

        None where an operand has no number, a divisor is 0, or the relation (part-of, share) leaves it open.
        """
        known: list[Decimal] = []
        for operand in self.operands:
            numbers = [number for key in operand if (number := fact(key).number) is not None]
            if len(numbers) < len(operand):
                return None
            known.append(sum(numbers, Decimal(0)))
        match self.kind:
            case "sum":
                return sum(known, Decimal(0))
            case "difference":
                return known[0] - sum(known[1:], Decimal(0))
            case "product":
                return _product(known)
            case "equal":
                return known[0]
            case "ratio":
                return known[0] / known[1] * 100 if known[1] else None
            case "growth":
                return (known[1] - known[0]) / known[0] * 100 if known[0] else None
            case "complement":
                return 100 - sum(known, Decimal(0))
            case "part-of" | "share":
                return None


def agrees(quantity: Quantity, computed: Decimal) -> bool:
    """Whether a figure is the computed one, rounded half up to the places that it is printed with."""
    return quantity.number is not None and rounded(computed, quantity.decimals) == quantity.number


def _product(numbers: list[Decimal]) -> Decimal:
    result = Decimal(1)
    for number in numbers:
        result *= number
    return result
