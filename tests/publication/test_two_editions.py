"""Two editions of one private folder share the keys of their children, and a key is one child in both."""

from __future__ import annotations

import pandas as pd
from project import Project

from profile_lib.linkage.people import REFERENCE_COLUMNS

RECORD = ["source", "ref"]


def truth(ran: Project, year: str) -> pd.DataFrame:
    """source, ref and true person of every reference of an edition, as only the generator knows it."""
    known = pd.read_csv(ran.home / f"data/truth/{year}.csv", dtype={"person": "str"}).dropna()
    parts = []
    for source, column in REFERENCE_COLUMNS.items():
        refs = pd.read_csv(ran.home / f"data/{year}/{source}.csv", dtype="str", encoding="utf-8-sig")[column]
        own = known[known["extract"] == source]
        parts.append(
            pd.DataFrame({"source": source, "ref": own["row"].sub(2).map(refs), "person": own["person"]})
        )
    return pd.concat(parts).drop_duplicates()


def test_children_of_both_years_have_one_key_and_a_key_has_one_child(ran: Project) -> None:
    register = pd.read_csv(ran.home / "private/register.csv", dtype="str")
    held = {year: truth(ran, year).merge(register, on=RECORD) for year in ("2014", "2015")}
    both = pd.concat(held.values())
    shared = set(held["2014"]["person"]) & set(held["2015"]["person"])
    keys = {
        year: own[own["person"].isin(shared)].groupby("person")["child_key"].agg(set)
        for year, own in held.items()
    }
    kept = sum(bool(keys["2014"][person] & keys["2015"][person]) for person in shared)

    assert len(shared) > 300
    assert both.groupby("child_key")["person"].nunique().max() == 1, "a key of two children"
    # who is known to no system by the same reference in both years is found by no key
    seen_in_both = held["2014"].merge(held["2015"], on=RECORD)
    assert kept == seen_in_both["person_x"].nunique() > 300
    assert (seen_in_both["person_x"] == seen_in_both["person_y"]).all()


def test_the_frames_of_both_years_have_the_children_of_both_under_one_pseudonym(ran: Project) -> None:
    frames = {
        year: pd.read_parquet(next((ran.home / f"private/linked/{year}").glob("*/episodes.parquet")))
        for year in ("2014", "2015")
    }
    refs = {
        year: set(pd.read_csv(ran.home / f"data/{year}/missing_episodes.csv", dtype="str")["person_ref"])
        for year in frames
    }
    shared = set(frames["2014"]["child"]) & set(frames["2015"]["child"])

    assert 20 < len(shared) <= len(refs["2014"] & refs["2015"])
