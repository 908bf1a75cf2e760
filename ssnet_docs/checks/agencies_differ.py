"""One indicator under two agencies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.tables import tables
from ssnet_docs.checks.parts.texts import passages
from ssnet_docs.model.fact import Indicator
from ssnet_docs.model.finding import Finding

_HEADER = re.compile(r"主責|主辦|負責|機關|部會|單位$")
_BRACKETED = re.compile(r"[（(]([^（）()]{2,14})[）)]")
_SPACES = re.compile(r"[\s　]")


class AgenciesDifferCheck(Check):
    """同一個指標的主責機關，兩份簡報不同，或內文、表格與資料不同。

    誰負責填報、誰上臺說明，會場上立刻要問；寫錯了，兩個機關都會否認。部會與所屬單位（衛福部、衛福部社家署）算相同。
    改法：以核定計畫為準。
    """

    id = "agencies-differ"
    title = "主責機關不一致"
    family = "figures"

    def run(self, subject: Subject) -> Iterator[Finding]:
        agencies = _agencies(subject)
        indicators = {indicator.id: indicator for indicator in subject.data.all_indicators()}
        for row in subject.rows("as-printed") if subject.as_printed else ():
            indicator = indicators.get(row["subject"])
            if indicator is None or row["field"] != "agency" or row["source"] == indicator.source:
                continue
            if _differ(indicator.agency, row["printed"], agencies):
                message = f"主責機關是「{indicator.agency}」，另一份簡報是「{row['printed']}」"
                yield self.about_indicator(indicator, message, "請以核定計畫為準", row, row["source"])
        named = {indicator.name: indicator for indicator in indicators.values() if indicator.agency}
        yield from self._tables(subject, named, agencies)
        yield from self._texts(subject, named, agencies)

    def _tables(
        self, subject: Subject, named: Mapping[str, Indicator], agencies: Mapping[str, str]
    ) -> Iterator[Finding]:
        for place, _, lines in tables(subject):
            for line in lines:
                words = [line.label, *(field.text for field in line.fields if field is not None)]
                found = next((named[word] for word in words if word in named), None)
                for field in line.fields if found is not None else ():
                    if field is None or found is None or not _HEADER.search(field.header):
                        continue
                    theirs = _SPACES.sub("", field.text)
                    if theirs in agencies and _differ(found.agency, theirs, agencies):
                        title, key = place.slide.title.text, place.slide.key
                        message = f"「{found.name}」的主責機關是「{found.agency}」，表中是「{theirs}」"
                        yield self.about_text(place.document, title, key, place.source, message, "請以核定計畫為準")

    def _texts(
        self, subject: Subject, named: Mapping[str, Indicator], agencies: Mapping[str, str]
    ) -> Iterator[Finding]:
        for one in passages(subject):
            for found in _BRACKETED.finditer(one.text) if "（" in one.text or "(" in one.text else ():
                theirs = _SPACES.sub("", found[1])
                if theirs not in agencies:
                    continue
                before = one.text[: found.start()].rstrip()
                indicator = next((indicator for name, indicator in named.items() if before.endswith(name)), None)
                if indicator is not None and _differ(indicator.agency, theirs, agencies):
                    message = f"「{indicator.name}」的主責機關是「{indicator.agency}」，這裡寫「{theirs}」"
                    yield self.at(one, message, "請以核定計畫為準")


def _agencies(subject: Subject) -> dict[str, str]:
    """The full name of every agency, by its short and its full name."""
    found: dict[str, str] = {}
    for row in subject.rows("agencies"):
        found[row["short"]] = found[row["name"]] = row["name"]
    return found


def _differ(ours: str, theirs: str, agencies: Mapping[str, str]) -> bool:
    first, second = (agencies.get(_SPACES.sub("", name), name) for name in (ours, theirs))
    return not (first.startswith(second) or second.startswith(first))
