"""Changes of a report's structure and look: paragraphs, rows, columns, tables, pictures, charts, bold and styles."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from tests.bench import bases
from tests.bench.mutation import Mutated, Mutation, plain
from tests.bench.reading import R, W

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_LONG = 16


def paragraph_in(mutation: Mutation) -> bool:
    beside = _choice(mutation, mutation.paragraphs(body_only=True, least=_LONG))
    if beside is None:
        return False
    beside.addnext(_fresh(mutation, beside, bases.text(mutation.random, 1, 3)))
    mutation.use(beside)
    return True


def paragraph_out(mutation: Mutation) -> bool:
    gone = _choice(mutation, [one for one in mutation.paragraphs(body_only=True, least=_LONG) if _inside(one)])
    if gone is None:
        return False
    mutation.used |= {gone, gone.getprevious(), gone.getnext()}
    mutation.body.remove(gone)
    return True


def paragraph_moved(mutation: Mutation, edited: bool = False) -> bool:
    """Move a paragraph over at least four others, so that it and not they have moved."""
    choices = [one for one in mutation.paragraphs(body_only=True, least=_LONG * 2) if _inside(one)]
    moved = _choice(mutation, [one for one in choices if one.find(f".//{W}footnoteReference") is None])
    if moved is None:
        return False
    blocks = list(mutation.body)
    place = blocks.index(moved)
    targets = [
        one
        for one in choices
        if one is not moved and _paragraphs_between(blocks, place, blocks.index(one)) >= 4 and _inside(one)
    ]
    target = _choice(mutation, targets)
    if target is None:
        return False
    numbers = [number for item in moved.iter() for number in mutation.origins.get(item, ()) if number is not None]
    mutation.used |= {moved, moved.getprevious(), moved.getnext(), target, target.getnext()}
    mutation.body.remove(moved)
    target.addnext(moved)
    if edited:
        longest = max(moved.iter(f"{W}t"), key=lambda item: len(item.text or ""))
        found = re.search("[\u4e00-\u9fff]{6}", longest.text or "")
        if found is not None:
            mutation.replace(longest, found.start() + 2, found.start() + 4, mutation.words(longest, 1))
    mutation.truth.moves.append(set(numbers))
    return True


def paragraph_moved_and_edited(mutation: Mutation) -> bool:
    return paragraph_moved(mutation, edited=True)


def paragraph_split(mutation: Mutation) -> bool:
    choices = [one for one in mutation.paragraphs(body_only=True, least=_LONG * 2) if _inside(one)]
    choices = [one for one in choices if [t for t in one.iterfind(f"{W}r/{W}t") if "，" in (t.text or "")[4:-4]]]
    item = _choice(mutation, choices)
    if item is None:
        return False
    holder = _choice(mutation, [t for t in item.iterfind(f"{W}r/{W}t") if "，" in (t.text or "")[4:-4]])
    assert holder is not None
    second = _cut(mutation, holder, (holder.text or "").index("，", 4) + 1)
    first = etree.Element(f"{W}p")
    properties = item.find(f"{W}pPr")
    if properties is not None:
        first.append(deepcopy(properties))
    for one in list(item)[: item.index(second)]:
        if one is not properties:
            first.append(one)
    item.addprevious(first)
    mutation.used |= {item, first}
    mutation.kept.append(first)
    return True


def paragraphs_joined(mutation: Mutation) -> bool:
    fit = set(mutation.paragraphs(body_only=True, least=_LONG))
    choices = [one for one in fit if one.getnext() in fit and _inside(one) and _inside(one.getnext())]
    first = _choice(mutation, sorted(choices, key=mutation.body.index))
    if first is None:
        return False
    second = first.getnext()
    place = 0 if second.find(f"{W}pPr") is None else 1
    second[place:place] = [one for one in first if one.tag != f"{W}pPr"]
    mutation.used |= {first, second}
    mutation.body.remove(first)
    return True


# --- look ----------------------------------------------------------------------------------------------------------


def bold(mutation: Mutation) -> bool:
    choices = mutation.texts(re.compile("[\u4e00-\u9fff]{5,}"))
    choices = [one for one in choices if one[0].getparent().find(f"{W}rPr/{W}b") is None]
    if not choices:
        return False
    holder, found = mutation.random.choice(choices)
    start = found.start() + 1
    run = _cut(mutation, holder, start)
    inner = run.find(f"{W}t")
    _cut(mutation, inner, 3)
    properties = run.find(f"{W}rPr")
    if properties is None:
        properties = etree.Element(f"{W}rPr")
        run.insert(0, properties)
    place = sum(one.tag in {f"{W}rStyle", f"{W}rFonts"} for one in properties)
    properties.insert(place, etree.Element(f"{W}b"))
    shown = run.find(f"{W}t")
    mutation.truth.looks.append({number for number in mutation.origins[shown] if number is not None})
    mutation.use(shown)
    return True


def style(mutation: Mutation) -> bool:
    item = _choice(mutation, mutation.paragraphs(body_only=True, least=_LONG))
    if item is None:
        return False
    properties = _properties(item)
    known = properties.find(f"{W}pStyle")
    if known is None:
        known = etree.Element(f"{W}pStyle")
        properties.insert(0, known)
    known.set(f"{W}val", "Heading3" if known.get(f"{W}val") != "Heading3" else "Heading2")
    mutation.truth.looks.append({number for number in mutation.origins[item] if number is not None})
    mutation.use(item)
    return True


def alignment(mutation: Mutation) -> bool:
    item = _choice(mutation, mutation.paragraphs(body_only=True, least=_LONG))
    if item is None:
        return False
    properties = _properties(item)
    known = properties.find(f"{W}jc")
    if known is None:
        known = etree.Element(f"{W}jc")
        before = {
            f"{W}{name}"
            for name in ["textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "rPr", "sectPr"]
        }
        place = next((place for place, one in enumerate(properties) if one.tag in before), len(properties))
        properties.insert(place, known)
    known.set(f"{W}val", "right" if known.get(f"{W}val") != "right" else "center")
    mutation.truth.looks.append({number for number in mutation.origins[item] if number is not None})
    mutation.use(item)
    return True


# --- tables --------------------------------------------------------------------------------------------------------


def cell(mutation: Mutation) -> bool:
    choices = [one for one in mutation.body.iterfind(f".//{W}tc/{W}p/{W}r/{W}t") if _free(mutation, one)]
    holder = _choice(mutation, [one for one in choices if len(one.text or "") >= 2])
    if holder is None or holder not in mutation.origins:
        return False
    text = holder.text or ""
    start = next((place for place, one in enumerate(text) if "\u4e00" <= one <= "\u9fff"), None)
    if start is None:
        return False
    mutation.replace(holder, start, start, mutation.words(holder, 1))
    return True


def row_in(mutation: Mutation, beside_edit: bool = False) -> bool:
    table = _choice(mutation, _tables(mutation, 3))
    if table is None:
        return False
    rows = table.findall(f"{W}tr")
    place = mutation.random.randrange(1, len(rows))
    row = deepcopy(rows[place])
    name = mutation.random.choice(bases.WORDS) + mutation.random.choice(bases.WORDS) + "新增項目"
    for number, item in enumerate(row.iter(f"{W}tc")):
        paragraph = item.find(f"{W}p")
        for other in item.findall(f"{W}p")[1:]:
            item.remove(other)
        _refill(paragraph, name if number == 0 else bases.number(mutation.random))
    rows[place].addnext(row)
    mutation.kept += [*row.iter()]
    if beside_edit:
        edited = [one for one in rows[place].iter(f"{W}t") if re.fullmatch(r"[\d,]+", one.text or "")]
        if edited:
            holder = edited[-1]
            gone = {number for number in mutation.origins[holder] if number is not None}
            mutation.replace(holder, 0, len(holder.text or ""), bases.number(mutation.random))
            mutation.figures.append((gone, holder, 0, len(holder.text or "")))
            mutation.truth.edits.append("figure beside a row")
    mutation.used |= set(table.iter(f"{W}p"))
    return True


def row_in_beside_an_edited_row(mutation: Mutation) -> bool:
    return row_in(mutation, beside_edit=True)


def row_out(mutation: Mutation) -> bool:
    table = _choice(mutation, _tables(mutation, 4))
    if table is None:
        return False
    row = mutation.random.choice(table.findall(f"{W}tr")[1:])
    mutation.used |= set(table.iter(f"{W}p"))
    table.remove(row)
    return True


def row_moved(mutation: Mutation) -> bool:
    tables = [
        one
        for one in _tables(mutation, 7)
        if len({plain(row) for row in one.iter(f"{W}tr")}) == len(one.findall(f"{W}tr"))
    ]
    table = _choice(mutation, tables)
    if table is None:
        return False
    rows = table.findall(f"{W}tr")
    long = [one for one in rows[1:-4] if len(plain(one)) >= 8]
    row = _choice(mutation, long)
    if row is None:
        return False
    target = mutation.random.choice(rows[rows.index(row) + 4 :])
    numbers = {number for item in row.iter() for number in mutation.origins.get(item, ()) if number is not None}
    table.remove(row)
    target.addnext(row)
    mutation.truth.moves.append(numbers)
    mutation.used |= set(table.iter(f"{W}p"))
    return True


def column_in(mutation: Mutation) -> bool:
    table = _choice(mutation, _tables(mutation, 3))
    if table is None:
        return False
    rows = table.findall(f"{W}tr")
    place = mutation.random.randrange(1, len(rows[0].findall(f"{W}tc")))
    grid = table.find(f"{W}tblGrid")
    grid.insert(place, deepcopy(grid[place]))
    for number, row in enumerate(rows):
        known = row.findall(f"{W}tc")[place]
        fresh = deepcopy(known)
        for other in fresh.findall(f"{W}p")[1:]:
            fresh.remove(other)
        _refill(fresh.find(f"{W}p"), "新欄位名稱" if number == 0 else bases.number(mutation.random))
        known.addprevious(fresh)
        mutation.kept += [*fresh.iter()]
    mutation.used |= set(table.iter(f"{W}p"))
    return True


def column_out(mutation: Mutation) -> bool:
    table = _choice(mutation, [one for one in _tables(mutation, 3) if len(one.find(f"{W}tblGrid")) > 2])
    if table is None:
        return False
    grid = table.find(f"{W}tblGrid")
    place = mutation.random.randrange(1, len(grid))
    mutation.used |= set(table.iter(f"{W}p"))
    grid.remove(grid[place])
    for row in table.findall(f"{W}tr"):
        row.remove(row.findall(f"{W}tc")[place])
    return True


def table_in(mutation: Mutation) -> bool:
    tables = _tables(mutation, 3)
    source = _choice(mutation, tables)
    fit = set(mutation.paragraphs(body_only=True, least=_LONG))
    beside = _choice(mutation, [one for one in mutation.body if one in fit and one.getnext() in fit])
    if source is None or beside is None:
        return False
    table = deepcopy(source)
    for number, item in enumerate(table.iter(f"{W}tc")):
        for other in item.findall(f"{W}p")[1:]:
            item.remove(other)
        _refill(item.find(f"{W}p"), f"{mutation.random.choice(bases.WORDS)}{number}{bases.number(mutation.random)}")
    beside.addnext(table)
    mutation.kept += [*table.iter()]
    mutation.used |= {beside, table.getnext(), *table.iter(f"{W}p")}
    return True


def table_out(mutation: Mutation) -> bool:
    table = _choice(
        mutation,
        [one for one in _tables(mutation, 3) if one.getnext().tag == f"{W}p" and one.getprevious().tag == f"{W}p"],
    )
    if table is None:
        return False
    mutation.used |= {*table.iter(f"{W}p"), table.getnext(), table.getprevious()}
    table.getparent().remove(table)
    return True


# --- pictures and charts -------------------------------------------------------------------------------------------


def picture(mutation: Mutation) -> bool:
    """Another picture in the place of one."""
    names = sorted(name for name in mutation.reading.files() if re.fullmatch(r"word/media/.*\.png", name))
    if not names or mutation.objects:
        return False
    mutation.objects += 1
    name = mutation.random.choice(names)
    mutation.reading.replace_file(name, bases.picture(mutation.random))
    return _drawn_anew(mutation, name)


def chart(mutation: Mutation) -> bool:
    """Another value in a chart."""
    names = sorted(name for name in mutation.reading.files() if re.fullmatch(r"word/charts/chart\d+\.xml", name))
    if not names or mutation.objects:
        return False
    mutation.objects += 1
    name = mutation.random.choice(names)
    root = etree.fromstring(mutation.reading.file(name))
    value = mutation.random.choice(list(root.iterfind(f".//{_C}val//{_C}v")))
    value.text = str(round(float(value.text) * 1.25 + 3))
    mutation.reading.replace_file(name, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
    return _drawn_anew(mutation, name)


def _drawn_anew(mutation: Mutation, name: str) -> bool:
    """What shows a changed part is another object than before."""
    links = etree.fromstring(mutation.reading.file("word/_rels/document.xml.rels"))
    ids = {item.get("Id") for item in links if f"word/{item.get('Target')}" == name}
    for holder in mutation.body.iter(f"{W}drawing"):
        used = {value for item in holder.iter() for key, value in item.attrib.items() if str(key).startswith(R)}
        if used & ids and holder in mutation.origins:
            mutation.origins[holder] = [None]
    return True


# --- pieces --------------------------------------------------------------------------------------------------------


def _choice(mutation: Mutation, items: list[etree._Element]) -> etree._Element | None:
    return mutation.random.choice(items) if items else None


def _inside(item: etree._Element) -> bool:
    """Whether paragraphs stand before and after, so that marks have one reading."""
    before, after = item.getprevious(), item.getnext()
    section = item.find(f"{W}pPr/{W}sectPr")
    return section is None and all(one is not None and one.tag == f"{W}p" for one in (before, after))


def _paragraphs_between(blocks: list[etree._Element], one: int, other: int) -> int:
    between = blocks[min(one, other) + 1 : max(one, other)]
    return sum(len(plain(item)) >= _LONG for item in between if item.tag == f"{W}p")


def _properties(item: etree._Element) -> etree._Element:
    found = item.find(f"{W}pPr")
    if found is None:
        found = etree.Element(f"{W}pPr")
        item.insert(0, found)
    return found


def _fresh(mutation: Mutation, beside: etree._Element, text: str) -> etree._Element:
    item = etree.Element(f"{W}p")
    properties = beside.find(f"{W}pPr")
    if properties is not None:
        item.append(deepcopy(properties))
        for section in item.iterfind(f"{W}pPr/{W}sectPr"):
            section.getparent().remove(section)
    run = etree.SubElement(item, f"{W}r")
    etree.SubElement(run, f"{W}t").text = text
    mutation.kept.append(item)
    mutation.used.add(item)
    return item


def _refill(paragraph: etree._Element, text: str) -> None:
    look = paragraph.find(f"{W}r/{W}rPr")
    for item in [one for one in paragraph if one.tag != f"{W}pPr"]:
        paragraph.remove(item)
    run = etree.SubElement(paragraph, f"{W}r")
    if look is not None:
        run.append(deepcopy(look))
    etree.SubElement(run, f"{W}t").text = text


def _cut(mutation: Mutation, holder: etree._Element, place: int) -> etree._Element:
    """Cut a run before the character `place` of its text; the run of what follows."""
    run = holder.getparent()
    text, origins = holder.text or "", mutation.origins[holder]
    second = etree.Element(f"{W}r")
    look = run.find(f"{W}rPr")
    if look is not None:
        second.append(deepcopy(look))
    first = etree.Element(f"{W}t")
    first.text = text[:place]
    mutation.origins[first] = origins[:place]
    holder.text, mutation.origins[holder] = text[place:], origins[place:]
    for item in (first, holder):
        item.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    index = run.index(holder)
    following = list(run)[index + 1 :]
    run.insert(index, first)
    second.append(holder)
    second.extend(following)
    run.addnext(second)
    mutation.kept += [first, second]
    return second


def _free(mutation: Mutation, holder: etree._Element) -> bool:
    paragraph = next(holder.iterancestors(f"{W}p"))
    return paragraph not in mutation.used and paragraph.find(f".//{W}fldChar") is None


def _tables(mutation: Mutation, least: int) -> list[etree._Element]:
    """Tables of the body without merged cells and nested tables that were not touched yet."""
    found = []
    for table in mutation.body.iterchildren(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        merged = table.find(f".//{W}vMerge") is not None or table.find(f".//{W}gridSpan") is not None
        fields = table.find(f".//{W}fldChar") is not None or table.find(f".//{W}tc//{W}tbl") is not None
        if len(rows) >= least and not merged and not fields and not set(table.iter(f"{W}p")) & mutation.used:
            found.append(table)
    return found


Edit = Callable[[Mutation], bool]

EDITS: tuple[tuple[str, Edit, int], ...] = (
    ("figure", Mutation.figure, 10),
    ("year", Mutation.year, 3),
    ("word", Mutation.word, 8),
    ("phrase inserted", Mutation.phrase_in, 5),
    ("phrase deleted", Mutation.phrase_out, 5),
    ("English word", Mutation.english, 3),
    ("Chinese numeral", Mutation.numeral, 3),
    ("cell", cell, 4),
    ("header", Mutation.header, 1),
    ("footnote", Mutation.note, 1),
    ("paragraph inserted", paragraph_in, 4),
    ("paragraph deleted", paragraph_out, 4),
    ("paragraph moved", paragraph_moved, 3),
    ("paragraph moved and edited", paragraph_moved_and_edited, 2),
    ("paragraph split", paragraph_split, 2),
    ("paragraphs joined", paragraphs_joined, 2),
    ("bold", bold, 2),
    ("style", style, 1),
    ("alignment", alignment, 1),
    ("row inserted", row_in, 3),
    ("row beside an edited row", row_in_beside_an_edited_row, 2),
    ("row deleted", row_out, 3),
    ("row moved", row_moved, 2),
    ("column inserted", column_in, 2),
    ("column deleted", column_out, 2),
    ("table inserted", table_in, 1),
    ("table deleted", table_out, 1),
    ("picture", picture, 1),
    ("chart", chart, 1),
)
"""Every kind of edit, how it is done, and how often."""


def mutate(name: str, data: bytes, seed: int, most: int = 8) -> Mutated:
    """The report changed in one to `most` places, by the seed."""
    random_ = random.Random(seed)
    mutation = Mutation(data, random_)
    wanted = random_.randint(1, most)
    kinds, makers, weights = zip(*EDITS, strict=True)
    for _ in range(wanted * 4):
        if len(mutation.truth.edits) >= wanted:
            break
        index = random_.choices(range(len(kinds)), weights)[0]
        if makers[index](mutation):
            mutation.truth.edits += kinds[index].split(" and ")
    return mutation.finish(name, data)
