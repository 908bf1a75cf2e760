"""Totals, differences and products against their parts."""

from __future__ import annotations

from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject, shown
from ssnet_docs.checks.parts.relations import reckoned
from ssnet_docs.model.finding import Finding

_WORDS = {
    "sum": ("＋", "各項相加"),
    "difference": ("－", "相減"),
    "product": ("×", "相乘"),
    "complement": ("－", "100%減其餘"),
}


class SumCheck(Check):
    """合計、差額或乘積與各項算出的結果不同。

    與會者會當場加總；合計不符，其他數字也會受到懷疑。計數須完全相符；四捨五入的百分比，容許每項半個末位的誤差。
    改法：核對原始資料，改正合計或分項；合計另含表列以外的項目時，在表下註明，並於 `data/accepted.csv` 寫明理由。
    """

    id = "sum"
    title = "合計不符"
    family = "figures"
    severity = "error"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for one in reckoned(subject, "sum", "difference", "product", "complement"):
            number = one.result.number
            if one.holds or number is None:
                continue
            sign, words = _WORDS[one.relation.kind]
            computed = shown(one.computed, one.result.unit)
            gap = shown(abs(number - one.computed), one.result.unit)
            whole = "100－" if one.relation.kind == "complement" else ""
            reckoning = (
                f"{whole}{one.numbers(sign)}＝{computed}" if len(one.relation.keys) <= 4 else f"{words}為{computed}"
            )
            yield self.about(
                one.result, f"印{one.result.shown}，{reckoning}，差{gap}", "請核對合計與各項，改正有誤的一個"
            )
