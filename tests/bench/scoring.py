"""How well a redline tells the truth: characters, whole numbers, moves, and how often a reviewer must click."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tests.bench.mutation import Mutated, Truth
from tests.bench.reading import Reading, Token


@dataclass
class Score:
    """Counts, which add up over documents."""

    right: int = 0  # characters that are told changed and are
    told: int = 0
    true: int = 0
    figures: int = 0
    whole: int = 0
    edits: int = 0
    clicks: int = 0
    moves: int = 0
    moves_found: int = 0
    moves_false: int = 0
    looks: int = 0
    looks_found: int = 0
    accepts: int = 0
    rejects: int = 0
    documents: int = 0
    seconds: float = 0.0
    faults: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        for name in self.__dataclass_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def precision(self) -> float:
        return self.right / self.told if self.told else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.true if self.true else 1.0

    @property
    def clicks_per_edit(self) -> float:
        return self.clicks / self.edits if self.edits else 0.0


def score(case: Mutated, redline: bytes) -> Score:
    """The score of a redline that has the texts of both versions; one that has not gets no right characters."""
    told = Reading(redline).tokens
    old, new = Reading(case.old).tokens, Reading(case.new).tokens
    found = Score(edits=len(case.truth.edits), documents=1)
    found.accepts = int(_text(token for token in told if token.in_new) == _text(new))
    found.rejects = int(_text(token for token in told if token.in_old) == _text(old))
    if not found.accepts or not found.rejects:
        found.faults.append(f"{case.name}: its text is not that of both versions")
        found.true = len(case.truth.deleted) + len(case.truth.inserted)
        return found
    found.clicks = clicks(told)
    _characters(case, told, old, new, found)
    _moves(case.truth, told, found)
    olds = [token for token in told if token.in_old]
    looked = {number for number, token in enumerate(olds) if token.look}
    found.looks = len(case.truth.looks)
    found.looks_found = sum(bool(look & looked) for look in case.truth.looks)
    if found.looks_found < found.looks:
        untold = [_pieces(olds, look) for look in case.truth.looks if not look & looked]
        found.faults.append(f"{case.name} {case.truth.edits}: looks not told {untold}")
    return found


def _text(tokens: object) -> str:
    return "".join(token.text for token in tokens)  # type: ignore[attr-defined]


# --- characters ----------------------------------------------------------------------------------------------------


def _characters(case: Mutated, told: list[Token], old: list[Token], new: list[Token], found: Score) -> None:
    truth = case.truth
    moved_old = set().union(*truth.moves) if truth.moves else set()
    true = _slid(old, new, truth.deleted | moved_old, truth.inserted | truth.moved_new)
    olds = [token for token in told if token.in_old]
    news = [token for token in told if token.in_new]
    gone = {number for number, token in enumerate(olds) if token.state == "deleted"}
    come = {number for number, token in enumerate(news) if token.state == "inserted"}
    ours = _slid(old, new, gone, come)
    # what was moved is right where it is told as moved
    moves_old = {number for number, token in enumerate(olds) if token.move}
    moves_new = {number for number, token in enumerate(news) if token.move}
    for side, text, moved, shown, optional in (
        (0, old, moved_old, moves_old, truth.optional_old),
        (1, new, truth.moved_new, moves_new, truth.optional_new),
    ):
        wanted = true[side] - optional
        given = ours[side] - optional
        right = {number for number in wanted & given if (number in moved) == (number in shown)}
        found.right += len(right)
        found.told += len(given)
        found.true += len(wanted)
        for what, numbers in (("missed", wanted - right), ("wrongly told", given - right)):
            if numbers:
                found.faults.append(
                    f"{case.name} {case.truth.edits}: {what} {'new' if side else 'old'} {_pieces(text, numbers)}"
                )
    found.figures = len(truth.figures)
    for old_numbers, new_numbers in truth.figures:
        whole = old_numbers <= gone and new_numbers <= come
        found.whole += whole
        if not whole:
            found.faults.append(
                f"{case.name}: a number is not whole {_pieces(old, old_numbers)} → {_pieces(new, new_numbers)}"
            )


def _pieces(text: list[Token], numbers: set[int]) -> list[str]:
    """What the numbers are, each run with a little of what is around it."""
    pieces, ordered = [], sorted(numbers)
    while ordered and len(pieces) < 4:
        end = next((i for i, (a, b) in enumerate(pairwise(ordered)) if b != a + 1), len(ordered) - 1)
        first, last = ordered[0], ordered[end]
        around = _text(text[max(0, first - 6) : first]), _text(text[first : last + 1]), _text(text[last + 1 : last + 7])
        pieces.append(f"{around[0]}[{around[1]}]{around[2]}")
        ordered = ordered[end + 1 :]
    return pieces


def _slid(old: Sequence[Token], new: Sequence[Token], gone: set[int], come: set[int]) -> tuple[set[int], set[int]]:
    """Deletions and insertions in their leftmost equal places: abab − ab may be told of either ab.

    Where both meet, neither can be slid. Marks slide too, so that a paragraph is its text and either mark beside it.
    """
    gone, come = set(gone), set(come)
    for numbers, others, text, other in ((gone, come, old, new), (come, gone, new, old)):
        kept = [number for number in range(len(text)) if number not in numbers]
        pairs = dict(zip(kept, (number for number in range(len(other)) if number not in others), strict=False))
        for start, end in _runs(numbers):
            first, last = start, end
            while first > 0 and first - 1 not in numbers and text[first - 1].text == text[last - 1].text:
                before = pairs.get(first - 1)
                if before is None or before + 1 in others or before in others:
                    break
                pairs[last - 1] = before
                del pairs[first - 1]
                numbers.discard(last - 1)
                numbers.add(first - 1)
                first, last = first - 1, last - 1
    return gone, come


def _runs(numbers: set[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][1] == number:
            runs[-1] = (runs[-1][0], number + 1)
        else:
            runs.append((number, number + 1))
    return runs


# --- moves and clicks ----------------------------------------------------------------------------------------------


def _moves(truth: Truth, told: list[Token], found: Score) -> None:
    olds = [token for token in told if token.in_old]
    named: dict[str, set[int]] = {}
    for number, token in enumerate(olds):
        if token.move:
            named.setdefault(token.move, set()).add(number)
    for name, numbers in named.items():
        if not any(len(numbers & move) * 2 > len(numbers) for move in truth.moves):
            found.moves_false += 1
            found.faults.append(f"{truth.edits}: a false move {name}: {_pieces(olds, numbers)}")
    found.moves = len(truth.moves)
    for move in truth.moves:
        if any(len(numbers & move) * 2 > len(move) for numbers in named.values()):
            found.moves_found += 1
        else:
            found.faults.append(f"{truth.edits}: a move is not found ({len(move)}): {_pieces(olds, move)}")


def clicks(told: list[Token]) -> int:
    """The regions that a reviewer must accept: runs of what is told changed; a move and a column are one each."""
    regions, moves, cells = 0, set(), set()
    inside = False
    for token in told:
        changed = token.state != "same" or token.look
        if token.move:
            moves.add(token.move)
        elif token.cell:
            cells.add(token.cell)
        elif changed and not inside:
            regions += 1
        inside = changed and not token.move and not token.cell
    return regions + len(moves) + len(cells)
