"""Builds what a check judges from a short case in YAML.

facts: key → value, or the fields of a fact with `value`; indicators: id → fields; series: id → fields and `target` or
`actual` by year; relations: [kind, result, operand, …], where `a+b` is one operand; scoring: [condition, score];
printed: [indicator, field, text] as another source prints it; text: a slide's paragraphs; sections: title → slides,
each with its paragraphs. `as_printed: true` judges what the sources printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ssnet_docs.checks.parts.base import Subject
from ssnet_docs.checks.parts.printed import as_printed
from ssnet_docs.model.dataset import ColumnInfo, TableData, TableRow
from ssnet_docs.model.errors import Source
from ssnet_docs.model.fact import DataStore, Fact, Indicator
from ssnet_docs.model.nodes import DocumentNodes, SectionNodes, SlideNodes, Text
from ssnet_docs.model.quantity import Quantity
from ssnet_docs.model.relation import Relation
from ssnet_docs.model.text import paragraph

HERE = Source("case.yaml")


def subject(case: dict[str, Any]) -> Subject:
    indicators = {**case.get("indicators", {}), **case.get("series", {})}
    store = DataStore(
        facts=[*_facts(case), *_series(case)],
        indicators=[_indicator(id_, fields) for id_, fields in indicators.items()],
        relations=[_relation(row) for row in case.get("relations", ())],
        tables=[_scoring(case), _printed(case)],
    )
    made = Subject(store, tuple(_documents(case)))
    return as_printed(made) if case.get("as_printed") else made


def _facts(case: dict[str, Any]) -> Iterator[Fact]:
    for key, given in case.get("facts", {}).items():
        fields = dict(given) if isinstance(given, dict) else {"value": given}
        quantity = Quantity.parse(str(fields.pop("value")))
        yield Fact(key=key, quantity=quantity, row=HERE, **{"name": key, "source": "case", **fields})


def _series(case: dict[str, Any]) -> Iterator[Fact]:
    for id_, fields in case.get("series", {}).items():
        for kind in ("target", "actual"):
            for year, value in fields.get(kind, {}).items():
                yield Fact(
                    key=f"tw/{id_}/{year}/{kind}",
                    name=fields.get("name", id_),
                    quantity=Quantity.parse(value),
                    indicator=id_,
                    year=year,
                    when=str(year),
                    kind=kind,
                    as_of=str(year),
                    source="case",
                    row=HERE,
                )


def _indicator(id_: str, fields: dict[str, Any]) -> Indicator:
    given = {name: value for name, value in fields.items() if name not in {"target", "actual"}}
    usual = {"name": id_, "programme": "2.0", "source": "case", "direction": "higher", "row": HERE}
    return Indicator(id=id_, **{**usual, **given})


def _relation(row: list[str]) -> Relation:
    kind, result, *operands = row
    return Relation(result, kind, tuple(tuple(operand.split("+")) for operand in operands))  # type: ignore[arg-type]


def _table(name: str, columns: tuple[str, ...], rows: list[list[str]]) -> TableData:
    made = tuple(TableRow(dict(zip(columns, row, strict=True)), HERE) for row in rows)
    return TableData(name, name, "case.csv", tuple(ColumnInfo(column, column) for column in columns), made)


def _scoring(case: dict[str, Any]) -> TableData:
    rows = [["case", "case", *row] for row in case.get("scoring", ())]
    return _table("scoring", ("indicator", "source", "condition", "score"), rows)


def _printed(case: dict[str, Any]) -> TableData:
    rows = [[case.get("printed_by", "other"), *row] for row in case.get("printed", ())]
    return _table("as-printed", ("source", "subject", "field", "printed"), rows)


def _documents(case: dict[str, Any]) -> Iterator[DocumentNodes]:
    sections = dict(case.get("sections", {}))
    if "text" in case:
        texts = [case["text"]] if isinstance(case["text"], str) else case["text"]
        sections["文字"] = {"投影片": texts}
    if sections:
        yield DocumentNodes(
            id="case",
            title="測試",
            theme="base",
            organisation="",
            date="",
            iso_date="",
            sections=tuple(_section(title, slides) for title, slides in sections.items()),
        )


def _section(title: str, slides: dict[str, Any]) -> SectionNodes:
    made = []
    for name, texts in slides.items():
        layout, _, heading = name.rpartition("|")
        nodes = (Text(paragraphs=tuple(paragraph(text) for text in texts)),) if texts else ()
        made.append(
            SlideNodes(key=name, title=paragraph(heading), layout=layout or "content", section=title, nodes=nodes)
        )
    return SectionNodes(key=title, title=paragraph(title), slides=tuple(made))
