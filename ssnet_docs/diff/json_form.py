"""The list of changes as JSON: stable order, plain names, numbers as printed; `changes.schema.json` is its form."""

from __future__ import annotations

import dataclasses
import json
from importlib import resources
from pathlib import Path
from typing import Any

from ssnet_docs.diff.summary import summary
from ssnet_docs.files import atomic_write
from ssnet_docs.model.change import CAUSE_TITLES, Changes, FigureDifference

FORMAT = 1
"""The number of this form; it rises when a reader of the old one could misread the new."""


def as_dict(changes: Changes) -> dict[str, Any]:
    """The changes as plain dicts, lists, texts and numbers; what a change has not is left out."""
    return {
        "format": FORMAT,
        "old": changes.old_label,
        "new": changes.new_label,
        "kind": changes.kind,
        "same": changes.same,
        "summary": summary(changes),
        "changes": [{**_plain(change), "cause_title": CAUSE_TITLES[change.cause]} for change in changes.changes],
        "notices": list(changes.notices),
        "uncovered": list(changes.uncovered),
    }


def schema_text() -> str:
    """The JSON Schema, by draft 2020-12, of what `write` writes."""
    return resources.files("ssnet_docs.diff").joinpath("changes.schema.json").read_text(encoding="utf-8")


def _plain(value: Any) -> Any:
    if isinstance(value, FigureDifference):
        return {**_fields(value), "direction": value.direction}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _fields(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float):
        return int(value) if value.is_integer() else round(value, 10)
    return value


def _fields(value: Any) -> dict[str, Any]:
    named = ((item.name, getattr(value, item.name)) for item in dataclasses.fields(value))
    return {name: _plain(found) for name, found in named if found not in (None, "", ())}


def write(changes: Changes, target: Path) -> None:
    """Write the JSON file, whole or not at all."""
    atomic_write(target, (json.dumps(as_dict(changes), ensure_ascii=False, indent=2) + "\n").encode())
