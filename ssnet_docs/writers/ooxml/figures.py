"""The custom XML part in which a document says where its figures come from (ECMA-376 part 1, 15.2.5).

It travels with the file, so that `ssnet trace` can answer for a deck that was mailed around; Office keeps it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from itertools import groupby
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

from ssnet_docs.model.origin import Appearance, Origin
from ssnet_docs.model.page import Deck, Placed, PlacedChart, PlacedDrawing, PlacedTable, PlacedText
from ssnet_docs.model.text import Paragraph
from ssnet_docs.writers.ooxml.package import Package

NAMESPACE = "urn:ssnet-docs:figures:1"
PART = "customXml/item1.xml"
_PROPERTIES = "customXml/itemProps1.xml"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_DATA_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"


def add_figures(package: Package, main_part: str, origins: Iterable[Origin], shown: Iterable[Appearance]) -> None:
    """Add the part to a package whose main part is `main_part`; nothing where the document shows no facts."""
    known = {origin.key: origin for origin in origins}
    if not known:
        return
    package.add(PART, _figures_xml(known.values(), shown), "application/xml")
    identifier = str(uuid5(NAMESPACE_URL, NAMESPACE)).upper()
    package.add(
        _PROPERTIES,
        f'<ds:datastoreItem xmlns:ds="{_DATA_STORE}" ds:itemID="{{{identifier}}}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>',
        _PROPERTIES_TYPE,
    )
    package.relate(main_part, "customXml", PART)
    package.relate(PART, "customXmlProps", _PROPERTIES)


def _figures_xml(origins: Iterable[Origin], shown: Iterable[Appearance]) -> str:
    facts = "".join(f"<fact{_attributes(origin)}/>" for origin in origins)
    places = "".join(
        f'<shown slide="{place.slide}"{_section(place)} frame={quoteattr(place.frame)} '
        f"facts={quoteattr(' '.join(place.keys))}>"
        f"{escape(place.text)}</shown>"
        for place in shown
    )
    return f'<figures xmlns="{NAMESPACE}">{facts}{places}</figures>'


def _section(place: Appearance) -> str:
    return f" section={quoteattr(place.section)}" if place.section else ""


def _attributes(origin: Origin) -> str:
    values = ((item.name.replace("_", "-"), getattr(origin, item.name)) for item in fields(origin))
    return "".join(f" {name}={quoteattr(value)}" for name, value in values if value)


def appearances(deck: Deck) -> Iterator[Appearance]:
    """Every place of the deck where a fact is shown, slide by slide in reading order."""
    for number, slide in enumerate(deck.slides, start=1):
        for frame in slide.frames:
            for text, keys in _shown(frame):
                yield Appearance(slide=number, frame=f"{slide.key}/{frame.key}", text=text, keys=keys)


def _shown(frame: Placed) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The texts of a frame that show facts, each with its facts' keys."""
    if isinstance(frame, PlacedChart):
        for series in frame.spec.series:
            for category, value, key in zip(frame.spec.categories, series.values, series.facts, strict=False):
                if key:
                    yield f"{series.name} {category} {'' if value is None else f'{value:g}'}", _keys((key,))
        return
    for paragraph in _paragraphs(frame):
        # A figure and its unit are two runs where they are set in two sizes.
        for facts, runs in groupby(paragraph.runs, key=lambda run: run.facts):
            if facts:
                yield "".join(run.text for run in runs), _keys(facts)


def _keys(facts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for fact in facts for key in fact.split("|") if key))


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
