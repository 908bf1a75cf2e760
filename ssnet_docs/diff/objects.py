"""Changes of what is drawn: charts by series and category, pictures, shapes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

from ssnet_docs.diff.quantities import described, numbers_differ
from ssnet_docs.diff.sites import SAME_PLACE, Site, shortened
from ssnet_docs.model.change import BlockPair, Change, ChangeKind, ObjectPair
from ssnet_docs.model.layout import Rect
from ssnet_docs.model.version import (
    VersionBlock,
    VersionChart,
    VersionParagraph,
    VersionPicture,
    VersionSeries,
    VersionShape,
)

Inner = Callable[[tuple[BlockPair, ...], Site], Iterator[Change]]
_FURNITURE = {"sldNum": "頁碼", "dt": "日期"}


def object_changes(pair: ObjectPair, site: Site, inner: Inner) -> Iterator[Change]:
    """The changes of a pair of charts, pictures or shapes."""
    before, after = pair.old or pair.moved_from, pair.new
    here = site.framed(before, after)
    block = after or before
    assert block is not None
    if before is None or after is None:
        if pair.move is None and not site.covered:
            yield _one_sided(pair, here)
        return
    if pair.move is not None and not site.moved:
        yield _change("block-moved", here, f"{_named(block)}移動", before, after)
    if isinstance(before, VersionChart) and isinstance(after, VersionChart):
        yield from _chart(before, after, here)
    elif isinstance(before, VersionPicture) and isinstance(after, VersionPicture):
        if before.digest != after.digest:
            yield _change("picture", here, f"{_named(after)}換成另一張圖", before, after)
        elif before.description != after.description:
            yield _described(here, before, after)
    elif isinstance(before, VersionShape) and isinstance(after, VersionShape):
        remade = after.placeholder in _FURNITURE
        within = here.inside(_FURNITURE[after.placeholder], regenerated=True) if remade else here
        yield from inner(pair.blocks, within)
        yield from _look(before, after, here)
    yield from _place(before, after, here)


def _one_sided(pair: ObjectPair, site: Site) -> Change:
    block = pair.new or pair.old
    assert block is not None
    added = pair.old is None
    silent = isinstance(block, VersionShape) and not block.text.strip()
    found = _change(
        "block-added" if added else "block-removed",
        site,
        f"{'新增' if added else '刪除'}{_named(block)}",
        pair.old,
        pair.new,
    )
    return replace(found, cause="template") if silent else found


def _change(
    kind: ChangeKind, site: Site, summary: str, before: VersionBlock | None, after: VersionBlock | None
) -> Change:
    place = site.place(
        before.locator if before else None,
        after.locator if after else None,
        old_text=before.text if before else "",
        new_text=after.text if after else "",
    )
    return Change(
        id="",
        kind=kind,
        cause="template" if kind in {"look", "place"} else "structure",
        summary=summary,
        places=(place,),
        old=shortened(_said(before), 60) if before else "",
        new=shortened(_said(after), 60) if after else "",
    )


def _said(block: VersionBlock) -> str:
    return block.text or _named(block)


def _named(block: VersionBlock) -> str:
    match block:
        case VersionChart():
            name = shortened(block.caption or block.title or block.description.removeprefix("圖表："))
            return f"圖表「{name}」" if name else "圖表"
        case VersionPicture():
            return f"圖片「{shortened(block.description)}」" if block.description else "圖片"
        case VersionShape() if block.text.strip():
            return f"文字方塊「{shortened(block.text)}」"
        case VersionShape():
            return f"圖形「{shortened(block.name)}」" if block.name else "圖形"
        case _:
            return "物件"


def _described(site: Site, before: VersionBlock, after: VersionBlock) -> Change:
    found = _change("wording", site.inside("替代文字"), "替代文字變更", before, after)
    return replace(found, cause="wording")


def _look(before: VersionShape, after: VersionShape, site: Site) -> Iterator[Change]:
    told = []
    if before.geometry != after.geometry:
        told.append(f"外形 {before.geometry or '預設'} → {after.geometry or '預設'}")
    if before.fill != after.fill:
        told.append(f"填滿 {before.fill or '預設'} → {after.fill or '預設'}")
    if before.placeholder != after.placeholder:
        told.append(f"版面欄位 {before.placeholder or '無'} → {after.placeholder or '無'}")
    if told:
        yield _change("look", site, "、".join(told), before, after)
    if before.description != after.description and before.text == after.text:
        yield _described(site, before, after)


def _place(before: VersionBlock, after: VersionBlock, site: Site) -> Iterator[Change]:
    old, new = (None if isinstance(one, VersionParagraph) else one.rect for one in (before, after))
    if old is None or new is None or _near(old, new):
        return
    moved = max(abs(old.x - new.x), abs(old.y - new.y)) > SAME_PLACE
    sized = max(abs(old.width - new.width), abs(old.height - new.height)) > SAME_PLACE
    what = "位置與大小" if moved and sized else "位置" if moved else "大小"
    yield _change("place", site, f"{_named(after)}{what}變更", before, after)


def _near(a: Rect, b: Rect) -> bool:
    return all(abs(x - y) <= SAME_PLACE for x, y in ((a.x, b.x), (a.y, b.y), (a.width, b.width), (a.height, b.height)))


# --- charts --------------------------------------------------------------------------------------------------------


def _chart(before: VersionChart, after: VersionChart, site: Site) -> Iterator[Change]:
    here = site.inside(_named(after))
    if before.look != after.look and before.kind == after.kind:
        drawn = _change("look", here, f"{_named(after)}的格式變更", before, after)
        followed = (before.categories, before.series) != (after.categories, after.series)  # axes and labels follow data
        yield replace(drawn, cause="regeneration") if followed else drawn
    if before.kind != after.kind:
        yield _change("look", here, f"圖表類型 {before.kind} → {after.kind}", before, after)
    if before.title != after.title:
        yield _chart_change(
            here, before, after, f"圖表標題「{before.title}」改為「{after.title}」", before.title, after.title
        )
    yield from _names(here, before, after, "類別", before.categories, after.categories)
    series = [tuple(item.name for item in chart.series) for chart in (before, after)]
    yield from _names(here, before, after, "數列", series[0], series[1])
    old = _by_name(before)
    for name, values in _by_name(after).items():
        for category, (value, fact) in values[1].items():
            was, known = old.get(name, (None, {}))[1].get(category, (None, ""))
            if name in old and category in old[name][1] and value != was:
                yield _value(here, before, after, (name[0], category[0]), was, value, fact or known)


def _names(
    site: Site, before: VersionChart, after: VersionChart, what: str, old: tuple[str, ...], new: tuple[str, ...]
) -> Iterator[Change]:
    for name in new:
        if name not in old:
            yield _chart_change(site, before, after, f"新增{what}「{name}」", "", name)
    for name in old:
        if name not in new:
            yield _chart_change(site, before, after, f"刪除{what}「{name}」", name, "")
    shared = [name for name in new if name in old]
    if shared != [name for name in old if name in new]:
        yield _chart_change(site, before, after, f"{what}順序變更", "、".join(old), "、".join(new))


_Values = dict[tuple[str, int], tuple[float | None, str]]


def _by_name(chart: VersionChart) -> dict[tuple[str, int], tuple[VersionSeries, _Values]]:
    """Series by name, values by category; where a name comes again, its number tells them apart."""
    found: dict[tuple[str, int], tuple[VersionSeries, _Values]] = {}
    for series in chart.series:
        key = (series.name, sum(1 for name, _ in found if name == series.name))
        values: _Values = {}
        for index, value in enumerate(series.values):
            category = chart.categories[index] if index < len(chart.categories) else f"第 {index + 1} 點"
            fact = series.facts[index] if index < len(series.facts) else ""
            values[category, sum(1 for name, _ in values if name == category)] = (value, fact)
        found[key] = (series, values)
    return found


def _value(
    site: Site,
    before: VersionChart,
    after: VersionChart,
    name: tuple[str, str],
    old: float | None,
    new: float | None,
    fact: str,
) -> Change:
    label = "・".join(part for part in name if part)
    was, now = ("無" if value is None else f"{value:,.10g}" for value in (old, new))
    found = _chart_change(site, before, after, f"{label}：{was} → {now}", was, now)
    if old is None or new is None:
        return replace(found, fact=fact)
    figure = numbers_differ(was, now, Decimal(repr(old)), Decimal(repr(new)))
    return replace(found, fact=fact, figure=figure, summary=f"{found.summary}　{described(figure)}")


def _chart_change(site: Site, before: VersionChart, after: VersionChart, summary: str, old: str, new: str) -> Change:
    place = site.place(before.locator, after.locator, old_text=old, new_text=new)
    return Change(id="", kind="chart", cause="data", summary=summary, places=(place,), old=old, new=new)
