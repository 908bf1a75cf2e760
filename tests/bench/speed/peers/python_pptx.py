"""The deck with python-pptx as its documentation shows: tables cell by cell, charts from `CategoryChartData`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.bench.speed import timed


def make(workload: Path, output: Path) -> None:
    from pptx import Presentation

    content = json.loads((workload / "workload.json").read_text(encoding="utf-8"))
    deck = Presentation()
    for slide in content["slides"]:
        _SLIDES[slide["kind"]](deck, slide, workload)
    deck.save(str(output))


def _text(deck: Any, content: dict[str, Any], workload: Path) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = content["title"]
    frame = slide.placeholders[1].text_frame
    for number, point in enumerate(content["points"]):
        paragraph = frame.add_paragraph() if number else frame.paragraphs[0]
        paragraph.text = point


def _table(deck: Any, content: dict[str, Any], workload: Path) -> None:
    from pptx.dml.color import RGBColor
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Inches, Pt

    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = content["title"]
    lines = [content["table"]["header"], *content["table"]["rows"]]
    shape = slide.shapes.add_table(len(lines), len(lines[0]), Inches(0.5), Inches(1.5), Inches(9), Inches(5))
    for number, line in enumerate(lines):
        for column, text in enumerate(line):
            cell = shape.table.cell(number, column)
            cell.text = text
            paragraph = cell.text_frame.paragraphs[0]
            paragraph.font.size = Pt(12)
            paragraph.font.bold = number == 0
            paragraph.alignment = PP_ALIGN.RIGHT if column else PP_ALIGN.LEFT
            cell.fill.solid()
            cell.fill.fore_color.rgb = RGBColor(0xFF, 0xFF, 0xFF) if number else RGBColor(0x1F, 0x4E, 0x79)


def _chart(deck: Any, content: dict[str, Any], workload: Path) -> None:
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Inches

    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = content["title"]
    data = CategoryChartData()
    data.categories = content["categories"]
    for series in content["series"]:
        data.add_series(series["name"], series["values"])
    chart = slide.shapes.add_chart(
        XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(0.5), Inches(1.5), Inches(9), Inches(5), data
    ).chart
    chart.has_legend = True
    chart.plots[0].has_data_labels = True


def _picture(deck: Any, content: dict[str, Any], workload: Path) -> None:
    from pptx.util import Inches

    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = content["title"]
    slide.shapes.add_picture(str(workload / content["picture"]), Inches(1), Inches(1.5), Inches(8))


_SLIDES = {"text": _text, "table": _table, "chart": _chart, "picture": _picture}

if __name__ == "__main__":
    timed.run(make)
