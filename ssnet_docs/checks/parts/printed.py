"""The data as the sources printed it: every figure and wording that was set right, as it was before.

Their headings and texts that hold a slip become documents of their own, called like the source.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace

from ssnet_docs.checks.parts.base import Subject
from ssnet_docs.model.fact import DataStore, Fact, Indicator
from ssnet_docs.model.nodes import DocumentNodes, SectionNodes, SlideNodes, Text
from ssnet_docs.model.quantity import Quantity, QuantityError
from ssnet_docs.model.text import paragraph

_FORMULA = re.compile(r"\b[A-Z]\s*=\s*[A-Z]\s*[/÷]\s*[A-Z][^。]*")


_Wordings = Mapping[tuple[str, str, str], str]
"""What was printed by source, subject and field."""

_NONE = "--"  # printed nothing


def as_printed(subject: Subject) -> Subject:
    """The subject with the sources' own figures, definitions, periods and texts."""
    data = subject.data
    rows: dict[tuple[str, str, str], str] = {}
    for row in subject.rows("as-printed"):
        rows[row["source"], row["subject"], row["field"]] = row["printed"]
    store = DataStore(
        facts=(_fact(fact, rows) for fact in data.facts()),
        indicators=(_indicator(indicator, rows) for indicator in data.all_indicators()),
        tables=data.tables(),
        sources=data.sources(),
        relations=data.relations(),
    )
    return Subject(store, tuple(_documents(subject)), as_printed=True)


def _fact(fact: Fact, rows: _Wordings) -> Fact:
    period = rows.get((fact.source, fact.key, "period"), fact.period)
    if rows.get((fact.source, fact.key, "year")) == _NONE:
        fact = replace(fact, year=None, when="", as_of="")
    return replace(fact, quantity=quantity(fact.printed) if fact.printed else fact.quantity, period=period)


def quantity(printed: str) -> Quantity:
    """What was printed; words where a figure should stand have no number."""
    try:
        return Quantity.parse(unicodedata.normalize("NFKC", printed))
    except QuantityError:
        return Quantity(None, printed)


def _indicator(indicator: Indicator, rows: _Wordings) -> Indicator:
    formula = rows.get((indicator.source, indicator.id, "formula"))
    definition = rows.get((indicator.source, indicator.id, "definition"), indicator.definition)
    if formula:
        found = _FORMULA.search(definition)
        definition = definition[: found.start()] + formula + definition[found.end() :] if found else formula
    name = rows.get((indicator.source, indicator.id, "name"), indicator.name)
    return replace(indicator, name=name, definition=definition)


def _documents(subject: Subject) -> Iterator[DocumentNodes]:
    """The texts of a source as a document of one section; a row without a title of its own is titled by its place."""
    titles = {record.id: record for record in subject.data.sources()}
    slides: dict[str, dict[str, SlideNodes]] = {}
    for row in subject.rows("as-printed"):
        if row["field"] not in {"title", "text"}:
            continue
        pages, place = slides.setdefault(row["source"], {}), row["subject"]
        page = pages.get(place) or SlideNodes(
            key=place, title=paragraph(place), layout="title-only", section="", source=row.source
        )
        if row["field"] == "title":
            page = replace(page, title=paragraph(row["printed"]))
        else:
            lines = tuple(paragraph(line) for line in row["printed"].splitlines())
            page = replace(page, layout="content", nodes=(*page.nodes, Text(paragraphs=lines, source=row.source)))
        pages[place] = page
    for source, pages in slides.items():
        record = titles.get(source)
        title = record.title if record else source
        yield DocumentNodes(
            id=source,
            title=title,
            theme="",
            organisation=record.organisation if record else "",
            date=record.date if record else "",
            iso_date=record.iso_date if record else "",
            sections=(SectionNodes(key="", title=paragraph(""), slides=tuple(pages.values())),),
        )
