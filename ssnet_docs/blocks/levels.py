"""Levels inside, above or below each other."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from ssnet_docs.blocks.parts.body import TitledBody, coloured, outline
from ssnet_docs.blocks.parts.shorthand import TextFor
from ssnet_docs.blocks.parts.surfaces import KEY, PAPER
from ssnet_docs.model.block import Block, LowerContext
from ssnet_docs.model.drawing import Box, Element, Insets, Stack
from ssnet_docs.model.nodes import Drawing, Items, Node
from ssnet_docs.model.text import Colour, Paragraph

_LIGHTEST, _DARKEST = 0.9, 0.6
"""Share of paper in the grounds from the first level to the last but one; the last has the full colour."""

_STEP = 44.0
"""How far each step or each side of a funnel's level is set in, in points."""


class Level(TitledBody):
    """一個層級。只有名稱時可以直接寫文字。"""


class LevelsBlock(Block):
    """層級：由淺到深的幾個層級，例如一般家庭、脆弱家庭、危機家庭，或三級預防。

    直接寫清單：`levels: [一般家庭, 脆弱家庭, 危機家庭]`，或每級寫 `{title, text}`、`{title, items}`。
    `style`：nested（同心方框，第一項在最外層）、steps（階梯，第一項在最下面）、funnel（漏斗，第一項在最上面）。
    """

    block_kind: ClassVar[str] = "levels"
    block_title: ClassVar[str] = "層級"
    block_example: ClassVar[str] = """\
- levels:
    style: nested
    levels:
      - {title: 一般家庭, text: 福利諮詢、資源轉介、預防宣導、親職教育}
      - {title: 脆弱家庭, text: 生活扶助、實物給付、急難紓困、脫貧與支持服務}
      - {title: 危機家庭, text: 緊急救援、危機處理、創傷復原}
"""
    shorthand: ClassVar[str | None] = "levels"

    levels: list[Annotated[Level, TextFor("title")]] = Field(description="各個層級", min_length=2, max_length=7)
    style: Literal["nested", "steps", "funnel"] = Field(default="nested", description="同心方框、階梯或漏斗")

    def lower(self, context: LowerContext) -> tuple[Node, ...]:
        texts = [_text(context, level) for level in self.levels]
        grounds = _grounds(len(texts))
        match self.style:
            case "nested":
                root: Element = _nested(texts, grounds)
            case "steps":
                root = _steps(texts, grounds)
            case "funnel":
                root = _funnel(texts, grounds)
        entries = [(context.paragraph(level.title), level.paragraphs(context, "body")) for level in self.levels]
        order = {"nested": "由外到內", "steps": "由下到上", "funnel": "由上到下"}[self.style]
        names = "、".join(entry[0].text for entry in entries)
        return (
            Drawing(
                root=root,
                description=f"{len(entries)} 個層級，{order}：{names}",
                equivalent=(Items(items=outline(entries), key=self.key, source=self.origin),),
                key=self.key,
                source=self.origin,
            ),
        )


def _text(context: LowerContext, level: Level) -> tuple[Paragraph, ...]:
    return (context.paragraph(level.title, "card-title"), *level.paragraphs(context))


def _grounds(count: int) -> list[Colour]:
    """Ever stronger grounds; the last is the full colour."""
    steps = max(count - 2, 1)
    return [Colour("key", _LIGHTEST - (_LIGHTEST - _DARKEST) * number / steps) for number in range(count - 1)] + [KEY]


def _on(text: tuple[Paragraph, ...], ground: Colour) -> tuple[Paragraph, ...]:
    return coloured(text, PAPER) if ground == KEY else text


def _nested(texts: list[tuple[Paragraph, ...]], grounds: list[Colour]) -> Element:
    """Each level's box inside the one before it, its text above the inner box."""
    inner: Element = Box(
        paragraphs=_on(texts[-1], grounds[-1]), fill=grounds[-1], insets=Insets(14, 12, 14, 12), minimum_height=48
    )
    for text, ground in zip(reversed(texts[:-1]), reversed(grounds[:-1]), strict=True):
        above = Box(paragraphs=text, insets=Insets(4, 10, 4, 10), weight=0.6)
        inner = Stack(
            children=(above, inner),
            gap=0,
            ground=Box(fill=ground, outline=KEY, outline_width=1),
            insets=Insets(18, 0, 18, 18),
        )
    return inner


def _bar(text: tuple[Paragraph, ...], ground: Colour, *, centred: bool) -> Box:
    return Box(
        paragraphs=_on(text, ground),
        fill=ground,
        align="centre" if centred else "start",
        insets=Insets(16, 10, 16, 10),
        minimum_height=46,
        minimum_width=160,
    )


def _steps(texts: list[tuple[Paragraph, ...]], grounds: list[Colour]) -> Element:
    """A stair that rises to the right: the first level lies at the bottom over the whole width."""
    rows = [
        Stack(children=(_bar(text, ground, centred=False),), insets=Insets(_STEP * number, 0, 0, 0))
        for number, (text, ground) in enumerate(zip(texts, grounds, strict=True))
    ]
    return Stack(children=tuple(reversed(rows)), gap=4)


def _funnel(texts: list[tuple[Paragraph, ...]], grounds: list[Colour]) -> Element:
    """Ever narrower bars from top to bottom."""
    rows = [
        Stack(children=(_bar(text, ground, centred=True),), insets=Insets(_STEP * number, 0, _STEP * number, 0))
        for number, (text, ground) in enumerate(zip(texts, grounds, strict=True))
    ]
    return Stack(children=tuple(rows), gap=4)
