"""The parts of a template's package around master and layouts: presentation, properties, notes master."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from ssnet_docs.model.layout import Rect, Theme
from ssnet_docs.model.text import Colour
from ssnet_docs.writers.ooxml.colour import fill_xml
from ssnet_docs.writers.ooxml.theme import theme_xml
from ssnet_docs.writers.pptx.master_shapes import COLOUR_MAP, NAMESPACES, body, frame, line, number_field, shape, tree
from ssnet_docs.writers.pptx.master_styles import LANGUAGE, default_text_style, emu, notes_style
from ssnet_docs.writers.pptx.master_tables import table_styles_xml

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_TYPE = "application/vnd.openxmlformats-officedocument"
_NOTES_SIZE = (540.0, 720.0)
"""Notes pages are 7.5 by 10 inches, in points, as PowerPoint makes them."""

_NEVER_FIRST = "!),.:;?]}¢·–—’”…‥、。〉》」』】〕〗﹐﹑﹒﹔﹕﹖﹗！），．：；？］｝～％‰°′″"
_NEVER_LAST = "([{£¥‘“〈《「『【〔〖（［｛￡￥＄"

_HANDLED = ("presentation", "presProps", "viewProps", "tableStyles")


def parts(theme: Theme, master: str, layouts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Name and XML of every part, the list of content types first; `layouts` are the layouts' XML in order."""
    yield from ((name, _DECLARATION + content) for name, content in _parts(theme, master, layouts))


def _parts(theme: Theme, master: str, layouts: Sequence[str]) -> Iterator[tuple[str, str]]:
    yield "[Content_Types].xml", _content_types(len(layouts))
    yield "_rels/.rels", _package_relationships()
    yield "docProps/core.xml", _core()
    yield "docProps/app.xml", _application(theme)
    yield "ppt/presentation.xml", _presentation(theme)
    yield "ppt/_rels/presentation.xml.rels", _presentation_relationships()
    yield "ppt/presProps.xml", f"<p:presentationPr {NAMESPACES}/>"
    yield "ppt/viewProps.xml", _view(theme)
    yield "ppt/tableStyles.xml", table_styles_xml(theme)
    yield "ppt/theme/theme1.xml", theme_xml(theme, theme.title)
    yield "ppt/theme/theme2.xml", theme_xml(theme, f"{theme.title} 備忘稿")
    yield "ppt/slideMasters/slideMaster1.xml", master
    yield "ppt/slideMasters/_rels/slideMaster1.xml.rels", _master_relationships(len(layouts))
    for number, layout in enumerate(layouts, start=1):
        yield f"ppt/slideLayouts/slideLayout{number}.xml", layout
        yield (
            f"ppt/slideLayouts/_rels/slideLayout{number}.xml.rels",
            _relationships([("slideMaster", "../slideMasters/slideMaster1.xml")]),
        )
    yield "ppt/notesMasters/notesMaster1.xml", notes_master(theme)
    yield "ppt/notesMasters/_rels/notesMaster1.xml.rels", _relationships([("theme", "../theme/theme2.xml")])


# --- the package ---------------------------------------------------------------------------------------------------


def _content_types(layouts: int) -> str:
    slides = f"{_TYPE}.presentationml"
    overrides = {
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": f"{_TYPE}.extended-properties+xml",
        "/ppt/presentation.xml": f"{slides}.presentation.main+xml",
        "/ppt/slideMasters/slideMaster1.xml": f"{slides}.slideMaster+xml",
        "/ppt/notesMasters/notesMaster1.xml": f"{slides}.notesMaster+xml",
        "/ppt/theme/theme1.xml": f"{_TYPE}.theme+xml",
        "/ppt/theme/theme2.xml": f"{_TYPE}.theme+xml",
    }
    overrides |= {f"/ppt/{name}.xml": f"{slides}.{name}+xml" for name in _HANDLED[1:]}
    overrides |= {
        f"/ppt/slideLayouts/slideLayout{number}.xml": f"{slides}.slideLayout+xml" for number in range(1, layouts + 1)
    }
    entries = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{entries}</Types>'
    )


def _relationships(targets: Sequence[tuple[str, str]]) -> str:
    entries = "".join(
        f'<Relationship Id="rId{number}" Type="{kind if "/" in kind else f"{_OFFICE}/relationships/{kind}"}" '
        f'Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


def _package_relationships() -> str:
    return _relationships(
        [
            ("officeDocument", "ppt/presentation.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ("extended-properties", "docProps/app.xml"),
        ]
    )


def _presentation_relationships() -> str:
    return _relationships(
        [
            ("slideMaster", "slideMasters/slideMaster1.xml"),
            ("notesMaster", "notesMasters/notesMaster1.xml"),
            ("presProps", "presProps.xml"),
            ("viewProps", "viewProps.xml"),
            ("theme", "theme/theme1.xml"),
            ("tableStyles", "tableStyles.xml"),
        ]
    )


def _master_relationships(layouts: int) -> str:
    targets = [("slideLayout", f"../slideLayouts/slideLayout{number}.xml") for number in range(1, layouts + 1)]
    return _relationships([*targets, ("theme", "../theme/theme1.xml")])


def _core() -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:language>'
        f"{LANGUAGE}</dc:language></cp:coreProperties>"
    )


def _application(theme: Theme) -> str:
    return (
        f'<Properties xmlns="{_OFFICE}/extended-properties"><Application>ssnet_docs</Application>'
        f"<PresentationFormat>{theme.width / 72:g} × {theme.height / 72:g} in</PresentationFormat></Properties>"
    )


# --- presentation --------------------------------------------------------------------------------------------------


def _presentation(theme: Theme) -> str:
    """The presentation part; `kinsoku` holds the marks that never start or end a line (clreq, line breaking)."""
    notes_width, notes_height = (emu(length) for length in _NOTES_SIZE)
    return (
        f'<p:presentation {NAMESPACES} saveSubsetFonts="1" autoCompressPictures="0">'
        '<p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst>'
        '<p:notesMasterIdLst><p:notesMasterId r:id="rId2"/></p:notesMasterIdLst>'
        f'<p:sldSz cx="{emu(theme.width)}" cy="{emu(theme.height)}"/>'
        f'<p:notesSz cx="{notes_width}" cy="{notes_height}"/>'
        f'<p:kinsoku lang="{LANGUAGE}" invalStChars="{escape(_NEVER_FIRST)}" invalEndChars="{escape(_NEVER_LAST)}"/>'
        f"{default_text_style(theme)}</p:presentation>"
    )


def _view(theme: Theme) -> str:
    """View properties: guides at the margins of the content, in eighths of a point."""
    layout = theme.layouts["content"]
    body = layout.object_slots[0].rect
    across = "".join(f'<p:guide orient="horz" pos="{round(y * 8)}"/>' for y in (body.y, body.bottom))
    upright = "".join(f'<p:guide pos="{round(x * 8)}"/>' for x in (body.x, theme.width / 2, body.right))
    scale = '<p:scale><a:sx n="100" d="100"/><a:sy n="100" d="100"/></p:scale><p:origin x="0" y="0"/>'
    return (
        f'<p:viewPr {NAMESPACES}><p:normalViewPr><p:restoredLeft sz="15620"/><p:restoredTop sz="80000"/>'
        f'</p:normalViewPr><p:slideViewPr><p:cSldViewPr><p:cViewPr varScale="1">{scale}</p:cViewPr>'
        f"<p:guideLst>{across}{upright}</p:guideLst></p:cSldViewPr></p:slideViewPr>"
        f"<p:notesTextViewPr><p:cViewPr>{scale}</p:cViewPr></p:notesTextViewPr>"
        '<p:gridSpacing cx="76200" cy="76200"/></p:viewPr>'
    )


# --- notes ---------------------------------------------------------------------------------------------------------


def notes_master(theme: Theme) -> str:
    """The notes master: the slide's picture above, the notes below, page number at the foot; in the theme's faces."""
    width = 432.0
    height = width * theme.height / theme.width
    left = (_NOTES_SIZE[0] - width) / 2
    top = 54.0
    text_top = top + height + 22
    image = (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="投影片影像"/>'
        '<p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr>'
        '<p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr>'
        f"<p:spPr>{_box(Rect(left, top, width, height))}<a:noFill/>"
        f'<a:ln w="6350">{fill_xml(Colour("rule"), theme)}</a:ln></p:spPr></p:sp>'
    )
    levels = "".join(line(f"第{word}層備忘稿文字", level) for level, word in enumerate("一二三四五"))
    notes = shape(
        3,
        "備忘稿",
        '<p:ph type="body" sz="quarter" idx="3"/>',
        f"<p:spPr>{_box(Rect(left, text_top, width, _NOTES_SIZE[1] - text_top - 60))}</p:spPr>",
        f"{body('top')}<a:lstStyle/>{levels}",
    )
    number = shape(
        4,
        "頁碼",
        '<p:ph type="sldNum" sz="quarter" idx="5"/>',
        f"<p:spPr>{_box(Rect(left + width - 90, _NOTES_SIZE[1] - 40, 90, 16))}</p:spPr>",
        body("bottom")
        + '<a:lstStyle><a:lvl1pPr algn="r"><a:defRPr sz="1000"/></a:lvl1pPr></a:lstStyle>'
        + number_field(),
    )
    return (
        f'<p:notesMaster {NAMESPACES}><p:cSld><p:bg><p:bgRef idx="1001"><a:schemeClr val="bg1"/></p:bgRef></p:bg>'
        f"{tree([image, notes, number])}</p:cSld>"
        f"{COLOUR_MAP}{notes_style(theme)}</p:notesMaster>"
    )


def _box(rect: Rect) -> str:
    return f'{frame(rect)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
