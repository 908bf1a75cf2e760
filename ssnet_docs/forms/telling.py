"""Tells what storing a form has done, in the user's language."""

from __future__ import annotations

from collections.abc import Iterator

from ssnet_docs.forms.layout import KINDS
from ssnet_docs.forms.reading import Filled, Reported
from ssnet_docs.forms.storing import Stored


def told(filled: Filled, stored: Stored, path: str) -> Iterator[str]:
    """What is new, what changed and what was left, a line each; `path` is the table as the user sees it."""
    for one in stored.added:
        yield f"  新增 {_named(one)}　{one.quantity}"
    for one in stored.updated:
        before = one.stored.shown if one.stored else ""
        same = before == str(one.quantity)
        yield f"  更新 {_named(one)}　" + (f"{before}（日期、出處或備註）" if same else f"{before} → {one.quantity}")
    for fact in filled.emptied:
        yield f"  保留 {fact.name} {fact.when}年{KINDS[fact.kind]}　{fact.shown}（填報表清空了；要刪除請到 {path}）"
    counts = f"{len(stored.added)} 新增、{len(stored.updated)} 更新、{filled.unchanged} 未變"
    if filled.changed:
        yield f"{filled.county.name}：{counts}，已存入 {path}"
        yield f"  make deck COUNTY={filled.county.slug}"
    else:
        yield f"{filled.county.name}：{counts}，資料沒有更動"


def _named(one: Reported) -> str:
    return f"{one.indicator.name} {one.year}年{KINDS[one.kind]}"
