"""Rules for all tests: rendered ones need LibreOffice and fonts, those of web pages Chromium; where nothing may be
skipped, skipping fails."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING

import browser
import pytest
from hypothesis import settings
from rendering import missing

from ssnet_docs.export import Office

if TYPE_CHECKING:
    from selenium.webdriver.chrome.webdriver import WebDriver

settings.register_profile("ssnet", deadline=None)  # shared machines are slow now and then
settings.load_profile("ssnet")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for mark, needs in (("rendered", missing), ("browser", browser.missing)):
        marked = [item for item in items if item.get_closest_marker(mark)]
        lacking = needs() if marked else []
        for item in marked if lacking else []:
            item.add_marker(pytest.mark.skip(reason=f"needs {', '.join(lacking)}"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, but CI allows no skip: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def office() -> Iterator[Office]:
    """LibreOffice with a profile of its own, for all rendered tests of a worker."""
    with Office() as running:
        yield running


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebDriver]:
    """A headless Chromium without network, for all tests of web pages of a worker."""
    with browser.started(tmp_path_factory.mktemp("chromium")) as driver:
        yield driver
