"""The project's tables, read, checked against `data/datapackage.yaml`, and turned into facts and indicators."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ssnet_docs.model.county import Counties
from ssnet_docs.model.errors import ContentError, ContentErrors, ErrorCollector, Source
from ssnet_docs.model.fact import DataStore
from ssnet_docs.project import Project

if TYPE_CHECKING:
    import pandas

    from ssnet_docs.datasets.checking import Checked
    from ssnet_docs.datasets.description import Resource
    from ssnet_docs.datasets.record import Record
    from ssnet_docs.model.dataset import TableData

_FOLDER = "data"
_COUNTIES = f"{_FOLDER}/counties.csv"


def load(project: Project) -> DataStore:
    """All tables, facts, indicators and sources. Raises ContentErrors with everything that is wrong with them."""
    from ssnet_docs.datasets import checking, description, figures, provenance

    package, positions = description.read(project)
    errors = ErrorCollector()
    tables: dict[str, Checked] = {}
    incomplete: set[str] = set()
    for number, resource in enumerate(package.resources):
        before = len(errors.errors)
        files = _files(project, resource, positions.source(("resources", number, "path")), errors)
        if resource.is_table:
            records = _records(files, resource, errors)
            path = f"{_FOLDER}/{resource.path}"
            tables[resource.name] = checking.check(resource, package.schema_of(resource), path, records, errors)
        if len(errors.errors) > before:
            incomplete.add(resource.name)
    data = {name: table.data for name, table in tables.items()}
    for table in tables.values():
        checking.check_references(table, data, incomplete, errors)
    provenance.check(package, tables, incomplete, errors)
    errors.close()
    return figures.store(project, package, positions, tables, errors)


def _records(files: Iterable[tuple[str, Path]], resource: Resource, errors: ErrorCollector) -> list[list[Record]]:
    """The rows of each file that can be read."""
    from ssnet_docs.datasets import reading

    read = []
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
    return read


def _files(project: Project, resource: Resource, at: Source, errors: ErrorCollector) -> list[tuple[str, Path]]:
    """The files of a resource by the name that messages show; temporary files of office programs are none."""
    folder = project.root / _FOLDER
    names = [f"{_FOLDER}/{resource.path}"]
    if "*" in resource.path:
        if ".." in Path(resource.path).parts or Path(resource.path).is_absolute():
            errors.add(at, f"「{resource.path}」在 {_FOLDER}/ 之外", f"路徑從 {_FOLDER}/ 算起")
            return []
        matching = (path for path in sorted(folder.glob(resource.path)) if path.is_file())
        names = [f"{_FOLDER}/{path.relative_to(folder).as_posix()}" for path in matching if path.name[0] not in ".~"]
    found = []
    for name in names:
        try:
            found.append((name, project.inside(name, at)))
        except ContentError as fault:
            errors.add(at, fault.message, _other_form(project.root / name) or fault.hint)
    return found


def _other_form(path: Path) -> str | None:
    """A hint at a file of the same name in the other form, where someone saved a table as a workbook or back."""
    for ending in (".csv", ".xlsx"):
        if ending != path.suffix and path.with_suffix(ending).is_file():
            return f"同一個資料夾有 {path.stem}{ending}，請把 path 的副檔名改成 {ending}"
    return None


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
