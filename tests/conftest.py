"""What tests share: the sample editions, made once, and counts at an address."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings
from project import ROOT, Project, new_project

from profile_lib.figures import Address, Count, Period
from profile_lib.sampling import write_sample_partners

# How long an example takes says how busy the machine is; what takes long is measured in benchmarks/
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """While one process makes the editions that are run once, the others have tests that need none; and what
    takes long does not come last."""
    needing = {item for item in items if "ran" in getattr(item, "fixturenames", ())}
    maker = next((item for item in items if item in needing), None)

    def stage(item: pytest.Item) -> int:
        return 0 if item is maker else 2 if item in needing else 3 if "unit" in item.path.parts else 1

    items.sort(key=stage)


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that the first test process makes; the others wait for it."""
    base = factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    with FileLock(f"{shared}.lock"):
        if not shared.exists():
            making = shared.with_name(f"{name}.making")
            shutil.rmtree(making, ignore_errors=True)
            make(making)
            making.rename(shared)
    return shared


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample partners' extracts of 2014 and 2015, with truth and decisions. Not to be written to."""

    def make(folder: Path) -> None:
        write_sample_partners(folder, ["2014", "2015"], ROOT / "parameters")

    return made_once(tmp_path_factory, "sample", make)


@pytest.fixture
def project(sample: Path, tmp_path: Path) -> Project:
    """A project that has extracts and has not been run."""
    home = tmp_path / "project"
    shutil.copytree(sample, home / "data")
    return new_project(home)


@pytest.fixture(scope="session")
def ran(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project in which 2014 and 2015 were run, side by side on two cores. Not to be written to."""

    def make(home: Path) -> None:
        shutil.copytree(sample, home / "data")
        done = new_project(home).command("run", "2014", "2015")
        assert done.returncode == 0, done.stderr

    return Project(made_once(tmp_path_factory, "ran", make))


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
