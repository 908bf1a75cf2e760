"""Page sections, headers and footers, and the draft's watermark."""

from __future__ import annotations

from ssnet_docs.model.report import Report
from ssnet_docs.model.report_style import ReportStyle
from ssnet_docs.writers.docx.markup import (
    NAMESPACES,
    attribute,
    field,
    paragraph,
    plain_run,
    twips,
)
from ssnet_docs.writers.docx.writing import Writing

DRAFT = "草案"
_VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'


def header_xml(report: Report, *, landscape: bool = False, cover: bool = False) -> str:
    """A header part: title and organisation above a rule. A cover's header holds only the draft's watermark."""
    mark = _watermark(report.style, 1 + landscape + 2 * cover) if report.status == "draft" else ""
    inner = mark if cover else mark + _header_line(report)
    right = twips(report.style.text_width(landscape))
    rule = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="2" w:color="7F7F7F"/></w:pBdr>'
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{right}"/></w:tabs>'
    body = paragraph("Header", inner, "" if cover else rule + tabs)
    return f"<w:hdr {NAMESPACES} {_VML}>{body}</w:hdr>"


def footer_xml(writing: Writing) -> str:
    """A footer part: 「第 n 頁，共 N 頁」."""
    total = str(writing.pages.total) if writing.pages.known else ""
    inner = (
        plain_run("第 ")
        + field("PAGE", plain_run("1"))
        + plain_run(" 頁，共 ")
        + field("NUMPAGES", plain_run(total), dirty=not writing.pages.known)
        + plain_run(" 頁")
    )
    return f"<w:ftr {NAMESPACES}>{paragraph('Footer', inner)}</w:ftr>"


def section_properties(style: ReportStyle, header: str, footer: str | None, *, landscape: bool = False) -> str:
    """`<w:sectPr>` of pages of one orientation; a landscape page is bound at its top.

    `header` and `footer` are relationship ids; without a footer the pages have none.
    """
    wide, high = style.paper if not landscape else style.paper[::-1]
    if landscape:
        top, right, bottom, left = style.binding, style.top, style.outer, style.bottom
    else:
        top, right, bottom, left = style.top, style.outer, style.bottom, style.binding
    orientation = ' w:orient="landscape"' if landscape else ""
    return (
        f'<w:sectPr><w:headerReference w:type="default" r:id="{header}"/>'
        + (f'<w:footerReference w:type="default" r:id="{footer}"/>' if footer else "")
        + '<w:type w:val="nextPage"/>'
        + f'<w:pgSz w:w="{twips(wide)}" w:h="{twips(high)}"{orientation}/>'
        f'<w:pgMar w:top="{twips(top)}" w:right="{twips(right)}" w:bottom="{twips(bottom)}" w:left="{twips(left)}"'
        f' w:header="{twips(style.header)}" w:footer="{twips(style.footer)}" w:gutter="0"/>'
        '<w:cols w:space="720"/></w:sectPr>'
    )


def _header_line(report: Report) -> str:
    return plain_run(f"{report.title}\t{report.organisation}")


def _watermark(style: ReportStyle, number: int) -> str:
    """Word's own form of a watermark: VML text behind the page's text, which LibreOffice shows too."""
    size = min(style.text_width() * 0.8, 400)
    place = (
        f"position:absolute;margin-left:0;margin-top:0;width:{size:.0f}pt;height:{size / 2:.0f}pt;rotation:315;"
        "z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin"
    )
    face = attribute(f'font-family:"{style.east_asian}";font-size:1pt')
    return (
        "<w:r><w:rPr><w:noProof/></w:rPr><w:pict>"
        '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"'
        ' path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
        '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
        '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
        '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="custom"/><v:textpath on="t" fitshape="t"/>'
        '<v:handles><v:h position="#0,bottomRight" xrange="6629,14971"/></v:handles><o:lock v:ext="edit"'
        ' text="t" shapetype="t"/></v:shapetype>'
        f'<v:shape id="PowerPlusWaterMarkObject{number}" o:spid="_x0000_s{2048 + number}" type="#_x0000_t136"'
        f' alt="{DRAFT}浮水印" style="{place}" o:allowincell="f" fillcolor="#d9d9d9" stroked="f">'
        f'<v:fill opacity=".5"/><v:textpath style={face}'
        f' string="{DRAFT}"/></v:shape></w:pict></w:r>'
    )
