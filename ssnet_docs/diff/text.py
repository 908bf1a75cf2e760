"""From one text to another in the fewest atoms, folded where coincidences would make the reading unclear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from ssnet_docs.diff.tokens import Token, tokens
from ssnet_docs.model.change import TextOperation

_SHORT = 2
"""Characters between two edits that may be a coincidence."""

_LONGER = 4
"""Characters that may be one where the edits on both sides are three times as long."""

_Kept = tuple[int, int, int]
"""A run of equal atoms: where it begins in the old and in the new atoms, and how many."""


@dataclass(frozen=True, slots=True)
class _Atoms:
    old: list[Token]
    new: list[Token]

    def length(self, side: int, start: int, end: int) -> int:
        """Characters of atoms [start, end) of the old (0) or new (1) text."""
        return sum(len(token.text) for token in (self.old, self.new)[side][start:end])


def operations(
    old: str, new: str, old_marks: Sequence[str] = (), new_marks: Sequence[str] = ()
) -> tuple[TextOperation, ...]:
    """The steps from `old` to `new` in order, covering both whole; a replacement is a delete, then an insert.

    Marks say what the OBJECT characters of a text are, in order; objects of different kinds are different.
    """
    if old == new and list(old_marks) == list(new_marks):
        return (TextOperation("equal", 0, len(old), 0, len(new)),) if old else ()
    atoms = _Atoms(tokens(old), tokens(new))
    keys = _keys(atoms.old, old_marks), _keys(atoms.new, new_marks)
    kept = [
        (item.src_start, item.dest_start, item.src_end - item.src_start)
        for item in Indel.opcodes(*keys)
        if item.tag == "equal"
    ]
    kept = _shifted(_folded(_shifted(_joined(kept), keys, atoms), atoms), keys, atoms)
    return tuple(_steps(kept, atoms, len(old), len(new)))


def _keys(atoms: list[Token], marks: Sequence[str]) -> list[str]:
    left = iter(marks)
    return [
        f"{token.text}{next(left, '').partition(':')[0]}" if token.kind == "object" else token.text for token in atoms
    ]


def _joined(kept: list[_Kept]) -> list[_Kept]:
    """The runs with those that touch on both sides made one."""
    merged: list[_Kept] = []
    for run in kept:
        if merged and (merged[-1][0] + merged[-1][2], merged[-1][1] + merged[-1][2]) == run[:2]:
            merged[-1] = (merged[-1][0], merged[-1][1], merged[-1][2] + run[2])
        elif run[2]:
            merged.append(run)
    return merged


def _folded(kept: list[_Kept], atoms: _Atoms) -> list[_Kept]:
    """The runs without coincidences: short ones between edits that are longer on both of their sides."""
    runs = list(kept)
    changed = True
    while changed:
        changed = False
        for index, run in enumerate(runs):
            before = runs[index - 1] if index else (0, 0, 0)
            after = runs[index + 1] if index + 1 < len(runs) else (len(atoms.old), len(atoms.new), 0)
            if _coincidence(run, before, after, atoms):
                del runs[index]
                changed = True
                break
    return runs


def _coincidence(run: _Kept, before: _Kept, after: _Kept, atoms: _Atoms) -> bool:
    kept = atoms.old[run[0] : run[0] + run[2]]
    length = sum(len(token.text) for token in kept)
    if length > _LONGER or any(token.kind in {"end", "object", "date", "number"} for token in kept):
        return False
    left = (before[0] + before[2], run[0]), (before[1] + before[2], run[1])
    right = (run[0] + run[2], after[0]), (run[1] + run[2], after[1])
    if _figures(left, atoms) or _figures(right, atoms):
        return False
    lefts = [atoms.length(side, *left[side]) for side in (0, 1)]
    rights = [atoms.length(side, *right[side]) for side in (0, 1)]
    # two edits that each only put in or only take out are two edits, however near
    if not (any(lefts) and any(rights)) or not all(map(sum, zip(lefts, rights, strict=True))):
        return False
    if all(token.kind == "mark" for token in kept):
        length *= 2  # punctuation parts what it stands between
    shorter = min(max(lefts), max(rights))
    return length < shorter if length <= _SHORT else length * 3 <= shorter


def _figures(edit: tuple[tuple[int, int], tuple[int, int]], atoms: _Atoms) -> bool:
    """Whether an edit replaces a figure by a figure, which stays an edit of its own."""
    old, new = atoms.old[slice(*edit[0])], atoms.new[slice(*edit[1])]
    return len(old) == len(new) == 1 and old[0].figure and new[0].figure


def _shifted(kept: list[_Kept], keys: tuple[list[str], list[str]], atoms: _Atoms) -> list[_Kept]:
    """Edits that could stand at several places put where they join another, or where words and sentences begin."""
    runs = [(0, 0, 0), *kept, (len(atoms.old), len(atoms.new), 0)]
    index = 0
    while index + 1 < len(runs):
        first, second = runs[index], runs[index + 1]
        left, right, side = _slack(first, second, keys)
        index += 1
        if not left and not right:
            continue
        start, end = first[side] + first[2], second[side]
        sequence = (atoms.old, atoms.new)[side]
        if left == first[2] and index - 1 > 0:
            best = -left
        elif right == second[2] and index < len(runs) - 1:
            best = right
        else:
            best = max(
                range(-left, right + 1), key=lambda step: (_border(sequence, start + step, end + step), -abs(step))
            )
        runs[index - 1] = (first[0], first[1], first[2] + best)
        runs[index] = (second[0] + best, second[1] + best, second[2] - best)
        if index - 1 > 0 and runs[index - 1][2] == 0:
            del runs[index - 1]
            index = max(index - 2, 0)
        elif runs[index][2] == 0 and index < len(runs) - 1:
            del runs[index]
            index -= 1
    return _joined(runs)


def _slack(first: _Kept, second: _Kept, keys: tuple[list[str], list[str]]) -> tuple[int, int, int]:
    """How far the edit between two runs can go to the left and right with the same result, and its side."""
    side = 0 if first[1] + first[2] == second[1] else 1
    if first[1 - side] + first[2] != second[1 - side]:
        return 0, 0, side
    sequence, start, end = keys[side], first[side] + first[2], second[side]
    left = right = 0
    while left < first[2] and sequence[start - left - 1] == sequence[end - left - 1]:
        left += 1
    while right < second[2] and sequence[start + right] == sequence[end + right]:
        right += 1
    return left, right, side


def _border(atoms: list[Token], start: int, end: int) -> int:
    """How well an edit of atoms [start, end) stands: at a text's end, after a sentence, after a mark, between words."""
    return _edge(atoms, start) + _edge(atoms, end)


def _edge(atoms: list[Token], place: int) -> int:
    if place == 0 or place == len(atoms):
        return 6
    before, after = atoms[place - 1], atoms[place]
    if before.kind == "end" or before.text in "。！？\n":
        return 5
    if before.text in "；;，,、：:":
        return 4
    if before.kind == "space" or after.kind in {"space", "mark"} or before.kind == "mark":
        return 3
    return 1 if before.kind != after.kind else 0


def _steps(kept: list[_Kept], atoms: _Atoms, old_length: int, new_length: int) -> list[TextOperation]:
    steps: list[TextOperation] = []
    old_at = new_at = 0
    for run in [*kept, (len(atoms.old), len(atoms.new), 0)]:
        old_start = atoms.old[run[0]].start if run[0] < len(atoms.old) else old_length
        new_start = atoms.new[run[1]].start if run[1] < len(atoms.new) else new_length
        if old_start > old_at:
            steps.append(TextOperation("delete", old_at, old_start, new_at, new_at))
        if new_start > new_at:
            steps.append(TextOperation("insert", old_start, old_start, new_at, new_start))
        length = atoms.length(0, run[0], run[0] + run[2])
        if length:
            steps.append(TextOperation("equal", old_start, old_start + length, new_start, new_start + length))
        old_at, new_at = old_start + length, new_start + length
    return steps


def similarity(old: str, new: str) -> float:
    """How much two texts have in common, from 0 to 1: twice the longest common subsequence by their lengths."""
    return Indel.normalized_similarity(old, new) if old or new else 1.0
