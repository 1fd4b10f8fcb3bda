"""The notebooks as an analyst meets them: opened in JupyterLab, all cells run, no argument given."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from opened_lab import TOKEN, opened_lab
from playwright.sync_api import Browser
from project import ROOT, new_project

pytestmark = pytest.mark.browser
SECONDS = 180


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory, sample: Path) -> Iterator[tuple[str, Path]]:
    """JupyterLab on a project of its own: its address and the folder of its notebooks."""
    home = tmp_path_factory.mktemp("lab")
    shutil.copytree(sample, home / "data")
    project = new_project(home)
    assert project.command("run", "2015").returncode == 0, "the summary opens on an edition that was run"
    shutil.copytree(ROOT / "notebooks", home / "notebooks")
    with opened_lab(home) as address:
        yield address, home / "notebooks"


@pytest.mark.parametrize(
    "name",
    [
        "missing_children",
        pytest.param("cost_model", marks=pytest.mark.full),
        pytest.param("over_time", marks=pytest.mark.full),
        pytest.param("summary", marks=pytest.mark.full),
    ],
)
def test_runs_from_top_to_bottom(lab: tuple[str, Path], browser: Browser, name: str, tmp_path: Path) -> None:
    address, folder = lab
    with browser.new_context(viewport={"width": 1280, "height": 1000}) as context:
        page = context.new_page()
        page.goto(f"{address}/lab/tree/{name}.ipynb?token={TOKEN}&reset")
        page.get_by_text("| Idle", exact=False).wait_for(timeout=60_000)
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        executed = _saved_when_done(page, folder / f"{name}.ipynb")
        page.screenshot(path=tmp_path / f"{name}.png")
    for cell in executed:
        shown = {output.output_type for output in cell.outputs}
        assert shown <= {"execute_result", "display_data"}, (cell.source, cell.outputs)


def _saved_when_done(page: object, file: Path) -> list[nbformat.NotebookNode]:
    """The code cells once the last of them has run and the notebook was saved."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        time.sleep(2)
        page.keyboard.press("Control+s")
        time.sleep(1)
        cells = [cell for cell in nbformat.read(file, as_version=4).cells if cell.cell_type == "code"]
        failed = any(output.output_type == "error" for cell in cells for output in cell.outputs)
        if failed or all(cell.execution_count for cell in cells):
            return cells
    raise AssertionError(f"{file.name} did not finish in {SECONDS} s")
