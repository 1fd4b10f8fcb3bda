"""Where a run finds its folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from profile_lib.errors import InputError
from profile_lib.workspace import Workspace


def project(folder: Path) -> Path:
    (folder / "notebooks").mkdir(parents=True)
    (folder / "parameters").mkdir()
    (folder / "parameters" / "base.yaml").write_text("area: {}\n", encoding="utf-8")
    return folder


def test_a_project_is_found_from_any_folder_inside_it(tmp_path: Path) -> None:
    home = project(tmp_path / "profile")
    found = Workspace.find(start=home / "notebooks")
    assert found == Workspace(
        parameters=home / "parameters",
        outputs=home / "outputs",
        private=home / "private",
        notebooks=home / "notebooks",
        extracts=None,
    )
    assert found.findings("2015") == home / "outputs" / "2015" / "findings.json"


def test_a_folder_that_is_given_is_used(tmp_path: Path) -> None:
    home = project(tmp_path / "profile")
    found = Workspace.find(
        outputs=str(tmp_path / "elsewhere"), extracts=str(tmp_path / "partners"), start=home
    )
    assert (found.outputs, found.extracts) == (tmp_path / "elsewhere", tmp_path / "partners")
    assert (found.parameters, found.private) == (home / "parameters", home / "private")


def test_the_nearest_project_is_the_one(tmp_path: Path) -> None:
    project(tmp_path / "outer")
    inner = project(tmp_path / "outer" / "inner")
    assert Workspace.find(start=inner).parameters == inner / "parameters"


def test_outside_any_project_parameters_have_to_be_named(tmp_path: Path, root: Path) -> None:
    with pytest.raises(InputError, match="--parameters DIR"):
        Workspace.find(start=tmp_path)
    given = Workspace.find(str(tmp_path / "own"), start=tmp_path)
    assert (given.parameters, given.notebooks) == (tmp_path / "own", root / "notebooks")
