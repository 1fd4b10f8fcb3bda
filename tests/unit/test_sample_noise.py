"""Noise falls on everybody alike, and at the rates that it says."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from profile_lib.sample import canaries, noise, police, social_care, world
from profile_lib.sample.eligible import under_18
from profile_lib.sample.streams import first_by_race, stream
from profile_lib.sample.systems import records
from profile_lib.sample.world import World


@pytest.fixture(scope="module")
def county() -> World:
    return world.build(2015, 0)


def compared(county: World, rows: pd.DataFrame, reference: str, form: str) -> pd.DataFrame:
    """For each row whether an identifying column differs from the truth."""
    true = county.people.loc[rows["person"]].set_axis(rows.index)
    return pd.DataFrame(
        {
            "person": rows["person"],
            "surname": rows["surname"].str.strip().str.upper() != true["surname"].str.upper(),
            "forename": rows["forename"].str.strip().str.upper() != true["forename"].str.upper(),
            "dob": rows["date_of_birth"] != true["dob"].dt.strftime(form),
            "no postcode": rows["postcode"] == "",
        }
    )


def test_noise_is_the_same_for_those_in_one_extract_and_in_several(county: World) -> None:
    missing = police.missing_episodes(county, "2015").drop_duplicates("person")
    looked_after = social_care.looked_after(county, "2015").drop_duplicates("person")
    ordinary = county.people.index[np.isfinite(county.people["frailty"])]
    for rows, other, form in (
        (missing, looked_after, "%d/%m/%Y"),
        (looked_after, missing, "%Y-%m-%d"),
    ):
        differs = compared(county, rows[rows["person"].isin(ordinary)], "person", form)
        several = differs["person"].isin(other["person"])
        for column in ("surname", "forename", "dob", "no postcode"):
            a, b = differs.loc[several, column], differs.loc[~several, column]
            pooled = differs[column].mean()
            error = np.sqrt(pooled * (1 - pooled) * (1 / len(a) + 1 / len(b)))
            assert abs(a.mean() - b.mean()) < 3.5 * error, column


@pytest.mark.parametrize("system", canaries.PREFIX)
def test_records_are_untidy_at_the_stated_rates(county: World, system: str) -> None:
    held = records(county, system)
    n = len(held)
    true = county.people.loc[held["person"]].reset_index(drop=True)

    def near(observed: float, expected: float) -> bool:
        return abs(observed - expected) < 4 * np.sqrt(expected / n) + 0.05 * expected

    assert near(held["dob"].isna().mean(), noise.NO_DOB)
    assert near((held["sex"] == "U").mean(), noise.SEX_UNKNOWN)
    assert near((held["surname"] != true["surname"]).mean(), noise.OTHER_SURNAME)
    assert near((held["postcode"] != true["postcode"]).mean(), noise.MOVED)
    wrong = (held["dob"] != true["dob"]) & held["dob"].notna()
    assert 0.5 * noise.DOB_SLIP < wrong.mean() < noise.DOB_SWAPPED + noise.DOB_SLIP + noise.DOB_DEFAULT


def test_two_systems_err_independently(county: World) -> None:
    one = records(county, "looked_after")
    other = records(county, "placed_by_others")
    a, b = (held["surname"].to_numpy() != county.people["surname"].to_numpy() for held in (one, other))
    assert abs((a & b).mean() - a.mean() * b.mean()) < 0.005


def test_slips_leave_most_rows_and_the_input_alone() -> None:
    rows = pd.DataFrame(
        {"surname": ["Hartley"] * 20_000, "forename": ["Rosalind"] * 20_000, "postcode": "ZW10 1AA"}
    )
    typed = noise.slips(stream(1, 0, "test"), rows)
    assert (rows["surname"] == "Hartley").all()
    slipped = ~typed["surname"].str.strip().str.upper().isin(["HARTLEY", "ROSALIND"])
    assert 0.013 < slipped.mean() < noise.NAME_SLIP + 0.003
    assert set(typed.loc[slipped, "surname"].str.strip().str.len()) <= {6, 7, 8, 9}  # some are a Rosalind's
    swapped = typed["surname"].str.strip().str.upper() == "ROSALIND"
    assert 0.002 < swapped.mean() < 0.007
    assert 0.07 < (typed["postcode"] == "").mean() < 0.09


def test_a_child_is_under_18_by_truth_and_by_every_record(county: World) -> None:
    held = pd.DataFrame({"person": [5, 5], "dob": pd.to_datetime(["1997-05-10", "1998-05-10"])})
    true = county.people.assign(dob=pd.Timestamp("1998-05-10"))
    window = under_18(World(1, 0, true), held, pd.Timestamp("2015-01-01"), pd.Timestamp("2015-11-30"))
    assert window.loc[5, "last"] == pd.Timestamp("2015-05-08")
    assert window.loc[6, "last"] == pd.Timestamp("2015-11-30")
    assert (window["first"] == pd.Timestamp("2015-01-01")).all()


def test_a_race_draws_the_weightiest_and_never_the_weightless() -> None:
    weights = np.array([0.0, 1.0, np.inf, 1.0, 0.0])
    drawn = [set(first_by_race(stream(seed, 0, "race"), weights, 2)) for seed in range(20)]
    assert {frozenset(one) for one in drawn} == {frozenset({2, 1}), frozenset({2, 3})}
    with pytest.raises(ValueError, match="4 to be drawn from 3"):
        first_by_race(stream(1, 0, "race"), weights, 4)
