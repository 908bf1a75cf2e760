"""What the old document leads to, brought into the new one's package: pictures, charts, links, lists, styles, notes."""

from __future__ import annotations

import posixpath
import re
from collections import Counter, defaultdict
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ssnet_docs.diff.redline.markup import R, W, local
from ssnet_docs.diff.redline.pairs import Pairs
from ssnet_docs.diff.references import References, digest, resolved

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_WORD = re.compile(r"\w+")
_STYLES = tuple(f"{W}{name}" for name in ("pStyle", "rStyle", "tblStyle"))


@dataclass
class Imports:
    """Rewrites the old document's parts so that they can stand in the new package; the package is added to."""

    old: References
    new: References
    _known: dict[str, str] = field(default_factory=dict)  # digest of what a part leads to → part of the new package

    def adopt(self, root: Element, part_old: str, part_new: str, pairs: Pairs) -> None:
        """Rewrite an old part's ids of relationships and lists and its styles into those of the new package."""
        for item in root.iter():
            for name, value in item.attrib.items():
                if str(name).startswith(R) and local(item) not in {"headerReference", "footerReference"}:
                    item.set(name, self._relationship(part_old, value, part_new))
        self._lists(root, pairs)
        for item in root.iter(*_STYLES):
            self._style(item.get(f"{W}val", ""))

    # --- parts ----------------------------------------------------------------------------------------------------

    def _relationship(self, part_old: str, identifier: str, part_new: str) -> str:
        package = self.new.package
        for item in self.old.package.relationships.get(part_old, ()):
            if item.id == identifier:
                if item.external:
                    return package.relate(part_new, item.kind, item.target, external=True)
                target = self._part(resolved(part_old, item.target))
                return package.relate(part_new, item.kind, target) if target else identifier
        return identifier

    def _part(self, name: str) -> str:
        """The part of the new package that holds what the old part `name` does; "" where the old has none."""
        source, package = self.old.package, self.new.package
        if name not in source.parts:
            return ""
        if not self._known:
            self._known = {digest(package, known): known for known in package.parts}
        key = digest(source, name)
        if key not in self._known:
            self._known[key] = made = self._free(name)
            package.parts[made] = source.parts[name]
            if name in source.types:
                package.types[made] = source.types[name]
            for item in source.relationships.get(name, ()):
                target = item.target if item.external else self._part(resolved(name, item.target))
                if not item.external:
                    target = posixpath.relpath(target, posixpath.dirname(made))
                package.relationships.setdefault(made, []).append(type(item)(item.id, item.kind, target, item.external))
        return self._known[key]

    def _free(self, name: str) -> str:
        stem, ending = posixpath.splitext(name)
        stem = stem.rstrip("0123456789")
        number = 1
        while f"{stem}{number}{ending}" in self.new.package.parts:
            number += 1
        return f"{stem}{number}{ending}"

    # --- lists ----------------------------------------------------------------------------------------------------

    def _lists(self, root: Element, pairs: Pairs) -> None:
        """Lists of paragraphs that go together are one where they are defined alike; others are added."""
        numbers = self._partners(pairs)
        for item in root.iter(f"{W}numId"):
            value = item.get(f"{W}val", "")
            if value in self.old.definitions:
                if value not in numbers:
                    numbers[value] = self._list(value, set(numbers.values()))
                item.set(f"{W}val", numbers[value])

    def _partners(self, pairs: Pairs) -> dict[str, str]:
        if not hasattr(self, "_numbers"):
            votes: dict[str, Counter[str]] = defaultdict(Counter)
            for group in {id(group): group for group in pairs.groups.values()}.values():
                one, other = (items[-1].find(f"{W}pPr/{W}numPr/{W}numId") for items in (group.old, group.new))
                if one is not None and other is not None:
                    votes[one.get(f"{W}val", "")][other.get(f"{W}val", "")] += 1
            self._numbers: dict[str, str] = {}
            for value, counted in votes.items():
                for best, _ in counted.most_common():
                    alike = self.old.definitions.get(value) == self.new.definitions.get(best)
                    if alike and best not in self._numbers.values():
                        self._numbers[value] = best
                        break
        return self._numbers

    def _list(self, value: str, taken: set[str]) -> str:
        """A list of the new package that is defined like the old list `value` and not taken, or a new one."""
        for known, definition in self.new.definitions.items():
            if definition == self.old.definitions[value] and known not in taken and not self._used(known):
                return known
        part = self.new.part("numbering")
        if not part:
            return value
        root, source = self.new.tree(part), self.old.tree(self.old.part("numbering"))
        number = next(item for item in source.iterchildren(f"{W}num") if item.get(f"{W}numId") == value)
        link = number.find(f"{W}abstractNumId")
        abstract = next(
            item
            for item in source.iterchildren(f"{W}abstractNum")
            if link is not None and item.get(f"{W}abstractNumId") == link.get(f"{W}val")
        )
        made, head = deepcopy(number), deepcopy(abstract)
        fresh = str(1 + max(int(item.get(f"{W}abstractNumId", "0")) for item in root.iterchildren(f"{W}abstractNum")))
        name = str(1 + max(int(item.get(f"{W}numId", "0")) for item in root.iterchildren(f"{W}num")))
        head.set(f"{W}abstractNumId", fresh)
        made.set(f"{W}numId", name)
        made.find(f"{W}abstractNumId").set(f"{W}val", fresh)
        root.insert(root.index(root.findall(f"{W}abstractNum")[-1]) + 1, head)
        root.insert(root.index(root.findall(f"{W}num")[-1]) + 1, made)
        self.new.package.parts[part] = written(root)
        self.new.__dict__.pop("definitions", None)
        return name

    def _used(self, number: str) -> bool:
        return any(item.get(f"{W}val") == number for item in self.new.document.iter(f"{W}numId"))

    # --- styles ---------------------------------------------------------------------------------------------------

    def _style(self, name: str) -> None:
        """Bring a style that only the old document has."""
        part, source = self.new.part("styles"), self.old.part("styles")
        if not part or not source or name in self.styles[1] or name not in self.styles[0]:
            return
        style = deepcopy(self.styles[0][name])
        self.styles[1][name] = style
        root = self.new.tree(part)
        root.append(style)
        style.attrib.pop(f"{W}default", None)
        self.new.package.parts[part] = written(root)
        for item in style.iterchildren(f"{W}basedOn", f"{W}next", f"{W}link"):
            self._style(item.get(f"{W}val", ""))

    @property
    def styles(self) -> tuple[dict[str, Element], dict[str, Element]]:
        """The style definitions of both documents by id."""
        if not hasattr(self, "_styles"):
            found = []
            for references in (self.old, self.new):
                part = references.part("styles")
                root = references.tree(part) if part else ()
                found.append({item.get(f"{W}styleId", ""): item for item in root if local(item) == "style"})
            self._styles = (found[0], found[1])
        return self._styles


def written(root: Element) -> bytes:
    """A part's bytes."""
    from lxml import etree

    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def rename_bookmarks(root: Element, pairs: Pairs, taken: set[str]) -> None:
    """Let references of the old document lead to the new one's bookmarks where their paragraphs go together.

    Bookmarks of the old document that nothing leads to, or that the new has in the same paragraph, are taken out;
    others are kept under a free name.
    """
    wanted = referred(root)
    names: dict[str, str] = {}
    for start in list(root.iter(f"{W}bookmarkStart")):
        name = start.get(f"{W}name", "")
        paragraph = next(start.iterancestors(f"{W}p"), None)
        if paragraph is None:
            paragraph = next(start.itersiblings(f"{W}p"), None)
        partner = _partner(name, None if paragraph is None else pairs.groups.get(paragraph), set(names.values()))
        if name in wanted and partner is None:
            names[name] = name if name not in taken else _free_name(name, taken)
            taken.add(names[name])
            start.set(f"{W}name", names[name])
            continue
        if partner is not None:
            names[name] = partner
        for end in [one for one in root.iter(f"{W}bookmarkEnd") if one.get(f"{W}id") == start.get(f"{W}id")]:
            end.getparent().remove(end)
        start.getparent().remove(start)
    for item in root.iter(f"{W}instrText"):
        item.text = _WORD.sub(lambda found: names.get(found[0], found[0]), item.text or "")
    for item in root.iter(f"{W}hyperlink"):
        anchor = item.get(f"{W}anchor")
        if anchor is not None:
            item.set(f"{W}anchor", names.get(anchor, anchor))


def referred(root: Element) -> set[str]:
    """The bookmarks that fields and links lead to (and other words of fields)."""
    words = {word for item in root.iter(f"{W}instrText") for word in _WORD.findall(item.text or "")}
    return words | {item.get(f"{W}anchor", "") for item in root.iter(f"{W}hyperlink")}


def _partner(name: str, group: object, taken: set[str]) -> str | None:
    if group is None:
        return None
    found = [one.get(f"{W}name", "") for item in group.new for one in item.iter(f"{W}bookmarkStart")]  # type: ignore[attr-defined]
    if name in found:
        return name
    kind = name.rstrip("0123456789")
    return next((one for one in found if one not in taken and one.rstrip("0123456789") == kind), None)


def _free_name(name: str, taken: set[str]) -> str:
    number = 1
    while f"{name}_{number}" in taken:
        number += 1
    return f"{name}_{number}"
