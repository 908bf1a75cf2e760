"""What the content says is approved."""

from __future__ import annotations

from collections.abc import Iterator

from ssnet_docs.content.document import Document, Only
from ssnet_docs.model.block import ApprovedContent
from ssnet_docs.model.fact import plain
from ssnet_docs.model.origin import Approval


def approvals(document: Document, medium: Only) -> tuple[Approval, ...]:
    """All approvals of what a deck or a report shows, the document's own first."""
    return tuple(
        Approval(key=key, titles=titles, date=given.date, by=plain(given.by))
        for key, titles, given in _given(document, medium)
        if given is not None
    )


def _given(document: Document, medium: Only) -> Iterator[tuple[str, tuple[str, ...], ApprovedContent | None]]:
    yield "", (), document.approved
    for section in document.sections:
        if section.only not in {None, medium}:
            continue
        title = plain(section.title)
        yield section.id or "", (title,), section.approved
        for slide in section.slides:
            if slide.only in {None, medium}:
                yield f"{section.id}/{slide.id}", (title, plain(slide.title)), slide.approved
