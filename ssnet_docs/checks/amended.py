"""修正, not 修改, of laws and plans."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.texts import passages
from ssnet_docs.model.finding import Finding

_QUOTED = re.compile(r"「[^「」]*」|『[^『』]*』|《[^《》]*》")
_LAW = r"(?:法律|法規|法案|條文|條例|辦法|要點|規定|規則|細則|基準|計畫|草案|[一-鿿]法)"
_WRONG = re.compile(rf"修改[^，。；、\s]{{0,8}}{_LAW}|{_LAW}[^，。；、\s]{{0,8}}修改")


class AmendedCheck(Check):
    """法規與計畫的變更寫成「修改」。

    法律統一用語以「修正」為準（立法院法律統一用語表）。系統、密碼、文字檔案的修改不在此列；引文從其原文。
    改法：改成「修正」。
    """

    id = "amended"
    title = "修正、修改用字"
    family = "content"
    severity = "warning"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for one in passages(subject):
            found = _WRONG.search(_QUOTED.sub("", one.text))
            if found:
                message = f"「{found[0]}」宜用「修正」"
                yield self.at(one, message, "請改成「修正」")
