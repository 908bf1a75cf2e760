"""The characters of a .docx with what tracked changes say of each, in the file of any program."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Literal
from zipfile import ZipFile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MARK = "¶"
OBJECT = "\ufffc"

State = Literal["same", "deleted", "inserted", "both"]
_STATES: dict[str, State] = {"ins": "inserted", "moveTo": "inserted", "del": "deleted", "moveFrom": "deleted"}
_TEXT = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011"}
_OBJECTS = {f"{W}drawing", f"{W}pict", f"{W}object"}
_PAGE_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF")


@dataclass(slots=True)
class Token:
    """A character (a paragraph's mark, a picture): where it is from, what became of it, and its move's name.

    `cell` names the table's cell that was inserted or deleted with its column; `look` says that its look changed.
    """

    text: str
    holder: etree._Element
    place: int
    state: State = "same"
    move: str = ""
    cell: str = ""
    look: bool = False

    @property
    def in_old(self) -> bool:
        return self.state in {"same", "deleted"}

    @property
    def in_new(self) -> bool:
        return self.state in {"same", "inserted"}


@dataclass
class Reading:
    """A .docx, its parsed parts, and its tokens: of the body, then headers, footers and notes as they are met first."""

    data: bytes
    parts: dict[str, etree._Element] = field(default_factory=dict)
    tokens: list[Token] = field(default_factory=list)

    def __post_init__(self) -> None:
        with ZipFile(BytesIO(self.data)) as archive:
            self._files = {name: archive.read(name) for name in archive.namelist()}
        self.tokens = self.walk()

    def walk(self) -> list[Token]:
        """The tokens of the parts as they are now."""
        self._found: list[Token] = []
        self._hidden = 0
        self._moving = False
        self._waiting: list[tuple[str, str]] = []
        self._moves: dict[str, dict[str, str]] = {"moveFrom": {}, "moveTo": {}}
        self._blocks(self.part("word/document.xml")[0], "same", "")
        done: set[tuple[str, str]] = set()
        while self._waiting:
            one = self._waiting.pop(0)
            if one in done:
                continue
            done.add(one)
            root = self.part(one[0])
            for holder in [item for item in root if item.get(f"{W}id") == one[1]] if one[1] else [root]:
                self._blocks(holder, "same", "")
        return self._found

    def part(self, name: str) -> etree._Element:
        if name not in self.parts:
            self.parts[name] = etree.fromstring(self._files[name])
        return self.parts[name]

    def save(self) -> bytes:
        """The package with the parts as they are now."""
        buffer = BytesIO()
        with ZipFile(buffer, "w") as archive:
            for name, content in self._files.items():
                if name in self.parts:
                    root = self.parts[name]
                    content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)  # noqa: PLW2901
                archive.writestr(name, content)
        return buffer.getvalue()

    def replace_file(self, name: str, content: bytes) -> None:
        self._files[name] = content

    def files(self) -> list[str]:
        return list(self._files)

    def file(self, name: str) -> bytes:
        return self._files[name]

    # --- the walk -------------------------------------------------------------------------------------------------

    def _blocks(self, holder: etree._Element, state: State, cell: str) -> None:
        for item in holder:
            if item.tag == f"{W}p":
                self._paragraph(item, state, cell)
            elif item.tag == f"{W}tbl":
                self._table(item, state, cell)
            elif item.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}customXml"}:
                self._blocks(item, state, cell)
            else:
                self._range(item)

    def _table(self, table: etree._Element, state: State, around: str) -> None:
        number = len(self._found)
        for row in table:
            if row.tag != f"{W}tr":
                self._range(row)
                continue
            inside = state
            for mark in row.iterfind(f"{W}trPr/*"):
                inside = _joined(inside, _STATES.get(_name(mark), "same"))
            column = 0
            for cell in row.iterfind(f"{W}tc"):
                own, named = inside, around
                for kind, of in (("cellIns", "inserted"), ("cellDel", "deleted")):
                    if cell.find(f"{W}tcPr/{W}{kind}") is not None:
                        own, named = _joined(inside, of), f"{number}:{kind}:{column}"  # type: ignore[arg-type]
                self._blocks(cell, own, named)
                span = cell.find(f"{W}tcPr/{W}gridSpan")
                column += 1 if span is None else int(span.get(f"{W}val"))

    def _paragraph(self, paragraph: etree._Element, state: State, cell: str) -> None:
        self._inline(paragraph, state, cell)
        mark, look = state, False
        for item in paragraph.iterfind(f"{W}pPr/{W}rPr/*"):
            mark = _joined(mark, _STATES.get(_name(item), "same"))
            self._moving = self._moving or _name(item) in self._moves
        look = paragraph.find(f"{W}pPr/{W}pPrChange") is not None
        self._found.append(Token(MARK, paragraph, 0, mark, self._move(mark), cell, look))
        self._moving = False
        for section in paragraph.iterfind(f"{W}pPr/{W}sectPr"):
            self._range(section)

    def _inline(self, holder: etree._Element, state: State, cell: str) -> None:
        for item in holder:
            name = _name(item)
            if name == "r":
                self._run(item, state, cell)
            elif name in _STATES:
                moving, self._moving = self._moving, name in self._moves
                self._inline(item, _joined(state, _STATES[name]), cell)
                self._moving = moving
            elif name in {"hyperlink", "smartTag", "fldSimple", "sdt", "sdtContent", "customXml"}:
                self._inline(item, state, cell)
            else:
                self._range(item)

    def _run(self, run: etree._Element, state: State, cell: str) -> None:
        look = run.find(f"{W}rPr/{W}rPrChange") is not None
        for item in run:
            kind = item.get(f"{W}fldCharType")
            if item.tag in {f"{W}instrText", f"{W}delInstrText"}:
                self._hidden = max(self._hidden, int((item.text or "").split()[:1] in [[one] for one in _PAGE_FIELDS]))
            elif kind == "separate" and self._hidden:
                self._hidden = 2
            elif kind == "end":
                self._hidden = 0
            if self._hidden == 2:  # the cached result of a page's number
                continue
            if item.tag in {f"{W}t", f"{W}delText"}:
                text = item.text or ""
            else:
                text = _TEXT.get(item.tag, OBJECT if item.tag in _OBJECTS else "")
            self._found += [
                Token(character, item, place, state, self._move(state), cell, look)
                for place, character in enumerate(text)
            ]
            if item.tag == f"{W}footnoteReference":
                self._wait("footnotes", item.get(f"{W}id"))

    def _range(self, item: etree._Element) -> None:
        name = _name(item)
        if name == "sectPr":
            for reference in item.iterchildren(f"{W}headerReference", f"{W}footerReference"):
                self._wait("", "", reference.get(f"{R}id"))
        elif name.startswith("move"):
            side = "moveFrom" if name.startswith("moveFrom") else "moveTo"
            if name.endswith("Start"):
                self._moves[side][item.get(f"{W}id")] = item.get(f"{W}name")
            elif name.endswith("End"):
                self._moves[side].pop(item.get(f"{W}id"), None)

    def _move(self, state: State) -> str:
        side = {"deleted": "moveFrom", "inserted": "moveTo"}.get(state, "") if self._moving else ""
        return next(iter(self._moves.get(side, {}).values()), "")

    def _wait(self, kind: str, number: str, identifier: str = "") -> None:
        links = etree.fromstring(self._files["word/_rels/document.xml.rels"])
        for item in links:
            if item.get("Id") == identifier or (kind and item.get("Type").endswith(f"/{kind}")):
                self._waiting.append((posixpath.normpath(posixpath.join("word", item.get("Target"))), number))


def _joined(outer: State, inner: State) -> State:
    if inner in ("same", outer):
        return outer
    return inner if outer == "same" else "both"


def _name(item: etree._Element) -> str:
    return str(item.tag).rpartition("}")[2]


def old_tokens(tokens: list[Token]) -> Iterator[Token]:
    return (token for token in tokens if token.in_old)


def new_tokens(tokens: list[Token]) -> Iterator[Token]:
    return (token for token in tokens if token.in_new)
