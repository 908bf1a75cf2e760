"""Which fields of nodes, drawings and tables are worth walking into for the text and the facts that they hold."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from functools import cache

_LITERAL = re.compile(r"Literal\[[^\]]*\]")
_WORDLESS = frozenset(
    {
        *("str", "int", "float", "bool", "None", "tuple"),
        *("Source", "Role", "Align", "Anchor", "Colour", "ColourRole", "Insets", "Rect", "ShapeKind"),
        *("Freeform", "Icon", "Connector", "Mark", "RowKind"),  # outlines: a map has thousands of points
    }
)
"""Types, as annotations name them, that hold neither paragraphs nor facts."""


@cache
def telling(kind: type) -> tuple[str, ...]:
    """The fields of a dataclass that may hold paragraphs or `facts`, at any depth; none of any other type."""
    if not is_dataclass(kind):
        return ()
    return tuple(field.name for field in fields(kind) if field.name == "facts" or not _is_wordless(str(field.type)))


def _is_wordless(annotation: str) -> bool:
    return _WORDLESS.issuperset(re.findall(r"\w+", _LITERAL.sub("", annotation)))
