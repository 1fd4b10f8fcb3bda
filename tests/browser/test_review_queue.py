"""An analyst decides a pair in JupyterLab: the next linkage uses it, and the notebook keeps nothing of it."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from opened_lab import TOKEN, opened_lab, violations
from playwright.sync_api import Browser, Page, expect
from project import ROOT, Project, new_project

from profile_lib.dataset.prepare import linked
from profile_lib.edition import load_edition
from profile_lib.intake import read_extracts
from profile_lib.linkage import Links

pytestmark = pytest.mark.browser
SAVES_WIDGETS = {"@jupyter-widgets/jupyterlab-manager": {"plugin": {"saveState": True}}}


@pytest.fixture
def opened(sample: Path, browser: Browser, tmp_path: Path) -> Iterator[tuple[Page, Project]]:
    """The review notebook, run in JupyterLab of a user who has it save widgets; nothing is decided yet."""
    shutil.copytree(sample, tmp_path / "data")
    (tmp_path / "data/decisions/2015.csv").unlink()
    project = new_project(tmp_path)
    (tmp_path / "notebooks").mkdir()
    shutil.copy(ROOT / "notebooks/review_links.ipynb", tmp_path / "notebooks")
    for manager, plugins in SAVES_WIDGETS.items():
        for plugin, settings in plugins.items():
            file = tmp_path / f"config/lab/user-settings/{manager}/{plugin}.jupyterlab-settings"
            file.parent.mkdir(parents=True)
            file.write_text(json.dumps(settings))
    with (
        opened_lab(tmp_path) as address,
        browser.new_context(viewport={"width": 1280, "height": 1100}) as context,
    ):
        page = context.new_page()
        page.goto(f"{address}/lab/tree/review_links.ipynb?token={TOKEN}&reset")
        page.get_by_text("| Idle", exact=False).wait_for(timeout=60_000)
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        page.get_by_role("button", name="Begin").wait_for(timeout=60_000)
        yield page, project


def links(project: Project) -> Links:
    edition = load_edition("2015", project.home / "parameters")
    decisions = project.home / "private/decisions/2015.csv"
    return linked(edition, read_extracts(project.home / "data/2015", edition), decisions)


def test_a_pair_decided_by_keyboard_is_linked_by_the_next_run(
    opened: tuple[Page, Project], tmp_path: Path
) -> None:
    page, project = opened
    before = links(project)
    page.get_by_role("button", name="Begin").click()
    page.get_by_text("Type your name first").wait_for()
    name = page.get_by_label("Your name")
    name.fill("Ann Analyst")
    name.press("Tab")
    page.keyboard.press("Space")  # Begin
    page.get_by_text("Pair 1 of").wait_for()
    expect(page.get_by_role("button", name="Same child")).to_be_focused()
    page.keyboard.press("Space")
    page.get_by_text("Kept: same child").wait_for()
    page.get_by_text("Pair 2 of").wait_for()
    page.screenshot(path=tmp_path / "review_links.png")
    assert not violations(page)
    saved = _saved(page, tmp_path / "notebooks/review_links.ipynb")

    (decision,) = pd.read_csv(project.home / "private/decisions/2015.csv").to_dict("records")
    assert (decision["decision"], decision["decided_by"]) == ("same", "Ann Analyst")
    pair = [(decision[f"source_{end}"], decision[f"ref_{end}"]) for end in "lr"]
    one, other = (before.persons.set_index(["source", "ref"])["person"].loc[end] for end in pair)
    after = links(project).persons
    merged = before.persons["person"].replace(max(one, other), min(one, other))
    assert one != other
    assert pd.Series(pd.factorize(merged)[0]).equals(after["person"])

    assert "widgets" not in saved["metadata"]
    text = json.dumps(saved)
    refs = [ref for _, ref in pair]
    shown = page.locator(".pair").first.locator("tbody td").all_inner_texts()
    assert not [value for value in (*refs, "Ann Analyst") if value in text]
    assert not [value for value in shown if len(value) > 4 and value not in WORDS and value in text]


WORDS = ("same", "differs", "not recorded", "Female", "Male")


def _saved(page: Page, file: Path) -> dict[str, object]:
    """The notebook once JupyterLab has saved it with the output of its panel."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        page.keyboard.press("Control+s")
        time.sleep(2)
        notebook = json.loads(file.read_text(encoding="utf-8"))
        if "widget-view" in json.dumps(notebook):
            return notebook
    raise AssertionError("the notebook was not saved")
