"""What a body, a cell, a header or a note holds, merged: its paragraphs, tables and content controls."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ssnet_docs.diff.redline import atoms as atoms_
from ssnet_docs.diff.redline.inline import Paragraphs
from ssnet_docs.diff.redline.markup import Stamp, UnprovableError, W, copied, element, local, signature
from ssnet_docs.diff.redline.pairs import Group, Pairs
from ssnet_docs.diff.redline.slots import BLOCKS, Alignment, Slot, key
from ssnet_docs.diff.redline.tables import Tables
from ssnet_docs.diff.text import operations

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from ssnet_docs.diff.redline.atoms import Atom, Pair

_NOTES = (f"{W}footnoteReference", f"{W}endnoteReference")


Proof = Callable[[list["Element"], list["Element"], list["Element"]], bool]


@dataclass
class Merger:
    """Merges containers. `proves` says whether merged blocks become the old ones and the new ones again."""

    pairs: Pairs
    stamp: Stamp
    proves: Proof
    note: Callable[[Element, Element | None], None]
    whole: bool = False  # say every change by deleting and inserting the whole block

    def merge(self, old: Sequence[Element], new: Sequence[Element]) -> list[Element]:
        """The merged blocks of a container."""
        ours, theirs = (
            [item for item in old if local(item) in BLOCKS],
            [item for item in new if local(item) in BLOCKS],
        )
        slots = Alignment(self.pairs).slots(ours, theirs)
        made: list[Element] = []
        for slot in slots:
            made += [copied(one) for item in slot.new for one in _marks_before(item)]
            made += self.slot(slot)
        last = theirs[-1] if theirs else None
        rest = [] if last is None else [item for item in last.itersiblings() if local(item) not in {"sectPr", ""}]
        return made + [copied(item) for item in rest]

    # --- writing --------------------------------------------------------------------------------------------------

    def slot(self, slot: Slot) -> list[Element]:
        if not slot.new:
            return self.gone(slot.old[0])
        if not slot.old:
            return self.come(slot.new[0])
        if len(slot.old) == len(slot.new) == 1 and signature(slot.old[0]) == signature(slot.new[0]):
            for one, other in zip(*(item.iter(*_NOTES) for item in (slot.old[0], slot.new[0])), strict=True):
                self.note(one, other)
            return [copied(slot.new[0])]
        last = self.stamp.last
        try:
            if self.whole:
                raise UnprovableError
            made = self._merged(slot)
            if self.proves(made, slot.old, slot.new):
                return made
        except UnprovableError:
            pass
        self.stamp.last = last
        return self._wholly(slot)

    def _merged(self, slot: Slot) -> list[Element]:
        if slot.group is not None:
            return Paragraphs(self.stamp).build(self.atoms(slot.group))
        old, new = slot.old[0], slot.new[0]
        if local(new) == "tbl":
            return [Tables(self).merged(old, new)]
        content = [item.find(f"{W}sdtContent") for item in (old, new)]
        if content[0] is None or content[1] is None or key(old) != key(new):
            raise UnprovableError
        made = copied(new)
        inside = made.find(f"{W}sdtContent")
        assert inside is not None
        inside[:] = self.merge(list(content[0]), list(content[1]))
        return [made]

    def _wholly(self, slot: Slot) -> list[Element]:
        """The old blocks deleted and the new inserted; paragraphs keep their last mark, which may be a cell's."""
        if all(local(item) == "p" for item in (*slot.old, *slot.new)):
            old, new = ([atom for item in items for atom in atoms_.atoms(item)] for items in (slot.old, slot.new))
            merged: list[Pair] = [*((atom, None) for atom in old[:-1]), *((None, atom) for atom in new[:-1])]
            self.notes(merged)
            return Paragraphs(self.stamp).build([*merged, (old[-1], new[-1])])
        if local(slot.new[0]) == "tbl":
            return [Tables(self).replaced(slot.old[0], slot.new[0])]
        return [one for item in slot.old for one in self.gone(item)] + [
            one for item in slot.new for one in self.come(item)
        ]

    def atoms(self, group: Group) -> list[Pair]:
        """The atoms of a group of paragraphs, merged; the last marks of both stand together."""
        old, new = ([atom for item in items for atom in atoms_.atoms(item)] for items in (group.old, group.new))
        merged = atoms_.paired(old, new, self.same(group, old, new))
        if merged[-1][0] is None or merged[-1][1] is None:
            cut = [pair for pair in merged if not ((pair[0] is old[-1]) or (pair[1] is new[-1]))]
            partners = [pair for pair in merged if pair[0] is old[-1] or pair[1] is new[-1]]
            for one, other in partners:
                if one is not None and one is not old[-1]:
                    raise UnprovableError
                if other is not None and other is not new[-1]:
                    raise UnprovableError
            merged = [*cut, (old[-1], new[-1])]
        self.notes(merged)
        return merged

    def same(self, group: Group, old: Sequence[Atom], new: Sequence[Atom]) -> list[tuple[int, int, int]]:
        """The equal texts of a group as (old start, new start, length)."""
        texts = atoms_.text(old), atoms_.text(new)
        steps = () if group.pair is None else group.pair.operations
        ends = (steps[-1].old_end, steps[-1].new_end) if steps else (-1, -1)
        if ends != (len(texts[0]), len(texts[1])):
            steps = operations(*texts)
        return [
            (step.old_start, step.new_start, step.old_end - step.old_start) for step in steps if step.kind == "equal"
        ]

    def notes(self, merged: Iterable[Pair]) -> None:
        for old, new in merged:
            if old is not None and old.note is not None:
                self.note(old.note, None if new is None else new.note)

    def gone(self, item: Element, move: int | None = None) -> list[Element]:
        """A deleted block."""
        return self._one_sided(item, self.pairs.moves.get(item) if move is None else move, new=False)

    def come(self, item: Element, move: int | None = None) -> list[Element]:
        """An inserted block."""
        return self._one_sided(item, self.pairs.moves.get(item) if move is None else move, new=True)

    def _one_sided(self, item: Element, move: int | None, *, new: bool) -> list[Element]:
        if local(item) == "tbl":
            made = [Tables(self).one_sided(item, new=new, move=move)]
        elif local(item) == "p":
            made = self.paragraph(item, move, new=new)
        else:
            return self._control(item, new=new)
        return made if move is None else self.ranged(made, move, new=new)

    def paragraph(self, item: Element, move: int | None, *, new: bool) -> list[Element]:
        found = atoms_.atoms(item)
        if not new:
            self.notes((atom, None) for atom in found)
        group = None if move is None else self.pairs.moved.get(move)
        stayed = "" if move is None else "moveTo" if new else "moveFrom"
        if group is not None and len(group.old) == len(group.new) == 1:
            old, fresh = atoms_.atoms(group.old[0]), atoms_.atoms(group.new[0])
            merged = atoms_.paired(old, fresh, self.same(group, old, fresh))
            kept = [(a, b) for a, b in merged if (b if new else a) is not None]
            sided: list[Pair] = []
            for a, b in kept:
                if a is not None and b is not None:
                    sided.append((b, b) if new else (a, a))
                else:
                    sided.append((a, b))
            return Paragraphs(self.stamp, stayed).build(sided)
        if stayed:
            return self.moved_paragraph(item, new=new)
        return Paragraphs(self.stamp).build([(None, atom) if new else (atom, None) for atom in found])

    def moved_paragraph(self, item: Element, *, new: bool) -> list[Element]:
        """A paragraph of something larger that was moved as it is."""
        found = atoms_.atoms(item)
        if not new:
            self.notes((atom, None) for atom in found)
        return Paragraphs(self.stamp, "moveTo" if new else "moveFrom").build([(atom, atom) for atom in found])

    def ranged(self, made: list[Element], move: int, *, new: bool) -> list[Element]:
        """Moved blocks between the marks of a range whose name both places share."""
        side = "moveTo" if new else "moveFrom"
        start = self.stamp.make(f"{side}RangeStart")
        start.set(f"{W}name", f"move{move}")
        return [start, *made, element(f"{side}RangeEnd", id=start.get(f"{W}id", ""))]

    def _control(self, item: Element, *, new: bool) -> list[Element]:
        """A content control around inserted or deleted blocks, which itself comes or goes."""
        content = item.find(f"{W}sdtContent")
        if content is None:
            raise UnprovableError
        made = copied(item)
        inside = made.find(f"{W}sdtContent")
        assert inside is not None
        inside[:] = [
            one for block in content if local(block) in BLOCKS for one in self._one_sided(block, None, new=new)
        ]
        kind = "Ins" if new else "Del"
        start = self.stamp.make(f"customXml{kind}RangeStart")
        return [start, made, element(f"customXml{kind}RangeEnd", id=start.get(f"{W}id", ""))]


def _marks_before(item: Element) -> list[Element]:
    """Bookmarks and comment marks between the blocks, before a block."""
    found: list[Element] = []
    previous = item.getprevious()
    while previous is not None and local(previous) not in BLOCKS and not local(previous).endswith("Pr"):
        found.insert(0, previous)
        previous = previous.getprevious()
    return found
