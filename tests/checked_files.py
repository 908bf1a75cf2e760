"""Makes a written file from a short case in YAML: the sample deck or report with something changed in its parts.

file: `deck` or `report` of this program, `foreign-deck` or `foreign-report` by python-pptx and python-docx.
change: [part, pattern, text, …], or several of these: replaces the first match of a pattern; one that matches nothing
is a mistake in the case; `all: true` replaces every match. drop: parts to leave out; add: parts by name; twice:
parts to store twice.

The sample deck's slides: 1 cover, 2 divider, 3 list, 4 table, 5 charts, 6 line chart, 7 shapes, 8 connectors, 9 more of
them, 10 picture, 11 closing.
"""

from __future__ import annotations

import io
import re
import warnings
from functools import cache
from typing import Any
from zipfile import ZipFile

import docx
import pptx
import sample_report
from sample_written import sample_package
from validation import parts

from ssnet_docs.checks.parts.made import Made
from ssnet_docs.project import Project
from ssnet_docs.writers.docx.report import write

PROJECT = Project.find()


def made(case: dict[str, Any]) -> Made:
    found = dict(_BASES[case["file"]]())
    changes = case.get("change", [])
    for change in [changes] if changes and isinstance(changes[0], str) else changes:
        part, pairs = change[0], change[1:]
        text = found[part].decode()
        for pattern, words in zip(pairs[::2], pairs[1::2], strict=True):
            changed = re.sub(pattern, words, text, count=0 if case.get("all") else 1, flags=re.DOTALL)
            assert changed != text, f"{pattern} is not in {part}"
            text = changed
        found[part] = text.encode()
    for part in case.get("drop", ()):
        del found[part]
    found |= {name: content.encode() for name, content in case.get("add", {}).items()}
    data = _zipped(found, case.get("twice", ()))
    return Made("case", ".docx" if "report" in case["file"] else ".pptx", PROJECT, write=lambda _: data)


def _zipped(found: dict[str, bytes], twice: list[str]) -> bytes:
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        for name in (*found, *twice):
            archive.writestr(name, found[name])
    return buffer.getvalue()


@cache
def _deck() -> dict[str, bytes]:
    return parts(sample_package())


@cache
def _report() -> dict[str, bytes]:
    return parts(write(sample_report.composed(sample_report.plan()), sample_report.THEME, sample_report.PROJECT))


@cache
def _foreign_deck() -> dict[str, bytes]:
    """A slide with a title, a table and two text boxes, as python-pptx writes them."""
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    slide.shapes.title.text = "標題"
    for number, text in enumerate(("第一段", "第二段")):
        slide.shapes.add_textbox(914400, 2000000 + number * 900000, 4000000, 500000).text_frame.text = text
    table = slide.shapes.add_table(2, 2, 914400, 4000000, 4000000, 800000).table
    table.cell(0, 0).text = "欄位"
    return _saved(presentation)


@cache
def _foreign_report() -> dict[str, bytes]:
    """Headings, paragraphs and a table, as python-docx writes them."""
    document = docx.Document()
    document.add_heading("第一章", 1)
    document.add_heading("第一節", 2)
    document.add_paragraph("內文")
    table = document.add_table(2, 2, style="Table Grid")
    table.cell(0, 0).text = "欄位"
    return _saved(document)


def _saved(document: Any) -> dict[str, bytes]:
    buffer = io.BytesIO()
    document.save(buffer)
    return parts(buffer.getvalue())


_BASES = {"deck": _deck, "report": _report, "foreign-deck": _foreign_deck, "foreign-report": _foreign_report}
