"""Classes of values: how figures are grouped to be shown as shades, and the shades."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from ssnet_docs.model.text import Colour

Method = Literal["quantile", "equal"]

MOST = 5
"""More shades than these cannot be told apart, least of all on paper."""

_TINTS: dict[int, tuple[float, ...]] = {
    1: (0.5,),
    2: (0.8, 0.0),
    3: (0.85, 0.5, 0.0),
    4: (0.88, 0.7, 0.5, 0.0),
    5: (0.9, 0.77, 0.64, 0.5, 0.0),
}
"""Shares of paper, lowest class first. Between full colour and half nothing is used: neither ink nor paper would keep
4.5:1 on it in every theme. The shades differ in lightness, so they stay apart in black and white."""


def classified(values: Iterable[float], count: int, method: Method) -> list[tuple[float, float]]:
    """The classes as (least, greatest) of the values in each, lowest first; equal values are never in two classes.

    `quantile` puts about as many values in each, `equal` divides the range into equal parts; empty classes are left
    out.
    """
    ordered = sorted(values)
    if not ordered:
        return []
    groups: dict[int, list[float]] = {}
    low, span = ordered[0], ordered[-1] - ordered[0]
    for value in ordered:
        if method == "quantile":
            place = ordered.index(value) * count // len(ordered)
        else:
            place = min(int((value - low) / span * count), count - 1) if span else 0
        groups.setdefault(place, []).append(value)
    return [(group[0], group[-1]) for _, group in sorted(groups.items())]


def class_of(value: float, classes: Sequence[tuple[float, float]]) -> int:
    """Which class a value is in, from 0."""
    return next(number for number, (_, greatest) in enumerate(classes) if value <= greatest)


def shade(number: int, classes: int, colour: Colour) -> Colour:
    """The shade of class `number` of so many."""
    return Colour(colour.role, _TINTS[classes][number])


def on_shade(fill: Colour) -> Colour:
    """The colour of text on a shade."""
    return Colour("paper") if fill.tint == 0 else Colour("ink")
