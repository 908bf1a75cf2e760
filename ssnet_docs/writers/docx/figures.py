"""Native charts and pictures inside the text."""

from __future__ import annotations

from ssnet_docs.model.report import ReportChart, ReportPicture
from ssnet_docs.writers.docx.markup import DRAWING, attribute, emu, paragraph
from ssnet_docs.writers.docx.writing import Writing
from ssnet_docs.writers.ooxml.chart import chart_xml
from ssnet_docs.writers.ooxml.workbook import workbook

_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def chart(block: ReportChart, writing: Writing) -> str:
    """A paragraph with a native chart, whose workbook is embedded."""
    writing.charts += 1
    package, number = writing.package, writing.charts
    name = f"word/charts/chart{number}.xml"
    book = package.add(f"word/embeddings/Microsoft_Excel_Worksheet{number}.xlsx", workbook(block.spec), _BOOK_TYPE)
    content = chart_xml(
        block.spec,
        writing.theme,
        label_size=block.label_size,
        width=block.width,
        height=block.height,
        strategy=block.strategy,
        workbook_rid=package.relate(name, "package", book),
    )
    package.add(name, content, _CHART_TYPE)
    inner = f'<c:chart r:id="{writing.relate("chart", name)}"/>'
    return _figure(block, f'<a:graphicData uri="{DRAWING}/chart">{inner}</a:graphicData>', "圖表", writing)


def picture(block: ReportPicture, writing: Writing) -> str:
    """A paragraph with a picture; the same file is stored once. Raises ContentError where the file is not there."""
    name = writing.pictures.part(block.path, block.source)
    rid = writing.relate("image", name)
    width, height = emu(block.width), emu(block.height)
    inner = (
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="0" name={attribute(name.rpartition("/")[2])}/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{rid}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    )
    return _figure(block, f'<a:graphicData uri="{DRAWING}/picture">{inner}</a:graphicData>', "圖片", writing)


def _figure(block: ReportChart | ReportPicture, graphic: str, word: str, writing: Writing) -> str:
    number = writing.drawing()
    title = f" title={attribute(block.title)}" if block.title else ""
    inner = (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{emu(block.width)}" cy="{emu(block.height)}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{number}" name="{word} {number}" descr={attribute(block.description)}{title}/>'
        f"<wp:cNvGraphicFramePr/><a:graphic>{graphic}</a:graphic></wp:inline></w:drawing></w:r>"
    )
    return paragraph("Figure", inner, "" if block.kept else '<w:keepNext w:val="0"/>')
