"""Figures without the date that they are of."""

from __future__ import annotations

from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.model.finding import Finding


class MissingAsOfCheck(Check):
    """數字有來源，卻沒有年度、也沒有統計日期。

    沒有日期的數字無法與別的數字比較，也無從更新。
    改法：在 `data/` 的 as_of 欄填民國日期（110-09-16、114-10 或 114）。
    """

    id = "missing-as-of"
    title = "缺統計日期"
    family = "figures"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for fact in subject.data.facts():
            if fact.source and fact.row is not None and not fact.as_of and fact.year is None and not fact.period:
                yield self.about(fact, f"{fact.shown}沒有年度，也沒有統計日期", "請填 as_of 欄，例如 114-10")
