"""Numbers typed before paragraphs and headings that skip, repeat or do not belong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.texts import Passage, passages
from ssnet_docs.model.finding import Finding
from ssnet_docs.model.nodes import DocumentNodes, SlideNodes

_HAN = {numeral: at for at, numeral in enumerate("一二三四五六七八九十", start=1)}
_HAN |= {f"十{numeral}": at + 10 for numeral, at in list(_HAN.items())[:9]}
_FORMAL = {numeral: at for at, numeral in enumerate("壹貳參肆伍陸柒捌玖拾", start=1)}
_CIRCLED = {chr(0x2460 + at): at + 1 for at in range(20)}

_KINDS = (  # how a number is written, and what stands around it
    ("一、", re.compile(r"^([一二三四五六七八九十]{1,2})、")),
    ("（一）", re.compile(r"^[（(]([一二三四五六七八九十]{1,2})[）)]")),
    ("壹、", re.compile(r"^([壹貳參肆伍陸柒捌玖拾])、")),
    ("（1）", re.compile(r"^[（(]([0-9]{1,2})[）)]")),
    ("1.", re.compile(r"^([0-9]{1,2})[.．、](?![0-9])")),
    ("①", re.compile(r"^([①-⑳])")),
    ("策略", re.compile(r"^策略([一二三四五六七八九十]|[1-9])(?=[、：　 ]|$)")),
)
_LEVELS = re.compile(r"^([1-9][0-9]?)\.([1-9][0-9]?)(?:\.[0-9]{1,2})*(?=[ 　]|[一-鿿])")
_CHAPTER = re.compile(r"^([1-9][0-9]?)(?:\.[1-9][0-9]?)*[. 　](?![0-9])")
_HIGHER = frozenset({"一、", "壹、", "1."})
_LOWER = frozenset({"（一）", "（1）", "①"})
"""Kinds that a number of a higher kind begins anew."""
_PARTS = frozenset({"title", "text", "note"})


@dataclass(frozen=True, slots=True)
class _Number:
    kind: str
    value: int
    words: str
    passage: Passage


class NumberingCheck(Check):
    """手打的編號跳號、重號、次序顛倒，或與章號不合：一、二、四；(1)(2)(2)；第7章的節印成2.1。

    跳號像漏了一項，會場上一定有人問；多半是刪了一項沒有改號，或從別份簡報貼來。同一張投影片的編號，與整份文件標題的
    「策略一、二、三」分別檢查；重新從1開始、接續前一張投影片的，不算。
    改法：重新編號，或改用自動編號；原計畫本來就只做其中幾項的，於 `data/accepted.csv` 寫明。
    """

    id = "numbering"
    title = "編號跳號或重號"
    family = "content"

    def run(self, subject: Subject) -> Iterator[Finding]:
        made = {slide.key for document in subject.documents for slide in _slides(document) if slide.layout == "agenda"}
        documents: dict[str, dict[str, list[Passage]]] = {}
        for one in passages(subject):
            if one.part in _PARTS and one.paragraph.mark is None and one.key not in made:
                documents.setdefault(one.document, {}).setdefault(one.key, []).append(one)
        for slides in documents.values():
            for slide in slides.values():
                yield from self._slide(slide)
            headings = [
                one for slide in slides.values() for one in slide if one.part == "title" and one.text == one.slide
            ]
            yield from self._headings(headings)
        for document in subject.documents:
            titles = {slide.key for slide in _slides(document)}
            slides = documents.get(document.id, {})
            yield from self._unnumbered([one for key in slides if key in titles for one in slides[key]])

    def _slide(self, slide: Sequence[Passage]) -> Iterator[Finding]:
        last: dict[str, _Number] = {}
        for one in slide:
            if one.part == "title":
                continue
            number = _number(one)
            if number is not None:
                before = last.get(number.kind)
                if number.kind in _HIGHER:
                    last = {kind: other for kind, other in last.items() if kind not in _LOWER}
                last[number.kind] = number
                if before is not None and not _follows(before, number):
                    yield self._gap(before, number)
            yield from self._level(one)

    def _level(self, one: Passage) -> Iterator[Finding]:
        """Sections called 2.1 below a chapter called 7."""
        chapter, level = _CHAPTER.match(one.slide), _LEVELS.match(one.text)
        if chapter and level and level[1] != chapter[1]:
            message = f"「{one.text[:20]}」在第{chapter[1]}章「{one.slide}」之下，編號卻屬第{level[1]}章"
            yield self.at(one, message, f"請改成{chapter[1]}.{level[2]}")

    def _gap(self, before: _Number, number: _Number) -> Finding:
        if number.value == before.value:
            what = "編號重複"
        elif number.value < before.value:
            what = "編號次序顛倒"
        else:
            missing = "、".join(_written(number.kind, value) for value in range(before.value + 1, number.value))
            what = f"缺{missing}"
        message = f"「{before.words}」之後是「{number.words}」，{what}"
        return self.at(number.passage, message, "請重新編號")

    def _headings(self, titles: Sequence[Passage]) -> Iterator[Finding]:
        """Numbers in the headings of a whole document, which may stay the same over several slides."""
        last: dict[str, _Number] = {}
        seen: set[tuple[str, int]] = set()
        for one in titles:
            number = _number(one)
            if number is None:
                continue
            before = last.get(number.kind)
            last[number.kind] = number
            known = (number.kind, number.value) in seen
            seen.add((number.kind, number.value))
            if before is None or known or number.value == before.value:
                continue
            if number.value == 1 or not _follows(before, number):
                yield self._gap(before, number)

    def _unnumbered(self, slides: Sequence[Passage]) -> Iterator[Finding]:
        """A heading without the number that the same heading has on another slide."""
        titles = [one for one in slides if one.part == "title" and one.text == one.slide]
        numbered = {_bare(number): number for one in titles if (number := _number(one)) and number.kind != "策略"}
        for one in titles:
            other = numbered.get(_alike(one.text))
            if other is not None and _number(one) is None:
                message = f"「{one.text}」沒有編號，另一張投影片是「{other.passage.text}」"
                yield self.at(one, message, f"請補上「{other.words}」")


def _slides(document: DocumentNodes) -> Iterator[SlideNodes]:
    for section in document.sections:
        yield from section.slides


def _follows(before: _Number, number: _Number) -> bool:
    """Whether a number is the next one, or begins a list anew."""
    return number.value == before.value + 1 or (number.value == 1 and before.value > 1)


def _number(one: Passage) -> _Number | None:
    for kind, pattern in _KINDS:
        found = pattern.match(one.text)
        if found:
            text = found[1]
            value = _HAN.get(text) or _FORMAL.get(text) or _CIRCLED.get(text) or (int(text) if text.isdigit() else 0)
            return _Number(kind, value, found[0].strip(), one) if value else None
    return None


def _written(kind: str, value: int) -> str:
    numerals = {"壹、": _FORMAL, "①": _CIRCLED}.get(kind, _HAN)
    text = next((numeral for numeral, number in numerals.items() if number == value), str(value))
    return {"（1）": f"（{value}）", "1.": f"{value}.", "（一）": f"（{text}）", "策略": f"策略{text}"}.get(kind, text)


def _bare(number: _Number) -> str:
    return _alike(number.passage.text[len(number.words) :])


def _alike(text: str) -> str:
    """A heading without what is in brackets, by which the slides of one chapter differ."""
    return re.sub(r"[（(][^（）()]*[）)]|[\s　]", "", text)
