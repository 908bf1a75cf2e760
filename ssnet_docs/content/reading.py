"""Reads a document's YAML with the parts that it includes, as one tree that knows where everything stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from pydantic import Field

from ssnet_docs import yamlfile
from ssnet_docs.content.catalogue import PARTS, Entry
from ssnet_docs.model.block import Model
from ssnet_docs.model.errors import ContentError, ContentErrors, ErrorCollector
from ssnet_docs.project import Project
from ssnet_docs.validation import choice, validate
from ssnet_docs.yamlfile import Path, Place, Positions

_NAME = re.compile(r"[a-z][a-z0-9_]*")


class Include(Model):
    """引用共用內容：把 content/parts/ 內檔案的章節或投影片放到這裡。"""

    include: str = Field(description="共用內容的檔案，例如 parts/framework.yaml", pattern=r"^parts/[\w./-]+\.yaml$")
    with_: dict[str, str] = Field(default_factory=dict, description="填入共用內容的參數，例如 {county: 臺中市}")


class Part(Model):
    """共用內容：一份清單（章節或投影片），以及它要的參數。"""

    parameters: list[str] = Field(default_factory=list, description="參數名稱；內容以 {{ 名稱 }} 取用")
    sections: list[Any] | None = Field(default=None, description="章節")
    slides: list[Any] | None = Field(default=None, description="投影片")


@dataclass(slots=True)
class Tree:
    """A document's data as plain mappings and lists, with the places of everything in it.

    `scopes` gives the parameters that hold below a path: those of an included part. `unbound` are the paths of
    strings whose expressions could not be filled in, so that nothing more need be said of them.
    """

    entry: Entry
    data: dict[str, Any]
    positions: Positions
    scopes: dict[tuple[str | int, ...], dict[str, str]] = field(default_factory=dict)
    unbound: set[tuple[str | int, ...]] = field(default_factory=set)


def read(project: Project, entry: Entry) -> Tree:
    """The document's tree. Raises ContentErrors with all faults of its YAML and of its parts."""
    data, positions = yamlfile.read(project, entry.path)
    if not isinstance(data, dict):
        message = "檔案是空的" if data is None else "檔案最外層必須是「名稱: 內容」"
        raise ContentErrors([ContentError(positions.source(()), message, "第一行請寫「title: 標題」")])
    tree = Tree(entry, data, positions)
    _Includer(project, tree).expand()
    return tree


class _Includer:
    """Puts the parts where the tree includes them."""

    def __init__(self, project: Project, tree: Tree) -> None:
        self.project = project
        self.tree = tree
        self.errors = ErrorCollector()
        self.parts: dict[str, tuple[Part, Positions] | None] = {}

    def expand(self) -> None:
        data = self.tree.data
        sections = data.get("sections")
        if not isinstance(sections, list):
            return
        data["sections"] = sections = self._list(("sections",), sections, "sections")
        for index, section in enumerate(sections):
            if isinstance(section, dict) and isinstance(section.get("slides"), list):
                path = ("sections", index, "slides")
                sections[index] = {**section, "slides": self._list(path, section["slides"], "slides")}
        self.errors.close()

    def _list(self, path: Path, items: list[Any], key: str) -> list[Any]:
        """`items` with each include replaced by the items of its part; their places move along."""
        if not any(isinstance(item, dict) and "include" in item for item in items):
            return items
        result: list[Any] = []
        places: list[Place] = []
        holder = self.tree.positions.find(path)
        for index, item in enumerate(items):
            if not (isinstance(item, dict) and "include" in item):
                result.append(item)
                places.append(holder.children[index])
                continue
            included, origin, parameters = self._included((*path, index), item, key)
            for number, value in enumerate(included):
                self.tree.scopes[(*path, len(result))] = parameters
                result.append(value)
                places.append(origin.children[number])
        holder.children = dict(enumerate(places))
        return result

    def _included(self, path: Path, item: dict[str, Any], key: str) -> tuple[list[Any], Place, dict[str, str]]:
        """The items of the part that `item` includes, where they stand, and the parameters they get."""
        nothing: tuple[list[Any], Place, dict[str, str]] = ([], self.tree.positions.find(path), {})
        positions = self.tree.positions
        include = self._checked_include(path, item)
        read = self._part(include.include, path) if include else None
        if include is None or read is None:
            return nothing
        part, part_positions = read
        for name in include.with_.keys() - set(part.parameters):
            place = positions.key_source((*path, "with", name))
            self.errors.add(place, f"{include.include} 沒有參數「{name}」", choice(name, part.parameters))
        for name in set(part.parameters) - include.with_.keys():
            hint = f"請在 include 下一行加上 with: {{{name}: …}}"
            self.errors.add(positions.source((*path, "include")), f"缺少參數「{name}」", hint)
        items = part.sections if key == "sections" else part.slides
        if items is None:
            source = positions.source((*path, "include"))
            self.errors.add(source, f"{include.include} 裡沒有 {key}", f"這裡只能引用含有「{key}:」清單的共用內容")
            return nothing
        return items, part_positions.find((key,)), include.with_

    def _checked_include(self, path: Path, item: dict[str, Any]) -> Include | None:
        positions = Positions(self.tree.positions.texts, self.tree.positions.find(path))
        return validate(Include, item, positions, self.errors)

    def _part(self, name: str, path: Path) -> tuple[Part, Positions] | None:
        """The part of this name, read once; None where it cannot be read, which is reported."""
        if name not in self.parts:
            self.parts[name] = self._read_part(name, path)
        return self.parts[name]

    def _read_part(self, name: str, path: Path) -> tuple[Part, Positions] | None:
        source = self.tree.positions.source((*path, "include"))
        try:
            data, positions = yamlfile.read(self.project, f"content/{PARTS}/{name.removeprefix(f'{PARTS}/')}", source)
        except (ContentError, ContentErrors) as fault:
            self.errors.extend(fault)
            return None
        part = validate(Part, data, positions, self.errors)
        if part is None:
            return None
        for index, parameter in enumerate(part.parameters):
            if not _NAME.fullmatch(parameter):
                place = positions.source(("parameters", index))
                self.errors.add(place, f"「{parameter}」不能當參數名稱", "請用小寫英文字母開頭，例如 county")
        self.tree.positions.texts.update(positions.texts)
        return part, positions
