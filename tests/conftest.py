"""Rules for all tests: rendered ones need LibreOffice and poppler; where nothing may be skipped, skipping fails."""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator

import pytest
from hypothesis import settings

PROGRAMS = ("soffice", "pdftoppm")

settings.register_profile("ssnet", deadline=None)  # shared machines are slow now and then
settings.load_profile("ssnet")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    for item in items:
        if missing and item.get_closest_marker("rendered"):
            item.add_marker(pytest.mark.skip(reason=f"needs {', '.join(missing)}"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, but CI allows no skip: {report.longrepr}"
    return report
