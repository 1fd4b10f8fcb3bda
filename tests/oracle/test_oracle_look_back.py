"""The measures that look back on last year agree with the oracle, which is given last year's rows too."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from by_hand import NAMES
from figures_of import entries_of
from oracle import Earlier, earlier_year, oracle
from project import ROOT, Project, new_project
from random_extracts import write_variant
from test_measures import agree

from profile_lib.dataset.prepare import linked
from profile_lib.edition import Edition, load_edition
from profile_lib.intake import Extract, read_extracts
from profile_lib.preparation import decisions_of
from profile_lib.workspace import Workspace

SEEDS = (2, 4, 7)

Read = tuple[Edition, dict[str, Extract], pd.DataFrame]


def read(project: Project, year: str) -> Read:
    """An edition, its extracts, and whose each reference is: by this year's records alone."""
    workspace = Workspace.find(str(project.home / "parameters"), private=str(project.home / "private"))
    edition = load_edition(year, workspace.parameters)
    extracts = read_extracts(project.home / "data" / year, edition)
    links = linked(edition, extracts, decisions_of(edition, workspace))
    return edition, extracts, links.persons.rename(columns={"person": "child"}).astype("str")


def check(project: Project) -> dict[str, dict[str, Any]]:
    measured = entries_of(project, "2015")
    computed = oracle(*read(project, "2015"), earlier_year(*read(project, "2014")))
    differing = {
        key: (entry.get("value"), computed[key])
        for key, entry in measured.items()
        if not agree(entry.get("value"), computed[key])
    }
    assert differing == {}
    return measured


@pytest.mark.full
def test_the_sample_beside_the_year_before(sample: Path, tmp_path: Path) -> None:
    shutil.copytree(sample, tmp_path / "data")
    assert "value" in check(new_project(tmp_path))["missing.first_time_share"]


@pytest.mark.full
@pytest.mark.parametrize("seed", SEEDS)
def test_a_random_variant_beside_the_year_before(seed: int, sample: Path, tmp_path: Path) -> None:
    project = new_project(tmp_path)
    write_variant(sample, load_edition("2015", ROOT / "parameters"), seed, project.home / "data")
    shutil.copytree(sample / "2014", project.home / "data/2014")
    check(project)


EPISODES = f"""
episode_ref,person_ref,{NAMES},category,missing_from
1,ann,Lee,Ann,2001-03-04,F,missing,2015-03-01
2,bob,Lee,Bob,2001-03-04,M,missing,2015-03-01
3,cat,Lee,Cat,2001-03-04,F,missing,2015-03-01
4,dan,Lee,Dan,2001-03-04,M,missing,2015-03-01
"""


def test_a_child_of_two_years_is_known_by_a_shared_reference(tmp_path: Path) -> None:
    """Ann was missing a year before to the day, Bob a day earlier; Cat under another reference, which the
    council's shares; Dan's, who went missing, is another person's."""
    (tmp_path / "missing_episodes.csv").write_text(EPISODES.strip() + "\n", encoding="utf-8")
    edition = load_edition("2015", ROOT / "parameters")
    then = pd.DataFrame(
        {"child": ["A", "B", "C", "D"], "start_day": ["2014-03-01", "2014-02-28", "2014-06-01", "2014-06-01"]}
    )
    known = [("missing_episodes", "ann", "A"), ("missing_episodes", "bob", "B"), ("looked_after", "c7", "C")]
    earlier_keys = pd.DataFrame([*known, ("looked_after", "dan", "D")], columns=["source", "ref", "child"])
    keys = pd.DataFrame(
        [("missing_episodes", ref, ref) for ref in ("ann", "bob", "cat", "dan")]
        + [("looked_after", "c7", "cat")],
        columns=["source", "ref", "child"],
    )
    window = load_edition("2014", ROOT / "parameters").periods["missing"]
    found = oracle(
        edition,
        read_extracts(tmp_path, edition),
        keys,
        Earlier(window, then.astype({"start_day": "datetime64[us]"}), earlier_keys),
    )
    assert found["missing.first_time_share"] == 2 / 4
