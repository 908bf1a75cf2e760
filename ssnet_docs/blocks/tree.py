"""A tree: an organisation, levels of coordination, a goal and what it breaks down to."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from ssnet_docs.blocks.parts.body import coloured, markdown_paragraphs, outline
from ssnet_docs.blocks.parts.shorthand import TextFor
from ssnet_docs.blocks.parts.surfaces import MUTED, PAPER, RULE, SURFACE, light, strategy_colour
from ssnet_docs.model.block import Block, LowerContext, Model
from ssnet_docs.model.drawing import Box, Choice, Connector, Element, Insets, Stack
from ssnet_docs.model.fact import plain
from ssnet_docs.model.nodes import Drawing, Items, Node
from ssnet_docs.model.text import Paragraph

DEEPEST = 4
"""Levels of a tree that a slide can show."""

_BESIDE = 4
"""So many leaves stand side by side; more hang below their parent."""


class Branch(Model):
    """樹狀圖的一個節點。只有標題時可以直接寫文字。"""

    title: str = Field(description="名稱")
    text: str | None = Field(default=None, description="名稱下方的說明")
    strategy: int | None = Field(default=None, ge=1, le=6, description="用哪一項策略的顏色（1 到 6）")
    children: list[AnyBranch] = Field(default=[], description="下一層的節點")


AnyBranch = Annotated[Branch, TextFor("title")]
Branch.model_rebuild()


class TreeBlock(Block):
    """樹狀圖：組織架構、分級溝通機制、目標與策略的展開。

    最上層寫 `title`、`text`，下層寫在 `children`，可以再有 `children`，最多四層；只有名稱時直接寫文字。
    `orientation`：down（由上而下）或 right（由左而右，層次多、文字長時較清楚）。
    """

    block_kind: ClassVar[str] = "tree"
    block_title: ClassVar[str] = "樹狀圖"
    block_example: ClassVar[str] = """\
- tree:
    title: 府級
    text: 社會安全網推動會報，由秘書長以上層級主持
    children:
      - title: 局處級
        text: 跨局處聯繫會議
        children: [社會局, 衛生局, 教育局, 警察局]
      - title: 區級
        text: 社福中心網絡聯繫會議
        children: [社福中心, 衛生所, 學校與派出所]
"""

    title: str = Field(description="最上層的名稱")
    text: str | None = Field(default=None, description="最上層的說明")
    strategy: int | None = Field(default=None, ge=1, le=6, description="用哪一項策略的顏色（1 到 6）")
    children: list[AnyBranch] = Field(description="下一層的節點", min_length=1)
    orientation: Literal["down", "right"] = Field(default="down", description="由上而下或由左而右")

    @model_validator(mode="after")
    def _not_too_deep(self) -> TreeBlock:
        if 1 + max(_depth(child) for child in self.children) > DEEPEST:
            raise ValueError(f"樹狀圖最多 {DEEPEST} 層｜請把較深的層次寫進上一層的 text，或另做一張圖")
        return self

    def lower(self, context: LowerContext) -> tuple[Node, ...]:
        top = Branch(title=self.title, text=self.text, strategy=self.strategy, children=self.children)
        drawn = _Drawn(context)
        across = drawn.across(top, "r0")
        root = across if self.orientation == "right" else Choice(options=(drawn.down(top, "d0"), across))
        entries = outline([_entry(context, top, 0)]) + _outlined(context, top.children, 1)
        names = "、".join(paragraph.text for paragraph in _titles(context, self.children))
        return (
            Drawing(
                root=root,
                connectors=tuple(drawn.connectors),
                description=f"樹狀圖：{context.paragraph(self.title).text}之下有{names}",
                equivalent=(Items(items=entries, key=self.key, source=self.origin),),
                key=self.key,
                source=self.origin,
            ),
        )


class _Drawn:
    """Elements of a tree's nodes; collects the connectors between them."""

    def __init__(self, context: LowerContext) -> None:
        self.context = context
        self.connectors: list[Connector] = []

    def down(self, branch: Branch, key: str) -> Element:
        """The node above its children: these side by side, or below each other where there are many."""
        if not branch.children:
            return self._box(branch, key)
        box = self._box(branch, key, width=_snug(branch))
        if len(branch.children) == 1:
            self._connect(branch, key, "bottom", "top")
            child = branch.children[0]
            below = self.down(child, f"{key}.0") if child.children else self._box(child, f"{key}.0", width=_snug(child))
            return Stack(children=(box, below), gap=26)
        if len(branch.children) > _BESIDE and not any(child.children for child in branch.children):
            return self.across(branch, key)
        self._connect(branch, key, "bottom", "top")
        children = tuple(self._hanging(child, f"{key}.{number}") for number, child in enumerate(branch.children))
        return Stack(children=(box, Stack(children=children, direction="row", gap=14)), gap=26)

    def _hanging(self, branch: Branch, key: str) -> Element:
        """A node with its descendants listed below it, each level set in."""
        box = self._box(branch, key)
        if not branch.children:
            return box
        below = tuple(self._listed(child, f"{key}.{number}") for number, child in enumerate(branch.children))
        return Stack(children=(Stack(children=(box,), weight=0), *below), gap=6, divisible=True)

    def _listed(self, branch: Branch, key: str) -> Element:
        body = (
            self.context.paragraph(branch.title, "card-body"),
            *markdown_paragraphs(self.context, branch.text, "label"),
        )
        leaf = Box(paragraphs=body, fill=SURFACE, insets=Insets(10, 6, 10, 6), minimum_width=90, key=key)
        if not branch.children:
            return leaf
        below = tuple(self._listed(child, f"{key}.{number}") for number, child in enumerate(branch.children))
        return Stack(children=(leaf, Stack(children=below, gap=4, insets=Insets(18, 0, 0, 0))), gap=4)

    def across(self, branch: Branch, key: str) -> Element:
        """The node left of its children, which stand below each other."""
        box = self._box(branch, key)
        if not branch.children:
            return box
        self._connect(branch, key, "right", "left")
        children = tuple(self.across(child, f"{key}.{number}") for number, child in enumerate(branch.children))
        return Stack(
            children=(box, Stack(children=children, gap=10, weight=float(_depth(branch) - 1))),
            direction="row",
            gap=40,
            stretch=False,
            anchor="middle",
        )

    def _connect(
        self,
        branch: Branch,
        key: str,
        start_side: Literal["right", "bottom"],
        end_side: Literal["left", "top"],
    ) -> None:
        kind: Literal["straight", "elbow"] = "straight" if len(branch.children) == 1 else "elbow"
        for number in range(len(branch.children)):
            self.connectors.append(
                Connector(
                    start=key,
                    end=f"{key}.{number}",
                    kind=kind,
                    arrow=False,
                    colour=MUTED,
                    start_side=start_side,
                    end_side=end_side,
                )
            )

    def _box(self, branch: Branch, key: str, width: float | None = None) -> Box:
        """The top on the full colour, its children on a light one, what is below with an outline."""
        level = key.count(".")
        colour = strategy_colour(branch.strategy)
        title = self.context.paragraph(branch.title, "card-title")
        paragraphs = (title, *markdown_paragraphs(self.context, branch.text, "card-body"))
        return Box(
            paragraphs=coloured(paragraphs, PAPER) if level == 0 else paragraphs,
            fill=(colour, light(colour, 0.8), SURFACE)[min(level, 2)],
            outline=None if level == 0 else colour if level == 1 else RULE,
            insets=Insets(14, 8, 14, 8),
            minimum_width=90,
            width=width,
            key=key,
        )


def _snug(branch: Branch) -> float:
    """About the width that the node's longest line takes at the largest type (points), for boxes that stand alone."""
    longest = max(len(plain(branch.title)) * 20, len(plain(branch.text or "")) * 18)
    return min(max(longest + 60.0, 200.0), 560.0)


def _depth(branch: Branch) -> int:
    return 1 + max((_depth(child) for child in branch.children), default=0)


def _titles(context: LowerContext, branches: list[Branch]) -> tuple[Paragraph, ...]:
    return tuple(context.paragraph(branch.title) for branch in branches)


def _entry(context: LowerContext, branch: Branch, level: int) -> tuple[Paragraph, tuple[Paragraph, ...]]:
    text = tuple(
        Paragraph(paragraph.runs, level=paragraph.level + level)
        for paragraph in markdown_paragraphs(context, branch.text, "body")
    )
    return context.paragraph(branch.title, level=level), text


def _outlined(context: LowerContext, branches: list[Branch], level: int) -> tuple[Paragraph, ...]:
    result: tuple[Paragraph, ...] = ()
    for branch in branches:
        result += outline([_entry(context, branch, level)])
        result += _outlined(context, branch.children, level + 1)
    return result
