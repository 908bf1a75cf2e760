"""The custom XML part in which a document says where its figures come from and what was approved (ECMA-376-1, 15.2.5).

It travels with the file, so that `ssnet trace` can answer for a deck that was mailed around; Office keeps it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from itertools import groupby
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

from ssnet_docs.model.chart import ChartSpec
from ssnet_docs.model.origin import Appearance, Approval, Origin
from ssnet_docs.model.text import Paragraph
from ssnet_docs.writers.ooxml.package import Package

NAMESPACE = "urn:ssnet-docs:figures:1"
PART = "customXml/item1.xml"
_PROPERTIES = "customXml/itemProps1.xml"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_DATA_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"


def add_figures(
    package: Package,
    main_part: str,
    origins: Iterable[Origin],
    shown: Iterable[Appearance],
    approvals: Sequence[Approval] = (),
) -> None:
    """Add the part to a package whose main part is `main_part`; nothing where there is nothing to tell."""
    known = {origin.key: origin for origin in origins}
    if not known and not approvals:
        return
    package.add(PART, _figures_xml(known.values(), shown, approvals), "application/xml")
    identifier = str(uuid5(NAMESPACE_URL, NAMESPACE)).upper()
    package.add(
        _PROPERTIES,
        f'<ds:datastoreItem xmlns:ds="{_DATA_STORE}" ds:itemID="{{{identifier}}}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>',
        _PROPERTIES_TYPE,
    )
    package.relate(main_part, "customXml", PART)
    package.relate(PART, "customXmlProps", _PROPERTIES)


def _figures_xml(origins: Iterable[Origin], shown: Iterable[Appearance], approvals: Iterable[Approval]) -> str:
    facts = "".join(f"<fact{_attributes(origin)}/>" for origin in origins)
    places = "".join(
        f'<shown slide="{place.slide}"{_section(place)} frame={quoteattr(place.frame)} '
        f"facts={quoteattr(' '.join(place.keys))}>"
        f"{escape(place.text)}</shown>"
        for place in shown
    )
    approved = "".join(
        f"<approved key={quoteattr(one.key)} date={quoteattr(one.date)} by={quoteattr(one.by)}>"
        f"{''.join(f'<title>{escape(title)}</title>' for title in one.titles)}</approved>"
        for one in approvals
    )
    return f'<figures xmlns="{NAMESPACE}">{facts}{places}{approved}</figures>'


def _section(place: Appearance) -> str:
    return f" section={quoteattr(place.section)}" if place.section else ""


def _attributes(origin: Origin) -> str:
    values = ((item.name.replace("_", "-"), getattr(origin, item.name)) for item in fields(origin))
    return "".join(f" {name}={quoteattr(value)}" for name, value in values if value)


def charted(spec: ChartSpec) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The values of a chart that show facts, as series, category and value, each with its facts' keys."""
    for series in spec.series:
        for category, value, key in zip(spec.categories, series.values, series.facts, strict=False):
            if key:
                yield f"{series.name} {category} {'' if value is None else f'{value:g}'}", _keys((key,))


def written(paragraphs: Iterable[Paragraph]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The texts of paragraphs that show facts, each with its facts' keys."""
    for paragraph in paragraphs:
        # A figure and its unit are two runs where they are set in two sizes.
        for facts, runs in groupby(paragraph.runs, key=lambda run: run.facts):
            if facts:
                yield "".join(run.text for run in runs), _keys(facts)


def _keys(facts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for fact in facts for key in fact.split("|") if key))
