"""Lists that announce another number of things than they name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.texts import passages
from ssnet_docs.model.finding import Finding

_NUMERALS = {"兩": 2, **{numeral: at for at, numeral in enumerate("一二三四五六七八九十", start=1)}}
_LIST = re.compile(
    r"(?<![第其之0-9一二三四五六七八九十])([兩二三四五六七八九十]|[2-9]|10) ?(大|項|種|類|個)([一-鿿]{2,8}?)"
    r"(?:：|為：|，?包括：?|，?包含：?|，即：?|，分別為：?)([^。；：\n]+)(?:。|；|$)"
)
_AND = re.compile(r"以及|及|與|和|暨")
_OPEN = re.compile(r"等|如|例如|其他|……|…")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]|「[^「」]*」|『[^『』]*』")


class CountedListCheck(Check):
    """說有幾項，列出來的不是幾項：三大目標：甲、乙、丙、丁。

    少列一項像是漏了，多列一項像是沒數；多半是改了清單沒有改數目。只看「三大目標：甲、乙、丙。」這類一句話列完的；有「等」
    「例如」的不算，「及」「與」可能連接兩項，也可能在一項之內，兩種都算對。
    改法：改數目或清單。
    """

    id = "counted-list"
    title = "項數不符"
    family = "content"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for one in passages(subject):
            for found in _LIST.finditer(one.text):
                announced = _NUMERALS.get(found[1]) or int(found[1])
                listed = _BRACKETS.sub("〓", found[4])
                if _OPEN.search(listed) or "、" not in listed:
                    continue
                fewest = listed.count("、") + 1
                most = fewest + len(_AND.findall(listed)) + listed.count("，")
                if not fewest <= announced <= most:
                    message = f"「{found[1]}{found[2]}{found[3]}」列了{fewest}項：{found[0][:50]}"
                    yield self.at(one, message, "請核對項數")
