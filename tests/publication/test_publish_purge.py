"""What the private folder holds of a year goes, and nothing of another year."""

from __future__ import annotations

import shutil
import stat
from pathlib import Path

import pandas as pd
import pytest
from edition_made import workspace

from profile_lib.cli import main
from profile_lib.errors import InputError
from profile_lib.linkage import Links, assign_keys
from profile_lib.linkage.private import write_table
from profile_lib.linkage.register import LOG_COLUMNS, references_of
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


REFERENCES = {"2014": ["both", "gone"], "2015": ["both", "new"]}


@pytest.fixture
def registered(work: Workspace) -> Workspace:
    """The keys of two years as linking registers them: a child of both, and one of each."""
    for name in ("register.csv", "register_log.csv"):
        (work.private / name).unlink()
    for year, refs in REFERENCES.items():
        persons = pd.DataFrame({"source": "police", "ref": refs, "person": range(len(refs))})
        assign_keys(Links(persons, pd.DataFrame()), work.private, year)
    write_table(
        work.private / "register_log.csv",
        pd.DataFrame(
            [
                ["then", year, "merge", "police", ref, "a", "b", "so"]
                for year in REFERENCES
                for ref in REFERENCES[year]
            ],
            columns=LOG_COLUMNS,
        ),
    )
    return work


def words_of(work: Workspace) -> str:
    return " ".join(file.read_text() for file in work.private.rglob("*.csv"))


def test_the_keys_of_the_year_go_and_those_that_another_has_stay(registered: Workspace) -> None:
    before = pd.read_csv(registered.private / "register.csv").set_index("ref")["child_key"]
    deleted, _ = purge("2014", registered)
    after = pd.read_csv(registered.private / "register.csv").set_index("ref")["child_key"]
    assert after.to_dict() == {ref: before[ref] for ref in ("both", "new")}
    log = pd.read_csv(registered.private / "register_log.csv")
    assert [*log["ref"]] == ["both", "new"] and set(log["edition"]) == {2015}
    assert "gone" not in words_of(registered) and before["gone"] not in words_of(registered)
    assert any("register.csv (1 rows that no other year needs)" in item for item in deleted)
    assert stat.S_IMODE((registered.private / "register.csv").stat().st_mode) == 0o600


def test_a_year_linked_before_its_references_were_noted_keeps_the_register_whole(
    registered: Workspace,
) -> None:
    references_of("2015", registered.private).unlink()
    before = (registered.private / "register.csv").read_bytes()
    purge("2014", registered)
    assert (registered.private / "register.csv").read_bytes() == before


def test_keys_that_a_year_needs_stay_where_nothing_is_linked_any_more(registered: Workspace) -> None:
    """As after a forced run of another year, which forgets what was linked of all."""
    for folder in ("linked", "decisions", "failed"):
        shutil.rmtree(registered.private / folder)
    before = pd.read_csv(registered.private / "register.csv").set_index("ref")["child_key"]
    _, years = purge("2014", registered)
    after = pd.read_csv(registered.private / "register.csv").set_index("ref")["child_key"]
    assert years == ["2015"]
    assert after.to_dict() == {ref: before[ref] for ref in ("both", "new")}


def test_nothing_of_the_children_is_left_when_every_year_is_purged(registered: Workspace) -> None:
    for year in REFERENCES:
        purge(year, registered)
    assert left(registered) == {"notes.txt"}
