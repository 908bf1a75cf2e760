"""What the 說明 of an amended point says: how figures change, what was put in or taken out, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ssnet_docs.diff.amendments.texts import Texts
from ssnet_docs.diff.quantities import signed
from ssnet_docs.model.change import Change, ChangeKind, ChangePlace
from ssnet_docs.model.origin import Origin

_MOST_PLACES = 6
_LABEL = re.compile(r"(?:表格|圖表)「([表圖] ?[0-9]+)")
_DONE: dict[str, str] = {"added": "新增", "removed": "刪除", "moved": "移列"}
_WORDING = "酌作文字修正。"
_SAID: dict[ChangeKind, str] = {
    "wording": _WORDING,
    "section-renamed": "標題酌作文字修正。",
    "notes": "備忘稿酌作文字修正。",
    "block-split": "本段分列為數段。",
    "block-joined": "數段併為一段。",
    "picture": "更換圖片。",
}


def explained(change: Change, texts: Texts, origins: Mapping[str, Origin]) -> Iterator[str]:
    """The sentences about a change, in the wording that is usual in such tables."""
    if change.figure is not None:
        yield _figure(change)
        yield change.reason or _source(change, origins)
    elif change.kind in {"wording", "notes", "section-renamed"}:
        yield change.reason or _SAID[change.kind]
    else:
        yield _structure(change, texts)
        yield change.reason
    yield _elsewhere(change)


def standing(change: Change) -> str:
    """What still shows the old value, which the writer has to look at; '' where nothing does."""
    if not change.left_behind:
        return ""
    names = list(dict.fromkeys(_short(place) for place in change.left_behind))
    return f"※{_joined(names)}仍為「{change.old}」，請確認是否一併修正。"


def _figure(change: Change) -> str:
    """「獨居老人服務觸及率（115年目標）由40%修正為45%，增加5個百分點。」"""
    figure = change.figure
    assert figure is not None
    name, found, _ = change.summary.partition(f"：{change.old} → ")
    subject = name if found and any(map(str.isalnum, name)) else ""
    amount = signed(abs(figure.difference)).lstrip("+±") + figure.unit
    per_cent = "" if figure.percent is None or figure.unit == "個百分點" else f"（{signed(figure.percent)}%）"
    word = "增加" if figure.difference > 0 else "減少"
    return f"{subject}由{figure.old}修正為{figure.new}，{word}{amount}{per_cent}。"


def _source(change: Change, origins: Mapping[str, Origin]) -> str:
    """「依衛生福利部《…》更新數據。」"""
    if change.cause != "data" or not change.fact:
        return "修正數據。" if change.cause == "wording" else "更新數據。"
    known = [origins[key].source for key in change.fact.split("|") if key in origins]
    sources = list(dict.fromkeys(source for source in known if source))
    return f"依{'、'.join(sources)}更新數據。" if sources else "更新數據。"


def _structure(change: Change, texts: Texts) -> str:
    if change.kind in _SAID:
        return _SAID[change.kind]
    if change.kind == "chart":
        return f"{change.summary}。"
    place = change.places[0]
    what, _, done = change.kind.partition("-")
    if change.kind == "section-moved" and place.new_number is not None:
        return f"本頁由第 {place.old_number} 張移至第 {place.new_number} 張。"
    return f"{_noun(what, change, place, texts)}{_DONE[done]}。"


def _noun(what: str, change: Change, place: ChangePlace, texts: Texts) -> str:
    if what == "section":
        if place.new_number is not None or place.old_number is not None:
            return "本頁"
        return "本章" if texts.level(place) == 1 else "本節"
    if what in {"row", "column"}:
        return "本列" if what == "row" else "本欄"
    named = (change.new or change.old, *place.within[-1:])
    for mark, noun in (("表格", "本表"), ("圖表", "本圖"), ("圖片", "本圖片"), ("圖形", "本圖形")):
        if any(name.startswith(mark) for name in named) or change.summary[2:].startswith(mark):
            return noun
    return texts.noun(place)


def _elsewhere(change: Change) -> str:
    """The other places of the same change: 「表3、圖2及（三）獨居老人服務併同修正。」"""
    first, *others = change.places
    names = [_short(place, first) for place in others]
    told = _joined([name for name in dict.fromkeys(names) if name])
    return f"{told}併同修正。" if told else ""


def _short(place: ChangePlace, near: ChangePlace | None = None) -> str:
    """A place in short: 表3, 圖2, else the section or slide; '' in the same passages as `near`."""
    own = place.where.removesuffix("　".join(("", *place.within))) if place.within else place.where
    labels = (match[1] for name in place.within if (match := _LABEL.match(name)))
    label = next(labels, "")
    if label:
        return label
    same = near is not None and (place.section, place.new_number) == (near.section, near.new_number)
    if place.within:
        return place.within[0].partition("「")[0] if same else f"{own}{place.within[0]}"
    return "" if same else f"「{own}」" if place.new_number is None and place.old_number is None else own


def _joined(names: list[str]) -> str:
    if len(names) > _MOST_PLACES:
        return f"{'、'.join(names[:_MOST_PLACES])}等{len(names)}處"
    return "、".join(names[:-1]) + ("及" if len(names) > 1 else "") + names[-1] if names else ""
