"""`ssnet build`: documents in the forms that are asked for."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from ssnet_docs.arguments import CommandParser, MisuseError, suggestion
from ssnet_docs.commands.parts import Command, jobs, print_error
from ssnet_docs.project import Project

if TYPE_CHECKING:
    from ssnet_docs.content.catalogue import Entry
    from ssnet_docs.model.fact import DataStore


def _declare(parser: CommandParser) -> None:
    parser.arguments.add_argument("ids", nargs="*", metavar="代號", help="文件代號，省略時產生全部（見 ssnet list）")
    parser.options.add_argument("--county", metavar="名稱", help="縣市簡報：taichung、台中、臺中市")
    parser.options.add_argument("--ministry", metavar="代號", help="部會簡報：mohw")
    parser.options.add_argument("--results", metavar="年度", help="成果簡報：108")
    parser.options.add_argument("--plan", metavar="年度", help="年度計畫書：115")
    parser.options.add_argument(
        "--format",
        metavar="格式",
        help="pptx、docx、pdf、odp、odt、png，可用逗號列多種，all 是全部；計畫書預設 docx，其他預設 pptx",
    )
    parser.options.add_argument("--output", metavar="資料夾", type=Path, help="輸出資料夾，預設 build")
    parser.options.add_argument("--jobs", metavar="數目", type=int, help="同時進行幾份，預設為處理器的數目")
    parser.options.add_argument("--force", action="store_true", help="沒有變更的也重新產生")
    parser.options.add_argument("--summary", action="store_true", help="顯示進度，最後列成一表，含各文件的檢查結果")


def _run(arguments: argparse.Namespace, project: Project) -> int:
    from ssnet_docs import build, building
    from ssnet_docs.batch import Batch

    data = cache(partial(build.data, project))
    batch = Batch(
        project,
        _chosen(arguments, project, data),
        arguments.output or project.root / "build",
        _forms(arguments.format),
        jobs=jobs(arguments.jobs),
        force=arguments.force,
        check=arguments.summary,
        data=data,
    )
    tell = building.summarised if arguments.summary else building.listed
    return tell(batch, partial(print_error, project=project))


def _forms(asked: str | None) -> tuple[str, ...]:
    """The forms that `--format` names, in their usual order; none where it is not given."""
    from ssnet_docs.batch import FORMS

    names = [name.strip().lower() for name in asked.split(",")] if asked is not None else []
    for name in names:
        if name not in {*FORMS, "all"}:
            known = "、".join(f"{form} {title}" for form, title in FORMS.items())
            raise MisuseError(f"不認得格式「{name}」{suggestion(name, FORMS)}", f"可用的格式：{known}，all 是全部")
    return tuple(form for form in FORMS if form in names or "all" in names)


def _chosen(arguments: argparse.Namespace, project: Project, data: Callable[[], DataStore]) -> list[Entry]:
    """The documents that the command line names, each once; all of them where it names none."""
    from ssnet_docs.content import catalogue

    chosen = [catalogue.document(project, name) for name in arguments.ids]
    if arguments.county is not None:
        from ssnet_docs import datasets

        chosen.append(catalogue.county(project, arguments.county, datasets.counties(project)))
    if arguments.ministry is not None:
        chosen.append(catalogue.document(project, arguments.ministry, "ministry"))
    if arguments.results is not None:
        chosen.append(catalogue.document(project, f"results-{arguments.results}", "results"))
    if arguments.plan is not None:
        from ssnet_docs import plans

        chosen.append(plans.plan(project, arguments.plan, data()))
    return list(dict.fromkeys(chosen)) or list(catalogue.catalogue(project).values())


COMMAND = Command("產生簡報或報告", "[代號…] [選項]", _declare, _run)
