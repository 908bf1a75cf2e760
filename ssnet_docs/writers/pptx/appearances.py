"""Where a deck shows facts, slide by slide in reading order."""

from __future__ import annotations

from collections.abc import Iterator

from ssnet_docs.model.origin import Appearance
from ssnet_docs.model.page import Deck, Placed, PlacedChart, PlacedDrawing, PlacedTable, PlacedText
from ssnet_docs.model.text import Paragraph
from ssnet_docs.writers.ooxml.figures import charted, written


def appearances(deck: Deck) -> Iterator[Appearance]:
    """Every place of the deck where a fact is shown."""
    for number, slide in enumerate(deck.slides, start=1):
        for frame in slide.frames:
            shown = charted(frame.spec) if isinstance(frame, PlacedChart) else written(_paragraphs(frame))
            for text, keys in shown:
                yield Appearance(slide=number, frame=f"{slide.key}/{frame.key}", text=text, keys=keys)


def _paragraphs(frame: Placed) -> Iterator[Paragraph]:
    match frame:
        case PlacedText():
            yield from frame.paragraphs
        case PlacedDrawing():
            for shape in frame.shapes:
                yield from shape.paragraphs
        case PlacedTable():
            for row in frame.rows:
                for cell in row.cells:
                    if cell is not None:
                        yield from cell.paragraphs
        case _:
            return
