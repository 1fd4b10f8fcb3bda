"""Starting a year and JupyterLab, on folders of the test's own."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml

from profile_lib import starting
from profile_lib.cli import main
from profile_lib.edition import load_edition
from profile_lib.errors import InputError
from profile_lib.figures import Period
from profile_lib.starting import explore, start_edition
from profile_lib.workspace import Workspace

Edit = Callable[[str, str, str], int]


def whole(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))


def test_a_year_is_last_years_with_what_changes(parameters: Path) -> None:
    started = start_edition("2017", parameters)
    assert (started.file, started.before) == (parameters / "2017.yaml", "2016")
    assert started.extracts == parameters.parent / "data" / "2017"
    edition = load_edition("2017", parameters)
    assert edition.extracts.folder == "../data/2017"
    assert edition.periods == {"cse": whole(2017), "missing": whole(2017)}
    assert (edition.compare_with, edition.as_at) == ("2016", date(2018, 3, 31))


def test_nothing_else_is_taken_over_and_it_is_short(parameters: Path, edit: Edit) -> None:
    edit("2016.yaml", "as_at:", "linkage: {auto: 0.999}\nwords: {context: This is another year.}\nas_at:")
    written = start_edition("2017", parameters).file.read_text(encoding="utf-8")
    assert yaml.safe_load(written).keys() == {"extracts", "periods", "compare_with", "as_at"}
    assert len(written.splitlines()) <= 10
    assert all(len(line) <= 110 for line in written.splitlines())
    assert load_edition("2017", parameters).words == {}


def test_what_a_board_asks_for_is_asked_for_and_not_carried_over(parameters: Path) -> None:
    written = start_edition("2017", parameters).file.read_text(encoding="utf-8")
    (asked,) = [line for line in written.splitlines() if "recommendations" in line]
    told = "recommendations, what became of the 2 of 2016 too; intelligence_gaps; voice"
    assert asked == f"# To add, as 2016.yaml has them: {told}"
    assert load_edition("2017", parameters).recommendations.last == ()
    for year in ("2014", "2015", "2016"):
        (parameters / f"{year}.yaml").unlink()
    assert "To add" not in start_edition("2014", parameters).file.read_text(encoding="utf-8")


def test_a_period_that_was_shorter_is_proposed_as_a_year_and_pointed_out(parameters: Path) -> None:
    (parameters / "2016.yaml").unlink()
    written = start_edition("2016", parameters).file.read_text(encoding="utf-8")
    assert load_edition("2016", parameters).periods["missing"] == whole(2016)
    (pointed_out,) = [line for line in written.splitlines() if line.startswith("# Look")]
    assert "missing" in pointed_out
    assert "January to November 2015" in pointed_out


def test_the_newest_year_below_is_the_one_before(parameters: Path) -> None:
    for year in ("2014", "2015"):
        (parameters / f"{year}.yaml").unlink()
    started = start_edition("2015", parameters)
    assert started.before == "2013"
    edition = load_edition("2015", parameters)
    assert (edition.compare_with, edition.periods["cse"]) == ("2013", whole(2015))
    assert edition.extracts.folder == "../data/2015"


def test_a_financial_year_moves_as_it_is(parameters: Path, edit: Edit) -> None:
    edit("2016.yaml", "cse: [2016-01-01, 2016-12-31]", "cse: [2015-04-01, 2016-03-31]")
    start_edition("2018", parameters)
    edition = load_edition("2018", parameters)
    assert edition.periods["cse"] == Period(date(2017, 4, 1), date(2018, 3, 31))
    assert edition.periods["missing"] == whole(2018)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("../data/2016", "../data/2017"),
        ("../2016/partners 2016", "../2017/partners 2017"),
        ("../police/extracts/", "../police/extracts/2017"),
        (".", "./2017"),
        ("../data/120161", "../data/120161/2017"),  # no year
        ('"../data: {2016}, #1"', "../data: {2017}, #1"),
    ],
)
def test_the_folder_of_extracts(parameters: Path, edit: Edit, before: str, after: str) -> None:
    edit("2016.yaml", "../data/2016", before)
    started = start_edition("2017", parameters)
    assert load_edition("2017", parameters).extracts.folder == after
    assert started.extracts == (parameters / after).resolve()


@pytest.mark.parametrize("year", ["17", "20170", "next", "", "２０１７", "0999", "9999", "2017.yaml"])
def test_four_digits(parameters: Path, year: str) -> None:
    before = sorted(parameters.iterdir())
    with pytest.raises(InputError, match="not a year"):
        start_edition(year, parameters)
    assert sorted(parameters.iterdir()) == before


def test_a_year_that_exists_is_left_as_it_is(parameters: Path) -> None:
    text = (parameters / "2015.yaml").read_bytes()
    with pytest.raises(InputError, match=r"2015\.yaml: the edition 2015 exists already") as refused:
        start_edition("2015", parameters)
    assert refused.value.exit_code == 2
    assert (parameters / "2015.yaml").read_bytes() == text


def test_no_earlier_year(parameters: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no year before 2012 to start from .*2013, 2014, 2015, 2016"):
        start_edition("2012", parameters)
    with pytest.raises(InputError, match=r"no year before 2012 to start from .*none"):
        start_edition("2012", tmp_path / "nowhere")


def test_a_faulty_year_before_is_told_and_nothing_is_written(parameters: Path, edit: Edit) -> None:
    line = edit("2016.yaml", "as_at: 2017-03-31", "as_at: soon")
    with pytest.raises(InputError, match=rf"2016\.yaml, line {line}"):
        start_edition("2017", parameters)
    assert not (parameters / "2017.yaml").exists()


def folders(parameters: Path) -> list[str]:
    return ["--parameters", str(parameters), "--outputs", str(parameters.parent / "outputs")]


def test_the_command_says_what_to_do_next(parameters: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", *folders(parameters), "2017"]) == 0
    said = capsys.readouterr().out
    assert "2017.yaml" in said
    steps = [
        said.index(step) for step in (str(parameters.parent / "data" / "2017"), "check 2017", "run 2017")
    ]
    assert steps == sorted(steps)


@pytest.mark.parametrize("year", ["2015", "15", "1999"])
def test_the_command_refuses_in_the_analysts_words(
    parameters: Path, capsys: pytest.CaptureFixture[str], year: str
) -> None:
    assert main(["new", *folders(parameters), year]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.strip()
    assert "Traceback" not in told.err


# JupyterLab


FAKE = """#!/bin/sh
printf '%s\\n' "$@" > "{said}"
exit {code}
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "notebooks").mkdir()
    return Workspace(
        tmp_path / "parameters", tmp_path / "outputs", tmp_path / "private", tmp_path / "notebooks"
    )


def interpreter(folder: Path, code: int) -> Path:
    """A stand-in for Python that writes down what it is asked to run, and ends with a code."""
    fake = folder / "python"
    fake.write_text(FAKE.format(said=folder / "said", code=code), encoding="utf-8")
    fake.chmod(0o755)
    return fake


@pytest.mark.parametrize("code", [0, 7])
def test_jupyterlab_of_this_python_opens_on_the_notebooks(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    monkeypatch.setattr(sys, "executable", str(interpreter(tmp_path, code)))
    assert explore(workspace) == code
    said = (tmp_path / "said").read_text(encoding="utf-8").splitlines()
    assert said == ["-m", "jupyterlab", f"--config={starting.LAB_CONFIG}", str(workspace.notebooks)]


def test_the_command_opens_the_projects_notebooks(
    parameters: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "executable", str(interpreter(tmp_path, 3)))
    assert main(["explore", *folders(parameters)]) == 3
    assert (tmp_path / "said").read_text(encoding="utf-8").splitlines()[-1] == str(tmp_path / "notebooks")


def test_stopping_it_is_left_to_jupyterlab(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """Control-C reaches both: JupyterLab asks whether to stop, and the command waits for what it decides."""

    class Lab:
        interrupted = 0

        def __init__(self, command: list[str]) -> None:
            self.command = command

        def __enter__(self) -> Lab:
            return self

        def __exit__(self, *told: object) -> None:
            assert told == (None, None, None)

        def wait(self) -> int:
            if Lab.interrupted < 2:
                Lab.interrupted += 1
                raise KeyboardInterrupt
            return 5

    monkeypatch.setattr(starting.subprocess, "Popen", Lab)
    assert (explore(workspace), Lab.interrupted) == (5, 2)


def test_no_folder_of_notebooks(workspace: Workspace) -> None:
    workspace.notebooks.rmdir()
    with pytest.raises(InputError, match="no such folder of notebooks"):
        explore(workspace)


def test_no_jupyterlab(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        starting, "find_spec", lambda name: None if name == "jupyterlab" else pytest.fail(name)
    )
    with pytest.raises(InputError, match="JupyterLab is not installed"):
        explore(workspace)


def test_outside_a_project_the_command_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["explore"]) == 2
    assert "--parameters DIR" in capsys.readouterr().err
