"""A year that a series leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.series import series
from ssnet_docs.checks.parts.tables import charts
from ssnet_docs.model.finding import Finding

_YEAR = re.compile(r"(1?[0-9]{2})年(?:底|度)?")


class MissingYearCheck(Check):
    """逐年的數列中間缺了一年。

    缺的一年在圖上會被連過去，看不出來；多半是漏抄一欄，使後面的數字整欄錯位。
    改法：補上該年的數值；確實沒有，寫「--」。圖的橫軸也看。數列至少三年、只缺一年時才提示，每隔數年一次的不算。
    """

    id = "missing-year"
    title = "數列缺年"
    family = "figures"
    severity = "warning"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for one in series(subject):
            day = one.facts[0].as_of.partition("-")[2]  # a figure of June is no link in a chain of December's
            years = [fact.year for fact in one.facts if fact.year is not None and fact.as_of.partition("-")[2] == day]
            if len(years) < 3:
                continue
            absent = sorted(set(range(years[0], years[-1])) - set(years))
            if len(absent) == 1:
                after = next(fact for fact in one.facts if fact.year == absent[0] + 1)
                yield self.about(
                    after, f"有{years[0]}至{years[-1]}年的數值，缺{absent[0]}年", "請補上；沒有資料寫「--」"
                )
        for place, chart in charts(subject):
            found = [_YEAR.fullmatch(label.strip()) for label in chart.categories]
            years = [int(match[1]) for match in found if match is not None]
            absent = sorted(set(range(min(years), max(years))) - set(years)) if years else []
            if len(years) == len(found) >= 3 and len(absent) == 1:
                message = (
                    f"圖「{chart.title or place.slide.title.text}」的橫軸有{years[0]}至{years[-1]}年，缺{absent[0]}年"
                )
                title, key = place.slide.title.text, place.slide.key
                yield self.about_text(
                    place.document, title, key, place.source, message, "請補上該年；沒有資料留空並註明"
                )
