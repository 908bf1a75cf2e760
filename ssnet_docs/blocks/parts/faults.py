"""Faults found while a block is checked, each at its own place inside the block."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

Place = tuple[str | int, ...]
Fault = tuple[Place, str, str]
"""Where below the block (keys as in YAML), what is wrong, and what to do; both in Chinese."""


def refuse(faults: Sequence[Fault]) -> None:
    """Raise all faults at once, for use in a validator of the model; nothing where there are none."""
    if faults:
        raise ValidationError.from_exception_data("block", [_details(*fault) for fault in faults])


def _details(place: Place, message: str, hint: str) -> InitErrorDetails:
    error = PydanticCustomError("value_error", "{error}", {"error": f"{message}｜{hint}"})
    return InitErrorDetails(type=error, loc=place, input=None)
