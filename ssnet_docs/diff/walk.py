"""Walks through a comparison and tells every change at its one place, in the order of the new version."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ssnet_docs.diff.objects import object_changes
from ssnet_docs.diff.rows import table_changes
from ssnet_docs.diff.sites import NOTES, Site, located
from ssnet_docs.diff.texts import text_changes
from ssnet_docs.model.change import BlockPair, Change, ChangeKind, Comparison, SectionPair, Segment, TablePair, TextPair
from ssnet_docs.model.version import VersionSection, VersionShape

_TITLES = {"title", "ctrTitle"}


def single_changes(comparison: Comparison) -> Iterator[Change]:
    """Every change of the comparison at every place, not yet grouped."""
    for pair in comparison.sections:
        yield from _section(pair)
    old, new = dict(comparison.old.aspects), dict(comparison.new.aspects)
    for title in sorted(old | new):
        if old.get(title) != new.get(title):
            yield Change(id="", kind="look", cause="template", summary=f"{title}有變動", places=())


def _section(pair: SectionPair) -> Iterator[Change]:
    before, after = pair.old or pair.moved_from, pair.new
    if after is None:
        assert before is not None
        if pair.move is None and before.kind in {"slide", "section"}:
            yield _whole("section-removed", before, None)
        site = Site(
            before, None, covered=pair.move is None and before.kind in {"slide", "section"}, moved=pair.move is not None
        )
        yield from _blocks(pair.blocks, site)
        return
    if before is None:
        own = after.kind in {"slide", "section"} and bool(after.title or after.kind == "slide")
        if own:
            yield _whole("section-added", None, after)
        yield from _blocks(pair.blocks, Site(None, after, covered=own))
        return
    site = Site(before, after, moved=pair.move is not None)
    if pair.move is not None:
        yield _moved(before, after)
    if after.kind == "slide":
        yield from _slide(before, after)
    yield from _titled(pair, site)
    yield from _notes(pair, site)


def _what(section: VersionSection) -> str:
    return "投影片" if section.kind == "slide" else "章節"


def _whole(kind: ChangeKind, before: VersionSection | None, after: VersionSection | None) -> Change:
    section = after or before
    assert section is not None
    word = "新增" if after else "刪除"
    text = "\n".join(block.text for block in section.blocks if block.text.strip())
    first = section.blocks[0].locator if section.blocks else None
    place = Site(before, after).place(
        first if before else None,
        first if after else None,
        old_text=text if before else "",
        new_text=text if after else "",
    )
    return Change(
        id="",
        kind=kind,
        cause="structure",
        summary=f"{word}{_what(section)}「{section.title or located(section)}」",
        places=(place,),
        old=section.title if before else "",
        new=section.title if after else "",
        segments=(Segment("inserted" if after else "deleted", text),) if text else (),
    )


def _moved(before: VersionSection, after: VersionSection) -> Change:
    title = after.title or located(after)
    if after.kind == "slide":
        summary = f"投影片「{title}」由第 {before.number} 張移到第 {after.number} 張"
    else:
        summary = f"章節「{title}」移動"
    first = [section.blocks[0].locator if section.blocks else None for section in (before, after)]
    place = Site(before, after).place(first[0], first[1])
    return Change(
        id="",
        kind="section-moved",
        cause="structure",
        summary=summary,
        places=(place,),
        old=before.title,
        new=after.title,
    )


def _slide(before: VersionSection, after: VersionSection) -> Iterator[Change]:
    told = []
    if before.layout != after.layout:
        told.append(f"版面 {before.layout or '無'} → {after.layout or '無'}")
    if before.hidden != after.hidden:
        told.append("設為隱藏" if after.hidden else "取消隱藏")
    for summary in told:
        place = Site(before, after).place()
        yield Change(
            id="", kind="look", cause="template", summary=summary, places=(place,), old=before.layout, new=after.layout
        )


def _titled(pair: SectionPair, site: Site) -> Iterator[Change]:
    """The changes of the blocks; other words in the title are a renaming."""
    before, after = site.old, site.new
    assert before is not None and after is not None
    renamed = before.title != after.title and bool(before.title and after.title)
    for index, block in enumerate(pair.blocks):
        is_title = _is_title(block, index, after)
        for change in _blocks((block,), site):
            if renamed and is_title and change.kind == "wording":
                yield replace(
                    change,
                    kind="section-renamed",
                    summary=f"{_what(after)}「{before.title}」改名為「{after.title}」",
                    old=before.title,
                    new=after.title,
                )
            else:
                yield change


def _is_title(block: BlockPair, index: int, section: VersionSection) -> bool:
    if section.kind == "slide":
        shape = getattr(block, "new", None)
        return isinstance(shape, VersionShape) and shape.placeholder in _TITLES
    return index == 0 or (isinstance(block, TextPair) and any(one.heading for one in block.new))


def _notes(pair: SectionPair, site: Site) -> Iterator[Change]:
    here = replace(site.inside(NOTES), notes=True)
    for change in _blocks(pair.notes, here):
        if change.kind in {"block-added", "block-removed"}:
            word = "新增" if change.kind == "block-added" else "刪除"
            yield replace(change, kind="notes", cause="wording", summary=f"{word}「{change.new or change.old}」")
        else:
            yield change


def _blocks(pairs: tuple[BlockPair, ...], site: Site) -> Iterator[Change]:
    for pair in pairs:
        if isinstance(pair, TextPair):
            yield from text_changes(pair, site)
        elif isinstance(pair, TablePair):
            yield from table_changes(pair, site, _blocks)
        else:
            yield from object_changes(pair, site, _blocks)
