"""Tells the texts of a version which facts they show, by the figures part that travels with our own files."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ssnet_docs.model.origin import Appearance
from ssnet_docs.model.version import (
    Span,
    Version,
    VersionBlock,
    VersionCell,
    VersionChart,
    VersionParagraph,
    VersionRow,
    VersionSection,
    VersionSeries,
    VersionShape,
    VersionTable,
    paragraphs,
)
from ssnet_docs.readers.docx_text import joined
from ssnet_docs.readers.figures import Figures

_Place = tuple[int, int, tuple[str, ...]]
"""Characters [start, end) of a paragraph and the facts that they show."""


def with_facts(version: Version, figures: Figures) -> Version:
    """The version with the facts told where the figures part says they are shown and the text still says so."""
    shown: dict[int, list[Appearance]] = defaultdict(list)
    for place in figures.shown:
        shown[place.slide].append(place)
    sections = tuple(
        _section(section, _of(section, shown)) if section.kind in {"slide", "section"} else section
        for section in version.sections
    )
    origins = tuple(figures.origins.values())
    return replace(version, sections=sections, origins=origins, approvals=figures.approvals)


def _of(section: VersionSection, shown: dict[int, list[Appearance]]) -> list[Appearance]:
    """What the figures part says of a section: of the slide by its key, for slides may have been put in other order."""
    key, _, copy = section.key.partition("#")
    own = [number for number, places in shown.items() if places[0].frame.startswith(f"{key}/")]
    if section.kind == "slide" and own:
        place = int(copy) - 1 if copy.isdigit() else 0
        return shown[own[place]] if len(own) > place and section.number not in own else shown.get(section.number, [])
    return shown.get(section.number, [])


@dataclass(slots=True)
class _Found:
    places: dict[int, list[_Place]] = field(default_factory=lambda: defaultdict(list))  # by the paragraph's identity
    values: dict[str, str] = field(default_factory=dict)  # a chart's values by what the figures part says of them


def _section(section: VersionSection, shown: list[Appearance]) -> VersionSection:
    found = _Found()
    found.values = {place.text: "|".join(place.keys) for place in shown}
    texts = [one for one in paragraphs(section.blocks) if one.text]
    at = 0
    for place in shown:
        at = _find(place, texts, at, found)
    return replace(section, blocks=tuple(_block(block, found) for block in section.blocks))


def _find(place: Appearance, texts: list[VersionParagraph], at: int, found: _Found) -> int:
    """Note where the text of an appearance stands, looking onward from the last one; where to look next."""
    for step in range(len(texts)):
        index = (at + step) % len(texts)
        text = texts[index].text
        taken = found.places[id(texts[index])]
        start = text.find(place.text)
        while start >= 0:
            end = start + len(place.text)
            if _whole(text, start, end) and not any(start < other[1] and other[0] < end for other in taken):
                taken.append((start, end, place.keys))
                return index
            start = text.find(place.text, start + 1)
    return at


def _whole(text: str, start: int, end: int) -> bool:
    """Whether no digit of a longer number touches the figure."""
    before = start > 0 and text[start].isdigit() and (text[start - 1].isdigit() or text[start - 1] in ".,")
    after = end < len(text) and text[end - 1].isdigit() and text[end].isdigit()
    return not before and not after


def _block(block: VersionBlock, found: _Found) -> VersionBlock:
    match block:
        case VersionParagraph():
            return _paragraph(block, found)
        case VersionShape():
            return replace(block, blocks=tuple(_block(inner, found) for inner in block.blocks))
        case VersionTable():
            return replace(block, rows=tuple(_row(row, found) for row in block.rows))
        case VersionChart():
            return replace(block, series=tuple(_series(series, block.categories, found) for series in block.series))
        case _:
            return block


def _row(row: VersionRow, found: _Found) -> VersionRow:
    cells: Iterator[VersionCell] = (
        replace(cell, blocks=tuple(_block(inner, found) for inner in cell.blocks)) for cell in row.cells
    )
    return replace(row, cells=tuple(cells))


def _series(series: VersionSeries, categories: tuple[str, ...], found: _Found) -> VersionSeries:
    facts = tuple(
        found.values.get(f"{series.name} {category} {'' if value is None else f'{value:g}'}", "")
        for category, value in zip(categories, series.values, strict=False)
    )
    return replace(series, facts=facts + ("",) * (len(series.values) - len(facts))) if any(facts) else series


def _paragraph(paragraph: VersionParagraph, found: _Found) -> VersionParagraph:
    places = sorted(found.places.get(id(paragraph), ()))
    if not places:
        return paragraph
    spans: list[Span] = []
    at = 0
    for span in paragraph.spans:
        end = at + len(span.text)
        cuts = sorted({at, end, *(edge for place in places for edge in place[:2] if at < edge < end)})
        for start, stop in itertools.pairwise(cuts):
            facts = next((keys for first, last, keys in places if first <= start < last), ())
            spans.append(replace(span, text=span.text[start - at : stop - at], facts=facts))
        at = end
    return replace(paragraph, spans=joined(spans))
