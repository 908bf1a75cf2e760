"""The order in which reviewers go through slides and sections."""

from __future__ import annotations

from collections.abc import Mapping

from ssnet_docs.model.change import Comparison

Ranks = Mapping[tuple[str, int | None], float]


def ranks(comparison: Comparison) -> Ranks:
    """The order of slides and sections: of the new version, with those of the old one after what they followed."""
    deck = comparison.new.kind == "deck"
    found: dict[tuple[str, int | None], float] = {}
    for place, section in enumerate(comparison.new.sections):
        found.setdefault((section.key, section.number if deck else None), place)
    keys = {key: place for (key, _), place in found.items()}
    last = -1.0
    for section in comparison.old.sections:
        last = keys.get(section.key, last)
        if section.key not in keys:
            found.setdefault((section.key, None), last + 0.5)
    return found


def rank(order: Ranks, section: str, number: int | None) -> float:
    """Where a section, or the slide of that number in the new version, stands in the order."""
    return order.get((section, number), order.get((section, None), -1.0))
