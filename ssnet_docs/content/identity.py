"""Stable names for everything in a document: ids of sections and slides, keys and places of blocks."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

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
    for index, item in enumerate(items):
        if isinstance(item, dict) and item.get("id") is None:
            wanted = slug(str(item.get("title") or "")) or str(index + 1)
            name, number = wanted, 1
            while name in taken:
                number += 1
                name = f"{wanted}-{number}"
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
            slide_path = (*path, "slides", index, "blocks")
            _locate_all(slide.blocks, slide_path, f"{section.id}/{slide.id}", positions, errors)


def _locate_own(block: Block | None, path: _Path, key: str, positions: Positions, errors: ErrorCollector) -> None:
    if block is not None:
        block.located(positions.key_source(path), f"{key}/{block.id or block.block_kind}")
        _locate_all(_fields(block), path, block.key, positions, errors)


def _locate_all(holder: Any, path: _Path, key: str, positions: Positions, errors: ErrorCollector) -> None:
    """Locate the blocks in `holder`, and those inside them, whose keys begin with theirs."""
    kinds: Counter[str] = Counter()
    taken: dict[str, Block] = {}
    for block, block_path in _blocks(holder, path):
        source = positions.key_source((*block_path, block.block_kind))
        kinds[block.block_kind] += 1
        count = kinds[block.block_kind]
        name = block.id or (f"{block.block_kind}-{count}" if count > 1 else block.block_kind)
        if name in taken:
            errors.add(source, f"區塊代號「{name}」重複", "同一張投影片內的代號不可相同")
        taken[name] = block
        block.located(source, f"{key}/{name}")
        _locate_all(_fields(block), (*block_path, block.block_kind), block.key, positions, errors)


def _blocks(holder: Any, path: _Path) -> Iterator[tuple[Block, _Path]]:
    """The outermost blocks in `holder` with their paths."""
    match holder:
        case Block():
            yield holder, path
        case BaseModel():
            for name, value in _fields(holder).items():
                yield from _blocks(value, (*path, name))
        case dict():
            for name, value in holder.items():
                yield from _blocks(value, (*path, name))
        case list() | tuple():
            for index, value in enumerate(holder):
                yield from _blocks(value, (*path, index))
        case _:
            pass


def _fields(model: BaseModel) -> dict[str, Any]:
    """A model's values by their names in YAML."""
    return {field.alias or name: getattr(model, name) for name, field in type(model).model_fields.items()}
