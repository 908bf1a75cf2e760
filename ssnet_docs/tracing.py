"""What `ssnet trace` prints: for each place where a document shows a figure, the facts behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ssnet_docs.model.origin import Appearance, Origin
from ssnet_docs.readers.figures import Figures

_KINDS = {"target": "目標", "actual": "實際", "estimate": "推估", "rate": "比率"}


def report(figures: Figures, places: Iterable[Appearance]) -> Iterator[str]:
    """A paragraph of lines for each place, with its slide or its section."""
    for place in places:
        where = place.section or ("開頭" if not place.slide else f"第 {place.slide} 張")
        yield f"{where}　「{place.text}」"
        for key in place.keys:
            origin = figures.origins.get(key)
            yield from _told(origin) if origin else (f"    {key}：檔案裡沒有這個數值的紀錄",)


def _told(origin: Origin) -> Iterator[str]:
    kind = _KINDS.get(origin.kind, "")
    details = "、".join(part for part in (origin.period, kind) if part)
    yield f"    {origin.name}" + (f"（{details}）" if details else "") + f"：{origin.value}　[{origin.key}]"
    if origin.source:
        place = f"，{origin.slide}" if origin.slide else ""
        yield f"      出處：{origin.source}{place}"
    if origin.as_of:
        yield f"      資料截至：{origin.as_of}"
    if origin.row:
        yield f"      資料列：{origin.row}"
    if origin.printed:
        yield f"      更正：原簡報印為「{origin.printed}」，{origin.reason}"
