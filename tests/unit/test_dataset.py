"""The linked data: what is kept, what is dropped, and what the marker alone can say."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from project import ROOT, Project, new_project

from profile_lib.dataset import Dataset, inputs_key, load, prepare, save
from profile_lib.edition import Edition, load_edition
from profile_lib.figures import Period
from profile_lib.measures import missing

MISSING = (
    "episode_ref,person_ref,surname,forename,date_of_birth,sex,category,missing_from,returned_at,"
    "police_care_marker"
)
EPISODES = [
    "ref-e1,ref-p1,Ashdown,Amy,2001-05-05,F,missing,2015-02-01 10:00,2015-02-01 12:00,yes",
    "ref-e2,ref-p1,Ashdown,Amy,2001-05-05,F,absent,2015-02-01 12:30,2015-02-01 15:00,yes",  # within the hour
    "ref-e3,ref-p1,Ashdown,Amy,2001-05-05,F,absent,2015-06-01 10:00,2015-06-01 12:00,no",
    "ref-e4,ref-p2,Birch,Ben,2000-01-01,M,missing,2015-03-11 10:00,,no",
    "ref-e5,ref-p3,Cole,Cara,,U,missing,2015-04-01,2015-04-02,",
]
CARE = "child_ref,date_of_birth,sex,from_date,surname,forename,to_date"
OWN = ["ref-c1,2001-05-05,F,2015-05-01,Ashdown,Amy,", "ref-c2,2000-01-01,M,2014-01-01,Birch,Ben,2015-03-11"]


def _write(folder: Path, name: str, *lines: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture
def small(tmp_path: Path) -> Project:
    _write(tmp_path / "extracts", "missing_episodes", MISSING, *EPISODES)
    _write(tmp_path / "extracts", "looked_after", CARE, *OWN)
    return new_project(tmp_path)


@pytest.fixture
def edition() -> Edition:
    return load_edition("2015", ROOT / "parameters")


def _prepared(small: Project, edition: Edition) -> Dataset:
    return prepare(edition, small.home / "extracts", small.home / "private")


def test_five_rows_are_four_episodes_of_three_children(small: Project, edition: Edition) -> None:
    data = _prepared(small, edition)
    assert data.episodes["start"].dt.strftime("%m-%d").tolist() == ["02-01", "03-11", "04-01", "06-01"]
    assert data.episodes["category"].tolist() == ["missing", "missing", "missing", "absent"]
    assert data.episodes["sex"].tolist() == ["F", "M", "U", "F"]
    assert data.episodes["age_band"].tolist() == ["13-14", "15-16", "U", "13-14"]  # of Amy's first
    assert data.episodes["repeats"].tolist() == ["2", "1", "1", "2"]
    assert data.episodes["care_source"].tolist() == ["police_marker", "looked_after", "none", "looked_after"]
    assert data.episodes["child"].nunique() == 3


def test_nothing_that_identifies_is_kept(small: Project, edition: Edition) -> None:
    data = _prepared(small, edition)
    kept = "\n".join(frame.to_csv() for frame in data.frames.values())
    for word in ("Ashdown", "ASHDOWN", "Amy", "2001-05-05", "ref-"):
        assert word not in kept
    assert not {"date_of_birth", "person_ref", "surname", "postcode"} & {*data.episodes.columns}


def test_without_names_care_is_read_from_the_marker_alone(small: Project, edition: Edition) -> None:
    _write(
        small.home / "extracts", "looked_after", CARE, OWN[0], "ref-c2,2000-01-01,M,2014-01-01,,,2015-03-11"
    )
    data = _prepared(small, edition)
    assert data.frames["care"].to_dict("records") == [{"rows": 2, "linkable": 1, "basis": "marker"}]
    assert data.episodes["care_source"].tolist() == ["police_marker", "none", "none", "none"]


def test_a_window_counts_anew_what_depends_on_it(small: Project, edition: Edition) -> None:
    from datetime import date

    data = _prepared(small, edition).over(Period(date(2015, 3, 1), date(2015, 11, 30)))
    assert data.episodes["repeats"].tolist() == ["1", "1", "1"]
    assert data.episodes["age_band"].tolist() == ["15-16", "U", "13-14"]
    (episodes,) = missing.episodes(data)
    assert (episodes.value.value, episodes.value.people) == (3, 3)
    with pytest.raises(ValueError, match="not inside"):
        data.over(Period(date(2015, 1, 1), date(2015, 12, 31)))


def test_kept_data_come_back_for_the_same_inputs_alone(small: Project, edition: Edition) -> None:
    data, private = _prepared(small, edition), small.home / "private"
    files = sorted((small.home / "extracts").iterdir())
    key = inputs_key(edition, files)
    save(data, key, private)
    again = load(edition, key, private)
    assert again is not None
    pd.testing.assert_frame_equal(again.episodes, data.episodes)
    _write(small.home / "extracts", "looked_after", CARE, OWN[0])
    assert inputs_key(edition, files) != key
    assert load(edition, inputs_key(edition, files), private) is None


def test_damaged_data_are_not_used(small: Project, edition: Edition) -> None:
    data, private = _prepared(small, edition), small.home / "private"
    save(data, "key", private)
    kept = private / "linked/2015/key/episodes.parquet"
    kept.write_bytes(kept.read_bytes()[:-1] + b"?")
    assert load(edition, "key", private) is None
    kept.unlink()
    assert load(edition, "key", private) is None
