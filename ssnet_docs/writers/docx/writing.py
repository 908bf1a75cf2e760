"""What the parts of one document share while it is written: the package, ids, page numbers."""

from __future__ import annotations

from dataclasses import dataclass, field

from ssnet_docs.model.layout import Theme
from ssnet_docs.model.report import Pages, Report
from ssnet_docs.model.text import Paragraph, Run
from ssnet_docs.project import Project
from ssnet_docs.writers.ooxml.package import Package
from ssnet_docs.writers.ooxml.pictures import Pictures

DOCUMENT = "word/document.xml"
FOOTNOTES = "word/footnotes.xml"


@dataclass(slots=True)
class Writing:
    """One document being written: its package, what is known about its pages, and counters for its ids."""

    report: Report
    theme: Theme
    project: Project
    pages: Pages
    package: Package = field(default_factory=Package)
    pictures: Pictures = field(init=False)
    notes: list[tuple[Paragraph, ...]] = field(default_factory=list)  # footnotes, the first of which is number 1
    charts: int = 0
    _bookmarks: int = 0
    _drawings: int = 0

    def __post_init__(self) -> None:
        self.notes += self.report.footnotes
        self.pictures = Pictures(self.package, self.project, "word/media")

    def footnote(self, text: str) -> int:
        """The number of a new footnote; Word counts footnotes by their places, whatever their numbers."""
        self.notes.append((Paragraph((Run(text),)),))
        return len(self.notes)

    def bookmark(self) -> int:
        """A new id for a bookmark."""
        self._bookmarks += 1
        return self._bookmarks

    def drawing(self) -> int:
        """A new id for a drawing."""
        self._drawings += 1
        return self._drawings

    def page(self, bookmark: str) -> str:
        """The page on which a bookmark stands, '' where it is not known yet."""
        found = self.pages.of.get(bookmark)
        return str(found) if found else ""

    def relate(self, kind: str, target: str, *, external: bool = False) -> str:
        """The id of the document's relationship to a part or an address."""
        return self.package.relate(DOCUMENT, kind, target, external=external)
