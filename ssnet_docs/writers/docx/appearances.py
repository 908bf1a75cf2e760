"""Where a report shows facts, section by section in reading order."""

from __future__ import annotations

from collections.abc import Iterator

from ssnet_docs.model.origin import Appearance
from ssnet_docs.model.report import (
    Report,
    ReportBlock,
    ReportCaption,
    ReportChart,
    ReportHeading,
    ReportItem,
    ReportTable,
    ReportText,
)
from ssnet_docs.model.text import Paragraph
from ssnet_docs.writers.ooxml.figures import charted, written


def appearances(report: Report) -> Iterator[Appearance]:
    """Every place of the report's text, tables and charts where a fact is shown; sections count as its headings do."""
    number, title = 0, ""
    for block in report.blocks:
        if isinstance(block, ReportHeading):
            number, title = number + 1, block.number + block.text.text
        shown = charted(block.spec) if isinstance(block, ReportChart) else written(_paragraphs(block))
        for text, keys in shown:
            yield Appearance(
                slide=number,
                frame="" if isinstance(block, ReportCaption) else block.key,
                text=text,
                keys=keys,
                section=title,
            )


def _paragraphs(block: ReportBlock) -> Iterator[Paragraph]:
    match block:
        case ReportHeading() | ReportCaption():
            yield block.text
        case ReportText() | ReportItem():
            yield block.paragraph
        case ReportTable():
            for row in block.rows:
                for cell in row.cells:
                    if cell is not None:
                        yield from cell.paragraphs
        case _:
            return
