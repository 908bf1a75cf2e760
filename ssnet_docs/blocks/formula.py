"""How an indicator is computed and scored."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from pydantic import Field

from ssnet_docs.blocks.parts.body import in_role, markdown_paragraphs
from ssnet_docs.blocks.parts.shorthand import Texts
from ssnet_docs.blocks.parts.surfaces import KEY, SURFACE, hairline, margin_line, words
from ssnet_docs.model.block import Block, LowerContext, Model
from ssnet_docs.model.drawing import Box, Element, Insets, Stack
from ssnet_docs.model.nodes import Columns, Drawing, Items, Node, Table, Text
from ssnet_docs.model.text import Colour, Paragraph, Run
from ssnet_docs.tables.parts import Entry, Head, Line, table

_TIGHT = Insets(6, 4, 6, 4)


class Symbol(Model):
    """公式中的符號或名詞。"""

    symbol: str = Field(description="符號或名詞，例如 A")
    meaning: str = Field(description="意義")


class Score(Model):
    """一項評分基準。"""

    range: str = Field(description="範圍，例如 C ≥ 60%")
    score: str = Field(description="得分，例如 3分")


class FormulaBlock(Block):
    """公式：指標如何計算、如何評分。

    `numerator` 分子、`denominator` 分母、`multiplier` 乘數（百分比寫 100%）；沒有分母時只寫分子。
    `definition` 是指標的定義；`symbols` 說明符號，每項 `{symbol, meaning}`；`scoring` 是評分基準，
    每項 `{range, score}`。分子是分母的一部分時，分子不會大於分母，請留意不要寫反。
    """

    block_kind: ClassVar[str] = "formula"
    block_title: ClassVar[str] = "公式"
    block_example: ClassVar[str] = """\
- formula:
    name: 深化服務涵蓋率 C
    numerator: B
    denominator: A
    multiplier: 100%
    definition: 親密關係暴力案件中，有需求者實際獲得服務的比率。
    symbols:
      - {symbol: A, meaning: 開案案件中，被害人有庇護、就業、家庭關係處理、子女問題處理或經濟扶助需求的件數}
      - {symbol: B, meaning: A群體中，開案後提供上述服務的件數}
    scoring:
      - {range: C ≥ 60%, score: 3分}
      - {range: 50% ≤ C < 60%, score: C ÷ 60% × 3分}
      - {range: C < 50%, score: C ÷ 50% × 2.5分}
"""

    name: str = Field(description="指標名稱，等號左邊")
    numerator: str = Field(description="分子")
    denominator: str | None = Field(default=None, description="分母；沒有時只有分子")
    multiplier: str | None = Field(default=None, description="乘數，例如 100%")
    definition: str | None = Field(default=None, description="指標的定義（Markdown）")
    symbols: list[Symbol] = Field(default=[], description="符號的意義")
    scoring: list[Score] = Field(default=[], description="評分基準")
    notes: Texts = Field(default=[], description="公式下方的說明，每項一行")

    def lower(self, context: LowerContext) -> tuple[Node, ...]:
        nodes: list[Node] = [self._drawing(context)]
        if self.definition:
            nodes.insert(0, Text(paragraphs=markdown_paragraphs(context, self.definition, "body")))
        symbols, scoring = self._symbols(context), self._scoring(context)
        if symbols and scoring:
            nodes.append(Columns(columns=((symbols,), (scoring,)), weights=(3.0, 2.0)))
        else:
            nodes += [node for node in (symbols, scoring) if node]
        if self.notes:
            nodes.append(Text(paragraphs=tuple(context.paragraph(note, "note") for note in self.notes)))
        return tuple(nodes)

    def _drawing(self, context: LowerContext) -> Drawing:
        """Name = numerator over denominator × multiplier, on a light ground."""
        name = Paragraph(context.inline(self.name), "card-title", colour=KEY)
        parts: list[Element] = [
            words((name,), align="end", anchor="middle", insets=_TIGHT, weight=1.1, minimum_width=110),
            _sign("＝"),
            self._fraction(context),
        ]
        said = [*context.inline(self.name), Run("＝"), *context.inline(self.numerator)]
        if self.denominator:
            said += [Run(" ÷ "), *context.inline(self.denominator)]
        if self.multiplier:
            sign = f"×\u00a0{self.multiplier}"
            parts.append(_sign(sign))
            said += [Run(" "), Run(sign)]
        row = Stack(children=tuple(parts), direction="row", gap=4, stretch=False, anchor="middle")
        inner = Stack(children=(row,), gap=0, insets=Insets(10, 12, 14, 12))
        return Drawing(
            root=Stack(children=(margin_line(KEY), inner), direction="row", gap=0, ground=Box(fill=SURFACE)),
            description="公式：" + "".join(run.text for run in said),
            equivalent=(Text(paragraphs=(Paragraph(tuple(said)),)),),
            grow=False,
        )

    def _fraction(self, context: LowerContext) -> Element:
        numerator = words(
            (Paragraph(context.inline(self.numerator), "card-body"),),
            align="centre",
            anchor="bottom",
            insets=_TIGHT,
            minimum_width=110,
        )
        if not self.denominator:
            return Stack(children=(numerator,), weight=2.6)
        denominator = words((Paragraph(context.inline(self.denominator), "card-body"),), align="centre", insets=_TIGHT)
        return Stack(children=(numerator, hairline(Colour("ink"), 1.5), denominator), gap=2, weight=2.6)

    def _symbols(self, context: LowerContext) -> Items | None:
        if not self.symbols:
            return None
        return Items(
            items=tuple(
                Paragraph(
                    (
                        *(replace(run, bold=True) for run in context.inline(item.symbol)),
                        Run("："),
                        *context.inline(item.meaning),
                    )
                )
                for item in self.symbols
            )
        )

    def _scoring(self, context: LowerContext) -> Table | None:
        if not self.scoring:
            return None
        heads = [
            Head("range", (Paragraph((Run("基準"),), "dense-header"),), align="centre"),
            Head("score", (Paragraph((Run("評分"),), "dense-header"),), align="centre"),
        ]
        lines = [
            Line(
                (
                    Entry(in_role((context.paragraph(item.range),), "dense")),
                    Entry(in_role((context.paragraph(item.score),), "dense")),
                )
            )
            for item in self.scoring
        ]
        return Table(spec=table(heads, lines), description=f"評分基準，{len(lines)} 級")


def _sign(text: str) -> Box:
    """A sign of the equation, as wide as it needs."""
    return Box(paragraphs=(Paragraph((Run(text),), "card-title"),), insets=Insets(2, 4, 2, 4), weight=0.0)
