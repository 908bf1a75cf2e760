"""Decks changed at random, and the truth of it: what a list of changes must tell, and nothing else."""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Emu, Inches

from ssnet_docs.model.change import Change, Changes
from tests.bench import bases

_HAN = re.compile(r"[\u4e00-\u9fff]{4,}")
_NUMBER = re.compile(r"(?<![\d.,年月第])\d[\d,]*(?:\.\d+)?(?![\d.,年月日])")
_P14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"


@dataclass(frozen=True)
class Truth:
    """One edit: the kinds of change that tell it, and texts that the telling has to show."""

    edit: str
    kinds: tuple[str, ...]
    shows: tuple[str, ...]
    slide: str = ""

    def told_by(self, change: Change) -> bool:
        return change.kind in self.kinds and all(text in _said(change) for text in self.shows)


@dataclass
class MutatedDeck:
    """An old deck, the new one, and what was done; texts whose echo elsewhere (notes, page heads) may be told too."""

    name: str
    old: bytes
    new: bytes
    truth: list[Truth] = field(default_factory=list)


@dataclass
class DeckScore:
    """Counts, which add up over decks."""

    decks: int = 0
    edits: int = 0
    found: int = 0
    told: int = 0
    false: int = 0
    seconds: float = 0.0
    faults: list[str] = field(default_factory=list)

    def add(self, other: DeckScore) -> None:
        for name in self.__dataclass_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def recall(self) -> float:
        return self.found / self.edits if self.edits else 1.0


def score(case: MutatedDeck, found: Changes) -> DeckScore:
    """What of the truth is told, and what is told that is not true; what is only made anew is not told."""
    told = [change for change in found.changes if change.cause != "regeneration"]
    result = DeckScore(decks=1, edits=len(case.truth), told=len(told))
    for truth in case.truth:
        if any(truth.told_by(change) for change in told):
            result.found += 1
        else:
            result.faults.append(f"{case.name}: not told: {truth}")
    for change in told:
        if not any(truth.told_by(change) for truth in case.truth):
            result.false += 1
            where = change.places[0].where if change.places else ""
            result.faults.append(f"{case.name}: false: {change.kind} {change.summary} at {where}; truth {case.truth}")
    return result


def _said(change: Change) -> str:
    """Everything that a change shows."""
    places = " ".join(f"{place.title} {place.where} {place.old_text} {place.new_text}" for place in change.places)
    segments = "".join(segment.text for segment in change.segments)
    return f"{change.summary} {change.old} {change.new} {segments} {places}"


# --- bases ---------------------------------------------------------------------------------------------------------


def synthetic_deck(random_: random.Random) -> bytes:
    """A deck as an office program makes it: titles and lists, a table, a chart, pictures, notes."""
    made = Presentation()
    for number in range(random_.randint(8, 16)):
        slide = made.slides.add_slide(made.slide_layouts[1])
        slide.shapes.title.text = random_.choice(bases.VERBS) + random_.choice(bases.OBJECTS) + f"（{number + 1}）"
        body = slide.placeholders[1].text_frame
        body.text = bases.sentence(random_)
        for _ in range(random_.randint(1, 3)):
            body.add_paragraph().text = bases.sentence(random_)
        if random_.random() < 0.5:
            slide.notes_slide.notes_text_frame.text = bases.sentence(random_)
        if number % 4 == 1:
            _table(slide, random_)
        if number % 4 == 2:
            _chart(slide, random_)
        if number % 4 == 3:
            slide.shapes.add_picture(BytesIO(bases.picture(random_)), Inches(6), Inches(4), Inches(2))
    return saved(made)


def _table(slide: Any, random_: random.Random) -> None:
    rows, columns = random_.randint(4, 7), random_.randint(3, 5)
    table = slide.shapes.add_table(rows, columns, Inches(1), Inches(4), Inches(7), Inches(2)).table
    heads, names = ["項目", *random_.sample(bases.WORDS, columns - 1)], random_.sample(bases.OBJECTS, rows - 1)
    for row in range(rows):
        for column in range(columns):
            text = heads[column] if row == 0 else names[row - 1] if column == 0 else bases.number(random_)
            table.cell(row, column).text = text


def _chart(slide: Any, random_: random.Random) -> None:
    data = CategoryChartData()
    data.categories = [f"{year}年" for year in range(109, 114)]
    data.add_series("服務人次", [random_.randrange(1000, 9000) for _ in range(5)])
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(4), Inches(6), Inches(3), data)


def saved(made: Any) -> bytes:
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


# --- mutations -----------------------------------------------------------------------------------------------------


def mutated(seed: int) -> MutatedDeck:
    """The deck of a seed: every third one of the project's, the others as an office program makes them."""
    random_ = random.Random(f"deck {seed}")
    if seed % 3 == 0:
        name = random_.choice(sorted(bases.project_decks()))
        old = bases.project_decks()[name]
    else:
        name, old = "synthetic", synthetic_deck(random_)
    case = MutatedDeck(f"{seed} {name}", old, b"")
    made = Presentation(BytesIO(old))
    slides = [slide for slide in made.slides if slide.shapes.title is not None and slide.shapes.title.text.strip()]
    random_.shuffle(slides)
    edits = sorted(random_.sample(_EDITS, random_.randint(2, 5)), key=lambda edit: edit is _removed)  # it frees a name
    for edit in edits:
        for slide in list(slides):
            truth = edit(made, slide, random_)
            if truth is not None:
                slides.remove(slide)
                case.truth.append(truth)
                break
    reshuffle(made, random_)
    case.new = saved(made)
    return case


def _shapes(slide: Any) -> Iterator[Any]:
    waiting = list(slide.shapes)
    while waiting:
        shape = waiting.pop(0)
        yield shape
        waiting += list(getattr(shape, "shapes", []))


def _runs(slide: Any, pattern: re.Pattern[str]) -> list[tuple[Any, re.Match[str]]]:
    """The runs of a slide's text outside its title that hold the pattern."""
    title = slide.shapes.title._element
    own = [shape for shape in _shapes(slide) if shape.has_text_frame and shape._element is not title]
    runs = [run for shape in own for paragraph in shape.text_frame.paragraphs for run in paragraph.runs]
    return [(run, match) for run in runs if (match := pattern.search(run.text)) and len(run.text) < 200]


def _unique(made: Any, text: str) -> bool:
    """Whether a text stands once in the deck, so that what is said of it can be told apart."""
    everything = [shape.text_frame.text for slide in made.slides for shape in _shapes(slide) if shape.has_text_frame]
    return sum(one.count(text) for one in everything) == 1


def _word(made: Any, slide: Any, random_: random.Random) -> Truth | None:
    found = [(run, match) for run, match in _runs(slide, _HAN) if _unique(made, match[0])]
    if not found:
        return None
    run, match = random_.choice(found)
    new = "審慎" + match[0][:2]
    run.text = run.text.replace(match[0][:2], new, 1)
    return Truth("word", ("wording", "row-added", "chart"), ("審慎",), slide.shapes.title.text)


def _figure(made: Any, slide: Any, random_: random.Random) -> Truth | None:
    found = [(run, match) for run, match in _runs(slide, _NUMBER) if _unique(made, match[0]) and len(match[0]) > 2]
    if not found:
        return None
    run, match = random_.choice(found)
    new = f"{random_.randrange(1000, 9999):,}"
    run.text = run.text[: match.start()] + new + run.text[match.end() :]
    return Truth("figure", ("figure", "wording"), (match[0], new))


def _tables(slide: Any) -> list[Any]:
    return [shape.table for shape in _shapes(slide) if getattr(shape, "has_table", False)]


def _cell(made: Any, slide: Any, random_: random.Random) -> Truth | None:
    for table in _tables(slide):
        cells = [cell for row in list(table.rows)[1:] for cell in list(row.cells)[1:] if _NUMBER.fullmatch(cell.text)]
        if cells:
            cell = random_.choice(cells)
            run = cell.text_frame.paragraphs[0].runs[0]
            old, new = cell.text, f"{random_.randrange(10_000, 99_999):,}"
            for other in cell.text_frame.paragraphs[0].runs[1:]:
                other.text = ""
            run.text = new
            return Truth("cell", ("figure",), (old, new))
    return None


def _row(made: Any, slide: Any, random_: random.Random) -> Truth | None:
    for table in _tables(slide):
        rows = list(table._tbl.tr_lst)
        plain = [row for row in rows[1:] if not any(cell.get(key) for cell in row for key in ("rowSpan", "vMerge"))]
        if len(rows) < 4 or len(plain) < len(rows) - 1:
            continue
        row = random_.choice(plain)
        if random_.random() < 0.5:
            text = "".join(row.itertext()).strip()
            if not text:
                continue
            first = next(piece for piece in row.itertext() if piece.strip())
            table._tbl.remove(row)
            return Truth("row removed", ("row-removed",), (first.strip(),))
        new = copy.deepcopy(row)
        holders = list(new.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}t"))
        for holder in holders:
            holder.text = ""
        if not holders:
            continue
        holders[0].text = f"新增項目{random_.randrange(100)}"
        row.addnext(new)
        return Truth("row added", ("row-added",), (holders[0].text,))
    return None


def _chart_value(made: Any, slide: Any, random_: random.Random) -> Truth | None:
    for shape in _shapes(slide):
        if not getattr(shape, "has_chart", False):
            continue
        values = shape.chart._chartSpace.xpath(".//c:val//c:pt/c:v")
        if values:
            value = random_.choice(values)
            old, value.text = value.text, str(random_.randrange(10_000, 99_999))
            return Truth(f"chart value {old}", ("chart", "figure"), (f"{int(value.text):,}",))
    return None


def _note(made: Any, slide: Any, random_: random.Random) -> Truth | None:
    if not slide.has_notes_slide or not slide.notes_slide.notes_text_frame.text.strip():
        return None
    frame = slide.notes_slide.notes_text_frame
    text = f"補充說明第{random_.randrange(100)}案"
    frame.add_paragraph().text = text
    return Truth("note", ("notes", "block-added"), (text,))


def _picture(made: Any, slide: Any, random_: random.Random) -> Truth | None:
    for shape in _shapes(slide):
        if shape._element.tag.endswith("}pic"):
            part, relation = slide.part.get_or_add_image_part(BytesIO(bases.picture(random_)))
            if part.blob == shape.image.blob:
                return None
            shape._element.blipFill.blip.rEmbed = relation
            return Truth("picture", ("picture",), ())
    return None


def _renamed(made: Any, slide: Any, random_: random.Random) -> Truth | None:
    title = slide.shapes.title
    runs = title.text_frame.paragraphs[0].runs
    if len(runs) != 1:
        return None
    runs[0].text = f"重新檢討後的方向{random_.randrange(100)}"
    return Truth("renamed", ("section-renamed",), (runs[0].text,))


def _inserted(made: Any, slide: Any, random_: random.Random) -> Truth | None:
    new = made.slides.add_slide(slide.slide_layout)
    if new.shapes.title is None:
        return None
    new.shapes.title.text = f"全新的一張投影片{random_.randrange(100)}"
    _to(made, len(made.slides) - 1, random_.randrange(1, len(made.slides) - 1))
    return Truth("inserted", ("section-added",), (new.shapes.title.text,))


def _same_title(made: Any, slide: Any, random_: random.Random) -> Truth | None:
    """Another slide with the same title somewhere else."""
    title, layout = slide.shapes.title.text, made.slide_layouts.get_by_name("Title and Content")
    if layout is None or "\n" in title or "\v" in title:
        return None
    new = made.slides.add_slide(layout)
    new.shapes.title.text = title
    new.placeholders[1].text = f"同一標題的另一張{random_.randrange(100)}"
    _to(made, len(made.slides) - 1, random_.randrange(1, len(made.slides) - 1))
    return Truth("same title", ("section-added",), (new.placeholders[1].text,))


def _removed(made: Any, slide: Any, random_: random.Random) -> Truth | None:
    index = list(made.slides).index(slide)
    title = slide.shapes.title.text
    item = made.slides._sldIdLst[index]
    made.part.drop_rel(item.rId)
    made.slides._sldIdLst.remove(item)
    return Truth("removed", ("section-removed",), (title.splitlines()[0],))


def _moved(made: Any, slide: Any, random_: random.Random) -> Truth | None:
    old = list(made.slides).index(slide)
    places = [place for place in range(1, len(made.slides) - 1) if abs(place - old) > 2]
    if not places:
        return None
    _to(made, old, random_.choice(places))
    return Truth("moved", ("section-moved",), (slide.shapes.title.text.splitlines()[0],))


def _shifted(made: Any, slide: Any, random_: random.Random) -> Truth | None:
    shapes = [shape for shape in slide.shapes if not shape.is_placeholder]
    if not shapes:
        return None
    shape = random_.choice(shapes)
    shape.left, shape.top = Emu(shape.left + Inches(0.6)), Emu(shape.top - Inches(0.4))
    return Truth("shifted", ("place",), ())


def _to(made: Any, old: int, new: int) -> None:
    items = made.slides._sldIdLst
    item = items[old]
    items.remove(item)
    items.insert(new, item)


_EDITS: list[Callable[[Any, Any, random.Random], Truth | None]] = [
    _word,
    _figure,
    _cell,
    _row,
    _chart_value,
    _note,
    _picture,
    _renamed,
    _inserted,
    _same_title,
    _removed,
    _moved,
    _shifted,
]


def reshuffle(made: Any, random_: random.Random) -> None:
    """Give everything other internal numbers, as a deck has them that went through another program."""
    for number, item in enumerate(made.slides._sldIdLst):
        item.set("id", str(5000 + number * 7 + random_.randrange(7)))
    for slide in made.slides:
        tree = slide.shapes._spTree
        shapes = tree.xpath(".//p:cNvPr")
        numbers = random_.sample(range(2, 40_000), len(shapes))
        known = dict(zip((shape.get("id") for shape in shapes), map(str, numbers), strict=True))
        for shape in shapes:
            shape.set("id", known[shape.get("id")])
        for end in tree.xpath(".//a:stCxn | .//a:endCxn"):
            end.set("id", known.get(end.get("id"), end.get("id")))
        for identifier in slide._element.iter(f"{_P14}creationId"):
            identifier.set("val", str(random_.randrange(2**31)))
        slide._element.cSld.attrib.pop("name", None)
