"""What the content accepts of the checks' findings, with the place that each acceptance holds for."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from ssnet_docs import checks
from ssnet_docs.content.document import Document, Only
from ssnet_docs.model.block import AcceptedContent, Block
from ssnet_docs.model.errors import ErrorCollector
from ssnet_docs.model.finding import Acceptance
from ssnet_docs.yamlfile import Positions

_Path = tuple[str | int, ...]


def acceptances(
    document: Document, name: str, positions: Positions, medium: Only, errors: ErrorCollector
) -> tuple[Acceptance, ...]:
    """All that the document with the id `name` accepts in a deck or a report; unknown checks go to `errors`."""
    found = []
    for path, key, given in _given(document, medium):
        for number, one in enumerate(given):
            if one.check not in checks.ids():
                place = positions.source((*path, number, "check"))
                near = difflib.get_close_matches(one.check, checks.ids(), n=1)
                hint = f"是不是「{near[0]}」？" if near else ""
                errors.add(place, f"沒有「{one.check}」這種檢查", f"{hint}各種檢查見 docs/checks.md")
            whole = f"{name}/{key}".rstrip("/")
            found.append(Acceptance(one.check, one.reason, whole, one.subject, positions.source((*path, number))))
    return tuple(found)


def _given(document: Document, medium: Only) -> Iterator[tuple[_Path, str, tuple[AcceptedContent, ...]]]:
    """Every `accept` of what this medium shows, with its path and the key of what it stands on."""
    shown = {None, medium}
    yield ("accept",), "", document.accept
    for own in ("cover", "agenda", "closing"):
        yield from _of_block(getattr(document, own), (own,), medium)
    for number, section in enumerate(document.sections):
        path: _Path = ("sections", number)
        if section.only not in shown:
            continue
        yield (*path, "accept"), section.id or "", section.accept
        yield from _of_block(section.divider, (*path, "divider"), medium)
        for index, slide in enumerate(section.slides):
            below: _Path = (*path, "slides", index)
            if slide.only not in shown:
                continue
            yield (*below, "accept"), f"{section.id}/{slide.id}", slide.accept
            for place, block in enumerate(slide.blocks):
                yield from _of_block(block, (*below, "blocks", place, block.block_kind), medium)


def _of_block(
    block: Block | None, path: _Path, medium: Only
) -> Iterator[tuple[_Path, str, tuple[AcceptedContent, ...]]]:
    if block is None or block.only not in {None, medium}:
        return
    yield (*path, "accept"), block.key, block.accept
    for below, held in block.blocks_inside():
        yield from _of_block(held, (*path, *below, held.block_kind), medium)
