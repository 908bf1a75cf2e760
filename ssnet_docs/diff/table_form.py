"""The 修正對照表 as a Word document: 修正後｜修正前｜說明, for the committee that reads the amendments."""

from __future__ import annotations

from pathlib import Path

from ssnet_docs import reportstyle, themes
from ssnet_docs.compose.flow_tables import typesetter
from ssnet_docs.diff.amendments.sheet import Side, sheet
from ssnet_docs.files import atomic_write
from ssnet_docs.model.change import Changes, Comparison
from ssnet_docs.project import Project
from ssnet_docs.writers.docx.report import Renderer, finished


def write(
    comparison: Comparison,
    changes: Changes,
    sides: tuple[Side, Side],
    target: Path,
    project: Project,
    renderer: Renderer | None,
) -> None:
    """Write the sheet, whole or not at all; `sides` name the old and the new version."""
    style = reportstyle.load(project)
    report = sheet(comparison, changes, sides, style, typesetter(style, project))
    atomic_write(target, finished(report, themes.load(project, "base"), project, renderer).data)
