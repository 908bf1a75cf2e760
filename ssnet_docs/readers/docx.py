"""Reads any Word document as a version: the body by headings, headers and footers, footnotes and endnotes."""

from __future__ import annotations

import hashlib
import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from ssnet_docs.model.version import Version, VersionBlock, VersionParagraph, VersionSection
from ssnet_docs.readers import unread
from ssnet_docs.readers.docx_blocks import BlockReader, page_setup
from ssnet_docs.readers.docx_styles import Numbers, Styles
from ssnet_docs.readers.markup import canonical, local, name
from ssnet_docs.readers.package import Element, OpenPackage
from ssnet_docs.readers.revisions import accept

_LONGEST_KEY = 80
_TWIPS = 20
_NOTES = {"footnotes": "註腳", "endnotes": "章節附註"}
_ASPECTS = {"styles": "樣式", "theme": "佈景主題", "numbering": "編號格式", "settings": "文件設定"}
_UNCOVERED = {"comments": "註解", "glossaryDocument": "文件組件", "customXml": ""}


def read(package: OpenPackage, label: str) -> Version:
    """The document in the package. Raises ContentError for a damaged one."""
    return _Reader(package, label).version()


class _Reader:
    def __init__(self, package: OpenPackage, label: str) -> None:
        self.package = package
        self.label = label
        self.main = package.main
        self.related = package.related(self.main)
        self.styles = Styles(self._one("styles"))
        self.numbering = self._one("numbering")
        self.numbers = Numbers(self.numbering)
        self.notices: list[str] = []
        self.uncovered: set[str] = set()
        self.revised = False

    def version(self) -> Version:
        root = self._part(self.main)
        body = root.find(name("w:body")) if root is not None else None
        if root is None or body is None:
            return Version(self.label, "report", ())
        reader = self._reader(self.main, root)
        sections = list(_sections(reader.blocks(body)))
        number = len(sections)
        for section in [*self._frames(root), *self._notes()]:
            sections.append(replace(section, number=number))
            number += 1
        self.uncovered |= reader.uncovered
        if self.revised:
            self.notices.append("檔案內已有的追蹤修訂，視為全部接受後比對")
        kinds = {related.kind for related in self.related.values()}
        self.uncovered |= {title for kind, title in _UNCOVERED.items() if kind in kinds and title}
        last = body.find(name("w:sectPr"))
        return Version(
            label=self.label,
            kind="report",
            sections=tuple(sections),
            title=core_title(self.package),
            size=_size(last),
            aspects=self._aspects(last),
            notices=tuple(self.notices),
            uncovered=tuple(sorted(self.uncovered)),
            unread=unread.of(self.package),
        )

    def _reader(self, part: str, root: Element) -> BlockReader:
        return BlockReader(self.package, part, root, self.styles, self.numbers)

    def _part(self, part: str) -> Element | None:
        """The root of a part, its tracked changes accepted."""
        root = self.package.xml(part)
        if root is not None and accept(root):
            self.revised = True
        return root

    def _one(self, kind: str) -> Element | None:
        """The root of the part that the main part has of a kind."""
        found = next((related for related in self.related.values() if related.kind == kind), None)
        return self.package.xml(found.target) if found else None

    def _frames(self, root: Element) -> Iterator[VersionSection]:
        """Headers and footers, each part once, in the order in which the body names them."""
        seen: set[str] = set()
        counts: Counter[str] = Counter()
        for reference in root.iter(name("w:headerReference"), name("w:footerReference")):
            related = self.related.get(reference.get(name("r:id"), ""))
            if related is None or related.target in seen:
                continue
            seen.add(related.target)
            part = self._part(related.target)
            if part is None:
                continue
            kind = "header" if local(reference) == "headerReference" else "footer"
            counts[kind] += 1
            reader = self._reader(related.target, part)
            title = "頁首" if kind == "header" else "頁尾"
            blocks = reader.blocks(part)
            self.uncovered |= reader.uncovered
            yield VersionSection(
                f"{kind}-{counts[kind]}", title, 0, blocks, "header" if kind == "header" else "footer", 1
            )

    def _notes(self) -> Iterator[VersionSection]:
        for kind, title in _NOTES.items():
            related = next((item for item in self.related.values() if item.kind == kind), None)
            root = self._part(related.target) if related else None
            if related is None or root is None:
                continue
            reader = self._reader(related.target, root)
            blocks: list[VersionBlock] = []
            for note in root:
                if local(note) in {"footnote", "endnote"} and note.get(name("w:type"), "normal") == "normal":
                    blocks.extend(reader.blocks(note))
            self.uncovered |= reader.uncovered
            if blocks:
                yield VersionSection(kind, title, 0, tuple(blocks), "footnotes", 1)

    def _aspects(self, last: Element | None) -> tuple[tuple[str, str], ...]:
        found = []
        for kind, title in _ASPECTS.items():
            root = self._one(kind)
            if root is not None:
                left_out = ("rsids", "rsidRoot", "docVars", "updateFields", "nsid", "tmpl", "trackRevisions", "compat")
                found.append((title, _digest(canonical(root, without=left_out))))
        if last is not None:
            found.append(("版面設定", _digest(page_setup(last))))
        return tuple(found)


def core_title(package: OpenPackage) -> str:
    """The title in the document's core properties, '' where there is none."""
    related = next((item for item in package.related("").values() if item.kind == "core-properties"), None)
    root = package.xml(related.target) if related else None
    if root is None:
        return ""
    return next((item.text or "" for item in root if local(item) == "title"), "")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _size(section: Element | None) -> tuple[float, float]:
    page = None if section is None else section.find(name("w:pgSz"))
    sides = ("", "") if page is None else (page.get(name("w:w"), ""), page.get(name("w:h"), ""))
    width, height = (int(side) / _TWIPS if side.isdigit() else 0.0 for side in sides)
    return width, height


def _sections(blocks: tuple[VersionBlock, ...]) -> Iterator[VersionSection]:
    """The body cut before every heading; what stands before the first is section 0."""
    starts = [0, *(index for index, block in enumerate(blocks) if _is_heading(block) and index), len(blocks)]
    path: list[tuple[int, str]] = []
    keys: Counter[str] = Counter()
    first = 0 if blocks and not _is_heading(blocks[0]) else 1
    for number, (start, end) in enumerate(itertools.pairwise(starts), start=first):
        if start == end:
            continue
        head = blocks[start]
        level, title = 1, ""
        if isinstance(head, VersionParagraph) and _is_heading(head):
            level, title = head.heading or 1, head.text.strip()
            path = [item for item in path if item[0] < level]
        key = "/".join([*(text for _, text in path), title])[-_LONGEST_KEY:] or "front"
        keys[key] += 1
        if keys[key] > 1:
            key = f"{key}#{keys[key]}"
        above = tuple(text for _, text in path)
        yield VersionSection(key, title, number, blocks[start:end], "section", level, above)
        if title:
            path.append((level, title))


def _is_heading(block: VersionBlock) -> bool:
    return isinstance(block, VersionParagraph) and block.heading is not None and bool(block.text.strip())
