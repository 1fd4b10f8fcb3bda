"""The notebooks as an analyst meets them: opened in JupyterLab, all cells run, no argument given."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Browser
from project import ROOT, new_project

pytestmark = pytest.mark.browser
TOKEN = "only-for-this-test"
SECONDS = 180


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory, sample: Path) -> Iterator[tuple[str, Path]]:
    """JupyterLab on a project of its own: its address and the folder of its notebooks."""
    home = tmp_path_factory.mktemp("lab")
    shutil.copytree(sample, home / "data")
    project = new_project(home)
    assert project.command("run", "2015").returncode == 0, "the summary opens on an edition that was run"
    shutil.copytree(ROOT / "notebooks", home / "notebooks")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {"JUPYTER_CONFIG_DIR": str(home / "config"), "JUPYTER_RUNTIME_DIR": str(home / "runtime")}
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root", f"--port={port}",
         f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={home / 'notebooks'}"],
        env=os.environ | settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/api?token={TOKEN}")
        yield address, home / "notebooks"
    finally:
        server.terminate()
        server.wait(timeout=30)


@pytest.mark.parametrize(
    "name",
    [
        "missing_children",
        pytest.param("cost_model", marks=pytest.mark.full),
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


def _wait_for(address: str) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > until:
                raise
            time.sleep(0.5)
