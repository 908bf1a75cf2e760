"""`data/datapackage.yaml`: which tables there are and what stands in them, in the terms of the Data Package standard.

Beyond the standard, `format` of a string field may be quantity, roc-date or roc-period and a field may name the
`indicator` whose figures it holds; a resource has a `role` (what its rows become) and names its `sourceNames` and
`licenseNames`, its path may be a pattern (`facts/*`), and `views` show figures as the briefings print them.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from ssnet_docs import yamlfile
from ssnet_docs.model.errors import ErrorCollector, Source
from ssnet_docs.project import Project
from ssnet_docs.validation import choice, validate
from ssnet_docs.yamlfile import Positions

FOLDER = "data"
FILE = f"{FOLDER}/datapackage.yaml"

Role = Literal["table", "agencies", "indicators", "figures", "facts", "observations", "relations", "counties"]
Format = Literal["default", "quantity", "roc-date", "roc-period"]

_FIGURE = ("year", "kind", "value", "as_of", "source", "printed", "reason", "note")
NEEDED: dict[Role, tuple[str, ...]] = {  # columns that a role's rows are made from
    "agencies": ("name", "place"),
    "indicators": ("id", "name", "programme", "group"),
    "figures": ("indicator", "place", *_FIGURE),
    "facts": ("key", "place", "label", *_FIGURE),
    "relations": ("result", "kind", "operands"),
    "counties": ("slug", "name_zh", "name_zh_alt", "name_en", "type_zh"),
}


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"「{pattern}」不是正規表示式（{error}）") from None
    return pattern


Names = Annotated[tuple[str, ...], BeforeValidator(_listed)]


class _Described(BaseModel):
    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        coerce_numbers_to_str=True,
        alias_generator=lambda name: _camel(name.rstrip("_")),
    )


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


class Constraints(_Described):
    required: bool = False
    enum: tuple[str, ...] = ()
    pattern: Annotated[str, AfterValidator(_compiles)] = ""


class FieldDescription(_Described):
    """A column. `unit` is that of its figures; `indicator` makes its cells observations of that indicator."""

    name: str
    title: str
    description: str = ""
    type: Literal["string", "integer", "number", "boolean"] = "string"
    format: Format = "default"
    unit: str = ""
    indicator: str = ""
    constraints: Constraints = Constraints()

    @property
    def kind(self) -> str:
        """The type as tables show it: the format where there is one."""
        return self.type if self.format == "default" else self.format


class Reference(_Described):
    resource: str
    fields: Names


class ForeignKey(_Described):
    fields: Names
    reference: Reference


class Schema(_Described):
    fields: tuple[FieldDescription, ...]
    primary_key: Names = ()
    foreign_keys: tuple[ForeignKey, ...] = ()


class Licence(_Described):
    name: str
    title: str = ""
    path: str = ""


class SourceDescription(_Described):
    """A source as `sources` lists it: a briefing or a set of open data. `date` is 民國, `isoDate` Western."""

    name: str
    title: str
    organisation: str = ""
    date: str = ""
    iso_date: str = ""
    as_of: str = ""
    path: str = ""
    licence: str = ""


class Dialect(_Described):
    sheet_name: str = ""


class Resource(_Described):
    """One table. `path` is relative to `data/`; a path with `*` stands for all files that match."""

    name: str
    title: str
    description: str = ""
    path: str
    role: Role = "table"
    format: str = ""
    mediatype: str = ""
    source_names: Names = ()
    license_names: Names = ()
    attribution: str = ""
    schema_: Schema | str | None = Field(default=None)
    dialect: Dialect = Dialect()

    @property
    def is_table(self) -> bool:
        """Whether it has rows; other files are only described."""
        return self.schema_ is not None


class ViewColumn(_Described):
    """A column of a view: a field of the indicators, or the value of a kind and year (`target.114`)."""

    name: str
    title: str


class View(_Described):
    """Indicators as a table, a row each. `unit` holds for all figures and is left out of the cells."""

    name: str
    title: str
    description: str = ""
    where: dict[str, Names]
    columns: tuple[ViewColumn, ...]
    place: str = "tw"
    unit: str = ""


class Package(_Described):
    name: str
    title: str
    description: str = ""
    version: str = ""
    licenses: tuple[Licence, ...] = ()
    sources: tuple[SourceDescription, ...] = ()
    resources: tuple[Resource, ...]
    views: tuple[View, ...] = ()

    def schema_of(self, resource: Resource) -> Schema:
        """The resource's schema with what its role implies; shared ones have been put in by `read`."""
        schema = resource.schema_
        assert isinstance(schema, Schema)
        fields = tuple(_implied(field, resource.role) for field in schema.fields)
        return schema.model_copy(update={"fields": fields})


def _implied(field: FieldDescription, role: Role) -> FieldDescription:
    """The field as the rows of its role need it: what becomes a quantity, a year or a number has to be one."""
    match role, field.name:
        case (("figures" | "facts"), "value"):
            rules = field.constraints.model_copy(update={"required": True})
            return field.model_copy(update={"format": "quantity", "constraints": rules})
        case (("figures" | "facts"), "year"):
            return field.model_copy(update={"format": "roc-period"})
        case "indicators", "strategy":
            return field.model_copy(update={"type": "integer"})
        case "observations", _ if field.indicator and field.type not in {"integer", "number"}:
            return field.model_copy(update={"type": "number"})
    return field


def read(project: Project) -> tuple[Package, Positions]:
    """The description of the project's data and where its parts stand. Raises ContentErrors."""
    data, positions = yamlfile.read(project, FILE)
    errors = ErrorCollector()
    if isinstance(data, dict) and isinstance(data.get("resources"), list):
        data = {**data, "resources": [_resolved(one, project) for one in data["resources"]]}
    package = validate(Package, data, positions, errors)
    errors.close()
    assert package is not None
    _check(package, positions, errors)
    errors.close()
    return package, positions


def _resolved(resource: Any, project: Project) -> Any:
    """The resource with its shared schema in place."""
    if not isinstance(resource, dict) or not isinstance(resource.get("schema"), str):
        return resource
    path = f"{FOLDER}/{resource['schema']}"
    data, positions = yamlfile.read(project, path, Source(FILE))
    errors = ErrorCollector()
    schema = validate(Schema, data, positions, errors)
    errors.close()
    return {**resource, "schema": schema}


def _check(package: Package, positions: Positions, errors: ErrorCollector) -> None:
    """What the types cannot say: names that stand twice, unknown references, columns that a role needs."""
    names: set[str] = set()
    resources = [("resources", number, one.name) for number, one in enumerate(package.resources)]
    views = [("views", number, one.name) for number, one in enumerate(package.views)]
    for part, number, name in [*resources, *views]:
        if name in names:
            at = positions.source((part, number, "name"))
            errors.add(at, f"資料表「{name}」重複", "每個資料表要有不同的 name")
        names.add(name)
    tables = {one.name: package.schema_of(one) for one in package.resources if one.is_table}
    for number, resource in enumerate(package.resources):
        if resource.is_table:
            _check_resource(resource, tables, positions.source(("resources", number)), package, errors)


def _check_resource(
    resource: Resource, tables: dict[str, Schema], at: Source, package: Package, errors: ErrorCollector
) -> None:
    schema = tables[resource.name]
    fields = {field.name for field in schema.fields}
    missing = [name for name in NEEDED.get(resource.role, ()) if name not in fields]
    if missing:
        errors.add(
            at, f"資料表「{resource.name}」的欄位不全，缺少 {'、'.join(missing)}", f"role: {resource.role} 需要這些欄位"
        )
    if resource.role == "observations" and len(schema.primary_key) != 2:
        errors.add(at, f"資料表「{resource.name}」的 primaryKey 要是日期與地點兩欄", "role: observations 需要這兩欄")
    for name in [*schema.primary_key, *(name for key in schema.foreign_keys for name in key.fields)]:
        if name not in fields:
            errors.add(at, f"資料表「{resource.name}」的鍵用了沒有的欄位「{name}」")
    for key in schema.foreign_keys:
        other = tables.get(key.reference.resource)
        if other is None or any(name not in {field.name for field in other.fields} for name in key.reference.fields):
            errors.add(at, f"資料表「{resource.name}」參照的「{key.reference.resource}」沒有這個資料表或欄位")
    named = (
        ("sources", resource.source_names, [source.name for source in package.sources]),
        ("licenses", resource.license_names, [licence.name for licence in package.licenses]),
    )
    for part, names, known in named:
        for name in names:
            if name not in known:
                errors.add(at, f"資料表「{resource.name}」的「{name}」不在 {part} 裡", choice(name, known))
