"""Where in a document a change shows, as Chinese text and as places in the files."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ssnet_docs.model.change import ChangePlace
from ssnet_docs.model.layout import Rect
from ssnet_docs.model.version import (
    Locator,
    VersionBlock,
    VersionParagraph,
    VersionSection,
    VersionTable,
)

NOTES = "備忘稿"
"""How a place in the speaker notes is called."""

SAME_PLACE = 1.0
"""Points by which a frame may differ and still stand where it stood."""

_LONGEST_NAME = 24


@dataclass(frozen=True, slots=True)
class Site:
    """A spot during the walk through a comparison: its sections, what it stands in, and the frames on the slides."""

    old: VersionSection | None
    new: VersionSection | None
    within: tuple[str, ...] = ()  # 表格「…」, 「臺中市」列, 「人數」欄, 備忘稿
    label: str = ""  # what a figure at this spot is of: the row and the column
    old_rect: Rect | None = None
    new_rect: Rect | None = None
    notes: bool = False
    regenerated: bool = False  # everything here is made anew by the program (page numbers, running numbers)
    covered: bool = False  # the section was added or removed whole, which tells all that only one side has
    moved: bool = False  # the section was moved whole, which tells the moves of its blocks

    @property
    def section(self) -> VersionSection:
        found = self.new or self.old
        assert found is not None
        return found

    def inside(self, *names: str, label: str = "", regenerated: bool = False) -> Site:
        """The site further in."""
        joined = "・".join(part for part in (self.label, label) if part)
        return replace(self, within=(*self.within, *names), label=joined, regenerated=self.regenerated or regenerated)

    def framed(self, old: VersionBlock | None, new: VersionBlock | None) -> Site:
        """The site with the frames of a table, chart, picture or shape."""
        rects = [None if block is None or isinstance(block, VersionParagraph) else block.rect for block in (old, new)]
        return replace(self, old_rect=rects[0] or self.old_rect, new_rect=rects[1] or self.new_rect)

    def place(
        self,
        old: Locator | None = None,
        new: Locator | None = None,
        *,
        old_text: str = "",
        new_text: str = "",
        old_range: tuple[int, int] | None = None,
        new_range: tuple[int, int] | None = None,
    ) -> ChangePlace:
        """The place of a change here; locators say on which sides it shows."""
        slides = self.section.kind == "slide"
        return ChangePlace(
            where=self.where,
            section=self.section.key,
            title=self.section.title,
            within=self.within,
            old_number=self.old.number if slides and self.old else None,
            new_number=self.new.number if slides and self.new else None,
            old_locator=old,
            new_locator=new,
            old_rect=self.old_rect if old else None,
            new_rect=self.new_rect if new else None,
            old_text=old_text,
            new_text=new_text,
            old_range=old_range,
            new_range=new_range,
        )

    @property
    def where(self) -> str:
        """第 7 張　表格「…」「臺中市」列; in a report the section's number and title come first."""
        return "　".join([located(self.section), *self.within])


def located(section: VersionSection) -> str:
    """A slide by its number, a section by its heading as printed."""
    if section.kind == "slide":
        return f"第 {section.number} 張"
    if section.kind != "section" or not section.title:
        return section.title or "封面與目次"
    head = section.blocks[0] if section.blocks else None
    number = head.number if isinstance(head, VersionParagraph) else ""
    return f"{number}{section.title}"


def named(table: VersionTable) -> str:
    """表格「表3　人力」."""
    name = shortened(table.caption or table.description.removeprefix("表格："))
    return f"表格「{name}」" if name else "表格"


def shortened(text: str, longest: int = _LONGEST_NAME) -> str:
    """A text in one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"
