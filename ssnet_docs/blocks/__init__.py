"""Block kinds: what an author may write on a slide.

The kinds are found by looking into this folder: every file is one kind, with exactly one public subclass of Block.
Folders hold what several kinds share and are not looked into.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterable
from functools import cache

from ssnet_docs.blocks.parts.union import AnyBlock
from ssnet_docs.model.block import Block

__all__ = ["AnyBlock", "registry"]


@cache
def registry() -> dict[str, type[Block]]:
    """Every block kind by its name in YAML, in alphabetical order.

    Raises ValueError where a file has no or several public blocks, or where two kinds bear one name.
    """
    found: dict[str, type[Block]] = {}
    for name in _files(__path__):
        block = only_block(f"{__name__}.{name}")
        if block.block_kind in found:
            raise ValueError(f"two block kinds are named {block.block_kind!r}: {found[block.block_kind]} and {block}")
        found[block.block_kind] = block
    return dict(sorted(found.items()))


def only_block(module: str) -> type[Block]:
    """The one public block of a module. Raises ValueError where it has none or several."""
    classes = [
        value
        for name, value in vars(importlib.import_module(module)).items()
        if inspect.isclass(value) and issubclass(value, Block) and value.__module__ == module and name[0] != "_"
    ]
    if len(classes) != 1:
        names = ", ".join(value.__name__ for value in classes) or "none"
        raise ValueError(f"{module} must have exactly one public block; it has {names}")
    return classes[0]


def _files(path: Iterable[str]) -> list[str]:
    return sorted(module.name for module in pkgutil.iter_modules(path) if not module.ispkg)
