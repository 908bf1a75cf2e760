"""Which items of two sequences go together: anchors that are equal and unique, then likeness between them, then moves.

The anchors are those of patience comparison (equal items that each side has once, the longest run of them in order).
Between anchors, items are paired so that the most text is kept; what is left is looked for elsewhere as moved.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field

from ssnet_docs.diff.text import similarity

ALIKE = 0.5
"""Likeness from which items at the same place are one item that was edited."""

MOVED_ALIKE = 0.7
"""Likeness from which items at different places are one item that was moved and edited."""

SHORTEST_MOVE = 6
"""Characters from which a text that stands elsewhere counts as moved; a shorter one may stand there by chance."""

_LARGEST_TABLE = 40_000  # pairs of items compared in one gap; beyond it only near ones are
_BAND = 60
_SPLIT_ALIKE = 0.75
_MOST_PARTS = 4
_SHINGLE = 5


@dataclass(frozen=True, slots=True)
class Item:
    """Something to align: what makes it equal to another, its text, and what it can be paired with at all (`kind`).

    `divisible` items (paragraphs) may be split and joined; `movable` ones are looked for elsewhere.
    """

    key: Hashable
    text: str
    kind: str = ""
    divisible: bool = False
    movable: bool = True
    shortest_move: int = SHORTEST_MOVE

    @property
    def weighty(self) -> bool:
        """Whether the item says enough to be recognised elsewhere."""
        return self.movable and len(self.text.strip()) >= self.shortest_move


@dataclass(frozen=True, slots=True)
class Step:
    """Old and new items (by index) that go together, in the order of the result; `move` as in the model."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    move: int | None = None
    moved_from: int | None = None


Likeness = Callable[[int, int], float]


@dataclass(slots=True)
class _Aligner:
    old: Sequence[Item]
    new: Sequence[Item]
    likeness: Likeness
    pairs: list[tuple[tuple[int, ...], tuple[int, ...]]] = field(default_factory=list)
    reserved_old: set[int] = field(default_factory=set)
    reserved_new: set[int] = field(default_factory=set)
    moves: list[tuple[int, int]] = field(default_factory=list)
    known: dict[tuple[int, int], float] = field(default_factory=dict)

    def region(self, old: tuple[int, int], new: tuple[int, int], *, outermost: bool = False) -> None:
        """Pair the items of old[0]:old[1] with those of new[0]:new[1]."""
        (o0, o1), (n0, n1) = old, new
        while o0 < o1 and n0 < n1 and self._equal(o0, n0):
            self.pairs.append(((o0,), (n0,)))
            o0, n0 = o0 + 1, n0 + 1
        while o0 < o1 and n0 < n1 and self._equal(o1 - 1, n1 - 1):
            o1, n1 = o1 - 1, n1 - 1
            self.pairs.append(((o1,), (n1,)))
        if o0 == o1 or n0 == n1:
            return
        shared = self._unique(o0, o1, n0, n1)
        chain = longest_chain(shared, [1 + min(len(self.old[o].text), 10**5) / 10**6 for o, _ in shared])
        if outermost:
            kept = set(chain)
            for pair in shared:
                if pair not in kept and self.old[pair[0]].weighty:
                    self.moves.append(pair)
                    self.reserved_old.add(pair[0])
                    self.reserved_new.add(pair[1])
        if not chain:
            self._gap(range(o0, o1), range(n0, n1))
            return
        before = (o0, n0)
        for o, n in [*chain, (o1, n1)]:
            self.region((before[0], o), (before[1], n))
            if o < o1 or n < n1:
                self.pairs.append(((o,), (n,)))
            before = (o + 1, n + 1)

    def _equal(self, old: int, new: int) -> bool:
        return self.old[old].key == self.new[new].key and old not in self.reserved_old and new not in self.reserved_new

    def _unique(self, o0: int, o1: int, n0: int, n1: int) -> list[tuple[int, int]]:
        """Equal items that both regions have once, by their old place."""
        old = Counter(self.old[index].key for index in range(o0, o1) if index not in self.reserved_old)
        new = Counter(self.new[index].key for index in range(n0, n1) if index not in self.reserved_new)
        places = {
            self.new[index].key: index
            for index in range(n0, n1)
            if index not in self.reserved_new and new[self.new[index].key] == 1
        }
        return [
            (index, places[key])
            for index in range(o0, o1)
            if index not in self.reserved_old and old[key := self.old[index].key] == 1 and key in places
        ]

    # --- between anchors -------------------------------------------------------------------------------------------

    def _gap(self, old: range, new: range) -> None:
        """Pair what is alike so that the most text is kept (dynamic programming over both sides)."""
        olds = [index for index in old if index not in self.reserved_old]
        news = [index for index in new if index not in self.reserved_new]
        if not olds or not news:
            return
        wide = len(olds) * len(news) > _LARGEST_TABLE
        slope = len(news) / len(olds)
        best: list[dict[int, tuple[float, tuple[int, int]]]] = [{} for _ in range(len(olds) + 1)]
        for row in range(len(olds) + 1):
            centre = int(row * slope)
            columns = (
                range(max(0, centre - _BAND), min(len(news), centre + _BAND) + 1) if wide else range(len(news) + 1)
            )
            for column in columns:
                best[row][column] = self._best(best, olds, news, row, column)
        row, column = len(olds), len(news)
        while row and column:
            found = best[row].get(column)
            if found is None:
                return
            down, right = found[1]
            if down and right:
                self.pairs.append((tuple(olds[row - down : row]), tuple(news[column - right : column])))
            row, column = row - down, column - right

    def _best(
        self,
        best: list[dict[int, tuple[float, tuple[int, int]]]],
        olds: list[int],
        news: list[int],
        row: int,
        column: int,
    ) -> tuple[float, tuple[int, int]]:
        options: list[tuple[float, tuple[int, int]]] = []
        if not row and not column:
            return 0.0, (0, 0)
        if column and column - 1 in best[row]:
            options.append((best[row][column - 1][0], (0, 1)))
        if row and column in best[row - 1]:
            options.append((best[row - 1][column][0], (1, 0)))
        if row and column and column - 1 in best[row - 1]:
            gain = self._gain(olds[row - 1], news[column - 1])
            if gain:
                options.append((best[row - 1][column - 1][0] + gain, (1, 1)))
            for parts in range(2, _MOST_PARTS + 1):
                if column >= parts and column - parts in best[row - 1]:
                    gain = self._split((olds[row - 1],), tuple(news[column - parts : column]))
                    if gain:
                        options.append((best[row - 1][column - parts][0] + gain, (1, parts)))
                if row >= parts and column - 1 in best[row - parts]:
                    gain = self._split(tuple(olds[row - parts : row]), (news[column - 1],))
                    if gain:
                        options.append((best[row - parts][column - 1][0] + gain, (parts, 1)))
        if not options:
            return 0.0, (1, 0) if row else (0, 1)
        return max(options)

    def alike(self, old: int, new: int) -> float:
        """The likeness of two items, 0 where they are of different kinds."""
        if (old, new) not in self.known:
            same = self.old[old].key == self.new[new].key
            comparable = self.old[old].kind == self.new[new].kind
            self.known[old, new] = 1.0 if same else self.likeness(old, new) if comparable else 0.0
        return self.known[old, new]

    def _gain(self, old: int, new: int) -> float:
        alike = self.alike(old, new)
        return alike * (len(self.old[old].text) + len(self.new[new].text) + 2) / 2 if alike >= ALIKE else 0.0

    def _split(self, olds: tuple[int, ...], news: tuple[int, ...]) -> float:
        """What is kept where one paragraph became several or several one; 0 where that is not what happened."""
        one, several = (
            (self.old[olds[0]], [self.new[i] for i in news])
            if len(olds) == 1
            else (
                self.new[news[0]],
                [self.old[i] for i in olds],
            )
        )
        parts = [item.text for item in several]
        if not one.divisible or not all(item.divisible and item.text.strip() for item in several):
            return 0.0
        whole = "".join(parts)
        if not 0.6 * len(one.text) <= len(whole) <= 1.6 * len(one.text):
            return 0.0
        alike = similarity(one.text, whole)
        if alike < _SPLIT_ALIKE:
            return 0.0
        shortest = min(len(part) for part in parts)
        single = max(similarity(one.text, part) * (len(one.text) + len(part)) / 2 for part in parts)
        kept = alike * (len(one.text) + len(whole)) / 2
        return kept if kept - single >= 0.6 * shortest else 0.0

    # --- elsewhere -------------------------------------------------------------------------------------------------

    def find_moves(self) -> None:
        """Look for what is left on one side among what is left on the other: equal, else alike."""
        old, new = self._left()
        places: dict[Hashable, list[int]] = defaultdict(list)
        for index in new:
            places[self.new[index].key].append(index)
        for index in old:
            equal = places[self.old[index].key]
            if equal and self.old[index].weighty:
                self._move(index, equal.pop(0))
        old, new = self._left()
        shingles: dict[str, set[int]] = defaultdict(set)
        for index in new:
            if self.new[index].weighty:
                for shingle in _shingles(self.new[index].text):
                    shingles[shingle].add(index)
        found = []
        for index in old:
            if not self.old[index].weighty:
                continue
            shared = Counter(
                place for shingle in _shingles(self.old[index].text) for place in shingles.get(shingle, ())
            )
            for place, _ in shared.most_common(5):
                alike = self.alike(index, place)
                if alike >= MOVED_ALIKE:
                    found.append((-alike, index, place))
        for _, index, place in sorted(found):
            if index not in self.reserved_old and place not in self.reserved_new:
                self._move(index, place)

    def _move(self, old: int, new: int) -> None:
        self.moves.append((old, new))
        self.reserved_old.add(old)
        self.reserved_new.add(new)

    def _left(self) -> tuple[list[int], list[int]]:
        old = {index for indices, _ in self.pairs for index in indices} | self.reserved_old
        new = {index for _, indices in self.pairs for index in indices} | self.reserved_new
        return (
            [index for index in range(len(self.old)) if index not in old],
            [index for index in range(len(self.new)) if index not in new],
        )


def align(old: Sequence[Item], new: Sequence[Item], likeness: Likeness, next_move: Callable[[], int]) -> list[Step]:
    """The steps that lead through both sequences, every item once, in the order of the new one.

    What was deleted stands at its old place. `next_move` numbers the moves.
    """
    aligner = _Aligner(old, new, likeness)
    aligner.region((0, len(old)), (0, len(new)), outermost=True)
    aligner.find_moves()
    numbers = {pair: next_move() for pair in sorted(aligner.moves, key=lambda pair: pair[1])}
    away = {o: number for (o, _), number in numbers.items()}
    here = {n: (number, o) for (o, n), number in numbers.items()}
    steps: list[Step] = []
    old_at = new_at = 0
    for olds, news in [*sorted(aligner.pairs), ((len(old),), (len(new),))]:
        steps += [Step((index,), (), away.get(index)) for index in range(old_at, olds[0])]
        for index in range(new_at, news[0]):
            number, origin = here.get(index, (None, None))
            steps.append(Step((), (index,), number, origin))
        if olds[0] < len(old) or news[0] < len(new):
            steps.append(Step(olds, news))
        old_at, new_at = olds[-1] + 1, news[-1] + 1
    return steps


def _shingles(text: str) -> set[str]:
    return {text[index : index + _SHINGLE] for index in range(max(1, len(text) - _SHINGLE + 1))}


def longest_chain(pairs: list[tuple[int, int]], weights: list[float]) -> list[tuple[int, int]]:
    """The heaviest run of pairs that is in order on both sides; `pairs` are in order of the first.

    Patience sorting with a Fenwick tree of best sums, O(n log n).
    """
    places = sorted(second for _, second in pairs)
    tree: list[tuple[float, int]] = [(0.0, -1)] * (len(places) + 1)
    previous: list[int] = []
    for index, (_, second) in enumerate(pairs):
        rank = bisect_left(places, second)
        best, at = 0.0, rank
        last = -1
        while at > 0:
            if tree[at][0] > best:
                best, last = tree[at]
            at -= at & -at
        previous.append(last)
        total, at = best + weights[index], rank + 1
        while at <= len(places):
            if total > tree[at][0]:
                tree[at] = (total, index)
            at += at & -at
    best, last, at = 0.0, -1, len(places)
    while at > 0:
        if tree[at][0] > best:
            best, last = tree[at]
        at -= at & -at
    chain = []
    while last >= 0:
        chain.append(pairs[last])
        last = previous[last]
    return chain[::-1]
