"""Amounts of money that differ by a power of ten."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.figures import Figure, sentences
from ssnet_docs.checks.parts.tables import tables
from ssnet_docs.checks.parts.texts import Passage, passages
from ssnet_docs.model.finding import Finding
from ssnet_docs.model.quantity import MONEY, Quantity

_DIGITS = 3  # significant digits that two amounts do not share by chance


class MoneyScaleCheck(Check):
    """金額的千、萬、億弄錯：表是5,414萬元，文字寫5,414千元。

    同一份文件裡，兩個金額的數字相同而相差十倍、千倍、一萬倍，幾乎都是單位抄錯；差一級就是十倍。比較文字、表格與資料的金額，
    有效數字三位以上才比較。
    改法：依資料改正單位；金額真的剛好相差十的次方，於 `data/accepted.csv` 寫明。
    """

    id = "money-scale"
    title = "金額單位錯級"
    family = "figures"
    severity = "error"

    def run(self, subject: Subject) -> Iterator[Finding]:
        typed = [(one, amount) for one in passages(subject) for amount in _amounts(one)]
        if not typed:
            return
        known: dict[str, dict[Decimal, str]] = {}
        for fact in subject.data.facts():
            if fact.unit in MONEY:
                _note(known, fact.quantity, f"資料「{fact.name}」")
        for place, _, lines in tables(subject):
            for line in lines:
                for field in line.fields:
                    if field is not None and field.quantity is not None and field.quantity.unit in MONEY:
                        _note(known, field.quantity, f"「{place.slide.title.text}」的表")
        for one, figure in typed:
            amounts = known.get(_significant(figure.amount), {})
            if amounts and figure.amount not in amounts:
                other, where = next(iter(amounts.items()))
                words = f"{figure.quantity}"
                times = max(other, figure.amount) / min(other, figure.amount)
                yield self.at(one, f"寫{words}，{where}，相差{times:,f}倍", "請核對千、萬、億")


def _amounts(one: Passage) -> Iterator[Figure]:
    if "元" in one.typed and one.part != "source":
        for sentence in sentences(one.typed):
            for figure in sentence.figures:
                if figure.quantity.unit in MONEY and len(_significant(figure.amount)) >= _DIGITS:
                    yield figure


def _note(known: dict[str, dict[Decimal, str]], quantity: Quantity, where: str) -> None:
    if quantity.number:
        amount = quantity.number * MONEY[quantity.unit]
        known.setdefault(_significant(amount), {}).setdefault(amount, f"{where}是{quantity}")


def _significant(amount: Decimal) -> str:
    """The digits of an amount without the zeros at either end, which only say its scale."""
    return f"{abs(amount):f}".replace(".", "").strip("0")
