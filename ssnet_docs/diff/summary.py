"""The changes counted in a line: 3 個數字、5 處文字、1 列新增."""

from __future__ import annotations

from collections import Counter

from ssnet_docs.model.change import Change, ChangeKind, Changes

_COUNTED: dict[ChangeKind, str] = {
    "figure": "{} 個數字",
    "chart": "{} 項圖表資料",
    "wording": "{} 處文字",
    "row-added": "{} 列新增",
    "row-removed": "{} 列刪除",
    "row-moved": "{} 列移動",
    "column-added": "{} 欄新增",
    "column-removed": "{} 欄刪除",
    "column-moved": "{} 欄移動",
    "section-added": "{} {section}新增",
    "section-removed": "{} {section}刪除",
    "section-moved": "{} {section}移動",
    "section-renamed": "{} {section}改名",
    "block-added": "{} 個段落或物件新增",
    "block-removed": "{} 個段落或物件刪除",
    "block-moved": "{} 個段落或物件移動",
    "block-split": "{} 段拆開",
    "block-joined": "{} 處合併",
    "notes": "{} 處備忘稿",
    "picture": "{} 張圖片",
    "look": "{} 處外觀",
    "place": "{} 處位置",
}


def told(change: Change) -> bool:
    """Whether a change is told by itself; what was only made anew is folded away."""
    return change.cause != "regeneration"


def summary(changes: Changes) -> str:
    """「3 個數字、5 處文字、1 列新增」; 「沒有差異」 where nothing changed but what was made anew."""
    counts = Counter(change.kind for change in changes.changes if told(change))
    section = "張投影片" if changes.kind == "deck" else "個章節"
    parts = [text.format(counts[kind], section=section) for kind, text in _COUNTED.items() if counts[kind]]
    return "、".join(parts) or "沒有差異"


def regenerated(changes: Changes) -> str:
    """What was only made anew, in a line, or '': 「另有 12 處重新產生（頁碼、編號、目次、日期等），不列出」."""
    count = sum(len(change.places) or 1 for change in changes.changes if not told(change))
    return f"另有 {count} 處重新產生（頁碼、編號、目次、資料列號等），不列出" if count else ""
