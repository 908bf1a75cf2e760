"""Words of rise and fall between two figures that say the opposite."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.texts import passages
from ssnet_docs.model.finding import Finding

_RISES = (
    "增至",
    "增加至",
    "增為",
    "增加為",
    "提升至",
    "提升為",
    "提高至",
    "提高為",
    "上升至",
    "升至",
    "成長至",
    "擴增至",
)
_FALLS = ("降至", "降為", "下降至", "下降為", "降低至", "降低為", "減至", "減為", "減少至", "減少為", "縮減至")
_WORDS = "|".join(sorted((*_RISES, *_FALLS), key=len, reverse=True))
_NUMBER = r"(?<![0-9,.比第])([0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)(?![0-9,.年月比])([%‰萬億]?)"
_YEAR = r"(?:[0-9]{2,3}年(?:底|度|[0-9]{1,2}月)?)?"
_CLAUSE = re.compile(
    rf"{_NUMBER}([^0-9。；]{{0,6}}){_YEAR}[^0-9。；]{{0,4}}?({_WORDS}){_YEAR}[^0-9。；，、]{{0,4}}?{_NUMBER}"
)


class TrendWordCheck(Check):
    """文字說增加，數字卻減少（或相反）：由81處增至71處。

    數字改了、文字沒有跟著改，是更新舊簡報時最常見的錯。只看「由甲增至乙」「甲，降至乙」這類前後兩個數字夾著升降用語的句子，
    單位不同的不比較。
    改法：核對兩個數字的先後，或改正用語；沒有變動寫「維持」。
    """

    id = "trend-word"
    title = "升降用語與數字相反"
    family = "content"
    severity = "error"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for one in passages(subject):
            for found in _CLAUSE.finditer(one.text):
                before, scale, _, word, after, other_scale = found.groups()
                first, second = (Decimal(text.replace(",", "")) for text in (before, after))
                rises = word in _RISES
                if scale != other_scale or (second > first if rises else second < first):
                    continue
                how = "沒有變動" if first == second else "減少" if rises else "增加"
                message = f"「{found[0]}」：用語是「{word}」，數字由{before}{scale}到{after}{other_scale}，其實{how}"
                yield self.at(one, message, "請核對數字的先後或改正用語")
