"""Several years and several areas in one run: kept apart, told of in order, and each whole."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from project import ROOT

from profile_lib.cli import main
from profile_lib.errors import InputError, NotebookFailed
from profile_lib.kernels import Kernels, warm_kernels
from profile_lib.kernels.warm import SWITCH, ForkedKernels
from profile_lib.preparation import private_folder
from profile_lib.publication import many
from profile_lib.publication.asked import Asked, asked_for
from profile_lib.publication.making import Finished
from profile_lib.publication.many import make
from profile_lib.workspace import Workspace, areas_of

Run = Callable[..., int]


@pytest.fixture
def areas(tmp_path: Path) -> list[Path]:
    """The parameters folders of two areas, whose extracts are in folders of their own."""
    folders = [
        Path(shutil.copytree(ROOT / "parameters", tmp_path / "areas" / name)) for name in ("north", "south")
    ]
    for folder in folders:
        for file in folder.glob("20*.yaml"):
            text = file.read_text(encoding="utf-8")
            file.write_text(text.replace("../data/", f"../../data/{folder.name}/"), encoding="utf-8")
    return folders


@pytest.fixture
def run(areas: list[Path], tmp_path: Path) -> Run:
    """``run(*arguments)``: the command over both areas, in a folder of its own."""

    def command(*arguments: str) -> int:
        given = [word for folder in areas for word in ("--parameters", str(folder))]
        apart = ["--outputs", str(tmp_path / "outputs"), "--private", str(tmp_path / "private")]
        return main(["run", *given, *apart, *arguments])

    return command


def finished(year: str, workspace: Workspace, **_: Any) -> Finished:
    """What a run makes, without the making."""
    (workspace.outputs / year).mkdir(parents=True, exist_ok=True)
    return Finished(None, workspace.outputs / year, None, 0, [], 3, [], ("partnership",))  # type: ignore[arg-type]


def workspaces(areas: list[Path], home: Path, extracts: str = "") -> list[Workspace]:
    return [
        Workspace.find(str(folder), str(home / "outputs"), str(home / "private"), extracts, area=folder.name)
        for folder in areas
    ]


def test_each_area_has_its_own_folders_and_one_alone_has_those_of_the_project(
    areas: list[Path], tmp_path: Path
) -> None:
    north, south = workspaces(areas, tmp_path, extracts=str(tmp_path / "sent"))
    assert (north.outputs, south.outputs) == (tmp_path / "outputs/north", tmp_path / "outputs/south")
    assert (north.private, south.private) == (tmp_path / "private/north", tmp_path / "private/south")
    assert (north.published, south.published) == (tmp_path / "published/north", tmp_path / "published/south")
    assert (north.extracts, south.extracts) == (tmp_path / "sent/north", tmp_path / "sent/south")
    alone = Workspace.find(str(areas[0]), str(tmp_path / "outputs"), str(tmp_path / "private"))
    assert (alone.outputs, alone.private) == (tmp_path / "outputs", tmp_path / "private")
    assert (alone.published, alone.home) == (tmp_path / "published", north.home)
    for folder in (private_folder(north), tmp_path / "private"):
        assert folder.stat().st_mode & 0o777 == 0o700


def test_areas_take_turns(areas: list[Path], tmp_path: Path) -> None:
    every = asked_for(workspaces(areas, tmp_path), ["2014", "2015", "2014"], ("public",))
    assert [one.name for one in every] == ["north 2014", "south 2014", "north 2015", "south 2015"]


@pytest.mark.parametrize("name", ["2015", ".hidden", "a/b", ".."])
def test_an_area_is_not_called_like_a_year_or_a_path(name: str) -> None:
    with pytest.raises(InputError, match="an area has no such name"):
        Workspace.find(str(ROOT / "parameters"), area=name)


def test_two_areas_of_one_name_are_refused(tmp_path: Path) -> None:
    assert areas_of([str(tmp_path / "north"), str(tmp_path / "south") + "/"]) == ["north", "south"]
    with pytest.raises(InputError, match="two areas have one name"):
        areas_of([str(tmp_path / "a/north"), str(tmp_path / "b/North")])


def test_extracts_that_two_areas_would_read_are_refused(areas: list[Path], tmp_path: Path) -> None:
    """Also those of a year before, which is looked back on."""
    file = areas[1] / "2014.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("data/south", "data/north"), encoding="utf-8")
    with pytest.raises(InputError, match="north and south would read the same extracts of 2014"):
        asked_for(workspaces(areas, tmp_path), ["2015"], ("public",))
    assert asked_for(workspaces(areas, tmp_path), ["2013"], ("public",))


def test_what_failed_comes_last_and_the_worst_is_the_exit_code(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def made(year: str, workspace: Workspace, **options: Any) -> Finished:
        options["say"](f"{year}: reading")
        if (workspace.area, year) == ("north", "2014"):
            raise NotebookFailed("cse.ipynb, cell 3")
        if (workspace.area, year) == ("south", "2014"):
            raise InputError("no row can be counted")
        if (workspace.area, year) == ("north", "2015"):
            raise OSError(28, "No space left", "findings.json")
        return finished(year, workspace)

    monkeypatch.setattr(many, "run_edition", made)
    assert run("2014", "2015", "--jobs", "1") == 1
    told = capsys.readouterr()
    assert told.out.splitlines() == [
        *("north 2014: reading", "south 2014: reading", "north 2015: reading", "south 2015: reading"),
        f"south 2015: 3 rows set aside, see {tmp_path / 'outputs/south/2015/set_aside'}",
        f"south 2015: for the partnership: {tmp_path / 'outputs/south/2015/partnership/summary.html'}",
    ]
    assert told.err.splitlines() == [
        "north 2014: cse.ipynb, cell 3",
        "south 2014: no row can be counted",
        "north 2015: findings.json: No space left. Check the folder, and that it may be written to",
    ]
    assert run("2015", "--jobs", "1") == 2


def test_editions_made_one_after_the_other_have_their_notebooks_imports_in_common(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SWITCH, "fork")
    held: list[Kernels] = []

    def made(year: str, workspace: Workspace, **_: Any) -> Finished:
        with warm_kernels(("json",), at_once=1, in_all=1) as kernels:
            held.append(kernels)
        return finished(year, workspace)

    monkeypatch.setattr(many, "run_edition", made)
    assert run("2014", "2015", "--jobs", "1") == 0
    assert len(held) == 4 and len({*map(id, held)}) == 1
    assert isinstance(held[0], ForkedKernels) and not held[0].is_alive


def test_a_fault_of_ours_hinders_no_other_edition(
    run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def made(year: str, workspace: Workspace, **_: Any) -> Finished:
        if workspace.area == "north":
            raise KeyError("child")
        return finished(year, workspace)

    monkeypatch.setattr(many, "run_edition", made)
    assert run("2015", "--jobs", "1") == 1
    told = capsys.readouterr()
    assert "south 2015: 3 rows" in told.out and "KeyError: 'child'" in told.err


def test_one_name_for_a_run_of_several_areas_is_refused(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("2015", "--area", "north") == 2
    assert "each area has the name of its parameters folder" in capsys.readouterr().err


def test_a_year_that_one_area_has_not_got_ends_the_run_before_it_begins(
    run: Run, areas: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (areas[1] / "2016.yaml").unlink()
    assert run("2015", "2016") == 2
    assert "there is no edition 2016" in capsys.readouterr().err
    assert not (tmp_path / "outputs").exists()


def test_what_a_killed_worker_left_of_an_edition_is_mended_and_of_no_other(
    areas: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = Asked("2015", workspaces(areas, tmp_path)[0], ("public",))
    outputs = one.workspace.outputs
    for name in (".previous-2015", ".staging-2015-x", ".staging-2014-y", ".previous-2014"):
        (outputs / name).mkdir(parents=True)
    monkeypatch.setattr(many, "run_edition", finished)
    assert make(one, 1).error == ""
    assert {path.name for path in outputs.iterdir()} == {
        *("2015", ".2015.lock", ".staging-2014-y", ".previous-2014")
    }


def test_another_machine_makes_an_edition_only_where_it_would_be_the_same(
    areas: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many, "run_edition", finished)
    monkeypatch.chdir(tmp_path)
    there = Asked("2015", Workspace.find("areas/north", "outputs", "private"), ("public",)).anywhere()
    assert there.workspace.parameters == areas[0] and there.workspace.private == tmp_path / "private"
    assert "does not find it" in make(there, 1).error
    (tmp_path / "outputs").mkdir()
    assert make(there, 1).error == ""
    other = make(replace(there, tools="of another release"), 1)
    assert "has another Python, other packages or code" in other.error and other.code == 2
    newer = "of code that was put there while the worker was at work"
    monkeypatch.setattr(many, "tools", lambda: newer)
    stale = make(replace(there, tools=newer), 1)
    assert "start its workers again" in stale.error and stale.code == 2
    here = make(replace(there, tools=""), 1)
    assert "changed since this was started. Run it again" in here.error and here.code == 2
