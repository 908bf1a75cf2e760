"""Short forms: a plain text where a mapping with one important field is meant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BeforeValidator, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from ssnet_docs.model.block import Model


@dataclass(frozen=True, slots=True)
class TextFor:
    """Annotates a model: text (or a number) alone stands for the model with that text in `field`."""

    field: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(
            self._expanded, handler(source), metadata={"pydantic_js_functions": [_text_too]}
        )

    def _expanded(self, value: Any) -> Any:
        if value is None or isinstance(value, (dict, list, tuple, Model)):
            return value
        return {self.field: value}


def _text_too(schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
    return {"anyOf": [{"type": ["string", "number"]}, handler(schema)]}


def _listed(value: Any) -> Any:
    return value if isinstance(value, (list, tuple)) or value is None else [value]


Texts = Annotated[list[str], BeforeValidator(_listed, json_schema_input_type=list[str | float] | str | float)]
"""Several texts as a list, or one alone."""
