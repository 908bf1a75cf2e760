"""Paragraphs with tracked changes, made of paired atoms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ssnet_docs.diff.redline.atoms import Atom, Pair, Piece, link
from ssnet_docs.diff.redline.markup import SPACE, Stamp, W, copied, element, local, signature

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_UNCOVERED = ("rPr", "sectPr", "pPrChange")
_DELETED_TEXT = {f"{W}t": f"{W}delText", f"{W}instrText": f"{W}delInstrText"}


@dataclass
class Paragraphs:
    """Builds the paragraphs of merged atoms, one at every mark.

    With `stayed`, an atom that both versions have gets this wrapper (moveFrom, moveTo): moved text that is edited on
    the way is moved where it is equal, and deleted or inserted where it is not.
    """

    stamp: Stamp
    stayed: str = ""
    done: list[Element] = field(default_factory=list)
    content: Element = field(default_factory=lambda: element("p"))  # what the next mark ends

    def build(self, merged: Iterable[Pair]) -> list[Element]:
        run: list[Pair] = []
        for pair in merged:
            mark = pair[1] or pair[0]
            if mark is not None and mark.is_mark:
                self._runs(run)
                self._finish(*pair)
                run = []
            else:
                run.append(pair)
        return self.done

    # --- runs -----------------------------------------------------------------------------------------------------

    def _runs(self, pairs: Sequence[Pair]) -> None:
        """Neighbours with the same links, revision and look become one run."""
        index = 0
        while index < len(pairs):
            end = index
            kind = self._kind(pairs[index])
            while (
                end < len(pairs) and self._kind(pairs[end]) == kind and not (end > index and self._before(pairs[end]))
            ):
                end += 1
            self._region(pairs[index:end], kind)
            index = end

    def _region(self, pairs: Sequence[Pair], kind: str) -> None:
        holder = self._place(pairs[0])
        holder.extend(copied(one) for one in self._before(pairs[0]))
        runs: list[Element] = []
        index = 0
        while index < len(pairs):
            end, look = index, self._look(pairs[index])
            while end < len(pairs) and self._look(pairs[end]) == look:
                end += 1
            runs += self._run(pairs[index:end], deleted=kind == "del")
            index = end
        if not kind:
            holder.extend(runs)
            return
        if not runs:
            return
        wrapper = self.stamp.make(kind)
        wrapper.extend(runs)
        holder.append(wrapper)

    def _kind(self, pair: Pair) -> str:
        return self.stayed if None not in pair else "del" if pair[1] is None else "ins"

    def _before(self, pair: Pair) -> tuple[Element, ...]:
        """Bookmarks before an atom: the new one's, and what was kept of the old one's as text leads to it."""
        old, new = pair
        return (*(old.before if old is not None else ()), *(new.before if new is not None else ()))

    def _place(self, pair: Pair) -> Element:
        """The element that the next run is put into: the paragraph's content, or a link that may have begun before."""
        atom = pair[1] or pair[0]
        assert atom is not None
        holder = self.content
        for around, wanted in zip(atom.around, link(atom), strict=True):
            last = holder[-1] if len(holder) else None
            if last is None or last.get(_LINK) != wanted.hex():
                last = _opened(around)
                last.set(_LINK, wanted.hex())
                holder.append(last)
            holder = last
        return holder

    def _look(self, pair: Pair) -> tuple[bytes, bytes]:
        old, new = pair
        ours, theirs = new if new is not None else old, old if new is not None else None
        assert ours is not None
        own = signature(ours.look)
        return own, own if theirs is None else signature(theirs.look)

    def _run(self, pairs: Sequence[Pair], *, deleted: bool) -> list[Element]:
        runs: list[Element] = []
        previous: Piece | None = None
        for old, new in pairs:
            atom = new if new is not None else old
            assert atom is not None
            for look, item in atom.pieces:
                if local(item) == "t":
                    same = previous is not None and signature(previous[0]) == signature(look)
                    if not same or not runs or not len(runs[-1]) or runs[-1][-1].tag not in _TEXT:
                        self._begin(runs, look, old, new, previous)
                        text = element("delText" if deleted else "t")
                        text.set(SPACE, "preserve")
                        text.text = ""
                        runs[-1].append(text)
                    runs[-1][-1].text += atom.text if not _in_field(atom) else item.text or ""
                elif look is None and not _in_run(item):
                    runs.append(_deleted(copied(item)) if deleted else copied(item))
                else:
                    self._begin(runs, look, old, new, previous)
                    runs[-1].append(_deleted(copied(item)) if deleted else copied(item))
                previous = (look, item)
        return runs

    def _begin(
        self, runs: list[Element], look: Element | None, old: Atom | None, new: Atom | None, previous: Piece | None
    ) -> None:
        """Begin a run where the look is another than before."""
        if runs and runs[-1].tag == f"{W}r" and previous is not None and signature(previous[0]) == signature(look):
            return
        run = element("r")
        changed = old is not None and new is not None and signature(old.look) != signature(new.look)
        if changed and old is not None:
            properties = element("rPr") if look is None else copied(look)
            change = self.stamp.make("rPrChange")
            change.append(element("rPr") if old.look is None else copied(old.look))
            properties.append(change)
            run.append(properties)
        elif look is not None and len(look):
            run.append(copied(look))
        runs.append(run)

    # --- marks ----------------------------------------------------------------------------------------------------

    def _finish(self, old: Atom | None, new: Atom | None) -> None:
        content, self.content = self.content, element("p")
        content.extend(copied(one) for one in self._before((old, new)))
        paragraph = element("p")
        ours = new if new is not None else old
        assert ours is not None and ours.paragraph is not None
        paragraph.attrib.update(ours.paragraph.attrib)
        before = None if old is None or old.paragraph is None else old.paragraph.find(f"{W}pPr")
        after = None if new is None or new.paragraph is None else new.paragraph.find(f"{W}pPr")
        if old is not None and new is not None:
            properties = paragraph_properties(self.stamp, before, after)
            kind = self.stayed
        else:
            own = before if new is None else after
            properties = element("pPr") if own is None else copied(own)
            kind = "del" if new is None else "ins"
        if kind:
            mark_paragraph(properties, self.stamp.make(kind))
        if len(properties):
            paragraph.append(properties)
        for one in content.iter():
            one.attrib.pop(_LINK, None)
        paragraph.extend(list(content))
        self.done.append(paragraph)


_LINK = "link"  # for the time of building
_TEXT = {f"{W}t", f"{W}delText"}


def _opened(around: Element) -> Element:
    made = copied(around)
    for item in list(made):
        if not local(item).endswith("Pr") or local(item) == "rPr":
            made.remove(item)
    return made


def _in_run(item: Element) -> bool:
    holder = item.getparent()
    return holder is not None and local(holder) == "r"


def _in_field(atom: Atom) -> bool:
    """Whether the atom is a page number's field, whose cached text is more than its character."""
    return isinstance(atom.key, tuple) and atom.key[:1] == ("page",)


def _deleted(item: Element) -> Element:
    """An element's copy as it stands in w:del; what cannot stand there is refused by the proof."""
    for one in item.iter(*_DELETED_TEXT):
        one.tag = _DELETED_TEXT[str(one.tag)]
    return item


def paragraph_properties(stamp: Stamp, old: Element | None, new: Element | None) -> Element:
    """w:pPr of a paragraph that stayed, with what its properties, its mark's look and its section were."""
    made = element("pPr") if new is None else copied(new)
    bases = [_base(item) for item in (old, new)]
    look_old = None if old is None else old.find(f"{W}rPr")
    look_new = made.find(f"{W}rPr")
    if signature(look_old) != signature(look_new):
        look = element("rPr") if look_new is None else look_new
        change = stamp.make("rPrChange")
        change.append(element("rPr") if look_old is None else copied(look_old))
        look.append(change)
        if look_new is None:
            section = made.find(f"{W}sectPr")
            made.insert(len(made) if section is None else made.index(section), look)
    section_old, section_new = (None if one is None else one.find(f"{W}sectPr") for one in (old, made))
    if section_old is not None and section_new is not None:
        change_section(stamp, section_old, section_new)
    if signature(bases[0]) != signature(bases[1]):
        change = stamp.make("pPrChange")
        change.append(bases[0])
        made.append(change)
    return made


def _base(properties: Element | None) -> Element:
    made = element("pPr") if properties is None else copied(properties)
    for item in list(made):
        if local(item) in _UNCOVERED:
            made.remove(item)
    return made


def change_section(stamp: Stamp, old: Element, new: Element) -> None:
    """Note in a section's properties what they were; headers and footers stay the new ones."""
    bases = []
    for item in (old, new):
        base = copied(item)
        for one in list(base):
            if local(one) in {"headerReference", "footerReference", "sectPrChange"}:
                base.remove(one)
        bases.append(base)
    if signature(bases[0]) != signature(bases[1]):
        change = stamp.make("sectPrChange")
        change.append(bases[0])
        new.append(change)


def mark_paragraph(properties: Element, mark: Element) -> None:
    """Put a revision of the paragraph's mark where the schema wants it: first in w:rPr, which stands near the end."""
    look = properties.find(f"{W}rPr")
    if look is None:
        look = element("rPr")
        following = [item for item in properties if local(item) in {"sectPr", "pPrChange"}]
        properties.insert(properties.index(following[0]) if following else len(properties), look)
    look.insert(0, mark)
