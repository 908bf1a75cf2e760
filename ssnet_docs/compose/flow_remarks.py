"""Remarks below tables and figures: 註 and 資料來源, labelled where their author did not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ssnet_docs.model.report import ProseStyle
from ssnet_docs.model.text import Paragraph, Run

_LABELS = ("註", "備註", "附註", "說明", "資料來源", "資料時間", "資料截至", "單位", "※", "＊", "*")
_SOURCES = ("資料來源", "來源")


def remarks(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Paragraph, ProseStyle]]:
    """The paragraphs with their styles; those without a label are labelled 註 and, if several, numbered."""
    bare = [index for index, paragraph in enumerate(paragraphs) if not paragraph.text.startswith(_LABELS)]
    for index, paragraph in enumerate(paragraphs):
        text = paragraph
        if index in bare:
            text = _prefixed(f"註{bare.index(index) + 1}：" if len(bare) > 1 else "註：", paragraph)
        yield text, "source" if text.text.startswith(_SOURCES) else "note"


def source(paragraph: Paragraph) -> Paragraph:
    """A source note with its label 資料來源."""
    return paragraph if paragraph.text.startswith(_LABELS) else _prefixed("資料來源：", paragraph)


def _prefixed(label: str, paragraph: Paragraph) -> Paragraph:
    return replace(paragraph, runs=(Run(label), *paragraph.runs))
