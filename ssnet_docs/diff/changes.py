"""The list of changes: one change with all its places, what was left behind, why, and from which row of data."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import replace

from ssnet_docs.diff.left_behind import Standing
from ssnet_docs.diff.sites import NOTES
from ssnet_docs.diff.walk import single_changes
from ssnet_docs.model.change import Change, Changes, Comparison
from ssnet_docs.model.origin import Origin
from ssnet_docs.model.version import WORKBOOKS, Version

_KINDS = {"target": "目標", "estimate": "推估"}


def changes(comparison: Comparison) -> Changes:
    """The changes of two versions in the order of the new one."""
    old, new = comparison.old, comparison.new
    origins = {side.label: {origin.key: origin for origin in side.origins} for side in (old, new)}
    known = origins.get(old.label, {}), {origin.key: origin for origin in new.origins}
    found = [_caused(change, known) for change in single_changes(comparison)]
    grouped = _grouped(_with_notes(_carried_over(found)))
    standing = Standing(new)
    grouped = [replace(change, left_behind=standing.of(change, known[1])) for change in grouped]
    return Changes(
        old_label=old.label,
        new_label=new.label,
        kind=new.kind,
        changes=tuple(_numbered(grouped)),
        notices=_told(old.notices, new.notices, old.label, new.label),
        uncovered=tuple(dict.fromkeys((*old.uncovered, *new.uncovered, *_unread(old, new, grouped)))),
        approved_old=old.approvals,
        approved_new=new.approvals,
    )


def _unread(old: Version, new: Version, found: Iterable[Change]) -> Iterable[str]:
    """What is only known to differ; a chart's workbook is its data, which are told."""
    drawn = any(change.kind in {"chart", "section-added", "section-removed", "block-added"} for change in found)
    before, after = dict(old.unread), dict(new.unread)
    for title in sorted(before | after):
        if before.get(title) != after.get(title) and not (drawn and title == WORKBOOKS):
            yield title


def _told(old: Iterable[str], new: Iterable[str], old_label: str, new_label: str) -> tuple[str, ...]:
    """The notices with the version that they are about."""
    return tuple(dict.fromkeys([*(f"{old_label}：{text}" for text in old), *(f"{new_label}：{text}" for text in new)]))


def _caused(change: Change, known: tuple[dict[str, Origin], dict[str, Origin]]) -> Change:
    """The change with its cause where facts tell it: a figure that a fact changed, or one that was typed."""
    if change.kind not in {"figure", "chart"} or change.cause == "regeneration":
        return change
    if change.fact:
        told = [side[key] for side in reversed(known) for key in change.fact.split("|") if key in side]
        row = told[0].row if told else ""
        named = _named(change, told[0]) if told and "|" not in change.fact else change.summary
        return replace(change, cause="data", row=row, summary=named)
    if change.kind == "figure" and known[0] and known[1]:
        return replace(change, cause="wording")  # both files tell their facts, and this figure shows none
    return change


def _named(change: Change, origin: Origin) -> str:
    """The summary with the fact's own name, which says more than the words before one of its places."""
    _, arrow, rest = f"：{change.summary}".rpartition(f"：{change.old} → ")
    if change.kind != "figure" or not arrow or not origin.name:
        return change.summary
    about = origin.period + _KINDS.get(origin.kind, "")
    return f"{origin.name}{f'（{about}）' if about else ''}{arrow}{rest}"


# --- grouping ------------------------------------------------------------------------------------------------------


def _key(change: Change) -> Hashable:
    """Changes of one key are one change at several places."""
    numbers = (change.figure.old_number, change.figure.new_number) if change.figure else None
    if change.fact:
        return "fact", change.fact, numbers
    place = change.places[0] if change.places else None
    if change.kind == "figure":
        return "figure", change.cause, change.old, change.new, change.summary
    if change.kind == "place":
        return "place", place.section if place else ""
    if change.kind == "look":
        return "look", change.summary
    if change.kind in {"wording", "notes"}:
        return change.kind, change.cause, change.segments, change.old, change.new
    if change.cause in {"template", "regeneration"}:
        return change.kind, change.cause, change.summary, place.section if place else ""
    return id(change)


def _with_notes(found: list[Change]) -> list[Change]:
    """The same, with the facts of figures in speaker notes: those that changed alike on the slide itself."""
    shown: dict[tuple[str, float, float], set[str]] = defaultdict(set)
    for change in found:
        if change.fact and change.figure:
            for place in change.places:
                shown[place.section, change.figure.old_number, change.figure.new_number].add(change.fact)
    told = {change.fact: change for change in found if change.fact}

    def with_fact(change: Change) -> Change:
        if change.kind != "figure" or change.fact or not change.figure or NOTES not in change.places[0].where:
            return change
        facts = shown[change.places[0].section, change.figure.old_number, change.figure.new_number]
        if len(facts) != 1:
            return change
        (fact,) = facts
        return replace(change, fact=fact, cause=told[fact].cause, row=told[fact].row)

    return [with_fact(change) for change in found]


def _grouped(found: Iterable[Change]) -> list[Change]:
    groups: dict[Hashable, list[Change]] = defaultdict(list)
    for change in found:
        groups[_key(change)].append(change)
    merged = []
    for group in groups.values():
        first = next((change for change in group if change.kind == "figure"), group[0])
        places = tuple(place for change in group for place in change.places)
        summary = first.summary
        if first.kind == "place" and len(places) > 1:
            summary = f"{len(places)} 個圖形的位置或大小變更"
        merged.append(replace(first, places=places, summary=summary))
    return merged


def _carried_over(found: list[Change]) -> list[Change]:
    """The changes without rows that only went to the next or last slide of the same table: a table was cut anew."""
    added = Counter(change.new for change in found if change.kind == "row-added")
    removed = Counter(change.old for change in found if change.kind == "row-removed")
    both = added & removed
    left = {"row-added": both.copy(), "row-removed": both.copy()}
    kept = []
    for change in found:
        text = change.new or change.old
        if (
            change.kind in left
            and change.places[0].new_number != change.places[0].old_number
            and left[change.kind][text]
        ):
            left[change.kind][text] -= 1
            summary = f"列「{change.new or change.old}」隨表格分頁移到另一張投影片"
            kept.append(replace(change, cause="regeneration", summary=summary))
        else:
            kept.append(change)
    return kept


def _numbered(found: Iterable[Change]) -> Iterable[Change]:
    """The changes with ids that stay the same as long as the change does."""
    seen: Counter[str] = Counter()
    for change in found:
        place = change.places[0] if change.places else None
        told = (change.kind, change.fact, place.section if place else "", change.old, change.new, change.summary)
        digest = hashlib.sha256("\x1f".join(told).encode()).hexdigest()[:8]
        seen[digest] += 1
        yield replace(change, id=digest if seen[digest] == 1 else f"{digest}-{seen[digest]}")
