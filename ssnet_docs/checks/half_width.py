"""Half-width punctuation between Chinese characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.texts import passages
from ssnet_docs.model.finding import Finding

_HAN = r"[一-鿿」』）》]"
_NARROW = re.compile(rf"{_HAN}([,;!?]|[.:](?![0-9A-Za-z])) ?(?=[一-鿿「『（《])|{_HAN}([,.;])$")
_HYPHEN = re.compile(r"(?<=[一-鿿])-(?=[一-鿿])")
_FORMULA = re.compile(r"[/÷×+＋=＝]")  # in which a hyphen is a minus
_WIDE = {",": "，", ";": "；", "!": "！", "?": "？", ".": "。", ":": "：", "-": "、」「：」或「—"}


class HalfWidthCheck(Check):
    """中文字之間用了半形標點：服務,資源;網絡，策略四-強化布建。

    半形逗號在中文裡太窄，字都擠在一起；同一份文件全形、半形混用，一看就是貼來的。數字裡的逗號、小數點、英文與網址不算；
    算式裡的減號、半形括號不在此列。
    改法：改成全形「，」「；」「：」「。」。
    """

    id = "half-width"
    title = "半形標點"
    family = "content"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for one in passages(subject):
            found = _NARROW.search(one.text)
            if found is None and "-" in one.text and not _FORMULA.search(one.text):
                found = _HYPHEN.search(one.text)
            if found:
                mark = (found[1] or found[2]) if found.re is _NARROW else "-"
                around = one.text[max(0, found.start() - 6) : found.end() + 6]
                yield self.at(one, f"半形「{mark}」：{around}", f"請改成全形「{_WIDE[mark]}」")
