"""The notebooks as an analyst meets them: opened in JupyterLab, all cells run, no argument given."""

from __future__ import annotations

from pathlib import Path

import pytest
from opened_lab import looked_through, run_all, saved_when_done, violations
from playwright.sync_api import Browser
from project import ROOT

pytestmark = pytest.mark.browser
QUICK = ("missing_children",)
NOTEBOOKS = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
PARTS = "img, p, h1, h2, h3, li, table, figure, button, input, select, textarea, label"
WIDE = """parts => [...document.querySelectorAll('.jp-OutputArea-output')].flatMap(area => {
    const end = area.getBoundingClientRect().right + 1;
    return [...area.querySelectorAll(parts)]
        .filter(part => !part.closest('.table-scroll') && part.getBoundingClientRect().right > end)
        .filter(part => part.tagName != 'TABLE' || getComputedStyle(area).overflowX != 'auto')
        .map(part => part.outerHTML.slice(0, 80));
})"""
"""What of the outputs reaches beyond its own area: on the screen it would be cut off. A table may where
JupyterLab lets its area be scrolled."""
SEEN = """() => [...document.querySelectorAll('.jp-OutputArea-output')].map(area =>
    area.closest('[data-windowed-list-index]').dataset.windowedListIndex
)"""
"""The cells that have their output on the screen."""


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
        showing = sum(bool(cell.outputs) for cell in executed)
        for width in (1280, 400):
            seen: set[str] = set()
            for part in looked_through(page, width):
                page.screenshot(path=tmp_path / f"{name}-{width}-{part:02}.png")
                assert not page.evaluate(WIDE, PARTS)
                assert not violations(page)
                seen |= set(page.evaluate(SEEN))
            assert len(seen) == showing, "not all outputs were looked at"
