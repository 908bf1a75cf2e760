"""One indicator under two names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.model.finding import Finding

_MARKS = re.compile(r"[\s,，、()（）「」]")


class NamesDifferCheck(Check):
    """同一個指標或策略在兩份簡報裡名稱不同。

    名稱不同，讀者會以為是兩個指標；「成長率」與「涵蓋率」的差別更會改變意思。只多或少幾個字的簡稱列為提示。
    改法：統一用計畫核定本的名稱；必須用別的名稱時，第一次出現註明全名。只在 `--as-printed` 時檢查。
    """

    id = "names-differ"
    title = "名稱不一致"
    family = "figures"

    def run(self, subject: Subject) -> Iterator[Finding]:
        if not subject.as_printed:
            return
        indicators = {indicator.id: indicator for indicator in subject.data.all_indicators()}
        for row in subject.rows("as-printed"):
            indicator = indicators.get(row["subject"])
            if indicator is None or row["field"] != "name" or row["source"] == indicator.source:
                continue
            printed, name = _MARKS.sub("", row["printed"]), _MARKS.sub("", indicator.name)
            if printed == name:
                continue
            short = _shortened(printed, name) or _shortened(name, printed)
            message = f"另一份簡報印為「{row['printed']}」" + ("，只多或少幾個字" if short else "")
            finding = self.about_indicator(indicator, message, "請統一用核定本的名稱", row, row["source"])
            yield replace(finding, severity="note") if short else finding


def _shortened(short: str, long: str) -> bool:
    """Whether one name is the other with some words left out and none exchanged."""
    letters = iter(long)
    return all(letter in letters for letter in short)
