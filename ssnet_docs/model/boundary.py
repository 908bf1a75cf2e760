"""Boundaries of the counties: what maps are drawn from."""

from __future__ import annotations

from dataclasses import dataclass

Point = tuple[float, float]
"""Longitude and latitude in degrees (WGS 84)."""

Ring = tuple[Point, ...]
"""A closed line whose last point is its first."""


@dataclass(frozen=True, slots=True, eq=False)
class Boundaries:
    """The counties' outlines by slug: polygons, each with its outer ring first and its holes after it.

    Neighbours have the very points of their border in common. `attribution` is whom a map has to name.
    """

    counties: dict[str, tuple[tuple[Ring, ...], ...]]
    attribution: str
