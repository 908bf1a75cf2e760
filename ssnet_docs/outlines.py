"""Outlines of decorations: the small part of SVG's path language that Office's custom geometry can draw."""

from __future__ import annotations

import re

from ssnet_docs.model.drawing import Command

_POINTS = {"M": 1, "L": 1, "C": 3, "Z": 0}
_TOKEN = re.compile(r"(?P<letter>[A-Za-z])|(?P<number>-?[0-9]+(?:\.[0-9]+)?)|(?P<other>[^\s,])")


def commands(path: str) -> tuple[Command, ...]:
    """The commands of a path in absolute coordinates; numbers after a complete L or C repeat it, after M they are L.

    Raises ValueError, with a message in Chinese, for anything else.
    """
    result: list[Command] = []
    letter = ""
    numbers: list[float] = []
    for match in _TOKEN.finditer(path):
        if match["number"] and letter not in {"", "Z"}:
            numbers.append(float(match["number"]))
            if len(numbers) == 2 * _POINTS[letter]:
                result.append((letter, tuple(zip(numbers[::2], numbers[1::2], strict=True))))
                numbers = []
                letter = "L" if letter == "M" else letter
            continue
        if numbers or match["letter"] not in _POINTS or (not result and match["letter"] != "M"):
            raise ValueError(f"路徑在「{match[0]}」處有誤")
        letter = match["letter"]
        if letter == "Z":
            result.append(("Z", ()))
    if numbers or not result:
        raise ValueError("路徑不完整")
    return tuple(result)
