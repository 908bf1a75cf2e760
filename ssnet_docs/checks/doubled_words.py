"""Words that stand twice in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.texts import passages
from ssnet_docs.model.finding import Finding

_DOUBLED = re.compile(r"([一-鿿]{2,8})\1|([的之及與和或在是於為])\2|([，。、；：])\3|\b([A-Za-z]{2,}) \4\b")
_MEANT = re.compile(r"^([一-鿿])\1+$|^(?:一一|種種|處處|人人|天天|年年|月月|星星|常常)")


class DoubledWordsCheck(Check):
    """同一個詞或標點連寫兩次：服務服務、的的、，，。

    多半是剪貼留下的。「研究研究」這類口語的重疊在公文裡也應避免。
    改法：刪去一個。
    """

    id = "doubled-words"
    title = "重複的字詞"
    family = "content"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for one in passages(subject):
            for found in _DOUBLED.finditer(one.text):
                if found[1] and _MEANT.match(found[0]):
                    continue
                message = f"「{found[0]}」重複：{one.text[max(0, found.start() - 10) : found.end() + 10]}"
                yield self.at(one, message, "請刪去一個")
