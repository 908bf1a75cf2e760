"""The report with python-docx as its documentation shows: a table grows by `add_row().cells`.

`table.cell(row, column)` would be five times slower for tables of 25 rows, and quadratic.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.bench.speed import timed


def make(workload: Path, output: Path) -> None:
    import docx
    from docx.shared import Cm

    content = json.loads((workload / "workload.json").read_text(encoding="utf-8"))
    report = docx.Document()
    for section in content["sections"]:
        report.add_heading(section["title"], 1)
        for paragraph in section["paragraphs"]:
            report.add_paragraph(paragraph)
        if "table" in section:
            table = report.add_table(rows=1, cols=len(section["table"]["header"]), style="Table Grid")
            _fill(table.rows[0].cells, section["table"]["header"])
            for row in section["table"]["rows"]:
                _fill(table.add_row().cells, row)
        if "picture" in section:
            report.add_picture(str(workload / section["picture"]), width=Cm(15))
    report.save(str(output))


def _fill(cells: Any, texts: list[str]) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    for column, (cell, text) in enumerate(zip(cells, texts, strict=True)):
        cell.text = text
        if column:
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


if __name__ == "__main__":
    timed.run(make)
