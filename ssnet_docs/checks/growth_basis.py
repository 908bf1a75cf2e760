"""Growth between two things that are not the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.relations import reckoned
from ssnet_docs.checks.parts.units import alike
from ssnet_docs.model.finding import Finding

_WHEN = re.compile(r"[0-9]{2,3}年?(?:度|底)?(?:[0-9-]+月)?|[\s　（）()]")


class GrowthBasisCheck(Check):
    """成長率的前後兩期不是同一件事：去年是高風險家庭，今年是脆弱家庭。

    對象、範圍或單位換了，增減反映的是定義的改變，不是成果的改變。
    改法：用同一口徑重算兩期；做不到，就分列兩個數字並註明口徑不同，不寫成長率。
    """

    id = "growth-basis"
    title = "成長率前後口徑不同"
    family = "figures"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for one in reckoned(subject, "growth"):
            old, new = one.operands[0][0], one.operands[-1][0]
            if not alike(old.unit, new.unit):
                message = f"前期單位是「{old.unit}」，後期是「{new.unit}」"
            elif _WHEN.sub("", old.name) != _WHEN.sub("", new.name):
                message = f"前期是「{old.name}」，後期是「{new.name}」，不是同一件事"
            else:
                continue
            yield self.about(one.result, message, "請用同一口徑重算，或註明口徑不同")
