"""YAML that remembers where everything stands and keeps what the author typed.

Only plain data is read: mappings, lists, strings, whole numbers, decimals, true/false and null, by the core rules
of YAML 1.2. What looks like something else (110-09-16, 09007, 1e3, 12:30, yes, no) stays the string that was typed.
Tags, merge keys, several documents in a file and duplicate keys are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NoReturn

import yaml

from ssnet_docs.model.errors import ContentErrors, ErrorCollector, Source
from ssnet_docs.project import Project
from ssnet_docs.yamlhints import explain, unquoted_expression

MAXIMUM_DEPTH = 60
MAXIMUM_NODES = 200_000  # after aliases are expanded; a long text counts as one node for every 100 characters
MAXIMUM_CONTROL_CHARACTERS = 20  # reported in one go

_INTEGER = re.compile(r"-?[1-9][0-9]{0,17}|0")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,15}")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufff9-\ufffb\ufeff\ufffe\uffff\ud800-\udfff]")
_STRING_TAG = "tag:yaml.org,2002:str"

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Path = Sequence[str | int]


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


@dataclass(slots=True)
class Place:
    """Where a value stands: its own place, its key's (for a list item: the item's), and those of what it holds.

    `start` and `end` are offsets into the file's text; `block` says that the value is a block scalar (`|` or `>`).
    """

    source: Source
    key: Source
    start: int = 0
    end: int = 0
    block: bool = False
    children: dict[str | int, Place] = field(default_factory=dict)


@dataclass(slots=True)
class Positions:
    """The places of everything in a file. Paths are keys and list indices from the top (0 is the first item).

    Every method is lenient: parts of a path that the file does not have (names of fields that a shorthand left
    out, tags of a union) are skipped, so a path from the validator always gives the nearest place.
    """

    text: str
    root: Place

    def find(self, path: Path) -> Place:
        """The place of the value at `path`, or of the nearest thing above it that the file has."""
        place = self.root
        for part in path:
            place = place.children.get(part) or place.children.get(str(part)) or place
        return place

    def has(self, path: Path) -> bool:
        """Whether the file has every part of `path`."""
        place: Place | None = self.root
        for part in path:
            place = place.children.get(part) if place else None
        return place is not None

    def source(self, path: Path) -> Source:
        """Where the value at `path` begins."""
        return self.find(path).source

    def key_source(self, path: Path) -> Source:
        """Where the key of the value at `path` stands; for a list item, where the item begins."""
        return self.find(path).key

    def within(self, path: Path, line: int) -> Source:
        """Where line `line` (from 1) of the string at `path` stands in the file."""
        place = self.find(path)
        if line <= 1 and not place.block:
            return place.source
        offset = line if place.block else line - 1
        file_line = place.source.line + offset
        text = self.text.split("\n", file_line)[file_line - 1 : file_line]
        indent = len(text[0]) - len(text[0].lstrip()) if text else 0
        return Source(place.source.file, file_line, indent + 1)

    def occurrences(self, path: Path, pattern: re.Pattern[str]) -> list[Source]:
        """Where `pattern` occurs in the string at `path`, as it is typed in the file, in order."""
        place = self.find(path)
        found = pattern.finditer(self.text, place.start, place.end)
        return [_source(place.source.file, self.text, match.start()) for match in found]


def read(project: Project, path: str, source: Source | None = None) -> tuple[Any, Positions]:
    """Data and places of a YAML file inside the project; `source` is the place that names it.

    Raises ContentError where the file cannot be read, ContentErrors for what is wrong in it.
    """
    return load(project.read_text(path, source), path)


def load(text: str, file: str) -> tuple[Any, Positions]:
    """Data and places of YAML text; `file` is the name that messages show.

    Mappings come as dict with string keys, lists as list, scalars as str, int, ExactDecimal, bool or None.
    Raises ContentErrors with everything that is wrong.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    errors = ErrorCollector()
    for count, match in enumerate(_CONTROL.finditer(text)):
        if count == MAXIMUM_CONTROL_CHARACTERS:
            break
        _refuse_control(errors, _source(file, text, match.start()), match[0])
    errors.close()
    builder = _Builder(file, text, errors)
    try:
        for event in _events(text):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        known = {fault.source.line for fault in errors.errors if fault.source}
        fault = explain(error, text, file)
        if fault.source is None or fault.source.line not in known:
            errors.extend(fault)
    errors.close()
    return builder.data, Positions(text, builder.place)


def _events(text: str) -> Iterator[Any]:
    yield from yaml.parse(text, Loader=_LOADER)


def _source(file: str, text: str, offset: int) -> Source:
    return Source(file, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def _refuse_control(errors: ErrorCollector, source: Source, character: str) -> None:
    errors.add(
        source,
        f"含有看不見的控制字元 U+{ord(character):04X}",
        "多半是從其他程式貼上時帶進來的，請刪除後重打這一段",
    )


@dataclass(slots=True)
class _Frame:
    """A mapping or list that is still open."""

    value: dict[str, Any] | list[Any]
    place: Place
    anchor: str | None
    key: tuple[str, Source] | None = None
    as_key: bool = False  # the collection stands where a key should
    nodes: int = 1
    depth: int = 1


@dataclass(slots=True)
class _Anchored:
    value: Any
    place: Place
    nodes: int
    depth: int


class _Builder:
    """Turns parser events into data and places, without recursion and within bounds."""

    def __init__(self, file: str, text: str, errors: ErrorCollector) -> None:
        self.file = file
        self.text = text
        self.errors = errors
        self.data: Any = None
        self.place = Place(Source(file), Source(file))
        self.frames: list[_Frame] = []
        self.anchors: dict[str, _Anchored] = {}
        self.nodes = 0
        self.documents = 0

    def take(self, event: Any) -> None:
        match event:
            case yaml.ScalarEvent():
                self._scalar(event)
            case yaml.AliasEvent():
                self._alias(event)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._open(event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._close(event)
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    self._fail(self._at(event), "一個檔案只能有一份 YAML", "請刪除多出來的「---」以及它後面的內容")
            case _:
                pass

    def _scalar(self, event: Any) -> None:
        source = self._at(event)
        for character in _CONTROL.findall(event.value):  # written as an escape, "\ufff9"
            _refuse_control(self.errors, source, character)
        if self._expects_key:
            self._key(event, source)
            return
        block = event.style in {"|", ">"}
        place = Place(source, source, event.start_mark.index, event.end_mark.index, block)
        nodes = 1 + len(event.value) // 100
        self._count(nodes, source)
        self._attach(_Anchored(self._resolve(event, source), place, nodes, 1), event.anchor)

    def _resolve(self, event: Any, source: Source) -> Any:
        if event.tag not in {None, "!", _STRING_TAG}:
            self._refuse_tag(event.tag, source)
        if not event.implicit[0] or event.tag is not None:
            return event.value
        if event.value.startswith("-") and event.end_mark.line > event.start_mark.line:
            self.errors.add(source, "「-」後面沒有空白", "項目符號「-」後面要空一格，例如「- 項目」")
        return _plain(event.value)

    def _refuse_tag(self, tag: str, source: Source) -> None:
        name = tag.replace("tag:yaml.org,2002:", "!!")
        self.errors.add(source, f"不接受 YAML 標籤「{name}」", "若文字本身以「!」開頭，請用引號括住整段文字")

    def _key(self, event: Any, source: Source) -> None:
        frame = self.frames[-1]
        key = event.value
        if key == "<<" and event.implicit[0]:
            self.errors.add(source, "不接受合併鍵「<<」", "共用的內容請放在 content/parts/，再以 include 引用")
        elif key == "":
            self.errors.add(source, "冒號前面沒有名稱", "請寫成「名稱: 內容」")
        elif key in frame.place.children:
            first = frame.place.children[key].key
            self.errors.add(source, f"「{key}」重複：第 {first.line} 行已經寫過", "請合併成一個，或刪除其中之一")
        frame.key = (key, source)

    def _alias(self, event: Any) -> None:
        source = self._at(event)
        anchored = self.anchors.get(event.anchor)
        if anchored is None:
            self._fail(source, f"找不到「*{event.anchor}」所指的「&{event.anchor}」", "以「*」開頭的文字請用引號括住")
        if self._expects_key:
            self.errors.add(source, "名稱不可用「*」引用", "請直接寫出名稱")
            self.frames[-1].key = (event.anchor, source)
            return
        self._count(anchored.nodes, source)
        if len(self.frames) + anchored.depth > MAXIMUM_DEPTH:
            self._too_deep(source)
        place = anchored.place
        own = Place(place.source, source, place.start, place.end, place.block, place.children)
        self._attach(_Anchored(anchored.value, own, anchored.nodes, anchored.depth), None)

    def _open(self, event: Any) -> None:
        source = self._at(event)
        self._count(1, source)
        if len(self.frames) >= MAXIMUM_DEPTH:
            self._too_deep(source)
        if event.tag not in {None, "!"}:
            self._refuse_tag(event.tag, source)
        as_key = self._expects_key
        if as_key:
            self._refuse_key(event.start_mark.index, source)
        value: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        place = Place(source, source, event.start_mark.index)
        self.frames.append(_Frame(value, place, event.anchor, as_key=as_key))

    def _refuse_key(self, offset: int, source: Source) -> None:
        if self.text.startswith("{{", offset - 1):
            self.errors.extend(unquoted_expression(Source(self.file, source.line, source.column - 1)))
        else:
            self.errors.add(source, "名稱必須是一段文字，這裡卻是一組資料", "以「[」或「{」開頭的文字要用引號括住")

    def _close(self, event: Any) -> None:
        frame = self.frames.pop()
        frame.place.end = event.end_mark.index
        if frame.as_key:
            self.frames[-1].key = ("", frame.place.source)
            return
        self._attach(_Anchored(frame.value, frame.place, frame.nodes, frame.depth), frame.anchor)

    def _attach(self, node: _Anchored, anchor: str | None) -> None:
        if anchor:
            self.anchors[anchor] = node
        if not self.frames:
            self.data, self.place = node.value, node.place
            return
        frame = self.frames[-1]
        frame.nodes += node.nodes
        frame.depth = max(frame.depth, node.depth + 1)
        if isinstance(frame.value, list):
            frame.place.children[len(frame.value)] = node.place
            frame.value.append(node.value)
        elif frame.key is not None:
            key, node.place.key = frame.key
            frame.place.children.setdefault(key, node.place)
            frame.value.setdefault(key, node.value)
            frame.key = None

    @property
    def _expects_key(self) -> bool:
        return bool(self.frames) and isinstance(self.frames[-1].value, dict) and self.frames[-1].key is None

    def _count(self, nodes: int, source: Source) -> None:
        self.nodes += nodes
        if self.nodes > MAXIMUM_NODES:
            self._fail(
                source, f"內容太多：展開後超過 {MAXIMUM_NODES:,} 項", "大量資料請放進 data/ 的 CSV，再由內容引用"
            )

    def _too_deep(self, source: Source) -> NoReturn:
        self._fail(source, f"巢狀太深：超過 {MAXIMUM_DEPTH} 層", "請減少縮排的層數")

    def _fail(self, source: Source, message: str, hint: str) -> NoReturn:
        self.errors.add(source, message, hint)
        raise ContentErrors(self.errors.errors)

    def _at(self, event: Any) -> Source:
        return Source(self.file, event.start_mark.line + 1, event.start_mark.column + 1)


def _plain(text: str) -> Any:
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
