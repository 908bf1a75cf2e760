"""Programmes beside years that are not theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.glossary import programmes
from ssnet_docs.checks.parts.texts import passages
from ssnet_docs.model.finding import Finding

_QUOTED = re.compile(r"「[^「」]*」")
_TITLE = r"(?:計畫|草案|成果|架構|策略|指標|新增|重點|及|之|的|執行|規劃|期程|為|自|期間|[ 　：，（(])*"
_RANGE = r"(?<![0-9])(1?[0-9]{2})年?(?:度)? ?[-~～至到—] ?(1?[0-9]{2})年"
_BEGIN = r"(?:自|於|從| |　)*(?<![0-9])(1?[0-9]{2})年(?:度)?(?:起|開始|啟動|開辦)"


class ProgrammeYearCheck(Check):
    """計畫期別與年度不合：第二期計畫（110至114年）卻寫「第二期計畫108年起推動」。

    期別換了，經費、人力與指標都不同；年度不在期程內，不是期別寫錯就是年度寫錯。期程見
    `data/programmes.csv`，引文不算。
    改法：核對期別與年度；前一期開始、延續到這一期的工作，寫成「自108年起推動，列入第二期計畫」。
    """

    id = "programme-year"
    title = "計畫期別與年度不合"
    family = "content"

    def run(self, subject: Subject) -> Iterator[Finding]:
        patterns = [
            (one, re.compile(rf"{one.called}{_TITLE}{_RANGE}"), re.compile(rf"{one.called}(?:計畫)?{_BEGIN}"))
            for one in programmes(subject)
        ]
        for passage in passages(subject):
            text = _QUOTED.sub("", passage.text)
            for one, span, begin in patterns:
                years = [(match[0], int(match[1]), int(match[2])) for match in span.finditer(text)]
                years += [(match[0], int(match[1]), int(match[1])) for match in begin.finditer(text)]
                for words, first, last in years:
                    if first < one.first or last > one.last:
                        message = f"「{words}」：{one.name}的期程是{one.first}至{one.last}年"
                        yield self.at(passage, message, "請核對期別與年度")
