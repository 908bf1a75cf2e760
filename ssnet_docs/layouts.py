"""Slide layouts: read from `layouts/slides/`, changed by themes, and made into the model's layouts.

A layout may extend another one and states only its differences; a theme's changes to a layout reach the layouts that
extend it too, unless they say otherwise themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ssnet_docs.model.errors import ErrorCollector, Source
from ssnet_docs.model.layout import Decoration, Layout, Rect, Slot, TypeStyle
from ssnet_docs.model.text import Colour, Role
from ssnet_docs.project import Project
from ssnet_docs.themefiles import DecorationFile, LayoutFile, Origins, Read, ThemeFile, read
from ssnet_docs.validation import choice
from ssnet_docs.yamlfile import Positions

FOLDER = "layouts/slides"
REQUIRED_SLOT_KEYS = ("kind", "index", "rect")


def read_all(project: Project, errors: ErrorCollector) -> dict[str, Read[LayoutFile]]:
    """Every layout file of the project by its stem, in alphabetical order."""
    stems = sorted(path.stem for path in (project.root / FOLDER).glob("*.yaml"))
    return {stem: read(project, FOLDER, stem, LayoutFile, errors) for stem in stems}


def build_all(
    files: dict[str, Read[LayoutFile]],
    themes: Sequence[Read[ThemeFile]],
    types: dict[Role, TypeStyle],
    size: tuple[float, float],
    errors: ErrorCollector,
) -> dict[str, Layout]:
    """The layouts of a theme; `themes` is its chain, nearest first, `size` the slide's width and height in points.

    They stand in the order of MENU.
    """
    for theme in themes:
        for name in theme.content.layouts:
            if name not in files:
                place = theme.positions.key_source(("layouts", name))
                errors.add(place, f"沒有「{name}」這種版面", choice(name, files))
    _check_bases(files, errors)
    layouts = {}
    for name, file in files.items():
        if not file.content.hidden:
            layouts[name] = _Builder(name, files, themes, types, size, errors).build()
    if not layouts.get("content") or not layouts["content"].object_slots:
        place = Source(f"{FOLDER}/content.yaml")
        errors.add(
            place, "缺少版面「content」，或其中沒有放內容的欄位", "續頁與母片都以它為準，請補上 kind: object 的欄位"
        )
    ordered = sorted(layouts, key=lambda name: (MENU.index(name) if name in MENU else len(MENU), name))
    return {name: layouts[name] for name in ordered}


MENU = (
    "cover",
    "agenda",
    "divider",
    "content",
    "two-columns",
    "wide-left",
    "wide-right",
    "three-columns",
    "title-only",
    "full-picture",
    "closing",
)
"""The order of PowerPoint's layout menu; layouts that a project adds stand after these."""


def origins(name: str, files: dict[str, Read[LayoutFile]], themes: Sequence[Read[ThemeFile]]) -> Origins:
    """Where the parts of a layout are written, in its theme's chain (nearest first) or in the layouts' files."""
    return Origins(tuple((positions, prefix) for _, positions, prefix in _sources(name, files, themes)))


def _sources(
    name: str, files: dict[str, Read[LayoutFile]], themes: Sequence[Read[ThemeFile]]
) -> list[tuple[LayoutFile, Positions, tuple[str, ...]]]:
    """What is said of a layout, the deciding one first: in the themes, in its file, then the same for what it extends.

    With each its file's positions, and the path in the file.
    """
    found: list[tuple[LayoutFile, Positions, tuple[str, ...]]] = []
    for file in _chain(name, files):
        for theme in themes:
            if file.name in theme.content.layouts:
                found.append((theme.content.layouts[file.name], theme.positions, ("layouts", file.name)))
        found.append((file.content, file.positions, ()))
    return found


def _chain(name: str, files: dict[str, Read[LayoutFile]]) -> list[Read[LayoutFile]]:
    """A layout's file and those it extends, nearest first, as far as they exist and do not repeat."""
    chain = [files[name]]
    while (base := chain[-1].content.extends) in files and all(file.name != base for file in chain):
        chain.append(files[base])
    return chain


def _check_bases(files: dict[str, Read[LayoutFile]], errors: ErrorCollector) -> None:
    for name, file in files.items():
        end = _chain(name, files)[-1]
        base = file.content.extends
        if base is not None and base not in files:
            errors.add(file.positions.source(("extends",)), f"沒有「{base}」這種版面", choice(base, files))
        elif base is not None and end.content.extends in files:
            place = file.positions.source(("extends",))
            errors.add(place, f"版面「{name}」繞了一圈又沿用自己", "請刪去其中一個 extends")


class _Builder:
    """Merges one layout's files and makes the layout of them."""

    def __init__(
        self,
        name: str,
        files: dict[str, Read[LayoutFile]],
        themes: Sequence[Read[ThemeFile]],
        types: dict[Role, TypeStyle],
        size: tuple[float, float],
        errors: ErrorCollector,
    ) -> None:
        self.name = name
        self.types = types
        self.size = size
        self.errors = errors
        self.merged = _merge(part for part, _, _ in reversed(_sources(name, files, themes)))
        self.origins = origins(name, files, themes)

    def build(self) -> Layout:
        merged = self.merged
        if not merged.get("title"):
            self.errors.add(self.origins.where("title"), f"版面「{self.name}」沒有 title", "請寫出中文名稱")
        slots = tuple(slot for name, entry in merged["slots"].items() if (slot := self._slot(name, entry)))
        self._check(slots)
        return Layout(
            name=self.name,
            title=merged.get("title") or self.name,
            slots=tuple(sorted(slots, key=lambda slot: slot.index)),
            background=merged.get("background") or Colour("paper"),
            decorations=decorations(merged.get("decorations")),
            master_decorations=merged.get("master_decorations", True),
            accent=merged.get("accent"),
        )

    def _slot(self, name: str, entry: dict[str, Any]) -> Slot | None:
        missing = [key for key in REQUIRED_SLOT_KEYS if entry.get(key) is None]
        if missing:
            place = self.origins.where("slots", name)
            self.errors.add(place, f"版面「{self.name}」的欄位「{name}」缺少 {'、'.join(missing)}", "請補上")
            return None
        role: Role = entry.get("role") or "body"
        style = self.types.get(role)
        return Slot(
            name=name,
            kind=entry["kind"],
            index=entry["index"],
            rect=entry["rect"],
            role=role,
            align=entry.get("align") or "start",
            anchor=entry.get("anchor") or "top",
            colour=entry.get("colour") or (style.colour if style else Colour("ink")),
            prompt=entry.get("prompt") or "",
        )

    def _check(self, slots: tuple[Slot, ...]) -> None:
        width, height = self.size
        seen: dict[int, str] = {}
        for slot in slots:
            rect = slot.rect
            if rect.x < 0 or rect.y < 0 or rect.right > width or rect.bottom > height:
                place = self.origins.where("slots", slot.name, "rect")
                self.errors.add(
                    place, f"欄位「{slot.name}」超出投影片", f"投影片寬 {width:g}、高 {height:g} 點，請縮小或移動"
                )
            if slot.index in seen:
                place = self.origins.where("slots", slot.name, "index")
                self.errors.add(
                    place, f"欄位「{slot.name}」與「{seen[slot.index]}」的 index 相同", "每個欄位要有自己的編號"
                )
            seen[slot.index] = slot.name
        if sum(slot.kind == "title" for slot in slots) != 1:
            place = self.origins.where("slots")
            self.errors.add(place, f"版面「{self.name}」要有一個標題欄位", "請寫一個 kind: title 的欄位，名稱為 title")


def _merge(parts: Iterable[LayoutFile]) -> dict[str, Any]:
    merged: dict[str, Any] = {"slots": {}}
    for part in parts:
        for field in part.model_fields_set - {"slots", "extends", "hidden"}:
            merged[field] = getattr(part, field)
        for name, slot in part.slots.items():
            if slot is None:
                merged["slots"].pop(name, None)
            else:
                entry = merged["slots"].setdefault(name, {})
                entry |= {field: getattr(slot, field) for field in slot.model_fields_set}
    return merged


def decorations(entries: Sequence[DecorationFile] | None) -> tuple[Decoration, ...]:
    """The model's decorations of a file's entries."""
    return tuple(
        Decoration(
            rect=entry.rect,
            fill=entry.fill,
            path=entry.path,
            view=(entry.view[0], entry.view[1]),
            opacity=entry.opacity,
            name=entry.name,
        )
        for entry in entries or ()
    )


def ground(layout: Layout, area: Rect) -> tuple[Colour, float]:
    """The colour behind an area and its opacity over the layout's background.

    Only rectangles that hold the whole area count; shapes with a path are taken as not being there.
    """
    for decoration in reversed(layout.decorations):
        rect = decoration.rect
        covers = rect.x <= area.x and rect.y <= area.y and rect.right >= area.right and rect.bottom >= area.bottom
        if decoration.path is None and decoration.fill is not None and covers:
            return decoration.fill, decoration.opacity
    return layout.background, 1.0
