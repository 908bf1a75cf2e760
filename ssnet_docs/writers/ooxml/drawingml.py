"""Paragraphs and runs in DrawingML, with the settings that Chinese text needs on every one of them.

Only what differs from the `Inherited` look is written, so that editing the master restyles the slide.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from ssnet_docs.model.layout import Theme
from ssnet_docs.model.text import Anchor, Colour, Mark, Paragraph, Run
from ssnet_docs.model.typography import indent
from ssnet_docs.writers.ooxml.colour import colour_xml, fill_xml

LANGUAGE = 'lang="zh-TW" altLang="en-US"'
BREAKING = 'eaLnBrk="1" latinLnBrk="0" hangingPunct="0"'
ALIGN = {"start": "l", "centre": "ctr", "end": "r"}
ANCHOR: dict[Anchor, str] = {"top": "t", "middle": "ctr", "bottom": "b"}

EMU_PER_POINT = 12700


@dataclass(frozen=True, slots=True)
class Inherited:
    """What text has without being told: from its placeholder, or from the presentation's defaults."""

    size: float | None = None
    bold: bool = False
    colour: Colour | None = None
    align: str | None = None
    space_before: float | None = None
    """Points; None where nothing is inherited and it must be written."""


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


def paragraphs_xml(
    paragraphs: Sequence[Paragraph], context: TextContext, inherited: Inherited = Inherited(), *, cell: bool = False
) -> str:
    """`<a:p>` elements; a text without paragraphs has one empty one, as the schema wants."""
    if not paragraphs:
        return f"<a:p><a:endParaRPr {LANGUAGE}/></a:p>"
    return "".join(_paragraph(item, context, inherited, first=number == 0) for number, item in enumerate(paragraphs))


def _paragraph(item: Paragraph, context: TextContext, inherited: Inherited, *, first: bool) -> str:
    runs = "".join(_run(run, item, context, inherited) for run in item.runs)
    end = "" if item.runs else f"<a:endParaRPr {LANGUAGE}{_size(item, 1.0, inherited)}/>"
    return f"<a:p>{_properties(item, context, inherited, first=first)}{runs}{end}</a:p>"


def _properties(item: Paragraph, context: TextContext, inherited: Inherited, *, first: bool) -> str:
    left, hanging = indent(item)
    attributes = f' marL="{emu(left)}" indent="{-emu(hanging)}"'
    if item.level:
        attributes += f' lvl="{min(item.level, 8)}"'
    align = item.align or "start"
    if align != (inherited.align or "start"):
        attributes += f' algn="{ALIGN[align]}"'
    before = 0.0 if first else item.space_before * (item.size or 0.0)
    spacing = ""
    if inherited.space_before is None or abs(before - inherited.space_before) > 0.05:
        spacing = f'<a:spcBef><a:spcPts val="{round(before * 100)}"/></a:spcBef>'
    return f"<a:pPr{attributes} {BREAKING}>{spacing}{_mark(item.mark, context)}</a:pPr>"


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
    parts = run.text.split("\n")
    texts = [f"<a:r>{properties}<a:t>{escape(part)}</a:t></a:r>" if part else "" for part in parts]
    return f"<a:br>{_without_link(properties)}</a:br>".join(texts)


def _without_link(properties: str) -> str:
    start = properties.find("<a:hlinkClick")
    return properties if start < 0 else properties[:start] + "</a:rPr>"


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
    if run.link and context.link:
        inner += f'<a:hlinkClick r:id="{context.link(run.link)}"/>'
    return f"<a:rPr {attributes}>{inner}</a:rPr>" if inner else f"<a:rPr {attributes}/>"


def _size(item: Paragraph, scale: float, inherited: Inherited) -> str:
    if item.size is None:
        return ""
    size = round(item.size * scale * 2) / 2
    return "" if inherited.size is not None and size == inherited.size else f' sz="{round(size * 100)}"'


def body_properties(anchor: Anchor, insets: tuple[float, float, float, float], *, wrap: bool = True) -> str:
    """`<a:bodyPr>` with insets (left, top, right, bottom in points) and no autofit: the size is what was measured."""
    left, top, right, bottom = (emu(value) for value in insets)
    return (
        f'<a:bodyPr vert="horz" wrap="{"square" if wrap else "none"}" lIns="{left}" tIns="{top}" rIns="{right}" '
        f'bIns="{bottom}" rtlCol="0" anchor="{ANCHOR[anchor]}"><a:noAutofit/></a:bodyPr>'
    )
