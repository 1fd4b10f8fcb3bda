"""A browser, and the two kinds of page made of hand-made figures."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from opened_lab import opened_lab
from playwright.sync_api import Browser, sync_playwright
from project import ROOT, Project

from profile_lib.figures import Address, Count, Definition, Figure, NotAvailable, Period, Value, share
from profile_lib.pages import charts, tables
from profile_lib.publication.export import export_review, export_summary

FLAGS = [
    "--no-sandbox",  # CI runs as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

Entries = list[dict[str, Any]]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium; without one the tests fail."""
    found = [
        path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))
    ]
    if not found:
        pytest.fail("the browser tests need Chromium on the PATH (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found[0], args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory, ran: Project) -> Iterator[tuple[str, Path]]:
    """JupyterLab on a project in which two editions were run: its address and the folder of its notebooks."""
    home = tmp_path_factory.mktemp("lab") / "project"
    shutil.copytree(ran.home, home)
    shutil.copytree(ROOT / "notebooks", home / "notebooks")
    with opened_lab(home) as address:
        yield address, home / "notebooks"


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory, window: Period, ran: Project) -> Mapping[str, Path]:
    """A summary and a review page with every kind of table and picture, and those of the sample edition."""
    folder = tmp_path_factory.mktemp("pages")
    files = {name: folder / f"{name}.html" for name in ("summary", "review")}
    notebook = executed_summary(window)
    given = {"title": "Partnership profile 2015: Wiltshire", "edition": "2015", "area": "Wiltshire"}
    export_summary(notebook, files["summary"], **given, synthetic=True, audience="partnership")
    export_review(notebook, files["review"], **given, synthetic=True)
    edition = ran.outputs / "2015"
    files |= {name: edition / name / "summary.html" for name in ("public", "partnership")}
    review = sorted((edition / "review").rglob("*.html"))
    return files | {file.relative_to(edition).with_suffix("").as_posix(): file for file in review}


def executed_summary(window: Period) -> NotebookNode:
    """A summary as a run leaves it, its figures made by hand."""

    def count(counted: str, value: int, people: int | None = None, **where: str) -> Count:
        address = Address(counted, window, "Wiltshire", tuple(where.items()))
        return Count(value, address, value if people is None else people)

    def entries(id: str, label: str, *values: Value) -> Entries:
        made = Definition(id, label, "made by hand", "tests", "missing.children")
        return [
            Figure(made, value, value.address.where if isinstance(value, Count) else ()).as_json()
            for value in values
        ]

    children, episodes = "missing.children", "missing.episodes"
    ages = {
        "0-9": (3, 5),
        "10-12": (18, 26),
        "13-14": (88, 70),
        "15-16": (110, 88),
        "17": (21, 17),
        "U": (4, 4),
    }
    by_age = entries(
        children,
        "Children with a missing or absent episode",
        count(children, 454),
        *(
            count(children, value, age_band=age, sex=sex)
            for age, (girls, boys) in ages.items()
            for sex, value in {"F": girls, "M": boys, "X": 0, "U": 1}.items()
        ),
    )
    by_month = entries(
        episodes,
        "Missing and absent episodes",
        count(episodes, 1056, 454),
        *(
            count(
                episodes,
                60 + 3 * place if kind == "missing" else 40 - 2 * place,
                9,
                month=month,
                category=kind,
            )
            for place, month in enumerate(window.months())
            for kind in ("missing", "absent")
        ),
    )
    shares = entries(
        "missing.in_care_share",
        "Share of children who were in care",
        share(count(children, 100, in_care="yes"), count(children, 454)),
    )
    absent = NotAvailable(
        "not supplied",
        "offences did not come",
        Address("missing.cse_children", window, "Wiltshire"),
        "children",
    )
    listed = [*by_age[:1], *shares, *entries("missing.cse_children", "Missing children in CSE", absent)]
    care = charts.share_bars(shares, title="Children in care are 22% of the children", synthetic=True)
    age = charts.bars(by_age, "age_band", hue="sex", title="Most were aged 13 to 16", synthetic=True)
    month = charts.bars(by_month, "month", hue="category", title="Absent episodes fell", synthetic=True)
    return new_notebook(
        cells=[
            new_markdown_cell("# Summary", id="title"),
            _cell('year = ""', id="parameters", tag="parameters"),
            new_markdown_cell("## Missing children: key findings", id="a"),
            _cell(
                "profile.findings(...)",
                '<ul class="findings"><li>There were 1,056 episodes.</li></ul>',
                id="b",
            ),
            new_markdown_cell("### Children in care", id="c"),
            _cell("figures.shares(...)", care, id="d"),
            new_markdown_cell("### Month by month", id="e"),
            _cell("by_month.bars(...)", month, id="f"),
            _cell(
                "table", tables.table_html(by_month, "month", "category", caption="Episodes by month"), id="g"
            ),
            new_markdown_cell("### Age and sex", id="h"),
            _cell("by_age.bars(...)", age, id="i"),
            _cell("table", tables.table_html(by_age, "age_band", "sex", caption="Children by age"), id="j"),
            new_markdown_cell("## How to read the numbers", id="k"),
            _cell("listed", tables.figures_table(listed, "The main figures"), id="l"),
            new_markdown_cell("## Where to get help", id="m"),
            _cell("contacts", f"<p>Checked on {date(2016, 3, 1):%d %B %Y}.</p>", id="n"),
        ]
    )


def _cell(source: str, *shown: str | charts.Chart, id: str, tag: str = "") -> NotebookNode:
    outputs = []
    for item in shown:
        data, metadata = ({"text/html": item}, {}) if isinstance(item, str) else item._repr_mimebundle_()
        outputs.append(new_output("display_data", data=data, metadata=metadata))
    return new_code_cell(source, outputs=outputs, metadata={"tags": [tag] if tag else []}, id=id)
