"""Pairs of blocks in order: paragraphs, tables, and what is drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from ssnet_docs.diff import paragraphs, tables
from ssnet_docs.diff.align import Step, align
from ssnet_docs.diff.items import items, likeness
from ssnet_docs.model.change import BlockPair, ObjectPair, TablePair, TextPair
from ssnet_docs.model.version import VersionBlock, VersionParagraph, VersionShape, VersionTable

Blocks = Sequence[VersionBlock]
Numbers = Callable[[], int]
"""Gives the next number of a move."""


def pair_blocks(old: Blocks, new: Blocks, next_move: Numbers) -> list[BlockPair]:
    """The pairs of all blocks, each once, in the order of the new ones."""
    steps = align(items(old), items(new), partial(likeness, old, new), next_move)
    return [pair_of(step, old, new, next_move) for step in steps]


def pair_inside(old: Blocks, new: Blocks, next_move: Numbers) -> tuple[BlockPair, ...]:
    """The pairs of what stands in a cell or a shape; one paragraph and one paragraph go together whatever they say."""
    if len(old) == len(new) == 1 and type(old[0]) is type(new[0]):
        return (pair_of(Step((0,), (0,)), old, new, next_move),)
    return tuple(_met(pair_blocks(old, new, next_move)))


def _met(pairs: list[BlockPair]) -> list[BlockPair]:
    """The pairs with a paragraph taken out right before one put in made one: in a cell, the text was replaced."""
    met: list[BlockPair] = []
    for pair in pairs:
        last = met[-1] if met else None
        if (
            isinstance(pair, TextPair)
            and isinstance(last, TextPair)
            and (last.new, last.move, pair.old, pair.move) == ((), None, (), None)
            and len(last.old) == len(pair.new) == 1
            and all(one.text.strip() for one in (*last.old, *pair.new))
        ):
            met[-1] = paragraphs.pair(last.old, pair.new)
        else:
            met.append(pair)
    return met


def pair_of(step: Step, old: Blocks, new: Blocks, next_move: Numbers) -> BlockPair:
    """The pair that a step of the alignment stands for."""
    before = [old[index] for index in step.old]
    after = [new[index] for index in step.new]
    origin = old[step.moved_from] if step.moved_from is not None else None
    first = (before or after)[0]
    if isinstance(first, VersionParagraph):
        texts = [[one for one in side if isinstance(one, VersionParagraph)] for side in (before, after)]
        source = (origin,) if isinstance(origin, VersionParagraph) else ()
        return paragraphs.pair(texts[0], texts[1], step.move, source)
    one, other = (side[0] if side else None for side in (before, after))
    compared = one or origin
    if isinstance(first, VersionTable):
        tables_ = [item if isinstance(item, VersionTable) else None for item in (one, other, origin)]
        pair = TablePair(tables_[0], tables_[1], (), (), step.move, tables_[2])
        if isinstance(compared, VersionTable) and isinstance(other, VersionTable):
            inside = partial(pair_inside, next_move=next_move)
            rows, columns = tables.pair_rows(compared, other, next_move, inside)
            return replace(pair, rows=rows, columns=columns)
        return pair
    inner: tuple[BlockPair, ...] = ()
    if isinstance(compared, VersionShape) and isinstance(other, VersionShape):
        inner = pair_inside(compared.blocks, other.blocks, next_move)
    return ObjectPair(one, other, inner, step.move, origin)
