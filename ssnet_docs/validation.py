"""What a validator found wrong with a YAML file, said in Chinese at the place where it stands."""

from __future__ import annotations

import difflib
import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from ssnet_docs.model.errors import ErrorCollector
from ssnet_docs.yamlfile import Path, Positions

_Model = TypeVar("_Model", bound=BaseModel)

MAXIMUM_FAULTS = 300  # of one file; whoever has more mends these first
_LONGEST_VALUE = 40  # characters of a value that a message quotes
_GLUED = re.compile(r"[\w.\-]+(?:：|:\S)")  # a string that was meant to be a key and its value

_WANTED = {  # what stands for each complaint about a type
    "string_type": "文字",
    "string_sub_type": "文字",
    "int_type": "整數",
    "int_parsing": "整數",
    "int_from_float": "整數",
    "float_type": "數字",
    "float_parsing": "數字",
    "decimal_type": "數字",
    "decimal_parsing": "數字",
    "bool_type": "true 或 false",
    "bool_parsing": "true 或 false",
    "list_type": "清單",
    "tuple_type": "清單",
    "iterable_type": "清單",
    "dict_type": "一組「名稱: 內容」",
    "mapping_type": "一組「名稱: 內容」",
    "model_type": "一組「名稱: 內容」",
    "model_attributes_type": "一組「名稱: 內容」",
    "dataclass_type": "一組「名稱: 內容」",
    "none_required": "空白",
}

_RANGES = {  # the limit's name in the complaint's context, what to say
    "greater_than_equal": ("ge", "不可小於 {}"),
    "greater_than": ("gt", "必須大於 {}"),
    "less_than_equal": ("le", "不可大於 {}"),
    "less_than": ("lt", "必須小於 {}"),
    "string_too_short": ("min_length", "至少要 {} 個字"),
    "string_too_long": ("max_length", "最多 {} 個字"),
    "too_short": ("min_length", "至少要 {} 項"),
    "too_long": ("max_length", "最多 {} 項"),
    "multiple_of": ("multiple_of", "必須是 {} 的倍數"),
}


def validate(model: type[_Model], data: Any, positions: Positions, errors: ErrorCollector) -> _Model | None:
    """`data` as `model`; what is wrong goes to `errors`, each fault at its place, and None comes back."""
    try:
        return model.model_validate(data)
    except ValidationError as fault:
        report(fault, model, positions, errors)
        return None


def report(
    fault: ValidationError,
    model: type[BaseModel],
    positions: Positions,
    errors: ErrorCollector,
    kinds: Mapping[str, type[BaseModel]] | None = None,
    unknown: Container[Path] = (),
) -> None:
    """Adds every complaint of `fault` to `errors`. `model` is what was validated.

    `kinds` are models that stand in the file under their name (blocks), so that their keys can be suggested.
    `unknown` are paths of values that are not known because of other faults; nothing is said of them.
    """
    details = [_Detail.of(detail, positions) for detail in fault.errors(include_url=False)[:MAXIMUM_FAULTS]]
    for detail in _decisive([detail for detail in details if detail.path not in unknown]):
        _report_one(detail, model, positions, errors, kinds or {})


@dataclass(frozen=True, slots=True)
class _Detail:
    """One complaint. `path` is its place in the file, `location` the validator's, with tags and fields left in."""

    type: str
    location: tuple[str | int, ...]
    path: tuple[str | int, ...]
    value: Any
    message: str
    context: Mapping[str, Any]
    wanted: tuple[str, ...] = ()

    @classmethod
    def of(cls, detail: Any, positions: Positions) -> _Detail:
        location = tuple(detail["loc"])
        kind = detail["type"]
        path = positions.known(location)
        if kind == "extra_forbidden" and location and path[-1:] != (location[-1],):
            path = (*path, location[-1])
        wanted = (_WANTED[kind],) if kind in _WANTED else ()
        return cls(kind, location, path, detail.get("input"), detail["msg"], detail.get("ctx") or {}, wanted)


def _decisive(details: list[_Detail]) -> list[_Detail]:
    """The complaints worth showing: of a union's alternatives, the one that the author most probably meant.

    Where one alternative only finds the wrong type and another looks inside, the inside counts; where all find
    the wrong type, they are one complaint that names all of them.
    """
    shown: list[_Detail] = []
    for detail in details:
        depth = len(detail.path)
        deeper = any(
            other.path[:depth] == detail.path
            and (len(other.path) > depth or not other.wanted)
            and not (other.type == "missing" and isinstance(other.value, str))
            for other in details
            if other is not detail
        )
        if detail.wanted and deeper:
            continue
        same = [known for known in shown if known.path == detail.path]
        if detail.wanted:
            twin = next((known for known in same if known.wanted), None)
            if twin is not None:
                wanted = tuple(dict.fromkeys((*twin.wanted, *detail.wanted)))
                shown[shown.index(twin)] = _Detail(
                    twin.type, twin.location, twin.path, twin.value, twin.message, twin.context, wanted
                )
                continue
        if any(known.type == detail.type and known.location[-1:] == detail.location[-1:] for known in same):
            continue
        shown.append(detail)
    return shown


def _report_one(
    detail: _Detail,
    model: type[BaseModel],
    positions: Positions,
    errors: ErrorCollector,
    kinds: Mapping[str, type[BaseModel]],
) -> None:
    name = str(detail.location[-1]) if detail.location else ""
    at, at_key = positions.source(detail.path), positions.key_source(detail.path)
    about = _about(model, detail.location, kinds)
    match detail.type:
        case "extra_forbidden":
            errors.add(at_key, f"不認得「{name}」", choice(name, known_keys(model, detail.location[:-1], kinds)))
        case "missing":
            errors.add(at_key, f"缺少「{name}」", f"請補上「{name}: …」{f'（{about}）' if about else ''}")
        case "literal_error" | "enum":
            expected = re.findall(r"'([^']*)'|(\d+)", str(detail.context.get("expected", "")))
            options = [quoted or number for quoted, number in expected]
            errors.add(at, f"「{shown(detail.value)}」不是可用的值", choice(str(detail.value), options))
        case "value_error" | "assertion_error":
            message, _, hint = str(detail.context.get("error", detail.message)).partition("｜")
            errors.add(at, message, hint or None)
        case kind if kind in _RANGES:
            limit, wording = _RANGES[kind]
            errors.add(at, f"{quoted(detail.value)}{wording.format(detail.context.get(limit, ''))}", about)
        case _ if detail.wanted:
            wanted = "，或".join(detail.wanted)
            errors.add(at, f"這裡要寫{wanted}，現在是{described(detail.value)}", _advice(detail) or about)
        case _:
            errors.add(at, f"「{shown(detail.value)}」不符合規定的寫法", about)


def _advice(detail: _Detail) -> str | None:
    if isinstance(detail.value, str) and _GLUED.match(detail.value):
        return "若是「名稱: 內容」，冒號要用半形，後面空一格"
    if "清單" in detail.wanted and not isinstance(detail.value, dict):
        return "清單的每一項以「- 」開頭，或寫成 [甲, 乙]"
    if detail.wanted == ("文字",) and isinstance(detail.value, dict):
        return "文字裡若有「: 」，請用引號括住整段文字"
    return None


def _about(model: type[BaseModel], location: Path, kinds: Mapping[str, type[BaseModel]]) -> str | None:
    """What the field at a place is for, as its description says; None where it says nothing."""
    names = [number for number, part in enumerate(location) if isinstance(part, str)]
    for number in reversed(names):
        found = [
            field.description
            for one in _models_at(model, location[:number], kinds)
            for name, field in one.model_fields.items()
            if location[number] in {field.alias, name} and field.description
        ]
        if found:
            return f"{location[number]}：{found[0]}"
    return None


# --- names ---------------------------------------------------------------------------------------------------------


def choice(wrong: str, known: Iterable[str]) -> str | None:
    """A hint for a name that is not known: the nearest known one, and all of them; None where none is known."""
    names = list(dict.fromkeys(known))
    near = difflib.get_close_matches(wrong, names, n=1, cutoff=0.6)
    listed = f"可用：{'、'.join(names)}" if names else None
    return f"是不是「{near[0]}」？{listed}" if near else listed


def known_keys(
    model: type[BaseModel], location: Path, kinds: Mapping[str, type[BaseModel]] | None = None
) -> tuple[str, ...]:
    """The keys that the model has at a place, found by walking down its annotations."""
    found = _models_at(model, location, kinds or {})
    return tuple(dict.fromkeys(field.alias or name for one in found for name, field in one.model_fields.items()))


def _models_at(model: type[BaseModel], location: Path, kinds: Mapping[str, type[BaseModel]]) -> list[type[BaseModel]]:
    """The models that may stand at a place; names of models among the alternatives narrow them down."""
    found = [model]
    for part in location:
        if isinstance(part, str) and part in kinds and not any(_below(one, part) for one in found):
            found = [kinds[part]]
            continue
        named = [one for one in found if one.__name__ == part]
        if named:
            found = named
        elif isinstance(part, str):
            found = [inner for one in found for inner in _below(one, part)] or found
    return found


def _below(model: type[BaseModel], key: str) -> list[type[BaseModel]]:
    field = next((field for name, field in model.model_fields.items() if key in {field.alias, name}), None)
    return _models_in(field.annotation) if field else []


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for argument in get_args(annotation) for model in _models_in(argument)]


# --- values --------------------------------------------------------------------------------------------------------


def shown(value: Any) -> str:
    """A value as messages quote it, shortened."""
    text = str(value)
    return text if len(text) <= _LONGEST_VALUE else text[:_LONGEST_VALUE] + "…"


def quoted(value: Any) -> str:
    """A value at the head of a message: 「…」, or 清單 and the like for what holds several."""
    return described(value) if isinstance(value, (list, tuple, dict)) else f"「{shown(value)}」"


def described(value: Any) -> str:
    """What a value is, in the author's words: 文字「…」, 清單, 一組「名稱: 內容」, 空白."""
    match value:
        case None:
            return "空白"
        case bool():
            return f"「{str(value).lower()}」"
        case str():
            return f"文字「{shown(value)}」"
        case list() | tuple():
            return "清單"
        case dict():
            return "一組「名稱: 內容」"
        case _:
            return f"「{shown(value)}」"
