"""The extracts of the council, and of those who disrupt, counted anew from the files and the truth."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from test_sample_calibration import age, days, read

from profile_lib.sample import write_sample

POWERS = {
    "child abduction warning notice", "sexual risk order", "sexual harm prevention order", "closure notice",
    "taxi licence revoked", "premises licence revoked", "eviction", "hotel information notice",
    "warning letter", "risk of sexual harm order", "sexual offences prevention order", "",
}  # fmt: skip


def register(folder: Path, year: str) -> pd.DataFrame:
    """The sound spells of children on the register, each once."""
    rows = read(folder, year, "at_risk_register").drop_duplicates()
    begin, end, born = (days(rows[name]) for name in ("identified_on", "closed_on", "date_of_birth"))
    sound = begin.notna() & ~(end.isna() & (rows["closed_on"] != "")) & ~(end < begin) & ~(begin < born)
    sound &= (rows["child_ref"] != "") & rows["sex"].isin(["F", "M", "X", "U"])
    sound &= ~(born.isna() & (rows["date_of_birth"] != ""))
    adult = [not pd.isna(b) and not pd.isna(d) and age(b, d) >= 18 for b, d in zip(born, begin, strict=True)]
    return rows.assign(begin=begin, end=end)[sound & ~pd.Series(adult, index=rows.index)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("partners")
    write_sample(folder, ["2013", "2014", "2015", "2016"])
    return folder


def check_at_risk(folder: Path) -> None:
    spells = register(folder, "2015")
    new = spells[spells["begin"].dt.year == 2015]
    sexes = new.groupby("person")["sex"].agg(lambda sex: "".join(sorted(set(sex))))
    assert sexes.value_counts().to_dict() == {"F": 72, "M": 10}
    assert new["child_ref"].nunique() == 82
    assert (new.groupby("child_ref").size() == 2).sum() == 6  # identified twice
    missing = set(read(folder, "2015", "missing_episodes")["person"])
    assert 28 <= len(set(new["person"]) & missing) <= 36


def test_children_at_risk(folder: Path) -> None:
    check_at_risk(folder)
    children = {
        year: register(folder, year).query(f"begin.dt.year == {year}")["person"].nunique()
        for year in ("2013", "2014", "2016")
    }
    assert children == {"2013": 41, "2014": 58, "2016": 91}


def test_spells_of_other_years_and_of_adults(folder: Path) -> None:
    spells = register(folder, "2015")
    earlier = spells[spells["begin"] < "2015-01-01"]
    assert (earlier["end"].isna() | (earlier["end"] >= "2015-01-01")).sum() >= 10
    assert (earlier["end"] < "2015-01-01").sum() >= 1
    assert (spells["begin"] > "2015-12-31").sum() == 3
    assert spells["end"].between("2015-01-01", "2015-12-31").sum() >= 15
    before = register(folder, "2014")
    open_then = before[before["end"].isna() & (before["begin"] < "2015-01-01")]["child_ref"]
    assert open_then.isin(spells["child_ref"]).mean() > 0.9
    everybody = read(folder, "2015", "at_risk_register")
    begin, born = days(everybody["identified_on"]), days(everybody["date_of_birth"])
    assert (born + pd.DateOffset(years=18) <= begin).sum() >= 3
    for column in ("risk_level", "ethnicity_self", "send"):
        earlier_blank = (before[column] == "").mean()
        assert earlier_blank > (spells[column] == "").mean()


def check_absence(folder: Path) -> None:
    rows = read(folder, "2015", "school_absence").drop_duplicates()
    counts = ["sessions_possible", "sessions_unauthorised", "sessions_authorised"]
    rows[counts] = rows[counts].apply(lambda text: pd.to_numeric(text, errors="coerce"))
    sound = (rows["academic_year"] == "2014/15") & (rows["pupil_ref"] != "") & (rows["sex"] != "8")
    sound &= rows["sessions_possible"].mod(1).eq(0) & rows["sessions_possible"].ge(0)
    sound &= rows["sessions_unauthorised"].notna()
    sound &= rows[counts[1:]].fillna(0).sum(axis=1) <= rows["sessions_possible"]
    rows = rows[sound].assign(born=days(rows["date_of_birth"]))
    whole = rows.groupby("person")[counts[:2]].sum().join(rows.groupby("person")["born"].first())
    ages = whole["born"].map(lambda day: age(day, pd.Timestamp(2014, 8, 31)), na_action="ignore")
    pupils = whole[(whole["sessions_possible"] > 0) & ages.between(5, 15)]
    new = register(folder, "2015").query("begin.dt.year == 2015")["person"]
    at_risk = pupils[pupils.index.isin(new)]
    tenth = at_risk["sessions_unauthorised"] * 10 >= at_risk["sessions_possible"]
    assert len(at_risk) >= 45
    assert 0.28 < tenth.mean() < 0.44
    totals = read(folder, "2015", "school_absence_totals").query("academic_year == '2014/15'")
    totals = totals[totals["age"].astype(int).between(5, 15)].astype({"pupils": int, "pupils_10pct": int})
    others = (totals["pupils_10pct"].sum() - tenth.sum()) / (totals["pupils"].sum() - len(at_risk))
    assert tenth.mean() / others > 5


def test_absence(folder: Path) -> None:
    check_absence(folder)


def test_pupils_are_in_another_extract_and_most_have_a_upn(folder: Path) -> None:
    rows = read(folder, "2015", "school_absence")
    names = ["missing_episodes", "looked_after", "placed_by_others", "offence_people", "at_risk_register"]
    asked = {name: set(read(folder, "2015", name)["person"].dropna()) for name in names}
    assert set(rows["person"]) <= set().union(*asked.values())
    assert 0.03 < (rows["upn"] == "").mean() < 0.1
    looked_after = read(folder, "2015", "looked_after").query("upn != ''").drop_duplicates("person")
    both = rows[rows["upn"] != ""].merge(looked_after, on="person", suffixes=("", "_council"))
    assert len(both) > 200 and (both["upn"] == both["upn_council"]).all()
    of_the_year = rows[rows["academic_year"] == "2014/15"].drop_duplicates()
    assert of_the_year.groupby("person").size().gt(1).sum() >= 10  # changed school, or a fault beside
    assert (rows["academic_year"] == "2013/14").sum() >= 20
    assert (rows["sessions_possible"] == "0").sum() >= 3


def test_totals(folder: Path) -> None:
    rows = read(folder, "2015", "school_absence_totals")
    assert rows["person"].isna().all()
    assert not rows.duplicated(["academic_year", "age", "sex"]).any()
    own = rows[rows["academic_year"] == "2014/15"].astype(
        {
            "age": int,
            "pupils": int,
            "pupils_10pct": int,
            "sessions_unauthorised": int,
            "sessions_possible": int,
        }
    )
    by_age = own.groupby("age")[["pupils", "pupils_10pct"]].sum()
    assert list(by_age.index) == list(range(4, 17))
    assert by_age["pupils"].between(4_600, 5_400).all()
    share = by_age["pupils_10pct"] / by_age["pupils"]
    assert share.between(0.018, 0.062).all() and share.is_monotonic_increasing
    assert (own["sessions_unauthorised"] < own["sessions_possible"] / 20).all()


def test_return_interviews(folder: Path) -> None:
    rows = read(folder, "2015", "return_interviews")
    missing = read(folder, "2015", "missing_episodes")
    ended = missing[(missing["category"] == "missing") & (missing["returned_at"] != "")]
    refs = rows["episode_refs"][rows["episode_refs"] != ""].str.split(";")
    assert 0.4 < len(refs) / len(rows) < 0.6
    assert (refs.map(len) > 1).sum() >= 10
    assert set(refs.explode()) <= set(ended["episode_ref"])
    person = ended.drop_duplicates("episode_ref").set_index("episode_ref")["person"]
    assert (refs.explode().map(person) == rows["person"].reindex(refs.explode().index)).all()
    assert 0.6 < len(rows) / ended["episode_ref"].nunique() < 0.85
    returned, done, offered = (days(rows[name]) for name in ("returned_on", "completed_on", "offered_on"))
    assert ((done - returned).dt.days > 3).mean() > 0.1
    assert (done < returned).sum() >= 1
    assert (offered >= returned).sum() > 300
    assert {"accepted", "declined", "not reached", "not appropriate"} <= set(rows["response"])
    earlier = read(folder, "2014", "return_interviews")
    assert (earlier["response"] == "").mean() > (rows["response"] == "").mean() + 0.1


def test_disruptions(folder: Path) -> None:
    used = {}
    for year in ("2013", "2014", "2015", "2016"):
        rows = read(folder, year, "disruptions")
        assert rows["person"].isna().all() and set(rows["power"]) <= POWERS
        on = days(rows["applied_on"])
        sound = rows[(rows["action_ref"] != "") & (on.dt.year == int(year))].drop_duplicates("action_ref")
        used[year] = len(sound)
        new = sound["power"].isin(["sexual risk order", "sexual harm prevention order"])
        old = sound["power"].isin(["risk of sexual harm order", "sexual offences prevention order"])
        assert (on[sound.index][new] >= "2015-03-08").all()
        assert (on[sound.index][old] < "2015-03-08").all()
        taxi = sound[(sound["power"] == "taxi licence revoked") & (sound["agency"] != "")]
        assert set(taxi["agency"]) <= {"Wiltshire Council licensing"}
        assert (sound["power"] == "").sum() == 2 and (sound["agency"] == "").sum() <= 10
    assert used == {"2013": 31, "2014": 47, "2015": 78, "2016": 84}


@pytest.mark.full
@pytest.mark.parametrize("seed", range(1, 21))
def test_every_seed_is_calibrated(seed: int, tmp_path: Path) -> None:
    write_sample(tmp_path, ["2015"], seed=seed)
    check_at_risk(tmp_path)
    check_absence(tmp_path)
