"""The 2015 sample adds up to what was published, counted here anew from the files and the truth."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from profile_lib.sample import write_sample


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
    adult = [
        not pd.isna(b) and age(b, d) >= 18 for b, d in zip(episodes["born"], episodes["day"], strict=True)
    ]
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
    """Whether the child of each episode has a stay on its day, the first and the last day of it included."""
    own: dict[str, list[tuple[pd.Timestamp, pd.Timestamp]]] = {}
    never = pd.Timestamp("2099-01-01")
    for person, begin, end in zip(stays["person"], stays["begin"], stays["end"].fillna(never), strict=True):
        own.setdefault(person, []).append((begin, end))
    return [
        any(begin <= day <= end for begin, end in own.get(person, []))
        for person, day in zip(episodes["person"], episodes["day"], strict=True)
    ]


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
    assert len(in_care) == 454  # 43% of 1,056
    assert in_care["person"].nunique() == 100  # 22% of 454


def test_children_by_source_of_their_care_status(episodes: pd.DataFrame) -> None:
    order = ["looked_after", "placed", "marker"]
    in_care = episodes[episodes["care"] != "none"]
    source = in_care.groupby("person")["care"].agg(lambda care: min(care, key=order.index))
    assert source.value_counts().to_dict() == {"looked_after": 52, "placed": 36, "marker": 12}


def test_looked_after_children_who_were_not_in_care_on_the_day(folder: Path, episodes: pd.DataFrame) -> None:
    looked_after = set(stays(folder, "2015", "looked_after")["person"])
    outside = episodes[episodes["person"].isin(looked_after) & (episodes["care"] == "none")]
    assert outside["person"].nunique() >= 14
    assert not (outside["marker"] == "yes").any()


def test_female_share_and_repeats(episodes: pd.DataFrame) -> None:
    children = episodes.drop_duplicates("person")["sex"].value_counts()
    assert 0.525 <= children["F"] / (children["F"] + children["M"]) < 0.535
    assert 4 <= children["U"] <= 12
    assert 1 <= children["X"] <= 3
    by_sex = episodes["sex"].value_counts()
    assert by_sex["F"] / children["F"] > by_sex["M"] / children["M"]
    each = episodes.groupby("person").size()
    assert (each == 1).mean() > 0.5
    assert 1 <= (each > 20).sum() <= 8


def test_absent_falls_when_it_is_redefined(episodes: pd.DataFrame) -> None:
    absent = episodes["category"] == "absent"
    assert 0.25 < absent.mean() < 0.35
    before = episodes["day"] < "2015-03-11"
    assert absent[before].mean() > absent[~before].mean() + 0.1


def test_every_month_has_episodes_and_2014_is_smaller(folder: Path, episodes: pd.DataFrame) -> None:
    assert sorted(episodes["day"].dt.month.unique()) == list(range(1, 12))
    earlier = count(folder, "2014", "2014-01-01", "2014-11-30")
    assert len(earlier) < len(episodes)
    assert earlier["person"].nunique() < 454
    both = set(earlier["person"]) & set(episodes["person"])
    assert len(both) > 20


def test_looked_after_children_over_the_year_and_at_its_end(folder: Path) -> None:
    rows = stays(folder, "2015", "looked_after")
    in_year = rows[(rows["begin"] <= "2015-12-31") & ~(rows["end"] < "2015-01-01")]
    assert in_year["legal_status"].isin(["V3", "V4"]).sum() >= 10
    in_care = in_year[~in_year["legal_status"].isin(["V3", "V4"])]
    assert 480 <= in_care["person"].nunique() <= 640
    assert 340 <= in_care[in_care["end"].isna()]["person"].nunique() <= 480
    assert (in_care.groupby("person").size() > 1).mean() > 0.2


def test_children_placed_by_others(folder: Path) -> None:
    rows = stays(folder, "2015", "placed_by_others")
    in_year = rows[(rows["begin"] <= "2015-12-31") & ~(rows["end"] < "2015-01-01")]
    assert 110 <= in_year["person"].nunique() <= 175
    assert in_year["responsible_authority"].nunique() >= 8
    assert "Wiltshire" not in set(in_year["responsible_authority"])


def test_about_six_children_under_two_police_references(folder: Path, episodes: pd.DataFrame) -> None:
    rows = read(folder, "2015", "missing_episodes")
    rows = rows[(rows["person_ref"] != "") & rows["person"].isin(episodes["person"])]
    references = rows.groupby("person")["person_ref"].nunique()
    assert 2 <= (references == 2).sum() <= 12
    assert references.max() == 2
    assert (rows.groupby("person_ref")["person"].nunique() == 1).all()


@pytest.mark.full
@pytest.mark.parametrize("seed", range(1, 21))
def test_every_seed_is_calibrated(seed: int, tmp_path: Path) -> None:
    write_sample(tmp_path, ["2015"], seed=seed)
    episodes = count(tmp_path, "2015", "2015-01-01", "2015-11-30")
    test_episodes_and_children(episodes)
    test_care_shares(episodes)
    test_children_by_source_of_their_care_status(episodes)
    sex = episodes.drop_duplicates("person")["sex"].value_counts()
    assert 0.525 <= sex["F"] / (sex["F"] + sex["M"]) < 0.535
