"""Sections and slides without content."""

from __future__ import annotations

from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.model.finding import Finding

_BARE = frozenset({"cover", "divider", "closing", "agenda", "title-only"})


class EmptySectionCheck(Check):
    """章節沒有投影片，或投影片只有標題。

    大綱列了卻沒有內容，會場上會被問；多半是刪了內容忘了刪標題。封面、分隔頁、結語不算。
    改法：補上內容，或刪去這一節。
    """

    id = "empty-section"
    title = "空白章節"
    family = "content"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for document in subject.documents:
            for section in document.sections:
                title = section.title.text
                if not section.slides:
                    message = f"章節「{title}」沒有投影片"
                    yield self.about_text(document.id, title, section.key, section.source, message, "請補上或刪去")
                for slide in section.slides:
                    if not slide.nodes and not slide.texts and slide.layout not in _BARE:
                        message = f"「{slide.title.text}」只有標題，沒有內容"
                        yield self.about_text(document.id, title, slide.key, slide.source, message, "請補上或刪去")
