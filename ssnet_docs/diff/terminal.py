"""The changes on the terminal: a summary, then section by section."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from ssnet_docs.diff.marked_texts import near
from ssnet_docs.diff.summary import regenerated, summary, told
from ssnet_docs.model.change import CAUSE_TITLES, Change, ChangeKind, ChangePlace, Changes, Segment

if TYPE_CHECKING:
    from rich.text import Text

_MOST_PLACES = 6
_SIGNS: dict[ChangeKind, str] = {
    "figure": "數字",
    "chart": "圖表",
    "wording": "文字",
    "notes": "備忘",
    "picture": "圖片",
    "look": "外觀",
    "place": "位置",
}
_STRUCTURE = "結構"
_STYLES = {"數字": "cyan", "圖表": "cyan", "文字": "yellow", "備忘": "yellow", "結構": "magenta"}


def lines(changes: Changes) -> Iterator[Text]:
    """What is printed, line by line; `plain` of a line is what stands there without colour."""
    from rich.text import Text

    yield Text(f"{changes.old_label} → {changes.new_label}", "bold")
    yield Text(summary(changes), "bold green" if changes.same else "bold")
    shown = [change for change in changes.changes if told(change)]
    for title, group in groupby(shown, key=_section):
        yield Text()
        yield Text(title, "bold underline")
        for change in group:
            yield from _told(change)
    yield from _foot(changes)


def _section(change: Change) -> str:
    if not change.places:
        return "整份文件"
    place = change.places[0]
    number = place.new_number or place.old_number
    gone = "（舊版）" if place.new_number is None and place.old_number is not None else ""
    return f"第 {number} 張{gone}　{place.title}" if number else place.title or place.where


def _told(change: Change) -> Iterator[Text]:
    from rich.text import Text

    sign = _SIGNS.get(change.kind, _STRUCTURE)
    line = Text.assemble(("  " + sign, _STYLES.get(sign, "dim")), "　")
    if change.kind in {"wording", "notes", "section-renamed"} and any(item.kind != "same" for item in change.segments):
        line.append_text(_marked(change.segments))
    else:
        line.append(change.summary)
    yield line
    for detail, style in _details(change):
        yield Text(f"        {detail}", style)


def _details(change: Change) -> Iterator[tuple[str, str]]:
    within = _within(change.places[0]) if change.places else ""
    row = f"資料列 {change.row}" if change.row else ""
    cause = CAUSE_TITLES[change.cause] if change.kind in {"figure", "chart"} else ""
    first = "　".join(part for part in (within, cause, row) if part)
    if first:
        yield first, "dim"
    if change.reason:
        yield f"理由：{change.reason}", "dim"
    if len(change.places) > 1:
        yield f"共 {len(change.places)} 處：{_listed(change.places)}", "dim"
    if change.left_behind:
        yield f"仍為舊值 {change.old}：{_listed(change.left_behind)}", "bold red"


def _within(place: ChangePlace) -> str:
    """Where in its section a change stands: 表格「…」 「臺中市」列."""
    return "　".join(place.within)


def _listed(places: tuple[ChangePlace, ...]) -> str:
    names = list(dict.fromkeys(place.where for place in places))
    more = f"等 {len(names)} 處" if len(names) > _MOST_PLACES else ""
    return "、".join(names[:_MOST_PLACES]) + more


def _marked(segments: tuple[Segment, ...]) -> Text:
    """The wording around what changed: [-taken out-] and {+put in+}, as wdiff writes them."""
    from rich.text import Text

    line = Text()
    for segment in near(segments):
        if segment.kind == "deleted":
            line.append(f"[-{segment.text}-]", "red strike")
        elif segment.kind == "inserted":
            line.append(f"{{+{segment.text}+}}", "green")
        else:
            line.append(segment.text)
    return line


def _foot(changes: Changes) -> Iterator[Text]:
    from rich.text import Text

    folded = regenerated(changes)
    if folded or changes.notices or changes.uncovered:
        yield Text()
    if folded:
        yield Text(folded, "dim")
    for notice in changes.notices:
        yield Text(f"注意：{notice}", "yellow")
    if changes.uncovered:
        yield Text(f"未比對：{'、'.join(changes.uncovered)}", "yellow")


def show(changes: Changes) -> None:
    """Print the changes, in colour on a terminal (NO_COLOR is heeded)."""
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=True)
    for line in lines(changes):
        console.print(line)
