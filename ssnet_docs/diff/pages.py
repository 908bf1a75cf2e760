"""The pages of a version as readers see them: pictures, and where on them every character stands.

LibreOffice lays the document out, poppler draws it and tells its words in the order in which they were drawn, which
is the order of the paragraphs in a report and of the shapes on a slide.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from itertools import accumulate, groupby
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from lxml import etree

from ssnet_docs.export import ExportError, Office, page_images
from ssnet_docs.model.layout import Rect
from ssnet_docs.model.typography import is_wide
from ssnet_docs.writers.ooxml.package import Package

TIMEOUT = 120.0
"""Seconds that LibreOffice may take for both versions, which may be anyone's files."""

RESOLUTION = MappingProxyType({"deck": 96, "report": 120})
"""Dots per inch of the pictures: about 1,280 across a slide, 990 across a page of A4; fewer on larger pages."""

_MOST_DOTS = 2400  # along a page's longer side, whatever its size

_TRACKED = re.compile(rb"<w:(?:ins|del|moveFrom|moveTo|cellIns|cellDel|cellMerge|\w+Change)[ >/]")
_MOST_COLOURS = 20_000  # on a page without photographs; letters and drawings have some thousand shades
_THIN = frozenset(".,:;'|!ilj·")
_UNSEEN = re.compile("[\\s\u200b-\u200f\u2029\u202a-\u202e\u2060-\u2069\ufeff\ufffc]+")


def visible(text: str) -> str:
    """A text as it can be found on a page: without spaces, marks of direction and what stands for no text."""
    return _UNSEEN.sub("", text)


@dataclass(frozen=True, slots=True)
class Word:
    """Characters drawn next to each other; `box` in points from the page's upper left corner."""

    page: int
    box: Rect
    text: str


@dataclass(frozen=True)
class Pages:
    """A laid out version: sizes of its pages in points (page 1 first), and all words in the order of drawing."""

    pdf: Path
    kind: Literal["deck", "report"]
    sizes: tuple[tuple[float, float], ...]
    words: tuple[Word, ...]

    @cached_property
    def text(self) -> str:
        """All visible characters of the document in one."""
        return "".join(word.text for word in self.words)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(accumulate((len(word.text) for word in self.words), initial=0))[:-1]

    @cached_property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """For each page, from and to which character of `text` it goes."""
        length, counts = 0, dict.fromkeys(range(1, len(self.sizes) + 1), 0)
        for word in self.words:
            counts[word.page] += len(word.text)
        found = []
        for count in counts.values():
            found.append((length, length + count))
            length += count
        return tuple(found)

    def box(self, index: int) -> tuple[int, Rect]:
        """The page of a character of `text` and about where it stands: words tell only their own boxes."""
        number = bisect_right(self._starts, index) - 1
        word = self.words[number]
        widths = [_width(character) for character in word.text]
        at = index - self._starts[number]
        unit = word.box.width / sum(widths)
        return word.page, Rect(word.box.x + unit * sum(widths[:at]), word.box.y, unit * widths[at], word.box.height)

    def lines(self, start: int, end: int) -> list[tuple[int, Rect]]:
        """The boxes around the characters [start, end) of `text`, one for each line, with their pages."""
        found: list[tuple[int, Rect]] = []
        for index in range(start, end):
            page, box = self.box(index)
            last = found[-1] if found else None
            if last and last[0] == page and _beside(last[1], box):
                found[-1] = page, around([last[1], box])
            else:
                found.append((page, box))
        return found

    def pictures(self, wanted: Collection[int], room: int) -> dict[int, bytes]:
        """Pictures (PNG or JPEG) of pages, the first ones as far as `room` (bytes) goes."""
        made: dict[int, bytes] = {}
        pages = sorted(page for page in wanted if 1 <= page <= len(self.sizes))
        longest = max((side for page in pages for side in self.sizes[page - 1]), default=1.0)
        resolution = max(1, min(RESOLUTION[self.kind], int(_MOST_DOTS * 72 / longest)))
        with tempfile.TemporaryDirectory(prefix="ssnet-diff-") as name:
            for first, last in _runs(pages):
                files = page_images(self.pdf, Path(name), resolution=resolution, first=first, last=last)
                for page, file in zip(range(first, last + 1), files, strict=True):
                    made[page] = _small(file)
                    file.unlink()
                    room -= len(made[page])
                    if room < 0:
                        del made[page]
                        return made
        return made


def _small(file: Path) -> bytes:
    """A page's picture in a third of the bytes: PNG of few colours keeps letters sharp, JPEG is for photographs."""
    from PIL import Image

    made = BytesIO()
    with Image.open(file) as image:
        page = image.convert("RGB")
        if page.getcolors(_MOST_COLOURS) is None:
            page.save(made, "JPEG", quality=82, optimize=True)
        else:
            page.quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(made, "PNG", compress_level=6)
    return made.getvalue()


def _width(character: str) -> float:
    """About how wide a character is in ems, for cutting a word's box into characters."""
    return 1.0 if is_wide(character) else 0.27 if character in _THIN else 0.55


def around(boxes: Sequence[Rect]) -> Rect:
    """The box around boxes."""
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
    return Rect(left, top, right - left, bottom - top)


def _beside(box: Rect, following: Rect) -> bool:
    """Whether a character stands on the line of those before it, whatever their sizes."""
    shared = min(box.bottom, following.bottom) - max(box.y, following.y)
    return shared > min(box.height, following.height) / 2 and following.x >= box.x


def _runs(pages: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pages that follow each other, a few at a time."""
    for _, together in groupby(enumerate(pages), key=lambda item: item[1] - item[0]):
        numbers = [page for _, page in together]
        for start in range(0, len(numbers), 8):
            part = numbers[start : start + 8]
            yield part[0], part[-1]


def _inked(box: Rect) -> Rect:
    """About where the ink is: a word's box reaches from the font's ascent to its descent."""
    return Rect(box.x, box.y + box.height * 0.08, max(box.width, 0.1), max(box.height * 0.84, 0.1))


@contextmanager
def laid_out(documents: Sequence[tuple[bytes, Literal["deck", "report"]]]) -> Iterator[tuple[Pages, ...]]:
    """The pages of .pptx and .docx files, as long as the context lasts.

    Raises ExportError where LibreOffice or poppler is not installed or cannot lay a document out in time.
    """
    with Office(TIMEOUT) as office, tempfile.TemporaryDirectory(prefix="ssnet-diff-") as name:
        jobs = []
        for number, (data, kind) in enumerate(documents):
            source = Path(name) / f"{number}.{'pptx' if kind == 'deck' else 'docx'}"
            source.write_bytes(data if kind == "deck" else _accepted(data))
            jobs.append((source, source.with_suffix(".pdf")))
        office.convert_all(jobs)
        yield tuple(_pages(pdf, kind) for (_, pdf), (_, kind) in zip(jobs, documents, strict=True))


def _accepted(data: bytes) -> bytes:
    """A report as it was read: with its tracked changes accepted, which LibreOffice would draw."""
    from ssnet_docs.readers.revisions import accept

    package = Package.read(data)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    found = False
    for name in [name for name in package.parts if name.startswith("word/") and name.endswith(".xml")]:
        if _TRACKED.search(package.parts[name]):
            root = etree.fromstring(package.parts[name], parser)
            if accept(root):
                package.parts[name] = bytes(
                    etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
                )
                found = True
    return package.save() if found else data


def _pages(pdf: Path, kind: Literal["deck", "report"]) -> Pages:
    command = ["pdftotext", "-raw", "-bbox", str(pdf), "-"]
    try:
        made = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=TIMEOUT)
    except (OSError, subprocess.TimeoutExpired):
        raise ExportError(
            "無法讀取頁面上的文字", "請先安裝 poppler（Debian、Ubuntu：apt install poppler-utils）"
        ) from None
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    tree = etree.fromstring(made.stdout or b"<html></html>", parser)
    sizes, words = [], []
    for number, page in enumerate(tree.iter("page"), start=1):
        sizes.append((float(page.get("width", "0")), float(page.get("height", "0"))))
        for word in page.iter("word"):
            left, top, right, bottom = (float(word.get(name, "0")) for name in ("xmin", "ymin", "xmax", "ymax"))
            text = visible(word.text or "")
            if text:
                words.append(Word(number, _inked(Rect(left, top, right - left, bottom - top)), text))
    if not sizes:
        raise ExportError("無法讀取頁面上的文字", "請確認檔案能在 LibreOffice 開啟，再試一次")
    return Pages(pdf, kind, tuple(sizes), tuple(words))
