"""Builds data and places from a YAML parser's events, without recursion and within bounds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, NoReturn

import yaml

from ssnet_docs.model.errors import ContentErrors, ErrorCollector, Source
from ssnet_docs.yamlfile.hints import unquoted_expression
from ssnet_docs.yamlfile.places import Place
from ssnet_docs.yamlfile.scalars import CONTROL, plain, refuse_control

MAXIMUM_DEPTH = 60
MAXIMUM_NODES = 200_000  # after aliases are expanded; a long text counts as one node for every 100 characters
_STRING_TAG = "tag:yaml.org,2002:str"
_BLOCK = frozenset({"|", ">"})  # styles of a scalar
_NOTHING: Mapping[str | int, Place] = MappingProxyType({})  # what a scalar holds


@dataclass(slots=True)
class _Frame:
    """A mapping or list that is still open."""

    value: dict[str, Any] | list[Any]
    place: Place
    places: dict[str | int, Place]  # of what it holds; the same as in `place`
    anchor: str | None
    is_mapping: bool
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


class Builder:
    """Turns parser events into data and places, without recursion and within bounds."""

    def __init__(self, file: str, text: str, errors: ErrorCollector) -> None:
        self.file = file
        self.text = text
        self.errors = errors
        self.escapes = "\\" in text  # only then can a value hold a character that the text itself does not
        self.data: Any = None
        self.place = Place(file, children=_NOTHING)
        self.frames: list[_Frame] = []
        self.anchors: dict[str, _Anchored] = {}
        self.nodes = 0
        self.documents = 0

    def take_all(self, events: Iterable[Any]) -> None:
        """Build from the parser's events. Raises ContentErrors for what ends the reading."""
        handlers: dict[type, Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.AliasEvent: self._alias,
            yaml.MappingStartEvent: self._open,
            yaml.SequenceStartEvent: self._open,
            yaml.MappingEndEvent: self._close,
            yaml.SequenceEndEvent: self._close,
            yaml.DocumentStartEvent: self._begin,
        }
        for event in events:
            handler = handlers.get(event.__class__)
            if handler is not None:
                handler(event)

    def _begin(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            self._fail(self._at(event), "一個檔案只能有一份 YAML", "請刪除多出來的「---」以及它後面的內容")

    def _scalar(self, event: Any) -> None:
        text, begin, style = event.value, event.start_mark, event.style
        if self.escapes:
            for character in CONTROL.findall(text):  # written as an escape, "\ufff9"
                refuse_control(self.errors, self._at(event), character)
        frame = self.frames[-1] if self.frames else None
        if frame is not None and frame.is_mapping and frame.key is None:
            self._key(event, self._at(event))
            return
        place = Place(
            self.file, begin.line + 1, begin.column + 1, begin.index, event.end_mark.index, style in _BLOCK, _NOTHING
        )
        nodes = 1 + len(text) // 100
        self._count(nodes, event)
        value = text if style == '"' and event.tag is None else self._resolve(event)
        self._attach(value, place, nodes, 1, event.anchor)

    def _resolve(self, event: Any) -> Any:
        if event.tag is not None and event.tag not in {"!", _STRING_TAG}:
            self._refuse_tag(event.tag, self._at(event))
        if not event.implicit[0] or event.tag is not None:
            return event.value
        if event.value.startswith("-") and event.end_mark.line > event.start_mark.line:
            self.errors.add(self._at(event), "「-」後面沒有空白", "項目符號「-」後面要空一格，例如「- 項目」")
        return plain(event.value)

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
        elif key in frame.places:
            first = frame.places[key].key
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
        self._count(anchored.nodes, event)
        if len(self.frames) + anchored.depth > MAXIMUM_DEPTH:
            self._too_deep(source)
        place = anchored.place
        own = replace(place, below=source)
        self._attach(anchored.value, own, anchored.nodes, anchored.depth, None)

    def _open(self, event: Any) -> None:
        source = self._at(event)
        self._count(1, event)
        if len(self.frames) >= MAXIMUM_DEPTH:
            self._too_deep(source)
        if event.tag not in {None, "!"}:
            self._refuse_tag(event.tag, source)
        as_key = self._expects_key
        if as_key:
            self._refuse_key(event.start_mark.index, source)
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        value: dict[str, Any] | list[Any] = {} if is_mapping else []
        places: dict[str | int, Place] = {}
        place = Place(self.file, source.line, source.column, event.start_mark.index, children=places)
        self.frames.append(_Frame(value, place, places, event.anchor, is_mapping, as_key=as_key))

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
        self._attach(frame.value, frame.place, frame.nodes, frame.depth, frame.anchor)

    def _attach(self, value: Any, place: Place, nodes: int, depth: int, anchor: str | None) -> None:
        if anchor:
            self.anchors[anchor] = _Anchored(value, place, nodes, depth)
        if not self.frames:
            self.data, self.place = value, place
            return
        frame = self.frames[-1]
        frame.nodes += nodes
        if depth >= frame.depth:
            frame.depth = depth + 1
        if isinstance(frame.value, list):
            frame.places[len(frame.value)] = place
            frame.value.append(value)
        elif frame.key is not None:
            key, place.below = frame.key
            frame.places.setdefault(key, place)
            frame.value.setdefault(key, value)
            frame.key = None

    @property
    def _expects_key(self) -> bool:
        if not self.frames:
            return False
        frame = self.frames[-1]
        return frame.key is None and frame.is_mapping

    def _count(self, nodes: int, event: Any) -> None:
        self.nodes += nodes
        if self.nodes > MAXIMUM_NODES:
            source = self._at(event)
            self._fail(
                source, f"內容太多：展開後超過 {MAXIMUM_NODES:,} 項", "大量資料請放進 data/ 的 CSV，再由內容引用"
            )

    def _too_deep(self, source: Source) -> NoReturn:
        self._fail(source, f"巢狀太深：超過 {MAXIMUM_DEPTH} 層", "請減少縮排的層數")

    def _fail(self, source: Source, message: str, hint: str) -> NoReturn:
        self.errors.add(source, message, hint)
        raise ContentErrors(self.errors.errors)

    def _at(self, event: Any) -> Source:
        mark = event.start_mark
        return Source(self.file, mark.line + 1, mark.column + 1)
