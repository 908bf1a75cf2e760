"""Pairs of slides and of the shapes on them. Internal ids are only a hint: what a slide says decides."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from ssnet_docs.diff.align import Step, longest_chain
from ssnet_docs.diff.blocks import Numbers, pair_blocks, pair_of
from ssnet_docs.diff.items import item, likeness, text_likeness
from ssnet_docs.diff.text import similarity
from ssnet_docs.model.change import BlockPair, SectionPair
from ssnet_docs.model.layout import Rect
from ssnet_docs.model.version import (
    VersionBlock,
    VersionChart,
    VersionParagraph,
    VersionPicture,
    VersionSection,
    VersionShape,
    VersionTable,
)

_SLIDES_ALIKE = 0.4
_SHAPES_ALIKE = 0.45
_BETWEEN = 0.2  # what a neighbour counts that goes together too
FURNITURE = {"sldNum", "ftr", "dt"}
_LONGEST = 4_000  # characters of a slide that are compared

Sections = Sequence[VersionSection]


def pair_slides(old: Sections, new: Sections, next_move: Numbers) -> list[SectionPair]:
    """The slides' pairs in the order of the new deck; those taken out or moved away stand at their old place."""
    before, after = [_Slide(slide) for slide in old], [_Slide(slide) for slide in new]
    matched = _matched(before, after)
    ordered = sorted(matched)
    kept = set(longest_chain(ordered, [1.0 + len(before[o].text) / 1e6 for o, _ in ordered]))
    moves = {pair: next_move() for pair in sorted(matched - kept, key=lambda pair: pair[1])}
    away = {o: number for (o, _), number in moves.items()}
    here = {n: (o, number) for (o, n), number in moves.items()}
    pairs: list[SectionPair] = []
    old_at = new_at = 0
    for o, n in [*sorted(kept), (len(old), len(new))]:
        for index in range(old_at, o):
            inner = () if index in away else tuple(_shapes(old[index].blocks, (), next_move))
            pairs.append(SectionPair(old[index], None, inner, (), away.get(index)))
        for index in range(new_at, n):
            source, number = here.get(index, (None, None))
            origin = old[source] if source is not None else None
            pairs.append(_pair(None, new[index], origin, number, next_move))
        if o < len(old) and n < len(new):
            pairs.append(_pair(old[o], new[n], None, None, next_move))
        old_at, new_at = o + 1, n + 1
    return pairs


def _pair(
    old: VersionSection | None,
    new: VersionSection,
    origin: VersionSection | None,
    number: int | None,
    next_move: Numbers,
) -> SectionPair:
    compared = old or origin
    shapes = _shapes(compared.blocks if compared else (), new.blocks, next_move)
    notes = pair_blocks(compared.notes if compared else (), new.notes, next_move)
    return SectionPair(old, new, tuple(shapes), tuple(notes), number, origin)


class _Slide:
    """A slide as it is compared: what is on it without page numbers and footers."""

    def __init__(self, slide: VersionSection) -> None:
        self.slide = slide
        self.blocks = [
            block for block in slide.blocks if not (isinstance(block, VersionShape) and block.placeholder in FURNITURE)
        ]
        self.lines = Counter(line for block in self.blocks for line in _lines(block))
        self.text = "\n".join(self.lines.elements())[:_LONGEST]
        self.key: Hashable = (slide.title, tuple(item(block).key for block in self.blocks))

    def alike(self, other: _Slide) -> float:
        """From 0 to 1: what they say, with their title and key as hints."""
        shared = 2 * (self.lines & other.lines).total() / max(self.lines.total() + other.lines.total(), 1)
        said = max(shared, similarity(self.text, other.text)) if self.text and other.text else shared
        same_title = bool(self.slide.title) and self.slide.title == other.slide.title
        same_key = self.slide.key == other.slide.key
        return 0.7 * said + 0.2 * same_title + 0.1 * same_key


def _lines(block: VersionBlock) -> Iterator[str]:
    if isinstance(block, VersionPicture):
        yield f"picture {block.digest}"
        return
    yield from (line for line in block.text.replace("\t", "\n").split("\n") if line.strip())


def _matched(old: Sequence[_Slide], new: Sequence[_Slide]) -> set[tuple[int, int]]:
    """Slides that go together: equal ones nearest each other first, then the most alike."""
    found: set[tuple[int, int]] = set()
    places: dict[Hashable, list[int]] = defaultdict(list)
    for index, slide in enumerate(new):
        places[slide.key].append(index)
    equal = Counter(slide.key for slide in old)
    for index, slide in enumerate(old):
        if equal[slide.key] == len(places[slide.key]):
            found.add((index, places[slide.key][_rank(old, index)]))
    left = [index for index in range(len(old)) if index not in {o for o, _ in found}]
    free = [index for index in range(len(new)) if index not in {n for _, n in found}]
    scores = sorted(
        (-alike, abs(o - n), o, n) for o in left for n in free if (alike := old[o].alike(new[n])) >= _SLIDES_ALIKE
    )
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    for _, _, o, n in scores:
        if o not in taken_old and n not in taken_new:
            found.add((o, n))
            taken_old.add(o)
            taken_new.add(n)
    return found


def _rank(slides: Sequence[_Slide], index: int) -> int:
    """Which of several equal slides it is."""
    return sum(1 for other in slides[:index] if other.key == slides[index].key)


# --- shapes --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Shape:
    block: VersionBlock
    kind: str
    text: str
    rect: Rect | None


def _shapes(old: Sequence[VersionBlock], new: Sequence[VersionBlock], next_move: Numbers) -> list[BlockPair]:
    """The pairs of a slide's shapes in the order of the new slide; what was taken out follows what stood before it."""
    matched = dict(_together([_shape(block) for block in new], [_shape(block) for block in old]))
    taken = set(matched.values())
    pairs: list[BlockPair] = []
    done: set[int] = set()
    for n in range(len(new)):
        source = matched.get(n)
        if source is not None:
            for o in range(source):
                if o not in taken and o not in done:
                    done.add(o)
                    pairs.append(pair_of(Step((o,), ()), old, new, next_move))
        pairs.append(pair_of(Step((source,) if source is not None else (), (n,)), old, new, next_move))
    pairs += [pair_of(Step((o,), ()), old, new, next_move) for o in range(len(old)) if o not in taken and o not in done]
    return pairs


def _shape(block: VersionBlock) -> _Shape:
    found = item(block)
    rect = None if isinstance(block, VersionParagraph) else block.rect
    return _Shape(block, found.kind, found.text, rect)


def _together(old: Sequence[_Shape], new: Sequence[_Shape]) -> Iterator[tuple[int, int]]:
    """Shapes that go together: alike in all, alike in what they say, then the most alike."""
    left, free = list(range(len(old))), list(range(len(new)))
    sure: dict[int, int] = {}
    for key, repeated in ((_whole, True), (_said, False)):
        counts = [Counter(key(side[index]) for index in rest) for side, rest in ((old, left), (new, free))]
        places: dict[Hashable, list[int]] = defaultdict(list)
        for index in free:
            places[key(new[index])].append(index)
        for index in list(left):
            own = key(old[index])
            if places[own] and (repeated or counts[0][own] == counts[1][own]):
                sure[index] = places[own][0]
                left.remove(index)
                free.remove(places[own].pop(0))
    yield from sure.items()
    scores = sorted(
        (-alike - _BETWEEN * _between(o, n, sure), abs(o - n), o, n)
        for o in left
        for n in free
        if old[o].kind == new[n].kind and (alike := _alike(old[o], new[n])) >= _SHAPES_ALIKE
    )
    taken: tuple[set[int], set[int]] = set(), set()
    for _, _, o, n in scores:
        if o not in taken[0] and n not in taken[1]:
            yield o, n
            taken[0].add(o)
            taken[1].add(n)


def _between(old: int, new: int, sure: dict[int, int]) -> int:
    """How many of the shapes right before and after the two go together: a figure and its label stay together."""
    return sum(old + step in sure and sure[old + step] == new + step for step in (-2, -1, 1, 2))


def _whole(shape: _Shape) -> Hashable:
    """A shape in all that is compared of it."""
    block = shape.block
    style = (block.geometry, block.fill, block.name) if isinstance(block, VersionShape) else ()
    return item(block).key, shape.rect, style


def _said(shape: _Shape) -> Hashable:
    """What a shape says; one that says nothing is like no other."""
    return item(shape.block).key if shape.text.strip() else id(shape)


def _alike(a: _Shape, b: _Shape) -> float:
    near = _near(a.rect, b.rect)
    one, other = a.block, b.block
    if isinstance(one, VersionShape) and isinstance(other, VersionShape):
        if one.placeholder in FURNITURE or other.placeholder in FURNITURE:
            return float(one.placeholder == other.placeholder)
        if bool(a.text.strip()) != bool(b.text.strip()):
            return 0.0
        holder = 0.3 if one.placeholder and one.placeholder == other.placeholder else 0.0
        if not a.text.strip():
            same = one.geometry == other.geometry and one.description == other.description
            named = 0.2 * (one.name == other.name and bool(one.name))
            return min(1.0, 0.2 + 0.2 * (one.fill == other.fill) + named + 0.6 * near) if same else 0.0
        return min(1.0, 0.65 * text_likeness(a.text, b.text) + 0.35 * near + holder)
    if isinstance(one, VersionTable | VersionChart | VersionPicture):
        return 0.65 * likeness([one], [other], 0, 0) + 0.35 * near
    return 0.0


def _near(a: Rect | None, b: Rect | None) -> float:
    """How much two frames cover each other, from 0 to 1; frames apart count a little where they have one size."""
    if a is None or b is None:
        return 1.0 if a is b else 0.0
    across = min(a.right, b.right) - max(a.x, b.x)
    down = min(a.bottom, b.bottom) - max(a.y, b.y)
    union = a.width * a.height + b.width * b.height
    covered = max(across, 0.0) * max(down, 0.0)
    same_size = abs(a.width - b.width) < 1 and abs(a.height - b.height) < 1
    overlap = covered / (union - covered) if union > covered else 1.0
    return max(overlap, 0.4 if same_size else 0.0)
