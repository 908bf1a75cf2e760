"""Tracked changes by hand: a body, and what it is when all are accepted and when all are rejected."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from docx import Document
from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_BY = 'w:id="1" w:author="甲" w:date="2026-01-01T00:00:00Z"'


def run(text: str, look: str = "") -> str:
    return f'<w:r>{look and f"<w:rPr>{look}</w:rPr>"}<w:t xml:space="preserve">{text}</w:t></w:r>'


def inserted(inside: str, tag: str = "ins") -> str:
    return f"<w:{tag} {_BY}>{inside}</w:{tag}>"


def deleted(text: str, look: str = "") -> str:
    return f"<w:del {_BY}>{run(text, look).replace('w:t', 'w:delText')}</w:del>"


def paragraph(inside: str, properties: str = "", mark: str = "") -> str:
    look = f"<w:rPr><w:{mark} {_BY}/></w:rPr>" if mark else ""
    return f"<w:p><w:pPr>{properties}{look}</w:pPr>{inside}</w:p>"


def row(*cells: str, mark: str = "") -> str:
    look = f"<w:trPr><w:{mark} {_BY}/></w:trPr>" if mark else ""
    return f"<w:tr>{look}{''.join(cells)}</w:tr>"


def cell(inside: str, mark: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="1000" w:type="dxa"/>{mark and f"<w:{mark} {_BY}/>"}</w:tcPr>{inside}</w:tc>'


def table(*rows: str) -> str:
    return f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="1000"/></w:tblGrid>{"".join(rows)}</w:tbl>'


def change(kind: str, old: str) -> str:
    return f"<w:{kind}Change {_BY}><w:{kind}>{old}</w:{kind}></w:{kind}Change>"


_CENTRE, _RIGHT = '<w:jc w:val="center"/>', '<w:jc w:val="right"/>'
_LAST = paragraph(run("末段"))
_NEW = paragraph(inserted(run("新")), "", "ins")

CASES: dict[str, tuple[str, str, str]] = {
    "runs": (
        paragraph(run("甲") + inserted(run("乙")) + deleted("丙") + run("丁")),
        paragraph(run("甲乙丁")),
        paragraph(run("甲丙丁")),
    ),
    "an insertion that was deleted again": (
        paragraph(run("甲") + inserted(deleted("乙")) + run("丁")),
        paragraph(run("甲丁")),
        paragraph(run("甲丁")),
    ),
    "look of a run": (
        paragraph(run("甲", "<w:b/>" + change("rPr", "<w:i/>"))),
        paragraph(run("甲", "<w:b/>")),
        paragraph(run("甲", "<w:i/>")),
    ),
    "look of a paragraph": (
        paragraph(run("甲"), _CENTRE + change("pPr", _RIGHT)),
        paragraph(run("甲"), _CENTRE),
        paragraph(run("甲"), _RIGHT),
    ),
    "a removed mark joins with the following paragraph, whose properties survive": (
        paragraph(run("甲"), _RIGHT, "del") + paragraph(run("乙"), _CENTRE),
        paragraph(run("甲乙"), _CENTRE),
        paragraph(run("甲"), _RIGHT) + paragraph(run("乙"), _CENTRE),
    ),
    "a split": (
        paragraph(run("甲"), _CENTRE, "ins") + paragraph(run("乙"), _RIGHT),
        paragraph(run("甲"), _CENTRE) + paragraph(run("乙"), _RIGHT),
        paragraph(run("甲乙"), _RIGHT),
    ),
    "three marks in a row": (
        "".join(paragraph(deleted(text), "", "del") for text in "甲乙丙") + _LAST,
        _LAST,
        "".join(paragraph(run(text)) for text in "甲乙丙") + _LAST,
    ),
    "a removed paragraph before a table": (
        paragraph(deleted("甲"), "", "del") + table(row(cell(_LAST))) + _LAST,
        table(row(cell(_LAST))) + _LAST,
        paragraph(run("甲")) + table(row(cell(_LAST))) + _LAST,
    ),
    "the last mark of a cell stays": (
        table(row(cell(paragraph(deleted("甲"), "", "del")))) + _LAST,
        table(row(cell(paragraph("")))) + _LAST,
        table(row(cell(paragraph(run("甲"))))) + _LAST,
    ),
    "a moved paragraph": (
        f'<w:moveFromRangeStart {_BY} w:name="m1"/>'
        + paragraph(inserted(run("甲"), "moveFrom"), "", "moveFrom")
        + '<w:moveFromRangeEnd w:id="1"/>'
        + paragraph(run("乙"))
        + f'<w:moveToRangeStart {_BY} w:name="m1"/>'
        + paragraph(inserted(run("甲"), "moveTo"), "", "moveTo")
        + '<w:moveToRangeEnd w:id="1"/>'
        + _LAST,
        paragraph(run("乙")) + paragraph(run("甲")) + _LAST,
        paragraph(run("甲")) + paragraph(run("乙")) + _LAST,
    ),
    "rows": (
        table(row(cell(_LAST)), row(cell(_NEW), mark="ins"), row(cell(paragraph(deleted("甲"))), mark="del")) + _LAST,
        table(row(cell(_LAST)), row(cell(paragraph(run("新"))))) + _LAST,
        table(row(cell(_LAST)), row(cell(paragraph(run("甲"))))) + _LAST,
    ),
    "a table without rows vanishes": (
        table(row(cell(_NEW), mark="ins"), row(cell(_NEW), mark="ins")) + _LAST,
        table(*[row(cell(paragraph(run("新"))))] * 2) + _LAST,
        _LAST,
    ),
    "cells": (
        table(row(cell(_LAST), cell(paragraph(run("甲")), "cellIns"), cell(paragraph(run("乙")), "cellDel"))) + _LAST,
        table(row(cell(_LAST), cell(paragraph(run("甲"))))) + _LAST,
        table(row(cell(_LAST), cell(paragraph(run("乙"))))) + _LAST,
    ),
    "a link without text vanishes": (
        paragraph(run("甲") + f'<w:hyperlink w:anchor="x">{inserted(run("乙"))}</w:hyperlink>'),
        paragraph(run("甲") + f'<w:hyperlink w:anchor="x">{run("乙")}</w:hyperlink>'),
        paragraph(run("甲")),
    ),
}


def package(body: str) -> bytes:
    """A .docx with this body."""
    buffer = BytesIO()
    Document().save(buffer)
    result = BytesIO()
    with ZipFile(buffer) as old, ZipFile(result, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                root = etree.fromstring(content)
                section = root[0][-1]
                inside = etree.fromstring(f'<w:body xmlns:w="{W}">{body}</w:body>')
                root[0][:] = [*inside, section]
                content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            new.writestr(name, content)
    return result.getvalue()


def texts(data: bytes) -> list[str]:
    """The text of every paragraph of the body, in order."""
    with ZipFile(BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return ["".join(item.itertext(f"{{{W}}}t")) for item in root.iter(f"{{{W}}}p")]
