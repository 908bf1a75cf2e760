"""One indicator under two names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.model.finding import Finding, Severity

_MARKS = re.compile(r"[\s,，、()（）「」]")


class NamesDifferCheck(Check):
    """同一個指標或策略在兩份簡報裡名稱不同。

    名稱不同，讀者會以為是兩個指標；「成長率」與「涵蓋率」的差別更會改變意思。只多或少幾個字的簡稱列為提示。
    改法：統一用計畫核定本的名稱；必須用別的名稱時，第一次出現註明全名。
    只在 `--as-printed` 時檢查。
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
            severity, how = _difference(_MARKS.sub("", row["printed"]), _MARKS.sub("", indicator.name))
            if severity is not None:
                message = f"另一份簡報印為「{row['printed']}」{how}"
                finding = self.about_indicator(indicator, message, "請統一用核定本的名稱", row, row["source"])
                yield replace(finding, severity=severity)
        yield from self._strategies(subject)

    def _strategies(self, subject: Subject) -> Iterator[Finding]:
        known = {f"strategy/{row['programme']}/{row['number']}": row for row in subject.rows("strategies")}
        for row in subject.rows("as-printed"):
            strategy = known.get(row["subject"])
            if strategy is None or row["field"] not in {"name", "short"}:
                continue
            name = strategy[row["field"]]
            printed = row["printed"]
            severity, how = _difference(_MARKS.sub("", printed), _MARKS.sub("", name))
            if severity is None and printed != name:
                severity, how = "note", "，標點不同"
            if severity is not None:
                yield Finding(
                    check=self.id,
                    severity=severity,
                    subject=row["subject"],
                    message=f"策略「{name}」印為「{printed}」{how}",
                    hint="請統一用核定本的名稱",
                    source=row.source,
                    document=row["source"],
                )


def _difference(printed: str, name: str) -> tuple[Severity | None, str]:
    """How grave the difference between two names is, and how to say it; None where there is none."""
    if printed == name:
        return None, ""
    if sorted(printed) == sorted(name):
        return "warning", "，字相同而次序不同"
    if _shortened(printed, name) or _shortened(name, printed):
        return "note", "，只多或少幾個字"
    return "warning", ""


def _shortened(short: str, long: str) -> bool:
    """Whether one name is the other with some words left out and none exchanged."""
    letters = iter(long)
    return all(letter in letters for letter in short)
