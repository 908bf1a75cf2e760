"""How reports look, read from `layouts/reports/`: paper, margins, faces and sizes."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from ssnet_docs import yamlfile
from ssnet_docs.model.errors import ErrorCollector
from ssnet_docs.model.report_style import ReportStyle
from ssnet_docs.project import Project
from ssnet_docs.validation import validate

FOLDER = "layouts/reports"
_POINTS = 72 / 2.54  # in a centimetre

Length = Annotated[float, Field(strict=False, gt=0, le=60)]  # centimetres
Size = Annotated[float, Field(strict=False, ge=8, le=40)]  # points


class _File(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, alias_generator=lambda name: name.replace("_", "-")
    )


class PaperFile(_File):
    width: Length
    height: Length


class MarginsFile(_File):
    binding: Length
    outer: Length
    top: Length
    bottom: Length
    header: Length
    footer: Length


class ReportFacesFile(_File):
    latin: str
    east_asian: str
    also: list[str] = []
    metrics: str


class BodyFile(_File):
    size: Size
    line: Annotated[float, Field(strict=False, ge=10, le=80)]


class ReportStyleFile(_File):
    """The content of a report style's file."""

    title: str
    paper: PaperFile
    margins: MarginsFile
    faces: ReportFacesFile
    body: BodyFile
    headings: Annotated[list[Size], Field(min_length=1, max_length=9)]
    tables: Annotated[list[Size], Field(min_length=1, max_length=6)]
    caption: Size
    note: Size
    chart_label: Size
    contents_levels: Annotated[int, Field(ge=1, le=9)]
    new_page: bool = False
    signatures: list[str] = []


def load(project: Project, name: str = "base") -> ReportStyle:
    """The report style of that name. Raises ContentError or ContentErrors for what is wrong in its file."""
    errors = ErrorCollector()
    data, positions = yamlfile.read(project, f"{FOLDER}/{name}.yaml")
    file = validate(ReportStyleFile, data, positions, errors)
    if file is not None:
        _check(file, positions, errors)
    errors.close()
    assert file is not None  # else errors were raised
    return _style(name, file)


def _check(file: ReportStyleFile, positions: yamlfile.Positions, errors: ErrorCollector) -> None:
    if file.body.line < file.body.size:
        errors.add(positions.source(("body", "line")), "固定行高比字級小，文字會被切掉", "行高約為字級的 1.5 倍")
    if file.margins.binding + file.margins.outer > file.paper.width - 5:
        errors.add(positions.source(("margins",)), "左右邊界太寬，剩下不到 5 公分", "請縮小 binding 或 outer")
    if file.margins.top + file.margins.bottom > file.paper.height - 5:
        errors.add(positions.source(("margins",)), "上下邊界太寬，剩下不到 5 公分", "請縮小 top 或 bottom")
    if file.tables != sorted(file.tables, reverse=True):
        errors.add(positions.source(("tables",)), "表格的字級沒有由大到小排列", "請從最大寫到最小")


def _style(name: str, file: ReportStyleFile) -> ReportStyle:
    return ReportStyle(
        name=name,
        title=file.title,
        paper=(file.paper.width * _POINTS, file.paper.height * _POINTS),
        top=file.margins.top * _POINTS,
        bottom=file.margins.bottom * _POINTS,
        binding=file.margins.binding * _POINTS,
        outer=file.margins.outer * _POINTS,
        header=file.margins.header * _POINTS,
        footer=file.margins.footer * _POINTS,
        latin=file.faces.latin,
        east_asian=file.faces.east_asian,
        east_asian_names=tuple(file.faces.also),
        metrics=file.faces.metrics,
        body=file.body.size,
        line=file.body.line,
        heading_sizes=tuple(file.headings),
        table_sizes=tuple(file.tables),
        caption=file.caption,
        note=file.note,
        chart_label=file.chart_label,
        contents_levels=file.contents_levels,
        signatures=tuple(file.signatures),
        new_page=file.new_page,
    )
