"""The project's tables, read, checked against `data/datapackage.yaml`, and turned into facts and indicators."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ssnet_docs.model.county import Counties
from ssnet_docs.model.errors import ContentError, ContentErrors, ErrorCollector, Source
from ssnet_docs.model.fact import DataStore
from ssnet_docs.project import Project

if TYPE_CHECKING:
    import pandas

    from ssnet_docs.datasets.checking import Checked
    from ssnet_docs.datasets.description import Package, Resource
    from ssnet_docs.datasets.reading import Record
    from ssnet_docs.model.dataset import TableData
    from ssnet_docs.yamlfile import Positions

_COUNTIES = "data/counties.csv"


def load(project: Project) -> DataStore:
    """All tables, facts, indicators and sources. Raises ContentErrors with everything that is wrong with them."""
    from ssnet_docs.datasets import checking, description, figures

    package, positions = description.read(project)
    errors = ErrorCollector()
    tables: dict[str, Checked] = {}
    incomplete: set[str] = set()
    for number, resource in enumerate(package.resources):
        before = len(errors.errors)
        _load_one(project, package, positions, number, tables, errors)
        if len(errors.errors) > before:
            incomplete.add(resource.name)
    data = {name: table.data for name, table in tables.items()}
    for table in tables.values():
        checking.check_references(table, data, incomplete, errors)
    errors.close()
    return figures.store(package, tables, errors)


def _load_one(
    project: Project,
    package: Package,
    positions: Positions,
    number: int,
    tables: dict[str, Checked],
    errors: ErrorCollector,
) -> None:
    from ssnet_docs.datasets import checking, reading

    resource = package.resources[number]
    files = _files(project, resource, positions.source(("resources", number, "path")), errors)
    if not resource.is_table:
        return
    read: list[Sequence[Record]] = []
    for name, path in files:
        try:
            records = reading.read(path, name, resource.dialect.sheet_name)
        except (ContentError, ContentErrors) as fault:
            errors.extend(fault)
            continue
        if records:
            read.append(records)
        else:
            errors.add(Source(name), "檔案是空的", "第一列要是欄位名稱")
    tables[resource.name] = checking.check(resource, package.schema_of(resource), f"data/{resource.path}", read, errors)


def _files(project: Project, resource: Resource, at: Source, errors: ErrorCollector) -> list[tuple[str, Path]]:
    """The files of a resource by the name that messages show; temporary files of office programs are none."""
    if "*" not in resource.path:
        try:
            name = f"data/{resource.path}"
            return [(name, project.inside(name, at))]
        except ContentError as fault:
            errors.extend(fault)
            return []
    if ".." in Path(resource.path).parts or Path(resource.path).is_absolute():
        errors.add(at, f"「{resource.path}」在 data/ 之外", "路徑從 data/ 算起")
        return []
    found = []
    for path in sorted((project.root / "data").glob(resource.path)):
        if path.is_file() and not path.name.startswith((".", "~")):
            name = project.relative(path)
            found.append((name, project.inside(name, at)))
    return found


def counties(project: Project) -> Counties:
    """The counties alone, without reading the other tables. Raises ContentErrors."""
    from ssnet_docs.datasets import reading

    records = reading.read(project.inside(_COUNTIES), _COUNTIES)
    if not records:
        raise ContentError(Source(_COUNTIES), "檔案是空的", "第一列要是欄位名稱")
    header, *rows = records
    missing = [name for name in ("slug", "name_zh", "name_zh_alt", "name_en", "type_zh") if name not in header.cells]
    if missing:
        raise ContentError(header.source, f"缺少欄位「{'」「'.join(missing)}」")
    return Counties(dict(zip(header.cells, row.cells, strict=False)) for row in rows)


def frame(table: TableData) -> pandas.DataFrame:
    """A table for pandas: whole numbers as Int64, decimals as Float64, quantities as Quantity, the rest as text."""
    import pandas

    from ssnet_docs.model.quantity import Quantity

    columns: dict[str, Any] = {}
    for column in table.columns:
        cells = [row[column.name] for row in table.rows]
        match column.type:
            case "integer":
                columns[column.name] = pandas.array([int(cell) if cell else None for cell in cells], dtype="Int64")
            case "number":
                columns[column.name] = pandas.array([float(cell) if cell else None for cell in cells], dtype="Float64")
            case "quantity":
                columns[column.name] = pandas.Series(
                    [Quantity.parse(cell) if cell else None for cell in cells], dtype=object
                )
            case _:
                columns[column.name] = pandas.Series(cells, dtype=object)
    return pandas.DataFrame(columns)
