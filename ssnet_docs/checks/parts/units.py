"""Which units may stand beside each other."""

from __future__ import annotations

from ssnet_docs.model.quantity import MONEY

PEOPLE = frozenset({"人", "名", "位", "員"})

_ALIKE = (frozenset({"場", "場次", "次"}), PEOPLE, frozenset(MONEY))


def alike(first: str, second: str) -> bool:
    """Whether two units count the same thing, though written in another way."""
    return first == second or any(first in units and second in units for units in _ALIKE)
