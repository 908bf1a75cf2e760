"""One indicator with two definitions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.model.finding import Finding

_DIVISION = re.compile(r"[/÷]")
_NOISE = re.compile(r"[()。，,:]|[x×*]?100%.*|之占比.*|^[0-9]\.")
_SYMBOL = re.compile(r"(?<![A-Z])([A-Z])\s*[：:]\s*([^。；：:　]*)")
_FORMULA = re.compile(r"\b[A-Z]\s*=\s*([A-Z])\s*[/÷]\s*([A-Z])\b")


class DefinitionsDifferCheck(Check):
    """同一個指標在兩份簡報裡的分子或分母不同。

    分母不同，同一個目標值的難易就不同，各縣市報上來的數字也不能相加。只有標點、空白與寫法不同的不算。
    改法：以核定計畫的定義為準，兩份簡報一致。只在 `--as-printed` 時檢查。
    """

    id = "definitions-differ"
    title = "定義不一致"
    family = "figures"

    def run(self, subject: Subject) -> Iterator[Finding]:
        if not subject.as_printed:
            return
        indicators = {indicator.id: indicator for indicator in subject.data.all_indicators()}
        for row in subject.rows("as-printed"):
            indicator = indicators.get(row["subject"])
            if indicator is None or row["field"] != "definition" or row["source"] == indicator.source:
                continue
            theirs = _parts(row["printed"])
            ours = (indicator.numerator, indicator.denominator)
            if len(theirs) < 2 or not all(ours):
                continue
            for what, mine, other in zip(("分子", "分母"), ours, theirs, strict=True):
                if _bare(mine) != _bare(other):
                    message = f"{what}是「{mine}」，另一份簡報是「{other.strip()}」"
                    yield self.about_indicator(indicator, message, "請以核定計畫的定義為準", row, row["source"])


def _parts(definition: str) -> list[str]:
    """Numerator and denominator; where the formula is one of symbols, what these mean."""
    formula = _FORMULA.search(definition)
    if formula is None:
        return _DIVISION.split(definition, maxsplit=1)
    meaning = dict(_SYMBOL.findall(definition))
    return [str(meaning.get(symbol, symbol)) for symbol in formula.groups()]


def _bare(text: str) -> str:
    """The words alone, without marks, the multiplication by 100% and the particle 之."""
    words = "".join(unicodedata.normalize("NFKC", text).split())
    return _NOISE.sub("", words).replace("之", "").replace("的", "")
