"""The kinds of changes that reviewers filter by: fewer than the kinds that there are."""

from __future__ import annotations

from types import MappingProxyType

from ssnet_docs.model.change import Change

TAGS = MappingProxyType(
    {
        "figure": "數字",
        "chart": "圖表",
        "wording": "文字",
        "row": "列與欄",
        "section": "章節",
        "block": "段落與物件",
        "notes": "備忘稿",
        "picture": "圖片",
        "look": "外觀與位置",
        "regeneration": "重新產生",
    }
)
"""What reviewers filter by, in the order in which it is shown."""


def titles(kind: str) -> dict[str, str]:
    """What the tags are called in a deck or a report."""
    return {**TAGS, "section": "投影片"} if kind == "deck" else dict(TAGS)


def tag(change: Change) -> str:
    """Under which of TAGS a change stands."""
    if change.cause == "regeneration":
        return "regeneration"
    if change.kind == "place":
        return "look"
    if change.kind == "section-renamed":
        return "section"
    first = change.kind.partition("-")[0]
    return "row" if first == "column" else first
