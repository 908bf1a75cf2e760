"""The slides before the first: what changed, numbered as on the outlines, with links to the slides."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import escape

from ssnet_docs.diff.marked_texts import near, plain
from ssnet_docs.diff.review import Entry
from ssnet_docs.diff.review_copy.shapes import COLOUR, JUMP, STALE, text_width, transform
from ssnet_docs.diff.summary import summary
from ssnet_docs.model.change import CAUSE_TITLES, Changes
from ssnet_docs.model.layout import Rect
from ssnet_docs.writers.ooxml.drawingml import LANGUAGE, emu

TITLE = "修正一覽"
_NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_HEADS = ("編號", "新版投影片", "種類", "修正內容", "原因", "核可")
_WIDTHS = (44.0, 88.0, 76.0, 0.0, 76.0, 44.0)  # points on a slide 960 wide; 0 takes what is left
_SIZE, _SMALL, _LINE = 12.0, 10.5, 1.36  # points, points, height of a line in ems
_INSETS = 6.0, 3.5  # points at the sides and above and below
_LONGEST = 160  # characters of one piece of text in the list

Style = Literal["same", "deleted", "inserted", "soft", "stale", "link"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one look; `slide` is the number of the slide that it leads to."""

    text: str
    style: Style = "same"
    slide: int | None = None


Lines = tuple[tuple[Piece, ...], ...]
"""A cell's paragraphs."""


@dataclass(frozen=True, slots=True)
class ListSlide:
    """The rows of one slide of the list and their heights in points."""

    rows: tuple[tuple[Lines, ...], ...]
    heights: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the title, the line below it and the table stand on a slide, in points; `scale` is that of all text."""

    title: Rect
    about: Rect
    table: Rect
    scale: float
    inherited: bool  # the title stands where the layout has it

    @classmethod
    def of(cls, size: tuple[float, float], title: Rect | None) -> Frame:
        """The frame on a slide, with the layout's title where that leaves room."""
        width, height = size
        scale = min(max(width / 960, 0.85), 1.6)
        usable = title is not None and title.bottom < height * 0.3 and title.width > width / 2
        head = title if usable and title else Rect(width * 0.05, height * 0.05, width * 0.9, 36 * scale)
        about = Rect(head.x, head.bottom + 2, head.width, 20 * scale)
        top = about.bottom + 4
        return cls(head, about, Rect(head.x, top, head.width, height * 0.92 - top), scale, usable)


def rows(entries: Sequence[Entry], titles: Mapping[str, str]) -> Iterator[tuple[Lines, ...]]:
    """A row of the list for each change; one that says so where there is none."""
    if not entries:
        yield tuple(((Piece(text),),) for text in ("", "", "", "兩個版本沒有差異", "", ""))
    for entry in entries:
        yield (
            ((Piece(str(entry.number)),),),
            tuple(_slides(entry)),
            ((Piece(titles[entry.tag]),),),
            tuple(_content(entry)),
            ((Piece(CAUSE_TITLES[entry.change.cause]),),),
            ((Piece("□"),),),
        )


def _slides(entry: Entry) -> Iterator[tuple[Piece, ...]]:
    new = list(dict.fromkeys(place.new_number for place in entry.change.places if place.new_number))
    old = list(dict.fromkeys(place.old_number for place in entry.change.places if place.old_number))
    for number in new[:6]:
        yield (Piece(f"第 {number} 張", "link", number),)
    if len(new) > 6:
        yield (Piece(f"等 {len(new)} 張", "soft"),)
    if not new:
        yield (Piece("、".join(f"原第 {number} 張" for number in old) or "整份", "soft"),)


def _content(entry: Entry) -> Iterator[tuple[Piece, ...]]:
    change = entry.change
    if change.kind in {"wording", "notes", "section-renamed"} and any(item.kind != "same" for item in change.segments):
        yield tuple(Piece(_short(segment.text), segment.kind) for segment in near(change.segments))
    else:
        yield (Piece(_short(change.summary)),)
    where = list(dict.fromkeys(place.where.partition("　")[2] for place in change.places))
    if told := "；".join(text for text in where[:3] if text):
        yield (Piece(_short(told), "soft"),)
    if change.left_behind:
        places = "、".join(dict.fromkeys(place.where for place in change.left_behind))
        yield (Piece(f"仍為 {_short(change.old)}：{_short(places)}", "stale"),)
    if change.reason:
        yield (Piece(f"理由：{_short(change.reason)}", "soft"),)


def _short(text: str) -> str:
    line = " ".join(plain(text).split(" "))
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def slides(found: Sequence[tuple[Lines, ...]], frame: Frame) -> list[ListSlide]:
    """The rows cut into slides; a row that is higher than a slide stands alone on one."""
    widths = _columns(frame)
    room = frame.table.height - _height([((Piece(head),),) for head in _HEADS], widths, frame.scale)
    made: list[ListSlide] = []
    gathered: list[tuple[tuple[Lines, ...], float]] = []
    for row in found:
        height = _height(row, widths, frame.scale)
        if gathered and sum(high for _, high in gathered) + height > room * 0.96:
            made.append(_slide(gathered))
            gathered = []
        gathered.append((row, height))
    return [*made, _slide(gathered)]


def _slide(gathered: Sequence[tuple[tuple[Lines, ...], float]]) -> ListSlide:
    return ListSlide(tuple(row for row, _ in gathered), tuple(height for _, height in gathered))


def _columns(frame: Frame) -> list[float]:
    fixed = [width * frame.scale for width in _WIDTHS]
    return [width or frame.table.width - sum(fixed) for width in fixed]


def _height(row: Sequence[Lines], widths: Sequence[float], scale: float) -> float:
    """How high a row gets, in points: the lines of its highest cell."""
    return (
        max(
            sum(
                math.ceil(
                    sum(text_width(piece.text) * _size(piece) * scale for piece in line) / (width - 2 * _INSETS[0])
                )
                * max((_size(piece) * scale for piece in line), default=_SIZE)
                * _LINE
                for line in lines
            )
            for lines, width in zip(row, widths, strict=True)
        )
        + 2 * _INSETS[1]
    )


def _size(piece: Piece) -> float:
    return _SMALL if piece.style in {"soft", "stale"} else _SIZE


# --- as PresentationML ---------------------------------------------------------------------------------------------


def slide_xml(
    slide: ListSlide, number: int, count: int, changes: Changes, frame: Frame, link: Callable[[int], str | None]
) -> str:
    """A slide of the list. `link` gives the id of the relationship to a slide of the new deck, None for none."""
    title = TITLE if count == 1 else f"{TITLE}（{number}／{count}）"
    about = f"{changes.old_label} → {changes.new_label}　{summary(changes)}"
    room = int(frame.about.width / (_SMALL * frame.scale) * 0.95)  # ems on the line
    place = "" if frame.inherited else transform(frame.title)
    size = "" if frame.inherited else f' sz="{round(24 * frame.scale * 100)}"'
    return (
        f'<p:sld {_NAMESPACES}><p:cSld name="{TITLE}"><p:spTree>'
        '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
        f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="{TITLE}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr><p:spPr>{place}</p:spPr><p:txBody><a:bodyPr/><a:lstStyle/>'
        f"<a:p><a:r><a:rPr {LANGUAGE}{size}/><a:t>{escape(title)}</a:t></a:r></a:p></p:txBody></p:sp>"
        '<p:sp><p:nvSpPr><p:cNvPr id="3" name="比對的版本"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr>{transform(frame.about)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
        '<p:txBody><a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"><a:noAutofit/></a:bodyPr>'
        f"<a:lstStyle/><a:p>{_PLAIN}{_run(Piece(_fitting(about, room), 'soft'), frame.scale, link)}</a:p>"
        "</p:txBody></p:sp>"
        f"{_table(slide, frame, link)}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>"
    )


def _fitting(text: str, room: float) -> str:
    """A text on one line, cut where it is wider than `room` ems."""
    line = plain(text)
    if text_width(line) <= room:
        return line
    while text_width(line) > room - 1:
        line = line[:-1]
    return f"{line}…"


_PLAIN = '<a:pPr marL="0" indent="0" algn="l"><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/></a:pPr>'
_LOOKS: Mapping[Style, tuple[str, str]] = {
    "same": ("", "1C2430"),
    "deleted": (' strike="sngStrike"', "9C2F0C"),
    "inserted": (' u="sng"', "0B5C8E"),
    "soft": ("", "525D6C"),
    "stale": (' b="1"', STALE),
    "link": (' u="sng"', "0F4C81"),
}


def _table(slide: ListSlide, frame: Frame, link: Callable[[int], str | None]) -> str:
    widths = _columns(frame)
    head = [((Piece(text),),) for text in _HEADS]
    head_height = _height(head, widths, frame.scale)
    heights = [head_height, *slide.heights]
    rect = Rect(frame.table.x, frame.table.y, frame.table.width, sum(heights))
    grid = "".join(f'<a:gridCol w="{emu(width)}"/>' for width in widths)
    body = "".join(
        f'<a:tr h="{emu(height)}">{"".join(_cell(lines, frame.scale, link, head=index == 0) for lines in row)}</a:tr>'
        for index, (row, height) in enumerate(zip((head, *slide.rows), heights, strict=True))
    )
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="4" name="{TITLE}表" descr="{TITLE}：每列一項修正"/>'
        '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
        f"{transform(rect).replace('a:xfrm', 'p:xfrm')}<a:graphic>"
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table">'
        f'<a:tbl><a:tblPr firstRow="1"/><a:tblGrid>{grid}</a:tblGrid>{body}</a:tbl></a:graphicData></a:graphic>'
        "</p:graphicFrame>"
    )


def _cell(lines: Lines, scale: float, link: Callable[[int], str | None], *, head: bool) -> str:
    look = "FFFFFF" if head else None
    text = "".join(
        f"<a:p>{_PLAIN}{''.join(_run(piece, scale, link, colour=look, bold=head) for piece in line)}</a:p>"
        for line in lines
    )
    rule = f'<a:solidFill><a:srgbClr val="{COLOUR if head else "C9D1DB"}"/></a:solidFill>'
    none = "<a:noFill/>"
    sides = "".join(
        f'<a:{name} w="{emu(0.75)}">{rule if name == "lnB" else none}</a:{name}>'
        for name in ("lnL", "lnR", "lnT", "lnB")
    )
    fill = rule if head else none
    across, down = emu(_INSETS[0]), emu(_INSETS[1])
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{text}</a:txBody>"
        f'<a:tcPr marL="{across}" marR="{across}" marT="{down}" marB="{down}" anchor="ctr">{sides}{fill}</a:tcPr>'
        "</a:tc>"
    )


def _run(
    piece: Piece, scale: float, link: Callable[[int], str | None], *, colour: str | None = None, bold: bool = False
) -> str:
    look, own = _LOOKS[piece.style]
    identifier = link(piece.slide) if piece.slide is not None else None
    jump = f'<a:hlinkClick r:id="{identifier}" {JUMP}/>' if identifier else ""
    weight = ' b="1"' if bold else ""
    return (
        f'<a:r><a:rPr {LANGUAGE} sz="{round(_size(piece) * scale * 100)}"{weight}{look}>'
        f'<a:solidFill><a:srgbClr val="{colour or own}"/></a:solidFill>{jump}</a:rPr>'
        f"<a:t>{escape(piece.text)}</a:t></a:r>"
    )
