"""JupyterLab on a project of its own, set up as ``explore`` sets it up."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import nbformat
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from profile_lib.starting import LAB_CONFIG

TOKEN = "only-for-this-test"
SECONDS = 300
PART_PIXELS = 4000
"""As tall is the window in which a notebook is looked at part by part."""
OUTPUT = {"include": [[".jp-OutputArea-output"]], "exclude": [[".noUi-handle"]]}
"""What of a page is ours: JupyterLab around it is not, nor the handle of a slider, to which ipywidgets gives
no name (beside each stands a field for the same number that has one)."""


@contextmanager
def opened_lab(home: Path) -> Iterator[str]:
    """A server on the notebooks of a project; yields its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {"JUPYTER_CONFIG_DIR": str(home / "config"), "JUPYTER_RUNTIME_DIR": str(home / "runtime")}
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", f"--config={LAB_CONFIG}", "--no-browser", "--allow-root",
         f"--port={port}", f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={home / 'notebooks'}"],
        env=os.environ | settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/api?token={TOKEN}")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


def run_all(page: Page, address: str, name: str) -> None:
    """Open a notebook without the side bars and run all its cells, as an analyst does."""
    page.goto(f"{address}/doc/tree/{name}.ipynb?token={TOKEN}&reset")
    page.get_by_text("| Idle", exact=False).wait_for(timeout=120_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()


def saved_when_done(page: Page, file: Path) -> list[nbformat.NotebookNode]:
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


def looked_through(page: Page, width: int) -> Iterator[int]:
    """Look at the whole notebook at a width, part by part from the top; yields the number of each.

    JupyterLab draws the cells that are in sight, and knows how tall the others are when it has drawn them.
    """
    page.set_viewport_size({"width": width, "height": PART_PIXELS})
    panel = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-WindowedPanel-outer")
    for part in count():
        top = part * PART_PIXELS * 3 // 4  # the last quarter again: what was cut there is seen whole
        panel.evaluate("(panel, top) => panel.scrollTo(0, top)", top)
        page.wait_for_timeout(2_000)
        yield part
        if panel.evaluate("panel => panel.scrollTop + panel.clientHeight >= panel.scrollHeight - 1"):
            return


LABS_OWN = ("image-alt", "scrollable-region-focusable")
"""Rules that JupyterLab itself breaks: it draws a picture without the alternative text that the output has
(the exported pages have it), and lets an output be scrolled with a mouse alone."""


def violations(page: Page) -> str:
    """What axe finds in the outputs of the notebook, but for what is JupyterLab's own; empty where it finds
    nothing."""
    rules = {rule: {"enabled": False} for rule in LABS_OWN}
    results = Axe().run(page, context=OUTPUT, options={"rules": rules})
    return str(results.generate_report()) if results.violations_count else ""


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
