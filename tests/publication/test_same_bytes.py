"""An edition's bytes depend on its inputs alone: not on keys, order, jobs or what ran before."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from project import Project, new_project

from profile_lib.kernels.warm import SWITCH


def _run(home: Path, sample: Path, *arguments: str) -> Project:
    shutil.copytree(sample, home / "data")
    project = new_project(home)
    done = project.command("run", *arguments)
    assert done.returncode == 0, done.stderr
    return project


@pytest.mark.parametrize(
    "years, kernels",
    [
        (("2015",), "fork"),
        pytest.param(("2015",), "wait", marks=pytest.mark.full),
        pytest.param(("2015", "2014"), "ordinary", marks=pytest.mark.full),
    ],
    ids=["2015", "2015, kernels that wait", "2015 then 2014, ordinary kernels"],
)
def test_an_empty_register_another_secret_key_order_one_job_and_other_kernels_give_the_same_bytes(
    years: tuple[str, ...],
    kernels: str,
    ran: Project,
    sample: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """``ran`` made 2014 and 2015 side by side where there are two cores, on a register and secret key of its
    own, with forked kernels where the platform has them."""
    monkeypatch.setenv(SWITCH, kernels)
    key = "0f1e2d3c4b5a69788796a5b4c3d2e1f0" * 2
    monkeypatch.setenv("PARTNERSHIP_PROFILE_KEY", key)
    other = _run(tmp_path, sample, *years, "--jobs", "1")
    for year in years:
        assert other.bytes_of(year) == ran.bytes_of(year)
    assert (other.home / "private/register.csv").read_bytes() != (
        ran.home / "private/register.csv"
    ).read_bytes()
    assert not (other.home / "private/pseudonym.key").exists()
    for file in other.home.rglob("*"):
        assert not file.is_file() or key.encode() not in file.read_bytes(), file


@pytest.mark.full
def test_a_second_run_on_the_same_register_gives_the_same_bytes(
    ran: Project, sample: Path, tmp_path: Path
) -> None:
    project = _run(tmp_path, sample, "2015", "--jobs", "2")
    first = project.bytes_of("2015")
    done = project.command("run", "2015", "--jobs", "2", "--force")
    assert done.returncode == 0, done.stderr
    assert "no figure differs" in done.stdout
    assert project.bytes_of("2015") == first == ran.bytes_of("2015")
