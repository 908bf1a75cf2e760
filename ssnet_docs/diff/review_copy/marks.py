"""What is marked on which slide of the review copy: outlines with labels, and labels of what has no frame."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ssnet_docs.diff.review import Entry
from ssnet_docs.model.change import ChangeKind, ChangePlace
from ssnet_docs.model.layout import Rect
from ssnet_docs.model.version import Locator

Frames = Callable[[Locator, Rect | None], Rect | None]
"""The frame in points of what a locator leads to (a cell, a row, a shape), given that of the shape around it."""

_WORDS: dict[ChangeKind, str] = {
    "chart": "圖表",
    "wording": "文字",
    "row-added": "新增列",
    "row-removed": "刪除列",
    "row-moved": "列移動",
    "column-added": "新增欄",
    "column-removed": "刪除欄",
    "column-moved": "欄移動",
    "section-added": "新增的投影片",
    "section-renamed": "改標題",
    "block-added": "新增",
    "block-removed": "刪除",
    "block-moved": "移動",
    "block-split": "分段",
    "block-joined": "併段",
    "notes": "備忘稿",
    "picture": "圖片",
    "look": "外觀",
    "place": "位置",
}
_LONGEST = 12
_NOTES = "備忘稿"


@dataclass(frozen=True, slots=True)
class Marked:
    """An outline with its label, or a label alone where `rect` is None; `numbers` are those of the changes."""

    numbers: tuple[int, ...]
    label: str
    rect: Rect | None
    stale: bool
    description: str


def marks(entries: Sequence[Entry], frames: Frames) -> dict[int, list[Marked]]:
    """The marks of every slide by its number in the new deck; what shares a frame shares an outline."""
    found: dict[int, dict[tuple[Rect | None, bool, int], list[tuple[Entry, str]]]] = defaultdict(dict)
    for entry in entries:
        for place, stale in _places(entry):
            if place.new_number is None:
                continue
            rect = None if entry.change.kind == "section-moved" else _frame(place, frames)
            if rect is None and _NOTES in place.where and place.new_number in _shown(entry, frames):
                continue
            own = 0 if rect is not None else entry.number  # labels without a frame stand each by itself
            found[place.new_number].setdefault((rect, stale, own), []).append((entry, _label(entry, place, stale)))
    return {
        number: [_joined(rect, stale, together) for (rect, stale, _), together in of_slide.items()]
        for number, of_slide in found.items()
    }


def _places(entry: Entry) -> Iterator[tuple[ChangePlace, bool]]:
    for place in entry.change.places:
        yield place, False
    for place in entry.change.left_behind:
        yield place, True


def _shown(entry: Entry, frames: Frames) -> set[int | None]:
    """The slides on which a change has an outline."""
    return {place.new_number for place in entry.change.places if _frame(place, frames) is not None}


def _frame(place: ChangePlace, frames: Frames) -> Rect | None:
    if place.new_locator is None or place.new_locator.part.rpartition("/")[2].startswith("notesSlide"):
        return None
    return frames(place.new_locator, place.new_rect)


def _label(entry: Entry, place: ChangePlace, stale: bool) -> str:
    change = entry.change
    if stale:
        return f"仍為 {_short(change.old)}"
    if _NOTES in place.where:
        return _NOTES
    if change.kind == "section-moved":
        return f"原第 {place.old_number} 張"
    if change.kind == "figure":
        return f"原 {_short(change.old)}"
    return _WORDS[change.kind]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _joined(rect: Rect | None, stale: bool, together: Sequence[tuple[Entry, str]]) -> Marked:
    """One mark of what shares a frame: what it is of one or two changes, the numbers of more."""
    words = dict.fromkeys((entry.number, label) for entry, label in together)
    numbers = tuple(dict.fromkeys(number for number, _ in words))
    short = [f"{number}　{label}" for number, label in words] if len(words) < 3 else ["、".join(map(str, numbers))]
    told = dict.fromkeys(f"修正 {entry.number}：{entry.change.summary}" for entry, _ in together)
    return Marked(numbers, "　".join(short), rect, stale, "；".join(told))
