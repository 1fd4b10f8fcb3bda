"""Every page of the edition in Chromium: accessible, narrow screens, zoom, keyboard, print."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

NAMES = (
    "summary",
    "review",
    "public",
    "partnership",
    "review/index",
    "review/data_quality",
    "review/cse",
    "review/cse_risk",
    "review/missing_children",
    "review/missing_response",
    "review/cost_model",
    "review/over_time",
    "review/summary.partnership",
    "review/summary.public",
    "review/public/summary",
)
WIDTHS = (320, pytest.param(640, marks=pytest.mark.full), 1280)
"""The narrowest screen that has to serve, a wide one at 200% zoom, and the same at 100%."""
Open = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, pages: Mapping[str, Path]) -> Iterator[Open]:
    """``opened("summary", width=400)``: a page of that width; all are closed afterwards."""
    contexts = []

    def open_page(name: str, width: int = 1280) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.goto(pages[name].as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_no_violation(opened: Open, name: str, width: int) -> None:
    results = Axe().run(opened(name, width))
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_no_violation_with_the_code_unfolded(opened: Open, name: str) -> None:
    page = opened(name)
    page.evaluate("document.querySelectorAll('details').forEach(block => block.open = true)")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", [*WIDTHS, pytest.param(400, marks=pytest.mark.full)])
def test_only_tables_scroll_sideways(opened: Open, name: str, width: int, tmp_path: Path) -> None:
    page = opened(name, width)
    page.screenshot(path=tmp_path / f"{name.replace('/', '-')}-{width}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    wide = "[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth"
    assert page.evaluate(f"{wide} && !e.closest('.table-scroll')).length") == 0


def test_a_wide_table_can_be_scrolled_with_the_keyboard(opened: Open) -> None:
    page = opened("summary", 320)
    region = page.locator(".table-scroll", has_text="The main figures")
    assert region.evaluate("box => box.scrollWidth > box.clientWidth")
    region.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("box => box.scrollLeft > 0", arg=region.element_handle())


def test_the_first_key_leads_past_the_contents(opened: Open) -> None:
    page = opened("summary")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "Skip to the content"
    assert skip.bounding_box()["x"] >= 0  # seen once it has the focus
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_every_chapter_is_reached_from_the_contents(opened: Open) -> None:
    page = opened("summary", 400)
    links = page.locator("nav a")
    assert links.count() == 3
    for place in range(3):
        links.nth(place).click()
        target = page.locator("h2:target")
        assert target.inner_text() == links.nth(place).inner_text()


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_asked_of_any_server(browser: Browser, pages: Mapping[str, Path], name: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(pages[name].as_uri())
        assert [url for url in asked if not url.startswith("data:")] == [pages[name].as_uri()]


def test_every_number_of_a_sentence_leads_to_how_it_is_made(opened: Open) -> None:
    page = opened("public", 400)
    numbers = page.locator("a.figure")
    assert numbers.count() > 30
    for place in (0, 5, 30):
        numbers.nth(place).click()
        row = page.locator("tr:target")
        assert row.locator("td").count() == 4
        assert "Notebook" in row.inner_text()


def test_pictures_are_seen_and_keep_inside_a_phone(opened: Open) -> None:
    page = opened("summary", 320)
    images = page.locator("main img")
    assert images.count() == 3
    for place in range(3):
        assert images.nth(place).evaluate("image => image.naturalWidth") == 1080
        assert images.nth(place).bounding_box()["width"] <= 320
        assert len(images.nth(place).get_attribute("alt")) > 100


def test_on_paper_there_is_no_navigation_and_nothing_is_cut(opened: Open) -> None:
    page = opened("review")
    page.emulate_media(media="print")
    hidden = ("nav", ".skip", "details")
    assert not any(page.locator(part).first.is_visible() for part in hidden)
    assert page.locator(".notice").is_visible()
    overflow = page.locator(".table-scroll").first.evaluate("box => getComputedStyle(box).overflowX")
    assert overflow == "visible"


def test_no_page_of_the_edition_is_left_out(pages: Mapping[str, Path]) -> None:
    assert pages.keys() == set(NAMES)
