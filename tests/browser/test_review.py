"""The reviewers' first page and the draft of the public page in Chromium: accessible, on any screen."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from project import Project

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("name", ["index", "public/summary"])
@pytest.mark.parametrize("width", [320, 1280])
def test_accessible_and_without_sideways_scrolling(
    browser: Browser, ran: Project, name: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto((ran.outputs / f"2015/review/{name}.html").as_uri())
    results = Axe().run(page)
    scrolled = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert results.violations_count == 0, results.generate_report()
    assert scrolled <= width
