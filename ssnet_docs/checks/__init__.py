"""Checks: what may be wrong with figures and texts, found by computing.

The checks are found by looking into this folder: every file is one check, with exactly one public subclass of Check,
whose Chinese docstring becomes its entry in `docs/checks.md`. `parts/` holds what several checks share.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from functools import cache

from ssnet_docs.checks.parts.base import Check

__all__ = ["ids", "registry"]


@cache
def ids() -> tuple[str, ...]:
    """The ids of all checks, from the names of their files: none of them is imported."""
    return tuple(sorted(module.name.replace("_", "-") for module in pkgutil.iter_modules(__path__) if not module.ispkg))


@cache
def registry() -> dict[str, type[Check]]:
    """Every check by its id, in alphabetical order.

    Raises ValueError where a file has no or several public checks, or where a check is not named like its file.
    """
    found: dict[str, type[Check]] = {}
    for module in pkgutil.iter_modules(__path__):
        if module.ispkg:
            continue
        check = _only_check(f"{__name__}.{module.name}")
        if check.id != module.name.replace("_", "-"):
            raise ValueError(f"the check {check.id!r} stands in {module.name}.py")
        found[check.id] = check
    return dict(sorted(found.items()))


def _only_check(module: str) -> type[Check]:
    classes = [
        value
        for name, value in vars(importlib.import_module(module)).items()
        if inspect.isclass(value) and issubclass(value, Check) and value.__module__ == module and name[0] != "_"
    ]
    if len(classes) != 1:
        names = ", ".join(value.__name__ for value in classes) or "none"
        raise ValueError(f"{module} must have exactly one public check; it has {names}")
    return classes[0]
