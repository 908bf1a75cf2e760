"""The text around a change, before and after, with what changed marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from ssnet_docs.diff.spots import Side, changed_ranges
from ssnet_docs.model.change import Change, ChangeKind, ChangePlace, Segment
from ssnet_docs.model.version import OBJECT, PARAGRAPH_END

_SAID: frozenset[ChangeKind] = frozenset(
    {"chart", "section-moved", "section-added", "section-removed", "block-moved", "place", "picture", "look"}
)
"""Kinds whose summary says it all."""

_AROUND = 14  # characters shown on either side of what changed
_Kind = Literal["deleted", "inserted"]


def texts(change: Change) -> tuple[tuple[Segment, ...], tuple[Segment, ...]]:
    """The text around a change before and after, marked; empty where the summary already says all of it."""
    place = change.places[0] if change.places else None
    if change.kind in _SAID:
        return (), ()
    if change.segments:
        before, after = (_side(change.segments, kind) for kind in ("inserted", "deleted"))
    elif place:
        before, after = (
            _ranged(text, changed_ranges(change, text, span, side), kind) if text and span else ()
            for text, span, side, kind in _sides(place)
        )
    else:
        return (), ()
    bare = change.kind == "figure" and all(segment.kind != "same" for segment in (*before, *after))
    return ((), ()) if bare else (before, after)


def _sides(place: ChangePlace) -> tuple[tuple[str, tuple[int, int] | None, Side, _Kind], ...]:
    return (
        (place.old_text, place.old_range, "old", "deleted"),
        (place.new_text, place.new_range, "new", "inserted"),
    )


def _side(segments: Iterable[Segment], without: str) -> tuple[Segment, ...]:
    kept = (Segment(segment.kind, plain(segment.text)) for segment in segments if segment.kind != without)
    return tuple(segment for segment in kept if segment.text)


def _ranged(text: str, ranges: Iterable[tuple[int, int]], kind: _Kind) -> tuple[Segment, ...]:
    found: list[Segment] = []
    at = 0
    for start, end in ranges:
        found += [Segment("same", plain(text[at:start])), Segment(kind, plain(text[start:end]))]
        at = end
    found.append(Segment("same", plain(text[at:])))
    return tuple(segment for segment in found if segment.text)


def plain(text: str) -> str:
    """A text for people: paragraphs on lines of their own, what is no text named, no control characters."""
    text = text.replace(PARAGRAPH_END, "\n").replace(OBJECT, "▣").replace("\v", "\n")
    text = text.replace("\xa0", " ")
    return "".join(character for character in text if character.isprintable() or character in "\n\t\u3000")


def near(segments: Sequence[Segment]) -> Iterator[Segment]:
    """The marked wording, with what stayed only as far as it is near what changed, on one line."""
    for index, segment in enumerate(segments):
        text = segment.text.replace("\n", "⏎")
        if segment.kind == "same":
            text = _clipped(text, first=index == 0, last=index == len(segments) - 1)
        yield Segment(segment.kind, text)


def _clipped(text: str, *, first: bool, last: bool) -> str:
    room = _AROUND if first or last else 2 * _AROUND
    if len(text) <= room + 1:
        return text
    if first:
        return f"…{text[-_AROUND:]}"
    return f"{text[:_AROUND]}…" if last else f"{text[:_AROUND]}…{text[-_AROUND:]}"
