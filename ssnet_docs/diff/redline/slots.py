"""The blocks of two containers aligned: what goes together, what went, what came, and that the ends go together."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from ssnet_docs.diff.redline.markup import W, local, signature
from ssnet_docs.diff.redline.pairs import Group, Pairs

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

BLOCKS = {"p", "tbl", "sdt"}


@dataclass(slots=True)
class Slot:
    """What stands at a place: blocks of both versions that go together, or of one that the other has not."""

    old: list[Element] = field(default_factory=list)
    new: list[Element] = field(default_factory=list)
    group: Group | None = None


@dataclass
class Alignment:
    """Aligns blocks by the comparison's pairs, and by their likeness where it does not know them."""

    pairs: Pairs

    def slots(self, old: list[Element], new: list[Element]) -> list[Slot]:
        """The slots in the order of the new blocks, with what went before what came at a place."""
        places = {item: index for index, item in enumerate(old)}
        candidates: list[tuple[int, int, Slot]] = []  # first and last old place
        seen: set[Element] = set()
        for item in new:
            slot = self._together(item, places)
            if slot is not None and slot.new[0] is item and not seen & {*slot.old, *slot.new}:
                seen |= {*slot.old, *slot.new}
                candidates.append((places[slot.old[0]], places[slot.old[-1]], slot))
        candidates = self._equal_rest(old, new, places, seen, candidates)
        kept = _increasing(candidates)
        slots = self._ordered(old, new, kept)
        if slots and not (slots[-1].old and slots[-1].new):
            self._end(slots)
        return slots

    def _together(self, item: Element, places: dict[Element, int]) -> Slot | None:
        name = local(item)
        if name == "p":
            group = self.pairs.groups.get(item)
            if group is None or not all(one in places for one in group.old) or not _consecutive(group.old, places):
                return None
            if _breaks(group.old) != _breaks(group.new):
                return None
            return Slot(group.old, group.new, group)
        if name == "tbl":
            partner = self.pairs.partners.get(item)
            return Slot([partner], [item]) if partner is not None and partner in places else None
        return None

    def _equal_rest(
        self,
        old: list[Element],
        new: list[Element],
        places: dict[Element, int],
        seen: set[Element],
        candidates: list[tuple[int, int, Slot]],
    ) -> list[tuple[int, int, Slot]]:
        """Pair what the comparison does not know of where it is the same in both: content controls, breaks."""
        rest_old = [item for item in old if item not in seen and item not in self.pairs.moves]
        rest_new = [item for item in new if item not in seen and item not in self.pairs.moves]
        keys_old, keys_new = ([key(item) for item in items] for items in (rest_old, rest_new))
        for a, b, size in SequenceMatcher(None, keys_old, keys_new, autojunk=False).get_matching_blocks():
            for step in range(size):
                one, other = rest_old[a + step], rest_new[b + step]
                group = Group([one], [other]) if local(one) == "p" else None
                candidates.append((places[one], places[one], Slot([one], [other], group)))
        order = {item: index for index, item in enumerate(new)}
        return sorted(candidates, key=lambda candidate: order[candidate[2].new[0]])

    def _ordered(self, old: list[Element], new: list[Element], kept: list[tuple[int, int, Slot]]) -> list[Slot]:
        slots: list[Slot] = []
        by_first = {slot.new[0]: (first, last, slot) for first, last, slot in kept}
        inside = {item for _, _, slot in kept for item in slot.new}
        done = 0
        gap: list[Slot] = []
        for item in new:
            if item in by_first:
                first, last, slot = by_first[item]
                slots += _adjoined([Slot([one]) for one in old[done:first]], gap)
                slots.append(slot)
                done, gap = last + 1, []
            elif item not in inside:
                gap.append(Slot([], [item]))
        return slots + _adjoined([Slot([one]) for one in old[done:]], gap)

    def _end(self, slots: list[Slot]) -> None:
        """Let the last marks of both versions be one: the mark that ends a cell or a body cannot go or come."""
        last_old = next(index for index in range(len(slots) - 1, -1, -1) if slots[index].old)
        last_new = next(index for index in range(len(slots) - 1, -1, -1) if slots[index].new)
        first = min(last_old, last_new)
        tail = slots[first:]
        olds, news = [item for slot in tail for item in slot.old], [item for slot in tail for item in slot.new]
        if any(local(item) != "p" for item in (olds[-1], news[-1])):
            return
        paragraphs = all(local(item) == "p" for item in (*olds, *news))
        for item in (*olds, *news):
            if item in self.pairs.moves:
                self.pairs.cancel_move(self.pairs.moves[item])
        group = slots[first].group
        if paragraphs and group is not None:
            slots[first:] = [Slot(olds, news, Group(olds, news, group.pair))]
            return
        split = [Slot(slot.old[:-1] if olds[-1] in slot.old else slot.old) for slot in tail if slot.old]
        split += [Slot([], slot.new[:-1] if news[-1] in slot.new else slot.new) for slot in tail if slot.new]
        flat = [Slot([one]) for slot in split for one in slot.old] + [
            Slot([], [one]) for slot in split for one in slot.new
        ]
        slots[first:] = [*flat, Slot([olds[-1]], [news[-1]], Group([olds[-1]], [news[-1]]))]


def _consecutive(items: Sequence[Element], places: dict[Element, int]) -> bool:
    found = [places[item] for item in items]
    return found == list(range(found[0], found[0] + len(found)))


def _breaks(items: Iterable[Element]) -> list[bool]:
    """Whether a section ends with the paragraphs; where only one version's does, the paragraph came or went."""
    return [item.find(f"{W}pPr/{W}sectPr") is not None for item in items][-1:]


def key(item: Element) -> bytes:
    """What a block says, for pairing; a content control is known by its properties."""
    return signature(item.find(f"{W}sdtPr")) if local(item) == "sdt" else signature(item)


def _adjoined(gone: list[Slot], come: list[Slot]) -> list[Slot]:
    """What went and then what came; a table that would touch another goes together with it, as Word would join both."""
    if gone and come and local(gone[-1].old[0]) == "tbl" and local(come[0].new[0]) == "tbl":
        return [*gone[:-1], Slot(gone[-1].old, come[0].new), *come[1:]]
    return [*gone, *come]


def _increasing(candidates: list[tuple[int, int, Slot]]) -> list[tuple[int, int, Slot]]:
    """The longest choice of slots whose old blocks stand in the same order as the new ones."""
    tails: list[int] = []
    holders: list[int] = []
    before: list[int] = []
    for index, (first, _, _) in enumerate(candidates):
        place = bisect_left(tails, first)
        before.append(holders[place - 1] if place else -1)
        if place == len(tails):
            tails.append(first)
            holders.append(index)
        else:
            tails[place], holders[place] = first, index
    chosen: list[int] = []
    index = holders[-1] if holders else -1
    while index >= 0:
        chosen.append(index)
        index = before[index]
    return [candidates[index] for index in reversed(chosen)]
