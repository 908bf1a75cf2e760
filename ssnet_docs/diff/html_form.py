"""The changes as one web page that needs nothing else: the list, and before and after side by side.

Everything from the documents reaches the page through the template's escaping; the page's policy forbids every source
but itself and every script but its own. Without pictures the same changes give the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ssnet_docs.diff.marked_texts import plain
from ssnet_docs.diff.pages import laid_out
from ssnet_docs.diff.review import SIDES, Group, Mark, Picture, View, groups
from ssnet_docs.diff.spots import Side, Spots
from ssnet_docs.diff.summary import summary
from ssnet_docs.diff.tags import titles
from ssnet_docs.export import ExportError
from ssnet_docs.files import atomic_write
from ssnet_docs.model.change import CAUSE_TITLES, ChangePlace, Changes, Comparison

if TYPE_CHECKING:
    from jinja2 import Template

ROOM = 24_000_000
"""Bytes of pictures in a page at most; base64 makes them a third larger."""

_FOLDER = Path(__file__).with_name("html")


def write(comparison: Comparison, changes: Changes, documents: tuple[bytes, bytes], target: Path) -> None:
    """Write the page, whole or not at all; `documents` are the bytes of the old and the new file."""
    atomic_write(target, page(comparison, changes, documents).encode())


def page(comparison: Comparison, changes: Changes, documents: tuple[bytes, bytes] | None) -> str:
    """The page as HTML; with pictures where `documents` are given and LibreOffice and poppler are installed."""
    if documents is None or not changes.changes:
        return _rendered(changes, groups(comparison, changes, None), {}, "")
    kinds = comparison.old.kind, comparison.new.kind
    try:
        with laid_out(tuple(zip(documents, kinds, strict=True))) as laid:
            versions = comparison.old, comparison.new
            spots = {side: Spots(version, pages) for side, version, pages in zip(SIDES, versions, laid, strict=True)}
            found = groups(comparison, changes, spots)
            images, notice = _images(found, spots)
    except ExportError as error:
        notice = f"沒有頁面圖片，只列文字：{error.message}"
        return _rendered(changes, groups(comparison, changes, None), {}, notice)
    return _rendered(changes, found, images, notice)


def _images(found: tuple[Group, ...], spots: Mapping[Side, Spots]) -> tuple[dict[tuple[Side, int], bytes], str]:
    """The pictures of all pages that are shown, and what to tell the reader where there was no room for all."""
    shown = [picture for group in found for cluster in group.clusters for picture in _pictures(cluster.view)]
    wanted: dict[Side, set[int]] = {side: {one.page for one in shown if one.side == side} for side in SIDES}
    images = {
        (side, number): data
        for side in SIDES
        for number, data in spots[side].pages.pictures(wanted[side], ROOM // 2).items()
    }
    missing = sum(map(len, wanted.values())) - len(images)
    return images, f"頁面很多，有 {missing} 頁不附圖片，只列文字" if missing else ""


def _pictures(view: View | None) -> list[Picture]:
    return [one for one in (view.old, view.new) if one] if view else []


def _rendered(changes: Changes, found: tuple[Group, ...], images: Mapping[tuple[Side, int], bytes], notice: str) -> str:
    style, script = ((_FOLDER / name).read_text(encoding="utf-8").strip() for name in ("page.css", "page.js"))
    entries = [entry for group in found for entry in group.entries]
    counts = Counter(entry.tag for entry in entries)
    return _template().render(
        changes=changes,
        summary=summary(changes),
        groups=found,
        entries=entries,
        tags={tag: (title, counts[tag]) for tag, title in titles(changes.kind).items() if counts[tag]},
        titles=titles(changes.kind),
        causes=CAUSE_TITLES,
        images={key: _address(data) for key, data in images.items()},
        sizes={(one.side, one.page): one.size for group in found for c in group.clusters for one in _pictures(c.view)},
        notices=[*changes.notices, *([notice] if notice else [])],
        stale=[entry for entry in entries if entry.change.left_behind],
        style=style,
        script=script,
        policy=f"default-src 'none'; img-src data:; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'",
        key=hashlib.sha256("\x1f".join(entry.change.id for entry in entries).encode()).hexdigest()[:16],
    )


def _address(picture: bytes) -> str:
    kind = "png" if picture.startswith(b"\x89PNG") else "jpeg"
    return f"data:image/{kind};base64,{base64.b64encode(picture).decode()}"


def _digest(text: str) -> str:
    """A source of a content security policy: just this inline text."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _tag_place(picture: Picture, mark: Mark, width: float, height: float) -> tuple[float, float]:
    """Where the number of an outline stands, in points: beside the lines in a page's margin, above it on a slide."""
    part, box = picture.part, mark.boxes[0]
    if picture.kind == "report":
        same = [one.number for one in picture.marks if abs(one.boxes[0].y - box.y) < height]
        left = part.x + picture.size[0] * 0.012 + same.index(mark.number) * width
        return left, box.y + (box.height - height) / 2
    left = min(max(box.x - 2, part.x), part.right - width)
    return left, max(box.y - 1 - height, part.y)


def _named_places(found: Sequence[ChangePlace], title: str) -> list[tuple[str, int]]:
    """Places by name, with how many have it; on another slide or section than `title` its title is added."""
    names = (
        place.where if place.title == title or place.title in place.where else f"{place.where}　{place.title}"
        for place in found
    )
    return list(Counter(names).items())


def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals |= {"tag_place": _tag_place, "named_places": _named_places}
    environment.filters["plain"] = plain
    environment.filters["points"] = lambda value: f"{value:.2f}".rstrip("0").rstrip(".")
    return environment.get_template("page.html")
