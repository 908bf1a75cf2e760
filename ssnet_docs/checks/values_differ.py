"""One indicator with two values or units in two documents."""

from __future__ import annotations

from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.relations import reckoned
from ssnet_docs.model.finding import Finding


class ValuesDifferCheck(Check):
    """同一個指標在兩份簡報裡的數值或單位不同。

    兩份簡報同時在會場，數字不同會使兩個機關都難以回答。
    改法：確認統計日期與口徑，兩邊改成同一個數字，或各自註明統計日期。
    """

    id = "values-differ"
    title = "兩份簡報數字不同"
    family = "figures"
    severity = "error"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for one in reckoned(subject, "equal"):
            other = one.operands[0][0]
            where = _place(subject, other.source, other.slide)
            if not one.holds:
                unit = "，單位也不同" if one.result.unit != other.unit else ""
                yield self.about(
                    one.result, f"印{one.result.shown}，{where}印{other.shown}{unit}", "請確認統計日期與口徑"
                )
            elif one.result.unit != other.unit:
                message = f"單位是「{one.result.unit}」，{where}是「{other.unit}」"
                yield self.about(one.result, message, "請用同一個單位", "warning")


def _place(subject: Subject, source: str, slide: str) -> str:
    titles = {record.id: record.title for record in subject.data.sources()}
    return f"「{titles.get(source, source)}」{slide + ' ' if slide else ''}"
