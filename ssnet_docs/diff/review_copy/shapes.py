"""The marks as native shapes: outlines without fill, and labels that lead back to the list."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from xml.sax.saxutils import escape, quoteattr

from ssnet_docs.diff.marked_texts import plain
from ssnet_docs.diff.review_copy.marks import Marked
from ssnet_docs.model.layout import Rect
from ssnet_docs.model.typography import is_wide
from ssnet_docs.writers.ooxml.drawingml import LANGUAGE, emu

COLOUR, STALE = "C2185B", "8A5A00"
"""Of what changed, and of what still shows the old value; white on both has the contrast of 5:1."""

JUMP = 'action="ppaction://hlinksldjump"'
_SIZE = 10.0  # points of a label on a slide 720 high and more, less on smaller ones
_GAP = 2.0
_AIR = 2.0  # points between an outline and what it stands around


def shapes_xml(marks: Iterable[Marked], size: tuple[float, float], first_id: int, back: str) -> str:
    """The shapes of one slide's marks; `back` is the relationship that leads to the list."""
    scale = _scale(size)
    identifiers = count(first_id)
    outlines: list[str] = []
    labels: list[str] = []  # above all outlines
    taken: list[Rect] = []
    corner = _GAP
    for mark in sorted(marks, key=lambda one: one.rect is not None):
        width = (text_width(mark.label) + 1.2) * _SIZE * scale
        height = _SIZE * 1.6 * scale
        name = f"修正 {'、'.join(map(str, mark.numbers))}"
        if mark.rect is None:  # of the whole slide: below each other in the upper right corner
            label = Rect(size[0] - width - _GAP, corner, width, height)
            corner += height + _GAP
        else:
            outline = _clipped(mark.rect, size)
            outlines.append(_outline(outline, next(identifiers), f"{name} 外框", mark))
            label = _free(Rect(outline.right - width, outline.y - height, width, height), taken, size)
        taken.append(label)
        labels.append(_label(label, next(identifiers), f"{name} 標籤", mark, _SIZE * scale, back))
    return "".join((*outlines, *labels))


def text_width(text: str) -> float:
    """About how wide a text is, in ems."""
    return sum(1.0 if is_wide(character) else 0.56 for character in text)


def _scale(size: tuple[float, float]) -> float:
    return min(max(size[1] / 540, 0.7), 2.0)


def _clipped(rect: Rect, size: tuple[float, float]) -> Rect:
    left, top = max(rect.x - _AIR, 1.0), max(rect.y - _AIR, 1.0)
    right, bottom = min(rect.right + _AIR, size[0] - 1), min(rect.bottom + _AIR, size[1] - 1)
    return Rect(left, top, max(right - left, 2.0), max(bottom - top, 2.0))


def _free(label: Rect, taken: Iterable[Rect], size: tuple[float, float]) -> Rect:
    """A label's place on the slide, to the left of labels that are already there."""
    y = min(max(label.y, 0.0), size[1] - label.height)
    x = min(max(label.x, 0.0), max(size[0] - label.width, 0.0))
    for other in sorted(taken, key=lambda one: -one.x):
        if other.x < x + label.width and x < other.right and other.y < y + label.height and y < other.bottom:
            x = other.x - _GAP - label.width
    return Rect(max(x, 0.0), y, label.width, label.height)


def _outline(rect: Rect, identifier: int, name: str, mark: Marked) -> str:
    dash = '<a:prstDash val="sysDash"/>' if mark.stale else ""
    return (
        f"<p:sp><p:nvSpPr>{_identity(identifier, name, mark.description)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
        f'<p:spPr>{transform(rect)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'
        f'<a:ln w="{emu(2)}">{_fill(_colour(mark))}{dash}<a:miter lim="800000"/></a:ln></p:spPr></p:sp>'
    )


def _label(rect: Rect, identifier: int, name: str, mark: Marked, size: float, back: str) -> str:
    link = f'<a:hlinkClick r:id="{back}" {JUMP}/>'
    return (
        f"<p:sp><p:nvSpPr>{_identity(identifier, name, mark.description, link)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
        f'<p:spPr>{transform(rect)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{_fill(_colour(mark))}'
        "<a:ln><a:noFill/></a:ln></p:spPr>"
        '<p:txBody><a:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"><a:noAutofit/></a:bodyPr>'
        f'<a:lstStyle/><a:p><a:pPr algn="ctr" marL="0" indent="0"><a:buNone/></a:pPr><a:r><a:rPr {LANGUAGE} '
        f'sz="{round(size * 100)}" b="1">{_fill("FFFFFF")}</a:rPr><a:t>{escape(plain(mark.label))}</a:t></a:r></a:p>'
        "</p:txBody></p:sp>"
    )


def transform(rect: Rect) -> str:
    return (
        f'<a:xfrm><a:off x="{emu(rect.x)}" y="{emu(rect.y)}"/>'
        f'<a:ext cx="{emu(rect.width)}" cy="{emu(rect.height)}"/></a:xfrm>'
    )


def _identity(identifier: int, name: str, description: str, inner: str = "") -> str:
    told = f'<p:cNvPr id="{identifier}" name={quoteattr(name)} descr={quoteattr(plain(description))}'
    return f"{told}>{inner}</p:cNvPr>" if inner else f"{told}/>"


def _fill(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


def _colour(mark: Marked) -> str:
    return STALE if mark.stale else COLOUR
