"""Icons of the project: SVG files of filled outlines in `layouts/icons`, as freeforms that a slide can colour.

Strokes, gradients and texts of an SVG are not drawn; the icons of openly licensed sets are outlines that are filled.
"""

from __future__ import annotations

import difflib
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ssnet_docs.model.drawing import Command, Freeform
from ssnet_docs.model.errors import ContentError, Source

if TYPE_CHECKING:
    from lxml.etree import _Element

    from ssnet_docs.project import Project

FOLDER = "layouts/icons"
TITLES = f"{FOLDER}/titles.yaml"
MAXIMUM_BYTES = 64 * 1024
MAXIMUM_COMMANDS = 5_000
_NEAR = 4  # names that are suggested
_TAG = "{http://www.w3.org/2000/svg}svg"


class Icons:
    """The icons by name; a file is read when it is first asked for."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._read: dict[str, Freeform] = {}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names, sorted: the files without their ending."""
        return tuple(sorted(path.stem for path in (self._project.root / FOLDER).glob("*.svg")))

    def titles(self) -> dict[str, str]:
        """What each icon is used for, by its name; '' where nobody has said."""
        from ssnet_docs import yamlfile

        said: Any = None
        if (self._project.root / TITLES).is_file():
            said, _ = yamlfile.read(self._project, TITLES)
        return {name: str(said.get(name, "")) if isinstance(said, dict) else "" for name in self.names}

    def find(self, name: str, source: Source | None) -> Freeform:
        """The outline of an icon. Raises ContentError for an unknown name and for a file that is no such icon."""
        if name not in self.names:
            raise ContentError(source, f"沒有「{name}」這個圖示", self._hint(name))
        if name not in self._read:
            self._read[name] = self._load(f"{FOLDER}/{name}.svg")
        return self._read[name]

    def _hint(self, name: str) -> str:
        near = difflib.get_close_matches(name, self.names, _NEAR, 0.5)
        near += [other for other in self.names if name.split("-", maxsplit=1)[0] in other and other not in near][
            : _NEAR - len(near)
        ]
        listed = f"是不是{'、'.join(near)}？" if near else ""
        return f"{listed}全部的圖示見 ssnet list icons"

    def _load(self, path: str) -> Freeform:
        from lxml import etree

        source = Source(path)
        file = self._project.inside(path, source)
        data = file.read_bytes()
        if len(data) > MAXIMUM_BYTES:
            raise ContentError(source, f"圖示檔超過 {MAXIMUM_BYTES // 1024} KB", "請用線條簡單的圖示")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            root = etree.fromstring(data, parser)
            return _freeform(root)
        except (etree.XMLSyntaxError, ValueError, ArithmeticError, NotImplementedError, TypeError, IndexError) as fault:
            raise ContentError(
                source, f"圖示檔無法解讀（{fault}）", "要是有 viewBox、以填色外框組成的 SVG，例如 Bootstrap Icons"
            ) from None


def _freeform(root: _Element) -> Freeform:
    """The filled outlines of an SVG. Raises ValueError where it is none or has no view box."""
    from fontTools.pens.basePen import BasePen
    from fontTools.svgLib.path import SVGPath

    class Outline(BasePen):  # type: ignore[misc]  # the library has no types
        """Collects commands, by the names that the library calls; quadratic curves come in as cubic ones."""

        def __init__(self) -> None:
            super().__init__(None)
            self.commands: list[Command] = []

        def _moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802
            self._add("M", point)

        def _lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
            self._add("L", point)

        def _curveToOne(self, *points: tuple[float, float]) -> None:  # noqa: N802
            self._add("C", *points)

        def _closePath(self) -> None:  # noqa: N802
            self._add("Z")

        _endPath = _closePath  # noqa: N815 - what is filled is closed

        def _add(self, letter: str, *points: tuple[float, float]) -> None:
            self.commands.append((letter, tuple((x - left, y - top) for x, y in points)))
            if len(self.commands) > MAXIMUM_COMMANDS:
                raise ValueError(f"線條多於 {MAXIMUM_COMMANDS:,} 段")

    if root.tag != _TAG:
        raise ValueError("不是 SVG")
    box = [float(part) for part in str(root.get("viewBox", "")).replace(",", " ").split()]
    if len(box) != 4 or box[2] <= 0 or box[3] <= 0:
        raise ValueError("沒有 viewBox")
    left, top, width, height = box
    paths = []
    for element in list(root):  # each is moved below
        if not isinstance(element.tag, str):
            continue
        alone = type(root).makeelement(root, _TAG)
        alone.append(element)
        drawn = SVGPath()
        drawn.root = alone
        outline = Outline()
        drawn.draw(outline)
        if outline.commands:
            paths.append(tuple(outline.commands))
    if not paths:
        raise ValueError("沒有填色的外框")
    return Freeform((width, height), tuple(paths))
