"""styles.xml: the report's own styles, with Word's names, so that the user's menus show them in Chinese."""

from __future__ import annotations

from ssnet_docs.model.report_style import ReportStyle
from ssnet_docs.writers.docx.markup import LANGUAGE, MAIN, attribute, half_points, twips

HEADING_LEVELS = 9

# East Asian line breaking is spelt out: no hanging punctuation, gaps between Han and Latin, no character grid.
_BREAKING = (
    '<w:kinsoku/><w:overflowPunct w:val="0"/><w:topLinePunct w:val="0"/>'
    '<w:autoSpaceDE/><w:autoSpaceDN/><w:snapToGrid w:val="0"/>'
)

# The document is Chinese (see the defaults), but what is Latin in it is marked English: LibreOffice breaks figures
# and words marked as Chinese anywhere in a line.
_LATIN = '<w:lang w:val="en-US" w:eastAsia="zh-TW"/>'


def styles_xml(style: ReportStyle) -> str:
    """The whole part."""
    return (
        f'<w:styles xmlns:w="{MAIN}">{_defaults(style)}'
        f"{''.join([*_text(style), *_headings(style), *_contents(style), *_tables(style), *_small(style)])}</w:styles>"
    )


def exact(points: float, before: float = 0, after: float = 0) -> str:
    """`<w:spacing>` of exact lines, with space before and after, all in points."""
    return (
        f'<w:spacing w:before="{twips(before)}" w:after="{twips(after)}" w:line="{twips(points)}" w:lineRule="exact"/>'
    )


def table_text(size: float, *, header: bool = False) -> str:
    """The style of a table's text at a size in points."""
    return f"{'TableHeader' if header else 'TableText'}{size:g}".replace(".", "-")


def _defaults(style: ReportStyle) -> str:
    latin, east_asian = attribute(style.latin), attribute(style.east_asian)
    size = half_points(style.body)
    return (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f"<w:rFonts w:ascii={latin} w:hAnsi={latin} w:eastAsia={east_asian} w:cs={latin}/>"
        f'<w:kern w:val="0"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>{LANGUAGE}'
        "</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault><w:pPr><w:widowControl/>{_BREAKING}</w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="0" w:defUnhideWhenUsed="0"'
        ' w:defQFormat="0" w:count="376"/>'
    )


def _style(
    identifier: str,
    name: str,
    paragraph: str = "",
    run: str = "",
    *,
    based: str = "Normal",
    following: str = "",
    kind: str = "paragraph",
    quick: bool = True,
) -> str:
    default = ' w:default="1"' if identifier in {"Normal", "DefaultParagraphFont", "TableNormal"} else ""
    own = ' w:customStyle="1"' if any(ord(letter) > 0x2E80 for letter in name) else ""
    return (
        f'<w:style w:type="{kind}"{own}{default} w:styleId="{identifier}"><w:name w:val="{name}"/>'
        + (f'<w:basedOn w:val="{based}"/>' if based and not default else "")
        + (f'<w:next w:val="{following}"/>' if following else "")
        + ("<w:qFormat/>" if quick else "")
        + (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "")
        + (f"<w:rPr>{run}</w:rPr>" if run else "")
        + "</w:style>"
    )


def _size(points: float, *, bold: bool | None = None) -> str:
    heavy = "" if bold is None else "<w:b/><w:bCs/>" if bold else '<w:b w:val="0"/><w:bCs w:val="0"/>'
    return f'{heavy}<w:sz w:val="{half_points(points)}"/><w:szCs w:val="{half_points(points)}"/>'


def _text(style: ReportStyle) -> list[str]:
    em, line = style.body, style.line
    first = f'<w:ind w:firstLineChars="200" w:firstLine="{twips(2 * em)}"/>'
    both = '<w:jc w:val="both"/>'
    return [
        _style("Normal", "Normal", exact(line), _LATIN),
        _style("BodyText", "Body Text", exact(line, 0, em * 0.25) + first + both),
        _style("Lead", "重點說明", exact(line, 0, em * 0.25) + both, "<w:b/><w:bCs/>", following="BodyText"),
        _style("Minor", "內文小標", "<w:keepNext/>" + exact(line, em * 0.4), "<w:b/><w:bCs/>", following="BodyText"),
        _style(
            "Quote",
            "Quote",
            exact(line, em * 0.3, em * 0.3) + f'<w:ind w:left="{twips(2 * em)}" w:right="{twips(2 * em)}"/>' + both,
        ),
        _style("ListParagraph", "List Paragraph", exact(line, 0, em * 0.12) + both),
        _style(
            "Figure",
            "圖",
            f'<w:keepNext/><w:spacing w:before="{twips(8)}" w:after="{twips(2)}" w:line="240" w:lineRule="auto"/>'
            '<w:jc w:val="center"/>',
        ),
        _style("Title", "Title", exact(44, 0, 10) + '<w:jc w:val="center"/>', _size(32, bold=True)),
        _style("Subtitle", "Subtitle", exact(34, 0, 6) + '<w:jc w:val="center"/>', _size(24)),
        _style("CoverText", "封面文字", exact(30) + '<w:jc w:val="center"/>', _size(18)),
    ]


def heading_line(size: float) -> float:
    """Exact height of a heading's line in points."""
    return size * 1.55


_LIST_TITLE = 20.0
LIST_HEADING = heading_line(_LIST_TITLE) + 8
"""Points that the heading of a list takes with the space below it."""


def _headings(style: ReportStyle) -> list[str]:
    """Headings bound to the numbering, whose levels hold their indents."""
    result = []
    for level in range(1, HEADING_LEVELS + 1):
        size = style.heading(level)
        before = (16.0, 10.0, 6.0)[min(level, 3) - 1]
        start = "<w:pageBreakBefore/>" if level == 1 and style.new_page else ""
        number = f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="1"/></w:numPr>'
        spacing = exact(heading_line(size), before, 4 if level < 3 else 2)
        result.append(
            _style(
                f"Heading{level}",
                f"heading {level}",
                f'<w:keepNext/><w:keepLines/>{start}{number}{spacing}<w:outlineLvl w:val="{level - 1}"/>',
                _size(size, bold=level <= 3),
                following="BodyText",
            )
        )
    return result


def _contents(style: ReportStyle) -> list[str]:
    em, line = style.body, style.line
    right = twips(style.text_width())
    tab = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{right}"/></w:tabs>'
    result = [
        _style(
            "TOCHeading",
            "TOC Heading",
            "<w:keepNext/><w:keepLines/>" + exact(heading_line(_LIST_TITLE), 0, 8) + '<w:jc w:val="center"/>',
            _size(_LIST_TITLE, bold=True),
            following="BodyText",
        )
    ]
    for level in range(1, style.contents_levels + 1):
        left = em * (2 + 1.5 * (level - 1))
        indent = f'<w:ind w:left="{twips(left)}" w:hanging="{twips(2 * em)}"/>'
        before = 4 if level == 1 else 0
        bold = "<w:b/><w:bCs/>" if level == 1 else ""
        result.append(_style(f"TOC{level}", f"toc {level}", tab + exact(line, before) + indent, bold, quick=False))
    indent = f'<w:ind w:left="{twips(3 * em)}" w:hanging="{twips(3 * em)}"/>'
    result.append(_style("TableofFigures", "table of figures", tab + exact(line) + indent, quick=False))
    return result


def _tables(style: ReportStyle) -> list[str]:
    result = []
    for size in style.table_sizes:
        line = exact(size * 1.32)
        result.append(_style(table_text(size), f"表格文字 {size:g}", line, _size(size)))
        header = line + '<w:jc w:val="center"/>'
        result.append(_style(table_text(size, header=True), f"表格標題列 {size:g}", header, _size(size, bold=True)))
    edge = "".join(
        f'<w:{side} w:val="single" w:sz="{8 if side in {"top", "bottom"} else 4}" w:space="0" w:color="404040"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 30), ("left", 80), ("bottom", 30), ("right", 80))
    )
    plain = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 0), ("left", 108), ("bottom", 0), ("right", 108))
    )
    result.append(
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        f'<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        f"<w:tblCellMar>{plain}</w:tblCellMar></w:tblPr></w:style>"
    )
    result.append(
        '<w:style w:type="table" w:customStyle="1" w:styleId="ReportTable"><w:name w:val="報告表格"/>'
        '<w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders>{edge}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>"
    )
    return result


def _small(style: ReportStyle) -> list[str]:
    caption, note = style.caption, style.note
    right = '<w:jc w:val="right"/>'
    hanging = f'<w:ind w:left="{twips(note * 2)}" w:hanging="{twips(note * 2)}"/>'
    return [
        _style(
            "Caption",
            "caption",
            "<w:keepLines/>" + exact(caption * 1.5, 6, 3) + '<w:jc w:val="center"/>',
            _size(caption, bold=True),
            following="BodyText",
        ),
        _style("TableUnit", "表格單位", "<w:keepNext/>" + exact(note * 1.45, 0, 1) + right, _size(note)),
        _style("Remark", "附註", exact(note * 1.45, 2) + hanging, _size(note)),
        _style(
            "SheetTitle", "表單標題", exact(heading_line(20), 0, 4) + '<w:jc w:val="center"/>', _size(20, bold=True)
        ),
        _style("SheetLine", "表單說明", exact(note * 1.5, 0, 4) + '<w:jc w:val="center"/>', _size(note)),
        _style("SourceNote", "資料出處", exact(note * 1.45, 2, 6), _size(note)),
        _style("Header", "header", exact(16), _size(10), quick=False),
        _style("Footer", "footer", exact(16) + '<w:jc w:val="center"/>', _size(11), quick=False),
        _style(
            "FootnoteText",
            "footnote text",
            exact(note * 1.45) + f'<w:ind w:left="{twips(note)}" w:hanging="{twips(note)}"/>',
            _size(note),
            quick=False,
        ),
        _style("DefaultParagraphFont", "Default Paragraph Font", kind="character", quick=False),
        _style(
            "FootnoteReference",
            "footnote reference",
            "",
            '<w:vertAlign w:val="superscript"/>',
            based="DefaultParagraphFont",
            kind="character",
            quick=False,
        ),
        _style(
            "Hyperlink",
            "Hyperlink",
            "",
            '<w:color w:val="0B5394"/><w:u w:val="single"/>',
            based="DefaultParagraphFont",
            kind="character",
            quick=False,
        ),
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>',
    ]
