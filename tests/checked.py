"""Builds what a check judges from a short case in YAML.

facts: key → value, or the fields of a fact with `value`; indicators: id → fields; series: id → fields and `target` or
`actual` by year; relations: [kind, result, operand, …], where `a+b` is one operand; scoring: [condition, score];
printed: [indicator, field, text] as another source prints it; data: further tables by name, each a list of rows.

text: a slide's paragraphs, in which {key=shown} is a fact; sections: title → slides, each with its paragraphs; title:
the slide's; heading: the section's; notes: the speaker's; table: header and rows, the first cell being the label, kinds
of the rows that are not body, unit; chart: title, categories and series by name; date: the document's.

`as_printed: true` judges what the sources printed.
slides and report are composed (`checked_slides`), file is written (`checked_files`), drawn and laid_out are written for
LibreOffice to draw (`checked_drawn`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import checked_drawn
import checked_files
import checked_slides

from ssnet_docs.checks.parts.base import Subject
from ssnet_docs.checks.parts.made import Made
from ssnet_docs.checks.parts.printed import as_printed
from ssnet_docs.model.chart import ChartSpec, Series
from ssnet_docs.model.dataset import ColumnInfo, TableData, TableRow
from ssnet_docs.model.errors import Source
from ssnet_docs.model.fact import DataStore, Fact, Indicator
from ssnet_docs.model.nodes import Chart, DocumentNodes, Node, SectionNodes, SlideNodes, Table, Text
from ssnet_docs.model.quantity import Quantity
from ssnet_docs.model.relation import Relation
from ssnet_docs.model.table import Cell, Column, Row, RowKind, TableSpec
from ssnet_docs.model.text import Paragraph, Run, paragraph

HERE = Source("case.yaml")


def subject(case: dict[str, Any]) -> Subject:
    indicators = {**case.get("indicators", {}), **case.get("series", {})}
    store = DataStore(
        facts=[*_facts(case), *_series(case)],
        indicators=[_indicator(id_, fields) for id_, fields in indicators.items()],
        relations=[_relation(row) for row in case.get("relations", ())],
        tables=[_scoring(case), _printed(case), *_tables(case)],
    )
    made = Subject(store, tuple(_documents(case)), made=tuple(_made(case)))
    return as_printed(made) if case.get("as_printed") else made


def _made(case: dict[str, Any]) -> Iterator[Made]:
    if "slides" in case or "report" in case:
        yield checked_slides.made(case)
    if "file" in case:
        yield checked_files.made(case)
    if "drawn" in case or "laid_out" in case:
        yield checked_drawn.made(case)


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


def _tables(case: dict[str, Any]) -> Iterator[TableData]:
    for name, given in case.get("data", {}).items():
        columns = tuple(dict.fromkeys(column for row in given for column in row))
        rows = [[str(row.get(column, "")) for column in columns] for row in given]
        yield _table(name, columns, rows)


def _documents(case: dict[str, Any]) -> Iterator[DocumentNodes]:
    sections = dict(case.get("sections", {}))
    texts = case.get("text", [])
    if texts or any(name in case for name in ("title", "table", "chart", "heading", "notes")):
        sections[case.get("heading", "文字")] = {
            case.get("title", "投影片"): [texts] if isinstance(texts, str) else texts
        }
    if sections:
        drawn = tuple(_drawn(case))
        yield DocumentNodes(
            id="case",
            title="測試",
            theme="base",
            organisation="",
            date="",
            iso_date=str(case.get("date", "")),
            sections=tuple(_section(title, slides, drawn, case.get("notes", [])) for title, slides in sections.items()),
        )


def _drawn(case: dict[str, Any]) -> Iterator[Node]:
    if "table" in case:
        given = case["table"]
        kinds = {int(at): kind for at, kind in given.get("kinds", {}).items()}
        yield Table(
            spec=TableSpec(
                columns=tuple(Column(str(at)) for at in range(len(given["header"]))),
                header=(_row(given["header"], "header"),),
                body=tuple(_row(row, kinds.get(at, "body")) for at, row in enumerate(given["rows"])),
                unit=given.get("unit"),
            )
        )
    if "chart" in case:
        given = case["chart"]
        series = tuple(Series(name, tuple(values)) for name, values in given["series"].items())
        yield Chart(spec=ChartSpec("line", tuple(given["categories"]), series, title=given.get("title")))


def _row(cells: list[object], kind: RowKind) -> Row:
    return Row(tuple(Cell((_paragraph(str(cell)),)) for cell in cells), kind)


def _paragraph(text: str) -> Paragraph:
    """A paragraph in which {key=shown} is the value of a fact."""
    parts = re.split(r"\{([^{}=]*)=([^{}]*)\}", text)
    runs = [Run(parts[0])]
    for key, words, rest in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        runs += [Run(words, facts=(key,)), Run(rest)]
    return Paragraph(tuple(run for run in runs if run.text))


def _section(title: str, slides: dict[str, Any], drawn: tuple[Node, ...], notes: list[str]) -> SectionNodes:
    made = []
    for name, texts in slides.items():
        layout, _, heading = name.rpartition("|")
        nodes = (Text(paragraphs=tuple(_paragraph(text) for text in texts)),) if texts else ()
        made.append(
            SlideNodes(
                key=name,
                title=paragraph(heading),
                layout=layout or "content",
                section=title,
                nodes=(*nodes, *drawn),
                notes=tuple(_paragraph(text) for text in notes),
            )
        )
    return SectionNodes(key=title, title=paragraph(title), slides=tuple(made))
