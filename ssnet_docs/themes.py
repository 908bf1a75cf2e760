"""Themes: how a document looks, read from `layouts/themes/`, each stating only what it changes in another.

Also what a colour of a theme is in RGB, and how far two colours are apart in contrast (WCAG 2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import is_
from typing import Any

from ssnet_docs import layouts as slide_layouts
from ssnet_docs.model.errors import ContentError, ErrorCollector, Source
from ssnet_docs.model.layout import Face, Layout, Theme, TypeStyle
from ssnet_docs.model.text import Colour, ColourRole, Role
from ssnet_docs.project import Project
from ssnet_docs.themefiles import (
    COLOUR_ROLES,
    NAME,
    ROLES,
    FaceFile,
    LayoutFile,
    Origins,
    Read,
    ThemeFile,
    read,
)
from ssnet_docs.validation import choice

FOLDER = "layouts/themes"
MINIMUM_CONTRAST = 4.5
"""Of text against its ground: WCAG 2.2, success criterion 1.4.3 (level AA)."""

MINIMUM_SIZES: dict[Role, float] = {"body": 16, "card-body": 16, "dense": 11, "dense-header": 11, "note": 10}
"""Points; text is never set smaller."""

_DARK_ENOUGH: tuple[ColourRole, ...] = (
    *("ink", "brand", "accent", "alert", "muted"),
    *("strategy-1", "strategy-2", "strategy-3", "strategy-4", "strategy-5", "strategy-6"),
)
_SURFACE_TEXT: tuple[ColourRole, ...] = ("ink", "brand", "muted")


# --- colours -------------------------------------------------------------------------------------------------------


def resolved(role: ColourRole, strategy: int | None = None) -> ColourRole:
    """The role that stands for `key` on a slide: its strategy's colour, or brand. Other roles are themselves."""
    if role != "key":
        return role
    return f"strategy-{strategy}" if strategy else "brand"  # type: ignore[return-value]


def rgb(theme: Theme, colour: Colour, strategy: int | None = None) -> str:
    """A colour as six hex digits without #; `tint` mixes it with the theme's paper, channel by channel."""
    own = theme.colours[resolved(colour.role, strategy)]
    return mixed(own, theme.colours["paper"], colour.tint) if colour.tint else own


def mixed(colour: str, other: str, share: float) -> str:
    """`colour` with `share` (0 to 1) of `other` mixed into it."""
    pairs = zip(channels(colour), channels(other), strict=True)
    return "".join(f"{round(one * (1 - share) + two * share):02X}" for one, two in pairs)


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue, 0 to 255, of six hex digits."""
    return int(colour[0:2], 16), int(colour[2:4], 16), int(colour[4:6], 16)


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2, 0 (black) to 1 (white)."""
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in channels(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@lru_cache(maxsize=1024)
def contrast(one: str, other: str) -> float:
    """Contrast ratio by WCAG 2 of two colours in hex, 1 (none) to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


# --- files ---------------------------------------------------------------------------------------------------------


def names(project: Project) -> tuple[str, ...]:
    """The themes of a project, `base` first."""
    stems = (path.stem for path in (project.root / FOLDER).glob("*.yaml"))
    return tuple(sorted(stems, key=lambda stem: (stem != "base", stem)))


def load(project: Project, name: str, source: Source | None = None) -> Theme:
    """The theme with that name; `source` is the place that asks for it.

    Raises ContentError where there is no such theme, ContentErrors with everything that is wrong in its files.
    """
    known = names(project)
    if not re.fullmatch(NAME, name) or name not in known:
        raise ContentError(source, f"沒有「{name}」這種佈景主題", choice(name, known))
    errors = ErrorCollector()
    chain = _chain(project, name, known, errors)
    files = slide_layouts.read_all(project, errors)
    errors.close()
    made_of = (*chain, *files.values())
    found = _built.get(name)
    if found is not None and len(found[0]) == len(made_of) and all(map(is_, found[0], made_of)):
        return found[1]
    theme = _Builder(chain, errors).build(files)
    errors.close()
    _built[name] = (made_of, theme)
    return theme


_built: dict[str, tuple[tuple[object, ...], Theme]] = {}
"""The themes that were built last, with the files that they were built from: `read` gives an unchanged file again."""


def _chain(project: Project, name: str, known: Sequence[str], errors: ErrorCollector) -> list[Read[ThemeFile]]:
    """The theme's file and those it extends, nearest first."""
    chain = [read(project, FOLDER, name, ThemeFile, errors)]
    while (base := chain[-1].content.extends) is not None:
        place = chain[-1].positions.source(("extends",))
        if base not in known:
            errors.add(place, f"沒有「{base}」這種佈景主題", choice(base, known))
            break
        if any(file.name == base for file in chain):
            errors.add(place, f"佈景主題「{name}」繞了一圈又沿用自己", "請刪去其中一個 extends")
            break
        chain.append(read(project, FOLDER, base, ThemeFile, errors))
    return chain


class _Builder:
    """Merges a chain of theme files, checks that nothing is missing and that everything can be read."""

    def __init__(self, chain: list[Read[ThemeFile]], errors: ErrorCollector) -> None:
        self.chain = chain
        self.errors = errors
        self.origins = Origins(tuple((file.positions, ()) for file in chain))
        self.reported: set[tuple[str, str]] = set()

    def build(self, files: dict[str, Read[LayoutFile]]) -> Theme:
        width, height = self._first("width", 960.0), self._first("height", 540.0)
        types = self._types()
        theme = Theme(
            name=self.chain[0].name,
            title=self._title(),
            width=width,
            height=height,
            colours=self._colours(),
            heading_face=self._face("heading"),
            body_face=self._face("body"),
            types=types,
            layouts=slide_layouts.build_all(files, self.chain, types, (width, height), self.errors),
            decorations=slide_layouts.decorations(self._first("decorations", None)),
            corner=self._first("corner", 6.0),
            chain=tuple(file.name for file in self.chain),
        )
        if len(types) == len(ROLES) and set(COLOUR_ROLES) - {"key"} <= set(theme.colours):
            self._check_contrast(theme, files)
        return theme

    def _first(self, field: str, default: Any) -> Any:
        values = (getattr(file.content, field) for file in self.chain)
        return next((value for value in values if value is not None), default)

    def _title(self) -> str:
        title = self.chain[0].content.title
        if not title:
            self.errors.add(self.origins.where("title"), "佈景主題沒有 title", "請寫出中文名稱，例如 title: 臺中市政府")
        return title or ""

    def _colours(self) -> dict[ColourRole, str]:
        colours: dict[ColourRole, str] = {}
        for file in reversed(self.chain):
            colours |= file.content.colours
        for role in COLOUR_ROLES:
            if role != "key" and role not in colours:
                self.errors.add(self.origins.where("colours"), f"佈景主題沒有顏色「{role}」", "請在 colours 補上色碼")
        if "key" in colours:
            place = self.origins.where("colours", "key")
            self.errors.add(place, "「key」隨投影片的策略而定，不能在主題指定", "請刪除這一行")
        return colours

    def _face(self, which: str) -> Face:
        fields: dict[str, str | None] = {}
        for name in ("latin", "east_asian", "metrics"):
            values = (getattr(face, name) for face in self._face_files(which))
            fields[name] = next((value for value in values if value is not None), None)
        for name, value in fields.items():
            if value is None:
                key = name.replace("_", "-")
                place = self.origins.where("faces", which)
                self.errors.add(place, f"佈景主題沒有字型 faces.{which}.{key}", f"請補上 {key}")
        return Face(fields["latin"] or "", fields["east_asian"] or "", fields["metrics"] or "")

    def _face_files(self, which: str) -> Iterator[FaceFile]:
        for file in self.chain:
            face = getattr(file.content.faces, which, None)
            if face is not None:
                yield face

    def _types(self) -> dict[Role, TypeStyle]:
        return {role: style for role in ROLES if (style := self._type(role))}

    def _type(self, role: Role) -> TypeStyle | None:
        look: dict[str, Any] = {}
        for file in reversed(self.chain):
            entry = file.content.types.get(role)
            if entry is not None:
                look |= {field: getattr(entry, field) for field in entry.model_fields_set}
        place = self.origins.where("types", role, "sizes")
        sizes = look.pop("sizes", None)
        if not sizes:
            self.errors.add(place, f"佈景主題沒有字級「{role}」", "請在 types 補上 sizes，例如 [20, 18, 16]")
            return None
        if sizes != sorted(sizes, reverse=True):
            self.errors.add(place, f"「{role}」的字級沒有由大到小排列", "請從最大寫到最小")
        least = MINIMUM_SIZES.get(role, 10)
        if sizes[-1] < least:
            self.errors.add(place, f"「{role}」的字級 {sizes[-1]:g} 太小", f"不得小於 {least:g} 點")
        return TypeStyle(sizes=tuple(sizes), **look)

    # --- contrast

    def _check_contrast(self, theme: Theme, files: dict[str, Read[LayoutFile]]) -> None:
        colours = theme.colours
        for role in _DARK_ENOUGH:
            self._contrast(self.origins.where("colours", role), role, colours[role], "paper", colours["paper"])
        for role in _SURFACE_TEXT:
            place = self.origins.where("colours", role)
            self._contrast(place, role, colours[role], "surface", colours["surface"])
        for text, style in theme.types.items():
            place = self.origins.where("types", text, "colour")
            for strategy in range(1, 7) if style.colour.role == "key" else (None,):
                shown = rgb(theme, style.colour, strategy)
                self._contrast(place, f"{text} 的文字", shown, "paper", colours["paper"])
        for layout in theme.layouts.values():
            self._check_layout(theme, layout, slide_layouts.origins(layout.name, files, self.chain))

    def _check_layout(self, theme: Theme, layout: Layout, origins: Origins) -> None:
        for slot in layout.slots:
            colour, opacity = slide_layouts.ground(layout, slot.rect)
            behind = mixed(rgb(theme, layout.background), rgb(theme, colour), opacity)
            place = origins.where("slots", slot.name, "colour")
            subject = f"版面「{layout.name}」欄位「{slot.name}」的文字"
            self._contrast(place, subject, rgb(theme, slot.colour), "底色", behind)

    def _contrast(self, place: Source, one: str, first: str, other: str, second: str) -> None:
        ratio = contrast(first, second)
        if ratio < MINIMUM_CONTRAST and (first, second) not in self.reported:
            self.reported.add((first, second))
            self.errors.add(
                place,
                f"{one} (#{first}) 與 {other} (#{second}) 的對比只有 {ratio:.2f}:1",
                f"文字與底色的對比至少要 {MINIMUM_CONTRAST}:1，請把其中一個調深或調淺",
            )
