"""The type of a block in content: a mapping with one key, its kind, and as value the block or its shorthand."""

from __future__ import annotations

import difflib
import inspect
from collections.abc import Callable, Mapping
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from ssnet_docs.model.block import Block

_COMMON = frozenset({"id", "only", "slot"})


class _Registered:
    """Validates `{kind: value}` as the block of that kind. Error locations hold the kind, as the path in YAML does."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        choices = {
            kind: core_schema.no_info_before_validator_function(_unwrapped(block), handler.generate_schema(block))
            for kind, block in _registry().items()
        }
        union = core_schema.tagged_union_schema(dict(choices), discriminator=_kind)
        return core_schema.no_info_before_validator_function(
            _checked,
            union,
            metadata={"pydantic_js_functions": [_json_schema]},
        )


AnyBlock = Annotated[Block, _Registered()]
"""A block of any registered kind."""


def _registry() -> dict[str, type[Block]]:
    from ssnet_docs.blocks import registry  # the kinds themselves hold blocks, so they import this module

    return registry()


def _kind(value: Any) -> str | None:
    match value:
        case Block():
            return value.block_kind
        case str():
            return value
        case dict():
            return str(next(iter(value)))
        case _:
            return None


def _checked(value: Any) -> Any:
    """`value`, if it names one known kind. ValueErrors hold the message and, after ｜, the hint."""
    match value:
        case Block():
            return value
        case str():
            _check_kind(value, value)
        case dict() if len(value) == 1:
            _check_kind(str(next(iter(value))), next(iter(value.values())))
        case dict() if value:
            raise ValueError(_several(value))
        case _:
            raise ValueError(f"區塊要寫成「種類: 內容」｜例如 bullets: [甲, 乙]。可用：{_listed()}")
    return value


def _check_kind(kind: str, value: Any) -> None:
    known = _registry()
    if kind in known:
        return
    if isinstance(value, str) and kind == value and len(value) > max(map(len, known)):
        raise ValueError("區塊要寫成「種類: 內容」｜一段文字請寫成「text: 文字」")
    near = difflib.get_close_matches(kind.lower().replace("_", "-"), known, 1, 0.5)
    guess = f"是不是「{near[0]}」（{known[near[0]].block_title}）？" if near else ""
    raise ValueError(f"沒有「{kind}」這種區塊｜{guess}可用：{_listed()}")


def _several(value: Mapping[Any, Any]) -> str:
    keys = [str(key) for key in value]
    kinds = [key for key in keys if key in _registry()]
    if len(kinds) == 1 and set(keys) - set(kinds) <= _COMMON:
        others = "、".join(key for key in keys if key not in kinds)
        return f"{others} 要寫在 {kinds[0]} 裡面｜{kinds[0]}: {{…, {keys[-1] if keys[-1] != kinds[0] else keys[0]}: …}}"
    if len(kinds) == 1:
        others = "、".join(key for key in keys if key not in kinds)
        return f"「{others}」和「{kinds[0]}」寫在同一層｜屬於 {kinds[0]} 的內容要再縮排兩格；另一個區塊要以「- 」開頭"
    if kinds:
        return f"一個項目裡有 {len(kinds)} 種區塊：{'、'.join(kinds)}｜每個區塊各自以「- 」開頭"
    return f"看不出是哪一種區塊：{'、'.join(keys)}｜區塊要寫成「種類: 內容」。可用：{_listed()}"


def _listed() -> str:
    return "、".join(f"{kind}（{block.block_title}）" for kind, block in _registry().items())


def _unwrapped(block: type[Block]) -> Callable[[Any], Any]:
    """From `{kind: value}`, or the bare kind, to what the block's model takes."""

    def unwrap(data: Any) -> Any:
        if isinstance(data, Block):
            return data
        value = next(iter(data.values())) if isinstance(data, dict) else None
        if value is None:
            return {}
        if isinstance(value, dict):
            return value
        return {block.shorthand: value} if block.shorthand else value

    return unwrap


def _json_schema(schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
    """One object with the kind as its only key for every kind, with the shorthand beside the full form."""
    choices: list[JsonSchemaValue] = []
    bare: list[str] = []
    members: dict[str, CoreSchema] = schema["schema"]["choices"]
    for kind, block in _registry().items():
        full = handler(members[kind])
        forms = [full]
        if block.shorthand:
            forms.append(_shorthand_schema(full, block.shorthand, handler))
        if not any(field.is_required() for field in block.model_fields.values()):
            forms.append({"type": "null"})
            bare.append(kind)
        choices.append(
            {
                "type": "object",
                "title": block.block_title,
                "description": inspect.cleandoc(block.__doc__ or ""),
                "properties": {kind: {"anyOf": forms} if len(forms) > 1 else full},
                "required": [kind],
                "additionalProperties": False,
            }
        )
    if bare:
        choices.append({"enum": bare, "title": "沒有內容的區塊"})
    return {"oneOf": choices}


def _shorthand_schema(full: JsonSchemaValue, field: str, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
    """The schema of the field that the shorthand stands for; any list where that field is still being described."""
    try:
        properties: dict[str, JsonSchemaValue] = handler.resolve_ref_schema(full)["properties"]
    except LookupError:
        return {"type": "array"}
    return properties[field]
