"""The counties of Taiwan under all the names that people give them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from ssnet_docs.model.fact import UnknownFactError

_ENDINGS = re.compile(r"(?:政府|縣|市|[ -]?city|[ -]?county)+$")


@dataclass(frozen=True, slots=True)
class County:
    """A county: its slug, its official name (臺中市), its English name and its kind (直轄市, 縣 or 市).

    `region` is north, central, south, east or islands; `agency` the full name of its social affairs agency
    (臺中市政府社會局). Either is '' where the data do not say. `tile` is its column and row on a map of tiles.
    """

    slug: str
    name: str
    english: str
    type: str
    region: str = ""
    agency: str = ""
    tile: tuple[int, int] | None = None


class Counties:
    """Finds counties by slug, by Chinese name with 臺 or 台, with or without 縣市, and by English name."""

    def __init__(self, rows: Iterable[Mapping[str, str]], agencies: Mapping[str, str] | None = None) -> None:
        """`rows` have slug, name_zh, name_zh_alt, name_en, type_zh and perhaps region; `agencies` are names by slug."""
        self._counties: dict[str, County] = {}
        self._full: dict[str, str] = {}
        self._short: dict[str, list[str]] = {}
        for row in rows:
            slug = row["slug"]
            agency = (agencies or {}).get(slug, "")
            self._counties[slug] = County(
                slug,
                row["name_zh"],
                row["name_en"],
                row["type_zh"],
                row.get("region", ""),
                agency,
                (int(row["tile_col"]), int(row["tile_row"])) if row.get("tile_col") else None,
            )
            names = [row[column] for column in ("slug", "name_zh", "name_zh_alt", "name_en") if row[column]]
            self._full.update((_folded(name), slug) for name in names)
            for name in dict.fromkeys(_shortened(_folded(name)) for name in names):
                self._short.setdefault(name, []).append(slug)

    def __len__(self) -> int:
        return len(self._counties)

    def all(self) -> tuple[County, ...]:
        return tuple(self._counties.values())

    def find(self, name: str) -> County:
        """The county that `name` means: taichung, Taichung, 臺中市, 台中 or 臺中市政府.

        Raises UnknownFactError, whose suggestions are Chinese names: all that a shared short name (新竹) can mean, or
        the nearest ones.
        """
        wanted = _folded(name)
        slug = self._full.get(wanted)
        short = _shortened(wanted)
        meant = [slug] if slug else self._short.get(short, [])
        if len(meant) == 1:
            return self._counties[meant[0]]
        near = meant or self._near(short)
        raise UnknownCountyError(name, [self._counties[slug].name for slug in near], ambiguous=bool(meant))

    def _near(self, short: str) -> list[str]:
        names = get_close_matches(short, self._short, n=2, cutoff=0.5)
        return list(dict.fromkeys(slug for name in names for slug in self._short[name]))


class UnknownCountyError(UnknownFactError):
    """A name that means no county, or several."""

    def __init__(self, name: str, suggestions: Iterable[str], *, ambiguous: bool) -> None:
        super().__init__("縣市", name, ())
        self.suggestions = tuple(suggestions)
        if ambiguous:
            self.message = f"「{name}」可以指好幾個縣市"
        if self.suggestions:
            self.hint = f"是不是「{'」或「'.join(self.suggestions)}」？"


def _folded(name: str) -> str:
    """A name as it is compared: without case, 臺 for 台, - for _ and spaces."""
    return re.sub(r"[ _]+", "-", name.strip().casefold().replace("台", "臺"))


def _shortened(folded: str) -> str:
    return _ENDINGS.sub("", folded) or folded
