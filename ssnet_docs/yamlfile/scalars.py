"""Scalars as they were typed: numbers that print the same again, and no characters that cannot be seen."""

from __future__ import annotations

import re
from typing import Any

from ssnet_docs.model.errors import ErrorCollector, Source

CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufff9-\ufffb\ufeff\ufffe\uffff\ud800-\udfff\U0010f000-\U0010ffff]"
)
"""Characters that no text may contain.

U+FFF9 to U+FFFB mark facts inside bound text; U+10F000 and above, for private use, stand in for them in Markdown.
"""

_INTEGER = re.compile(r"-?[1-9][0-9]{0,17}|0")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,15}")


class ExactDecimal(float):
    """A decimal that prints as it was typed: `91.80` stays `91.80` where it becomes text."""

    text: str

    def __new__(cls, text: str) -> ExactDecimal:
        number = super().__new__(cls, text)
        number.text = text
        return number

    def __str__(self) -> str:
        return self.text

    def __reduce__(self) -> tuple[type[ExactDecimal], tuple[str]]:
        return ExactDecimal, (self.text,)


def plain(text: str) -> Any:
    """An unquoted scalar by the core rules; numbers that Python would print otherwise stay as typed."""
    if text in {"", "~", "null"}:
        return None
    if text in {"true", "false"}:
        return text == "true"
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return ExactDecimal(text)
    return text


def refuse_control(errors: ErrorCollector, source: Source, character: str) -> None:
    errors.add(
        source,
        f"含有看不見的控制字元 U+{ord(character):04X}",
        "多半是從其他程式貼上時帶進來的，請刪除後重打這一段",
    )
