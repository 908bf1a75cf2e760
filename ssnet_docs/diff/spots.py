"""Where on the laid out pages a change shows.

The paragraphs of a version are looked for in the drawn text, in their order: one that stands between two that were
found is looked for only there, on a slide only within its shape. What is not found is not guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ssnet_docs.diff.pages import Pages, around, visible
from ssnet_docs.model.change import Change, ChangePlace
from ssnet_docs.model.layout import Rect
from ssnet_docs.model.version import (
    Locator,
    Version,
    VersionBlock,
    VersionChart,
    VersionParagraph,
    VersionSection,
    VersionShape,
    VersionTable,
    paragraphs,
)

Side = Literal["old", "new"]
_SHORT = 6  # characters below which a paragraph may be found only near the one before it
_NEAR, _FAR = 160, 30_000
_CONTEXTS = (16, 8, 4, 2, 0)  # characters on either side with which a change is looked for
_AIR = 4.0  # points between lines and the outline around them
_SLACK = 8.0  # points that text may stand outside its shape's frame


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a page: boxes in points. `exact` when it is the changed characters, else what is around them."""

    page: int
    boxes: tuple[Rect, ...]
    exact: bool


@dataclass(frozen=True, slots=True)
class _Found:
    """A paragraph in the drawn text: its start there (None where it was not found), and where it may be looked for."""

    text: str
    start: int | None
    bounds: tuple[int, int]
    rect: Rect | None


class Spots:
    """The places of a version's paragraphs, rows and tables on its pages."""

    def __init__(self, version: Version, pages: Pages) -> None:
        self.pages = pages
        self.numbers = _pages_of_slides(version, len(pages.sizes)) if version.kind == "deck" else {}
        self._found: dict[Locator, _Found] = {}
        self._inside: dict[Locator, tuple[Locator, ...]] = {}
        for section in version.sections:
            self._note(section.blocks)
        if version.kind == "deck":
            for section in version.sections:
                self._find_on_slide(section)
        else:
            self._find_in_report(version)

    def of(self, change: Change, place: ChangePlace, side: Side) -> Spot | None:
        """Where a change's place shows in a version; None where it does not show or was not found."""
        locator, rect, number, text, span = (
            (place.old_locator, place.old_rect, place.old_number, place.old_text, place.old_range)
            if side == "old"
            else (place.new_locator, place.new_rect, place.new_number, place.new_text, place.new_range)
        )
        if locator is None or (number is not None and number not in self.numbers):
            return None
        rect = None if number is None else rect  # frames in a report are of no page
        found = self._found.get(locator)
        if found and span is not None:
            ranges = changed_ranges(change, text, span, side)
            lines = [line for item in ranges for line in self._changed(found, item)]
            if lines:
                return _spot(lines, exact=True)
        inside = self._inside.get(locator, (locator,) if found else ())
        lines = [line for key in inside for line in self._whole(self._found.get(key))]
        if lines and (rect is None or locator.tag in {"a:p", "a:tr", "a:tc"}):
            spot = _spot(lines, exact=False)
            whole = around(spot.boxes)
            if locator.tag in {"a:tr", "w:tr"} and rect is not None:
                whole = Rect(rect.x, whole.y, rect.width, whole.height)
            return Spot(spot.page, (Rect(whole.x, whole.y - _AIR, whole.width, whole.height + 2 * _AIR),), exact=False)
        if rect is not None and number is not None:
            return Spot(self.numbers[number], (rect,), exact=False)
        return None

    # --- finding ---------------------------------------------------------------------------------------------------

    def _note(self, blocks: Iterable[VersionBlock]) -> None:
        """What paragraphs stand in each table, row, cell and shape, and which name a chart."""
        blocks = tuple(blocks)
        for block in blocks:
            if isinstance(block, VersionChart) and block.caption:
                named = (one for one in blocks if isinstance(one, VersionParagraph) and block.caption in one.text)
                self._inside[block.locator] = tuple(one.locator for one in named)
            if isinstance(block, VersionTable):
                for row in block.rows:
                    for cell in row.cells:
                        self._inside[cell.locator] = _locators(cell.blocks)
                        self._note(cell.blocks)
                    self._inside[row.locator] = tuple(key for cell in row.cells for key in _locators(cell.blocks))
            elif isinstance(block, VersionShape):
                self._note(block.blocks)
            if isinstance(block, VersionTable | VersionShape):
                self._inside[block.locator] = _locators((block,))

    def _find_on_slide(self, section: VersionSection) -> None:
        page = self.numbers.get(section.number)
        if page is None:
            return
        bounds = self.pages.spans[page - 1]
        for rect, block in _framed(section.blocks):
            cursor = bounds[0]
            for paragraph in paragraphs((block,)):
                text = visible(paragraph.text)
                start = self._within(text, cursor, bounds[1], rect)
                cursor = cursor if start is None else start + len(text)
                self._found[paragraph.locator] = _Found(paragraph.text, start, bounds, rect)

    def _within(self, text: str, start: int, end: int, rect: Rect | None) -> int | None:
        """The first place of a text whose first character stands in a frame."""
        at = self.pages.text.find(text, start, end) if text else -1
        while at >= 0:
            if rect is None or _touches(rect, self.pages.box(at)[1]):
                return at
            at = self.pages.text.find(text, at + 1, end)
        return None

    def _find_in_report(self, version: Version) -> None:
        cursor = 0
        waiting: list[tuple[VersionParagraph, int]] = []
        for section in version.sections:
            if section.kind == "footnotes":  # at the foot of any page
                for note in paragraphs(section.blocks):
                    self._found[note.locator] = _Found(note.text, None, (0, len(self.pages.text)), None)
            if section.kind != "section":
                continue
            for paragraph in paragraphs(section.blocks):
                text = visible(paragraph.text)
                reach = cursor + len(text) + (_NEAR if len(text) < _SHORT else _FAR)
                start = self.pages.text.find(text, cursor, reach) if text else -1
                if start < 0:
                    waiting.append((paragraph, cursor))
                    continue
                for missed, since in waiting:
                    self._found[missed.locator] = _Found(missed.text, None, (since, start), None)
                waiting.clear()
                cursor = start + len(text)
                self._found[paragraph.locator] = _Found(paragraph.text, start, (start, cursor), None)
        for missed, since in waiting:
            self._found[missed.locator] = _Found(missed.text, None, (since, since + _FAR), None)

    # --- boxes -----------------------------------------------------------------------------------------------------

    def _whole(self, found: _Found | None) -> list[tuple[int, Rect]]:
        if found is None or found.start is None:
            return []
        return self.pages.lines(found.start, found.start + len(visible(found.text)))

    def _changed(self, found: _Found, span: tuple[int, int]) -> list[tuple[int, Rect]]:
        """The boxes of the characters [start, end) of a paragraph's text; a caret where it is empty."""
        before, changed, after = (
            visible(part) for part in (found.text[: span[0]], found.text[slice(*span)], found.text[span[1] :])
        )
        start = None if found.start is None else found.start + len(before)
        if start is None:
            start = self._by_context(found, before, changed, after)
        if start is None:
            return []
        if changed:
            return self.pages.lines(start, start + len(changed))
        return self._caret(start, follows=bool(before))

    def _by_context(self, found: _Found, before: str, changed: str, after: str) -> int | None:
        """Where a change stands whose paragraph is not drawn in one piece (cut by a page's end or a picture)."""
        for size in _CONTEXTS:
            head, tail = (before[-size:], after[:size]) if size else ("", "")
            if len(head + changed + tail) < 2:
                return None
            start = self._within(head + changed + tail, *found.bounds, found.rect)
            if start is not None:
                return start + len(head)
        return None

    def _caret(self, at: int, *, follows: bool) -> list[tuple[int, Rect]]:
        """A narrow box where something was taken out."""
        if not self.pages.text:
            return []
        page, box = self.pages.box(at - 1 if follows else at)
        return [(page, Rect((box.right if follows else box.x) - 1.5, box.y, 3.0, box.height))]


def changed_ranges(change: Change, text: str, span: tuple[int, int], side: Side) -> list[tuple[int, int]]:
    """The changed characters of a place's text: by the marked segments where these are of this text, else `span`."""
    own, other = ("deleted", "inserted") if side == "old" else ("inserted", "deleted")
    if "".join(segment.text for segment in change.segments if segment.kind != other) != text:
        return [span]
    found: list[tuple[int, int]] = []
    at = 0
    for index, segment in enumerate(change.segments):
        if segment.kind == other:
            replaced = any(near.kind == own for near in change.segments[max(0, index - 1) : index + 2])
            if not replaced and span[0] <= at <= span[1]:
                found.append((at, at))
            continue
        end = at + len(segment.text)
        if segment.kind == own and at < span[1] and end > span[0]:
            found.append((max(at, span[0]), min(end, span[1])))
        at = end
    return found or [span]


def _spot(lines: Sequence[tuple[int, Rect]], *, exact: bool) -> Spot:
    """The boxes on the first page that they stand on."""
    page = lines[0][0]
    return Spot(page, tuple(box for on, box in lines if on == page), exact)


def _pages_of_slides(version: Version, count: int) -> dict[int, int]:
    """On which page each slide stands: LibreOffice leaves hidden ones out. None is known where counts differ."""
    shown = [section.number for section in version.sections if not section.hidden]
    return {number: page for page, number in enumerate(shown, start=1)} if len(shown) == count else {}


def _locators(blocks: tuple[VersionBlock, ...]) -> tuple[Locator, ...]:
    return tuple(paragraph.locator for paragraph in paragraphs(blocks))


def _framed(blocks: Iterable[VersionBlock]) -> Iterator[tuple[Rect | None, VersionBlock]]:
    """The blocks of a slide that have a frame; shapes of a group are looked for each in its own."""
    for block in blocks:
        if isinstance(block, VersionShape) and any(not isinstance(item, VersionParagraph) for item in block.blocks):
            yield from _framed(block.blocks)
        elif isinstance(block, VersionParagraph | VersionShape | VersionTable):
            yield (None if isinstance(block, VersionParagraph) else block.rect), block


def _touches(rect: Rect, box: Rect) -> bool:
    x, y = box.x + box.width / 2, box.y + box.height / 2
    return rect.x - _SLACK <= x <= rect.right + _SLACK and rect.y - _SLACK <= y <= rect.bottom + _SLACK
