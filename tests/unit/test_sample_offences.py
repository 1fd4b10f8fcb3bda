"""The 2015 offences add up to what was published, counted here anew from the files and the truth."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest
from test_sample_calibration import age, count, days, read

from profile_lib.sample import CANARIES, write_sample

ROLES = ["victim", "suspect", "charged", "cautioned", "convicted"]


@dataclass(frozen=True)
class Counted:
    """CSE crimes (index crime_ref), the people in them, and the sound crimes and people of every kind."""

    crimes: pd.DataFrame
    people: pd.DataFrame
    all_crimes: pd.DataFrame
    all_people: pd.DataFrame

    def of(self, *roles: str) -> pd.DataFrame:
        """One line a named person with such a part: crimes, first, sex, nationality, age, uncertain."""
        named = self.people[self.people["role"].isin(roles) & (self.people["person_ref"] != "")]
        named = named.assign(
            first=named["crime_ref"].map(self.crimes["day"]), last=named["crime_ref"].map(self.crimes["last"])
        ).sort_values("first")
        by_person = named.groupby("person")
        line = by_person[["first", "last", "sex", "nationality", "date_of_birth"]].first()
        line["crimes"] = by_person["crime_ref"].nunique()
        born = days(line["date_of_birth"])
        ages = [
            (age(b, first), age(b, last)) if not pd.isna(b) else (pd.NA, pd.NA)
            for b, first, last in zip(born, line["first"], line["last"], strict=True)
        ]
        line["age"] = pd.array([first for first, _ in ages], dtype="Int64")
        line["uncertain"] = [not pd.isna(first) and first != last for first, last in ages]
        return line

    @property
    def victims(self) -> pd.DataFrame:
        return self.of("victim")

    @property
    def offenders(self) -> pd.DataFrame:
        return self.of(*ROLES[1:])


def counted(folder: Path, year: str, last_day: str = "12-31") -> Counted:
    crimes = read(folder, year, "offences").drop(columns="person").drop_duplicates()
    recorded, begin, end = (days(crimes[name]) for name in ("recorded_on", "committed_from", "committed_to"))
    fault = (
        recorded.isna()
        | (begin.isna() & (crimes["committed_from"] != ""))
        | (end.isna() & (crimes["committed_to"] != ""))
        | (end < begin)
        | (recorded < begin)
        | (crimes["crime_ref"] == "")
        | (crimes["offence"] == "")
        | ~crimes["cse_flag_recorded"].isin(["yes", "no", ""])
    )
    crimes = crimes.assign(recorded=recorded, day=begin.fillna(recorded))
    crimes["last"] = end.fillna(crimes["day"])
    sound = crimes[~fault].drop_duplicates("crime_ref").set_index("crime_ref")
    sound = sound[sound["recorded"].between(f"{year}-01-01", f"{year}-{last_day}")]
    reviewed = sound["cse_flag_reviewed"]
    cse = sound[reviewed.where(reviewed != "", sound["cse_flag_recorded"]) == "yes"]

    people = read(folder, year, "offence_people").drop_duplicates()
    born = days(people["date_of_birth"])
    on = people["crime_ref"].map(sound["day"])
    adult = [not pd.isna(b) and not pd.isna(d) and age(b, d) >= 18 for b, d in zip(born, on, strict=True)]
    fault = (
        ~people["role"].isin(ROLES)
        | ((people["person_ref"] == "") & (people["role"] != "suspect"))
        | (born.isna() & (people["date_of_birth"] != ""))
        | (born > on)
        | ~people["sex"].isin(["F", "M", "X", "U", ""])
        | (pd.Series(adult, people.index) & (people["role"] == "victim"))
    )
    of_sound = people[~fault & people["crime_ref"].isin(sound.index)]
    return Counted(cse, of_sound[of_sound["crime_ref"].isin(cse.index)], sound, of_sound)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("offences")
    write_sample(folder, ["2014", "2015"])
    return folder


@pytest.fixture(scope="module")
def sample(folder: Path) -> Counted:
    return counted(folder, "2015")


@pytest.fixture(scope="module")
def missing(folder: Path) -> set[str]:
    return set(count(folder, "2015", "2015-01-01", "2015-11-30")["person"])


def test_offences_as_reviewed_else_as_recorded(sample: Counted) -> None:
    assert len(sample.crimes) == 63
    assert (sample.crimes["cse_flag_recorded"] != "yes").sum() == 8  # a review found them
    cleared = (sample.all_crimes["cse_flag_recorded"] == "yes") & (
        sample.all_crimes["cse_flag_reviewed"] == "no"
    )
    assert cleared.sum() == 7
    assert len(sample.all_crimes) > 100
    assert sample.crimes["recorded"].dt.month.nunique() >= 10
    assert (sample.crimes["recorded"].dt.month == 12).sum() == 4


def test_a_few_offences_are_non_recent_or_without_a_day(sample: Counted) -> None:
    non_recent = sample.crimes["day"] < sample.crimes["recorded"] - pd.DateOffset(years=1)
    assert 3 <= non_recent.sum() <= 7
    assert 1 <= (sample.crimes["committed_from"] == "").sum() <= 8


def test_2014_has_fewer_offences_less_completely_recorded(folder: Path, sample: Counted) -> None:
    earlier = counted(folder, "2014")
    assert len(earlier.crimes) == 41
    for column in ("ho_class", "location_type", "online"):
        assert (earlier.crimes[column] == "").mean() > (sample.crimes[column] == "").mean() + 0.05


def flags(folder: Path, year: str) -> tuple[float, float]:
    """Of all rows: how many flags were not recorded, and how many were reviewed."""
    rows = read(folder, year, "offences")
    return (rows["cse_flag_recorded"] == "").mean(), (rows["cse_flag_reviewed"] != "").mean()


def test_the_flags_of_2014_are_less_complete(folder: Path, sample: Counted) -> None:
    (blank_before, reviewed_before), (blank, reviewed) = flags(folder, "2014"), flags(folder, "2015")
    assert blank_before == pytest.approx(0.22, abs=0.04)  # a few rows are there twice
    assert blank <= 0.06
    assert reviewed > reviewed_before + 0.12
    earlier = counted(folder, "2014").all_crimes
    assert (earlier["cse_flag_recorded"] == "").sum() == 18  # 22% of 83
    assert (sample.all_crimes["cse_flag_recorded"] == "").sum() == 5  # 4% of 115


def test_offenders(sample: Counted) -> None:
    offenders = sample.offenders
    assert (offenders["crimes"] >= 2).sum() == 7
    assert (offenders["sex"] == "F").sum() == 1
    known = offenders["nationality"][offenders["nationality"] != ""]
    assert len(known) > 0.7 * len(offenders)
    assert (known == "British").sum() > len(known) / 2
    assert 16.6 < offenders["age"].mean() < 17.4
    assert 16.6 < offenders.loc[~offenders["uncertain"], "age"].mean() < 17.4
    assert (offenders["age"] < 18).any() and (offenders["age"] >= 18).any()
    assert offenders["age"].isna().sum() == offenders["uncertain"].sum() == 1


def test_a_person_may_be_in_a_crime_under_two_roles(sample: Counted) -> None:
    parts = sample.people[(sample.people["role"] != "victim") & (sample.people["person_ref"] != "")]
    roles = parts.groupby(["crime_ref", "person_ref"])["role"].nunique()
    assert (roles == 2).sum() >= 1


def test_victims(sample: Counted) -> None:
    victims = sample.victims
    for ages in (victims["age"].dropna(), victims.loc[~victims["uncertain"], "age"].dropna()):
        assert list(ages.quantile([0.25, 0.75])) == [14, 16]
        assert ages.between(14, 16).mean() > 0.6
    assert (victims["age"] < 18).fillna(True).all()
    repeat = victims[victims["crimes"] >= 2]
    assert len(repeat) == 7 and (repeat["sex"] == "F").all()
    assert victims["age"].isna().sum() == victims["uncertain"].sum() == 2


def test_suspects_in_each_crime_and_gangs(sample: Counted) -> None:
    crimes = sample.crimes
    named = sample.people[(sample.people["role"] != "victim") & (sample.people["person_ref"] != "")]
    identified = named.groupby("crime_ref")["person"].nunique().reindex(crimes.index, fill_value=0)
    reported = pd.to_numeric(crimes["suspects_reported"])
    larger = pd.concat([identified, reported.fillna(0)], axis=1).max(axis=1)
    group = larger >= 2
    assert group.sum() == 9
    assert ((identified > reported) & group).sum() == 1  # and one crime where fewer were reported than named
    for known in (reported.notna() | (larger >= 2), larger >= 1):
        assert (larger[known] == 1).mean() > 0.5
    assert (larger == 0).sum() == 12
    assert (reported.notna() | (identified >= 2)).mean() > 0.7  # else no share of them would be given
    assert (crimes["gang_marker"] == "yes").sum() == 0
    assert (crimes["gang_marker"] == "no").sum() >= 20
    assert (crimes["gang_marker"] == "").sum() >= 10
    assert (sample.all_crimes["gang_marker"] == "yes").sum() == 1


def test_overlap_with_the_missing_children(folder: Path, sample: Counted, missing: set[str]) -> None:
    assert len(missing & set(sample.victims.index)) == 15
    assert not missing & set(sample.offenders.index)
    same_window = counted(folder, "2015", "11-30")
    assert len(missing & set(same_window.victims.index)) == 14


def test_rows_that_do_not_count_would_change_the_overlap(
    folder: Path, sample: Counted, missing: set[str]
) -> None:
    everybody = read(folder, "2015", "offence_people")
    others = everybody[~everybody["person"].isin(sample.people["person"])]
    assert others[others["person"].isin(missing)]["person"].nunique() >= 20
    crimes = read(folder, "2015", "offences")
    recorded = days(crimes["recorded_on"])
    assert ((recorded < "2015-01-01") | (recorded > "2015-12-31")).sum() == 6
    assert crimes["crime_ref"].duplicated().sum() >= 7
    born = days(everybody["date_of_birth"])
    in_cse = everybody["crime_ref"].map(sample.crimes["day"])
    adult = (born + pd.DateOffset(years=18) <= in_cse) & (everybody["role"] == "victim")
    assert adult.sum() >= 4
    assert (everybody["crime_ref"] == "CR00/0000000").sum() == 3
    assert not crimes["crime_ref"].eq("CR00/0000000").any()


def test_people_of_cse_crimes_are_in_others_too(sample: Counted) -> None:
    others = sample.all_people[~sample.all_people["crime_ref"].isin(sample.crimes.index)]
    assert others["person"].isin(sample.victims.index).sum() == 2
    assert others.loc[others["person"].isin(sample.offenders.index), "person"].nunique() == 2


def test_an_unnamed_suspect_is_in_nobodys_truth(folder: Path, sample: Counted) -> None:
    unnamed = sample.people[sample.people["person_ref"] == ""]
    assert len(unnamed) == 9
    assert set(unnamed["role"]) == {"suspect"}
    truth = pd.read_csv(folder / "truth" / "2015.csv", dtype=str)
    assert truth.loc[truth["extract"] == "offences", "person"].isna().all()
    people = truth[truth["extract"] == "offence_people"].set_index("row")["person"]
    assert people[[str(row + 2) for row in unnamed.index]].isna().all()


def test_canaries_are_victims_of_offences_that_are_not_cse(folder: Path, sample: Counted) -> None:
    rows = sample.all_people
    canary = rows[rows["person_ref"].isin(CANARIES)]
    assert canary["person"].nunique() == 3
    assert set(canary["role"]) == {"victim"}
    assert not canary["crime_ref"].isin(sample.crimes.index).any()


@pytest.mark.full
@pytest.mark.parametrize("seed", range(1, 21))
def test_every_seed_is_calibrated(seed: int, tmp_path: Path) -> None:
    write_sample(tmp_path, ["2013", "2014", "2015", "2016"], seed=seed)
    sample = counted(tmp_path, "2015")
    test_offences_as_reviewed_else_as_recorded(sample)
    test_the_flags_of_2014_are_less_complete(tmp_path, sample)
    blank, reviewed = flags(tmp_path, "2015")
    assert flags(tmp_path, "2016") == pytest.approx((blank, reviewed), abs=0.04)
    first = counted(tmp_path, "2013").all_crimes
    assert (first["cse_flag_recorded"] == "").sum() == 16  # 25% of 65
    test_offenders(sample)
    test_victims(sample)
    test_suspects_in_each_crime_and_gangs(sample)
    missing = set(count(tmp_path, "2015", "2015-01-01", "2015-11-30")["person"])
    test_overlap_with_the_missing_children(tmp_path, sample, missing)
