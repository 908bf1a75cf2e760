"""Makes small files from a short case in YAML, for LibreOffice to draw; python-pptx and python-docx write them.

drawn: what stands on a slide of 960 × 540 points. A text box is {text, at: [x, y, width, height]}, and may have size,
face, wrap (false: one line), shape (an AutoShape such as OVAL), turned (vertical text), fit (PowerPoint's shrinking,
in per cent); a table is {table: rows, at: [x, y, width], heights}, a picture {picture: [x, y, width, height]}.

laid_out: what stands in a report, A4 with margins of an inch. A paragraph is its text or {text, times, face, size,
style}; further items are {heading, level, mark (a bookmark), keep}, {table: rows, height (exact), width, indent, face},
{picture: [width, height]}, {contents: [[title, page, bookmark], …]}, {break: page}, {start: number of the next page}.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import docx
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn as w
from docx.shared import Pt
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE
from pptx.oxml.ns import qn
from sample_deck import png

from ssnet_docs.checks.parts.made import Made
from ssnet_docs.project import Project

PROJECT = Project.find()
FACE, REPORT_FACE = "Microsoft JhengHei", "標楷體"


def made(case: dict[str, Any]) -> Made:
    data = _deck(case["drawn"]) if "drawn" in case else _report(case["laid_out"])
    return Made("case", ".pptx" if "drawn" in case else ".docx", PROJECT, write=lambda _: data)


# --- slides --------------------------------------------------------------------------------------------------------


def _deck(items: list[dict[str, Any]]) -> bytes:
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Pt(960), Pt(540)
    shapes = presentation.slides.add_slide(presentation.slide_layouts[6]).shapes
    for item in items:
        if "table" in item:
            _slide_table(shapes, item)
        elif "picture" in item:
            shapes.add_picture(io.BytesIO(png(40, 30)), *map(Pt, item["picture"]))
        else:
            _box(shapes, item)
    return _saved(presentation)


def _box(shapes: Any, item: dict[str, Any]) -> None:
    rect = [Pt(length) for length in item["at"]]
    shape = shapes.add_shape(MSO_SHAPE[item["shape"]], *rect) if "shape" in item else shapes.add_textbox(*rect)
    frame = shape.text_frame
    frame.word_wrap = item.get("wrap", True)
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    properties = frame._txBody.find(qn("a:bodyPr"))
    if item.get("turned"):
        properties.set("vert", "eaVert")
    if "fit" in item:
        properties.append(properties.makeelement(qn("a:normAutofit"), {"fontScale": str(item["fit"] * 1000)}))
    _write(frame, item["text"], item)


def _slide_table(shapes: Any, item: dict[str, Any]) -> None:
    rows, heights = item["table"], item["heights"]
    x, y, width = item["at"]
    table = shapes.add_table(len(rows), len(rows[0]), Pt(x), Pt(y), Pt(width), Pt(sum(heights))).table
    for number, row in enumerate(rows):
        table.rows[number].height = Pt(heights[number])
        for column, text in enumerate(row):
            _write(table.cell(number, column).text_frame, text, {"size": 14, **item})


def _write(frame: Any, text: str, item: dict[str, Any]) -> None:
    for number, words in enumerate(str(text).split("\n")):
        paragraph = frame.add_paragraph() if number else frame.paragraphs[0]
        run = paragraph.add_run()
        run.text = words
        face = item.get("face", FACE)
        run.font.size, run.font.name = Pt(item.get("size", 20)), "Arial" if face == FACE else face
        run._r.get_or_add_rPr().append(run._r.makeelement(qn("a:ea"), {"typeface": face}))


# --- reports -------------------------------------------------------------------------------------------------------


def _report(items: list[Any]) -> bytes:
    document = docx.Document()
    for number in range(1, 4):
        document.styles.add_style(f"toc {number}", WD_STYLE_TYPE.PARAGRAPH)
    for item in items:
        given = {"text": item} if isinstance(item, str) else item
        next(write for key, write in _WRITERS.items() if key in given)(document, given)
    for style in document.styles.element.iter(w("w:rFonts")):  # one face throughout, whatever the template says
        style.attrib.clear()
        _faces(style, REPORT_FACE)
    return _saved(document)


def _faces(fonts: Any, face: str) -> None:
    for name in ("ascii", "hAnsi", "eastAsia"):
        fonts.set(w(f"w:{name}"), face)


def _run(paragraph: Any, item: dict[str, Any], text: str) -> None:
    run = paragraph.add_run(text)
    run.font.size = Pt(item.get("size", 12))
    if "face" in item:
        _faces(run._r.get_or_add_rPr().get_or_add_rFonts(), item["face"])


def _text(document: Any, item: dict[str, Any]) -> None:
    for _ in range(item.get("times", 1)):
        _run(document.add_paragraph(style=item.get("style")), item, item["text"])


def _heading(document: Any, item: dict[str, Any]) -> None:
    paragraph = document.add_heading("", item.get("level", 1))
    paragraph.paragraph_format.keep_with_next = item.get("keep", True)
    _run(paragraph, item, item["heading"])
    if "mark" in item:
        for name in ("bookmarkStart", "bookmarkEnd"):
            mark = OxmlElement(f"w:{name}")
            mark.set(w("w:id"), "1")
            if name == "bookmarkStart":
                mark.set(w("w:name"), item["mark"])
            paragraph._p.append(mark)


def _table(document: Any, item: dict[str, Any]) -> None:
    rows = item["table"]
    table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
    table.autofit = "width" not in item
    for column in table.columns if "width" in item else ():
        column.width = Pt(item["width"])
    for number, row in enumerate(rows):
        if "height" in item:
            table.rows[number].height = Pt(item["height"])
            table.rows[number].height_rule = WD_ROW_HEIGHT_RULE.EXACTLY
        for column, text in enumerate(row):
            cell = table.cell(number, column)
            if "width" in item:
                cell.width = Pt(item["width"])
            _run(cell.paragraphs[0], item, str(text))


def _contents(document: Any, item: dict[str, Any]) -> None:
    for title, page, *mark in item["contents"]:
        paragraph = document.add_paragraph(style="toc 1")
        if mark:
            link = OxmlElement("w:hyperlink")
            link.set(w("w:anchor"), mark[0])
            paragraph._p.append(link)
            paragraph.add_run(f"{title}\t{page}")
            link.append(paragraph.runs[-1]._r)
        else:
            paragraph.add_run(f"{title}\t{page}")


def _picture(document: Any, item: dict[str, Any]) -> None:
    width, height = item["picture"]
    document.add_picture(io.BytesIO(png(40, 30)), Pt(width), Pt(height))


def _start(document: Any, item: dict[str, Any]) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    number = OxmlElement("w:pgNumType")
    number.set(w("w:start"), str(item["start"]))
    section._sectPr.append(number)


_WRITERS: dict[str, Callable[[Any, dict[str, Any]], None]] = {
    "heading": _heading,
    "table": _table,
    "picture": _picture,
    "contents": _contents,
    "break": lambda document, _: document.add_page_break(),
    "start": _start,
    "text": _text,
}


def _saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
