"""Pairs of a report's sections: the body is aligned as one sequence of blocks, then cut where sections begin."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from ssnet_docs.diff.align import Step, align
from ssnet_docs.diff.blocks import pair_blocks, pair_of
from ssnet_docs.diff.items import items, likeness
from ssnet_docs.diff.text import similarity
from ssnet_docs.model.change import BlockPair, SectionPair
from ssnet_docs.model.version import VersionBlock, VersionSection

Sections = Sequence[VersionSection]
Numbers = Callable[[], int]


def pair_sections(old: Sections, new: Sections, next_move: Numbers) -> list[SectionPair]:
    """The sections of the body in order, then headers, footers and notes."""
    bodies = [[section for section in side if section.kind == "section"] for side in (old, new)]
    pairs = list(_body(bodies[0], bodies[1], next_move))
    others = [[section for section in side if section.kind != "section"] for side in (old, new)]
    return pairs + list(_frames(others[0], others[1], next_move))


@dataclass(slots=True)
class _Open:
    """A pair of sections that is being filled."""

    old: VersionSection | None
    new: VersionSection | None
    blocks: list[BlockPair]
    move: int | None = None
    moved_from: VersionSection | None = None

    def closed(self) -> SectionPair:
        return SectionPair(self.old, self.new, tuple(self.blocks), (), self.move, self.moved_from)


def _body(old: Sections, new: Sections, next_move: Numbers) -> Iterator[SectionPair]:
    olds, news = _flat(old), _flat(new)
    before, after = [block for block, _ in olds], [block for block, _ in news]
    steps = align(items(before), items(after), partial(likeness, before, after), next_move)
    origin = _origins(steps, olds, news, old, new)
    gone = _gone(steps, olds, set(origin.values()))
    starts = [_start(step, steps, place, olds, news, gone) for place, step in enumerate(steps)]
    left = {olds[step.old[0]][1] for step, start in zip(steps, starts, strict=True) if start == "gone"}
    current: _Open | None = None
    for step, start in zip(steps, starts, strict=True):
        begun = current is not None and step.new and current.new is new[news[step.new[0]][1]]
        if current is None or (start is not None and not begun):
            if current is not None:
                yield current.closed()
            current = _opened(start, step, olds, news, origin, old, new, left)
        current.blocks.append(pair_of(step, before, after, next_move))
    if current is not None:
        yield current.closed()


def _flat(sections: Sections) -> list[tuple[VersionBlock, int]]:
    """All blocks with the index of their section."""
    return [(block, index) for index, section in enumerate(sections) for block in section.blocks]


def _is_first(flat: list[tuple[VersionBlock, int]], index: int) -> bool:
    return index == 0 or flat[index - 1][1] != flat[index][1]


def _origins(
    steps: Sequence[Step],
    olds: list[tuple[VersionBlock, int]],
    news: list[tuple[VersionBlock, int]],
    old: Sections,
    new: Sections,
) -> dict[int, int]:
    """The old section of each new one: whose heading became its heading; both without one go together."""
    found: dict[int, int] = {}
    for step in steps:
        if not step.new:
            continue
        source = step.old[0] if step.old else step.moved_from
        if source is not None and _is_first(news, step.new[0]) and _is_first(olds, source):
            found[news[step.new[0]][1]] = olds[source][1]
    if old and new and not old[0].title and not new[0].title:
        found[0] = 0
    return found


def _gone(steps: Sequence[Step], olds: list[tuple[VersionBlock, int]], kept: set[int]) -> dict[int, int | None]:
    """Old sections of which nothing stays at its place, with the number of the move of their heading, if it moved."""
    staying = {olds[index][1] for step in steps if step.new for index in step.old}
    moves = {step.old[0]: step.move for step in steps if step.old and not step.new}
    found: dict[int, int | None] = {}
    for index, (_, section) in enumerate(olds):
        if _is_first(olds, index) and section not in staying:
            move = moves.get(index)
            if section not in kept or move is not None:
                found[section] = move
    return found


def _start(
    step: Step,
    steps: Sequence[Step],
    place: int,
    olds: list[tuple[VersionBlock, int]],
    news: list[tuple[VersionBlock, int]],
    gone: dict[int, int | None],
) -> str | None:
    """Whether a section begins at a step: new, or gone where nothing of the section before it follows."""
    if step.new:
        return "new" if _is_first(news, step.new[0]) else None
    index = step.old[0]
    if olds[index][1] not in gone or not _is_first(olds, index):
        return None
    following = next((later for later in steps[place:] if later.new), None)
    return "gone" if following is None or _is_first(news, following.new[0]) else None


def _opened(
    start: str | None,
    step: Step,
    olds: list[tuple[VersionBlock, int]],
    news: list[tuple[VersionBlock, int]],
    origin: dict[int, int],
    old: Sections,
    new: Sections,
    left: set[int],
) -> _Open:
    """The pair that begins at a step; a section was moved if it also left its old place (`left`) as a whole."""
    if step.new:
        index = news[step.new[0]][1]
        source = origin.get(index)
        section = old[source] if source is not None else None
        if step.move is not None and source in left:
            return _Open(None, new[index], [], step.move, section)
        return _Open(section, new[index], [])
    if start == "gone" or not new:
        return _Open(old[olds[step.old[0]][1]], None, [], step.move)
    # Blocks taken out before anything else stand in the first section, whose own first block follows.
    return _Open(old[origin[0]] if 0 in origin else None, new[0], [])


def _frames(old: Sections, new: Sections, next_move: Numbers) -> Iterator[SectionPair]:
    """Headers, footers and notes: of each kind those that are most alike, in order."""
    left = list(old)
    for section in new:
        candidates = [other for other in left if other.kind == section.kind and other.title == section.title]
        best = max(candidates, key=lambda other: similarity(_text(other), _text(section)), default=None)
        if best is not None:
            left.remove(best)
        pairs = pair_blocks(best.blocks if best else (), section.blocks, next_move)
        yield SectionPair(best, section, tuple(pairs))
    for section in left:
        yield SectionPair(section, None, tuple(pair_blocks(section.blocks, (), next_move)))


def _text(section: VersionSection) -> str:
    return "\n".join(block.text for block in section.blocks)
