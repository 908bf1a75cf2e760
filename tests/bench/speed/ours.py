"""This program: YAML and data read and checked, text measured, pages composed and checked to fit, the file written."""

from __future__ import annotations

from pathlib import Path

from tests.bench.speed import timed
from tests.bench.speed.workloads import ID


def make(workload: Path, output: Path) -> None:
    """What `ssnet build` does, but for the page numbers that it asks LibreOffice for; no peer has them."""
    from ssnet_docs import build
    from ssnet_docs.content import catalogue
    from ssnet_docs.files import atomic_write
    from ssnet_docs.project import Project

    project = Project(workload)
    entry = catalogue.document(project, ID)
    written = build.document(project, entry, output.suffix[1:], build.data(project), paginated=False)
    atomic_write(output, written.data)


if __name__ == "__main__":
    timed.run(make)
