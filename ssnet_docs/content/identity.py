"""Stable names for everything in a document: ids of sections and slides, keys and places of blocks."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import Any

from ssnet_docs.content.document import Document
from ssnet_docs.content.reading import Tree
from ssnet_docs.model.block import Block
from ssnet_docs.model.errors import ErrorCollector
from ssnet_docs.yamlfile import Positions

LONGEST_SLUG = 40
_NO_WORD = re.compile(r"[\W_]+")

_Path = tuple[str | int, ...]


def complete(tree: Tree, errors: ErrorCollector) -> None:
    """Give every section and slide of the tree an id; duplicates of ids that were typed go to `errors`.

    Ids are made before figures are bound into the titles, so that a new figure does not rename its slide.
    """
    sections = tree.data.get("sections")
    if not isinstance(sections, list):
        return
    _name(sections, ("sections",), tree.positions, errors)
    for index, section in enumerate(sections):
        slides = section.get("slides") if isinstance(section, dict) else None
        if isinstance(slides, list):
            _name(slides, ("sections", index, "slides"), tree.positions, errors)


def slug(title: str) -> str:
    """A title as an id: letters, digits and Han characters, joined by "-".

    >>> slug("策略一：擴增家庭服務資源 (110-114年)")
    '策略一-擴增家庭服務資源-110-114年'
    """
    plain = unicodedata.normalize("NFKC", title).lower()
    return _NO_WORD.sub("-", plain).strip("-")[:LONGEST_SLUG].strip("-")


def _name(items: list[Any], path: _Path, positions: Positions, errors: ErrorCollector) -> None:
    """Fill in the missing ids of a list; the items are copied, since a part may be included twice."""
    given: dict[str, int] = {}
    for index, item in enumerate(items):
        if isinstance(item, dict) and item.get("id") is not None:
            name, place = str(item["id"]), positions.source((*path, index, "id"))
            if name in given:
                first = positions.source((*path, given[name], "id"))
                errors.add(place, f"代號「{name}」重複：{first.file} 第 {first.line} 行已經用過", "請改用不同的代號")
            given.setdefault(name, index)
    taken = set(given)
    numbers: Counter[str] = Counter()
    for index, item in enumerate(items):
        if isinstance(item, dict) and item.get("id") is None:
            wanted = slug(str(item.get("title") or "")) or str(index + 1)
            name = wanted
            while name in taken:
                numbers[wanted] += 1
                name = f"{wanted}-{numbers[wanted] + 1}"
            taken.add(name)
            items[index] = {"id": name, **{key: value for key, value in item.items() if key != "id"}}


def locate(document: Document, positions: Positions, errors: ErrorCollector) -> None:
    """Tell every block where it stands and its key, `section/slide/block`; duplicate block ids go to `errors`."""
    for own in ("cover", "agenda", "closing"):
        _locate_own(getattr(document, own), (own,), own, positions, errors)
    for number, section in enumerate(document.sections):
        path: _Path = ("sections", number)
        _locate_own(section.divider, (*path, "divider"), f"{section.id}/divider", positions, errors)
        for index, slide in enumerate(section.slides):
            blocks = [((*path, "slides", index, "blocks", place), block) for place, block in enumerate(slide.blocks)]
            _locate_all(blocks, f"{section.id}/{slide.id}", positions, errors)


def _locate_own(block: Block | None, path: _Path, key: str, positions: Positions, errors: ErrorCollector) -> None:
    """Locate a block that a document's own key makes; it stands right below that key."""
    if block is not None:
        block.located(positions.key_source(path), f"{key}/{block.id or block.block_kind}")
        _locate_inside(block, path, positions, errors)


def _locate_all(blocks: Iterable[tuple[_Path, Block]], key: str, positions: Positions, errors: ErrorCollector) -> None:
    """Locate blocks that stand together, and those inside them, whose keys begin with theirs."""
    kinds: Counter[str] = Counter()
    taken: set[str] = set()
    for path, block in blocks:
        inner = (*path, block.block_kind)
        source = positions.key_source(inner)
        kinds[block.block_kind] += 1
        count = kinds[block.block_kind]
        name = block.id or (f"{block.block_kind}-{count}" if count > 1 else block.block_kind)
        if name in taken:
            errors.add(source, f"區塊代號「{name}」重複", "同一張投影片內的代號不可相同")
        taken.add(name)
        block.located(source, f"{key}/{name}")
        _locate_inside(block, inner, positions, errors)


def _locate_inside(block: Block, path: _Path, positions: Positions, errors: ErrorCollector) -> None:
    _locate_all([((*path, *below), held) for below, held in block.blocks_inside()], block.key, positions, errors)
