"""The panels of the workbench in JupyterLab: they answer, are legible at two widths, and have names."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from opened_lab import run_all, violations
from playwright.sync_api import Browser, Locator, Page, expect
from project import Project

from profile_lib.edition import load_edition

pytestmark = pytest.mark.browser
CUT_OFF = """() => [...document.querySelectorAll('.panel-field')].flatMap(field =>
    [...field.querySelectorAll('label, select, input')].filter(part => {
        const box = part.getBoundingClientRect(), room = field.closest('.jp-OutputArea-output');
        const longest = part.tagName === 'SELECT' ? part.selectedOptions[0].text : part.value || '';
        const canvas = document.createElement('canvas').getContext('2d');
        canvas.font = getComputedStyle(part).font;
        const needed = canvas.measureText(longest).width + (part.tagName === 'SELECT' ? 30 : 10);
        return part.scrollWidth > part.clientWidth + 1 || box.right > room.getBoundingClientRect().right
            || (part.tagName !== 'LABEL' && needed > box.width);
    }).map(part => part.outerHTML.slice(0, 90)))"""
"""Fields whose name or value does not fit into them, or that reach out of the output."""
OVERLAPPING = """() => {
    const parts = [...document.querySelectorAll(
        '.panel-field > *, .panel-page p, .panel-page img, .panel-page summary')]
        .filter(part => part.offsetParent);
    const boxes = parts.map(part => part.getBoundingClientRect());
    return parts.flatMap((one, i) => parts.slice(i + 1).filter((other, j) => {
        const a = boxes[i], b = boxes[i + 1 + j];
        return !one.contains(other) && Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
            && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
    }).map(other => [one.outerHTML.slice(0, 60), other.outerHTML.slice(0, 60)]));
}"""


@pytest.fixture(scope="module")
def page(lab: tuple[str, Path], browser: Browser) -> Iterator[Page]:
    """The workbench, all its cells run."""
    with browser.new_context(viewport={"width": 1280, "height": 6_000}) as context:
        opened = context.new_page()
        run_all(opened, lab[0], "explore")
        opened.get_by_role("button", name="Open the review queue here").wait_for(timeout=300_000)
        yield opened


def panel(page: Page, call: str) -> Locator:
    return page.locator(".jp-CodeCell", has_text=f"bench.{call}()")


def test_a_changed_category_is_answered_by_numbers_and_pictures(page: Page, ran: Project) -> None:
    missing, found = panel(page, "missing_children"), ran.findings("2015")
    whole, absent = (found[key]["value"] for key in ("missing.episodes", "missing.episodes[category=absent]"))
    expect(missing).to_contain_text(f"Missing and absent episodes: {whole:,}")
    before = missing.locator("img").first.get_attribute("alt")
    missing.get_by_label("Category", exact=True).select_option("Absent")
    expect(missing).to_contain_text(f"Missing and absent episodes: {5 * round(absent / 5)}", timeout=120_000)
    expect(missing).to_contain_text("rounded to the nearest 5")
    assert missing.locator("img").first.get_attribute("alt") != before
    assert missing.locator("img").count() == missing.get_by_text("Table", exact=True).count()


def test_a_moved_slider_is_answered_by_the_formula_and_the_range(page: Page, ran: Project) -> None:
    costs = load_edition("2015", ran.home / "parameters").unit_costs
    low, high = (float(costs[name].amount) for name in ("police_low", "police_high"))
    cost = panel(page, "cost")
    expect(cost).to_contain_text(f"× £{low:,.2f} = £1.4 million")
    cost.locator(".noUi-handle").nth(0).press("ArrowRight")
    expect(cost).to_contain_text(f"× £{low + round((high - low) / 20, 2):,.2f} =", timeout=60_000)
    cost.locator(".noUi-handle").nth(1).press("ArrowLeft")
    expect(cost).to_contain_text("95% × 315 absent", timeout=60_000)
    cost.get_by_label("Fewer repeat episodes, %").fill("20")
    cost.get_by_label("Fewer repeat episodes, %").press("Enter")
    expect(cost).to_contain_text("1 − 20% × 602 repeat", timeout=60_000)
    expect(cost).to_contain_text("Illustrative range from two published unit costs")


def test_two_editions_are_compared(page: Page, ran: Project) -> None:
    editions, before = panel(page, "editions"), ran.findings("2015")["missing.episodes"]["previous"]["value"]
    editions.get_by_role("button", name="Compare").click()
    expect(editions).to_contain_text(f"the same months of 2014 ({before:,})", timeout=120_000)


@pytest.mark.parametrize("width", [1280, 400])
def test_legible(page: Page, width: int, tmp_path: Path) -> None:
    page.set_viewport_size({"width": width, "height": 12_000})
    page.wait_for_timeout(2_000)
    page.screenshot(path=tmp_path / f"workbench-{width}.png")
    assert page.evaluate(CUT_OFF) == []
    assert page.evaluate(OVERLAPPING) == []


def test_axe_finds_nothing_in_the_panels(page: Page) -> None:
    assert not violations(page)


def test_the_saved_notebook_keeps_nothing_of_the_panels(page: Page, lab: tuple[str, Path]) -> None:
    page.keyboard.press("Control+s")
    page.wait_for_timeout(3_000)
    saved = json.loads((lab[1] / "explore.ipynb").read_text(encoding="utf-8"))
    text = json.dumps(saved)
    assert "which works in JupyterLab while its kernel runs" in text
    assert "widgets" not in saved["metadata"]
    assert "image/png" not in text and "Missing and absent episodes:" not in text
