"""Writes the review copy: the new deck's package with marks on its slides and the list before them."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping
from io import BytesIO
from itertools import count, islice

from lxml import etree

from ssnet_docs.diff.review import Entry, groups
from ssnet_docs.diff.review_copy import listing, underlines
from ssnet_docs.diff.review_copy.frames import SlideFrames
from ssnet_docs.diff.review_copy.marks import Marked, marks
from ssnet_docs.diff.review_copy.shapes import shapes_xml
from ssnet_docs.diff.tags import titles
from ssnet_docs.model.change import Changes, Comparison
from ssnet_docs.model.errors import ContentError
from ssnet_docs.model.layout import Rect
from ssnet_docs.readers.markup import name
from ssnet_docs.readers.package import Element, OpenPackage
from ssnet_docs.readers.pptx_shapes import placeholder_frames
from ssnet_docs.writers.ooxml.package import Package

_SLIDE = "application/vnd.openxmlformats-officedocument.presentationml.slide+xml"
_PRESENTATION = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_SECTION = uuid.UUID("6f0f1f0e-0a0c-5d53-9b1e-55e6f2a3c0d1")
_WRAPPED = '<root xmlns:a="{a}" xmlns:r="{r}" xmlns:p="{p}">{xml}</root>'
_FIRST_SLIDE_ID = 256  # ECMA-376 part 1, ST_SlideId
_MOST_IDS = 2**30  # of shapes; what a file has above is not counted on
_BEFORE_LIST = ("p:sldMasterIdLst", "p:notesMasterIdLst", "p:handoutMasterIdLst")


def review_copy(comparison: Comparison, changes: Changes, new: bytes) -> bytes:
    """The new deck with the changes outlined and listed. Raises ContentError for reports, and what it cannot do."""
    if changes.kind != "deck" or comparison.old.kind != "deck":
        raise ContentError(None, "複閱簡報（--pptx）只能比對簡報", "報告請改用 --docx（追蹤修訂）或 --html")
    entries = [
        entry for group in groups(comparison, changes, None) for entry in group.entries if entry.tag != "regeneration"
    ]
    return _Writing(comparison, changes, entries, new).write()


class _Writing:
    def __init__(self, comparison: Comparison, changes: Changes, entries: list[Entry], new: bytes) -> None:
        opened = OpenPackage.open(BytesIO(new), comparison.new.label)
        self.main = opened.main
        self.names = opened.names
        self.package = Package.read(new)
        if b"purl.oclc.org/ooxml" in self.package.parts[self._stored(self.main)]:
            raise ContentError(
                None,
                f"{comparison.new.label} 是 Strict 格式，無法加上複閱標示",
                "請以 PowerPoint 另存為一般的 .pptx 後再試",
            )
        self.comparison, self.changes, self.entries = comparison, changes, entries
        presentation = opened.xml(self.main)
        assert presentation is not None  # its slides were read from it
        self.presentation: Element = presentation
        related = opened.related(self.main)
        listed = self.presentation.iterfind(f"{name('p:sldIdLst')}/{name('p:sldId')}")
        ids = [item.get(name("r:id")) for item in listed]
        self.slides = [related[key].target for key in ids if key in related and opened.has(related[key].target)]
        self.roots: Mapping[str, Element] = {
            part: root for part in self.slides if (root := opened.xml(part)) is not None
        }
        self.layout, self.title = _layout(opened, self.slides)
        first = self.presentation.get("firstSlideNum", "1")
        self.first = int(first) if first.isdecimal() else 1

    def write(self) -> bytes:
        parts = self._list()
        of_slides = marks(self.entries, SlideFrames(self.roots, self.comparison.new))
        ranges = underlines.changed(self.entries)
        for number, part in enumerate(self.slides, start=1):
            root = self.roots.get(part)
            if root is None:
                continue
            underlined = underlines.underline(root, part, ranges)
            changed = _number_fixed(root, self.first + number - 1) or underlined
            if number in of_slides:
                self._mark(root, part, of_slides[number], parts[0])
                changed = True
            if changed:
                self.package.parts[self._stored(part)] = _written(root)
        self._show(parts)
        self._as_presentation()
        return self.package.save()

    def _stored(self, part: str) -> str:
        """A part's name as it is spelt in the package, where names are compared without their case."""
        return self.names.get(part.lower(), part).lstrip("/")

    def _mark(self, root: Element, part: str, found: list[Marked], back: str) -> None:
        """Add the shapes above all others on a slide."""
        tree = root.find(f"{name('p:cSld')}/{name('p:spTree')}")
        if tree is None:
            return
        taken = _numbers(item for item in root.iter() if str(item.tag).endswith("}cNvPr"))
        link = self.package.relate(self._stored(part), "slide", back)
        xml = shapes_xml(
            found,
            self.comparison.new.size,
            max((number for number in taken if number < _MOST_IDS), default=1) + 1,
            link,
        )
        extensions = tree.find(name("p:extLst"))
        at = len(tree) if extensions is None else tree.index(extensions)
        for shape in reversed(_elements(xml)):
            tree.insert(at, shape)

    # --- the list --------------------------------------------------------------------------------------------------

    def _list(self) -> list[str]:
        """Make the slides of the list; returns their parts."""
        frame = listing.Frame.of(self.comparison.new.size, self.title)
        found = listing.slides(list(listing.rows(self.entries, titles(self.changes.kind))), frame)
        parts = [self._free_part(number) for number in range(len(found))]
        for number, (part, slide) in enumerate(zip(parts, found, strict=True), start=1):
            self.package.add(part, b"", _SLIDE)
            self.package.relate(part, "slideLayout", self._stored(self.layout))
            xml = listing.slide_xml(slide, number, len(found), self.changes, frame, self._link(part))
            self.package.add(part, xml, _SLIDE)
        return parts

    def _link(self, part: str) -> Callable[[int], str | None]:
        def link(number: int) -> str | None:
            if not 1 <= number <= len(self.slides):
                return None
            return self.package.relate(part, "slide", self._stored(self.slides[number - 1]))

        return link

    def _free_part(self, number: int) -> str:
        taken = {part.lower() for part in self.package.parts}
        name_ = f"ppt/slides/review{number + 1}.xml"
        while name_.lower() in taken:
            name_ = name_.replace("review", "review-")
        return name_

    def _show(self, parts: list[str]) -> None:
        """Put the slides of the list before all others, in a section of their own where the deck has sections."""
        listed = self.presentation.find(name("p:sldIdLst"))
        if listed is None:
            listed = etree.Element(name("p:sldIdLst"))
            before = [self.presentation.find(name(tag)) for tag in _BEFORE_LIST]
            at = max((self.presentation.index(item) + 1 for item in before if item is not None), default=0)
            self.presentation.insert(at, listed)
        taken = _numbers(listed)
        numbers = list(islice((number for number in count(_FIRST_SLIDE_ID) if number not in taken), len(parts)))
        for at, (number, part) in enumerate(zip(numbers, parts, strict=True)):
            item = etree.Element(name("p:sldId"), {"id": str(number)})
            item.set(name("r:id"), self.package.relate(self._stored(self.main), "slide", part))
            listed.insert(at, item)
        sections = next(self.presentation.iter(name("p14:sectionLst")), None)
        if sections is not None:
            section = etree.Element(name("p14:section"), {"name": listing.TITLE, "id": f"{{{str(_SECTION).upper()}}}"})
            inner = etree.SubElement(section, name("p14:sldIdLst"))
            for number in numbers:
                etree.SubElement(inner, name("p14:sldId"), {"id": str(number)})
            sections.insert(0, section)
        self.package.parts[self._stored(self.main)] = _written(self.presentation)

    def _as_presentation(self) -> None:
        """Templates, shows and decks with macros become plain presentations; macros stay behind."""
        main = self._stored(self.main)
        self.package.types[main] = _PRESENTATION
        for kind in ("vbaProject", "vbaProjectSignature"):
            for part in [
                part for part in self.package.parts if part.rpartition("/")[2].lower() == f"{kind}.bin".lower()
            ]:
                del self.package.parts[part]
                self.package.types.pop(part, None)
                self.package.relationships.pop(part, None)
        known = self.package.relationships.get(main, [])
        self.package.relationships[main] = [item for item in known if not item.kind.endswith("/vbaProject")]


def _layout(opened: OpenPackage, slides: list[str]) -> tuple[str, Rect | None]:
    """The layout for the list, one with a title alone if there is one, and its title's frame."""
    masters: dict[str, None] = {}
    for part in slides[:1]:
        layout = next((item.target for item in opened.related(part).values() if item.kind == "slideLayout"), "")
        masters |= {item.target: None for item in opened.related(layout).values() if item.kind == "slideMaster"}
    main = opened.related(opened.main).values()
    masters |= {item.target: None for item in main if item.kind == "slideMaster"}
    layouts = [
        item.target for master in masters for item in opened.related(master).values() if item.kind == "slideLayout"
    ]
    for wanted in ("titleOnly", "blank", ""):
        for part in layouts:
            root = opened.xml(part)
            if root is not None and wanted in {"", root.get("type", "")}:
                return part, placeholder_frames(opened, part).get("title")
    raise ContentError(None, f"{opened.label} 沒有投影片版面，無法加上修正一覽", "請以 PowerPoint 開啟並另存新檔後再試")


def _numbers(elements: Iterable[Element]) -> set[int]:
    """The ids of elements, as far as they are numbers."""
    texts = (item.get("id", "") for item in elements)
    return {int(text) for text in texts if text.isdecimal() and len(text) < 11}


def _number_fixed(root: Element, number: int) -> bool:
    """Turn a slide's automatic number into text, so that it stays what it is in the new deck."""
    found = [item for item in root.iter(name("a:fld")) if item.get("type") == "slidenum"]
    for field in found:
        field.tag = name("a:r")
        for key in list(field.attrib):
            del field.attrib[key]
        for child in field.findall(name("a:pPr")):
            field.remove(child)
        text = field.find(name("a:t"))
        if text is None:
            text = etree.SubElement(field, name("a:t"))
        text.text = str(number)
    return bool(found)


def _elements(xml: str) -> list[Element]:
    spaces = {prefix: name(f"{prefix}:x")[1:].partition("}")[0] for prefix in ("a", "r", "p")}
    return list(etree.fromstring(_WRAPPED.format(xml=xml, **spaces).encode()))


def _written(root: Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
