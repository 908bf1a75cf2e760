"""Changes in paragraphs: figures, wording, look, and paragraphs put in, taken out, moved, split and joined."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ssnet_docs.diff.looks import look_changes
from ssnet_docs.diff.paragraphs import joined
from ssnet_docs.diff.quantities import Quantity, described, difference, quantities
from ssnet_docs.diff.sites import Site, shortened
from ssnet_docs.model.change import Cause, Change, ChangeKind, Segment, TextOperation, TextPair
from ssnet_docs.model.version import OBJECT, PARAGRAPH_END, Span, VersionParagraph

_ROW_OF_DATA = re.compile(r"data/\S+ 第 \d+ 列")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class _Hunk:
    """A stretch of steps that are not equal: characters of the old and of the new text, and the figures they change."""

    old: tuple[int, int]
    new: tuple[int, int]
    figures: tuple[Quantity, Quantity] | None
    regenerated: bool
    ends: int  # how many more paragraphs the new text has here


def text_changes(pair: TextPair, site: Site) -> Iterator[Change]:
    """The changes of a pair of paragraphs, each with its one place."""
    before = pair.old or pair.moved_from
    if not pair.new or not before:
        yield from _one_sided(pair, site)
        return
    if pair.move is not None and not site.moved:
        yield _change("block-moved", "structure", site, f"段落「{shorten(pair.new)}」移動", before, pair.new)
    old, new = joined(before), joined(pair.new)
    hunks = list(_hunks(pair.operations, old, new, before, pair.new, site))
    for hunk in hunks:
        if hunk.figures is not None:
            yield _figure(hunk, hunk.figures, pair, site)
    for regenerated in (False, True):
        words = [hunk for hunk in hunks if hunk.figures is None and hunk.regenerated is regenerated]
        if any(
            old[slice(*hunk.old)].strip(PARAGRAPH_END) or new[slice(*hunk.new)].strip(PARAGRAPH_END) for hunk in words
        ):
            yield _wording(words, pair, site, regenerated=regenerated)
    if len(pair.new) != len(before):
        kind: ChangeKind = "block-split" if len(pair.new) > len(before) else "block-joined"
        summary = (
            f"段落拆成 {len(pair.new)} 段" if kind == "block-split" else f"{len(before)} 段合併為 {len(pair.new)} 段"
        )
        yield _change(kind, "structure", site, summary, before, pair.new)
    yield from look_changes(pair, before, site, old)


def shorten(paragraphs: Sequence[VersionParagraph]) -> str:
    return shortened("".join(paragraph.text for paragraph in paragraphs).replace(OBJECT, ""), _LONGEST)


def _one_sided(pair: TextPair, site: Site) -> Iterator[Change]:
    """A paragraph that only one version has; what moved away is told where it went."""
    if pair.move is not None or site.covered:
        return
    kind: ChangeKind = "block-added" if pair.new else "block-removed"
    words = "新增段落" if pair.new else "刪除段落"
    blank = not any(paragraph.text.strip() for paragraph in (*pair.old, *pair.new))
    remade = site.regenerated or _made(span for one in (*pair.old, *pair.new) for span in one.spans)
    cause: Cause = "regeneration" if remade else "template" if blank else "structure"
    marked = Segment("inserted" if pair.new else "deleted", joined(pair.new or pair.old).strip(PARAGRAPH_END))
    words = words.replace("段落", "空白段落") if blank else f"{words}「{shorten(pair.new or pair.old)}」"
    yield _change(kind, cause, site, words, pair.old, pair.new, () if blank else (marked,))


def _made(spans: Iterator[Span]) -> bool:
    """Whether all text is a field's result: a line of a table of contents, a number."""
    shown = [span for span in spans if span.text.strip()]
    return bool(shown) and all(span.field for span in shown)


def _change(
    kind: ChangeKind,
    cause: Cause,
    site: Site,
    summary: str,
    before: Sequence[VersionParagraph],
    after: Sequence[VersionParagraph],
    segments: tuple[Segment, ...] = (),
) -> Change:
    """A change of whole paragraphs."""
    place = site.place(
        before[0].locator if before else None,
        after[0].locator if after else None,
        old_text=joined(before).strip(PARAGRAPH_END),
        new_text=joined(after).strip(PARAGRAPH_END),
    )
    return Change(
        id="",
        kind=kind,
        cause=cause,
        summary=summary,
        places=(place,),
        old=shorten(before),
        new=shorten(after),
        segments=segments,
    )


# --- figures and wording -------------------------------------------------------------------------------------------


def _hunks(
    steps: Sequence[TextOperation],
    old: str,
    new: str,
    before: Sequence[VersionParagraph],
    after: Sequence[VersionParagraph],
    site: Site,
) -> Iterator[_Hunk]:
    was, now = list(quantities(old)), list(quantities(new))
    rows = [(match.start(), match.end()) for match in _ROW_OF_DATA.finditer(old)] if site.notes else []
    start: TextOperation | None = None
    last: TextOperation | None = None
    for step in [*steps, TextOperation("equal", len(old), len(old), len(new), len(new))]:
        if step.kind != "equal":
            start, last = start or step, step
            continue
        if start is None or last is None:
            continue
        one, other = (start.old_start, last.old_end), (start.new_start, last.new_end)
        made = site.regenerated or _in_fields(before, one, after, other)
        made = made or any(first <= one[0] and one[1] <= end for first, end in rows)
        ends = new[slice(*other)].count(PARAGRAPH_END) - old[slice(*one)].count(PARAGRAPH_END)
        yield _Hunk(one, other, _exchanged(one, other, was, now), made, ends)
        start = last = None


def _exchanged(
    old: tuple[int, int], new: tuple[int, int], was: Sequence[Quantity], now: Sequence[Quantity]
) -> tuple[Quantity, Quantity] | None:
    """The figures that a hunk exchanges: one for one, nothing else changed."""
    one = [found for found in was if found.start < old[1] and old[0] < found.end]
    other = [found for found in now if found.start < new[1] and new[0] < found.end]
    if len(one) != 1 or len(other) != 1:
        return None
    inside = one[0].start <= old[0] and old[1] <= one[0].end and other[0].start <= new[0] and new[1] <= other[0].end
    same = one[0].number == other[0].number  # only written otherwise
    if not inside or same or one[0].unit != other[0].unit or one[0].ordinal:
        return None
    return one[0], other[0]


def _in_fields(
    before: Sequence[VersionParagraph], old: tuple[int, int], after: Sequence[VersionParagraph], new: tuple[int, int]
) -> bool:
    """Whether what changed is the result of fields on both sides."""
    fields = [span.field for span in (*spans_at(before, old), *spans_at(after, new)) if span.text.strip(PARAGRAPH_END)]
    return bool(fields) and all(fields)


def spans_at(paragraphs: Sequence[VersionParagraph], where: tuple[int, int]) -> list[Span]:
    """The spans that have characters in a range of the joined text."""
    found: list[Span] = []
    at = 0
    for paragraph in paragraphs:
        for span in paragraph.spans:
            if at < where[1] and where[0] < at + len(span.text):
                found.append(span)
            at += len(span.text)
        at += len(PARAGRAPH_END)
    return found


def _figure(hunk: _Hunk, figures: tuple[Quantity, Quantity], pair: TextPair, site: Site) -> Change:
    was, now = figures
    before, after = pair.old or pair.moved_from, pair.new
    old, new = joined(before), joined(after)
    facts = [
        dict.fromkeys(key for span in spans_at(side, (found.start, found.end)) for key in span.facts)
        for side, found in ((before, was), (after, now))
    ]
    known = [key for key in facts[1] if key in facts[0]] or list(facts[1]) or list(facts[0])
    differs = difference(was, now)
    name = site.label or _before(new, now.start)
    place = site.place(
        before[0].locator,
        after[0].locator,
        old_text=old.strip(PARAGRAPH_END),
        new_text=new.strip(PARAGRAPH_END),
        old_range=(was.start, was.end),
        new_range=(now.start, now.end),
    )
    return Change(
        id="",
        kind="figure",
        cause="regeneration" if hunk.regenerated else "data",
        summary=f"{name}：{was.text} → {now.text}　{described(differs)}"
        if name
        else f"{was.text} → {now.text}　{described(differs)}",
        places=(place,),
        old=was.text,
        new=now.text,
        segments=segments(pair.operations, old, new),
        figure=differs,
        fact=known[0] if len(known) == 1 else "|".join(known),
    )


_STOP = re.compile(r"[，。；：、\s（）()「」》《％%\u2029\ufffc]|[0-9]")
_VERBS = (
    "提高至",
    "由",
    "提升至",
    "增加至",
    "增至",
    "降至",
    "減至",
    "達到",
    "共計",
    "總計",
    "合計",
    "累計",
    "約為",
    "為",
    "達",
    "共",
    "計",
    "約",
    "逾",
)


def _before(text: str, start: int) -> str:
    """The words right before a figure, which say what it is of."""
    words = _STOP.split(text[max(0, start - 30) : start])[-1]
    for verb in _VERBS:
        words = words.removesuffix(verb)
    return words[-16:]


def _wording(
    hunks: Sequence[_Hunk],
    pair: TextPair,
    site: Site,
    *,
    regenerated: bool,
) -> Change:
    before = pair.old or pair.moved_from
    old, new = joined(before), joined(pair.new)
    first, last = hunks[0], hunks[-1]
    deleted = "…".join(filter(None, (old[slice(*hunk.old)].strip(PARAGRAPH_END) for hunk in hunks)))
    inserted = "…".join(filter(None, (new[slice(*hunk.new)].strip(PARAGRAPH_END) for hunk in hunks)))
    deleted, inserted = (shortened(text.replace(OBJECT, "〔圖或註〕"), _LONGEST) for text in (deleted, inserted))
    if deleted and inserted:
        summary = f"「{deleted}」改為「{inserted}」"
    else:
        summary = f"增加「{inserted}」" if inserted else f"刪除「{deleted}」"
    place = site.place(
        before[0].locator,
        pair.new[0].locator,
        old_text=old.strip(PARAGRAPH_END),
        new_text=new.strip(PARAGRAPH_END),
        old_range=(first.old[0], last.old[1]),
        new_range=(first.new[0], last.new[1]),
    )
    return Change(
        id="",
        kind="notes" if site.notes else "wording",
        cause="regeneration" if regenerated else "wording",
        summary=summary,
        places=(place,),
        old=deleted,
        new=inserted,
        segments=segments(pair.operations, old, new),
    )


def segments(steps: Sequence[TextOperation], old: str, new: str) -> tuple[Segment, ...]:
    """The whole wording with all that changed marked; ends of paragraphs are line breaks."""
    kinds: dict[str, Literal["same", "deleted", "inserted"]] = {
        "equal": "same",
        "delete": "deleted",
        "insert": "inserted",
    }
    found = [
        Segment(kinds[step.kind], old[step.old_start : step.old_end] or new[step.new_start : step.new_end])
        for step in steps
    ]
    if found and found[-1].text.endswith(PARAGRAPH_END):
        found[-1] = replace(found[-1], text=found[-1].text[:-1])
    return tuple(replace(item, text=item.text.replace(PARAGRAPH_END, "\n")) for item in found if item.text)
