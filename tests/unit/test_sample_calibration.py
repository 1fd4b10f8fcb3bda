"""The 2015 sample adds up to what was published, counted here anew from the files and the truth."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from profile_lib.sample import write_sample


@dataclass
class Missing:
    """Episodes counted by the rules of the contract, 4.1, one child after the other."""

    episodes: pd.DataFrame  # person, start, category, sex, marker, source of care (or none)


def moments(text: pd.Series[str]) -> pd.Series[pd.Timestamp]:
    timed = pd.to_datetime(text, format="%d/%m/%Y %H:%M", errors="coerce")
    return timed.fillna(pd.to_datetime(text, format="%d/%m/%Y", errors="coerce"))


def days(text: pd.Series[str]) -> pd.Series[pd.Timestamp]:
    iso = pd.to_datetime(text, format="%Y-%m-%d", errors="coerce")
    return iso.fillna(pd.to_datetime(text, format="%d/%m/%Y", errors="coerce"))


def age(born: pd.Timestamp, on: pd.Timestamp) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def read(folder: Path, year: str, name: str) -> pd.DataFrame:
    rows = pd.read_csv(folder / year / f"{name}.csv", dtype=str, keep_default_na=False)
    truth = pd.read_csv(folder / "truth" / f"{year}.csv", dtype={"person": str})
    truth = truth[truth["extract"] == name]
    assert list(truth["row"]) == list(range(2, len(rows) + 2))
    return rows.assign(person=truth["person"].to_numpy())


def count(folder: Path, year: str, first: str, last: str) -> pd.DataFrame:
    """One line an episode: person, start, end, category, sex, care (source, or "none")."""
    rows = read(folder, year, "missing_episodes").drop_duplicates()
    rows = rows.assign(start=moments(rows["missing_from"]), end=moments(rows["returned_at"]))
    born = days(rows["date_of_birth"])
    fault = (
        rows["start"].isna()
        | (rows["end"].isna() & (rows["returned_at"] != ""))
        | (rows["end"] < rows["start"])
        | (rows["start"] < born)
        | (born.isna() & (rows["date_of_birth"] != ""))
        | ~rows["category"].isin(["missing", "absent"])
        | ~rows["sex"].isin(["F", "M", "X", "U"])
        | (rows["episode_ref"] == "")
        | (rows["person_ref"] == "")
    )
    rows = rows[~fault].drop_duplicates("episode_ref")
    rows["born"] = born
    merged = []
    for person, own in rows.sort_values("start").groupby("person"):
        current = None
        for row in own.itertuples():
            end = row.start if pd.isna(row.end) else row.end
            if current is not None and row.start <= current["end"] + pd.Timedelta(minutes=60):
                current["end"] = max(current["end"], end)
                current["category"] = max(current["category"], row.category)  # "missing" > "absent"
                continue
            current = {
                "person": person, "start": row.start, "end": end, "category": row.category, "sex": row.sex,
                "marker": row.police_care_marker, "born": row.born, "ref": row.person_ref,
            }  # fmt: skip
            merged.append(current)
    episodes = pd.DataFrame(merged)
    episodes["day"] = episodes["start"].dt.normalize()
    episodes = episodes[episodes["day"].between(first, last)]
    adult = [not pd.isna(b) and age(b, d) >= 18 for b, d in zip(episodes["born"], episodes["day"], strict=True)]
    episodes = episodes[~pd.Series(adult, index=episodes.index)]
    own = stays(folder, year, "looked_after")
    own = own[~own["legal_status"].isin(["V3", "V4"])]
    others = stays(folder, year, "placed_by_others")
    episodes["care"] = "none"
    episodes.loc[episodes["marker"] == "yes", "care"] = "marker"
    episodes.loc[open_on(others, episodes), "care"] = "placed"
    episodes.loc[open_on(own, episodes), "care"] = "looked_after"
    return episodes


def stays(folder: Path, year: str, name: str) -> pd.DataFrame:
    rows = read(folder, year, name).drop_duplicates()
    begin, end = days(rows["from_date"]), days(rows["to_date"])
    born = days(rows["date_of_birth"])
    sound = begin.notna() & (end.notna() | (rows["to_date"] == "")) & ~(end < begin) & ~(begin < born)
    sound &= (rows["child_ref"] != "") & rows["sex"].isin(["F", "M", "X", "U"])
    return rows.assign(begin=begin, end=end)[sound]


def open_on(stays: pd.DataFrame, episodes: pd.DataFrame) -> list[bool]:
    by_person = {person: own for person, own in stays.groupby("person")}
    found = []
    for person, day in zip(episodes["person"], episodes["day"], strict=True):
        own = by_person.get(person)
        found.append(
            own is not None and bool(((own["begin"] <= day) & (own["end"].isna() | (own["end"] >= day))).any())
        )
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    write_sample(folder, ("2014", "2015"))
    return folder


@pytest.fixture(scope="module")
def episodes(folder: Path) -> pd.DataFrame:
    return count(folder, "2015", "2015-01-01", "2015-11-30")


def test_episodes_and_children(episodes: pd.DataFrame) -> None:
    assert len(episodes) == 1056
    assert episodes["person"].nunique() == 454


def test_care_shares(episodes: pd.DataFrame) -> None:
    in_care = episodes[episodes["care"] != "none"]
    assert len(in_care) == 454
    assert in_care["person"].nunique() == 100
    assert round(100 * 100 / 454) == 22
    assert round(100 * 454 / 1056) == 43
    best = in_care.groupby("person")["care"].agg(lambda care: min(care, key=["looked_after", "placed", "marker"].index))
    assert best.value_counts().to_dict() == {"looked_after": 52, "placed": 36, "marker": 12}
    assert 4.4 < len(in_care) / 100 < 4.7
