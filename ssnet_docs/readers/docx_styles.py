"""Styles and numbering of a Word document, as far as they say what a paragraph is and what stands before it."""

from __future__ import annotations

from dataclasses import dataclass, field

from ssnet_docs.compose.flow_numbers import numeral
from ssnet_docs.model.report import NumberFormat
from ssnet_docs.readers.markup import canonical, is_on, local, name, value
from ssnet_docs.readers.package import Element

_DEEPEST_CHAIN = 20
_LEVELS = 9
_ENCLOSED = 0x2460
_CHINESE: dict[str, NumberFormat] = {
    "taiwaneseCountingThousand": "taiwaneseCountingThousand",
    "taiwaneseCounting": "taiwaneseCountingThousand",
    "chineseCounting": "taiwaneseCountingThousand",
    "chineseCountingThousand": "taiwaneseCountingThousand",
    "japaneseCounting": "taiwaneseCountingThousand",
    "ideographLegalTraditional": "ideographLegalTraditional",
    "chineseLegalSimplified": "ideographLegalTraditional",
    "ideographTraditional": "ideographTraditional",
    "ideographZodiac": "ideographZodiac",
}


@dataclass(frozen=True, slots=True)
class Style:
    """A style: its name as Word shows it, its outline level from 1, its numbering, and how its text looks."""

    name: str
    heading: int | None = None
    numbering: tuple[str, int] | None = None
    look: Element | None = None


class Styles:
    """The styles of a document by id, with what they inherit."""

    def __init__(self, root: Element | None) -> None:
        self._elements = {
            item.get(name("w:styleId")): item for item in (() if root is None else root.iterfind(name("w:style")))
        }
        self._known: dict[str, Style] = {}
        self.default = next(
            (
                identifier
                for identifier, item in self._elements.items()
                if item.get(name("w:type")) == "paragraph" and is_on(item.get(name("w:default"), ""))
            ),
            "",
        )

    def __getitem__(self, identifier: str) -> Style:
        if identifier not in self._known:
            self._known[identifier] = self._style(identifier)
        return self._known[identifier]

    def _style(self, identifier: str) -> Style:
        chain: list[Element] = []
        following = identifier
        while following in self._elements and len(chain) < _DEEPEST_CHAIN:
            chain.append(self._elements[following])
            following = value(chain[-1], "w:basedOn")
        if not chain:
            return Style(identifier)
        outline, number, level = "", "", ""
        for item in chain:
            properties = item.find(name("w:pPr"))
            outline = outline or value(properties, "w:outlineLvl")
            numbering = None if properties is None else properties.find(name("w:numPr"))
            number, level = number or value(numbering, "w:numId"), level or value(numbering, "w:ilvl")
        return Style(
            value(chain[0], "w:name") or identifier,
            heading_level(outline),
            (number, int(level) if level.isdigit() else 0) if number else None,
            chain[0].find(name("w:rPr")),
        )


def heading_level(outline: str) -> int | None:
    """A heading's level from 1 by the outline level that a paragraph or style gives; None for body text."""
    return int(outline) + 1 if outline.isdigit() and int(outline) < _LEVELS else None


@dataclass(slots=True)
class _Level:
    format: str
    text: str
    start: int


@dataclass(slots=True)
class Numbers:
    """Counts the numbered paragraphs as they come and says what Word shows before each."""

    root: Element | None
    _levels: dict[str, tuple[str, list[_Level]]] = field(default_factory=dict)
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _started: set[str] = field(default_factory=set)

    def next(self, number: str, level: int, style: str = "") -> str:
        """The number of the next paragraph in the list `number` at `level` from 0; '' where it shows none."""
        if number in {"", "0"} or level >= _LEVELS:
            return ""
        if number not in self._levels:
            self._levels[number] = self._read(number)
        abstract, levels = self._levels[number]
        if not levels:
            return ""
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        if number not in self._started:
            self._started.add(number)
            for index, start in self._overrides(number).items():
                counts[index] = start - 1
                counts[index + 1 :] = [None] * (_LEVELS - index - 1)
        before = counts[level]
        counts[level] = levels[level].start if before is None else before + 1
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        return _shown(levels, counts, level)

    def _num(self, number: str) -> Element | None:
        if self.root is None:
            return None
        return next((item for item in self.root.iterfind(name("w:num")) if item.get(name("w:numId")) == number), None)

    def _overrides(self, number: str) -> dict[int, int]:
        num = self._num(number)
        found: dict[int, int] = {}
        for item in () if num is None else num.iterfind(name("w:lvlOverride")):
            start, index = value(item, "w:startOverride"), item.get(name("w:ilvl"), "")
            if start.isdigit() and index.isdigit() and int(index) < _LEVELS:
                found[int(index)] = int(start)
        return found

    def _read(self, number: str) -> tuple[str, list[_Level]]:
        num = self._num(number)
        abstract = value(num, "w:abstractNumId")
        if num is None or self.root is None:
            return abstract, []
        levels = [_Level("none", "", 1) for _ in range(_LEVELS)]
        items = list(self.root.iterfind(name("w:abstractNum")))
        found = next((item for item in items if item.get(name("w:abstractNumId")) == abstract), None)
        own = [item.find(name("w:lvl")) for item in num.iterfind(name("w:lvlOverride"))]
        for item in [*(() if found is None else found.iterfind(name("w:lvl"))), *own]:
            index = "" if item is None else item.get(name("w:ilvl"), "")
            if index.isdigit() and int(index) < _LEVELS:
                start = value(item, "w:start")
                shown = _Level(
                    value(item, "w:numFmt") or "decimal",
                    value(item, "w:lvlText"),
                    int(start) if start.isdigit() else 1,
                )
                levels[int(index)] = shown
        return abstract, levels


def _shown(levels: list[_Level], counts: list[int | None], level: int) -> str:
    text = levels[level].text
    if levels[level].format == "bullet":
        return text
    if levels[level].format == "none":
        return ""
    for index in range(level + 1):
        count = counts[index]
        text = text.replace(
            f"%{index + 1}", _numeral(levels[index].format, count if count is not None else levels[index].start)
        )
    return text


def _numeral(format_: str, number: int) -> str:
    if format_ in _CHINESE and 0 < number < 10_000:
        return numeral(_CHINESE[format_], number)
    if format_ in {"lowerLetter", "upperLetter"} and 0 < number <= 26 * 9:
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters.upper() if format_ == "upperLetter" else letters
    if format_ in {"lowerRoman", "upperRoman"} and 0 < number < 4000:
        roman = _roman(number)
        return roman.lower() if format_ == "lowerRoman" else roman
    if format_ == "decimalEnclosedCircle" and 0 < number <= 20:
        return chr(_ENCLOSED + number - 1)
    if format_ == "decimalZero":
        return f"{number:02d}"
    return str(number)


def _roman(number: int) -> str:
    text = ""
    for value_, letters in (
        *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
        *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
    ):
        text += letters * (number // value_)
        number %= value_
    return text


def paragraph_look(properties: Element | None) -> tuple[tuple[str, str], ...]:
    """What a paragraph's own properties say beside style, numbering and outline, for comparing."""
    left_out = {"pStyle", "numPr", "outlineLvl", "rPr", "sectPr"}
    return tuple(
        sorted(
            (local(child), canonical(child).removeprefix(local(child)).strip("()"))
            for child in (() if properties is None else properties)
            if local(child) not in left_out and local(child)
        )
    )
