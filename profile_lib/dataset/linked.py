"""The frames that measures count, and what is known about how they came to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from profile_lib.edition import Edition
from profile_lib.figures import Period

AGE_BANDS = {"0-9": (0, 9), "10-12": (10, 12), "13-14": (13, 14), "15-16": (15, 16), "17": (17, 17)}
REPEAT_BANDS = {
    **{str(n): (n, n) for n in range(1, 6)},
    "6-10": (6, 10),
    "11-20": (11, 20),
    "21-50": (21, 50),
    "51+": (51, 10**9),
}
EPISODE_FRAMES = ("episodes", "episodes_if_open_linked")


@dataclass(frozen=True)
class Dataset:
    """An edition's frames over one window. A child is a random key; no name, date of birth or reference.

    ``frames`` holds
    ``episodes``: one row an episode, in order of start: child, start, start_has_time, end, end_has_time,
    open, category, month, sex, age, age_band, repeats, in_care, care_source, police_marker;
    ``episodes_if_open_linked``: the same if every undecided pair of records were one child;
    ``cse_people``: child, role, recorded_on, one row a named person's part in a CSE offence; and
    ``cse_people_if_open_linked``;
    ``effects``: rule, rows_before, rows_after, changed: what each rule of merging did to the count;
    ``intake``: extract, file, sha256, read, used, fault, scope;
    ``set_aside``: extract, row, rule, level, column, message; ``notices``: the same columns;
    ``links``: outcome, pairs; ``care``: rows, linkable (the looked-after rows and how many have identifiers)
    and basis: records, marker or nothing, from which care status can be known.
    """

    edition: Edition
    period: Period
    frames: Mapping[str, pd.DataFrame]

    @property
    def area(self) -> str:
        return self.edition.area.name

    @property
    def episodes(self) -> pd.DataFrame:
        return self.frames["episodes"]

    @property
    def cse_people(self) -> pd.DataFrame:
        return self.frames["cse_people"]

    @property
    def supplied(self) -> frozenset[str]:
        """The extracts that partners sent."""
        return frozenset(self.frames["intake"]["extract"])

    @property
    def care_basis(self) -> str:
        return str(self.frames["care"]["basis"].iloc[0])

    @property
    def open_pairs(self) -> int:
        """Pairs of records that may be one child and that nobody has decided."""
        links = self.frames["links"]
        return int(links.loc[links["outcome"].isin(["open", "unsure"]), "pairs"].sum())

    def if_open_pairs_linked(self) -> Dataset:
        """The data as they would be if every undecided pair were the same child."""
        linked = {name: self.frames[f"{name}_if_open_linked"] for name in ("episodes", "cse_people")}
        return replace(self, frames={**self.frames, **linked})

    def over(self, period: Period) -> Dataset:
        """The data narrowed to a shorter window. Raises ValueError where it is not inside the present one."""
        if not period.within(self.period):
            raise ValueError(f"{period} is not inside {self.period}")
        narrowed = {name: described(_started_in(self.frames[name], period)) for name in EPISODE_FRAMES}
        return replace(self, period=period, frames={**self.frames, **narrowed})


def described(episodes: pd.DataFrame) -> pd.DataFrame:
    """The episodes with what depends on the window: month, the child's age band at the first, and repeats."""
    ordered = episodes.sort_values("start", kind="stable")
    by_child = ordered.groupby("child", sort=False)
    first_age = by_child["age"].transform("first")
    return ordered.assign(
        month=ordered["start"].dt.strftime("%Y-%m"),
        age_band=_banded(first_age, AGE_BANDS).fillna("U"),
        repeats=_banded(by_child["child"].transform("size"), REPEAT_BANDS),
    ).reset_index(drop=True)


def _started_in(episodes: pd.DataFrame, period: Period) -> pd.DataFrame:
    days = episodes["start"].dt.normalize()
    return episodes[days.between(pd.Timestamp(period.start), pd.Timestamp(period.end))]


def _banded(numbers: pd.Series, bands: Mapping[str, tuple[int, int]]) -> pd.Series:
    """The band of each number; missing where it has none."""
    banded = pd.Series(pd.NA, index=numbers.index, dtype="str")
    for name, (low, high) in bands.items():
        banded = banded.mask(numbers.between(low, high).fillna(False).astype(bool), name)
    return banded
