"""Values that a chart shows: typed figures and bound facts as numbers with their unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from ssnet_docs.blocks.parts.faults import Fault
from ssnet_docs.model.block import Model
from ssnet_docs.model.chart import Series, SeriesKind
from ssnet_docs.model.fact import Fact, plain, segments
from ssnet_docs.model.quantity import Quantity, QuantityError
from ssnet_docs.model.text import Colour

ColourName = Literal[
    "key",
    "brand",
    "accent",
    "alert",
    "muted",
    "strategy-1",
    "strategy-2",
    "strategy-3",
    "strategy-4",
    "strategy-5",
    "strategy-6",
]

_SHARE_DECIMALS = 1


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a chart: its number (None where there is none), its unit, and the words before it (低於).

    `fact` holds the keys of the facts that it shows, joined by "|"; '' for a typed figure.
    """

    number: float | None
    unit: str = ""
    comparator: str = ""
    fact: str = ""

    @classmethod
    def of(cls, quantity: Quantity, fact: str = "") -> Value:
        """The value of a quantity; the marks 新增, - and -- and words without a number are gaps."""
        number = None if quantity.is_mark or quantity.number is None else float(quantity.number)
        return cls(number, quantity.unit, quantity.scope + quantity.comparator, fact)

    @classmethod
    def parse(cls, text: str) -> Value:
        """The value that text shows. Raises QuantityError where it is no quantity."""
        keys = [key for _, found in segments(text) for key in found]
        return cls.of(Quantity.parse(plain(text).strip()), "|".join(dict.fromkeys(keys)))

    @classmethod
    def of_fact(cls, fact: Fact | None) -> Value:
        return GAP if fact is None else cls.of(fact.quantity, fact.key)

    @classmethod
    def of_share(cls, part: Fact | None, whole: Fact | None) -> Value:
        """What part is of whole, in per cent with one decimal; a gap where either is missing or the whole is 0."""
        if part is None or whole is None or part.quantity.number is None or not whole.quantity.number:
            return GAP
        share = Quantity.of(part.quantity.number / whole.quantity.number * 100, "%", decimals=_SHARE_DECIMALS)
        return cls.of(share, f"{part.key}|{whole.key}")


GAP = Value(None)


@dataclass(frozen=True, slots=True)
class Charted:
    """A series before it is drawn: one value a category."""

    name: str
    values: tuple[Value, ...]
    unit: str = ""
    kind: SeriesKind = "column"
    target: bool = False
    secondary: bool = False
    colour: Colour | None = None

    def series(self, unit: str) -> Series:
        """The series for a chart whose own unit is `unit`."""
        return Series(
            name=self.name,
            values=tuple(value.number for value in self.values),
            kind=self.kind,
            colour=self.colour,
            facts=tuple(value.fact for value in self.values),
            target=self.target,
            secondary=self.secondary,
            unit=self.unit if self.unit and self.unit != unit else None,
        )


class SeriesContent(Model):
    """一個數列：名稱與各類別的數值。"""

    name: str = Field(default="", description="名稱；只有一個數列時可以省略")
    values: list[str | None] = Field(description="各類別的數值，例如 85、85%、\"{{ fact('…') }}\"；沒有資料寫 null")
    kind: Literal["column", "line"] | None = Field(default=None, description="組合圖中畫成直條 (column) 或折線 (line)")
    unit: str | None = Field(default=None, description="單位；省略時取自數值")
    target: bool = Field(default=False, description="是否為目標值，畫成虛線")
    secondary: bool = Field(default=False, description="是否用右側的數值軸（單位不同的折線）")
    colour: ColourName | None = Field(default=None, description="顏色：key、accent、alert、muted 或 strategy-1 到 6")

    def read(self, chart_unit: str | None, at: int) -> tuple[Charted, list[Fault]]:
        """The series as numbers, and what is wrong with its values; `at` is its position in the chart."""
        faults: list[Fault] = []
        values: list[Value] = []
        for position, text in enumerate(self.values):
            try:
                values.append(GAP if text is None else Value.parse(text))
            except QuantityError as fault:
                values.append(GAP)
                hint = fault.hint or "數值寫成 85、85% 或 1,654人；沒有資料寫 null"
                faults.append((("series", at, "values", position), fault.message, hint))
        unit = self.unit if self.unit is not None else common_unit(values) or chart_unit or ""
        for position, value in enumerate(values):
            if value.number is not None and value.unit and value.unit != unit:
                message = f"這個數值的單位是「{value.unit}」，同一數列的其他數值是「{unit}」"
                faults.append(
                    (("series", at, "values", position), message, "同一數列的單位要相同；請換算，或分成兩個數列")
                )
        charted = Charted(
            name=plain(self.name),
            values=tuple(values),
            unit=unit,
            kind=self.kind or "column",
            target=self.target,
            secondary=self.secondary,
            colour=Colour(self.colour) if self.colour else None,
        )
        return charted, faults


def common_unit(values: Sequence[Value]) -> str:
    """The unit of the first value that has one."""
    return next((value.unit for value in values if value.number is not None and value.unit), "")


def remarks(charted: Sequence[Charted], categories: Sequence[str]) -> tuple[str, ...]:
    """What a chart cannot show of its values, in words: gaps, and figures that are limits (低於, 至少)."""
    gaps = [
        f"{one.name + ' ' if one.name and len(charted) > 1 else ''}{category}"
        for one in charted
        for category, value in zip(categories, one.values, strict=False)
        if value.number is None
    ]
    words = dict.fromkeys(value.comparator for one in charted for value in one.values if value.comparator)
    result = []
    if gaps:
        result.append(f"尚無資料：{'、'.join(gaps)}。")
    if words:
        result.append(f"標示「{'」「'.join(words)}」的數值，圖中以該數值繪製。")
    return tuple(result)
