"""The content's form as a JSON Schema, with which an editor completes and checks YAML while it is typed."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter

from ssnet_docs.content.document import Document
from ssnet_docs.content.reading import Include

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DEFINITIONS = "$defs"
_NAMED = frozenset({"properties", "$defs", "patternProperties"})  # keywords whose values are schemas by name
_NESTED = frozenset({"items", "prefixItems", "anyOf", "oneOf", "allOf", "not", "additionalProperties"})
_REFERENCE = "#/$defs/{model}"


def schema() -> dict[str, Any]:
    """The schema of a document file, by draft 2020-12. Lists of sections and slides also take includes."""
    document: dict[str, Any] = TypeAdapter(Document).json_schema(by_alias=True, ref_template=_REFERENCE)
    include = TypeAdapter(Include).json_schema(by_alias=True, ref_template=_REFERENCE)
    definitions = document.setdefault(_DEFINITIONS, {})
    definitions["Include"] = include
    _accept_includes(document, "sections")
    _accept_includes(definitions["Section"], "slides")
    return {"$schema": DIALECT, **_written(document), "title": "強化社會安全網文件"}


def schema_text() -> str:
    """The schema as JSON text, the same for the same program."""
    return json.dumps(schema(), ensure_ascii=False, indent=2, sort_keys=False) + "\n"


def _accept_includes(model: dict[str, Any], name: str) -> None:
    items = model["properties"][name]["items"]
    model["properties"][name]["items"] = {"anyOf": [items, {"$ref": "#/$defs/Include"}]}


def _written(schema: Any) -> Any:
    """The schema for what stands in YAML.

    An unquoted number may stand for a text, as the reader takes it, and `{{ … }}` for a number. Titles that pydantic
    makes from the names of fields say nothing, so they go.
    """
    if isinstance(schema, list):
        return [_written(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    result: dict[str, Any] = {}
    for key, value in schema.items():
        if key in _NAMED:
            result[key] = {name: _written(item) for name, item in value.items()}
        elif key in _NESTED:
            result[key] = _written(value)
        elif not (key == "title" and str(value).isascii()):
            result[key] = value
    if "enum" in result or "const" in result:
        return result
    if result.get("type") == "string":
        result["type"] = ["string", "number"]
    elif result.get("type") in ("integer", "number"):
        return {"anyOf": [result, {"type": "string", "pattern": r"\{[{%]"}]}
    return result
