"""The canonical form of a report: two .docx with the same form say the same and look the same.

A list of lines in the order of the body; headers, footers and notes stand where they are referred to. What has no
meaning of its own is resolved or left out: how text is cut into runs, ids of revisions, bookmarks and drawings, names
of bookmarks (a reference is the paragraph it leads to), names of parts (a picture is its bytes), numbers of lists (a
list is its definition and its place among the lists of it). Comments and style definitions are not part of it.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ssnet_docs.diff.references import References
from ssnet_docs.writers.ooxml.package import Package

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def _tags(names: str) -> frozenset[str]:
    return frozenset(_W + name for name in names.split())


_UNSEEN = _tags(
    "bookmarkStart bookmarkEnd proofErr lastRenderedPageBreak commentRangeStart commentRangeEnd commentReference "
    "permStart permEnd annotationRef"
)
_SORTED = _tags("pPr rPr tblPr tblPrEx trPr tcPr sectPr")
_WRAPPERS = _tags("hyperlink smartTag fldSimple customXml dir bdo ins del moveFrom moveTo sdt")
_COMMENT_STYLES = {"CommentReference", "CommentText", "CommentSubject"}
_TEXT = {_W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "\u2011"}
_WORD = re.compile(r"\w+")
_LONGEST = 60


def differences(expected: bytes, found: bytes, most: int = 3) -> list[str]:
    """Where two .docx disagree, as (expected → found) in short; none where they say and look the same."""
    return line_differences(canonical(expected), canonical(found), most)


def line_differences(wanted: list[str], given: list[str], most: int = 3) -> list[str]:
    """As `differences`, of two canonical forms."""
    if wanted == given:
        return []
    found = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, wanted, given, autojunk=False).get_opcodes():
        if kind != "equal":
            old, new = " ⏎ ".join(wanted[a:b]), " ⏎ ".join(given[c:d])
            start = next((i for i, (x, y) in enumerate(zip(old, new, strict=False)) if x != y), min(len(old), len(new)))
            start = max(0, start - _LONGEST // 3)
            found.append(f"{_short(old, start)} → {_short(new, start)}")
        if len(found) == most:
            break
    return found


def _short(text: str, start: int) -> str:
    return ("…" if start else "") + text[start : start + _LONGEST] + ("…" if len(text) > start + _LONGEST else "")


def canonical(data: bytes) -> list[str]:
    """The canonical lines of a .docx without tracked changes."""
    return _Form(References(Package.read(data))).lines()


class _Plain(References):
    """References of blocks whose ids are all of one package: they stand for themselves."""

    def target(self, part: str, identifier: str) -> str:
        return ""

    def closure(self, part: str, identifier: str) -> str:
        return identifier

    def bookmark(self, name: str) -> str:
        return name

    def number(self, identifier: str) -> str:
        return identifier

    def part(self, kind: str) -> str:
        return ""


def block_lines(holder: Element) -> list[str]:
    """The canonical lines of a holder's blocks, to be compared with others of the same package."""
    return list(_Form(_Plain(Package())).blocks(holder, ""))


@dataclass
class _Form:
    references: References
    notes: dict[str, dict[str, Element]] = field(default_factory=dict)  # by kind of part and by number

    def lines(self) -> list[str]:
        return list(self.blocks(self.references.document[0], self.references.main))

    # --- blocks ---------------------------------------------------------------------------------------------------

    def blocks(self, holder: Element, part: str) -> Iterator[str]:
        for item in holder:
            if item.tag == _W + "p":
                yield from self.paragraph(item, part)
            elif item.tag == _W + "tbl":
                yield from self.table(item, part)
            elif item.tag == _W + "sectPr":
                yield from self.section(item, part)
            elif item.tag == _W + "sdt":
                yield "sdt " + "".join(self.signature(one, part) for one in item.findall(_W + "sdtPr"))
                for content in item.findall(_W + "sdtContent"):
                    yield from self.blocks(content, part)
                yield "/sdt"
            elif item.tag in _WRAPPERS:
                yield from self.blocks(item, part)
            elif item.tag not in _UNSEEN and item.tag != _W + "tcPr" and isinstance(item.tag, str):
                yield self.signature(item, part)

    def table(self, table: Element, part: str) -> Iterator[str]:
        heads = [self.signature(item, part) for item in table if item.tag in {_W + "tblPr", _W + "tblGrid"}]
        yield "tbl " + "".join(heads)
        for row in table.iterchildren(_W + "tr"):
            heads = [
                self.signature(item, part) for item in row if item.tag in {_W + "trPr", _W + "tblPrEx"} and len(item)
            ]
            yield "tr " + "".join(heads)
            for cell in row.iterchildren(_W + "tc"):
                yield "tc " + "".join(
                    self.signature(item, part) for item in cell if item.tag == _W + "tcPr" and len(item)
                )
                yield from self.blocks(cell, part)
        yield "/tbl"

    def section(self, section: Element, part: str) -> Iterator[str]:
        yield self.signature(section, part)
        for item in section:
            if item.tag in {_W + "headerReference", _W + "footerReference"}:
                target = self.references.target(part, item.get(_R + "id", ""))
                if target in self.references.package.parts:
                    lines = list(self.blocks(self.references.tree(target), target))
                    if len(lines) > 1 or lines[0] != lines[0].rstrip():  # an empty one is as good as none
                        yield from (f"{_name(item)} {item.get(_W + 'type')}", *lines)

    def paragraph(self, paragraph: Element, part: str) -> Iterator[str]:
        properties = paragraph.find(_W + "pPr")
        head = "" if properties is None else self.signature(properties, part)
        runs: list[tuple[str, str]] = []  # the look and what is around, and the text in it
        after: list[str] = []  # notes
        self.inline(paragraph, part, "", runs, after)
        yield f"p {head} " + "".join(f"{look}{text}" for look, text in runs)
        yield from after
        section = None if properties is None else properties.find(_W + "sectPr")
        if section is not None:
            yield from self.section(section, part)

    def inline(self, holder: Element, part: str, around: str, runs: list[tuple[str, str]], after: list[str]) -> None:
        for item in holder:
            if item.tag == _W + "r":
                look = item.find(_W + "rPr")
                style = None if look is None else look.find(_W + "rStyle")
                if style is not None and style.get(_W + "val") in _COMMENT_STYLES:
                    continue
                mark = around + ("{}" if look is None or not len(look) else "{" + self.signature(look, part) + "}")
                for one in item:
                    if one.tag != _W + "rPr" and one.tag not in _UNSEEN:
                        self.add(runs, mark, self.piece(one, part, after))
            elif item.tag in _WRAPPERS:
                inner = (
                    around
                    + f"[{self.tag(item, part)}"
                    + "".join(self.signature(one, part) for one in item if one.tag == _W + "sdtPr")
                )
                content = item.find(_W + "sdtContent")
                self.inline(item if content is None else content, part, inner + "]", runs, after)
            elif item.tag not in _UNSEEN and item.tag != _W + "pPr" and isinstance(item.tag, str):
                self.add(runs, around, self.signature(item, part))

    @staticmethod
    def add(runs: list[tuple[str, str]], mark: str, text: str) -> None:
        if runs and runs[-1][0] == mark:
            runs[-1] = (mark, runs[-1][1] + text)
        elif text:
            runs.append((mark, text))

    def piece(self, item: Element, part: str, after: list[str]) -> str:
        if item.tag == _W + "t":
            return text_of(item)
        if item.tag in _TEXT and not item.attrib:
            return _TEXT[item.tag]
        if item.tag == _W + "instrText":
            return "‹" + _WORD.sub(lambda found: self.references.bookmark(found[0]), item.text or "") + "›"
        if item.tag in {_W + "footnoteReference", _W + "endnoteReference"}:
            after += self.note(_name(item).removesuffix("Reference") + "s", item.get(_W + "id", ""))
            return "‹note›"
        return self.signature(item, part)

    def note(self, kind: str, number: str) -> Iterator[str]:
        part = self.references.part(kind)
        if part and kind not in self.notes:
            self.notes[kind] = {item.get(_W + "id", ""): item for item in self.references.tree(part)}
        note = self.notes.get(kind, {}).get(number)
        if note is not None:
            yield "note"
            yield from self.blocks(note, part)
            yield "/note"

    # --- signatures -----------------------------------------------------------------------------------------------

    def signature(self, item: Element, part: str) -> str:
        """An element as text: attributes in order, references resolved, what has no meaning left out."""
        if not isinstance(item.tag, str) or item.tag in _UNSEEN:
            return ""
        if item.tag == _W + "p":
            return "".join(self.paragraph(item, part))
        if item.tag == _W + "numId":
            return f"<list {self.references.number(item.get(_W + 'val', ''))}>"
        parts = [self.signature(one, part) for one in item if not _reference(item, one)]
        if item.tag in _SORTED:
            parts.sort()
        if item.tag in _SORTED and not "".join(parts) and item.tag != _W + "sectPr":
            return ""
        text = (item.text or "").strip() if len(item) else item.text or ""
        return f"<{self.tag(item, part)}>{text}{''.join(parts)}</>"

    def tag(self, item: Element, part: str) -> str:
        kept = []
        for key, value in sorted(item.attrib.items()):
            name = key.rpartition("}")[2]
            if name.startswith("rsid") or name in {"paraId", "textId", "dirty"} or key == _SPACE:
                continue
            if name in {"id", "name"} and not key.startswith(_R) and _name(item) in {"docPr", "cNvPr", "id"}:
                continue
            if key.startswith(_R):
                kept.append(f"{name}={self.references.closure(part, value)}")
            elif name == "anchor" and item.tag == _W + "hyperlink":
                kept.append(f"{name}={self.references.bookmark(value)}")
            else:
                kept.append(f"{name}={value}")
        return " ".join([_name(item), *kept])


def text_of(item: Element) -> str:
    """The text of w:t as Word shows it: without xml:space the blanks at its ends do not count."""
    text = item.text or ""
    return text if item.get(_SPACE) == "preserve" else text.strip(" \t\n\r")


def _name(item: Element) -> str:
    return str(item.tag).rpartition("}")[2]


def _reference(holder: Element, item: Element) -> bool:
    """Whether an element of a section is a reference to a header or footer, which stands for its text."""
    return holder.tag == _W + "sectPr" and item.tag in {_W + "headerReference", _W + "footerReference"}
