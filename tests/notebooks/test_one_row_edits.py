"""An edit of one row changes exactly the figures that it should.

What should change is worked out from the rows and the truth of the sample: the cells that a unit leaves, the
cells that it enters, and the shares, means and pounds that are made of them.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import crimes
import edits_crime_facts
import edits_cse
import edits_missing
import edits_register
import edits_reports
import pandas as pd
import pytest
from edits import MAY, Edit, Sample
from figures_of import figures_of
from project import Project, new_project

from profile_lib.intake import SCHEMAS

pytestmark = pytest.mark.xdist_group("edits")  # they share one project

CHAPTERS = (edits_missing, edits_cse, edits_crime_facts, edits_register, edits_reports)
SOME: list[Edit] = [edit for chapter in CHAPTERS for edit in chapter.SOME]
MORE: list[Edit] = [edit for chapter in CHAPTERS for edit in chapter.MORE]

Unchanged = tuple[Project, Sample, dict[str, Any]]


@pytest.fixture(scope="module")
def unchanged(tmp_path_factory: pytest.TempPathFactory, sample: Path) -> Iterator[Unchanged]:
    """A project to edit, which compares with no earlier year, with its rows and its figures."""
    home = tmp_path_factory.mktemp("edits")
    shutil.copytree(sample, home / "data")
    project = new_project(home)
    own = home / "parameters/2015.yaml"
    own.write_text(own.read_text(encoding="utf-8").replace("compare_with: 2014\n", ""), encoding="utf-8")
    yield project, Sample(sample), figures_of(project, "2015")


@pytest.mark.parametrize("edit", [*SOME, *(pytest.param(edit, marks=pytest.mark.full) for edit in MORE)])
def test_exactly_the_figures_change_that_should(unchanged: Unchanged, sample: Path, edit: Edit) -> None:
    project, rows, before = unchanged
    folder = project.home / "data/2015"
    shutil.copytree(sample / "2015", folder, dirs_exist_ok=True)
    expected = edit(rows, folder)
    after = figures_of(project, "2015")
    differing = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    may = {key for key, step in expected.items() if step == MAY}
    assert differing - may == expected.keys() - may
    counts = {key: step for key, step in expected.items() if isinstance(step, int)}
    assert {key: after[key] - before[key] for key in counts} == counts


@pytest.mark.full
def test_there_are_thirty_edits_and_every_extract_has_one(sample: Path, tmp_path: Path) -> None:
    rows = Sample(sample)
    edited: set[str] = set()
    for number, edit in enumerate([*SOME, *MORE]):
        folder = tmp_path / str(number)
        folder.mkdir()
        edit(rows, folder)
        (file,) = folder.iterdir()
        assert _rows_that_differ(sample / "2015" / file.name, file) == 1
        edited.add(file.stem)
    assert len([*SOME, *MORE]) >= 30
    assert edited == set(SCHEMAS)


def test_the_truth_gives_the_totals_that_the_edits_reason_from(unchanged: Unchanged) -> None:
    _, rows, before = unchanged
    assert len(crimes.flagged(rows)) == before["cse.offences"]
    assert len(set().union(*crimes.suspects_by_offence(rows).values())) == before["cse.offenders"]
    assert crimes.middle_half(crimes.victim_ages(rows)) == before["cse.victim_age_middle_half"]
    assert len(crimes.victim_ages(rows)) == before["cse.victims[age_certainty=certain]"]
    linked = crimes.recorded_pairs(rows)
    assert len(frozenset().union(*linked)) == before["cse.offenders_with_recorded_link"]
    networks, models = crimes.networks(rows, linked), crimes.models(rows, linked)
    assert networks == {key: n for key, n in before.items() if n and key.startswith("cse.networks")}
    assert models == {key: n for key, n in before.items() if n and key.startswith("cse.offences[model=")}
    assert [crimes.median_days(rows)] * 2 == before["cse.days_to_outcome_median"]


def _rows_that_differ(was: Path, now: Path) -> int:
    """Rows changed, added or removed between two files, cells compared as they are read."""
    one, other = (
        Counter(pd.read_csv(file, dtype="str", keep_default_na=False).itertuples(index=False, name=None))
        for file in (was, now)
    )
    return max((one - other).total(), (other - one).total())
