"""Pairs of paragraphs: the steps between their texts, and where the same text looks different."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from ssnet_docs.diff.items import marks
from ssnet_docs.diff.text import operations
from ssnet_docs.model.change import LookChange, TextOperation, TextPair
from ssnet_docs.model.version import PARAGRAPH_END, VersionParagraph

_Look = tuple[tuple[str, str], ...]


def pair(
    old: Sequence[VersionParagraph],
    new: Sequence[VersionParagraph],
    move: int | None = None,
    moved_from: Sequence[VersionParagraph] = (),
) -> TextPair:
    """Paragraphs that go together; one side is empty for those inserted or deleted whole."""
    before = tuple(old) or tuple(moved_from)
    if not before or not new:
        return TextPair(tuple(old), tuple(new), move=move)
    old_marks, new_marks = (marks(span for one in side for span in one.spans) for side in (before, new))
    steps = operations(joined(before), joined(new), old_marks, new_marks)
    return TextPair(tuple(old), tuple(new), steps, looks(before, new, steps), move, tuple(moved_from))


def joined(paragraphs: Sequence[VersionParagraph]) -> str:
    """The paragraphs as one text, each followed by its end."""
    return "".join(paragraph.text + PARAGRAPH_END for paragraph in paragraphs)


def looks(
    old: Sequence[VersionParagraph], new: Sequence[VersionParagraph], steps: Sequence[TextOperation]
) -> tuple[LookChange, ...]:
    """Where equal text looks different, in order of the new text."""
    if all(_plain(side) == _plain(other) for side, other in ((old, new),)):
        return ()
    before, after = _by_character(old), _by_character(new)
    found: list[LookChange] = []
    for step in steps:
        if step.kind != "equal":
            continue
        length = step.old_end - step.old_start
        compared = [(before[step.old_start + at], after[step.new_start + at]) for at in range(length)]
        start = 0
        for (was, now), group in groupby(compared):
            count = len(list(group))
            if was != now and was is not None and now is not None:
                found.append(LookChange(step.old_start + start, step.new_start + start, count, _differences(was, now)))
            start += count
    return tuple(found)


def _plain(paragraphs: Sequence[VersionParagraph]) -> frozenset[_Look]:
    """The one look that all text has, as a set; several looks never compare as plain."""
    found = {span.look for paragraph in paragraphs for span in paragraph.spans if span.text.strip()}
    return frozenset(found) if len(found) <= 1 else frozenset({(("", str(id(paragraphs))),)})


def _by_character(paragraphs: Sequence[VersionParagraph]) -> list[_Look | None]:
    """The look of every character of the joined text; None for a paragraph's end and for blanks, which show none."""
    found: list[_Look | None] = []
    for paragraph in paragraphs:
        for span in paragraph.spans:
            found += [None if character.isspace() else span.look for character in span.text]
        found.append(None)
    return found


def _differences(old: _Look, new: _Look) -> tuple[tuple[str, str, str], ...]:
    was, now = dict(old), dict(new)
    return tuple(
        (key, was.get(key, ""), now.get(key, "")) for key in sorted(was | now) if was.get(key, "") != now.get(key, "")
    )
