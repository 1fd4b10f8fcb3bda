"""What tests share: a project of their own to run, counts at an address, and parameters to edit."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from profile_lib.figures import Address, Count, Period
from profile_lib.results import read_findings

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Project:
    """The folders of a partnership, apart from the repository: parameters, data, outputs, private."""

    home: Path

    @property
    def outputs(self) -> Path:
        return self.home / "outputs"

    def words(self, *arguments: str) -> list[str]:
        """The command line for these folders."""
        folders = ["--parameters", str(self.home / "parameters"), "--outputs", str(self.outputs)]
        if arguments[0] in ("run", "check"):
            folders += ["--private", str(self.home / "private")]
        return [sys.executable, "-m", "profile_lib", *arguments, *folders]

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end, as a user would."""
        return subprocess.run(self.words(*arguments), cwd=ROOT, capture_output=True, text=True, check=False)

    def findings(self, year: str) -> dict[str, dict[str, Any]]:
        """The figures of an edition that was run, by key."""
        return read_findings(self.outputs / year / "findings.json")

    def bytes_of(self, year: str) -> dict[str, bytes]:
        """What depends on the inputs alone: findings.json, partnership/ and public/."""
        folder = self.outputs / year
        files = [folder / "findings.json", *folder.glob("partnership/**/*"), *folder.glob("public/**/*")]
        return {str(file.relative_to(folder)): file.read_bytes() for file in files if file.is_file()}


def new_project(home: Path) -> Project:
    """A project with the repository's parameters; its data are at ``home / "data"``."""
    shutil.copytree(ROOT / "parameters", home / "parameters")
    return Project(home)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample extracts of every year, the truth and the decisions, as the command writes them."""
    folder = tmp_path_factory.mktemp("sample") / "data"
    command = [sys.executable, "-m", "profile_lib", "sample", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def project(sample: Path, tmp_path: Path) -> Project:
    """A project that has extracts and has not been run."""
    home = tmp_path / "project"
    shutil.copytree(sample, home / "data")
    return new_project(home)


@pytest.fixture(scope="session")
def ran(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project in which 2014 and then 2015 were run; to be read only."""
    home = tmp_path_factory.mktemp("ran")
    shutil.copytree(sample, home / "data")
    project = new_project(home)
    done = project.command("run", "2014", "2015")
    assert done.returncode == 0, done.stderr
    return project


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def window() -> Period:
    """January to November 2015, the window of the missing chapter."""
    return Period(date(2015, 1, 1), date(2015, 11, 30))


@pytest.fixture(scope="session")
def children(window: Period) -> Callable[..., Count]:
    """``children(12, sex="F")``: a count of missing children in Wiltshire."""

    def build(value: int, *, period: Period = window, area: str = "Wiltshire", **where: str) -> Count:
        return Count(value, Address("missing.children", period, area, tuple(where.items())), value)

    return build


@pytest.fixture(scope="session")
def episodes(window: Period) -> Callable[..., Count]:
    """``episodes(20, 12, sex="F")``: a count of missing episodes of so many children in Wiltshire."""

    def build(
        value: int, people: int, *, period: Period = window, area: str = "Wiltshire", **where: str
    ) -> Count:
        return Count(value, Address("missing.episodes", period, area, tuple(where.items())), people)

    return build


@pytest.fixture
def parameters(tmp_path: Path) -> Path:
    """A copy of the project's parameters, to edit."""
    return Path(shutil.copytree(ROOT / "parameters", tmp_path / "parameters"))


@pytest.fixture
def edit(parameters: Path) -> Callable[[str, str, str], int]:
    """``edit("2015.yaml", old, new)`` in the copied parameters: the line on which the new text begins."""

    def replace(file: str, old: str, new: str) -> int:
        text = (parameters / file).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        (parameters / file).write_text(text.replace(old, new), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    return replace
