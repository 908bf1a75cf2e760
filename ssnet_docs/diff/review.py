"""The changes as a reviewer goes through them: by slide or section, each with the pictures on which it shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

from ssnet_docs.diff.marked_texts import texts
from ssnet_docs.diff.order import Ranks, rank, ranks
from ssnet_docs.diff.pages import around
from ssnet_docs.diff.spots import Side, Spot, Spots
from ssnet_docs.diff.summary import told
from ssnet_docs.diff.tags import TAGS, tag
from ssnet_docs.model.change import Change, ChangePlace, Changes, Comparison, Segment
from ssnet_docs.model.layout import Rect

REGENERATED = "重新產生（頁碼、編號、目次、資料列號等）"
SIDES: tuple[Side, Side] = ("old", "new")
_MOST_PLACES = 12  # pictured places of one change
_MARGIN = 44.0  # points shown of a page above and below a change
_LEAST = 140.0  # points of a page that a picture shows at least
_NEARBY = 90.0  # points between changes that are shown on one picture


@dataclass(frozen=True, slots=True)
class Mark:
    """An outline on a page: the number of the change, boxes in points, whether they are the very characters."""

    number: int
    boxes: tuple[Rect, ...]
    exact: bool
    stale: bool = False  # a place that still shows the old value


@dataclass(frozen=True, slots=True)
class Picture:
    """A page of one version, or a part of it, with its outlines; lengths in points."""

    kind: Literal["deck", "report"]
    side: Side
    label: str  # 第 5 張, 第 5 頁
    page: int
    size: tuple[float, float]
    part: Rect
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class View:
    """Before and after side by side; a side is None where that version has nothing there or was not found (`lost`)."""

    old: Picture | None
    new: Picture | None
    lost: frozenset[Side] = frozenset()
    stale: bool = False  # shows only where the new version still has the old value


@dataclass(frozen=True, slots=True)
class Entry:
    """A change with its number in the list and its marked texts; these are empty where the summary says it all."""

    number: int
    change: Change
    tag: str
    before: tuple[Segment, ...]
    after: tuple[Segment, ...]
    unseen: bool  # has places, but none of them was found on the pictures


@dataclass(slots=True)
class Cluster:
    """Changes that one view shows."""

    view: View | None
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Group:
    """A slide or section: where it is, its title, and its changes; `others` are of changes that stand elsewhere."""

    where: str
    title: str
    clusters: tuple[Cluster, ...]
    others: tuple[Entry, ...] = ()

    @property
    def entries(self) -> list[Entry]:
        return [entry for cluster in self.clusters for entry in cluster.entries]

    @property
    def tagged(self) -> list[tuple[str, list[Entry]]]:
        """The changes by kind, those that follow each other together."""
        return [(tag, list(together)) for tag, together in groupby(self.entries, key=lambda entry: entry.tag)]


@dataclass(frozen=True, slots=True)
class _Sight:
    """A place of a change on the pages."""

    entry: Entry
    place: ChangePlace
    old: Spot | None
    new: Spot | None
    first: bool
    stale: bool


_Key = tuple[str, str, int | None, int | None]


def groups(comparison: Comparison, changes: Changes, spots: Mapping[Side, Spots] | None) -> tuple[Group, ...]:
    """The changes by slide or section in the order of the new version; what was only made anew comes last."""
    order = ranks(comparison)
    shown = sorted((change for change in changes.changes if told(change)), key=lambda change: _order(change, order))
    made = [change for change in changes.changes if not told(change)]
    sights: dict[_Key, list[_Sight]] = {}
    whole: list[Entry] = []
    for number, change in enumerate(shown, start=1):
        if not change.places:
            whole.append(_entry(number, change))
        for sight in _sights(number, change, spots):
            sights.setdefault(_key(sight.place), []).append(sight)
    ordered = sorted(sights, key=lambda key: rank(order, key[0], key[3]))
    result = [_group(key, sights[key], changes.kind, spots) for key in ordered]
    if whole:
        result.insert(0, Group("", "整份文件", (Cluster(None, whole),)))
    if made:
        rest = [_entry(number, change) for number, change in enumerate(made, start=len(shown) + 1)]
        result.append(Group("", REGENERATED, (Cluster(None, rest),)))
    return tuple(result)


def _order(change: Change, order: Ranks) -> tuple[float, int]:
    """Changes by section, on a slide by kind; in a report they stay as they follow each other."""
    place = change.places[0] if change.places else None
    if place is None:
        return -2.0, 0
    slide = place.old_number is not None or place.new_number is not None
    return rank(order, place.section, place.new_number), list(TAGS).index(tag(change)) if slide else 0


def _sights(number: int, change: Change, spots: Mapping[Side, Spots] | None) -> Iterator[_Sight]:
    places = [(place, False) for place in change.places[:_MOST_PLACES]]
    places += [(place, True) for place in change.left_behind[:_MOST_PLACES]]
    seen = [[spots[side].of(change, place, side) if spots else None for side in SIDES] for place, _ in places]
    shown = any("備忘稿" not in place.where for place in change.places)  # notes are not on the slide
    entry = _entry(number, change, unseen=spots is not None and shown and not any(any(pair) for pair in seen))
    for index, ((place, stale), (old, new)) in enumerate(zip(places, seen, strict=True)):
        yield _Sight(entry, place, None if stale else old, new, index == 0, stale)


def _key(place: ChangePlace) -> _Key:
    title = "" if place.old_number or place.new_number else place.where.partition("　")[0]
    return place.section, title, place.old_number, place.new_number


def _group(key: _Key, sights: Sequence[_Sight], kind: str, spots: Mapping[Side, Spots] | None) -> Group:
    place = sights[0].place
    if kind == "deck":
        clusters = [_slide(key, sights, spots)]
    elif spots:
        clusters = _passages(sights, spots)
    else:
        clusters = [Cluster(None, [sight.entry for sight in sights if sight.first])]
    own = {sight.entry.number for sight in sights if sight.first}
    others = {sight.entry.number: sight.entry for sight in sights if sight.entry.number not in own}
    where, title = ("", key[1]) if key[1] else (_where(place), place.title)
    return Group(where, title, tuple(clusters), tuple(others.values()))


def _where(place: ChangePlace) -> str:
    if place.old_number and place.new_number and place.old_number != place.new_number:
        return f"第 {place.new_number} 張（原第 {place.old_number} 張）"
    if place.new_number is None and place.old_number:
        return f"原第 {place.old_number} 張"
    return place.where.partition("　")[0]


# --- pictures ------------------------------------------------------------------------------------------------------


def _slide(key: _Key, sights: Sequence[_Sight], spots: Mapping[Side, Spots] | None) -> Cluster:
    """A slide, whole, with all its changes."""
    entries = [sight.entry for sight in sights if sight.first]
    if spots is None:
        return Cluster(None, entries)
    pictures: list[Picture | None] = []
    for side, number in zip(SIDES, key[2:], strict=True):
        page = spots[side].numbers.get(number) if number else None
        if page is None:
            pictures.append(None)
            continue
        size = spots[side].pages.sizes[page - 1]
        pictures.append(
            Picture("deck", side, f"第 {number} 張", page, size, Rect(0, 0, *size), _marks(sights, side, page))
        )
    lost = frozenset(side for side, number, one in zip(SIDES, key[2:], pictures, strict=True) if number and not one)
    return Cluster(View(pictures[0], pictures[1], lost) if any(pictures) else None, entries)


def _passages(sights: Sequence[_Sight], spots: Mapping[Side, Spots]) -> list[Cluster]:
    """The parts of a report's pages on which a section's changes stand; near ones share a picture."""
    gathered: list[list[_Sight]] = []
    for sight in sights:
        if gathered and sight.stale == gathered[-1][-1].stale and _together(gathered[-1][-1], sight):
            gathered[-1].append(sight)
        else:
            gathered.append([sight])
    return [
        Cluster(_passage(together, spots), [sight.entry for sight in together if sight.first]) for together in gathered
    ]


def _together(one: _Sight, other: _Sight) -> bool:
    """Whether two places stand near each other in both versions, as far as they stand there."""
    near = []
    for side in SIDES:
        spots = [sight.old if side == "old" else sight.new for sight in (one, other)]
        if spots[0] is None or spots[1] is None:
            continue
        boxes = [around(spot.boxes) for spot in spots if spot]
        gap = max(boxes[0].y, boxes[1].y) - min(boxes[0].bottom, boxes[1].bottom)
        near.append(spots[0].page == spots[1].page and gap < _NEARBY)
    return all(near) and (bool(near) or not any((one.old, one.new, other.old, other.new)))


def _passage(sights: Sequence[_Sight], spots: Mapping[Side, Spots]) -> View | None:
    pictures: list[Picture | None] = []
    for side in SIDES:
        found = [spot for sight in sights if (spot := sight.old if side == "old" else sight.new)]
        if not found:
            pictures.append(None)
            continue
        page = found[0].page
        size = spots[side].pages.sizes[page - 1]
        band = around([box for spot in found for box in spot.boxes])
        top = max(0.0, band.y - _MARGIN)
        bottom = min(size[1], max(band.bottom + _MARGIN, top + _LEAST))
        part = Rect(0, top, size[0], bottom - top)
        pictures.append(Picture("report", side, f"第 {page} 頁", page, size, part, _marks(sights, side, page)))
    if not any(pictures):
        return None
    lost = {side for sight in sights for side in SIDES if not sight.stale and _located(sight.place, side)}
    shown = {picture.side for picture in pictures if picture}
    return View(pictures[0], pictures[1], frozenset(lost - shown), all(sight.stale for sight in sights))


def _located(place: ChangePlace, side: Side) -> bool:
    return (place.old_locator if side == "old" else place.new_locator) is not None


def _marks(sights: Sequence[_Sight], side: Side, page: int) -> tuple[Mark, ...]:
    marks: dict[Mark, None] = {}
    for sight in sights:
        spot = sight.old if side == "old" else sight.new
        if spot and spot.page == page:
            marks[Mark(sight.entry.number, spot.boxes, spot.exact, sight.stale)] = None
    return tuple(marks)


def _entry(number: int, change: Change, *, unseen: bool = False) -> Entry:
    before, after = texts(change)
    return Entry(number, change, tag(change), before, after, unseen)
