"""A run that fails or is killed leaves the last good edition whole."""

from __future__ import annotations

import json
import random
import shutil
import signal
import subprocess
import time
from hashlib import sha256
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from project import ROOT, Project

from profile_lib.edition import load_edition
from profile_lib.errors import NotebookFailed
from profile_lib.kernels import warm_kernels
from profile_lib.kernels.warm import SWITCH
from profile_lib.publication.execute import execute
from profile_lib.publication.making import Run
from profile_lib.publication.staging import mend, only_one_at, restore, staged
from profile_lib.workspace import Workspace


def _digest(folder: Path) -> dict[str, str]:
    return {
        str(file.relative_to(folder)): sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def _copy_of(ran: Project, home: Path) -> Project:
    shutil.copytree(ran.home, home, symlinks=True)
    return Project(home)


def _kill_at(project: Project, seconds: float) -> None:
    process = subprocess.Popen(
        project.words("run", "2015", "--force"),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.wait()


def _whole_after_kills(ran: Project, home: Path, moments: int) -> None:
    project = _copy_of(ran, home)
    good = _digest(project.outputs / "2015")
    manifest = json.loads((project.outputs / "2015/manifest.json").read_text(encoding="utf-8"))
    length = 4 + sum(manifest["timings_seconds"].values())
    for moment in random.Random(moments).sample(range(1000), moments):
        _kill_at(project, 0.2 + length * moment / 1000)
        shown = project.command("show", "2015", "missing.episodes")
        assert shown.returncode == 0, shown.stderr
        now = _digest(project.outputs / "2015")
        if now != good:  # the run was done before it was killed: then its edition is whole
            assert now.keys() == good.keys()
            assert now["findings.json"] == good["findings.json"]
            assert now["partnership/summary.html"] == good["partnership/summary.html"]
            good = now
        left = [
            path.name for path in project.outputs.iterdir() if path.name.startswith((".staging", ".prev"))
        ]
        assert not left


def test_killed_at_a_random_moment(ran: Project, tmp_path: Path) -> None:
    _whole_after_kills(ran, tmp_path / "copy", 1)


@pytest.mark.full
def test_killed_at_twenty_random_moments(ran: Project, tmp_path: Path) -> None:
    _whole_after_kills(ran, tmp_path / "copy", 20)


def _seen(folder: Path) -> list[str]:
    """What is in a folder but locks."""
    return sorted(path.name for path in folder.iterdir() if not path.name.endswith(".lock"))


def test_killed_between_the_two_renames(tmp_path: Path) -> None:
    (tmp_path / "2015").mkdir()
    (tmp_path / "2015/findings.json").write_text("good")
    (tmp_path / ".staging-2015-x").mkdir()
    (tmp_path / "2015").rename(tmp_path / ".previous-2015")
    assert restore(tmp_path) == ["2015"]
    assert (tmp_path / "2015/findings.json").read_text() == "good"
    assert _seen(tmp_path) == ["2015"]


def test_killed_after_the_second_rename(tmp_path: Path) -> None:
    for name, text in (("2015", "new"), (".previous-2015", "old")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "findings.json").write_text(text)
    assert restore(tmp_path) == []
    assert _seen(tmp_path) == ["2015"]
    assert (tmp_path / "2015/findings.json").read_text() == "new"


def test_an_edition_that_a_cluster_still_makes_is_left_alone(tmp_path: Path) -> None:
    """Its worker ends what it has begun, though the command that asked for it was stopped and another is
    given."""
    for name in (".staging-2014-x", ".staging-2015-y", ".previous-2015"):
        (tmp_path / name).mkdir()
    with only_one_at(tmp_path, "2015"):
        assert mend(tmp_path) == []
        assert _seen(tmp_path) == [".previous-2015", ".staging-2015-y"]
    assert mend(tmp_path) == ["2015"]
    assert _seen(tmp_path) == ["2015"]


def test_swapping_replaces_the_whole_folder(tmp_path: Path) -> None:
    (tmp_path / "2015").mkdir()
    (tmp_path / "2015/old").write_text("gone")
    with staged(tmp_path, "2015") as folder:
        (folder / "new").write_text("there")
    assert [path.name for path in (tmp_path / "2015").iterdir()] == ["new"]
    assert [path.name for path in tmp_path.iterdir()] == ["2015"]


def test_a_failed_run_leaves_nothing_beside(tmp_path: Path) -> None:
    (tmp_path / "2015").mkdir()
    with pytest.raises(RuntimeError), staged(tmp_path, "2015"):
        raise RuntimeError
    assert [path.name for path in tmp_path.iterdir()] == ["2015"]


@pytest.mark.parametrize("way", ["fork", "ordinary"])
def test_what_is_left_of_a_run_is_not_waited_for_where_a_notebook_fails(
    way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SWITCH, way)
    parameters = new_code_cell('year = ""', metadata={"tags": ["parameters"]})
    for name, cell in (("long", "import time; time.sleep(600)"), ("broken", "1 / 0")):
        notebook = new_notebook(cells=[parameters, new_code_cell(cell)])
        notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "P", "language": "python"}
        nbformat.write(notebook, tmp_path / f"{name}.ipynb")
    started = time.monotonic()
    with warm_kernels(["json"], at_once=2, in_all=3) as kernels:
        run = Run(load_edition("2015", ROOT / "parameters"), Workspace.find(), tmp_path, print, kernels, 2)

        def one(name: str) -> None:
            execute(
                tmp_path / f"{name}.ipynb",
                tmp_path / f"{name}-out.ipynb",
                {"year": "2015"},
                tmp_path,
                kernels,
            )

        with pytest.raises(NotebookFailed, match="ZeroDivisionError"):
            run._side_by_side(one, ["long", "broken", "broken"])
    assert time.monotonic() - started < 300
