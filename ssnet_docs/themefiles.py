"""What may stand in the YAML files of themes and layouts, checked with the place of every fault.

Every field is optional here: a file states only its differences, and completeness is judged after merging.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar, cast, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from ssnet_docs import outlines, yamlfile
from ssnet_docs.model.errors import ErrorCollector, Source
from ssnet_docs.model.layout import Rect, SlotKind
from ssnet_docs.model.text import Align, Anchor, Colour, ColourRole, Role
from ssnet_docs.project import Project
from ssnet_docs.validation import validate

COLOUR_ROLES: tuple[ColourRole, ...] = get_args(ColourRole)
ROLES: tuple[Role, ...] = get_args(Role)

NAME = r"[a-z0-9]+(-[a-z0-9]+)*"
_COLOUR = re.compile(r"(?P<role>[a-z0-9-]+)(?: +(?P<tint>[0-9]{1,2}|100)%)?")


def _colour(value: Any) -> Colour:
    match = _COLOUR.fullmatch(value) if isinstance(value, str) else None
    if match is None or match["role"] not in COLOUR_ROLES:
        raise ValueError(
            f"「{value}」不是佈景的顏色｜可用：{'、'.join(COLOUR_ROLES)}；調淡寫成「brand 85%」（100% 為底色）"
        )
    role: ColourRole = match["role"]
    return Colour(role, int(match["tint"] or 0) / 100)


def _hex(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch("#?[0-9A-Fa-f]{6}", value):
        raise ValueError(f'「{value}」不是色碼｜請寫成有引號的六位十六進位色碼，例如 "#1F3A5F"')
    return value.removeprefix("#").upper()


def _rect(value: Any) -> Rect:
    numbers = isinstance(value, list) and all(
        isinstance(part, int | float) and not isinstance(part, bool) for part in value
    )
    if not numbers or len(value) != 4 or value[2] <= 0 or value[3] <= 0:
        raise ValueError("位置要寫成 [左, 上, 寬, 高]｜單位是點 (pt)，寬與高要大於 0，例如 [48, 112, 864, 366]")
    return Rect(*(float(part) for part in value))


def _path(value: Any) -> str:
    try:
        outlines.commands(str(value))
    except ValueError as error:
        example = "M 0 40 C 30 0 70 0 100 40 L 100 100 Z"
        raise ValueError(f"{error}｜只用 M、L、C、Z（大寫，絕對座標），例如「{example}」") from None
    return str(value)


def _name(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(NAME, value):
        raise ValueError(f"「{value}」不是可用的名稱｜只用小寫英文、數字與連字號，不含路徑與副檔名")
    return value


def _font(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[\w .\-]{1,31}", value):
        raise ValueError(f"「{value}」不是字型名稱｜請寫 PowerPoint 字型清單裡的名稱，最多 31 個字")
    return value


class _File(BaseModel):
    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        arbitrary_types_allowed=True,
        alias_generator=lambda name: name.replace("_", "-"),
    )


Number = Annotated[float, Field(strict=False, gt=0, le=2000)]
Share = Annotated[float, Field(strict=False, ge=0, le=3)]
Name = Annotated[str, BeforeValidator(_name)]
FontName = Annotated[str, BeforeValidator(_font)]
ColourField = Annotated[Colour, BeforeValidator(_colour)]
RectField = Annotated[Rect, BeforeValidator(_rect)]


class FaceFile(_File):
    latin: FontName | None = None
    east_asian: FontName | None = None
    metrics: Name | None = None


class FacesFile(_File):
    heading: FaceFile | None = None
    body: FaceFile | None = None


class TypeFile(_File):
    sizes: Annotated[list[Annotated[float, Field(strict=False, ge=10, le=96)]], Field(min_length=1)] | None = None
    bold: bool | None = None
    colour: ColourField | None = None
    line_height: Annotated[float, Field(strict=False, ge=1, le=2)] | None = None
    space_before: Share | None = None


class DecorationFile(_File):
    name: str = ""
    rect: RectField
    fill: ColourField
    path: Annotated[str, BeforeValidator(_path)] | None = None
    view: Annotated[list[Number], Field(min_length=2, max_length=2)] = [100.0, 100.0]
    opacity: Annotated[float, Field(strict=False, gt=0, le=1)] = 1.0


class SlotFile(_File):
    kind: SlotKind | None = None
    index: Annotated[int, Field(ge=0, le=9999)] | None = None
    rect: RectField | None = None
    role: Role | None = None
    align: Align | None = None
    anchor: Anchor | None = None
    colour: ColourField | None = None
    prompt: str | None = None


class LayoutFile(_File):
    """A layout, or what a theme changes in one. `accent: null` takes the accent away; `slots: {x: null}` a slot."""

    title: str | None = None
    extends: Name | None = None
    hidden: bool = False  # only there to be extended
    background: ColourField | None = None
    master_decorations: bool | None = None
    accent: RectField | None = None
    decorations: list[DecorationFile] | None = None
    slots: dict[Name, SlotFile | None] = {}


class ThemeFile(_File):
    title: str | None = None
    extends: Name | None = None
    width: Number | None = None
    height: Number | None = None
    corner: Annotated[float, Field(strict=False, ge=0, le=60)] | None = None
    colours: dict[ColourRole, Annotated[str, BeforeValidator(_hex)]] = {}
    faces: FacesFile | None = None
    types: dict[Role, TypeFile] = {}
    decorations: list[DecorationFile] | None = None
    layouts: dict[Name, LayoutFile] = {}


FileModel = TypeVar("FileModel", LayoutFile, ThemeFile)


@dataclass(frozen=True, slots=True)
class Read(Generic[FileModel]):
    """A file's content with the places of everything in it."""

    name: str
    content: FileModel
    positions: yamlfile.Positions


def read(project: Project, folder: str, name: str, model: type[FileModel], errors: ErrorCollector) -> Read[FileModel]:
    """A theme's or layout's file. What is wrong in it goes to `errors`, and an empty content comes back."""
    path = f"{folder}/{name}.yaml"
    text = project.read_text(path)
    known = _faultless.get((path, text))
    if known is not None:
        return cast("Read[FileModel]", known)
    data, positions = yamlfile.load(text, path)
    content = validate(model, {} if data is None else data, positions, errors)
    found = Read(name, content or model(), positions)
    if content is not None:
        if len(_faultless) >= _KEPT:
            _faultless.clear()
        _faultless[path, text] = found
    return found


_KEPT = 256
_faultless: dict[tuple[str, str], Read[Any]] = {}
"""Files that had no fault, by path and text: whoever builds many documents reads the same layouts for each."""


@dataclass(frozen=True, slots=True)
class Origins:
    """Files that together make one thing, the one that decides first. `folder` tells a layout's path inside a theme."""

    files: tuple[tuple[yamlfile.Positions, tuple[str, ...]], ...]

    def where(self, *path: str | int) -> Source:
        """The place of the deciding value at `path`; where no file has it, the first file's beginning."""
        for positions, prefix in self.files:
            if positions.has((*prefix, *path)):
                return positions.source((*prefix, *path))
        positions, prefix = self.files[0]
        return positions.key_source((*prefix, *path))
