"""The notebooks as an analyst meets them: opened in JupyterLab, all cells run, no argument given."""

from __future__ import annotations

from pathlib import Path

import pytest
from opened_lab import run_all, saved_when_done, violations
from playwright.sync_api import Browser, Page
from project import ROOT

pytestmark = pytest.mark.browser
QUICK = ("missing_children",)
NOTEBOOKS = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
WIDE = """() => [...document.querySelectorAll('.jp-OutputArea-output')].flatMap(area => {
    const end = area.getBoundingClientRect().right + 1;
    return [...area.querySelectorAll('img, p, h1, h2, h3, li, table, figure')]
        .filter(part => !part.closest('.table-scroll') && part.getBoundingClientRect().right > end)
        .filter(part => part.tagName != 'TABLE' || getComputedStyle(area).overflowX != 'auto')
        .map(part => part.outerHTML.slice(0, 80));
})"""
"""What of the outputs reaches beyond its own area: on the screen it would be cut off. A table may where
JupyterLab lets its area be scrolled."""


@pytest.mark.parametrize(
    "name", [name if name in QUICK else pytest.param(name, marks=pytest.mark.full) for name in NOTEBOOKS]
)
def test_runs_from_top_to_bottom(lab: tuple[str, Path], browser: Browser, name: str, tmp_path: Path) -> None:
    address, folder = lab
    with browser.new_context(viewport={"width": 1280, "height": 1000}) as context:
        page = context.new_page()
        run_all(page, address, name)
        executed = saved_when_done(page, folder / f"{name}.ipynb")
        for cell in executed:
            shown = {output.output_type for output in cell.outputs}
            assert shown <= {"execute_result", "display_data"}, (cell.source, cell.outputs)
        for width in (1280, 400):
            assert not _cut_off(page, width, tmp_path / f"{name}-{width}.png")
        assert not violations(page)


def _cut_off(page: Page, width: int, picture: Path) -> list[str]:
    """What is cut off at a width, all cells being looked at, and a screenshot."""
    page.set_viewport_size({"width": width, "height": 20_000})  # JupyterLab draws the cells that are in sight
    page.wait_for_timeout(2_000)
    page.screenshot(path=picture)
    return list(page.evaluate(WIDE))
