"""Marks of unfinished work."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.texts import passages
from ssnet_docs.model.finding import Finding

_MARKS = re.compile(
    r"待填|待補(?!助|充人力|足|實|償|貼)|待確認|待更新|請填寫?|(?<![A-Za-z])(?:TODO|TBD|FIXME|XX+|xx+)(?![A-Za-z])|[○〇]{2,}(?![年月日])|\?\?+|？？+"
)


class LeftoversCheck(Check):
    """文件裡還有未完成的標記：待填、待確認、TODO、XXX、○○。

    會議前最常見、也最難看的疏漏。
    改法：補上內容，或刪去這一句。
    """

    id = "leftovers"
    title = "未完成的標記"
    family = "content"
    severity = "error"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for one in passages(subject):
            found = _MARKS.search(one.typed)
            if found:
                message = f"還有未完成的標記「{found[0]}」：{one.text[:40]}"
                yield self.at(one, message, "請補上內容或刪去")
