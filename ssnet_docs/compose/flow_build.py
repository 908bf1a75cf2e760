"""Builds a report block by block: numbers headings, makes lists, attaches footnotes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ssnet_docs.compose.flow_figures import Figures
from ssnet_docs.compose.flow_lists import ListNumberer
from ssnet_docs.compose.flow_numbers import DEEPEST, HeadingCounter, is_unnumbered, without_number
from ssnet_docs.compose.flow_pages import Pages
from ssnet_docs.compose.flow_references import References
from ssnet_docs.compose.flow_remarks import source as labelled_source
from ssnet_docs.compose.lines import Typesetter
from ssnet_docs.model.errors import Source
from ssnet_docs.model.report import PageSection, ProseStyle, ReportHeading, ReportItem, ReportText
from ssnet_docs.model.report_style import ReportStyle
from ssnet_docs.model.text import Paragraph, Role

_STYLES: dict[Role, ProseStyle] = {"subtitle": "lead", "note": "note", "label": "note", "quotation": "quotation"}
_MINOR: frozenset[Role] = frozenset({"heading", "card-title", "title", "display", "dense-header"})


class Builder:
    """Takes a document's parts in reading order."""

    def __init__(self, style: ReportStyle, measure: Typesetter, references: References) -> None:
        self.pages = Pages()
        self.figures = Figures(style, measure, self.pages, references)
        self.strategy: int | None = None
        self._references = references
        self._lists = ListNumberer()
        self._counter = HeadingCounter()
        self._footnotes: list[tuple[Paragraph, ...]] = []
        self._level = 0

    def colour(self, strategy: int | None) -> None:
        """The strategy of what comes next."""
        self.strategy = self.figures.strategy = strategy

    def finish(self) -> tuple[tuple[PageSection, ...], tuple[tuple[Paragraph, ...], ...]]:
        """The page sections and the footnotes."""
        return self.pages.finish(), tuple(self._footnotes)

    # --- headings ----------------------------------------------------------------------------------------------

    def chapter(self, title: Paragraph, key: str, source: Source | None) -> None:
        """A heading of the first level; 附錄 and the like take no number."""
        text = without_number(title)
        if is_unnumbered(text.text):
            self._counter.unnumbered()
            self._add_heading(text, 1, "", key, source)
        else:
            self._add_heading(text, 1, self._counter.next(1), key, source)

    def heading(self, title: Paragraph, level: int, key: str, source: Source | None) -> None:
        """A heading of about `level`: never more than one below the last, so that no level is left out."""
        text = without_number(title)
        if not text.text.strip():
            return
        level = min(level, self._level + 1, DEEPEST)
        self._add_heading(text, level, self._counter.next(level), key, source)

    def _add_heading(self, text: Paragraph, level: int, number: str, key: str, source: Source | None) -> None:
        heading = ReportHeading(
            level=level,
            text=replace(text, runs=tuple(replace(run, text=run.text.replace("\n", "")) for run in text.runs)),
            number=number,
            bookmark=self.pages.bookmark("_Toc"),
            series=self._counter.series,
            strategy=self.strategy,
            key=key,
            source=source,
        )
        self.pages.turn()
        self.pages.add(heading)
        self._references.heading(heading, self._counter.full(level) if number else "")
        self._level = level
        self.figures.below(heading.text)

    # --- text --------------------------------------------------------------------------------------------------

    def lead(self, paragraph: Paragraph, source: Source | None) -> None:
        """The sentence below a subsection's title."""
        self._prose(paragraph, "lead", "", source)

    def text(self, paragraphs: Sequence[Paragraph], key: str, source: Source | None) -> None:
        """Running text, each paragraph by its role."""
        for paragraph in paragraphs:
            if paragraph.mark is not None:
                self.items((paragraph,), key, source)
            elif paragraph.role in _MINOR:
                self._prose(paragraph, "minor", key, source)
            else:
                self._prose(paragraph, _STYLES.get(paragraph.role, "body"), key, source)

    def paragraphs(self, paragraphs: Sequence[Paragraph], key: str, source: Source | None) -> None:
        """Text and lists mixed, such as notes: neighbouring items make one list."""
        waiting: list[Paragraph] = []
        for paragraph in paragraphs:
            if paragraph.mark is not None or (waiting and paragraph.level > 0):
                waiting.append(paragraph)
                continue
            self.items(waiting, key, source)
            waiting = []
            self._prose(paragraph, "body", key, source)
        self.items(waiting, key, source)

    def items(self, paragraphs: Sequence[Paragraph], key: str, source: Source | None) -> None:
        """A list with its sublists."""
        if paragraphs:
            self.pages.turn()
            items = [item for item in self._lists.items(paragraphs, key, self.strategy) if item.paragraph.text]
            for item, following in pairwise([*items, None]):
                assert item is not None
                self.pages.add(replace(item, source=source, kept=_introduces(item, following)))

    def source_note(self, paragraph: Paragraph, source: Source | None) -> None:
        """資料來源 at the end of a subsection; it stays on the landscape page of a table that ends it."""
        self.pages.keep_last()
        text = labelled_source(paragraph)
        self.pages.add(ReportText(paragraph=text, style="source", strategy=self.strategy, source=source))

    def footnote(self, paragraphs: tuple[Paragraph, ...]) -> None:
        """A footnote to the paragraph before it; where there is none, an ordinary remark."""
        blocks = self.pages.blocks
        last = blocks[-1] if blocks else None
        if isinstance(last, ReportText | ReportItem | ReportHeading):
            self._footnotes.append(paragraphs)
            blocks[-1] = replace(last, footnotes=(*last.footnotes, len(self._footnotes)))
        else:
            self.figures.remarks(paragraphs)

    def _prose(self, paragraph: Paragraph, style: ProseStyle, key: str, source: Source | None) -> None:
        if paragraph.text.strip():
            self.pages.turn()
            kept = style in {"minor", "lead"}
            self.pages.add(
                ReportText(paragraph=paragraph, style=style, kept=kept, strategy=self.strategy, key=key, source=source)
            )


def _introduces(item: ReportItem, following: ReportItem | None) -> bool:
    """Whether a list item is the title of what follows it: deeper items, or marked ones below a bare line."""
    if following is None:
        return False
    return following.level > item.level or (item.scheme is None and following.scheme is not None)
