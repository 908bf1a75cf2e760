"""The pages of a report while it is built: blocks in order, landscape sections where they are needed, bookmarks."""

from __future__ import annotations

from dataclasses import replace

from ssnet_docs.model.report import PageSection, ReportBlock, ReportHeading, ReportTable, ReportText


class Pages:
    """Collects the blocks of a report."""

    def __init__(self) -> None:
        self.blocks: list[ReportBlock] = []  # of the page section that is open
        self._sections: list[PageSection] = []
        self._landscape = False
        self._bookmarks = 0

    def add(self, block: ReportBlock) -> None:
        """A block on pages of the present orientation."""
        self.blocks.append(block)

    def bookmark(self, prefix: str) -> str:
        """A new name in Word's own form; those that begin with `_` are hidden from the user."""
        self._bookmarks += 1
        return f"{prefix}{self._bookmarks:09d}"

    def turn(self, landscape: bool = False) -> None:
        """Begin a page section where the orientation changes; headings go along with what they stand above."""
        if landscape == self._landscape:
            return
        carried: list[ReportBlock] = []
        while self.blocks and _leads(self.blocks[-1]):
            carried.insert(0, self.blocks.pop())
        self._close()
        self.blocks = carried
        self._landscape = landscape

    def keep_last(self) -> None:
        """Keep a table or a remark on the page of what follows it."""
        last = self.blocks[-1] if self.blocks else None
        if isinstance(last, ReportTable) or (isinstance(last, ReportText) and last.style in {"note", "source"}):
            self.blocks[-1] = replace(last, kept=True)

    def finish(self) -> tuple[PageSection, ...]:
        """All page sections."""
        self._close()
        return tuple(self._sections)

    def _close(self) -> None:
        if self.blocks:
            self._sections.append(PageSection(tuple(self.blocks), self._landscape))
        self.blocks = []


def _leads(block: ReportBlock) -> bool:
    """Whether a block belongs to what follows it: a heading, a lead, a title inside the text."""
    return isinstance(block, ReportHeading) or (isinstance(block, ReportText) and block.style in {"lead", "minor"})
