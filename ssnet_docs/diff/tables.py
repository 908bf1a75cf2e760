"""Pairs of a table's rows and cells: columns are matched first, then rows by their key, so that sorting is no edit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from ssnet_docs.diff.align import Item, align
from ssnet_docs.diff.grids import counting
from ssnet_docs.diff.text import similarity
from ssnet_docs.model.change import BlockPair, CellPair, RowPair
from ssnet_docs.model.version import VersionBlock, VersionCell, VersionRow, VersionTable

Inside = Callable[[Sequence[VersionBlock], Sequence[VersionBlock]], tuple[BlockPair, ...]]
Columns = tuple[tuple[int | None, int | None], ...]
_KEY_WEIGHT = 2.0
_HEADER_ALIKE = 0.6


def pair_rows(
    old: VersionTable, new: VersionTable, next_move: Callable[[], int], inside: Inside
) -> tuple[tuple[RowPair, ...], Columns]:
    """The rows' pairs in order of the new table, and the columns' pairs; `inside` pairs the blocks of two cells."""
    columns = pair_columns(old, new)
    kept = {a: b for a, b in columns if a is not None and b is not None}
    running = counting(old), counting(new)
    told = [(a, b) for a, b in kept.items() if not (a in running[0] and b in running[1])]
    before = [_RowText(row, [a for a, _ in told]) for row in old.rows]
    after = [_RowText(row, [b for _, b in told]) for row in new.rows]
    keys = _unique_keys(before), _unique_keys(after)

    def alike(a: int, b: int) -> float:
        return _alike(before[a], after[b], keys[0], keys[1])

    steps = align([row.item for row in before], [row.item for row in after], alike, next_move)
    pairs = []
    for step in steps:
        one = old.rows[step.old[0]] if step.old else None
        other = new.rows[step.new[0]] if step.new else None
        origin = old.rows[step.moved_from] if step.moved_from is not None else None
        compared = one or origin
        cells = _cells(compared, other, kept, inside) if compared is not None and other is not None else ()
        pairs.append(RowPair(one, other, cells, step.move, origin))
    return tuple(pairs), columns


class _RowText:
    """A row's texts in the columns that both tables have, and as an item to align."""

    def __init__(self, row: VersionRow, columns: Sequence[int]) -> None:
        at = {cell.column: cell.text.strip() for cell in row.cells}
        self.texts = tuple(at.get(column, "") for column in columns)
        self.key = next((text for text in self.texts if text), "")
        text = "\t".join(self.texts)
        self.item = Item((self.texts, row.header), text, "header" if row.header else "row", shortest_move=2)


def _unique_keys(rows: Sequence[_RowText]) -> frozenset[str]:
    counts = Counter(row.key for row in rows if row.key)
    return frozenset(key for key, count in counts.items() if count == 1)


def _alike(a: _RowText, b: _RowText, old_keys: frozenset[str], new_keys: frozenset[str]) -> float:
    """The share of equal cells, the first counting double; a key that each table has once makes rows the same."""
    if a.key and a.key == b.key and a.key in old_keys and b.key in new_keys and not _only_digits(a.key):
        return 0.95
    if not a.texts or not any(a.texts) or not any(b.texts):
        return 0.0
    weights = [_KEY_WEIGHT] + [1.0] * (len(a.texts) - 1)
    shown = [(x, y, weight) for x, y, weight in zip(a.texts, b.texts, weights, strict=True) if x or y]
    total = sum(weight for *_, weight in shown)
    equal = sum(weight for x, y, weight in shown if x == y) / total
    close = sum(weight * similarity(x, y) for x, y, weight in shown) / total
    # A key that only the other table's neighbour has speaks against the pair.
    if a.key in new_keys or b.key in old_keys:
        close *= 0.6
    return max(equal, close)


def _only_digits(text: str) -> bool:
    return all(not character.isalpha() for character in text) and len(text) < 3


def _cells(old: VersionRow, new: VersionRow, kept: dict[int, int], inside: Inside) -> tuple[CellPair, ...]:
    """The cells' pairs in order of the new row; those that only the old row has come after their left neighbour."""
    after = {cell.column: cell for cell in new.cells}
    taken: dict[int, VersionCell] = {}
    alone: list[VersionCell] = []
    for cell in old.cells:
        target = kept.get(cell.column)
        if target is not None and target in after and target not in taken:
            taken[target] = cell
        else:
            alone.append(cell)
    pairs: list[CellPair] = []
    waiting = sorted(alone, key=lambda cell: cell.column)
    for cell in new.cells:
        before = taken.get(cell.column)
        while waiting and before is not None and waiting[0].column < before.column:
            gone = waiting.pop(0)
            pairs.append(CellPair(gone.column, None, inside(gone.blocks, ())))
        inner = inside(before.blocks if before else (), cell.blocks)
        pairs.append(CellPair(before.column if before else None, cell.column, inner))
    pairs += [CellPair(gone.column, None, inside(gone.blocks, ())) for gone in waiting]
    return tuple(pairs)


# --- columns -------------------------------------------------------------------------------------------------------


def pair_columns(old: VersionTable, new: VersionTable) -> Columns:
    """The grid columns that go together, in order of the new table; those taken out come after their left neighbour."""
    before, after = _columns(old), _columns(new)
    heads = [column[0] for column in before], [column[0] for column in after]
    if len(before) == len(after) and (heads[0] == heads[1] or _same_shape(before, after)):
        return tuple((index, index) for index in range(len(after)))
    found: dict[int, int] = {}
    scores = sorted((-_column_alike(a, b), abs(i - j), i, j) for i, a in enumerate(before) for j, b in enumerate(after))
    taken: set[int] = set()
    for score, _, i, j in scores:
        if -score >= _HEADER_ALIKE and j not in found and i not in taken:
            found[j] = i
            taken.add(i)
    _fill(found, taken, len(before), len(after))
    pairs: list[tuple[int | None, int | None]] = [(found.get(j), j) for j in range(len(after))]
    for i in range(len(before)):
        if i not in taken:
            left = max((place for place, (a, _) in enumerate(pairs) if a is not None and a < i), default=-1)
            pairs.insert(left + 1, (i, None))
    return tuple(pairs)


def _columns(table: VersionTable) -> list[tuple[str, list[str]]]:
    """Each grid column's header text and the texts below it."""
    headers = max(1, sum(row.header for row in table.rows))
    texts: list[tuple[list[str], list[str]]] = [([], []) for _ in range(table.columns)]
    for index, row in enumerate(table.rows):
        for cell in row.cells:
            for column in range(cell.column, min(cell.column + cell.columns, table.columns)):
                if index < headers:
                    texts[column][0].append(cell.text.strip())
                elif column == cell.column:
                    texts[column][1].append(cell.text.strip())
    return [("\n".join(head), body) for head, body in texts]


def _same_shape(before: list[tuple[str, list[str]]], after: list[tuple[str, list[str]]]) -> bool:
    """Whether columns of one number are each most like the one at their place."""
    return all(
        max(range(len(after)), key=lambda j: (_column_alike(column, after[j]), -abs(i - j))) == i
        for i, column in enumerate(before)
    )


def _column_alike(a: tuple[str, list[str]], b: tuple[str, list[str]]) -> float:
    one, other = Counter(text for text in a[1] if text), Counter(text for text in b[1] if text)
    total = one.total() + other.total()
    cells = 2 * (one & other).total() / total if total else 0.0
    if not a[0] and not b[0]:
        return cells if total else 1.0
    head = 1.0 if a[0] == b[0] else 0.8 * similarity(a[0], b[0])
    return 0.6 * head + 0.4 * cells if total else head


def _fill(found: dict[int, int], taken: set[int], old: int, new: int) -> None:
    """Pair a single column that is left on each side between the same neighbours: it was renamed and changed."""
    for j in range(new):
        if j in found:
            continue
        i = found[j - 1] + 1 if j - 1 in found else 0 if j == 0 else -1
        following = found.get(j + 1, old if j + 1 == new else -1)
        if 0 <= i < old and i not in taken and following == i + 1:
            found[j] = i
            taken.add(i)
