"""臺 and 台."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.texts import passages
from ssnet_docs.model.finding import Finding

_SHORT = re.compile(r"台(?=灣|北|中市|中縣|東縣|東市|南市|南縣|澎|西|鐵|大醫|大學)|(?<=來|訪|全|在|駐)台(?=灣|$|，|、)")
_OWN_NAMES = re.compile(r"台積電|台塑|台灣大哥大|台達電|「[^「」]*」|『[^『』]*』|《[^《》]*》")


class TaiwanCharacterCheck(Check):
    """公文用「臺灣」「臺北」「臺中」，文件裡寫成「台」。

    行政院用字以「臺」為準；同一份文件「臺」「台」並用更顯雜亂。平台、一台等不是地名的不算；引文、書名與公司的註冊名稱從其原文。
    改法：改成「臺」。
    """

    id = "taiwan-character"
    title = "臺、台用字"
    family = "content"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for one in passages(subject):
            found = _SHORT.search(_OWN_NAMES.sub("", one.text))
            if found:
                at = found.string[found.start() : found.start() + 3]
                message = f"「{at}」的「台」宜寫「臺」：{one.text[:40]}"
                yield self.at(one, message, "請改成「臺」")
