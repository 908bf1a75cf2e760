"""Text boxes, placeholders and what every shape of a slide has, as PresentationML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from xml.sax.saxutils import escape, quoteattr

from ssnet_docs import themes
from ssnet_docs.model.drawing import Insets
from ssnet_docs.model.layout import Layout, Rect, Slot, Theme
from ssnet_docs.model.page import PlacedText
from ssnet_docs.model.text import Colour, Paragraph
from ssnet_docs.writers.ooxml.drawingml import (
    ALIGN,
    ANCHOR,
    DEEPEST_LEVEL,
    LANGUAGE,
    Inherited,
    TextContext,
    body_properties,
    emu,
    inset_attributes,
    paragraphs_xml,
)
from ssnet_docs.writers.pptx.master_shapes import ACCENT_NAME, frame

_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
_NUMBER_FIELD = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"
_NO_INSETS = Insets(0, 0, 0, 0)
_SLOT_TYPES = {"title": "title", "subtitle": "subTitle", "text": "body"}


class Identifiers:
    """Shape ids of one slide: 1 is the tree's own."""

    def __init__(self) -> None:
        self.last = 1

    def __iter__(self) -> Iterator[int]:
        return self

    def __next__(self) -> int:
        self.last += 1
        return self.last


def properties(number: int, name: str, description: str = "", *, decorative: bool = False) -> str:
    """`<p:cNvPr>` with its alternative text, or the mark that screen readers may pass it over."""
    alternative = f" descr={quoteattr(description)}" if description else ""
    inner = _DECORATIVE if decorative else ""
    return f'<p:cNvPr id="{number}" name={quoteattr(name)}{alternative}>{inner}</p:cNvPr>'


def placeholder_kind(slot: Slot, layout: Layout) -> str:
    """`<p:ph>` of a slide's placeholder, as the layout's."""
    if slot.kind == "title":
        return f'<p:ph type="{"ctrTitle" if layout.name == "cover" else "title"}"/>'
    kind = {"footer": "ftr", "number": "sldNum", "date": "dt"}.get(slot.kind) or _SLOT_TYPES.get(slot.kind)
    attributes = f' type="{kind}"' if kind else ""
    size = ' sz="quarter"' if slot.kind not in ("object", "subtitle") else ""
    return f'<p:ph{attributes}{size} idx="{slot.index}"/>'


def inherited(slot: Slot, theme: Theme) -> Inherited:
    """What text has from a slot: the look of the slot's role; an object's lower levels come from the master's body.

    The colour is the role's even where the slot has another: text of the role's own colour takes the slot's too, so
    that a slot on a dark ground keeps its light text.
    """
    style = theme.style(slot.role)
    if slot.kind == "object":
        body = theme.style("body")
        sizes = (style.sizes[0], *(body.size(level) for level in range(1, DEEPEST_LEVEL + 1)))
    else:
        sizes = style.sizes[:1]
    return Inherited(
        sizes=sizes,
        bold=style.bold,
        colour=style.colour,
        align=slot.align,
        space_before=style.space_before,
        indented=slot.kind == "object",
    )


def box_defaults(theme: Theme) -> Inherited:
    """What text in boxes, shapes and groups has from the presentation's default text style."""
    return Inherited(sizes=theme.style("body").sizes[-1:] * (DEEPEST_LEVEL + 1), colour=Colour("ink"))


def text_xml(item: PlacedText, number: int, layout: Layout, context: TextContext) -> str:
    """A text in its placeholder, or in a text box."""
    slot = layout.slot(item.slot) if item.slot else None
    if slot is None:
        return _box(item, number, context)
    place = "" if _same(item.rect, slot.rect) else frame(item.rect)
    paragraphs = item.paragraphs
    if slot.kind != "object":
        paragraphs = tuple(_in_slot(paragraph, slot, context) for paragraph in paragraphs)
    text = paragraphs_xml(paragraphs, context, inherited(slot, context.theme))
    changed = "" if item.anchor == slot.anchor else f' anchor="{ANCHOR[item.anchor]}"'
    if item.insets != _NO_INSETS:
        changed = inset_attributes(item.insets) + changed
    return (
        f"<p:sp><p:nvSpPr>{properties(number, slot.prompt or slot.name)}"
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>{placeholder_kind(slot, layout)}</p:nvPr></p:nvSpPr>'
        f"<p:spPr>{place}</p:spPr><p:txBody><a:bodyPr{changed}><a:noAutofit/></a:bodyPr><a:lstStyle/>{text}"
        "</p:txBody></p:sp>"
    )


def _box(item: PlacedText, number: int, context: TextContext) -> str:
    text = paragraphs_xml(item.paragraphs, context, box_defaults(context.theme))
    return (
        f'<p:sp><p:nvSpPr>{properties(number, item.name or "文字")}<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr>{frame(item.rect)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
        f"<p:txBody>{body_properties(item.anchor, item.insets)}<a:lstStyle/>{text}</p:txBody></p:sp>"
    )


def _in_slot(paragraph: Paragraph, slot: Slot, context: TextContext) -> Paragraph:
    """The paragraph in the colour that the layout gives its slot: only emphasis within the text is the slide's.

    A layout knows no strategy: where its slot is in the colour `key`, the slide says its strategy's colour.
    """
    if slot.colour.role == "key" and context.strategy is not None:
        return replace(paragraph, colour=replace(slot.colour, role=themes.resolved("key", context.strategy)))
    return replace(paragraph, colour=None)


def _same(a: Rect, b: Rect) -> bool:
    return (emu(a.x), emu(a.y), emu(a.width), emu(a.height)) == (emu(b.x), emu(b.y), emu(b.width), emu(b.height))


def furniture_xml(slot: Slot, identifier: int, page: int, layout: Layout, text: str, context: TextContext) -> str:
    """The placeholder of a footer, or of the slide number: then the number as a field comes before `text`.

    LibreOffice takes a footer's look from the master alone: what the layout has otherwise is said again.
    """
    master = next((other for other in context.theme.layouts["content"].slots if other.kind == slot.kind), None)
    align = f' algn="{ALIGN[slot.align]}"' if master is None or slot.align != master.align else ""
    colour = context.fill(slot.colour) if master is None or slot.colour != master.colour else ""
    look = f"<a:rPr {LANGUAGE}>{colour}</a:rPr>"
    field = f'<a:fld id="{_NUMBER_FIELD}" type="slidenum">{look}<a:t>{page}</a:t></a:fld>'
    return (
        f"<p:sp><p:nvSpPr>{properties(identifier, slot.prompt or slot.name)}"
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>{placeholder_kind(slot, layout)}</p:nvPr></p:nvSpPr>'
        f"<p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:pPr{align}/>{field if slot.kind == 'number' else ''}"
        f"<a:r>{look}<a:t>{escape(text)}</a:t></a:r></a:p></p:txBody></p:sp>"
    )


def accent_xml(layout: Layout, number: int, context: TextContext) -> str:
    """The strategy's colour over the layout's accent; nothing where the slide has no strategy."""
    if layout.accent is None or context.strategy is None:
        return ""
    return (
        f"<p:sp><p:nvSpPr>{properties(number, ACCENT_NAME, decorative=True)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
        f'<p:spPr>{frame(layout.accent)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f"{context.fill(Colour('key'))}<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )


def graphic_frame(rect: Rect, identity: str, placeholder: str, kind: str, content: str) -> str:
    """`<p:graphicFrame>` of a table or a chart: `identity` is its `<p:cNvPr>`, `placeholder` its `<p:ph>` or empty.

    `kind` is the last word of the content's DrawingML address.
    """
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr>{identity}<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/>'
        f"</p:cNvGraphicFramePr><p:nvPr>{placeholder}</p:nvPr></p:nvGraphicFramePr>"
        f"{frame(rect).replace('a:xfrm', 'p:xfrm')}<a:graphic>"
        f'<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/{kind}">{content}</a:graphicData>'
        "</a:graphic></p:graphicFrame>"
    )


def draft_xml(number: int, context: TextContext) -> str:
    """The mark of a draft: a small label that hangs from the slide's upper right corner, in the alert colour."""
    width, height = 52.0, 18.0
    rect = Rect(context.theme.width - 48 - width, 0, width, height)
    return (
        f"<p:sp><p:nvSpPr>{properties(number, '草稿標記')}<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>{frame(rect)}"
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{context.fill(Colour("alert"))}<a:ln><a:noFill/></a:ln>'
        f"</p:spPr><p:txBody>{body_properties('middle', _NO_INSETS)}<a:lstStyle/>"
        f'<a:p><a:pPr algn="ctr"/><a:r><a:rPr {LANGUAGE} sz="1200" b="1">{context.fill(Colour("paper"))}</a:rPr>'
        "<a:t>草稿</a:t></a:r></a:p></p:txBody></p:sp>"
    )
