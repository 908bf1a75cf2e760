"""What may stand between `{{` and `}}`: figures of `data/`, and figures computed from them, which keep their origin."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from ssnet_docs.model.fact import NATION, DataStore, Fact, mark
from ssnet_docs.model.quantity import Quantity, rounded

PERCENTAGE_POINT = "個百分點"


class ExpressionError(ValueError):
    """An expression that can be read but not computed: what is wrong and what to do, in Chinese."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def functions(data: DataStore) -> dict[str, Callable[..., Fact]]:
    """The functions that content may call, by name."""

    def target(indicator: str, year: int | str, place: str = NATION) -> Fact:
        return data.value(indicator, year=year, place=place, kind="target")

    def actual(indicator: str, year: int | str, place: str = NATION) -> Fact:
        return data.value(indicator, year=year, place=place, kind="actual")

    def total_of(kind: str, year: int | str, place: str = NATION, **where: object) -> Fact:
        """The sum over the indicators that `where` chooses, at a place or at every one (`*`); gaps are left out."""
        return _total_of(
            [
                fact
                for indicator in data.indicators(**where)
                for fact in data.values(indicator.id)
                if (fact.when or str(fact.year), fact.kind) == (str(year), kind) and place in {fact.place, "*"}
            ]
        )

    def rank(indicator: str, year: int | str, place: str, of: str | None = None) -> Fact:
        """The place of a county among all, the highest value, or share of the indicator `of`, first."""
        return _rank(data, indicator, str(year), place, of)

    return {
        "fact": data.fact,
        "value": data.value,
        "target": target,
        "actual": actual,
        "rate": rate,
        "difference": difference,
        "total": total,
        "total_of": total_of,
        "growth": growth,
        "portion": portion,
        "rank": rank,
    }


USAGE = {
    "fact": "fact('代號')",
    "value": "value('指標', year=115, place='tw', kind='target')",
    "target": "target('指標', 115)",
    "actual": "actual('指標', 114, place='taichung')",
    "rate": "rate(分子, 分母)",
    "difference": "difference(被減數, 減數)",
    "total": "total(數值, 數值, …)",
    "total_of": "total_of('current', 115, group='budget', strategy=1)",
    "growth": "growth(舊值, 新值)",
    "portion": "portion(數值, 百分比, '戶')",
    "rank": "rank('指標', 114, place)、rank('指標', 114, place, of='分母的指標')",
    "decimals": "數值 | decimals(1)",
    "to": "金額 | to('千元')",
    "unsigned": "數值 | unsigned",
}
"""How the functions and filters are written, for hints."""

ATTRIBUTES = (
    "name",
    "shown",
    "number",
    "unit",
    "place",
    "year",
    "period",
    "kind",
    "as_of",
    "printed",
    "reason",
    "note",
)
"""What content may ask a figure for: `fact('…').name`."""

FILTERS: dict[str, Callable[..., str | Fact]] = {}
"""The filters that content may apply to a figure, by name."""


def _filter(function: Callable[..., str | Fact]) -> Callable[..., str | Fact]:
    FILTERS[function.__name__] = function
    return function


# --- computed figures ----------------------------------------------------------------------------------------------


def rate(part: Fact, whole: Fact, decimals: int = 1) -> Fact:
    """`part` as a percentage of `whole`, rounded half up: rate(68, 74) is 91.9%."""
    share = _divided(part, whole, "rate") * 100
    return _computed((part, whole), Quantity.of(share, "%", decimals=decimals), "÷")


def growth(old: Fact, new: Fact, decimals: int = 1) -> Fact:
    """By how many per cent `new` is more than `old`; negative where it is less."""
    share = (_divided(_in_unit(new, old, "growth"), old, "growth") - 1) * 100
    return _computed((old, new), Quantity.of(share, "%", decimals=decimals), "→")


def difference(first: Fact, second: Fact) -> Fact:
    """`first` less `second`, in the unit of `first`; percentages differ by percentage points."""
    second = _in_unit(second, first, "difference")
    number = _number(first, "difference") - _number(second, "difference")
    unit = PERCENTAGE_POINT if first.unit == "%" else first.unit
    return _computed((first, second), Quantity.of(number, unit, decimals=_places((first, second))), "－")


def portion(whole: Fact, share: Fact, unit: str | None = None) -> Fact:
    """The part of `whole` that a percentage makes, rounded half up to a whole: portion(1,473人, 5%) is 74人.

    `unit` says what is counted where that is not the unit of `whole`.
    """
    number = _number(whole, "portion") * _number(share, "portion")
    if share.unit != "%":
        message = f"portion() 的第二個數值要是百分比，不是「{share.shown}」"
        raise ExpressionError(
            message, "寫法：portion(數值, 百分比)，例如 portion(actual('births', 114), target('…', 115))"
        )
    return _computed((whole, share), Quantity.of(number / 100, unit or whole.unit, decimals=0), "×")


def _rank(data: DataStore, indicator: str, year: str, place: str, of: str | None) -> Fact:
    own = data.value(indicator, year=year, place=place, kind="actual")
    shares: dict[str, Decimal] = {}
    facts: list[Fact] = []
    for fact in data.values(indicator):
        if (fact.when, fact.kind) != (year, "actual") or fact.place == NATION or fact.number is None:
            continue
        whole = data.value(of, year=year, place=fact.place, kind="actual") if of else None
        shares[fact.place] = _divided(fact, whole, "rank") if whole else fact.number
        facts += [fact, whole] if whole else [fact]
    higher = sum(share > shares[place] for share in shares.values())
    computed = _computed(facts, Quantity.of(higher + 1), "、")
    return replace(computed, place=place, year=own.year, formula=f"{len(shares)}縣市由高而低排列")


def total(*figures: Fact | Iterable[Fact]) -> Fact:
    """The sum of figures of one unit; a list counts as its members."""
    facts = [fact for figure in figures for fact in ([figure] if isinstance(figure, Fact) else figure)]
    if not facts:
        raise ExpressionError("total() 裡沒有數值", "請列出要加總的數值，例如 total(fact('…'), fact('…'))")
    facts = [_in_unit(fact, facts[0], "total") for fact in facts]
    number = sum((_number(fact, "total") for fact in facts), Decimal(0))
    return _computed(facts, Quantity.of(number, facts[0].unit, decimals=_places(facts)), "＋")


def _total_of(found: Sequence[Fact]) -> Fact:
    """The sum of figures, of which some may be the mark「-」: none budgeted. All of them make「-」."""
    amounts = [fact for fact in found if not fact.quantity.is_mark]
    if amounts:
        summed = total(amounts)
        return replace(summed, key="|".join(dict.fromkeys(key for fact in found for key in fact.keys)))
    if not found:
        raise ExpressionError("total_of() 沒有找到數值", "請檢查種類、年度與篩選條件")
    return _computed(found, found[0].quantity, "＋")


def _computed(operands: Iterable[Fact], quantity: Quantity, sign: str) -> Fact:
    facts = [_fact(operand, "算式") for operand in operands]
    keys = dict.fromkeys(key for fact in facts for key in fact.keys)
    sources = dict.fromkeys(source for fact in facts for source in fact.sources)
    return Fact(
        key="|".join(keys),
        name="、".join(dict.fromkeys(fact.name for fact in facts)),
        quantity=quantity,
        place=facts[0].place,
        year=facts[-1].year,
        kind=facts[0].kind,
        source="|".join(sources),
        formula=f" {sign} ".join(fact.shown for fact in facts),
    )


def _fact(value: object, function: str) -> Fact:
    if isinstance(value, Fact):
        return value
    raise ExpressionError(
        f"{function} 要的是數值，不是「{value}」", "數值要寫成 fact('…') 或 value('…', year=…)，不能直接寫數字"
    )


def _number(value: object, function: str) -> Decimal:
    fact = _fact(value, f"{function}()")
    if fact.number is None:
        raise ExpressionError(f"「{fact.key}」是「{fact.shown}」，不能計算", "請改用有數字的年度，或不要計算")
    return fact.number


def _divided(part: object, whole: object, function: str) -> Decimal:
    dividend, divisor = _number(part, function), _number(whole, function)
    if not divisor:
        raise ExpressionError(f"{function}() 的分母是 0", "請確認兩個數值的順序：rate(分子, 分母)、growth(舊, 新)")
    return dividend / divisor


def _in_unit(value: object, like: object, function: str) -> Fact:
    """The figure in the unit of `like`; money is converted, any other difference is an error."""
    _number(value, function)
    fact, wanted = _fact(value, function), _fact(like, function)
    if fact.unit == wanted.unit:
        return fact
    try:
        quantity = fact.quantity.to(wanted.unit)
    except ValueError:
        message = f"單位不同，不能計算：「{wanted.shown}」與「{fact.shown}」"
        raise ExpressionError(message, "請確認兩個數值是同一種單位") from None
    return Fact(key=fact.key, name=fact.name, quantity=quantity, source=fact.source, place=fact.place, year=fact.year)


def _places(facts: Iterable[Fact]) -> int:
    return max(fact.quantity.decimals for fact in facts)


# --- filters -------------------------------------------------------------------------------------------------------


@_filter
def number(fact: Fact) -> str:
    """The figure as printed, without its unit and the words around it."""
    known = _fact(fact, "number")
    return mark(known.key, known.quantity.figure)


@_filter
def unit(fact: Fact) -> str:
    """The unit: %, 人, 處."""
    return _fact(fact, "unit").unit


@_filter
def decimals(fact: Fact, places: int) -> str:
    """The figure rounded half up to so many decimal places, with its unit."""
    known = _fact(fact, "decimals")
    return mark(known.key, str(Quantity.of(rounded(_number(known, "decimals"), places), known.unit)))


@_filter
def unsigned(fact: Fact) -> Fact:
    """The figure without its sign, where words say which way it goes: -1,234人 is 1,234人."""
    known = _fact(fact, "unsigned")
    number = abs(_number(known, "unsigned"))
    return replace(known, quantity=Quantity.of(number, known.unit, decimals=known.quantity.decimals))


@_filter
def to(fact: Fact, unit: str) -> Fact:
    """An amount of money in another unit: `to('千元')`; still a figure, so that `decimals` can follow."""
    known = _fact(fact, "to")
    return replace(known, quantity=known.quantity.to(unit))
