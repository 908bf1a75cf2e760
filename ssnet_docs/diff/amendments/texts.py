"""What the amended points say in words: headings with those above them, numbers of paragraphs, whole sections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from ssnet_docs.diff.decks import FURNITURE
from ssnet_docs.diff.rows import row_text
from ssnet_docs.diff.sites import located
from ssnet_docs.diff.spots import Side
from ssnet_docs.model.change import ChangePlace, Comparison, Segment
from ssnet_docs.model.version import (
    OBJECT,
    PARAGRAPH_END,
    Locator,
    Version,
    VersionBlock,
    VersionChart,
    VersionParagraph,
    VersionPicture,
    VersionSection,
    VersionShape,
    VersionTable,
    paragraphs,
)

_ABOVE = "　"


class Texts:
    """Looks up what places of changes say in both versions."""

    def __init__(self, comparison: Comparison) -> None:
        self.deck = comparison.new.kind == "deck"
        sides: tuple[tuple[Side, Version], ...] = (("new", comparison.new), ("old", comparison.old))
        self.sections: dict[tuple[Side, str, int | None], VersionSection] = {}
        self.headings: dict[tuple[Side, str], str] = {}
        self.numbers: dict[tuple[Side, Locator], str] = {}
        self.levels: dict[tuple[Side, Locator], int | None] = {}
        for side, version in sides:
            self._read(side, version)

    def _read(self, side: Side, version: Version) -> None:
        above: list[VersionSection] = []
        for section in version.sections:
            self.sections.setdefault((side, section.key, section.number if self.deck else None), section)
            above = [one for one in above if one.level < section.level]
            if section.kind == "section" and section.title:
                names = [located(one) for one in (*above, section)]
                self.headings.setdefault((side, section.key), _ABOVE.join(names))
                above.append(section)
            else:
                self.headings.setdefault((side, section.key), located(section))
            for one in paragraphs(section.blocks):
                self.numbers[side, one.locator] = one.number
                self.levels[side, one.locator] = one.heading

    def heading(self, place: ChangePlace) -> str:
        """「壹、計畫緣起　三、問題評析」; of a slide 「第 7 張（原第 5 張）　服務現況」."""
        new, old = place.new_number, place.old_number
        if new is None and old is None:
            return self.headings.get(("new", place.section)) or self.headings.get(("old", place.section), place.title)
        if new is None:
            return f"原第 {old} 張　{place.title}"
        before = f"（原第 {old} 張）" if old is not None and old != new else ""
        return f"第 {new} 張{before}　{place.title}"

    def number(self, place: ChangePlace, side: Side) -> str:
        """The automatic number before a place's paragraph, which is no part of its text."""
        locator = place.new_locator if side == "new" else place.old_locator
        found = self.numbers.get((side, locator), "") if locator else ""
        return f"{found} " if found and found[-1].isascii() else found

    def noun(self, place: ChangePlace) -> str:
        """What a paragraph is called in an explanation: 標題, 本點 where it is numbered or on a slide, else 本段."""
        side: Side = "new" if place.new_locator else "old"
        locator = place.new_locator or place.old_locator
        if locator is None:
            return "本段"
        if self.levels.get((side, locator)):
            return "標題"
        return "本點" if self.deck or self.numbers.get((side, locator)) else "本段"

    def section(self, place: ChangePlace, side: Side) -> str:
        """Everything that a section or slide says."""
        number = (place.new_number if side == "new" else place.old_number) if self.deck else None
        found = self.sections.get((side, place.section, number))
        shown = place.new_locator if side == "new" else place.old_locator
        return "\n".join(_said(found.blocks)) if found and shown else ""

    def level(self, place: ChangePlace) -> int:
        """The level of a section's heading, from 1."""
        found = self.sections.get(("new", place.section, None)) or self.sections.get(("old", place.section, None))
        return found.level if found else 1


def _said(blocks: Iterable[VersionBlock]) -> Iterator[str]:
    for block in blocks:
        match block:
            case VersionParagraph():
                if block.text.strip():
                    yield f"{block.number}{block.text}"
            case VersionTable():
                yield from (row_text(row) for row in block.rows)
            case VersionChart():
                yield f"〔圖表：{block.title or block.caption or '未命名'}〕"
            case VersionPicture():
                yield f"〔圖片：{block.description or '無替代文字'}〕"
            case VersionShape() if block.placeholder not in FURNITURE:
                yield from _said(block.blocks)


def cleaned(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """A text for people: paragraphs and rows on lines of their own, notes' marks and pictures left out."""
    found: list[Segment] = []
    for kind, together in groupby(segments, key=lambda segment: segment.kind):
        text = "".join(segment.text for segment in together)
        text = text.replace(PARAGRAPH_END, "\n").replace("\v", "\n").replace("\t", "｜").replace(OBJECT, "")
        text = "".join(one for one in text if one.isprintable() or one in "\n\u3000")
        if text:
            found.append(Segment(kind, text))
    return tuple(found)
