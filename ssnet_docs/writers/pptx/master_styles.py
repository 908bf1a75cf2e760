"""Text styles of the master: paragraph and run defaults of each level, in the theme's type scale."""

from __future__ import annotations

from ssnet_docs.model.layout import Slot, Theme, TypeStyle
from ssnet_docs.model.text import Colour
from ssnet_docs.writers.ooxml.colour import fill_xml

LANGUAGE = "zh-TW"
NATURAL_LINE = 1.2
"""Height of a single-spaced line as a share of the size, in PowerPoint's and LibreOffice's text boxes."""

_ALIGN = {"start": "l", "centre": "ctr", "end": "r"}
_BULLETS = ("•", "–", "•", "–", "•", "–", "•", "–", "•")


def emu(points: float) -> int:
    """Points in Office's English Metric Units."""
    return round(points * 12700)


def text_styles(theme: Theme) -> str:
    """The master's `<p:txStyles>`: title, body with nine levels, and other text."""
    other = "".join(
        _level(level, theme, _plain(theme), "mn", indent=0, bullet=None, own_space=False) for level in range(9)
    )
    return (
        f"<p:txStyles><p:titleStyle>{_level(0, theme, theme.style('title'), 'mj', indent=0, bullet=None)}"
        f"</p:titleStyle><p:bodyStyle>{_body_levels(theme)}</p:bodyStyle>"
        f"<p:otherStyle>{_defaults()}{other}</p:otherStyle></p:txStyles>"
    )


def default_text_style(theme: Theme) -> str:
    """The presentation's `<p:defaultTextStyle>`, which text boxes start from."""
    levels = "".join(
        _level(level, theme, _plain(theme), "mn", indent=0, bullet=None, own_space=False) for level in range(9)
    )
    return f"<p:defaultTextStyle>{_defaults()}{levels}</p:defaultTextStyle>"


def notes_style(theme: Theme) -> str:
    """The notes master's `<p:notesStyle>`: speaker notes at 12 points."""
    style = TypeStyle(sizes=(12.0,), space_before=0.3)
    levels = "".join(_level(level, theme, style, "mn", indent=level * 18, bullet=None) for level in range(9))
    return f"<p:notesStyle>{levels}</p:notesStyle>"


def slot_style(slot: Slot, theme: Theme, master: Slot | None = None) -> str:
    """A placeholder's `<a:lstStyle>`: only what differs from the master's placeholder, so that the master has its say.

    `master` is that placeholder's slot; None where the master's style says nothing that the slot wants. (LibreOffice
    applies a colour's transforms once for each list style that repeats it: another reason to say nothing twice.)
    """
    style = theme.style(slot.role)
    if master is None or style != theme.style(master.role):
        spacing = _spacing(style, style.sizes[0])
        run = f'<a:defRPr sz="{_size(style.sizes[0])}" b="{int(style.bold)}">{fill_xml(slot.colour, theme)}</a:defRPr>'
        attributes = f'marL="0" indent="0" algn="{_ALIGN[slot.align]}"'
        return f"<a:lstStyle><a:lvl1pPr {attributes}>{spacing}<a:buNone/>{run}</a:lvl1pPr></a:lstStyle>"
    align = f' algn="{_ALIGN[slot.align]}"' if slot.align != master.align else ""
    colour = f"<a:defRPr>{fill_xml(slot.colour, theme)}</a:defRPr>" if slot.colour != master.colour else ""
    if not align and not colour:
        return "<a:lstStyle/>"
    return f"<a:lstStyle><a:lvl1pPr{align}>{colour}</a:lvl1pPr></a:lstStyle>"


def _plain(theme: Theme) -> TypeStyle:
    """Text outside placeholders: the smallest body size, in ink."""
    return TypeStyle(sizes=theme.style("body").sizes[-1:], colour=Colour("ink"), space_before=0)


def _defaults() -> str:
    return f'<a:defPPr><a:defRPr lang="{LANGUAGE}" altLang="en-US"/></a:defPPr>'


def _body_levels(theme: Theme) -> str:
    style = theme.style("body")
    levels = []
    left = 0.0
    for level in range(9):
        indent = round(style.size(level) * 1.1)
        left += indent
        levels.append(_level(level, theme, style, "mn", indent=left, bullet=_BULLETS[level], hanging=indent))
    return "".join(levels)


def _level(
    level: int,
    theme: Theme,
    style: TypeStyle,
    face: str,
    *,
    indent: float,
    bullet: str | None,
    hanging: float = 0,
    own_space: bool = True,
) -> str:
    """One level's paragraph properties.

    East Asian line breaking is on. Punctuation does not hang over the margin: lines are measured without it, and
    text that hangs leaves its box.
    """
    size = style.size(level)
    attributes = (
        f'marL="{emu(indent)}" indent="{-emu(hanging)}" algn="l" defTabSz="{emu(72)}" rtl="0" '
        'eaLnBrk="1" latinLnBrk="0" hangingPunct="0"'
    )
    marks = "<a:buNone/>"
    if bullet:
        colour = '<a:buClr><a:schemeClr val="tx2"/></a:buClr>'
        marks = f'{colour}<a:buFont typeface="Arial"/><a:buChar char="{bullet}"/>'
    if not own_space:
        marks = ""
    spacing = _spacing(style, size) if own_space else ""
    run = (
        f'<a:defRPr lang="{LANGUAGE}" altLang="en-US" sz="{_size(size)}" b="{int(style.bold)}" kern="1200">'
        f'{fill_xml(style.colour, theme)}<a:latin typeface="+{face}-lt"/><a:ea typeface="+{face}-ea"/>'
        f'<a:cs typeface="+{face}-cs"/></a:defRPr>'
    )
    return f"<a:lvl{level + 1}pPr {attributes}>{spacing}{marks}{run}</a:lvl{level + 1}pPr>"


def _spacing(style: TypeStyle, size: float) -> str:
    lines = round(style.line_height / NATURAL_LINE * 100_000)
    before = round(style.space_before * size * 100)
    return (
        f'<a:lnSpc><a:spcPct val="{lines}"/></a:lnSpc><a:spcBef><a:spcPts val="{before}"/></a:spcBef>'
        '<a:spcAft><a:spcPts val="0"/></a:spcAft>'
    )


def _size(points: float) -> int:
    return round(points * 100)
