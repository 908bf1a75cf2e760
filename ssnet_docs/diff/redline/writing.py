"""Writes the new report with tracked changes, and proves it before anybody gets it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ssnet_docs.diff.canonical import block_lines, differences
from ssnet_docs.diff.redline.blocks import Merger
from ssnet_docs.diff.redline.imports import Imports, rename_bookmarks, written
from ssnet_docs.diff.redline.inline import change_section
from ssnet_docs.diff.redline.markup import R, Stamp, W, cleaned, copied, element, local, number_drawings
from ssnet_docs.diff.redline.pairs import Pairs, Parts
from ssnet_docs.diff.redline.remarks import remark
from ssnet_docs.diff.references import References
from ssnet_docs.model.change import Comparison
from ssnet_docs.model.errors import ContentError
from ssnet_docs.readers.tracked import accept_all, reject_all, resolve
from ssnet_docs.writers.ooxml.package import Package, epoch

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MODIFIED = re.compile(rb"<dcterms:modified[^>]*>([^<]+)<")
_OLD_IDS = 500_000  # added to ids of the old document's bookmarks, so that they are others than the new's


def redline(comparison: Comparison, old: bytes, new: bytes) -> bytes:
    """The bytes of the new .docx with the comparison as tracked changes, proved with `readers.tracked`.

    `old` and `new` are the files that were compared; tracked changes that they have are taken as accepted. Raises
    ContentError for decks, and where accepting or rejecting all would not give the new or the old document.
    """
    if comparison.old.kind != "report" or comparison.new.kind != "report":
        raise ContentError(
            None, "追蹤修訂只適用於報告（.docx）", "簡報請改用 --html；要比對文件代號的報告，請不要加 --format pptx"
        )
    old, new = accept_all(old), accept_all(new)
    faults: list[str] = []
    for whole in (False, True):
        made = _Writing(comparison, References(Package.read(old)), References(Package.read(new)), whole).write()
        faults = [f"全部接受：{one}" for one in differences(new, accept_all(made))]
        faults += [f"全部拒絕：{one}" for one in differences(old, reject_all(made))]
        if not faults:
            return made
    raise ContentError(
        None, "無法產生正確的追蹤修訂，未寫出檔案：" + "；".join(faults), "請改用 --html 或 --table 檢視變更"
    )


@dataclass
class _Writing:
    """One attempt; `whole` says every change by deleting and inserting the whole block."""

    comparison: Comparison
    old: References
    new: References
    whole: bool
    notes: set[tuple[str, str]] = field(default_factory=set)  # old notes, by kind and number, that were merged
    brought: set[tuple[str, str]] = field(default_factory=set)  # numbers in the new document of old notes that went

    def write(self) -> bytes:
        package = self.new.package
        self.frames = self._frames()
        self.trees_old = {name: self.old.tree(name) for name in self._names(self.old, self.frames.values())}
        self.trees_new = {name: self.new.tree(name) for name in self._names(self.new, self.frames)}
        self.pairs = Pairs(Parts(self.trees_old), Parts(self.trees_new))
        self.pairs.read(self.comparison)
        self.stamp = Stamp(self._date())
        self.merger = Merger(self.pairs, self.stamp, _proves, self._note, self.whole)
        self._prepare()
        document = self.trees_new[self.new.main]
        bodies = self.trees_old[self.old.main][0], document[0]
        self._merge(*bodies)
        for name, partner in self.frames.items():
            source = self.trees_old[partner] if partner else element("hdr")
            if not partner:
                source.append(element("p"))
            self._merge(source, self.trees_new[name])
        remark(self.comparison, self.pairs, self.trees_new, self.new, self.stamp)
        number_drawings(self.trees_new[self.new.main])
        for name, root in self.trees_new.items():
            package.parts[name] = written(root)
        return package.save()

    def _prepare(self) -> None:
        imports = Imports(self.old, self.new)
        document = self.trees_new[self.new.main]
        bookmarks = {item.get(f"{W}name", "") for item in document.iter(f"{W}bookmarkStart")}
        targets = {partner: name for name, partner in self.frames.items()}
        for name, root in self.trees_old.items():
            cleaned(root, comments=True)
            target = self.new.main if name == self.old.main else targets.get(name) or self._same_kind(name)
            imports.adopt(root, name, target, self.pairs)
            for item in root.iter():
                if local(item) in {"bookmarkStart", "bookmarkEnd"} and item.get(f"{W}id", "").isdigit():
                    item.set(f"{W}id", str(int(item.get(f"{W}id", "")) + _OLD_IDS))
            rename_bookmarks(root, self.pairs, bookmarks)
        for root in self.trees_new.values():
            cleaned(root, comments=False)

    def _merge(self, old: Element, new: Element) -> None:
        """Put the merged blocks of both into `new`; a body's own section properties stay at its end."""
        sections = [item.find(f"{W}sectPr") for item in (old, new)]
        blocks = self.merger.merge(list(old), list(new))
        for item in [item for item in new if item is not sections[1]]:
            new.remove(item)
        new[0:0] = blocks
        if sections[0] is not None and sections[1] is not None:
            change_section(self.stamp, sections[0], sections[1])

    # --- parts ----------------------------------------------------------------------------------------------------

    def _names(self, references: References, frames: object) -> list[str]:
        found = [references.main, *(references.part(kind) for kind in ("footnotes", "endnotes")), *frames]  # type: ignore[misc]
        return [name for name in dict.fromkeys(found) if name]

    def _same_kind(self, name: str) -> str:
        kind = next(kind for kind in ("footnotes", "endnotes") if self.old.part(kind) == name)
        return self.new.part(kind) or self._adopted_notes(name, kind)

    def _adopted_notes(self, name: str, kind: str) -> str:
        """The old document's notes in a new document without any: only their separators."""
        package = self.new.package
        root = self.old.tree(name)
        for item in [item for item in root if item.get(f"{W}type") is None]:
            root.remove(item)
        package.add(name, written(root), self.old.package.types[name])
        package.relate(self.new.main, kind, name)
        self.trees_new[name] = root
        return name

    def _frames(self) -> dict[str, str]:
        """Headers and footers of the new document, and those of the old one that go together with them, "" for none.

        One that only the old document has is added, to be emptied by accepting.
        """
        sections = [list(references.document.iter(f"{W}sectPr")) for references in (self.old, self.new)]
        pairs = list(zip(reversed(sections[0]), reversed(sections[1]), strict=False))
        found: dict[str, str] = {}
        for old, new in pairs:
            before, after = (_references(section) for section in (old, new))
            for kind, item in after.items():
                name = self.new.target(self.new.main, item.get(f"{R}id", ""))
                partner = before.get(kind)
                if name in self.new.package.parts and not found.get(name):
                    target = "" if partner is None else self.old.target(self.old.main, partner.get(f"{R}id", ""))
                    found[name] = target if target not in found.values() else ""
        return found

    # --- notes ----------------------------------------------------------------------------------------------------

    def _note(self, old: Element, new: Element | None) -> None:
        """Merge the notes of two marks that go together, or bring the note of a mark that went."""
        kind = local(old).removesuffix("Reference") + "s"
        number = old.get(f"{W}id", "")
        key = (kind, number)
        if key in self.brought:
            return
        source = self._find(self.trees_old.get(self.old.part(kind)), number)
        target = self.trees_new.get(self.new.part(kind))
        if source is None or target is None:
            return
        if new is not None:
            if key not in self.notes:
                self.notes.add(key)
                partner = self._find(target, new.get(f"{W}id", ""))
                if partner is not None:
                    self._merge(source, partner)
            return
        made = copied(source)
        fresh = str(1 + max((int(item.get(f"{W}id", "0")) for item in target), default=0))
        made.set(f"{W}id", fresh)
        target.append(made)
        old.set(f"{W}id", fresh)
        self.brought.add((kind, fresh))

    @staticmethod
    def _find(root: Element | None, number: str) -> Element | None:
        return next((item for item in root if item.get(f"{W}id") == number), None) if root is not None else None

    def _date(self) -> str:
        found = _MODIFIED.search(self.new.package.parts.get("docProps/core.xml", b""))
        return epoch() or (found[1].decode() if found else "1980-01-01T00:00:00Z")


def _references(section: Element) -> dict[tuple[str, str], Element]:
    return {
        (local(item), item.get(f"{W}type", "")): item
        for item in section.iterchildren(f"{W}headerReference", f"{W}footerReference")
    }


def _proves(made: list[Element], old: list[Element], new: list[Element]) -> bool:
    """Whether merged blocks become the new ones when accepted and the old ones when rejected."""
    for accept, blocks in ((True, new), (False, old)):
        holder, wanted = element("body"), element("body")
        holder.extend(copied(item) for item in made)
        wanted.extend(copied(item) for item in blocks)
        resolve(holder, accept=accept)
        if block_lines(holder) != block_lines(wanted):
            return False
    return True
