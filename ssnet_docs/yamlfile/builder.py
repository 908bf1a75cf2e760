"""Builds data and places from a YAML parser's events, without recursion and within bounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NoReturn

import yaml

from ssnet_docs.model.errors import ContentErrors, ErrorCollector, Source
from ssnet_docs.yamlfile.hints import unquoted_expression
from ssnet_docs.yamlfile.places import Place
from ssnet_docs.yamlfile.scalars import CONTROL, plain, refuse_control

MAXIMUM_DEPTH = 60
MAXIMUM_NODES = 200_000  # after aliases are expanded; a long text counts as one node for every 100 characters
_STRING_TAG = "tag:yaml.org,2002:str"


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


class Builder:
    """Turns parser events into data and places, without recursion and within bounds."""

    def __init__(self, file: str, text: str, errors: ErrorCollector) -> None:
        self.file = file
        self.text = text
        self.errors = errors
        self.escapes = "\\" in text  # only then can a value hold a character that the text itself does not
        self.data: Any = None
        self.place = Place(Source(file), Source(file))
        self.frames: list[_Frame] = []
        self.anchors: dict[str, _Anchored] = {}
        self.nodes = 0
        self.documents = 0

    def take(self, event: Any) -> None:
        if event.__class__ is yaml.ScalarEvent:  # by far most events
            self._scalar(event)
            return
        match event:
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
        if self.escapes:
            for character in CONTROL.findall(event.value):  # written as an escape, "\ufff9"
                refuse_control(self.errors, source, character)
        if self._expects_key:
            self._key(event, source)
            return
        block = event.style in {"|", ">"}
        place = Place(source, source, event.start_mark.index, event.end_mark.index, block)
        nodes = 1 + len(event.value) // 100
        self._count(nodes, source)
        self._attach(self._resolve(event, source), place, nodes, 1, event.anchor)

    def _resolve(self, event: Any, source: Source) -> Any:
        if event.tag is not None and event.tag not in {"!", _STRING_TAG}:
            self._refuse_tag(event.tag, source)
        if not event.implicit[0] or event.tag is not None:
            return event.value
        if event.value.startswith("-") and event.end_mark.line > event.start_mark.line:
            self.errors.add(source, "「-」後面沒有空白", "項目符號「-」後面要空一格，例如「- 項目」")
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
        self._attach(anchored.value, own, anchored.nodes, anchored.depth, None)

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
            frame.place.children[len(frame.value)] = place
            frame.value.append(value)
        elif frame.key is not None:
            key, place.key = frame.key
            frame.place.children.setdefault(key, place)
            frame.value.setdefault(key, value)
            frame.key = None

    @property
    def _expects_key(self) -> bool:
        if not self.frames:
            return False
        frame = self.frames[-1]
        return frame.key is None and isinstance(frame.value, dict)

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
        mark = event.start_mark
        return Source(self.file, mark.line + 1, mark.column + 1)
