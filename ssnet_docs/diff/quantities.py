"""Figures in running text: where they are, their number and unit, and the difference of two of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from ssnet_docs.diff.tokens import NUMBER
from ssnet_docs.model.change import FigureDifference

_UNITS = (
    *(
        "個百分點",
        "百分點",
        "人次",
        "人日",
        "人月",
        "萬元",
        "千元",
        "百萬元",
        "億元",
        "元",
        "場次",
        "案次",
        "件次",
        "據點",
        "鄉鎮",
        "公里",
        "小時",
        "分鐘",
    ),
    *(
        "個月",
        "人",
        "名",
        "員",
        "督",
        "位",
        "處",
        "所",
        "案",
        "件",
        "區",
        "場",
        "戶",
        "家",
        "次",
        "天",
        "週",
        "歲",
        "倍",
        "張",
        "組",
    ),
    *(
        "縣市",
        "個",
        "項",
        "座",
        "間",
        "床",
        "隊",
        "校",
        "班",
        "里",
        "村",
        "輛",
        "支",
        "台",
        "臺",
        "份",
        "筆",
        "對",
        "通",
    ),
)
_ORDINALS = ("年", "月", "日", "號", "條", "款", "期", "版", "頁", "章", "節", "點", "屆", "季", "學年", "梯")
_QUANTITY = re.compile(
    rf"(?P<sign>(?<![\w)）])[+\-−])?(?P<figure>{NUMBER}億{NUMBER}萬(?:{NUMBER})?|{NUMBER}億{NUMBER}|{NUMBER}萬{NUMBER}"
    rf"|{NUMBER}億(?!元)|{NUMBER}萬(?!元)|{NUMBER})"
    rf"(?:[ ]?(?P<unit>[%％‰]|{'|'.join(_UNITS)}|{'|'.join(_ORDINALS)}))?"
)
_PART = re.compile(rf"(?:(?P<yi>{NUMBER})億)?(?:(?P<wan>{NUMBER})萬)?(?P<rest>{NUMBER})?")
_WIDE = str.maketrans("０１２３４５６７８９，．−", "0123456789,.-")
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure in a text: characters [start, end) with its unit, and its number."""

    start: int
    end: int
    text: str
    number: Decimal
    unit: str

    @property
    def ordinal(self) -> bool:
        """Whether it names something (a year, an article) and measures nothing."""
        return self.unit in _ORDINALS


def quantities(text: str) -> Iterator[Quantity]:
    """The figures in a text, in order.

    >>> [(found.text, str(found.number)) for found in quantities("共4萬7,000人，達82.3%")]
    [('4萬7,000人', '47000'), ('82.3%', '82.3')]
    """
    for match in _QUANTITY.finditer(text):
        number = _number(match["figure"])
        if number is not None:
            sign = -1 if (match["sign"] or "") in {"-", "−"} else 1
            yield Quantity(match.start(), match.end(), match[0], sign * number, match["unit"] or "")


def _number(figure: str) -> Decimal | None:
    match = _PART.fullmatch(figure)
    if match is None:
        return None
    total = Decimal(0)
    for name, factor in (("yi", 10**8), ("wan", 10**4), ("rest", 1)):
        if match[name]:
            try:
                total += Decimal(match[name].translate(_WIDE).replace(",", "")) * factor
            except InvalidOperation:
                return None
    return total


def difference(old: Quantity, new: Quantity) -> FigureDifference:
    """The difference of two figures, exact to the decimals that they are printed with."""
    unit = new.unit or old.unit
    return numbers_differ(old.text, new.text, old.number, new.number, "個百分點" if unit in {"%", "％"} else unit)


def numbers_differ(old: str, new: str, was: Decimal, now: Decimal, unit: str = "") -> FigureDifference:
    """As `difference`, of figures as shown and as numbers."""
    change = now - was
    percent = None if was == 0 else (change / abs(was) * 100).quantize(_CENT)
    return FigureDifference(
        old=old,
        new=new,
        old_number=float(was),
        new_number=float(now),
        difference=float(change),
        percent=None if percent is None else float(percent),
        unit=unit,
    )


def signed(number: float) -> str:
    """A difference as it is printed: +500, −1.2.

    >>> signed(-1.20)
    '−1.2'
    """
    digits = format(abs(Decimal(str(number))).normalize(), ",f")
    return f"{'+' if number > 0 else '−' if number < 0 else '±'}{digits}"


def described(figure: FigureDifference) -> str:
    """「▲500人次（+4.05%）」."""
    if figure.difference == 0:
        return "＝數值相同"
    amount = signed(figure.difference).lstrip("+−")
    if figure.unit == "個百分點":
        return f"{figure.direction}{amount}個百分點"
    percent = "" if figure.percent is None else f"（{signed(figure.percent)}%）"
    return f"{figure.direction}{amount}{figure.unit}{percent}"
