"""Builds composed slides from a short case in YAML, with faults that compose itself never makes.

slides: each has `frames` (from top to bottom), and may have `layout`, `title`, `part`, `parts`, `strategy`. A frame has
one of the keys below and may have `key` and `at: [x, y, width, height]` in points, else the content's place:

text: paragraphs, with role, size, bold, colour, slot, mark, scale; `*n` after a text repeats it
shapes: [{text, at, fill, colour, shape, size}]; `fill` and `colour` are a role, or [role, tint]
table: rows of texts, with header (rows), size, fill, kinds (of rows), colour
chart: name of series → values (or null), with kind, minimum, reason, stacking, colours
picture: [pixels wide, pixels high]

`report` has such tables, charts and pictures in the flow of a report.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from sample_deck import THEME, deck, png, slide
from sample_report import STYLE

from ssnet_docs.checks.parts.made import Made
from ssnet_docs.model.chart import ChartSpec, Series
from ssnet_docs.model.layout import Rect
from ssnet_docs.model.page import (
    Deck,
    Placed,
    PlacedChart,
    PlacedDrawing,
    PlacedPicture,
    PlacedShape,
    PlacedTable,
    PlacedText,
    Slide,
)
from ssnet_docs.model.report import Cover, PageSection, Report, ReportBlock, ReportChart, ReportPicture, ReportTable
from ssnet_docs.model.table import Cell, Row
from ssnet_docs.model.text import Colour, Mark, Paragraph, Run
from ssnet_docs.project import Project

REAL = Project.find(Path(__file__).parent)


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """A project folder with the metrics of the real one, for the pictures of cases."""
    folder = tempfile.TemporaryDirectory(prefix="ssnet-cases-")
    (Path(folder.name) / "layouts").symlink_to(REAL.root / "layouts")
    return folder


def made(case: dict[str, Any]) -> Made:
    project = Project(Path(_folder().name))
    composed: Deck | Report
    if "report" in case:
        composed = _report(case["report"])
    else:
        composed = deck(*(_slide(given, number) for number, given in enumerate(case["slides"], 1)), id="case")
    return Made("case", ".pptx", project, write=lambda _: b"", compose=lambda: composed, theme=THEME)


def _slide(given: dict[str, Any], number: int) -> Slide:
    layout = given.get("layout", "content")
    part = given.get("part", 1)
    base = given.get("key", "一/頁" if "part" in given else f"一/頁{number}")
    return slide(
        given.get("title", "標題"),
        *(_frame(frame, index, layout) for index, frame in enumerate(given.get("frames", ()))),
        layout=layout,
        key=base if part == 1 else f"{base}#{part}",
        part=part,
        parts=given.get("parts", 1),
        strategy=given.get("strategy"),
    )


def _frame(given: dict[str, Any], index: int, layout: str) -> Placed:
    place = THEME.layouts[layout].object_slots
    rect = Rect(*given["at"]) if "at" in given else place[0].rect if place else Rect(48, 120, 864, 340)
    key = given.get("key", f"一/頁/{index}")
    if "text" in given:
        return PlacedText(rect=rect, paragraphs=_paragraphs(given), slot=given.get("slot"), key=key)
    if "shapes" in given:
        return PlacedDrawing(rect=rect, shapes=tuple(_shape(one, rect) for one in given["shapes"]), name="圖", key=key)
    if "table" in given:
        return _table(given, rect, key)
    if "chart" in given:
        return PlacedChart(rect=rect, spec=_spec(given), label_size=given.get("size", 14), key=key)
    return PlacedPicture(rect=rect, path=_picture(given["picture"]), key=key)


def _colour(given: Any) -> Colour | None:
    return None if given is None else Colour(*given) if isinstance(given, list) else Colour(given)


def _repeated(text: str) -> str:
    words, _, count = text.rpartition("*")
    return words * int(count) if words and count.isdigit() else text


def _paragraphs(given: dict[str, Any]) -> tuple[Paragraph, ...]:
    texts = given["text"] if isinstance(given["text"], list) else [given["text"]]
    return tuple(
        Paragraph(
            (Run(_repeated(text), scale=given.get("scale", 1.0), superscript=given.get("superscript", False)),),
            given.get("role", "body"),
            mark=Mark(given["mark"]) if "mark" in given else None,
            colour=_colour(given.get("colour")),
            bold=given.get("bold"),
            size=given.get("size", 20),
        )
        for text in texts
    )


def _shape(given: dict[str, Any], within: Rect) -> PlacedShape:
    return PlacedShape(
        rect=Rect(*given["at"]) if "at" in given else within,
        shape=given.get("shape", "rectangle"),
        paragraphs=_paragraphs(given) if "text" in given else (),
        fill=_colour(given.get("fill")),
    )


def _table(given: dict[str, Any], rect: Rect, key: str) -> PlacedTable:
    rows = given["table"]
    columns = len(rows[0])
    height = rect.height / len(rows) if "at" in given else 24.0
    return PlacedTable(
        rect=Rect(rect.x, rect.y, rect.width, height * len(rows)),
        widths=(rect.width / columns,) * columns,
        heights=(height,) * len(rows),
        rows=_rows(given, "dense"),
        header_rows=given.get("header", 1),
        stub_columns=1,
        aligns=("start",) * columns,
        name="表",
        key=key,
    )


def _rows(given: dict[str, Any], role: str) -> tuple[Row, ...]:
    kinds = given.get("kinds", ())
    fill = _colour(given.get("fill"))
    return tuple(
        Row(
            tuple(
                Cell(_paragraphs({"role": role, "size": 14, **given, "text": str(text)}), fill=fill) for text in texts
            ),
            kind=kinds[number] if number < len(kinds) else "header" if number < given.get("header", 1) else "body",
        )
        for number, texts in enumerate(given["table"])
    )


def _spec(given: dict[str, Any]) -> ChartSpec:
    kind = given.get("kind", "column")
    drawn = {"line": "line", "doughnut": "doughnut"}.get(kind, "column")
    colours = given.get("colours", [])
    series = []
    for number, (name, values) in enumerate(given["chart"].items()):
        chosen = _colour(colours[number]) if number < len(colours) and drawn != "doughnut" else None
        points = tuple(_colour(one) for one in colours) if drawn == "doughnut" else ()
        series.append(Series(name, tuple(values), kind=drawn, colour=chosen, point_colours=points))  # type: ignore[arg-type]
    return ChartSpec(
        kind=kind,
        categories=tuple(f"類別{number}" for number in range(len(series[0].values))),
        series=tuple(series),
        stacking=given.get("stacking", "none"),
        title="圖",
        axis_minimum=given.get("minimum", 0.0),
        axis_reason=given.get("reason", ""),
    )


def _picture(size: list[int]) -> str:
    name = f"{size[0]}x{size[1]}.png"
    file = Path(_folder().name) / name
    if not file.exists():
        file.write_bytes(png(*size))
    return name


# --- reports -------------------------------------------------------------------------------------------------------


def _report(blocks: list[dict[str, Any]]) -> Report:
    return Report(
        id="case",
        title="報告",
        subtitle="",
        organisation="",
        iso_date="2026-01-01",
        cover=Cover(("報告",), 26, "", "", (), "", (), ()),
        sections=(PageSection(tuple(_block(given) for given in blocks)),),
        style=STYLE,
    )


def _block(given: dict[str, Any]) -> ReportBlock:
    if "table" in given:
        columns = len(given["table"][0])
        return ReportTable(
            rows=_rows(given, "dense"),
            header_rows=1,
            stub_columns=1,
            widths=(60.0,) * columns,
            aligns=("start",) * columns,
            size=given.get("size", 12),
            title="表",
            key="一/頁/表",
        )
    if "chart" in given:
        return ReportChart(
            spec=_spec(given), width=400, height=200, label_size=given.get("size", 10), title="圖", key="一/頁/圖"
        )
    width = given.get("width", 400)
    return replace(ReportPicture(path=_picture(given["picture"]), width=width, height=width / 2, key="一/頁/圖片"))
