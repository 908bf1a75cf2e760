"""Blocks side by side."""

from __future__ import annotations

from typing import ClassVar

from pydantic import ConfigDict, Field, model_validator

from ssnet_docs.blocks.parts.union import AnyBlock
from ssnet_docs.model.block import Block, LowerContext
from ssnet_docs.model.nodes import Columns, Node


class ColumnsBlock(Block):
    """並排：把其他區塊左右並排，二至四欄。

    `columns` 的每一欄是一份區塊清單；`weights` 是各欄的寬度比例，省略時等寬。
    整張投影片只有兩欄時，也可以改用版面 two-columns、wide-left 或 wide-right。
    """

    model_config = ConfigDict(defer_build=True)  # it holds blocks of every kind, which are known only afterwards

    block_kind: ClassVar[str] = "columns"
    block_title: ClassVar[str] = "並排"
    block_example: ClassVar[str] = """\
- columns:
    weights: [2, 1]
    columns:
      - - bullets:
            - 社福中心主動訪視，評估家庭需求
            - 連結就業、就學、醫療與托育資源
            - 每三個月檢視一次家庭計畫
      - - callout: 每一個脆弱家庭，都有一位主責社工。
"""
    shorthand: ClassVar[str | None] = "columns"

    columns: list[list[AnyBlock]] = Field(description="各欄的區塊", min_length=2, max_length=4)
    weights: list[float] = Field(default=[], description="各欄的寬度比例，例如 [2, 1]")

    @model_validator(mode="after")
    def _as_many_weights(self) -> ColumnsBlock:
        if self.weights and len(self.weights) != len(self.columns):
            raise ValueError(f"weights 有 {len(self.weights)} 個，但有 {len(self.columns)} 欄｜每欄要有一個比例")
        if any(not 0 < weight <= 100 for weight in self.weights):
            raise ValueError("weights 的比例須大於 0，不超過 100")
        return self

    def blocks_inside(self) -> tuple[tuple[tuple[str | int, ...], Block], ...]:
        return tuple(
            (("columns", column, position), block)
            for column, blocks in enumerate(self.columns)
            for position, block in enumerate(blocks)
        )

    def lower(self, context: LowerContext) -> tuple[Node, ...]:
        return (
            Columns(
                columns=tuple(context.lower(tuple(blocks)) for blocks in self.columns),
                weights=tuple(self.weights) or (1.0,) * len(self.columns),
                key=self.key,
                source=self.origin,
            ),
        )
