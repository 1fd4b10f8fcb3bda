"""An edition is left as it is only where all that it is made from, and all that it is, stands as it was."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from project import ROOT

from profile_lib.publication import unchanged
from profile_lib.publication.unchanged import forget, inputs_of, is_unchanged, remember
from profile_lib.workspace import Workspace

BOTH = ("partnership", "public")


@pytest.fixture
def work(tmp_path: Path) -> Workspace:
    shutil.copytree(ROOT / "parameters", tmp_path / "parameters")
    for name in (
        "data/2014/offences.csv",
        "data/2015/offences.csv",
        "data/2016/offences.csv",
        "data/decisions/2015.csv",
        "notebooks/cse.ipynb",
        "private/decisions/2015.csv",
        "private/register.csv",
        "published/2014/figures.json",
        "outputs/2015/public/summary.html",
        "outputs/2015/manifest.json",
        "code/profile_lib/cost.py",
    ):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name)
    folders = {name: tmp_path / name for name in ("parameters", "outputs", "private", "notebooks")}
    return Workspace(**folders)


@pytest.fixture
def made(work: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setattr(unchanged, "SHIPPED", work.outputs.parent / "code")
    remember("2015", work, inputs_of("2015", work, BOTH))
    return work


def test_nothing_changed(made: Workspace) -> None:
    assert is_unchanged("2015", made, BOTH)


def test_another_year_another_audience_and_other_outputs_are_another_run(made: Workspace) -> None:
    assert not is_unchanged("2014", made, BOTH)
    assert not is_unchanged("2015", made, ("public",))
    other = replace(made, outputs=made.outputs.parent / "elsewhere")
    shutil.copytree(made.outputs, other.outputs)
    assert not is_unchanged("2015", other, BOTH)


@pytest.mark.parametrize(
    "file",
    [
        *("parameters/2015.yaml", "parameters/base.yaml", "data/2015/offences.csv", "data/2014/offences.csv"),
        *("data/decisions/2015.csv", "private/decisions/2015.csv", "published/2014/figures.json"),
        *("notebooks/cse.ipynb", "code/profile_lib/cost.py"),
        *("outputs/2015/public/summary.html", "outputs/2015/manifest.json"),
    ],
)
def test_one_file_that_is_another(made: Workspace, file: str) -> None:
    changed = made.outputs.parent / file
    changed.write_bytes(changed.read_bytes() + b"\n")
    assert not is_unchanged("2015", made, BOTH)


@pytest.mark.parametrize(
    "file", ["data/2015/offences.csv", "published/2014/figures.json", "outputs/2015/public/summary.html"]
)
def test_one_file_that_is_gone(made: Workspace, file: str) -> None:
    (made.outputs.parent / file).unlink()
    assert not is_unchanged("2015", made, BOTH)


@pytest.mark.parametrize(
    "file", ["data/2015/links.csv", "parameters/layout.yaml", "notebooks/more.ipynb", "published/2014/new"]
)
def test_one_file_more_that_a_run_may_read(made: Workspace, file: str) -> None:
    (made.outputs.parent / file).write_text("more")
    assert not is_unchanged("2015", made, BOTH)


@pytest.mark.parametrize(
    "file",
    ["data/2016/offences.csv", "data/decisions/2016.csv", "private/register.csv", "outputs/2015/notes.txt"],
)
def test_what_no_figure_depends_on_may_change(made: Workspace, file: str) -> None:
    (made.outputs.parent / file).write_text("another")
    assert is_unchanged("2015", made, BOTH)


def test_a_layout_that_stands_elsewhere(work: Workspace) -> None:
    layout = work.outputs.parent / "layouts/theirs.yaml"
    layout.parent.mkdir()
    layout.write_text("one: two")
    with (work.parameters / "base.yaml").open("a") as parameters:
        parameters.write("\nextracts: {layouts: {looked_after: ../layouts/theirs.yaml}}\n")
    remember("2015", work, inputs_of("2015", work, BOTH))
    assert is_unchanged("2015", work, BOTH)
    layout.write_text("one: three")
    assert not is_unchanged("2015", work, BOTH)


def test_another_release_of_a_package(made: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unchanged, "packages", lambda: ["pandas-4.0.0.dist-info"])
    assert not is_unchanged("2015", made, BOTH)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '"x"', "{}", '{"inputs": "a"}', '{"inputs": "", "outputs": "", "made": ["x"]}']
)
def test_a_memory_that_was_cut_off_is_none(made: Workspace, text: str) -> None:
    (made.private / "ran/2015.json").write_text(text)
    assert not is_unchanged("2015", made, BOTH)


def test_what_is_forgotten_is_made_again(made: Workspace) -> None:
    forget("2015", made)
    forget("2015", made)
    assert not is_unchanged("2015", made, BOTH)
