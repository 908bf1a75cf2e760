"""Big figures: the number large, its unit and the words around it smaller."""

from __future__ import annotations

import re
from dataclasses import replace

from ssnet_docs.model.block import LowerContext
from ssnet_docs.model.fact import segments
from ssnet_docs.model.quantity import Quantity, QuantityError
from ssnet_docs.model.text import Colour, Paragraph, Role, Run

BESIDE = 0.5
"""Size of the unit as a share of the number's."""

_RISE = re.compile(r"\s*(?:[+＋]|增|成長|提高|提升|上升|擴增)")
_FALL = re.compile(r"\s*(?:[-−－](?=\s*[0-9])|減|降|下降|縮減)")
_GLYPH = re.compile(r"\s*[▲▼△▽↑↓]")


def figure_paragraph(
    context: LowerContext, text: str, role: Role = "figure", colour: Colour | None = None
) -> Paragraph:
    """A figure as one paragraph: numbers at full size, units and words such as 低於 and 累計 at half of it.

    Text that is no quantity (「3督14員」, Markdown) keeps its numbers large too.
    """
    runs: list[Run] = []
    for shown, keys in segments(text):
        runs += _quantity(shown, keys) or _words(context, shown, keys)
    return Paragraph(tuple(run for run in runs if run.text), role, colour=colour)


def _quantity(shown: str, keys: tuple[str, ...]) -> list[Run]:
    """The runs of a quantity, its figure large; empty where the text is none."""
    try:
        quantity = Quantity.parse(shown)
    except QuantityError:
        return []
    if quantity.is_mark:
        return [Run(shown, facts=keys)]
    before, _, after = shown.partition(quantity.figure)
    return [
        Run(before, scale=BESIDE, facts=keys),
        Run(quantity.figure, facts=keys),
        Run(after, scale=BESIDE, facts=keys),
    ]


def _words(context: LowerContext, shown: str, keys: tuple[str, ...]) -> list[Run]:
    """The runs of other text: all its numbers large, or all of it where it has none."""
    runs = (Run(shown, facts=keys),) if keys else context.inline(shown)
    numbers = _NUMBER.search(shown) is not None
    return [
        replace(run, text=part, scale=1.0 if _NUMBER.fullmatch(part) or not numbers else BESIDE)
        for run in runs
        for part in _NUMBER.split(run.text)
        if part
    ]


_NUMBER = re.compile(r"((?:[+\-−＋](?=[0-9]))?[0-9][0-9,]*(?:\.[0-9]+)?)")


def change_paragraph(context: LowerContext, text: str, role: Role = "label") -> Paragraph:
    """A change with its direction as a sign (▲ or ▼), unless the author typed one or the direction is not said."""
    plain_text = "".join(shown for shown, _ in segments(text))
    sign = ""
    if not _GLYPH.match(plain_text):
        sign = "▲ " if _RISE.match(plain_text) else "▼ " if _FALL.match(plain_text) else ""
    return Paragraph((*((Run(sign),) if sign else ()), *context.inline(text)), role, bold=True)
