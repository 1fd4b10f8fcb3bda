"""What the private folder holds of a year goes, and nothing of another year."""

from __future__ import annotations

from pathlib import Path

import pytest
from edition_made import workspace

from profile_lib.cli import main
from profile_lib.errors import InputError
from profile_lib.publication.purge import purge
from profile_lib.workspace import Workspace


@pytest.fixture
def work(tmp_path: Path) -> Workspace:
    work = workspace(tmp_path)
    for year in ("2014", "2015"):
        for name in (f"linked/{year}/key/cases.parquet", f"failed/{year}/cse.ipynb", f"decisions/{year}.csv"):
            file = work.private / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(year)
    for name in ("register.csv", "register_log.csv", "notes.txt"):
        (work.private / name).write_text("all years")
    return work


def left(work: Workspace) -> set[str]:
    found = (file for file in work.private.rglob("*") if file.is_file())
    return {file.relative_to(work.private).as_posix() for file in found}


def test_one_year_goes_and_the_other_stays(work: Workspace) -> None:
    deleted, years = purge("2015", work)
    assert len(deleted) == 3 and years == ["2014"]
    assert left(work) == {
        "linked/2014/key/cases.parquet", "failed/2014/cse.ipynb", "decisions/2014.csv",
        "register.csv", "register_log.csv", "notes.txt",
    }  # fmt: skip


def test_the_register_goes_with_the_last_year(work: Workspace) -> None:
    purge("2015", work)
    deleted, years = purge("2014", work)
    assert years == []
    assert any(item.endswith("register.csv") for item in deleted)
    assert left(work) == {"notes.txt"}


def test_a_year_of_which_there_is_nothing_deletes_nothing(work: Workspace) -> None:
    before = left(work)
    assert purge("2013", work) == ([], ["2014", "2015"])
    assert left(work) == before


@pytest.mark.parametrize("year", ["", "..", "../..", "2015/..", "201", "*"])
def test_what_is_no_year_is_refused(work: Workspace, year: str) -> None:
    before = left(work)
    with pytest.raises(InputError, match="this is no year"):
        purge(year, work)
    assert left(work) == before


def test_the_command_says_what_it_deleted(work: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    folders = ["--parameters", str(work.parameters), "--outputs", str(work.outputs)]
    assert main(["purge", *folders, "--private", str(work.private), "2015"]) == 0
    said = capsys.readouterr().out
    assert "2015: deleted" in said and "decisions" in said
    assert "The register of keys is not kept by year and stays: 2014 need it" in said
    assert main(["purge", *folders, "--private", str(work.private), "2015"]) == 0
    assert "holds nothing of that year" in capsys.readouterr().out
