"""The page of changes in a real browser, as a reviewer uses it: with keys, filters, pictures, on paper, on a phone."""

from __future__ import annotations

import base64
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from ssnet_docs.diff import html_form
from tests.test_diff_changes import deck, replaced
from tests.test_diff_html import HOSTILE, compared

if TYPE_CHECKING:
    from selenium.webdriver.chrome.webdriver import WebDriver

pytestmark = [pytest.mark.browser, pytest.mark.rendered]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five changes on three slides: a figure, words, a title, and notes with what wants to be markup."""
    old, new = deck(), deck()
    replaced(new.slides[0].placeholders[1].text_frame.paragraphs[0], "12,345人次", "12,845人次")
    replaced(new.slides[1].placeholders[1].text_frame.paragraphs[0], "社工人力目標", "專業人力目標")
    replaced(new.slides[1].shapes.title.text_frame.paragraphs[0], "人力布建", "人力布建情形")
    new.slides[2].notes_slide.notes_text_frame.text = f"說明未來規劃之要點。{HOSTILE}"
    target = tmp_path_factory.mktemp("page") / "差異.html"
    comparison, found, files = compared(old, new, "pptx")
    html_form.write(comparison, found, files, target)
    return target


@pytest.fixture
def page(chromium: WebDriver, file: Path) -> Iterator[WebDriver]:
    chromium.set_window_size(1400, 1000)
    chromium.get(file.as_uri())
    chromium.execute_script("localStorage.clear()")
    chromium.get(file.as_uri())
    yield chromium


def press(page: WebDriver, *keys: str) -> None:
    from selenium.webdriver import ActionChains

    ActionChains(page).send_keys(*keys).perform()


def current(page: WebDriver) -> list[str]:
    """The numbers of the changes that the list, the page and the outlines show as the present one."""
    found: list[str] = page.execute_script(
        """const one = (selector) => document.querySelector(selector);
        return [one('nav a[aria-current]')?.hash.replace('#change-', ''), one('article.current')?.dataset.number,
                one('.mark.current')?.dataset.number].filter(Boolean)"""
    )
    return found


def in_view(page: WebDriver, selector: str) -> bool:
    return bool(
        page.execute_script(
            """const box = document.querySelector(arguments[0]).getBoundingClientRect();
            return box.top >= -1 && box.top < innerHeight""",
            selector,
        )
    )


def test_the_page_opens_without_an_error_and_fetches_nothing(page: WebDriver) -> None:
    assert page.get_log("browser") == []  # type: ignore[no-untyped-call]
    names = page.execute_script("return performance.getEntriesByType('resource').map((one) => one.name.slice(0, 5))")
    assert set(names) <= {"data:"}
    assert page.execute_script("return document.querySelectorAll('main img').length") == 0
    assert page.title.startswith("版本比對：")


def test_keys_lead_from_change_to_change(page: WebDriver) -> None:
    from selenium.webdriver import Keys

    press(page, "j")
    assert current(page) == ["1", "1", "1"]
    press(page, "j", Keys.ARROW_DOWN)
    assert current(page)[:2] == ["3", "3"]
    assert in_view(page, "article.current")
    assert page.execute_script("return document.activeElement.dataset.number") == "3"
    press(page, "k", Keys.ARROW_UP, "k", "k")
    assert current(page)[:2] == ["1", "1"]


def test_filters_hide_kinds_everywhere_and_work_by_keys(page: WebDriver) -> None:
    def hidden(selector: str) -> list[bool]:
        found: list[bool] = page.execute_script(
            "return [...document.querySelectorAll(arguments[0])].map((one) => !one.checkVisibility())", selector
        )
        return found

    press(page, "f", " ")
    assert hidden('article[data-tag="figure"]') == [True]
    assert hidden('nav li[data-number="1"]') == [True]
    assert all(hidden('.mark[data-number="1"]'))
    assert not any(hidden('article[data-tag="wording"]'))
    assert "顯示 4／5 項" in page.find_element("id", "progress").text
    press(page, " ")
    assert not any(hidden("article"))


def test_outlines_stand_on_pictures_that_are_drawn(page: WebDriver) -> None:
    shares = page.execute_script(
        """return [...document.querySelectorAll('svg.page')].map((svg) => {
            const whole = svg.getBoundingClientRect();
            return [...svg.querySelectorAll('.mark rect')].every((one) => {
              const box = one.getBoundingClientRect();
              return box.width > 2 && box.left >= whole.left && box.right <= whole.right
                && box.top >= whole.top && box.bottom <= whole.bottom; }) })"""
    )
    assert len(shares) == 6
    assert all(shares)
    element = page.find_element("css selector", ".side.new svg.page")
    with Image.open(BytesIO(base64.b64decode(element.screenshot_as_base64))) as image:
        colours = image.convert("RGB").getcolors(1 << 20)
    assert colours is not None
    assert len(colours) > 50


def test_a_picture_is_enlarged_and_flips_between_before_and_after(page: WebDriver) -> None:
    from selenium.webdriver import Keys

    def title() -> str:
        return page.find_element("id", "zoom-title").text

    press(page, "j", "z")
    assert title().startswith("修正後")
    press(page, "z")
    assert title().startswith("修正前")
    width = page.execute_script("return document.querySelector('.stage .page').getBoundingClientRect().width")
    assert width > 1000
    press(page, Keys.ESCAPE)
    assert not page.execute_script("return document.getElementById('zoom').open")
    page.find_element("css selector", ".side.old .enlarge").click()
    assert title() == "修正前　第 1 張"
    press(page, "p")
    assert page.find_element("css selector", "#zoom .whole").get_attribute("aria-pressed") == "true"
    press(page, Keys.ESCAPE)


def test_what_was_seen_is_remembered(page: WebDriver) -> None:
    press(page, "j", "r", "j", "j", "r")
    assert "已看過 2／5 項" in page.find_element("id", "progress").text
    page.refresh()
    assert "已看過 2／5 項" in page.find_element("id", "progress").text
    assert [item.get_attribute("data-number") for item in page.find_elements("css selector", "nav li.seen")] == [
        "1",
        "3",
    ]


def test_help_opens_by_key_and_single_keys_can_be_switched_off(page: WebDriver) -> None:
    from selenium.webdriver import Keys

    press(page, "?")
    assert page.execute_script("return document.getElementById('help').open")
    page.find_element("id", "keys").click()
    press(page, Keys.ESCAPE, "j")
    assert current(page) == []


def test_a_link_to_a_change_selects_it(chromium: WebDriver, file: Path) -> None:
    chromium.get("about:blank")
    chromium.get(f"{file.as_uri()}#change-2")
    assert current(chromium)[:2] == ["2", "2"]


def test_all_texts_have_the_contrast_that_guidelines_ask_for(page: WebDriver) -> None:
    faint = page.execute_script(CONTRAST)
    assert faint == []


def test_a_narrow_screen_needs_no_sideways_scrolling(page: WebDriver) -> None:
    page.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 360, "height": 800, "deviceScaleFactor": 1, "mobile": True}
    )
    try:
        assert page.execute_script("return document.documentElement.scrollWidth") <= 360
    finally:
        page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_paper_shows_the_list_and_every_change_and_no_buttons(page: WebDriver, tmp_path: Path) -> None:
    printed: dict[str, Any] = page.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
    target = tmp_path / "paper.pdf"
    target.write_bytes(base64.b64decode(printed["data"]))
    text = subprocess.run(["pdftotext", str(target), "-"], capture_output=True, check=True, text=True).stdout
    together = "".join(text.split())
    assert together.count("12,345人次→12,845人次") == 2  # in the list and in its place
    assert "改名為「人力布建情形」" in together
    assert "鍵盤操作" not in together


CONTRAST = """
const channel = (value) => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
const parse = (colour) => colour.match(/[\\d.]+/g).map(Number);
const ground = (element) => {
  for (let one = element; one; one = one.parentElement) {
    const found = parse(getComputedStyle(one).backgroundColor);
    if (found.length < 4 || found[3] > 0.99) return found;
  }
  return [255, 255, 255];
};
const faint = [];
for (const element of document.querySelectorAll('body *')) {
  if (element.closest('svg, script, style') || !element.checkVisibility()) continue;
  if (![...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) continue;
  const [a, b] = [light(parse(getComputedStyle(element).color)), light(ground(element))].sort((x, y) => y - x);
  const ratio = (a + 0.05) / (b + 0.05);
  if (ratio < 4.5) faint.push(`${element.className || element.tagName} ${ratio.toFixed(2)}`);
}
return [...new Set(faint)];
"""
