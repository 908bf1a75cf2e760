"""A paragraph as atoms: characters and what stands among them, each with its look and the link around it.

The text of the atoms is that of `VersionParagraph`, so that operations on texts are operations on atoms: a page
number's field and a drawing are one OBJECT, the code of any other field has no length.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from ssnet_docs.diff.redline.markup import SPACE, W, drawn_signature, local, signature
from ssnet_docs.model.version import OBJECT, PARAGRAPH_END

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_TEXTS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_BREAKS = {"page": "\f", "column": "\v"}
_WRAPPERS = {"hyperlink", "smartTag", "fldSimple", "customXml", "bdo", "dir"}
_ZERO_WIDTH = {"bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd"}
_PAGE_FIELDS = {"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF"}

Piece = tuple["Element | None", "Element"]
"""An element of a run with the run's properties; without properties where it stands outside a run."""


@dataclass(slots=True, eq=False)
class Atom:
    """`text` is a character, or "" for a field's code; `key` tells whether two atoms are the same.

    `pieces` are what it is made of, `around` the links (outermost first) that it stands in, `before` the bookmarks
    and comment marks that stand before it. `opens` and `closes` name the complex field that begins or ends with it.
    """

    text: str
    key: object
    pieces: tuple[Piece, ...]
    around: tuple[Element, ...] = ()
    before: tuple[Element, ...] = ()
    opens: object = None
    closes: object = None
    note: Element | None = None  # the mark of a note
    paragraph: Element | None = None  # whose mark it is

    @property
    def look(self) -> Element | None:
        return self.pieces[0][0] if self.pieces else None

    @property
    def is_mark(self) -> bool:
        return self.paragraph is not None


@dataclass
class _Builder:
    atoms: list[Atom] = field(default_factory=list)
    before: list[Element] = field(default_factory=list)
    fields: list[tuple[object, int]] = field(default_factory=list)  # an open field, and the atom that opens it

    def add(self, text: str, key: object, pieces: Sequence[Piece], around: tuple[Element, ...]) -> Atom:
        atom = Atom(text, key, tuple(pieces), around, tuple(self.before))
        self.before.clear()
        self.atoms.append(atom)
        return atom

    def inline(self, holder: Element, around: tuple[Element, ...]) -> None:
        for item in holder:
            name = local(item)
            if name == "r" and item.find(f"{W}commentReference") is not None:
                self.before.append(item)
            elif name == "r":
                self.run(item, around)
            elif name in _WRAPPERS:
                self.inline(item, (*around, item))
            elif name in _ZERO_WIDTH:
                self.before.append(item)
            elif name and not name.endswith("Pr"):
                texts = item.iter(f"{W}t") if name == "sdt" else ()
                text = "".join(one.text or "" for one in texts)
                self.add(text or OBJECT, (name, signature(item)), [(None, item)], around)

    def run(self, run: Element, around: tuple[Element, ...]) -> None:
        look = run.find(f"{W}rPr")
        for item in run:
            name = local(item)
            if name == "t":
                text = item.text or ""
                text = text if item.get(SPACE) == "preserve" else text.strip(" \t\n\r")
                for character in text:
                    self.add(character, character, [(look, item)], around)
            elif name == "fldChar":
                self.field(item, look, around)
            elif name == "instrText":
                self.code(item, look, around)
            elif name in {"footnoteReference", "endnoteReference"}:
                self.add(OBJECT, name, [(look, item)], around).note = item
            elif name != "rPr" and name:
                text = _BREAKS.get(item.get(f"{W}type", ""), "\n") if name == "br" else _TEXTS.get(name, OBJECT)
                self.add(text, (name, drawn_signature(item)), [(look, item)], around)

    def field(self, item: Element, look: Element | None, around: tuple[Element, ...]) -> None:
        kind = item.get(f"{W}fldCharType")
        if kind == "begin":
            name = object()
            self.fields.append((name, len(self.atoms)))
            self.add("", ("begin",), [(look, item)], around).opens = name
        elif kind == "separate" and self.fields:
            self.code(item, look, around)
        elif kind == "end":
            self.add("", ("end",), [(look, item)], around)
            if self.fields:
                name, place = self.fields.pop()
                self.atoms[-1].closes = name
                self.page_number(place)
        else:
            self.add("", (kind,), [(look, item)], around)

    def code(self, item: Element, look: Element | None, around: tuple[Element, ...]) -> None:
        """A field's code belongs to the atom that opens the field."""
        opened = self.atoms[self.fields[-1][1]] if self.fields else None
        if opened is None or opened is not self.atoms[-1]:
            self.add("", (local(item), signature(item)), [(look, item)], around)
            return
        opened.pieces = (*opened.pieces, (look, item))
        words = " ".join("".join(one.text or "" for _, one in opened.pieces if local(one) == "instrText").split())
        opened.key = ("begin", words)

    def page_number(self, place: int) -> None:
        """A page number's field is one atom, the same whatever number is cached in it."""
        opened, *inside = self.atoms[place:]
        words = str(opened.key[1]).split() if isinstance(opened.key, tuple) and len(opened.key) > 1 else []
        if not words or words[0].upper() not in _PAGE_FIELDS or any(one.around != opened.around for one in inside):
            return
        pieces = list(opened.pieces)
        for atom in inside:
            if not pieces or len(atom.text) != 1 or atom.pieces[0] != pieces[-1]:
                pieces += atom.pieces
        self.before[:0] = [one for atom in inside for one in atom.before]
        opened.text, opened.key, opened.pieces, opened.opens = OBJECT, ("page", *words), tuple(pieces), None
        del self.atoms[place + 1 :]


def atoms(paragraph: Element) -> list[Atom]:
    """The paragraph's atoms; the last is its mark."""
    builder = _Builder()
    builder.inline(paragraph, ())
    mark = builder.add(PARAGRAPH_END, PARAGRAPH_END, (), ())
    mark.paragraph = paragraph
    return builder.atoms


def text(found: Iterable[Atom]) -> str:
    return "".join(atom.text for atom in found)


Pair = tuple["Atom | None", "Atom | None"]


def paired(old: Sequence[Atom], new: Sequence[Atom], same: Iterable[tuple[int, int, int]]) -> list[Pair]:
    """Both sequences as one: (old, new) for what stayed, (old, None) for what went before (None, new) for what came.

    `same` are (old start, new start, length) of equal texts in order. Atoms of equal text that are not the same
    (another picture, another link) and fields of which not all stayed went and came as a whole.
    """
    partners = dict(_matches(old, new, same))
    _whole_fields(old, new, partners)
    merged: list[Pair] = []
    done = 0
    for index, atom in enumerate(old):
        partner = partners.get(index)
        if partner is None:
            merged.append((atom, None))
            continue
        merged += [(None, one) for one in new[done:partner]]
        merged.append((atom, new[partner]))
        done = partner + 1
    merged += [(None, one) for one in new[done:]]
    return _deletions_first(merged)


def _deletions_first(merged: list[Pair]) -> list[Pair]:
    ordered: list[Pair] = []
    came: list[Pair] = []
    for pair in merged:
        if pair[0] is not None and pair[1] is not None:
            ordered += came
            came = []
        (came if pair[0] is None else ordered).append(pair)
    return ordered + came


def _matches(
    old: Sequence[Atom], new: Sequence[Atom], same: Iterable[tuple[int, int, int]]
) -> Iterator[tuple[int, int]]:
    """Pairs of equal atoms: of the equal texts, and of what has no length between them."""
    places_old, places_new = _places(old), _places(new)
    before_old = before_new = 0
    for start_old, start_new, length in [*same, (len(places_old), len(places_new), 0)]:
        for step in range(max(length, 1)):
            index_old = places_old[start_old + step] if start_old + step < len(places_old) else len(old)
            index_new = places_new[start_new + step] if start_new + step < len(places_new) else len(new)
            yield from _silent(old, new, (before_old, index_old), (before_new, index_new))
            if length and _alike(old[index_old], new[index_new]):
                yield index_old, index_new
            before_old, before_new = index_old + 1, index_new + 1


def _silent(
    old: Sequence[Atom], new: Sequence[Atom], range_old: tuple[int, int], range_new: tuple[int, int]
) -> Iterator[tuple[int, int]]:
    silent_old = [index for index in range(*range_old) if not old[index].text]
    silent_new = [index for index in range(*range_new) if not new[index].text]
    if silent_old and silent_new:
        keys_old = [str(old[index].key) for index in silent_old]
        keys_new = [str(new[index].key) for index in silent_new]
        for a, b, size in SequenceMatcher(None, keys_old, keys_new, autojunk=False).get_matching_blocks():
            for step in range(size):
                if _alike(old[silent_old[a + step]], new[silent_new[b + step]]):
                    yield silent_old[a + step], silent_new[b + step]


def _places(found: Sequence[Atom]) -> list[int]:
    """The atom that each character of the text belongs to."""
    return [index for index, atom in enumerate(found) for _ in atom.text]


def _alike(old: Atom, new: Atom) -> bool:
    return old.key == new.key and link(old) == link(new)


def link(atom: Atom) -> tuple[bytes, ...]:
    """What an atom's links lead to, for comparing."""
    return tuple(_head(item) for item in atom.around)


def _head(item: Element) -> bytes:
    values = sorted(f"{name}={value}" for name, value in item.attrib.items())
    inner = [signature(one) for one in item if local(one).endswith("Pr") and local(one) != "rPr"]
    return b"|".join([str(item.tag).encode(), *(value.encode() for value in values), *inner])


def _whole_fields(old: Sequence[Atom], new: Sequence[Atom], partners: dict[int, int]) -> None:
    """Take a field's atoms apart where its code or its end has no partner of the same field."""
    back = {new_index: old_index for old_index, new_index in partners.items()}
    fields_old, fields_new = _fields(old), _fields(new)
    for start, end in fields_old:
        span = (partners.get(start, -1), partners.get(end, -1))
        if span not in fields_new:
            for index in range(start, end + 1):
                back.pop(partners.pop(index, -1), None)
    for start, end in fields_new:
        span = (back.get(start, -1), back.get(end, -1))
        if span not in fields_old:
            for index in range(start, end + 1):
                partners.pop(back.pop(index, -1), None)


def _fields(found: Sequence[Atom]) -> list[tuple[int, int]]:
    """First and last atom of every complex field that begins and ends here."""
    ends = {(atom.closes): index for index, atom in enumerate(found) if atom.closes is not None}
    return [
        (index, ends[atom.opens]) for index, atom in enumerate(found) if atom.opens is not None and atom.opens in ends
    ]
