"""The map of Taiwan as a drawing: the counties' outlines in a view, with the far islands in frames of their own.

Degrees become the view's units by an equirectangular projection with a true parallel through the middle of Taiwan:
over so small a country its shapes differ from those of the official TWD97 map by less than a hairline on a slide.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from ssnet_docs.model.boundary import Boundaries, Point, Ring
from ssnet_docs.model.drawing import Command, Freeform
from ssnet_docs.model.layout import Rect

PARALLEL = 23.7  # degrees north
UNITS = 100.0
"""The view's units in a degree of latitude: a slide shows about one point for each."""

INSETS: dict[str, tuple[float, float]] = {"lienchiang": (0.0, 0.0), "kinmen": (0.0, 72.0)}
"""The counties off the coast of the mainland, and where (in the view) the upper left corners of their frames are."""

INSET = (88.0, 66.0)
FAR = 0.7
"""Degrees from a county's largest island beyond which an island is left out of its frame: 烏坵 of 金門縣, 110 km away,
would shrink all else to dots."""

_INSET_MARGIN = 8.0
_LABEL_BAND = 18.0  # at the top of a frame, for its name
_GRID = 10  # points across a county at which the middle of its open space is looked for
_LABEL_ASPECT = 1.65  # width / height of a value's label
_SAMPLE = 3.0  # units between the points at which a border is looked at


@dataclass(frozen=True, slots=True)
class CountyShape:
    """A county in the view: the frame of its outline, the outline, and where a label has most room."""

    slug: str
    place: Rect
    outline: Freeform
    label: Rect


@dataclass(frozen=True, slots=True)
class TaiwanMap:
    """The view (width, height), the counties in it, and the frames of the insets by slug."""

    view: tuple[float, float]
    counties: tuple[CountyShape, ...]
    insets: dict[str, Rect]


@lru_cache(maxsize=1)
def taiwan(boundaries: Boundaries) -> TaiwanMap:
    """The map; the main island and the islands near it stand at their true places."""
    near = {slug: polygons for slug, polygons in boundaries.counties.items() if slug not in INSETS}
    points = [_projected(point) for polygons in near.values() for rings in polygons for ring in rings for point in ring]
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    shapes = [_county(slug, polygons, (-left, -top), 1.0) for slug, polygons in near.items()]
    frames = {}
    for slug, (x, y) in INSETS.items():
        if slug in boundaries.counties:
            frames[slug] = Rect(x, y, *INSET)
            shapes.append(_inset(slug, boundaries.counties[slug], frames[slug]))
    return TaiwanMap((right - left, bottom - top), tuple(shapes), frames)


def _projected(point: Point) -> Point:
    longitude, latitude = point
    return longitude * math.cos(math.radians(PARALLEL)) * UNITS, -latitude * UNITS


def _inset(slug: str, polygons: Sequence[Sequence[Ring]], frame: Rect) -> CountyShape:
    """A county enlarged into its frame, below the band of its name."""
    polygons = _near(polygons)
    points = [_projected(point) for rings in polygons for ring in rings for point in ring]
    left, top = min(x for x, _ in points), min(y for _, y in points)
    width, height = max(x for x, _ in points) - left, max(y for _, y in points) - top
    room_x, room_y = frame.width - 2 * _INSET_MARGIN, frame.height - _LABEL_BAND - _INSET_MARGIN
    scale = min(room_x / width, room_y / height)
    x = frame.x + (frame.width - width * scale) / 2
    y = frame.y + _LABEL_BAND + (room_y - height * scale) / 2
    return _county(slug, polygons, (x / scale - left, y / scale - top), scale)


def _county(slug: str, polygons: Sequence[Sequence[Ring]], shift: Point, scale: float) -> CountyShape:
    rings = [
        [((x + shift[0]) * scale, (y + shift[1]) * scale) for x, y in map(_projected, ring)]
        for polygon in polygons
        for ring in polygon
    ]
    left, right = min(x for ring in rings for x, _ in ring), max(x for ring in rings for x, _ in ring)
    top, bottom = min(y for ring in rings for _, y in ring), max(y for ring in rings for _, y in ring)
    path: list[Command] = []
    for ring in rings:
        for number, (x, y) in enumerate(ring[:-1]):
            path.append(("L" if number else "M", ((round(x - left, 2), round(y - top, 2)),)))
        path.append(("Z", ()))
    place = Rect(left, top, right - left, bottom - top)
    sizes = [abs(_area(polygon[0])) for polygon in polygons]
    largest = sizes.index(max(sizes))
    before = sum(len(polygon) for polygon in polygons[:largest])
    label = _label(rings[before : before + len(polygons[largest])])
    return CountyShape(slug, place, Freeform((place.width, place.height), (tuple(path),)), label)


def _area(ring: Sequence[Point]) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) / 2


def _near(polygons: Sequence[Sequence[Ring]]) -> list[Sequence[Ring]]:
    """The polygons that are not far from the largest."""
    largest = max(polygons, key=lambda rings: abs(_area(rings[0])))[0][0]
    return [rings for rings in polygons if math.dist(rings[0][0], largest) < FAR]


def _label(polygon: Sequence[Sequence[Point]]) -> Rect:
    """The largest frame for a label inside the polygon and outside its holes, of those around the points of a grid."""
    left, right = min(x for x, _ in polygon[0]), max(x for x, _ in polygon[0])
    top, bottom = min(y for _, y in polygon[0]), max(y for _, y in polygon[0])
    border = [point for ring in polygon for side in pairwise(ring) for point in _along(side)]
    best, room = ((left + right) / 2, (top + bottom) / 2), 0.0
    for row in range(1, _GRID):
        for column in range(1, _GRID):
            x, y = left + (right - left) * column / _GRID, top + (bottom - top) * row / _GRID
            if _inside((x, y), polygon):
                away = min(max(abs(px - x) / _LABEL_ASPECT, abs(py - y)) for px, py in border)
                if away > room:
                    best, room = (x, y), away
    height, width = 2 * room, 2 * room * _LABEL_ASPECT
    return Rect(best[0] - width / 2, best[1] - height / 2, width, height)


def _along(side: tuple[Point, Point]) -> Iterator[Point]:
    """Points on a side, a few units apart."""
    (x1, y1), (x2, y2) = side
    count = int(math.dist(*side) / _SAMPLE) + 1
    for number in range(count):
        yield x1 + (x2 - x1) * number / count, y1 + (y2 - y1) * number / count


def _inside(point: Point, polygon: Sequence[Sequence[Point]]) -> bool:
    """Whether a ray to the right crosses the rings an odd number of times."""
    x, y = point
    inside = False
    for ring in polygon:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
                inside = not inside
    return inside
