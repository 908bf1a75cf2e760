"""Changes in tables: rows and columns put in, taken out and moved, and what changed in cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ssnet_docs.diff.align import longest_chain
from ssnet_docs.diff.grids import counting, heads
from ssnet_docs.diff.sites import SAME_PLACE, Site, named, shortened
from ssnet_docs.model.change import BlockPair, Cause, CellPair, Change, ChangeKind, RowPair, Segment, TablePair
from ssnet_docs.model.version import VersionRow, VersionTable, paragraphs

Inner = Callable[[tuple[BlockPair, ...], Site], Iterator[Change]]
"""Gives the changes of what stands in a cell."""


def table_changes(pair: TablePair, site: Site, inner: Inner) -> Iterator[Change]:
    """The changes of a pair of tables."""
    before, after = pair.old or pair.moved_from, pair.new
    table = after or before
    assert table is not None
    here = site.framed(before, after).inside(named(table))
    if before is None or after is None:
        if pair.move is None and not site.covered:
            yield _whole(pair, site.framed(before, after), named(table))
        return
    if pair.move is not None and not site.moved:
        summary = f"{named(table)}移動"
        place = here.place(before.locator, after.locator, old_text=before.text, new_text=after.text)
        yield Change(id="", kind="block-moved", cause="structure", summary=summary, places=(place,), new=named(table))
    if _stands_elsewhere(before, after):
        place = here.place(before.locator, after.locator)
        summary = f"{named(after)}位置變更"
        yield Change(id="", kind="place", cause="template", summary=summary, places=(place,), new=named(after))
    if before.look != after.look:
        place = here.place(before.locator, after.locator)
        summary = f"{named(after)}的表格樣式變更"
        yield Change(id="", kind="look", cause="template", summary=summary, places=(place,), new=named(after))
    yield from _columns(pair, before, after, here)
    head_texts, running = heads(after), counting(after)
    for row in pair.rows:
        yield from _row(row, head_texts, running, here, inner)


def _stands_elsewhere(before: VersionTable, after: VersionTable) -> bool:
    """Whether the frames begin elsewhere; how large a table is follows from what stands in it."""
    old, new = before.rect, after.rect
    return old is not None and new is not None and max(abs(old.x - new.x), abs(old.y - new.y)) > SAME_PLACE


def _whole(pair: TablePair, site: Site, name: str) -> Change:
    added = pair.old is None
    table = pair.new or pair.old
    assert table is not None
    text = f"{name}（{len(table.rows)} 列 {table.columns} 欄）"
    place = site.place(
        pair.old.locator if pair.old else None,
        pair.new.locator if pair.new else None,
        old_text=pair.old.text if pair.old else "",
        new_text=pair.new.text if pair.new else "",
    )
    return Change(
        id="",
        kind="block-added" if added else "block-removed",
        cause="structure",
        summary=f"{'新增' if added else '刪除'}{text}",
        places=(place,),
        old="" if added else text,
        new=text if added else "",
        segments=(Segment("inserted" if added else "deleted", table.text),),
    )


# --- rows and cells ------------------------------------------------------------------------------------------------


def _row(row: RowPair, head_texts: dict[int, str], running: set[int], site: Site, inner: Inner) -> Iterator[Change]:
    before, after = row.old or row.moved_from, row.new
    if before is None or after is None:
        if row.move is None:
            yield _one_sided(row, site)
        return
    if row.move is not None:
        place = site.place(before.locator, after.locator, old_text=row_text(before), new_text=row_text(after))
        yield Change(
            id="",
            kind="row-moved",
            cause="structure",
            summary=f"「{row_name(after, running)}」列移動",
            places=(place,),
            old=row_text(before),
            new=row_text(after),
        )
    name = row_name(after, running)
    for cell in row.cells:
        if cell.new_column is not None and cell.old_column is not None:
            yield from inner(cell.blocks, _cell_site(cell, after, name, head_texts, running, site))


def _cell_site(
    cell: CellPair, row: VersionRow, name: str, head_texts: dict[int, str], running: set[int], site: Site
) -> Site:
    assert cell.new_column is not None
    head = head_texts.get(cell.new_column, "")
    own = next((item.text for item in row.cells if item.column == cell.new_column), "")
    names = ["標題列"] if row.header else [f"「{name}」列"] if name and name != own.strip() else []
    names += [f"「{shortened(head)}」欄"] if head and not row.header else []
    label = "・".join(part for part in (name if not row.header and name != own.strip() else "", head) if part)
    return site.inside(*names, label=label, regenerated=cell.new_column in running and not row.header)


def _one_sided(row: RowPair, site: Site) -> Change:
    found = row.new or row.old
    assert found is not None
    added = row.new is not None
    text = row_text(found)
    facts = any(span.facts for cell in found.cells for one in paragraphs(cell.blocks) for span in one.spans)
    cause: Cause = "data" if facts else "structure"
    kind: ChangeKind = "row-added" if added else "row-removed"
    place = site.place(
        None if added else found.locator,
        found.locator if added else None,
        old_text="" if added else text,
        new_text=text if added else "",
    )
    return Change(
        id="",
        kind=kind,
        cause=cause,
        summary=f"{'新增' if added else '刪除'}列「{shortened(text, 60)}」",
        places=(place,),
        old="" if added else text,
        new=text if added else "",
        segments=(Segment("inserted" if added else "deleted", text),),
    )


def row_text(row: VersionRow) -> str:
    """The row's cells joined by ｜."""
    return "｜".join(" ".join(cell.text.split()) for cell in row.cells)


def row_name(row: VersionRow, running: set[int]) -> str:
    """What the row is called: its first cell that says more than a running number."""
    cells = [cell for cell in row.cells if cell.text.strip()]
    named_ = [cell for cell in cells if cell.column not in running and any(map(str.isalpha, cell.text))]
    return next((shortened(cell.text) for cell in (*named_, *cells)), "")


# --- columns -------------------------------------------------------------------------------------------------------


def _columns(pair: TablePair, before: VersionTable, after: VersionTable, site: Site) -> Iterator[Change]:
    both = [(a, b) for a, b in pair.columns if a is not None and b is not None]
    staying = set(longest_chain(sorted(both), [1.0] * len(both)))
    for a, b in pair.columns:
        if a is not None and b is not None:
            if (a, b) not in staying:
                yield _column("column-moved", "移動", before, after, a, b, site)
        elif b is not None:
            yield _column("column-added", "新增", None, after, None, b, site)
        elif a is not None:
            yield _column("column-removed", "刪除", before, None, a, None, site)


def _column(
    kind: ChangeKind,
    word: str,
    before: VersionTable | None,
    after: VersionTable | None,
    old: int | None,
    new: int | None,
    site: Site,
) -> Change:
    table, column = (after, new) if after is not None else (before, old)
    assert table is not None and column is not None
    texts = [" ".join(cell.text.split()) for row in table.rows for cell in row.cells if cell.column == column]
    text = "｜".join(texts)
    name = heads(table).get(column) or f"第 {column + 1} 欄"
    place = site.place(
        before.locator if before else None,
        after.locator if after else None,
        old_text=text if before else "",
        new_text=text if after else "",
    )
    return Change(
        id="",
        kind=kind,
        cause="structure",
        summary=f"{word}欄「{shortened(name)}」",
        places=(place,),
        old=text if before else "",
        new=text if after else "",
    )
