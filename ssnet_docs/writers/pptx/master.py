"""The slide master and its layouts, compiled from a theme into a presentation without slides.

What a theme says is written once: colours and faces in the theme part, sizes in the master's text styles, places in
master and layouts. Layouts and slides inherit, so that a change of the master in PowerPoint restyles every slide.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from ssnet_docs.model.layout import Decoration, Layout, Rect, Slot, SlotKind, Theme
from ssnet_docs.model.text import Colour
from ssnet_docs.writers.pptx import master_package as package
from ssnet_docs.writers.pptx.master_shapes import (
    ACCENT_NAME,
    COLOUR_MAP,
    NAMESPACES,
    background,
    body,
    decoration,
    frame,
    line,
    number_field,
    placeholder,
    shape,
    tree,
)
from ssnet_docs.writers.pptx.master_styles import slot_style, text_styles

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.slide import SlideLayout

_OFFICE_TYPES = {
    "cover": "title",
    "divider": "secHead",
    "content": "obj",
    "two-columns": "twoObj",
    "title-only": "titleOnly",
}
_FOOTERS: tuple[tuple[SlotKind, str], ...] = (("date", "dt"), ("footer", "ftr"), ("number", "sldNum"))
_DATE = Slot(
    "date", "date", 33, Rect(702, 513, 124, 15), role="note", align="end", anchor="middle", colour=Colour("muted")
)
"""Where the master keeps the date that Office's users may switch on; the layouts show none."""

_FIRST_ID = 2_147_483_648

_compiled: dict[str, tuple[Theme, bytes]] = {}
"""The template of each theme that was written last."""


def template(theme: Theme, title: str = "", footer: str = "") -> Presentation:
    """A presentation without slides whose master and layouts are the theme's.

    `title` becomes the document's title, `footer` (the organisation) the footer text of the layouts. The layouts stand
    in the order of `theme.layouts`; a placeholder's idx is its slot's index.
    """
    import pptx

    presentation = pptx.Presentation(BytesIO(compiled(theme)))
    presentation.core_properties.title = title
    if footer:
        for layout in presentation.slide_layouts:
            _set_footer(layout, footer)
    return presentation


def slide_layout(presentation: Presentation, theme: Theme, name: str) -> SlideLayout:
    """The layout of a template by its name in the theme; KeyError where the theme has none of that name."""
    try:
        return presentation.slide_layouts[list(theme.layouts).index(name)]
    except ValueError:
        raise KeyError(name) from None


def _set_footer(layout: Any, footer: str) -> None:
    for holder in layout.placeholders:
        if holder.element.ph.get("type") == "ftr":
            holder.text_frame.text = footer


def compiled(theme: Theme) -> bytes:
    """The template as a package's bytes; the same theme gives the same bytes."""
    cached = _compiled.get(theme.name)
    if cached is not None and (cached[0] is theme or cached[0] == theme):
        return cached[1]
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as archive:
        for name, content in package.parts(theme, master_xml(theme), list(_layouts(theme))):
            archive.writestr(ZipInfo(name), content)  # without a date of its own, an entry bears the present one
    _compiled[theme.name] = (theme, buffer.getvalue())
    return buffer.getvalue()


def _layouts(theme: Theme) -> Iterator[str]:
    for layout in theme.layouts.values():
        yield layout_xml(theme, layout)


# --- the master ----------------------------------------------------------------------------------------------------


def master_xml(theme: Theme) -> str:
    """The slide master: ground, decorations, the five standard placeholders and the text styles.

    The placeholders stand where the layout `content` has them.
    """
    shapes = [decoration(number, item, theme) for number, item in enumerate(theme.decorations, start=2)]
    number = len(shapes) + 2
    for offset, (slot, kind) in enumerate(_standard_slots(theme)):
        shapes.append(_master_placeholder(number + offset, slot, kind, theme))
    identifiers = "".join(
        f'<p:sldLayoutId id="{_FIRST_ID + index}" r:id="rId{index}"/>' for index in range(1, len(theme.layouts) + 1)
    )
    return (
        f'<p:sldMaster {NAMESPACES} preserve="1"><p:cSld>{background(Colour("paper"), theme)}{tree(shapes)}</p:cSld>'
        f'{COLOUR_MAP}<p:sldLayoutIdLst>{identifiers}</p:sldLayoutIdLst><p:hf hdr="0" dt="0"/>'
        f"{text_styles(theme)}</p:sldMaster>"
    )


def _standard_slots(theme: Theme) -> list[tuple[Slot, str]]:
    """The master's placeholders with their `<p:ph>`, at the places of the layout `content`."""
    layout = theme.layouts["content"]
    title = next(slot for slot in layout.slots if slot.kind == "title")
    content = layout.object_slots[0]
    slots = [(title, '<p:ph type="title"/>'), (content, '<p:ph type="body" idx="1"/>')]
    footers = {slot.kind: slot for slot in layout.slots}
    footers.setdefault("date", _DATE)
    for kind, holder in _FOOTERS:
        if kind in footers:
            slots.append((footers[kind], f'<p:ph type="{holder}" sz="quarter" idx="{len(slots)}"/>'))
    return slots


def _master_placeholder(number: int, slot: Slot, kind: str, theme: Theme) -> str:
    levels = ("第一層", "第二層", "第三層", "第四層", "第五層")
    match slot.kind:
        case "title":
            text = line("按一下編輯標題")
        case "object":
            text = "".join(line(f"{word}文字", level) for level, word in enumerate(levels))
        case "number":
            text = number_field()
        case _:
            text = '<a:p><a:endParaRPr lang="zh-TW" altLang="en-US"/></a:p>'
    style = "<a:lstStyle/>" if slot.kind in {"title", "object"} else slot_style(slot, theme)
    return shape(
        number,
        slot.name,
        kind,
        f'<p:spPr>{frame(slot.rect)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>',
        f"{body(slot.anchor)}{style}{text}",
    )


# --- layouts -------------------------------------------------------------------------------------------------------


def layout_xml(theme: Theme, layout: Layout) -> str:
    """A slide layout: its decorations and accent behind its placeholders in reading order."""
    grounds = list(layout.decorations)
    if layout.accent is not None:
        grounds.append(Decoration(layout.accent, Colour("brand"), name=ACCENT_NAME))
    shapes = [decoration(number, item, theme) for number, item in enumerate(grounds, start=2)]
    masters = {slot.kind: slot for slot, _ in _standard_slots(theme)}
    cover = _OFFICE_TYPES.get(layout.name) == "title"
    for number, slot in enumerate(layout.slots, start=len(shapes) + 2):
        shapes.append(placeholder(number, slot, theme, master=masters.get(slot.kind), cover=cover))
    ground = background(layout.background, theme) if layout.background != Colour("paper") else ""
    kind = _OFFICE_TYPES.get(layout.name)
    attributes = (f' type="{kind}"' if kind else "") + ("" if layout.master_decorations else ' showMasterSp="0"')
    return (
        f'<p:sldLayout {NAMESPACES} matchingName={quoteattr(layout.name)}{attributes} preserve="1" userDrawn="1">'
        f"<p:cSld name={quoteattr(layout.title)}>{ground}{tree(shapes)}</p:cSld>"
        '<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr><p:hf hdr="0" dt="0"/></p:sldLayout>'
    )
