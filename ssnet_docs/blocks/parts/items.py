"""Lists: items with marks and deeper items, as an author writes them and as paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import Field, model_validator

from ssnet_docs.blocks.parts.shorthand import TextFor
from ssnet_docs.model.block import LowerContext, Model
from ssnet_docs.model.text import Colour, Mark, Paragraph, Role

MarkName = Literal[
    "•", "–", "✓", "◆", "➤", "■", "○", "number", "parenthesised", "chinese", "circled", "letters", "none"
]
DEEPEST = 5
"""Levels of a list: PowerPoint knows more, but nobody can read them from the back of a room."""

_BY_LEVEL: tuple[MarkName, ...] = ("•", "–", "•", "–", "•")
_CHINESE = "一二三四五六七八九"


class Item(Model):
    """清單的一項：一段文字，可以有下一層的項目。只有文字時可以直接寫文字。"""

    text: str = Field(description="文字，可用 Markdown 的 **粗體** 與連結")
    mark: MarkName | None = Field(default=None, description="這一項的符號；省略時同整份清單")
    items: list[AnyItem] = Field(default_factory=list, description="下一層的項目")
    sub_mark: MarkName | None = Field(default=None, description="下一層的符號；省略時依層次自動選用")

    @model_validator(mode="after")
    def _not_too_deep(self) -> Item:
        if _depth(self) > DEEPEST:
            raise ValueError(f"清單最多 {DEEPEST} 層｜請把較深的層次併入上一層，或分成兩張投影片")
        return self


AnyItem = Annotated[Item, TextFor("text")]
"""An item, or its text alone."""

Item.model_rebuild()


def _depth(item: Item) -> int:
    return 1 + max((_depth(inner) for inner in item.items), default=0)


def item_paragraphs(
    context: LowerContext,
    items: Sequence[Item],
    role: Role = "body",
    *,
    mark: MarkName | None = None,
    start: int = 1,
    level: int = 0,
    colour: Colour | None = None,
) -> tuple[Paragraph, ...]:
    """The items as paragraphs, each with its mark, deeper ones after their parent. `mark` None goes by level."""
    return tuple(_paragraphs(context, items, role, mark, start, level, colour))


def _paragraphs(
    context: LowerContext,
    items: Sequence[Item],
    role: Role,
    mark: MarkName | None,
    start: int,
    level: int,
    colour: Colour | None,
) -> Iterator[Paragraph]:
    number = start
    for item in items:
        name = item.mark or mark or _BY_LEVEL[min(level, DEEPEST - 1)]
        yield context.paragraph(item.text, role, mark=shown_mark(name, number, colour), level=level)
        number += 1
        yield from _paragraphs(context, item.items, role, item.sub_mark, 1, level + 1, colour)


def shown_mark(name: MarkName, number: int = 1, colour: Colour | None = None) -> Mark | None:
    """The mark of an item: a character, or the number that it has in its list; None for none."""
    match name:
        case "none":
            return None
        case "number":
            return Mark(f"{number}.", "arabicPeriod", number, colour)
        case "parenthesised":
            return Mark(f"({number})", "arabicParenBoth", number, colour)
        case "chinese":
            return Mark(f"{chinese_number(number)}、", "ea1ChtPeriod", number, colour)
        case "circled":
            return Mark(circled(number), "circleNumDbPlain", number, colour)
        case "letters":
            return Mark(f"{letters(number)}.", "alphaUcPeriod", number, colour)
        case character:
            return Mark(character, None, 1, colour)


def circled(number: int) -> str:
    """① to ⑳; beyond these (21) in parentheses."""
    return chr(0x245F + number) if 1 <= number <= 20 else f"({number})"


def letters(number: int) -> str:
    """A to Z, AA and so on, as spreadsheets count columns."""
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text


def chinese_number(number: int) -> str:
    """一 to 九十九. Raises ValueError beyond."""
    if not 1 <= number <= 99:
        raise ValueError(f"no Chinese list number for {number}")
    tens, ones = divmod(number, 10)
    head = (_CHINESE[tens - 1] if tens > 1 else "") + "十" if tens else ""
    return head + (_CHINESE[ones - 1] if ones else "")


def deeper(paragraphs: Iterable[Paragraph], by: int = 1) -> tuple[Paragraph, ...]:
    """The paragraphs moved down by some levels."""
    return tuple(replace(paragraph, level=paragraph.level + by) for paragraph in paragraphs)
