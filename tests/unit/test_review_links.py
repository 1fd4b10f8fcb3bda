"""The panel of the review queue, its buttons pressed without a browser, and what its notebook keeps."""

from __future__ import annotations

import json
import runpy
from copy import copy
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest
from project import ROOT, Project, new_project
from traitlets.config import Config

from profile_lib.linkage import read_decisions
from profile_lib.preparation import own_decisions
from profile_lib.starting import LAB_CONFIG
from profile_lib.workbench.review_links import LinkReview, Panel, open_review

MISSING = (
    "episode_ref,person_ref,surname,forename,date_of_birth,sex,category,missing_from,returned_at,postcode"
)
EPISODES = [
    "e1,WP0001,Quillfeather,Amy,2001-05-05,F,missing,2015-02-01 10:00,2015-02-01 12:00,ZW1 2AB",
    "e2,WP0002,Birchgrove,Ben,2000-01-01,M,missing,2015-03-11 10:00,2015-03-11 12:00,ZW3 4CD",
    "e3,WP0003,Colebrook,Cara,2002-07-08,F,missing,2015-04-01 10:00,2015-04-01 12:00,ZW5 6EF",
]
CARE = "child_ref,date_of_birth,sex,from_date,surname,forename,postcode"
LOOKED_AFTER = [
    "SC0001,2001-05-05,F,2014-05-01,Quillfeather,Amie,ZW1 2AB",
    "SC0002,2000-01-01,F,2014-01-01,Birchgrove,Ben,ZW3 4CD",
    "SC0003,2002-07-08,F,2014-01-01,Colebrook,Cara,ZW5 6EF",
]
PERSONAL = ("QUILLFEATHER", "BIRCHGROVE", "AMIE", "ZW1 2AB", "WP0001", "SC0002", "5 May 2001", "Ann Analyst")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Three children in two extracts: one linked by the model, two to be asked about."""
    project = new_project(tmp_path_factory.mktemp("small"))
    folder = project.home / "extracts/2015"
    folder.mkdir(parents=True)
    (folder / "missing_episodes.csv").write_text("\n".join([MISSING, *EPISODES]) + "\n")
    (folder / "looked_after.csv").write_text("\n".join([CARE, *LOOKED_AFTER]) + "\n")
    return project


@pytest.fixture(scope="module")
def opened(small: Project) -> LinkReview:
    """The review of an edition that was read and linked once, for all tests."""
    folders = [str(small.home / name) for name in ("parameters", "extracts", "private")]
    return open_review("2015", *folders)


@pytest.fixture
def review(opened: LinkReview, tmp_path: Path) -> LinkReview:
    """The same with a private folder of its own and no decision yet."""
    own = copy(opened)
    own._workspace = replace(opened._workspace, private=tmp_path)
    own.queue = replace(opened.queue, file=own_decisions(own.edition, own._workspace), place=0)
    return own


def begun(review: LinkReview) -> Panel:
    panel = Panel(review, lambda: datetime(2016, 4, 3, 10, 15))  # noqa: DTZ001
    panel.name.value = "Ann Analyst"
    panel.begin.click()
    return panel


def state(panel: Panel) -> str:
    """Everything that the widgets hold, as a front end or a notebook could keep it."""
    found: list[Any] = [panel.box]
    for widget in found:
        found += list(getattr(widget, "children", ()))
    return json.dumps([widget.get_state() for widget in found], default=str) + json.dumps(
        panel._repr_mimebundle_()
    )


def test_nothing_of_a_child_is_held_until_somebody_begins(review: LinkReview) -> None:
    panel = Panel(review)
    panel.begin.click()

    assert "Type your name first" in panel.message.value
    assert panel.body.layout.display == "none"
    assert not [value for value in PERSONAL if value in state(panel)]
    assert "widget-view" in state(panel)
    shown = state(begun(review))  # the same search finds them once it is begun
    assert "BIRCHGROVE" in shown and "SC0002" in shown


def test_an_answer_goes_to_the_decisions_and_the_next_pair_comes_up(
    review: LinkReview, tmp_path: Path
) -> None:
    panel = begun(review)
    assert "Pair 1 of 2</b>: Nobody has answered yet. 0 answered, 2 waiting." in panel.place.value
    assert panel.undo.disabled and panel.back.disabled and not panel.forward.disabled
    panel.answers["same"].click()

    assert "Kept: same child." in panel.message.value
    assert "Pair 2 of 2" in panel.place.value
    (decision,) = read_decisions(tmp_path / "decisions/2015.csv").values.tolist()
    assert decision[4:] == ["same", "Ann Analyst", "2016-04-03T10:15"]
    panel.answers["unsure"].click()
    assert "Every pair has an answer; the next run uses them." in panel.message.value


def test_back_shows_who_answered_and_an_answer_can_be_taken_back(review: LinkReview) -> None:
    panel = begun(review)
    panel.answers["different"].click()
    panel.back.click()

    assert "Pair 1 of 2</b>: Two children. 1 answered, 1 waiting." in panel.place.value
    assert "<td>this</td><td>Ann Analyst</td><td>3 April 2016, 10:15</td>" in panel.why.value
    panel.undo.click()
    assert "waits for an answer again" in panel.message.value
    assert "0 answered, 2 waiting" in panel.place.value
    assert "Answer taken back" in panel.why.value
    panel.forward.click()
    assert "Pair 2 of 2" in panel.place.value


def test_the_evidence_is_said_in_words(review: LinkReview) -> None:
    panel = begun(review)

    assert "Why you are asked: " in panel.why.value
    assert "strong evidence for one child" in panel.why.value
    assert "log" not in panel.why.value


def test_looking_again_links_with_the_answers(review: LinkReview) -> None:
    panel = begun(review)
    before = review.queue.links.persons["person"].nunique()
    panel.answers["same"].click()
    panel.again.click()

    assert review.queue.links.persons["person"].nunique() == before - 1
    assert "Linked anew" in panel.message.value
    assert " ".join(review.progress().text.split()) == (
        "Answer Pairs of records Same child 1 Two children 0 Not sure 0 Nobody has answered yet 1"
    )


def test_a_contradiction_is_told_in_words_and_escaped(review: LinkReview) -> None:
    panel = begun(review)
    review.queue.against = lambda word: pd.DataFrame(  # type: ignore[method-assign]
        [["a", "<1>", "b", "2", "same", "Bea", "2016-04-02"]], columns=review.queue.history.columns
    )
    panel.answers["different"].click()

    assert "cannot all be right" in panel.message.value
    assert "a &lt;1&gt; and b 2: the same child (Bea, 2 April 2016)." in panel.message.value
    assert len(review.queue.history) == 0


def test_with_nobody_to_ask_about_the_panel_says_so(review: LinkReview) -> None:
    review.queue.pairs = review.queue.pairs.iloc[:0]
    panel = begun(review)

    assert "No pair of records has to be looked at" in panel.message.value
    assert not panel.shown.value


def test_the_notebook_runs_from_top_to_bottom_and_keeps_nothing_of_a_child(
    small: Project, tmp_path: Path
) -> None:
    """With the widgets' state, which a run keeps by default; nobody has begun, so there is nothing in it."""
    from nbclient import NotebookClient

    notebook = nbformat.read(ROOT / "notebooks/review_links.ipynb", as_version=4)
    folders = {name: str(small.home / name) for name in ("parameters", "extracts", "private")}
    (cell,) = [cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])]
    cell.source = "\n".join([f'{name} = "{path}"' for name, path in folders.items()] + ['year = "2015"'])
    executed = NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    text = json.dumps(executed, ensure_ascii=False)

    assert "widgets" in executed.metadata, "the test shows something only if the state is kept"
    assert "2 pairs of records" in text and "widget-view" in text
    assert not [value for value in PERSONAL if value in text]
    assert not [output for cell in executed.cells for output in cell.get("outputs", [])
                if output.output_type in ("stream", "error")]  # fmt: skip


def test_a_notebook_is_saved_without_its_widgets_and_other_files_as_they_are() -> None:
    notebook = {
        "type": "notebook",
        "content": {"metadata": {"widgets": {"x": 1}, "kernelspec": {}}, "cells": []},
    }
    file = {"type": "file", "content": "widgets"}
    config = Config()
    runpy.run_path(str(LAB_CONFIG), init_globals={"c": config})  # as JupyterLab reads it
    save = config.ContentsManager.pre_save_hook
    save(notebook, path="a.ipynb")
    save(file, path="a.txt")
    save({"type": "directory", "content": None})

    assert notebook["content"] == {"metadata": {"kernelspec": {}}, "cells": []}
    assert file == {"type": "file", "content": "widgets"}
