"""Writes a composed deck: every slide's XML in one pass into a copy of the theme's template package."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import quoteattr

from ssnet_docs import charts
from ssnet_docs.model.layout import Layout, Rect, Theme
from ssnet_docs.model.page import (
    Deck,
    Placed,
    PlacedChart,
    PlacedDrawing,
    PlacedPicture,
    PlacedTable,
    PlacedText,
    Slide,
)
from ssnet_docs.model.text import Colour, Paragraph, Run
from ssnet_docs.model.typography import is_wide
from ssnet_docs.project import Project
from ssnet_docs.writers.ooxml.chart import chart_xml
from ssnet_docs.writers.ooxml.drawingml import TextContext
from ssnet_docs.writers.ooxml.figures import add_figures
from ssnet_docs.writers.ooxml.package import Package, core_properties, encoded
from ssnet_docs.writers.ooxml.pictures import Pictures
from ssnet_docs.writers.ooxml.workbook import workbook
from ssnet_docs.writers.pptx.appearances import appearances
from ssnet_docs.writers.pptx.drawings import drawing_xml
from ssnet_docs.writers.pptx.master import compiled
from ssnet_docs.writers.pptx.master_shapes import NAMESPACES, tree
from ssnet_docs.writers.pptx.notes import notes_xml
from ssnet_docs.writers.pptx.pictures import picture_xml
from ssnet_docs.writers.pptx.shapes import (
    Identifiers,
    accent_xml,
    draft_xml,
    furniture_xml,
    graphic_frame,
    placeholder_kind,
    properties,
    text_xml,
)
from ssnet_docs.writers.pptx.tables import table_xml

_TYPE = "application/vnd.openxmlformats-officedocument"
_SLIDE = f"{_TYPE}.presentationml.slide+xml"
_NOTES = f"{_TYPE}.presentationml.notesSlide+xml"
_CHART = f"{_TYPE}.drawingml.chart+xml"
_WORKBOOK = f"{_TYPE}.spreadsheetml.sheet"
_CHART_URI = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_FIRST_SLIDE_ID = 256
_LARGEST_CENTRE = 36.0  # points
_SAME = 0.1  # points by which two edges may differ and still be one
_PRESENTATION = "ppt/presentation.xml"


def write(deck: Deck, theme: Theme, project: Project) -> bytes:
    """The deck as a .pptx package; the same deck and theme give the same bytes.

    Raises ContentError for a picture that is missing, too large or no picture.
    """
    writer = _Writer(deck, theme, Package.read(compiled(theme)), project)
    for number, slide in enumerate(deck.slides, start=1):
        writer.add(slide, number)
    writer.finish()
    add_figures(writer.package, _PRESENTATION, deck.origins, appearances(deck), deck.approvals)
    return writer.package.save()


@dataclass(frozen=True, slots=True)
class _Page:
    """A slide while it is written: its part, its number, its layout, and the ids of its shapes."""

    slide: Slide
    part: str
    number: int
    layout: Layout
    context: TextContext
    numbers: Identifiers = field(default_factory=Identifiers)

    def placeholder(self, name: str | None) -> str:
        """`<p:ph>` of a slot; "" for None."""
        slot = self.layout.slot(name) if name else None
        return placeholder_kind(slot, self.layout) if slot else ""


@dataclass(slots=True)
class _Writer:
    deck: Deck
    theme: Theme
    package: Package
    project: Project
    charts: int = 0
    slide_relationships: list[str] = field(default_factory=list)
    pictures: Pictures = field(init=False)
    layouts: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.pictures = Pictures(self.package, self.project, "ppt/media")
        names = enumerate(self.theme.layouts, start=1)
        self.layouts = {name: f"ppt/slideLayouts/slideLayout{number}.xml" for number, name in names}

    def add(self, slide: Slide, number: int) -> None:
        """Add one slide with its charts, pictures, links and notes."""
        name = f"ppt/slides/slide{number}.xml"
        page = _Page(slide, name, number, self.theme.layouts[slide.layout], self._context(slide, name))
        self.package.relate(name, "slideLayout", self.layouts[slide.layout])
        shapes = [self._shape(item, page) for item in _titles_first(_settled(_once(slide.frames), page.layout))]
        shapes += self._furniture(page)
        if self.deck.status == "draft":
            shapes.append(draft_xml(next(page.numbers), page.context))
        accent = accent_xml(page.layout, next(page.numbers), page.context)
        xml = (
            f"<p:sld {NAMESPACES}><p:cSld name={quoteattr(slide.key)}>{tree([accent, *shapes])}</p:cSld>"
            "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>"
        )
        self.package.add(name, xml, _SLIDE)
        self.slide_relationships.append(self.package.relate(_PRESENTATION, "slide", name))
        if slide.notes:
            self._add_notes(slide, number, name)

    def _context(self, slide: Slide, part: str) -> TextContext:
        return TextContext(
            self.theme, slide.strategy, lambda target: self.package.relate(part, "hyperlink", target, external=True)
        )

    def _shape(self, item: Placed, page: _Page) -> str:
        match item:
            case PlacedText():
                return text_xml(item, next(page.numbers), page.layout, page.context)
            case PlacedDrawing():
                return drawing_xml(item, page.numbers, page.context)
            case PlacedTable():
                return table_xml(item, next(page.numbers), page.placeholder(item.slot), page.context)
            case PlacedChart():
                return self._chart(item, page) + _centre(item, page)
            case PlacedPicture():
                image = self.pictures.part(item.path, page.slide.source)
                relationship = self.package.relate(page.part, "image", image)
                return picture_xml(item, next(page.numbers), page.placeholder(item.slot), relationship)

    def _chart(self, item: PlacedChart, page: _Page) -> str:
        self.charts += 1
        name = f"ppt/charts/chart{self.charts}.xml"
        book = self.package.add(f"ppt/embeddings/workbook{self.charts}.xlsx", workbook(item.spec), _WORKBOOK)
        xml = chart_xml(
            item.spec,
            self.theme,
            label_size=item.label_size,
            width=item.rect.width,
            height=item.rect.height,
            strategy=page.slide.strategy,
            workbook_rid=self.package.relate(name, "package", book),
        )
        self.package.add(name, xml, _CHART)
        return graphic_frame(
            item.rect,
            properties(next(page.numbers), item.name or "圖表", item.description or charts.describe(item.spec)),
            page.placeholder(item.slot),
            "chart",
            f'<c:chart xmlns:c="{_CHART_URI}" r:id="{self.package.relate(page.part, "chart", name)}"/>',
        )

    def _furniture(self, page: _Page) -> Iterator[str]:
        """Footer and slide number, as placeholders that the layout has."""
        texts = {"footer": self.deck.footer or self.deck.organisation, "number": f"/{len(self.deck.slides)}"}
        for slot in page.layout.slots:
            if slot.kind in texts:
                yield furniture_xml(slot, next(page.numbers), page.number, page.layout, texts[slot.kind], page.context)

    def _add_notes(self, slide: Slide, number: int, part: str) -> None:
        name = f"ppt/notesSlides/notesSlide{number}.xml"
        self.package.relate(name, "notesMaster", "ppt/notesMasters/notesMaster1.xml")
        self.package.relate(name, "slide", part)
        self.package.add(name, notes_xml(slide.notes, self._context(slide, name)), _NOTES)
        self.package.relate(part, "notesSlide", name)

    def finish(self) -> None:
        """Slide list, sections and document properties."""
        entries = "".join(
            f'<p:sldId id="{_FIRST_SLIDE_ID + index}" r:id="{relationship}"/>'
            for index, relationship in enumerate(self.slide_relationships)
        )
        presentation = self.package.parts[_PRESENTATION].decode()
        slides = f"<p:sldIdLst>{entries}</p:sldIdLst>" if entries else ""
        presentation = presentation.replace("<p:sldSz", f"{slides}<p:sldSz", 1)
        presentation = presentation.replace("</p:presentation>", f"{self._sections()}</p:presentation>")
        self.package.parts[_PRESENTATION] = encoded(presentation)
        deck = self.deck
        self.package.add(
            "docProps/core.xml",
            core_properties(title=deck.title, subject=deck.subject, creator=deck.organisation, iso_date=deck.iso_date),
        )
        application = self.package.parts["docProps/app.xml"].decode()
        counts = f"<Slides>{len(deck.slides)}</Slides><Notes>{sum(bool(slide.notes) for slide in deck.slides)}</Notes>"
        self.package.parts["docProps/app.xml"] = application.replace("</Properties>", f"{counts}</Properties>").encode()

    def _sections(self) -> str:
        """PowerPoint's sections ([MS-PPTX] sectionLst); slides outside any section form one of the deck's name."""
        titles = dict(self.deck.sections)
        groups: list[tuple[str, list[int]]] = []
        for index, slide in enumerate(self.deck.slides):
            if not groups or groups[-1][0] != slide.section:
                groups.append((slide.section, []))
            groups[-1][1].append(_FIRST_SLIDE_ID + index)
        inner = ""
        seen: Counter[str] = Counter()
        for key, ids in groups:
            seen[key] += 1  # a section that comes back is another one to PowerPoint
            identifier = str(uuid5(NAMESPACE_URL, f"ssnet-docs/{self.deck.id}/{seen[key]}/{key!a}")).upper()
            slides = "".join(f'<p14:sldId id="{number}"/>' for number in ids)
            name = quoteattr(titles.get(key, "") or self.deck.title)
            inner += (
                f'<p14:section name={name} id="{{{identifier}}}"><p14:sldIdLst>{slides}</p14:sldIdLst></p14:section>'
            )
        if not inner:
            return ""
        return (
            '<p:extLst><p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"><p14:sectionLst '
            f'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main">{inner}</p14:sectionLst>'
            "</p:ext></p:extLst>"
        )


def _centre(item: PlacedChart, page: _Page) -> str:
    """The text in the hole of a doughnut, over the chart, as large as the hole lets it be."""
    words = item.spec.centre_text
    hole = charts.centre(item.spec, item.rect.width, item.rect.height, item.label_size)
    if hole is None or not words:
        return ""
    lines = words.split("\n")
    ems = max(sum(1.0 if is_wide(character) else 0.6 for character in line) for line in lines) or 1.0
    size = min(hole.width * 0.95 / ems, hole.height / (1.2 * len(lines)), hole.width * 0.3, _LARGEST_CENTRE)
    text = Paragraph((Run(words),), "figure", align="centre", colour=Colour("key"), bold=True, size=size)
    rect = Rect(item.rect.x + hole.x, item.rect.y + hole.y, hole.width, hole.height)
    placed = PlacedText(rect=rect, paragraphs=(text,), anchor="middle", name="圖表中央文字")
    return text_xml(placed, next(page.numbers), page.layout, page.context)


def _once(frames: Sequence[Placed]) -> list[Placed]:
    """The frames; of those in one slot only the first is in it, for a placeholder holds one thing."""
    taken: set[str] = set()
    settled: list[Placed] = []
    for item in frames:
        if isinstance(item, PlacedDrawing) or item.slot is None:
            settled.append(item)
        else:
            settled.append(replace(item, slot=None) if item.slot in taken else item)
            taken.add(item.slot)
    return settled


def _settled(frames: Sequence[Placed], layout: Layout) -> list[Placed]:
    """The frames; text that has its slot to itself gets the slot's whole frame, so that it moves with the layout."""
    return [_in_slot(item, [other for other in frames if other is not item], layout) for item in frames]


def _in_slot(item: Placed, others: Sequence[Placed], layout: Layout) -> Placed:
    slot = layout.slot(item.slot) if isinstance(item, PlacedText) and item.slot else None
    if slot is None or not isinstance(item, PlacedText) or not item.anchor == slot.anchor == "top":
        return item
    own, whole = item.rect, slot.rect
    begins = max(abs(own.x - whole.x), abs(own.y - whole.y), abs(own.width - whole.width)) < _SAME
    if not begins or own.height > whole.height or any(_overlap(other.rect, whole) for other in others):
        return item
    return replace(item, rect=whole)


def _overlap(a: Rect, b: Rect) -> bool:
    return min(a.right, b.right) - max(a.x, b.x) > _SAME and min(a.bottom, b.bottom) - max(a.y, b.y) > _SAME


def _titles_first(frames: Sequence[Placed]) -> list[Placed]:
    """The frames in reading order: title, then the rest as composed."""
    return sorted(frames, key=lambda item: getattr(item, "slot", None) != "title")
