"""Marks of Markdown, HTML or templates that were left in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.texts import passages
from ssnet_docs.model.finding import Finding

_MARKS = re.compile(
    r"\*\*|(?:^|(?<=[\s，。：；、（「]))\*(?=[一-鿿])[^*\n]{1,40}(?<=[一-鿿])\*"
    r"|^ {0,3}#{1,6} |\]\(|!\[|```|`[^`\n]+`|~~|__(?=\S)"
    r"|^ {0,3}(?:[-+*>]|[0-9]+\.) {2,}|\|[ :]*-{3,}|</?(?:br|b|i|u|p|div|span|sub|sup|strong|em|table|td|tr)\b[^>]*>"
    r"|\{\{|\}\}|\{%|%\}|&(?:nbsp|amp|lt|gt|quot);"
)


class MarkdownCheck(Check):
    """文字裡殘留 Markdown、HTML 或樣板的符號：**、##、](、<br>、{{。

    這些符號在投影片上會照印出來；多半是粗體少了一個星號、前後多了空白，或寫在不支援 Markdown 的欄位。
    改法：補齊成對的符號，或刪去。
    """

    id = "markdown"
    title = "殘留的標記符號"
    family = "content"
    severity = "error"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for one in passages(subject):
            found = _MARKS.search(one.text)
            if found:
                message = f"殘留「{found[0].strip()}」：{one.text[:40]}"
                yield self.at(one, message, "請補齊成對的符號，或刪去")
