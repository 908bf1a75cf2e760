"""What the references of a report lead to: relationships, bookmarks, lists and notes."""

from __future__ import annotations

import hashlib
import posixpath
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from ssnet_docs.writers.ooxml.package import Package

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWN_BY_LOT = {_W + "nsid", _W + "tmpl"}


@dataclass
class References:
    """The references of a .docx; trees are parsed anew at every call, so that they may be changed."""

    package: Package
    numbers: dict[str, str] = field(default_factory=dict)  # numId → definition and place among the lists of it
    seen: dict[str, int] = field(default_factory=dict)

    @cached_property
    def main(self) -> str:
        for item in self.package.relationships.get("", ()):
            if item.kind.endswith("/officeDocument"):
                return item.target.lstrip("/")
        raise KeyError("officeDocument")

    @cached_property
    def document(self) -> Element:
        return self.tree(self.main)

    def tree(self, part: str) -> Element:
        from lxml import etree

        return etree.fromstring(self.package.parts[part], etree.XMLParser(resolve_entities=False, no_network=True))

    def part(self, kind: str) -> str:
        """The part of a kind (footnotes, numbering, styles) that the document leads to; "" where it has none."""
        links = self.package.relationships.get(self.main, ())
        found = (resolved(self.main, item.target) for item in links if item.kind.endswith(f"/{kind}"))
        return next((name for name in found if name in self.package.parts), "")

    def target(self, part: str, identifier: str) -> str:
        for item in self.package.relationships.get(part, ()):
            if item.id == identifier:
                return resolved(part, item.target) if not item.external else f"→{item.target}"
        return ""

    def closure(self, part: str, identifier: str) -> str:
        """What a relationship leads to: the address, or the digest of the part and all that it leads to."""
        target = self.target(part, identifier)
        if target.startswith("→") or target not in self.package.parts:
            return target
        return digest(self.package, target)

    def bookmark(self, name: str) -> str:
        return f"@{self.bookmarks[name]}" if name in self.bookmarks else name

    @cached_property
    def bookmarks(self) -> dict[str, int]:
        """Bookmarks by name: the number of the paragraph that each stands in or before."""
        found: dict[str, int] = {}
        number = 0
        for item in self.document.iter(_W + "p", _W + "bookmarkStart"):
            if item.tag == _W + "p":
                number += 1
            else:
                inside = next(item.iterancestors(_W + "p"), None) is not None
                found[item.get(_W + "name", "")] = number if inside else number + 1
        return found

    def number(self, identifier: str) -> str:
        if identifier not in self.numbers:
            definition = self.definitions.get(identifier, identifier)
            self.seen[definition] = self.seen.get(definition, 0) + 1
            self.numbers[identifier] = f"{definition}#{self.seen[definition]}"
        return self.numbers[identifier]

    @cached_property
    def definitions(self) -> dict[str, str]:
        """The digest of every list's definition (its levels and what it overrides) by numId."""
        part = self.part("numbering")
        return list_definitions(self.tree(part)) if part else {}


def list_definitions(root: Element) -> dict[str, str]:
    """The digests of the lists of a numbering part, by numId."""
    from lxml import etree

    abstract = {
        item.get(_W + "abstractNumId"): b"".join(
            etree.tostring(one, method="c14n", exclusive=True)
            for one in item
            if one.tag not in {_W + "nsid", _W + "tmpl"}
        )
        for item in root.iterchildren(_W + "abstractNum")
    }
    found = {}
    for item in root.iterchildren(_W + "num"):
        link = item.find(_W + "abstractNumId")
        base = b"" if link is None else abstract.get(link.get(_W + "val"), b"")
        overrides = b"".join(etree.tostring(one, method="c14n", exclusive=True) for one in item if one is not link)
        found[item.get(_W + "numId", "")] = hashlib.sha256(base + overrides).hexdigest()[:12]
    return found


def digest(package: Package, part: str, above: tuple[str, ...] = ()) -> str:
    """The digest of a part's bytes and of all parts that it leads to."""
    found = hashlib.sha256(package.parts[part])
    for item in sorted(package.relationships.get(part, ()), key=lambda item: item.id):
        target = item.target if item.external else resolved(part, item.target)
        if not item.external and target in package.parts and target not in above:
            target = digest(package, target, (*above, part))
        found.update(f"{item.id} {item.kind} {target}".encode())
    return found.hexdigest()[:16]


def resolved(part: str, target: str) -> str:
    """The name of the part that a relationship of `part` leads to."""
    return target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(posixpath.dirname(part), target))
