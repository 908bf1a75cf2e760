"""A county's own file: written from the shared frame, so that it says the same until someone changes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ssnet_docs.content import catalogue
from ssnet_docs.model.county import County
from ssnet_docs.model.errors import ContentError
from ssnet_docs.model.fact import DataStore, UnknownFactError
from ssnet_docs.project import Project

FOLDER = "content/counties"

_NAMES = re.compile(r"\{\{ (county|agency|region) \}\}")
_SLUG = "<縣市代號>"
_FRAME_ONLY = "#|"  # begins a line that the frame says of itself


@dataclass(frozen=True, slots=True)
class Begun:
    """A county's new file and the county."""

    path: Path
    county: County


def find(data: DataStore, name: str) -> County:
    """The county that `name` means. Raises ContentError with the near ones."""
    try:
        return data.county(name)
    except UnknownFactError as error:
        raise ContentError(None, error.message, error.hint or "例如 hualien、花蓮縣、花蓮") from None


def begin(project: Project, name: str, data: DataStore) -> Begun:
    """Write the county's file with its names in the place of the frame's.

    Raises ContentError where the county is not known, has a file already, or there is no frame.
    """
    from ssnet_docs.files import atomic_write

    county = find(data, name)
    path = project.root / FOLDER / f"{county.slug}.yaml"
    if path.exists():
        message = f"{FOLDER}/{county.slug}.yaml 已經有了，不會覆蓋"
        raise ContentError(None, message, "要重新建立，請先將它改名或刪除")
    own = {"county": county.name, "agency": county.agency, "region": county.region}
    frame = project.read_text(catalogue.FRAME)
    lines = [line for line in frame.splitlines() if not line.startswith(_FRAME_ONLY)]
    text = _NAMES.sub(lambda found: own[found[1]], "\n".join(lines)).replace(_SLUG, county.slug)
    atomic_write(path, f"{text}\n".encode())
    return Begun(path, county)
