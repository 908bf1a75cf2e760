"""YAML that remembers where everything stands and keeps what the author typed.

Only plain data is read: mappings, lists, strings, whole numbers, decimals, true/false and null, by the core rules
of YAML 1.2. What looks like something else (110-09-16, 09007, 1e3, 12:30, yes, no) stays the string that was typed.
Tags, merge keys, several documents in a file and duplicate keys are refused.
"""

from __future__ import annotations

from typing import Any

import yaml

from ssnet_docs.model.errors import ErrorCollector, Source
from ssnet_docs.project import Project
from ssnet_docs.yamlfile.builder import Builder
from ssnet_docs.yamlfile.hints import explain
from ssnet_docs.yamlfile.places import Path, Place, Positions, source_at
from ssnet_docs.yamlfile.scalars import CONTROL, ExactDecimal, refuse_control

__all__ = ["ExactDecimal", "Path", "Place", "Positions", "load", "read"]

MAXIMUM_CONTROL_CHARACTERS = 20  # reported in one go

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


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
    for count, match in enumerate(CONTROL.finditer(text)):
        if count == MAXIMUM_CONTROL_CHARACTERS:
            break
        refuse_control(errors, source_at(file, text, match.start()), match[0])
    errors.close()
    builder = Builder(file, text, errors)
    try:
        builder.take_all(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        known = {fault.source.line for fault in errors.errors if fault.source}
        fault = explain(error, text, file)
        if fault.source is None or fault.source.line not in known:
            errors.extend(fault)
    errors.close()
    return builder.data, Positions({file: text}, builder.place)
