"""Cross-references in a report: `[下表](#table:staffing)` becomes 「表3」, a field that Word keeps right.

An author writes `#table:id`, `#figure:id` or `#section:id` as a link's address. The id is that of a block, slide or
section; where it is not unique, more of its key (`slide/block`, `section/slide/block`). A deck shows the link's words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from ssnet_docs.model.errors import ErrorCollector, Source
from ssnet_docs.model.report import (
    ReportBlock,
    ReportCaption,
    ReportChart,
    ReportHeading,
    ReportItem,
    ReportTable,
    ReportText,
    Target,
)
from ssnet_docs.model.text import NOTE, Paragraph
from ssnet_docs.validation import choice

KINDS = {"table": "表", "figure": "圖", "section": "章節"}


class References:
    """Collects what can be referred to, and resolves the links of a report."""

    def __init__(self) -> None:
        self._targets: dict[str, dict[str, Target]] = {kind: {} for kind in KINDS}

    def caption(self, caption: ReportCaption) -> None:
        """A numbered table or figure; without a key it cannot be referred to."""
        if caption.key:
            target = Target(caption.label_bookmark, caption.label, caption.kind)
            self._targets[caption.kind].setdefault(caption.key, target)

    def heading(self, heading: ReportHeading, number: str) -> None:
        """A heading; `number` is its number with those above it."""
        if heading.key:
            target = Target(heading.bookmark, heading.text.text, "section", number)
            self._targets["section"].setdefault(heading.key, target)

    def resolve(
        self, blocks: Iterable[ReportBlock], footnotes: Iterable[tuple[Paragraph, ...]], errors: ErrorCollector
    ) -> dict[str, Target]:
        """The target of every link that begins with `#`. Links that lead nowhere go to `errors`, each once a block."""
        found: dict[str, Target] = {}
        links = [
            (run.link, source)
            for block in blocks
            for paragraph, source in _paragraphs(block)
            for run in paragraph.runs
            if run.link is not None
        ]
        links += [(run.link, None) for note in footnotes for paragraph in note for run in paragraph.runs if run.link]
        for link, source in dict.fromkeys(links):
            if link not in found and link.startswith("#") and not link.startswith(NOTE):
                target = self._target(link, source, errors)
                if target is not None:
                    found[link] = target
        return found

    def _target(self, link: str, source: Source | None, errors: ErrorCollector) -> Target | None:
        kind, _, name = unquote(link[1:]).partition(":")
        if kind not in KINDS or not name:
            example = "、".join(f"#{known}:代號" for known in KINDS)
            errors.add(source, f"看不懂交互參照「{unquote(link)}」", f"寫成 {example}")
            return None
        targets = self._targets[kind]
        matches = [key for key in targets if key == name] or [key for key in targets if key.endswith(f"/{name}")]
        if len(matches) == 1:
            return targets[matches[0]]
        if matches:
            errors.add(source, f"交互參照「{unquote(link)}」可以指好幾處", f"請寫清楚：{'、'.join(matches[:6])}")
        else:
            known = [key.rpartition("/")[2] if kind != "section" else key for key in targets]
            hint = choice(name, known[:30]) or f"這份報告沒有可以參照的{KINDS[kind]}"
            errors.add(source, f"交互參照「{unquote(link)}」找不到對象", hint)
        return None


def _paragraphs(block: ReportBlock) -> Iterator[tuple[Paragraph, Source | None]]:
    match block:
        case ReportHeading():
            yield block.text, block.source
        case ReportText() | ReportItem():
            yield block.paragraph, block.source
        case ReportCaption():
            yield block.text, None
        case ReportTable():
            for row in block.rows:
                for cell in row.cells:
                    for paragraph in cell.paragraphs if cell else ():
                        yield paragraph, block.source
        case ReportChart():
            return
        case _:
            return
