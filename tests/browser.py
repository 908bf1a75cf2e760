"""A real Chromium for tests of web pages: headless, without network, with a profile of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selenium.webdriver.chrome.webdriver import WebDriver

SWITCHES = (
    "--headless=new",
    "--no-sandbox",  # Chromium refuses its sandbox to root, and the pages are our own
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--hide-scrollbars",
    "--lang=zh-TW",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)


def missing() -> list[str]:
    """The programs that tests of web pages need and this machine has not."""
    return [program for program in ("chromium", "chromedriver") if shutil.which(program) is None]


@contextmanager
def started(profile: Path) -> Iterator[WebDriver]:
    """Chromium driven over WebDriver by the driver of the same package."""
    from selenium.webdriver import Chrome, ChromeOptions
    from selenium.webdriver.chrome.service import Service

    options = ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for switch in (*SWITCHES, f"--user-data-dir={profile}", "--window-size=1400,1000"):
        options.add_argument(switch)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = Chrome(options=options, service=Service(shutil.which("chromedriver")))
    try:
        yield driver
    finally:
        driver.quit()
