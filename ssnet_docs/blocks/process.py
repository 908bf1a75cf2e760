"""Steps in order."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from ssnet_docs.blocks.parts.body import TitledBody, coloured, outline
from ssnet_docs.blocks.parts.shorthand import TextFor
from ssnet_docs.blocks.parts.surfaces import PAPER, SURFACE, strategy_colour, words
from ssnet_docs.model.block import Block, LowerContext
from ssnet_docs.model.drawing import Box, Choice, Connector, Element, Grid, Insets, Stack
from ssnet_docs.model.nodes import Drawing, Items, Node
from ssnet_docs.model.text import Mark, Paragraph, Run

_SIDE_BY_SIDE = 5
"""So many steps stand side by side; more stand below each other."""


class Step(TitledBody):
    """一個步驟。只有標題時可以直接寫文字。"""

    strategy: int | None = Field(default=None, ge=1, le=6, description="用哪一項策略的顏色（1 到 6）")


class ProcessBlock(Block):
    """流程：有先後順序的步驟，以箭頭相連。

    直接寫清單：`process: [受理, 派案, 訪視]`，或每步寫 `{title, text}`、`{title, items}`。
    `style`：chevron（箭形色帶）或 arrow（方格與箭頭）；`direction`：right（由左而右）或 down（由上而下），
    省略時五步以內由左而右。步驟自動編號，不要編號時寫 `numbered: false`。
    依時間排列的內容請用 timeline。
    """

    block_kind: ClassVar[str] = "process"
    block_title: ClassVar[str] = "流程"
    block_example: ClassVar[str] = """\
- process:
    - {title: 集中受理, text: 單一窗口受理保護性與脆弱家庭通報}
    - {title: 篩案派案, text: 24小時內完成篩檢與分派}
    - {title: 訪視評估, text: 主責社工與網絡單位共同訪視}
    - {title: 家庭處遇, text: 依家庭計畫提供服務，定期評估}
"""
    shorthand: ClassVar[str | None] = "steps"

    steps: list[Annotated[Step, TextFor("title")]] = Field(description="各個步驟", min_length=2)
    style: Literal["chevron", "arrow"] = Field(default="chevron", description="箭形色帶，或方格與箭頭")
    direction: Literal["right", "down"] | None = Field(default=None, description="由左而右或由上而下")
    numbered: bool = Field(default=True, description="是否編號")

    def lower(self, context: LowerContext) -> tuple[Node, ...]:
        across = self.direction == "right" or (self.direction is None and len(self.steps) <= _SIDE_BY_SIDE)
        match self.style, across:
            case "chevron", True:
                root = self._chevrons_across(context)
            case "chevron", _:
                root = self._chevrons_down(context)
            case _, True:
                root = Choice(options=(self._boxes_across(context), self._boxes_down(context)))
            case _:
                root = self._boxes_down(context)
        entries = [
            (
                context.paragraph(step.title, mark=Mark(f"{number}.", "arabicPeriod", number)),
                step.paragraphs(context, "body"),
            )
            for number, step in enumerate(self.steps, start=1)
        ]
        return (
            Drawing(
                root=root,
                connectors=self._connectors() if self.style == "arrow" else (),
                description=f"流程，{len(self.steps)} 步：" + " → ".join(entry[0].text for entry in entries),
                equivalent=(Items(items=outline(entries), key=self.key, source=self.origin),),
                key=self.key,
                source=self.origin,
            ),
        )

    def _head(self, context: LowerContext, number: int) -> tuple[Paragraph, ...]:
        """The number and the title of a step, for a ground of its colour."""
        title = context.paragraph(self.steps[number - 1].title, "card-title")
        numeral = (Paragraph((Run(str(number)),), "label", bold=True),) if self.numbered else ()
        return coloured((*numeral, title), PAPER)

    def _chevron(self, context: LowerContext, number: int, *, minimum_height: float, weight: float) -> Box:
        return Box(
            paragraphs=self._head(context, number),
            shape="pentagon" if number == 1 else "chevron",
            fill=strategy_colour(self.steps[number - 1].strategy),
            insets=Insets(10, 6, 6, 6),
            minimum_height=minimum_height,
            minimum_width=120,
            weight=weight,
        )

    def _chevrons_across(self, context: LowerContext) -> Element:
        detailed = any(not step.is_empty for step in self.steps)
        children: list[Element] = []
        for number, step in enumerate(self.steps, start=1):
            chevron = self._chevron(context, number, minimum_height=78, weight=0 if detailed else 1)
            if step.is_empty:
                children.append(Stack(children=(chevron,)) if detailed else chevron)
                continue
            colour = strategy_colour(step.strategy)
            body = words(step.paragraphs(context, colour=colour), insets=Insets(12, 10, 12, 10), fill=SURFACE)
            detail = Stack(children=(body,), insets=Insets(0, 0, 10, 0))
            children.append(Stack(children=(chevron, detail), gap=8))
        count = len(children)
        columns = tuple(dict.fromkeys((count, (count + 1) // 2, 1)))
        return Grid(children=tuple(children), columns=columns, gap=4, even_heads=True)

    def _chevrons_down(self, context: LowerContext) -> Element:
        rows: list[Element] = []
        for number, step in enumerate(self.steps, start=1):
            head = Box(
                paragraphs=self._head(context, number),
                shape="pentagon",
                fill=strategy_colour(step.strategy),
                align="start",
                insets=Insets(14, 8, 4, 8),
                minimum_height=44,
                minimum_width=150,
            )
            rows.append(self._beside(context, step, head))
        return Grid(children=tuple(rows), columns=(1,), gap=8)

    def _beside(self, context: LowerContext, step: Step, head: Box) -> Element:
        """The step's head with its details at its right; alone where no step has details."""
        if all(other.is_empty for other in self.steps):
            return head
        body = step.paragraphs(context, colour=strategy_colour(step.strategy))
        detail = words(body, anchor="middle", insets=Insets(14, 8, 14, 8), weight=2.4, fill=SURFACE)
        return Stack(children=(head, detail), direction="row", gap=4)

    def _box(self, context: LowerContext, number: int) -> Element:
        """A step as a box: title on its colour, details on a light ground below."""
        step = self.steps[number - 1]
        head = Box(
            paragraphs=self._head(context, number),
            fill=strategy_colour(step.strategy),
            insets=Insets(10, 8, 10, 8),
            minimum_height=0 if step.is_empty else 64,
            minimum_width=120,
            weight=1 if step.is_empty else 0,
        )
        if step.is_empty:
            return head
        body = step.paragraphs(context, colour=strategy_colour(step.strategy))
        return Stack(children=(head, words(body, insets=Insets(12, 10, 12, 10))), gap=0, ground=Box(fill=SURFACE))

    def _boxes_across(self, context: LowerContext) -> Element:
        children: list[Element] = []
        for number, step in enumerate(self.steps, start=1):
            if number > 1:
                colour = strategy_colour(step.strategy)
                children.append(Box(shape="right-arrow", fill=colour, width=30, height=28, insets=Insets(0, 0, 0, 0)))
            children.append(self._box(context, number))
        return Stack(children=tuple(children), direction="row", gap=8, even_heads=True)

    def _boxes_down(self, context: LowerContext) -> Element:
        children = []
        for number, step in enumerate(self.steps, start=1):
            head = Box(
                paragraphs=self._head(context, number),
                fill=strategy_colour(step.strategy),
                align="start",
                insets=Insets(14, 8, 10, 8),
                minimum_height=44,
                minimum_width=150,
                key=f"step-{number}",
            )
            children.append(self._beside(context, step, head))
        return Stack(children=tuple(children), gap=22, divisible=True)

    def _connectors(self) -> tuple[Connector, ...]:
        """Arrows from each head to the next one below it."""
        return tuple(
            Connector(
                start=f"step-{number}",
                end=f"step-{number + 1}",
                colour=strategy_colour(self.steps[number].strategy),
                width=2.5,
                start_side="bottom",
                end_side="top",
            )
            for number in range(1, len(self.steps))
        )
