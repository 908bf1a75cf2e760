"""Values: the frozen records that documents consist of, tens of thousands of runs, cells and shapes.

`@value(frozen=True, slots=True)` is a dataclass that compares and hashes by its fields. The type checker refuses to
assign to its fields; at run time nothing does, since a guarded field is set by a call of its own: such a record takes
five times as long to create and to send to another process.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["value"]

if TYPE_CHECKING:
    from dataclasses import dataclass as value
else:
    from dataclasses import dataclass

    def value(*, frozen: bool, slots: bool, order: bool = False, kw_only: bool = False):
        """The decorator as it runs; the fields stay frozen by agreement, which the type checker keeps."""
        assert frozen
        return dataclass(unsafe_hash=True, slots=slots, order=order, kw_only=kw_only)
