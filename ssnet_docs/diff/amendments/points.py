"""The amended points of a document, section by section: what each says after and before, with what changed marked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass

from ssnet_docs.diff.amendments.texts import Texts, cleaned
from ssnet_docs.diff.order import rank, ranks
from ssnet_docs.diff.spots import Side, changed_ranges
from ssnet_docs.diff.summary import told
from ssnet_docs.model.change import Change, ChangeKind, ChangePlace, Changes, Comparison, Segment
from ssnet_docs.model.version import Locator

Marked = tuple[Segment, ...]
"""A text of one version: what is not `same` was changed."""

_LOOKS: frozenset[ChangeKind] = frozenset({"look", "place"})
_IN_TEXT: frozenset[ChangeKind] = frozenset({"figure", "wording", "notes", "section-renamed"})
_SECTIONS: frozenset[ChangeKind] = frozenset({"section-added", "section-removed"})
_Spot = tuple[Locator | None, Locator | None]


@dataclass(frozen=True, slots=True)
class Part:
    """A passage of a point: what it is called (a column, a chart's value; else ''), and its text after and before."""

    name: str
    new: Marked
    old: Marked


@dataclass(frozen=True, slots=True)
class Point:
    """An amended point: what it stands in (a table and a row), its passages, and the changes that are told here."""

    within: tuple[str, ...]
    parts: tuple[Part, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section or slide with its amended points."""

    title: str
    points: tuple[Point, ...]


def listed(change: Change) -> bool:
    """Whether a change is one of the content: looks, and what was only made anew, need no explanation."""
    return told(change) and change.kind not in _LOOKS and change.cause != "template" and bool(change.places)


def chapters(comparison: Comparison, changes: Changes) -> tuple[Chapter, ...]:
    """The amended points in the order of the new version; a change stands where it shows first."""
    return _Points(comparison, changes).chapters()


class _Points:
    def __init__(self, comparison: Comparison, changes: Changes) -> None:
        self.texts = Texts(comparison)
        self.order = ranks(comparison)
        self.changes = [change for change in changes.changes if listed(change)]
        self.at: dict[_Spot, list[tuple[Change, ChangePlace]]] = defaultdict(list)
        for change in self.changes:
            for place in change.places:
                self.at[place.old_locator, place.new_locator].append((change, place))

    def chapters(self) -> tuple[Chapter, ...]:
        found: dict[tuple[str, int | None, int | None], dict[Hashable, list[Change]]] = {}
        for change in sorted(self.changes, key=self._rank):
            place = change.places[0]
            section = place.section, place.old_number, place.new_number
            found.setdefault(section, {}).setdefault(_point(change, place), []).append(change)
        return tuple(
            Chapter(
                self.texts.heading(next(iter(points.values()))[0].places[0]),
                tuple(self._point(together) for together in points.values()),
            )
            for points in found.values()
        )

    def _rank(self, change: Change) -> float:
        place = change.places[0]
        return rank(self.order, place.section, place.new_number)

    def _point(self, changes: list[Change]) -> Point:
        place = changes[0].places[0]
        within = place.within
        if len(within) > 1 and within[-1].endswith("欄"):
            within = within[:-1]
        parts: dict[Hashable, Part] = {}
        for change in changes:
            where = change.places[0]
            key: Hashable = (where.old_locator, where.new_locator) if change.kind in _IN_TEXT else change.id
            if key not in parts:
                parts[key] = self._part(change, where)
        return Point(within, tuple(parts.values()), tuple(changes))

    def _part(self, change: Change, place: ChangePlace) -> Part:
        if change.kind in _IN_TEXT and (place.old_text or place.new_text):
            name = place.within[-1].removesuffix("欄").strip("「」") if _column(place) else _bare(change, place)
            return Part(name, self._marked(place, "new"), self._marked(place, "old"))
        if change.kind == "chart":
            name = change.summary.partition("：")[0] if change.figure else ""
            return Part(name, _whole(change.new, "inserted"), _whole(change.old, "deleted"))
        new, old = place.new_text or change.new, place.old_text or change.old
        if change.kind in _SECTIONS:
            new, old = (self.texts.section(place, side) for side in ("new", "old"))
        elif change.kind.endswith(("-moved", "-split", "-joined")):
            return Part("", _whole(new or change.new, "same"), _whole(old or change.old, "same"))
        if change.kind == "picture":
            new, old = (f"〔圖片：{text}〕" if text else "〔圖片〕" for text in (place.new_text, place.old_text))
            return Part("", _whole(new, "same"), _whole(old, "same"))
        numbers = [self.texts.number(place, side) for side in ("new", "old")]
        return Part("", _whole(numbers[0] + new, "inserted"), _whole(numbers[1] + old, "deleted"))

    def _marked(self, place: ChangePlace, side: Side) -> Marked:
        """The text of a place with all changes that it has, also those that are told elsewhere."""
        text = place.new_text if side == "new" else place.old_text
        own = "inserted" if side == "new" else "deleted"
        ranges: set[tuple[int, int]] = set()
        for change, where in self.at[place.old_locator, place.new_locator]:
            span = where.new_range if side == "new" else where.old_range
            if span is not None:
                ranges.update(changed_ranges(change, text.replace("\u2029", "\n"), span, side))
        number = self.texts.number(place, side)
        return cleaned([Segment("same", number), *_cut(text, ranges, own)])


def _cut(text: str, ranges: Iterable[tuple[int, int]], own: str) -> Iterator[Segment]:
    at = 0
    for start, end in sorted(ranges):
        if end <= at:
            continue
        yield Segment("same", text[at:start])
        yield Segment("inserted" if own == "inserted" else "deleted", text[max(at, start) : end])
        at = end
    yield Segment("same", text[at:])


def _whole(text: str, kind: str) -> Marked:
    match kind:
        case "inserted":
            return cleaned([Segment("inserted", text)])
        case "deleted":
            return cleaned([Segment("deleted", text)])
        case _:
            return cleaned([Segment("same", text)])


def _bare(change: Change, place: ChangePlace) -> str:
    """What a figure is of where nothing else stands with it, as in a box on a slide."""
    if change.figure is None or place.new_text.strip() != change.new:
        return ""
    subject, found, _ = change.summary.partition(f"：{change.old} → ")
    return subject if found else ""


def _column(place: ChangePlace) -> bool:
    return bool(place.within) and place.within[-1].endswith("欄")


def _point(change: Change, place: ChangePlace) -> Hashable:
    """Changes of one key are explained together: those of a paragraph, of a table's row, of a chart."""
    if change.kind in _IN_TEXT:
        if _column(place) and len(place.within) > 1:
            return "row", place.within[:-1]
        return "text", place.old_locator, place.new_locator
    if change.kind == "chart":
        return "chart", place.within
    if change.kind in {"block-moved", "block-split", "block-joined"}:
        return "text", place.old_locator, place.new_locator
    return change.id
