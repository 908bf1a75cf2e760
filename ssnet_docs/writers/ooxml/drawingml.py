"""Paragraphs and runs in DrawingML, with the settings that Chinese text needs on every one of them.

Only what differs from the `Inherited` look is written, so that editing the master restyles the slide.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import escape, quoteattr

from ssnet_docs.model.drawing import Insets
from ssnet_docs.model.layout import Theme
from ssnet_docs.model.text import Align, Anchor, Colour, Mark, Paragraph, Run
from ssnet_docs.model.typography import indent
from ssnet_docs.writers.ooxml.colour import colour_xml, fill_xml

LANGUAGE = 'lang="zh-TW" altLang="en-US"'
BREAKING = 'eaLnBrk="1" latinLnBrk="0" hangingPunct="0"'
EMPTY = f"<a:p><a:endParaRPr {LANGUAGE}/></a:p>"
"""A paragraph without text."""

DEEPEST_LEVEL = 8
ALIGN: dict[Align, str] = {"start": "l", "centre": "ctr", "end": "r"}
ANCHOR: dict[Anchor, str] = {"top": "t", "middle": "ctr", "bottom": "b"}

EMU_PER_POINT = 12700

_AUTOMATIC = frozenset(("arabicPeriod", "arabicParenBoth", "alphaUcPeriod", "circleNumDbPlain"))
"""Numbers that PowerPoint and LibreOffice draw alike. (ea1ChtPeriod is 三 in one and 參 in the other.)"""

_STARTS = range(1, 32768)
"""What a list may start with (ECMA-376 part 1, ST_TextBulletStartAtNum)."""

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_SCHEMES = frozenset(("http", "https", "mailto"))
_HOST = re.compile(r"[\w.-]+|[0-9a-f:.]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Inherited:
    """What text has without being told: from its placeholder, or from the presentation's defaults.

    `sizes` are points by list level, none beyond the last; `space_before` is a share of them. `indented` says that
    levels have indents and marks of their own, which text without them must take back.
    """

    sizes: tuple[float, ...] = ()
    bold: bool = False
    colour: Colour | None = None
    align: Align = "start"
    space_before: float = 0.0
    indented: bool = False

    def size(self, level: int) -> float | None:
        """The size at a level in points; None where nothing is inherited and it must be written."""
        return self.sizes[level] if level < len(self.sizes) else None


@dataclass(frozen=True, slots=True)
class TextContext:
    """What a text needs to become XML: theme, what `key` stands for, and how a link gets its relationship id."""

    theme: Theme
    strategy: int | None = None
    link: Callable[[str], str] | None = None

    def colour(self, colour: Colour) -> str:
        return colour_xml(colour, self.theme, self.strategy)

    def fill(self, colour: Colour | None) -> str:
        return fill_xml(colour, self.theme, self.strategy)


def emu(points: float) -> int:
    """Points in Office's English Metric Units."""
    return round(points * EMU_PER_POINT)


def paragraphs_xml(paragraphs: Sequence[Paragraph], context: TextContext, inherited: Inherited = Inherited()) -> str:
    """`<a:p>` elements; a text without paragraphs has one empty one, as the schema wants."""
    if not paragraphs:
        return EMPTY
    return "".join(_paragraph(item, context, inherited, first=number == 0) for number, item in enumerate(paragraphs))


def _paragraph(item: Paragraph, context: TextContext, inherited: Inherited, *, first: bool) -> str:
    runs = "".join(_run(run, item, context, inherited) for run in item.runs)
    end = "" if runs else f"<a:endParaRPr {LANGUAGE}{_size(item, 1.0, inherited)}/>"
    typed = _typed_mark(item, context, inherited) if _is_typed(item.mark) else ""
    return f"<a:p>{_properties(item, inherited, context, first=first)}{typed}{runs}{end}</a:p>"


def _is_typed(mark: Mark | None) -> bool:
    if mark is None or mark.scheme is None:
        return False
    return mark.scheme not in _AUTOMATIC or mark.start not in _STARTS


def _typed_mark(item: Paragraph, context: TextContext, inherited: Inherited) -> str:
    """A number as text before a tab: of a scheme that programs draw each in its own way, or beyond their count."""
    assert item.mark is not None
    run = Run(f"{item.mark.text}\t", colour=item.mark.colour or Colour("key"))
    return _run(run, item, context, inherited)


def _properties(item: Paragraph, inherited: Inherited, context: TextContext, *, first: bool) -> str:
    left, hanging = indent(item)
    attributes = f' marL="{emu(left)}" indent="{-emu(hanging)}"' if left or inherited.indented else ""
    if item.level:
        attributes += f' lvl="{min(item.level, DEEPEST_LEVEL)}"'
    align = item.align or "start"
    if align != inherited.align:
        attributes += f' algn="{ALIGN[align]}"'
    before = round((0.0 if first else item.space_before) * (item.size or 0.0) * 100)
    had = round(inherited.space_before * (inherited.size(item.level) or 0.0) * 100)
    spacing = f'<a:spcBef><a:spcPts val="{before}"/></a:spcBef>' if before != had else ""
    typed = _is_typed(item.mark)
    mark = _mark(None if typed else item.mark, context) if item.mark or inherited.indented else ""
    tabs = f'<a:tabLst><a:tab pos="{emu(left)}" algn="l"/></a:tabLst>' if typed else ""
    return f"<a:pPr{attributes} {BREAKING}>{spacing}{mark}{tabs}</a:pPr>"


def _mark(mark: Mark | None, context: TextContext) -> str:
    if mark is None:
        return "<a:buNone/>"
    colour = f"<a:buClr>{context.colour(mark.colour or Colour('key'))}</a:buClr>"
    if mark.scheme:
        start = f' startAt="{mark.start}"' if mark.start != 1 else ""
        return f'{colour}<a:buFont typeface="+mj-lt"/><a:buAutoNum type="{mark.scheme}"{start}/>'
    return f'{colour}<a:buFont typeface="+mj-ea"/><a:buChar char={quoteattr(mark.text)}/>'


def _run(run: Run, item: Paragraph, context: TextContext, inherited: Inherited) -> str:
    properties = _run_properties(run, item, context, inherited)
    parts = _LINE_ENDS.sub("\n", run.text).split("\n")
    texts = [f"<a:r>{properties}<a:t>{escape(part)}</a:t></a:r>" if part else "" for part in parts]
    return f"<a:br>{_without_link(properties)}</a:br>".join(texts)


def _without_link(properties: str) -> str:
    start = properties.find("<a:hlinkClick")
    return properties if start < 0 else properties[:start] + "</a:rPr>"


def address(link: str) -> str | None:
    """A link's target as a URI may be written (RFC 3986); None for what is no address that Office would open."""
    try:
        parts = urlsplit(link.strip())
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme not in _SCHEMES or (parts.netloc and not _HOST.fullmatch(host)):
        return None
    return quote(parts.geturl(), safe="/:?#@!$&'()*+,;=~%", errors="ignore")


def _run_properties(run: Run, item: Paragraph, context: TextContext, inherited: Inherited) -> str:
    attributes = LANGUAGE + _size(item, run.scale, inherited)
    bold = bool(item.bold) if run.bold is None else run.bold
    if bold != inherited.bold:
        attributes += f' b="{int(bold)}"'
    if run.italic:
        attributes += ' i="1"'
    if run.underline:
        attributes += ' u="sng"'
    if run.superscript:
        attributes += ' baseline="30000"'
    colour = run.colour or item.colour
    inner = context.fill(colour) if colour is not None and colour != inherited.colour else ""
    target = address(run.link) if run.link and context.link else None
    if target and context.link:
        inner += f'<a:hlinkClick r:id="{context.link(target)}"/>'
    return f"<a:rPr {attributes}>{inner}</a:rPr>" if inner else f"<a:rPr {attributes}/>"


def _size(item: Paragraph, scale: float, inherited: Inherited) -> str:
    if item.size is None:
        return ""
    size = round(item.size * scale * 2) / 2
    return "" if size == inherited.size(item.level) else f' sz="{round(size * 100)}"'


def body_properties(anchor: Anchor, insets: Insets) -> str:
    """`<a:bodyPr>` without autofit: the size is what was measured."""
    return (
        f'<a:bodyPr vert="horz" wrap="square"{inset_attributes(insets)} rtlCol="0" anchor="{ANCHOR[anchor]}">'
        "<a:noAutofit/></a:bodyPr>"
    )


def inset_attributes(insets: Insets) -> str:
    """The insets of `<a:bodyPr>`."""
    left, top, right, bottom = (emu(value) for value in (insets.left, insets.top, insets.right, insets.bottom))
    return f' lIns="{left}" tIns="{top}" rIns="{right}" bIns="{bottom}"'
