"""Comments on what tracked changes cannot say: the data of charts, other pictures, other definitions of styles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssnet_docs.diff.redline.markup import AUTHOR, Stamp, W, copied, element
from ssnet_docs.diff.redline.pairs import Pairs
from ssnet_docs.diff.references import References
from ssnet_docs.model.change import BlockPair, Comparison, ObjectPair
from ssnet_docs.model.version import VersionChart, VersionPicture

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element as Element

_DOC_PR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_MOST = 12


def remark(
    comparison: Comparison, pairs: Pairs, trees: dict[str, Element], references: References, stamp: Stamp
) -> None:
    """Add the comments to the document, which is already merged, and their part to the package."""
    found = list(_remarks(comparison, pairs, trees[references.main]))
    styles = _styles(comparison)
    if styles:
        first = next(trees[references.main].iter(f"{W}p"), None)
        if first is not None:
            found.insert(0, (first, styles))
    if not found:
        return
    part = references.part("comments")
    root = trees.setdefault(part, references.tree(part)) if part else element("comments")
    number = 1 + max((int(item.get(f"{W}id", "0")) for item in root), default=-1)
    for paragraph, lines in found:
        root.append(_comment(str(number), lines, stamp.date))
        _anchor(paragraph, str(number))
        number += 1
    if not part:
        package = references.package
        package.add("word/comments.xml", b"", _TYPE)
        package.relate(references.main, "comments", "word/comments.xml")
        trees["word/comments.xml"] = root


def _remarks(comparison: Comparison, pairs: Pairs, document: Element) -> Iterator[tuple[Element, list[str]]]:
    drawn = {item.get("id"): item for item in document.iter(_DOC_PR)}
    for section in comparison.sections:
        for pair in _objects(section.blocks):
            lines = _lines(pair)
            place = None if pair.new is None else pairs.new.find(pair.new.locator)
            if not lines or place is None:
                continue
            name = next((item.get("id") for item in place.iter(_DOC_PR)), None)
            shown = drawn.get(name)
            paragraph = None if shown is None else next(shown.iterancestors(f"{W}p"), None)
            if paragraph is not None:
                yield paragraph, lines


def _objects(blocks: Iterable[BlockPair]) -> Iterator[ObjectPair]:
    for pair in blocks:
        if isinstance(pair, ObjectPair):
            yield pair


def _lines(pair: ObjectPair) -> list[str]:
    old, new = pair.old, pair.new
    if isinstance(old, VersionChart) and isinstance(new, VersionChart):
        return _chart(old, new)
    if isinstance(old, VersionPicture) and isinstance(new, VersionPicture) and old.digest != new.digest:
        return ["圖片已更換；刪除線標出的是舊圖片。"]
    return []


def _chart(old: VersionChart, new: VersionChart) -> list[str]:
    """Where two charts' data differ, a line for each value."""
    lines: list[str] = []
    if old.kind != new.kind:
        lines.append(f"圖表種類：{old.kind} → {new.kind}")
    before = {series.name: dict(zip(old.categories, series.values, strict=False)) for series in old.series}
    after = {series.name: dict(zip(new.categories, series.values, strict=False)) for series in new.series}
    lines += [f"刪除數列「{name}」" for name in before if name not in after]
    lines += [f"新增數列「{name}」" for name in after if name not in before]
    lines += [f"刪除類別「{name}」" for name in old.categories if name not in new.categories]
    lines += [f"新增類別「{name}」" for name in new.categories if name not in old.categories]
    for name in [name for name in after if name in before]:
        for category in [category for category in new.categories if category in before[name]]:
            was, now = before[name][category], after[name].get(category)
            if was != now:
                lines.append(f"「{name}」{category}：{_number(was)} → {_number(now)}")
    if len(lines) > _MOST:
        lines = [*lines[:_MOST], f"……另有 {len(lines) - _MOST} 項"]
    return ["圖表資料已變更：", *lines] if lines else []


def _number(value: float | None) -> str:
    return "無" if value is None else f"{value:,g}" if abs(value) < 1e6 else f"{value:,.0f}"


def _styles(comparison: Comparison) -> list[str]:
    """The aspects of the whole document that differ and that no tracked change can say."""
    old, new = dict(comparison.old.aspects), dict(comparison.new.aspects)
    names = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    return [f"下列設定與舊版不同，追蹤修訂無法表示，以新版為準：{'、'.join(names)}。"] if names else []


def _comment(number: str, lines: list[str], date: str) -> Element:
    made = element("comment", id=number, author=AUTHOR, date=date, initials=AUTHOR)
    for line in lines:
        text = element("t")
        text.text = line
        run, paragraph = element("r"), element("p")
        run.append(text)
        paragraph.append(run)
        made.append(paragraph)
    return made


def _anchor(paragraph: Element, number: str) -> None:
    place = 1 if len(paragraph) and paragraph[0].tag == f"{W}pPr" else 0
    paragraph.insert(place, element("commentRangeStart", id=number))
    paragraph.append(element("commentRangeEnd", id=number))
    run = element("r")
    run.append(element("commentReference", id=number))
    paragraph.append(copied(run))
