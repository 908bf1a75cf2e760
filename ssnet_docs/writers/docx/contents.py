"""Table of contents, list of tables and list of figures: fields whose cached entries are already right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ssnet_docs.model.report import LABELS, CaptionKind, Report, ReportCaption, ReportHeading
from ssnet_docs.writers.docx.markup import begin_field, end_field, field, paragraph, plain_run
from ssnet_docs.writers.docx.styles import LIST_HEADING
from ssnet_docs.writers.docx.writing import Writing

_TITLES: dict[CaptionKind, str] = {"table": "表次", "figure": "圖次"}
_SPACED = "　"
_PAGE = 18
"""Entries that surely fit on a page with the headings of their lists.

A list starts a page of its own where it may not fit on the one before: LibreOffice does not keep a heading with the
first entry of a field, and it would stand alone at the page's foot.
"""
_INDENT = 5  # ems of an entry's line that its text does not have: the page's number and the space before it


def contents(writing: Writing) -> str:
    """The pages before the text: 目次, and 表次 and 圖次 where there are captions."""
    report = writing.report
    parts = [_heading("目次"), _contents(writing)]
    on_page = _PAGE
    for kind, title in _TITLES.items():
        captions = report.captions(kind)
        if captions:
            on_page += len(captions)
            parts += [_heading(title, new_page=on_page > _PAGE), _captions(writing, kind, captions)]
            on_page = on_page if on_page <= _PAGE else _on_last_page(report, captions)
    return "".join(parts)


def _on_last_page(report: Report, captions: Sequence[ReportCaption]) -> int:
    """Entries on the last page of a list that begins a page; `_PAGE` where a heading below might stand at its foot.

    Lines are exactly as high as their style says, so that the entries of a page can be counted, where none breaks.
    """
    if len(captions) <= _PAGE:
        return len(captions)
    style = report.style
    longest = style.text_width() / style.body - _INDENT
    if any(len(_caption_text(caption)) > longest for caption in captions):
        return _PAGE
    left = len(captions) % int((style.text_height() - LIST_HEADING) / style.line)
    return left if left > 1 else _PAGE


def _heading(title: str, *, new_page: bool = False) -> str:
    return paragraph("TOCHeading", plain_run(_SPACED.join(title)), "<w:pageBreakBefore/>" if new_page else "")


def _contents(writing: Writing) -> str:
    headings = writing.report.headings
    code = f'TOC \\o "1-{writing.report.style.contents_levels}" \\h \\z \\u'
    entries = [(f"TOC{heading.level}", heading.bookmark, _heading_runs(heading)) for heading in headings]
    return "".join(_entries(code, entries, writing)) or paragraph("BodyText", "")


def _captions(writing: Writing, kind: CaptionKind, captions: Sequence[ReportCaption]) -> str:
    entries = [("TableofFigures", caption.bookmark, _caption_runs(caption)) for caption in captions]
    return "".join(_entries(f'TOC \\h \\z \\c "{LABELS[kind]}"', entries, writing))


def _heading_runs(heading: ReportHeading) -> str:
    return plain_run(heading.number + heading.text.text)


def _caption_runs(caption: ReportCaption) -> str:
    return plain_run(_caption_text(caption))


def _caption_text(caption: ReportCaption) -> str:
    return f"{caption.label}{_SPACED}{caption.text.text}"


def _entries(code: str, entries: Sequence[tuple[str, str, str]], writing: Writing) -> Iterator[str]:
    """One paragraph an entry: the field begins in the first and ends in the last."""
    dirty = not writing.pages.known
    for position, (style, bookmark, inner) in enumerate(entries):
        page = field(f"PAGEREF {bookmark} \\h", plain_run(writing.page(bookmark)), dirty=dirty)
        link = f'<w:hyperlink w:anchor="{bookmark}" w:history="1">{inner}<w:r><w:tab/></w:r>{page}</w:hyperlink>'
        before = begin_field(code, dirty=dirty) if position == 0 else ""
        after = end_field() if position == len(entries) - 1 else ""
        yield paragraph(style, before + link + after)


def bookmarks(report: Report) -> tuple[str, ...]:
    """The bookmarks whose pages the lists show."""
    kinds: tuple[CaptionKind, ...] = ("table", "figure")
    captions = [caption.bookmark for kind in kinds for caption in report.captions(kind)]
    return (*(heading.bookmark for heading in report.headings), *captions)
