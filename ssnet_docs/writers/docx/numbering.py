"""numbering.xml: the headings' multi-level numbering 壹、一、（一）…, and every list of the report."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from ssnet_docs.compose.flow_numbers import LEVELS
from ssnet_docs.model.report import ListScheme, Report, ReportItem
from ssnet_docs.model.report_style import ReportStyle
from ssnet_docs.writers.docx.markup import MAIN, attribute, twips

HEADINGS = 1
"""numId of the chapters' headings."""

APPENDICES = 2
"""numId of unnumbered chapters (附錄) and of what stands below them, which each of them begins anew."""

_DEPTH = 9
_ITEM_START = 1.0  # ems from the margin to the mark of an outermost item
_ITEM_STEP = 1.5  # ems from one list level to the next
_HEADING_STARTS = (0.0, 0.0, 1.0, 2.0, 3.0)  # ems of body text from the margin to a heading's number


@dataclass(frozen=True, slots=True)
class Numbering:
    """numbering.xml, and the numId in it of every list by its number in the report."""

    xml: str
    lists: dict[int, int]


def numbering(report: Report) -> Numbering:
    """All numberings of a report."""
    items = [block for block in report.blocks if isinstance(block, ReportItem) and block.scheme is not None]
    schemes = list(dict.fromkeys(item.scheme for item in items if item.scheme is not None))
    abstracts = [_headings(report.style, 0), _headings(report.style, 1)]
    abstracts += [_list(position, scheme, report.style) for position, scheme in enumerate(schemes, start=2)]
    nums = [
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number - 1}"/></w:num>'
        for number in (HEADINGS, APPENDICES)
    ]
    lists: dict[int, int] = {}
    bullets: dict[ListScheme, int] = {}
    for item in items:
        if item.scheme is None or item.list in lists:
            continue
        if item.scheme.format == "bullet" and item.scheme in bullets:
            lists[item.list] = bullets[item.scheme]
            continue
        abstract = schemes.index(item.scheme) + 2
        lists[item.list] = len(nums) + 1
        if item.scheme.format == "bullet":
            bullets[item.scheme] = len(nums) + 1
            nums.append(f'<w:num w:numId="{len(nums) + 1}"><w:abstractNumId w:val="{abstract}"/></w:num>')
        else:
            nums.append(_num(len(nums) + 1, abstract, item.level, item.start))
    xml = f'<w:numbering xmlns:w="{MAIN}">{"".join(abstracts)}{"".join(nums)}</w:numbering>'
    return Numbering(xml, lists)


def item_indent(level: int, scheme: ListScheme | None, style: ReportStyle) -> tuple[float, float]:
    """Where a list item's text begins, and how far its mark hangs before it, in points."""
    hanging = _mark_width(scheme) if scheme else 1.25
    return (_ITEM_START + _ITEM_STEP * level + hanging) * style.body, hanging * style.body


def _num(number: int, abstract: int, level: int, start: int) -> str:
    """A numbering of its own that begins with `start` at `level`."""
    return (
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>'
        f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
    )


def _headings(style: ReportStyle, number: int) -> str:
    """The headings' levels. A number stands right before its title, without a tab.

    Numbering 0 is bound to the heading styles; 1 is for appendices, whose first level shows no number.
    """
    levels = []
    for level, (format_, pattern) in enumerate(LEVELS):
        hidden = number == 1 and level == 0
        left = _HEADING_STARTS[min(level, len(_HEADING_STARTS) - 1)] * style.body
        hanging = 0.0 if hidden else _pattern_width(pattern) * style.heading(level + 1)
        bound = f'<w:pStyle w:val="Heading{level + 1}"/>' if number == 0 else ""
        levels.append(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{"none" if hidden else format_}"/>'
            f'{bound}<w:suff w:val="nothing"/>'
            f'<w:lvlText w:val="{"" if hidden else pattern.replace("%", f"%{level + 1}")}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{twips(left + hanging)}" w:hanging="{twips(hanging)}"/></w:pPr>'
            '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr></w:lvl>'
        )
    return _abstract(number, levels, ("標題", "附錄標題")[number])


def _list(number: int, scheme: ListScheme, style: ReportStyle) -> str:
    """A list: the same mark at every level, each further in than the one above."""
    levels = []
    for level in range(_DEPTH):
        left, hanging = item_indent(level, scheme, style)
        text = scheme.pattern if scheme.format == "bullet" else scheme.pattern.replace("%", f"%{level + 1}")
        levels.append(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{scheme.format}"/>'
            f'<w:suff w:val="tab"/><w:lvlText w:val={attribute(text)}/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:tabs><w:tab w:val="num" w:pos="{twips(left)}"/></w:tabs>'
            f'<w:ind w:left="{twips(left)}" w:hanging="{twips(hanging)}"/></w:pPr>'
            '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr></w:lvl>'
        )
    return _abstract(number, levels, f"清單{number}")


def _abstract(number: int, levels: Iterable[str], name: str) -> str:
    identifier = f"{0x5A5E0000 + number:08X}"
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="{identifier}"/>'
        f'<w:multiLevelType w:val="multilevel"/><w:tmpl w:val="{identifier}"/><w:name w:val="{name}"/>'
        f"{''.join(levels)}</w:abstractNum>"
    )


def _mark_width(scheme: ListScheme) -> float:
    """Ems from the mark's left edge to the text."""
    if scheme.format == "bullet":
        return max(1.25, _pattern_width(scheme.pattern) + 0.25)
    return _pattern_width(scheme.pattern) + 0.25


def _pattern_width(pattern: str) -> float:
    """Ems of a mark with a number of one or two digits in the place of %."""
    return sum(1.0 if letter == "%" or unicodedata.east_asian_width(letter) in "WFA" else 0.5 for letter in pattern)
