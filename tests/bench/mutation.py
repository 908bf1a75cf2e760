"""Reports changed at random, and the truth of it: which characters went, came and moved, and by how many edits."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from tests.bench import bases
from tests.bench.reading import Reading, W

_FIGURE = re.compile(r"(?<![\d.,年月/-])\d[\d,]*(?:\.\d+)?(?: ?%)?(?![\d.,年月日/:%-]| ?%)")
_YEAR = re.compile(r"(?<!\d)1[01]\d(?=年)")
_ENGLISH = re.compile(r"(?<![A-Za-z])[A-Z][a-z]{4,}(?![A-Za-z])")
_NUMERAL = re.compile(r"(?<=第)[二三四五六七八九](?=階段|章|期)")
_COUNTED = "〇零一二三四五六七八九十百千萬億兩"
_HAN = re.compile(f"(?:(?![{_COUNTED}])[\u4e00-\u9fff]){{6,}}")


@dataclass
class Truth:
    """What was done. Old characters are numbered in the order of the old reading; new ones in that of the new.

    `optional` characters (the 年 of a year that changed) may be shown as changed or not. `moves` hold the old numbers
    of what was moved, `looks` the numbers of old characters that look different; `figures` pairs old numbers with new
    ones of whole numbers.
    """

    edits: list[str] = field(default_factory=list)
    deleted: set[int] = field(default_factory=set)
    inserted: set[int] = field(default_factory=set)
    optional_old: set[int] = field(default_factory=set)
    optional_new: set[int] = field(default_factory=set)
    moves: list[set[int]] = field(default_factory=list)
    moved_new: set[int] = field(default_factory=set)
    looks: list[set[int]] = field(default_factory=list)
    figures: list[tuple[set[int], set[int]]] = field(default_factory=list)


@dataclass
class Mutated:
    """An old report, the new one, and the truth."""

    name: str
    old: bytes
    new: bytes
    truth: Truth


class Mutation:
    """One old report, changed step by step; every w:t remembers of which old character each of its own is."""

    def __init__(self, data: bytes, random_: random.Random) -> None:
        self.random = random_
        self.reading = Reading(data)
        self.truth = Truth()
        self.origins: dict[etree._Element, list[int | None]] = {}
        self.optional: dict[etree._Element, set[int]] = {}
        self.figures: list[tuple[set[int], etree._Element, int, int]] = []
        for number, token in enumerate(self.reading.tokens):
            self.origins.setdefault(token.holder, []).append(number)
        self.kept = list(self.origins)  # lxml gives an element another identity once nobody holds it
        self.used: set[etree._Element] = set()
        self.objects = 0  # pictures and charts changed, one at most
        self.body = self.reading.part("word/document.xml")[0]

    def finish(self, name: str, old: bytes) -> Mutated:
        new = self.reading.save()
        after = Reading(new)
        here = self.reading.walk()
        assert "".join(token.text for token in after.tokens) == "".join(token.text for token in here)
        numbers: list[int | None] = []
        for token in here:
            known = self.origins.get(token.holder)
            numbers.append(known[token.place] if known is not None else None)
        truth = self.truth
        alive = {number for number in numbers if number is not None}
        truth.deleted = set(range(len(self.reading.tokens))) - alive
        truth.inserted = {place for place, number in enumerate(numbers) if number is None}
        moved = set().union(*truth.moves) if truth.moves else set()
        truth.moved_new = {place for place, number in enumerate(numbers) if number in moved}
        truth.moves = [move - truth.deleted for move in truth.moves]
        truth.figures = [(gone, set()) for gone, *_ in self.figures]
        for place, token in enumerate(here):
            if token.place in self.optional.get(token.holder, ()):
                truth.optional_new.add(place)
            for index, (_, holder, start, end) in enumerate(self.figures):
                if holder is token.holder and start <= token.place < end:
                    truth.figures[index][1].add(place)
        return Mutated(name, old, new, truth)

    # --- choosing -------------------------------------------------------------------------------------------------

    def paragraphs(self, *, body_only: bool = False, least: int = 0) -> list[etree._Element]:
        """Plain paragraphs that were not touched yet, and whose neighbours were not."""
        found = []
        for item in self.body.iterchildren(f"{W}p") if body_only else self.body.iter(f"{W}p"):
            if item in self.used or _near(item) & self.used or len(plain(item)) < least:
                continue
            style = item.find(f"{W}pPr/{W}pStyle")
            if style is not None and style.get(f"{W}val", "").startswith(("TOC", "Cover", "Title", "TableOf")):
                continue
            if item.find(f".//{W}fldChar") is None and item.find(f".//{W}drawing") is None:
                found.append(item)
        return found

    def texts(self, pattern: re.Pattern[str]) -> list[tuple[etree._Element, re.Match[str]]]:
        return [
            (holder, found)
            for paragraph in self.paragraphs(least=1)
            for holder in paragraph.iter(f"{W}t")
            for found in pattern.finditer(holder.text or "")
        ]

    def use(self, item: etree._Element) -> None:
        if item.tag != f"{W}p":
            self.used |= set(item.iter(f"{W}p"))
            item = next(item.iterancestors(f"{W}p"), item)
        self.used.add(item)
        self.kept.append(item)

    # --- texts ----------------------------------------------------------------------------------------------------

    def replace(self, holder: etree._Element, start: int, end: int, text: str) -> None:
        old = holder.text or ""
        origins = self.origins.setdefault(holder, [None] * len(old))
        holder.text = old[:start] + text + old[end:]
        holder.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        origins[start:end] = [None] * len(text)
        self.use(holder)

    def edit(self, pattern: re.Pattern[str], make: Callable[[str], str], *, whole: bool = False) -> bool:
        """Replace one place that fits; with `whole` as a number, which must be shown as a whole."""
        choices = self.texts(pattern)
        if not choices:
            return False
        holder, found = self.random.choice(choices)
        gone = {number for number in self.origins[holder][found.start() : found.end()] if number is not None}
        text = make(found[0])
        self.replace(holder, found.start(), found.end(), text)
        if whole:
            self.figures.append((gone, holder, found.start(), found.start() + len(text)))
        return True

    def figure(self) -> bool:
        return self.edit(_FIGURE, lambda old: other_number(old, self.random), whole=True)

    def year(self) -> bool:
        choices = self.texts(_YEAR)
        if not choices:
            return False
        holder, found = self.random.choice(choices)
        text = holder.text or ""
        end = found.end()
        match = re.match(r"年(?:\d{1,2}月)?(?:\d{1,2}日)?度?", text[end:])
        rest = match[0] if match else ""
        origins = self.origins[holder]
        self.truth.optional_old |= {number for number in origins[end : end + len(rest)] if number is not None}
        after = str(int(found[0]) + self.random.randint(1, 3))
        self.optional.setdefault(holder, set()).update(range(end, end + len(rest)))
        gone = {number for number in origins[found.start() : end] if number is not None}
        self.replace(holder, found.start(), end, after)
        self.figures.append((gone, holder, found.start(), end))
        return True

    def numeral(self) -> bool:
        return self.edit(_NUMERAL, lambda old: self.random.choice([one for one in bases.NUMERALS if one != old]))

    def english(self) -> bool:
        return self.edit(_ENGLISH, lambda old: self.random.choice([one for one in bases.ENGLISH if one != old]))

    def word(self) -> bool:
        choices = self.texts(_HAN)
        if not choices:
            return False
        holder, found = self.random.choice(choices)
        length = self.random.choice((2, 2, 3, 4))
        start = self.random.randint(found.start() + 1, found.end() - length - 1)
        self.replace(holder, start, start + length, self.words(holder, self.random.randint(1, 2)))
        return True

    def words(self, holder: etree._Element, count: int) -> str:
        """New words that share no character with the paragraph, so that the truth is one."""
        paragraph = next(holder.iterancestors(f"{W}p"))
        free = [word for word in bases.WORDS if not set(word) & set(plain(paragraph))]
        return "".join(self.random.sample(free, min(count, len(free)))) or "韌"

    def phrase_in(self) -> bool:
        choices = self.texts(_HAN)
        if not choices:
            return False
        holder, found = self.random.choice(choices)
        start = self.random.randint(found.start() + 1, found.end() - 1)
        self.replace(holder, start, start, self.words(holder, self.random.randint(1, 3)))
        return True

    def phrase_out(self) -> bool:
        choices = self.texts(_HAN)
        if not choices:
            return False
        holder, found = self.random.choice(choices)
        length = self.random.randint(2, min(5, len(found[0]) - 2))
        start = self.random.randint(found.start() + 1, found.end() - length - 1)
        self.replace(holder, start, start + length, "")
        return True

    def other_part(self, name: str) -> bool:
        """A text edit in a header, a footer or the notes."""
        choices = [
            (holder, found)
            for part, root in self.reading.parts.items()
            if name in part
            for holder in root.iter(f"{W}t")
            for found in re.finditer("[\u4e00-\u9fff]{3,}", holder.text or "")
            if holder in self.origins and next(holder.iterancestors(f"{W}p")) not in self.used
        ]
        if not choices:
            return False
        holder, found = self.random.choice(choices)
        self.replace(holder, found.start() + 1, found.start() + 1, self.words(holder, 1))
        return True

    def header(self) -> bool:
        return self.other_part("header")

    def note(self) -> bool:
        return self.other_part("footnotes")


def plain(paragraph: etree._Element) -> str:
    return "".join(item.text or "" for item in paragraph.iter(f"{W}t"))


def other_number(old: str, random_: random.Random) -> str:
    """A number of the same form with another value."""
    while True:
        digits = [str(random_.randrange(1, 10)) if one.isdigit() else one for one in old]
        new = "".join(digits)
        if new != old:
            return new


def _near(item: etree._Element) -> set[etree._Element]:
    """The paragraphs beside an item, into tables too."""
    found = set()
    for step in (item.getprevious(), item.getnext()):
        if step is not None:
            found |= (
                {step} if step.tag == f"{W}p" else set(list(step.iter(f"{W}p"))[:1] + list(step.iter(f"{W}p"))[-1:])
            )
    return found
