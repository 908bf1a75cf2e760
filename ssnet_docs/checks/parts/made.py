"""What is made of a document: composed, written and drawn once, when a check first asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING

from ssnet_docs.checks.parts.base import Place, Subject
from ssnet_docs.checks.parts.written import Element, Written
from ssnet_docs.compose.measure import Measure
from ssnet_docs.model.errors import ContentError, Source
from ssnet_docs.model.layout import Theme
from ssnet_docs.model.page import Deck, PlacedText, Slide
from ssnet_docs.model.report import Report, ReportBlock
from ssnet_docs.project import Project

if TYPE_CHECKING:
    from ssnet_docs.checks.parts.laid_out import LaidOut
    from ssnet_docs.checks.parts.sheets import Sheet
    from ssnet_docs.readers.drawn import Page
    from ssnet_docs.readers.frames import Frame

_HIDDEN = {"0", "false"}


@dataclass(eq=False)
class Made:
    """A document in the form in which it is handed out, or a file of which no content is known.

    `suffix` is the file's ending; `compose` gives a deck or a report, None for a file; `write` gives the bytes of what
    was composed. `theme` is None for a file.
    """

    id: str
    suffix: str
    project: Project
    write: Callable[[Deck | Report | None], bytes]
    compose: Callable[[], Deck | Report] | None = None
    theme: Theme | None = None
    pages: tuple[Page, ...] = ()
    """The pages as LibreOffice drew them; none before `drawing.draw`."""

    @cached_property
    def composed(self) -> Deck | Report | None:
        """The composed document, None for a file. Raises ContentErrors for what cannot be set."""
        return self.compose() if self.compose else None

    @property
    def deck(self) -> Deck | None:
        return self.composed if isinstance(self.composed, Deck) else None

    @property
    def report(self) -> Report | None:
        return self.composed if isinstance(self.composed, Report) else None

    @cached_property
    def data(self) -> bytes:
        """The written file."""
        return self.write(self.composed)

    @cached_property
    def written(self) -> Written:
        """The written file, part by part. Raises ContentError for what is no Office file."""
        return Written(self.data, self.id)

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """The slides of a deck with what the checks ask of them; none for reports and files."""
        from ssnet_docs.checks.parts.sheets import Sheet

        if self.deck is None or self.theme is None:
            return ()
        measure = Measure(self.theme, self.project)
        return tuple(
            Sheet(self, number, slide, self.theme, measure) for number, slide in enumerate(self.deck.slides, 1)
        )

    @cached_property
    def drawn_slides(self) -> tuple[tuple[int, Page, list[Frame]], ...]:
        """The slides of a drawn deck that are shown: number from 1, page, and the frames that its texts should keep to.

        Raises ContentError where the slides are not whole enough to be read.
        """
        from lxml.etree import LxmlError

        from ssnet_docs.readers.frames import frames

        if not self.written.is_deck or not self.pages:
            return ()
        roots = [self.written.root(part) for part in self.written.slides]
        shown = [number for number, root in enumerate(roots, 1) if root is None or root.get("show") not in _HIDDEN]
        try:
            expected = frames(BytesIO(self.data))
        except (KeyError, ValueError, TypeError, AttributeError, LxmlError):
            hint = "請先檢查 --only package，修好後再檢查畫面"
            raise ContentError(Source(self.id), "投影片的內容不完整，無法檢查畫面", hint) from None
        return tuple(zip(shown, self.pages, expected, strict=False))

    @cached_property
    def laid_out(self) -> LaidOut | None:
        """The text of a drawn report in the order of drawing; None for decks and what was not drawn."""
        from ssnet_docs.checks.parts.laid_out import LaidOut

        return None if self.written.is_deck or not self.pages else LaidOut(self.written, self.pages)

    def in_report(self, block: ReportBlock) -> Place:
        """The place of a block of a report."""
        title = getattr(block, "title", "") or getattr(getattr(block, "text", None), "text", "")
        return Place(block.key, f"「{title}」" if title else "", getattr(block, "source", None))

    def on_slide(self, number: int, key: str = "") -> Place:
        """The place of slide `number` (from 1), or of what has `key` on it."""
        if self.deck is None or number > len(self.deck.slides):
            return Place(f"slide-{number}", f"第 {number} 張")
        slide = self.deck.slides[number - 1]
        within = key if key.startswith(slide.key.partition("#")[0] + "/") else slide.key
        return Place(within, f"第 {number} 張「{slide_title(slide)}」", slide.source)

    def on_page(self, number: int) -> Place:
        """The slide that page `number` (from 1) shows, or the page of a report."""
        slide = next((slide for slide, page, _ in self.drawn_slides if page.number == number), 0)
        return self.on_slide(slide) if slide else Place(f"page-{number}", f"第 {number} 頁")


def files(subject: Subject) -> tuple[Made, ...]:
    """Everything that is written, for the checks that judge files."""
    return subject.made


def slides(subject: Subject) -> Iterator[tuple[Made, int, Element]]:
    """Every slide of every deck: its number from 1 and its root element."""
    for made in files(subject):
        for number, part in enumerate(made.written.slides, 1):
            root = made.written.root(part)
            if root is not None:
                yield made, number, root


def slide_title(slide: Slide) -> str:
    """The title that a composed slide shows."""
    for frame in slide.frames:
        if isinstance(frame, PlacedText) and frame.slot == "title":
            return "".join(item.text for item in frame.paragraphs)
    return ""
