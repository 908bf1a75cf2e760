"""Values: the small frozen records of which a document holds tens of thousands (runs, cells, places).

`@value(frozen=True, slots=True)` is a dataclass that compares and hashes by its fields. The type checker refuses to
assign to its fields; at run time nothing does, since a guarded field is set by a call of its own, which makes such a
record five times as slow to create as it is here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["value"]

if TYPE_CHECKING:
    from dataclasses import dataclass as value
else:
    from dataclasses import dataclass

    def value(*, frozen: bool, slots: bool, order: bool = False):
        """The decorator as it runs; the fields stay frozen by agreement, which the type checker keeps."""
        assert frozen
        return dataclass(unsafe_hash=True, slots=slots, order=order)
