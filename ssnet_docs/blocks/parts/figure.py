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
        if keys:
            runs += _parts(shown, keys)
        else:
            runs += _typed(context, shown)
    return Paragraph(tuple(run for run in runs if run.text), role, colour=colour)


def _parts(shown: str, keys: tuple[str, ...]) -> list[Run]:
    try:
        quantity = Quantity.parse(shown)
    except QuantityError:
        return [Run(part, scale=1.0 if _is_number(part) else BESIDE, facts=keys) for part in _split(shown)]
    if quantity.is_mark:
        return [Run(shown, facts=keys)]
    before, _, after = shown.partition(quantity.figure)
    return [
        Run(before, scale=BESIDE, facts=keys),
        Run(quantity.figure, facts=keys),
        Run(after, scale=BESIDE, facts=keys),
    ]


def _typed(context: LowerContext, text: str) -> list[Run]:
    return [
        replace(run, text=part, scale=1.0 if _is_number(part) or not _has_number(text) else BESIDE)
        for run in context.inline(text)
        for part in _split(run.text)
    ]


_NUMBER = re.compile(r"((?:[+\-−＋](?=[0-9]))?[0-9][0-9,]*(?:\.[0-9]+)?)")


def _split(text: str) -> list[str]:
    return [part for part in _NUMBER.split(text) if part]


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None


def _has_number(text: str) -> bool:
    return _NUMBER.search(text) is not None


def change_paragraph(context: LowerContext, text: str, role: Role = "label") -> Paragraph:
    """A change with its direction as a sign (▲ or ▼), unless the author typed one or the direction is not said."""
    plain_text = "".join(shown for shown, _ in segments(text))
    sign = ""
    if not _GLYPH.match(plain_text):
        sign = "▲ " if _RISE.match(plain_text) else "▼ " if _FALL.match(plain_text) else ""
    return Paragraph((*((Run(sign),) if sign else ()), *context.inline(text)), role, bold=True)
