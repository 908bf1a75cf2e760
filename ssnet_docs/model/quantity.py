"""Quantities: figures as the briefings write them, parsed into a number, a unit and the words around them.

低於3% · 各中心均達 80% · 增加5% · 89.8% (113學年度) · 累計30,000人 · 4萬7,000人 · 5,414萬元 · +141 · 1/2以上 ·
新增 · - · --. Printing gives back exactly what was parsed; charts and checks use the number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Literal

MarkName = Literal["none", "new", "zero", "not-applicable"]

MARKS: dict[str, MarkName] = {"新增": "new", "-": "zero", "--": "not-applicable"}

COMPARATORS = (
    *("不低於", "低於", "高於", "至少", "至多", "最多", "最高", "最低", "超過", "未滿", "未達", "逾", "近", "約"),
    *("增加", "減少", "下降", "提升", "降至", "提升至", "累計", "設置", "達", "每", "共"),
    *("<=", ">=", "<", ">", "≤", "≥", "＜", "＞"),
)
BOUNDS = ("以上", "以下", "以內")

MONEY: dict[str, int] = {"元": 1, "千元": 1_000, "萬元": 10_000, "百萬元": 1_000_000, "億元": 100_000_000}

_QUOTED = 40  # characters of wrong text that a message quotes

_COUNT = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)"
_DECIMAL = rf"{_COUNT}(?:\.[0-9]+)?"
_GROUPED = rf"{_DECIMAL}億(?:{_COUNT}萬)?(?:{_COUNT})?|{_DECIMAL}萬(?:{_COUNT})?"
_MONEY_UNIT = r"(?:千|萬|百萬|億)元"
_FIGURE = (
    rf"(?:[+\-−](?=[0-9]))?(?:{_DECIMAL}(?=\ ?{_MONEY_UNIT})|{_GROUPED}"
    rf"|{_COUNT}\ ?[:：/]\ ?{_COUNT}|{_DECIMAL}、{_DECIMAL}|{_DECIMAL})"
)
# a unit is % or ‰, or a Chinese classifier; numerals and the words that stand around a number are no part of one
_UNIT = r"[%‰]|(?![萬億千百十])(?:(?!以[上下內]|新增)[一-鿿]){1,6}|" + _MONEY_UNIT

_GRAMMAR = re.compile(
    rf"(?P<scope>各[一-鿿]{{1,6}}均達)?(?P<comparator>{'|'.join(sorted(COMPARATORS, key=len, reverse=True))})?"
    rf"(?P<lead>\ ?)(?P<figure>{_FIGURE})(?:(?P<gap>\ ?)(?P<unit>{_UNIT}))?(?P<bound>{'|'.join(BOUNDS)})?"
    r"(?P<tail>\ ?)(?P<qualifier>\([^()（）]+\)|（[^()（）]+）)?"
)
_FULL_WIDTH = re.compile(r"[０-９％，．＋－]")
_PARTS = re.compile(rf"(?:(?P<yi>{_DECIMAL})億)?(?:(?P<wan>{_DECIMAL})萬)?(?P<rest>{_DECIMAL})?")


class QuantityError(ValueError):
    """Text that is no quantity: `message` says what is wrong, `hint` what to do, both in Chinese."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure with its unit and the words around it; made by `parse` or `of`.

    `number` is None for the marks 新增 (new) and -- (not applicable) and 0 for - (none budgeted). Percentages are
    kept as shown (82.3 for 82.3%), money in the unit that is written (5414 for 5,414萬元); a fraction or a ratio
    is its value (0.5 for 1/2 and 1 : 2), 「3、4萬元」 its lower end. `figure` is the number as printed, without the
    unit. `scope` (各中心均達) and `comparator` (低於) stand before it, `bound` (以上) and `qualifier`
    (113學年度) after it.
    """

    number: Decimal | None
    figure: str
    unit: str = ""
    comparator: str = ""
    scope: str = ""
    bound: str = ""
    qualifier: str = ""
    mark: MarkName = "none"
    gaps: tuple[str, str, str] = ("", "", "")  # before the figure, the unit and the qualifier
    brackets: str = "()"

    @classmethod
    def parse(cls, text: str) -> Quantity:
        """The quantity that `text` writes. Raises QuantityError for anything else; `str()` gives `text` back."""
        if text in MARKS:
            mark = MARKS[text]
            return cls(Decimal(0) if mark == "zero" else None, text, mark=mark)
        match = _GRAMMAR.fullmatch(text)
        if match is None or text != text.strip() or (match["tail"] and not match["qualifier"]):
            raise _complaint(text)
        unit, qualifier = match["unit"] or "", match["qualifier"] or ""
        if match["lead"] and not (match["scope"] or match["comparator"]):
            raise _complaint(text)
        return cls(
            _number(match["figure"], text),
            match["figure"],
            unit,
            match["comparator"] or "",
            match["scope"] or "",
            match["bound"] or "",
            qualifier[1:-1],
            gaps=(match["lead"], match["gap"] or "", match["tail"]),
            brackets=qualifier[:1] + qualifier[-1:] if qualifier else "()",
        )

    @classmethod
    def of(
        cls, number: Decimal | int, unit: str = "", *, decimals: int | None = None, grouped: bool = True
    ) -> Quantity:
        """A computed quantity. `decimals` rounds half up (四捨五入); None keeps the number's own places.

        Raises QuantityError for what cannot be a unit.
        """
        value = Decimal(number)
        if decimals is not None:
            value = rounded(value, decimals)
        found = cls.parse(f"{value:,f}{unit}" if grouped else f"{value:f}{unit}")
        if (found.number, found.unit) != (value, unit):
            raise QuantityError(f"「{unit}」不是單位", "單位是數字後面的量詞，例如 人、處、千元")
        return found

    def __str__(self) -> str:
        before, gap, after = self.gaps
        tail = f"{after}{self.brackets[0]}{self.qualifier}{self.brackets[1]}" if self.qualifier else ""
        return f"{self.scope}{self.comparator}{before}{self.figure}{gap}{self.unit}{self.bound}{tail}"

    @property
    def is_mark(self) -> bool:
        """Whether this is 新增, - or --, which carry a meaning and no figure."""
        return self.mark != "none"

    @property
    def decimals(self) -> int:
        """Decimal places as printed."""
        return len(self.figure.partition(".")[2].rstrip("萬億")) if "." in self.figure else 0

    def to(self, unit: str) -> Quantity:
        """The same amount of money in another unit (萬元 → 元). Raises QuantityError for units that are not money."""
        if self.unit not in MONEY or unit not in MONEY:
            raise QuantityError(f"「{self}」不能換算成「{unit}」", f"可互相換算的單位：{'、'.join(MONEY)}")
        if self.number is None or unit == self.unit:
            return self
        value = (self.number * MONEY[self.unit] / MONEY[unit]).normalize()
        figure = f"{value:,f}"
        return replace(self, number=_number(figure, figure), figure=figure, unit=unit)

    def same_value(self, other: Quantity) -> bool:
        """Whether both say the same, however they are spaced and grouped: comparator, number, unit, scope and mark."""
        mine, theirs = self._in_base_unit(), other._in_base_unit()
        return mine == theirs and (self.comparator, self.bound, self.scope, self.mark) == (
            other.comparator,
            other.bound,
            other.scope,
            other.mark,
        )

    def _in_base_unit(self) -> tuple[Decimal | None, str]:
        if self.number is not None and self.unit in MONEY:
            return self.number * MONEY[self.unit], "元"
        return self.number, self.unit


def rounded(value: Decimal, decimals: int) -> Decimal:
    """`value` with that many decimal places, rounded half up (四捨五入)."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _number(figure: str, text: str) -> Decimal:
    sign = -1 if figure[0] in "-−" else 1
    plain = figure.lstrip("+-−").replace(",", "").replace(" ", "")
    first, joint, second = _split(plain)
    if joint == "、":
        return sign * Decimal(first)
    if joint:
        if not Decimal(second):
            raise QuantityError(f"「{text}」的分母是 0")
        with localcontext() as context:
            context.prec = 28
            return sign * (Decimal(first) / Decimal(second))
    match = _PARTS.fullmatch(plain)
    if match is None:
        raise _complaint(text)
    scales = (("yi", 100_000_000), ("wan", 10_000), ("rest", 1))
    return sign * sum((Decimal(match[name]) * scale for name, scale in scales if match[name]), Decimal(0))


def _split(plain: str) -> tuple[str, str, str]:
    for joint in (":", "：", "/", "、"):
        if joint in plain:
            return plain.partition(joint)
    return plain, "", ""


def _complaint(text: str) -> QuantityError:
    """What is wrong with text that is no quantity."""
    shown = f"「{text if len(text) <= _QUOTED else text[:_QUOTED] + '…'}」"
    if not text.strip():
        return QuantityError("數值是空白", "沒有資料就刪去這一列；零寫「-」，不適用寫「--」，新指標寫「新增」")
    if text != text.strip():
        return QuantityError(f"{shown}前後有空白", "請刪去前後的空白")
    if _FULL_WIDTH.search(text):
        return QuantityError(f"{shown}含全形數字或符號", "數字、逗號、小數點、正負號與 % 請用半形")
    if re.search(r"[0-9],(?![0-9]{3}(?![0-9]))|[0-9]{4,},[0-9]", text):
        return QuantityError(f"{shown}的千分位逗號位置不對", "每三位一個逗號，例如 1,720,331；或不寫逗號")
    if re.search(r"[0-9][OoIl]|[OoIl][0-9]", text):
        return QuantityError(f"{shown}混有英文字母", "請確認是否把數字 0、1 打成英文字母")
    if len(re.findall(r"[0-9]+(?:[,.][0-9]+)*", re.sub(r"[(（].*", "", text))) > 1:
        return QuantityError(f"{shown}含有兩個數字", "請分成兩筆，例如 3督14員 寫成 3督 與 14員")
    if not re.search(r"[0-9]", text):
        return QuantityError(f"{shown}不是數值", "沒有資料就刪去這一列；零寫「-」，不適用寫「--」，新指標寫「新增」")
    return QuantityError(f"{shown}不是看得懂的數值", "寫法如 低於3%、1,720,331、89.8% (113學年度)、各中心均達80%")
