"""Which CSE crimes a year has, and who is in them: the calibrated part of the police extracts of offences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.random import Generator

from profile_lib.sample.streams import choose
from profile_lib.sample.targets import OFFENCES, OffenceTargets
from profile_lib.sample.world import FIRST_BIRTH, World

MEAN_LAG = 20  # days from the offence to its recording
NON_RECENT, NON_RECENT_LAG, NON_RECENT_SPAN = 0.08, (380, 1_200), (30, 120)  # share of crimes; days; days
NO_DAY = 0.04  # of crimes without a day of the offence
SPAN = {"none": 0.45, "day": 0.2, "days": 0.35}  # what is known of the last day of the offence
LONG = 10  # days of a range that may hold a birthday
TEENAGE = (13, 16)  # ages of the victims who go missing, and of those in several crimes
ODD_ONES = {"victim": 2, "suspect": 1}  # people without a date of birth, and as many of uncertain age


def planned(
    world: World, year: str, held: pd.DataFrame, went_missing: pd.Series[bool]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A year's CSE crimes, and the people in them.

    Crimes: index crime (from 0), columns recorded, committed_from, committed_to (days; the latter two may be
    missing), on (the day at which ages are counted), named and reported (suspects; NaN: not known). People:
    crime, person, role (victim or suspect). ``held``: what the crime system holds about each person; ages and
    sexes are counted as recorded there. ``went_missing``: by person who is in the missing extract, True for
    those with a calibrated episode: the victims drawn for the overlap are among them, and nobody else is.
    """
    rng = world.stream(f"offences {year}: plan")
    targets = OFFENCES[year]
    crimes = _suspects(rng, targets)
    victims = _overlapping(rng, _shared_out(rng, crimes, "victims", targets.victim_crimes), targets)
    suspects = _shared_out(rng, crimes, "named", targets.offender_crimes).assign(missing=False)
    settled = pd.concat([parts[parts["several"] | parts["missing"]] for parts in (victims, suspects)])
    crimes = _dated(rng, crimes, int(year), non_recent=~crimes.index.isin(settled["crime"]))
    cast = _Casting(rng, world, held, went_missing)
    people = [
        cast.parts(_victims(rng, victims, crimes, targets), victims, "victim"),
        cast.parts(_offenders(rng, suspects, crimes, targets), suspects, "suspect"),
    ]
    return crimes, pd.concat(people, ignore_index=True)


def _suspects(rng: Generator, targets: OffenceTargets) -> pd.DataFrame:
    """The crimes with the number of their suspects named and reported, and of their victims; which are of
    December."""
    numbers = [(*pair, crimes) for pair, crimes in targets.suspects.items()]
    kinds = pd.DataFrame(numbers, columns=["named", "reported", "crimes"])
    crimes = kinds.loc[kinds.index.repeat(kinds["crimes"]), ["named", "reported"]]
    crimes = crimes.iloc[rng.permutation(len(crimes))].reset_index(drop=True).rename_axis("crime")
    more = rng.permutation(len(crimes))[: targets.victim_parts - len(crimes)]
    return crimes.assign(
        reported=crimes["reported"].astype(float),
        victims=1 + crimes.index.isin(more),
        december=crimes.index < targets.december,
    )


def _shared_out(rng: Generator, crimes: pd.DataFrame, parts: str, several: Sequence[int]) -> pd.DataFrame:
    """Who has a part in which crime: columns crime, december, who (from 0), several (in more than one crime).

    ``parts``: the column that says how many a crime has. ``several``: the numbers of crimes of those in more
    than one, none of which is of December; the others are in one each.
    """
    shuffled = pd.Series(rng.permutation(crimes.index.repeat(crimes[parts])))
    once_each = shuffled[~shuffled.duplicated() & ~shuffled.map(crimes["december"])]
    first = once_each.head(sum(several))
    crime = pd.concat([first, shuffled.drop(first.index)], ignore_index=True)
    others = len(several) + np.arange(len(crime) - sum(several))
    who = np.concatenate([np.repeat(np.arange(len(several)), several), others])
    december = crime.map(crimes["december"])
    return pd.DataFrame({"crime": crime, "december": december, "who": who, "several": who < len(several)})


def _overlapping(rng: Generator, parts: pd.DataFrame, targets: OffenceTargets) -> pd.DataFrame:
    """The parts with missing: the victim is to be one of the year's missing children."""
    later = parts.groupby("who")["december"].all()
    of_december = rng.permutation(later.index[later])[: targets.missing_in_december]
    earlier = rng.permutation(later.index[~later])[: targets.missing - targets.missing_in_december]
    return parts.assign(missing=parts["who"].isin([*of_december, *earlier]))


def _dated(rng: Generator, crimes: pd.DataFrame, year: int, non_recent: np.ndarray[Any, Any]) -> pd.DataFrame:
    """The crimes with their days. ``non_recent``: which may have been committed more than a year before."""
    n = len(crimes)
    within_11_months, in_december = rng.integers(0, 334, size=n), rng.integers(335, 364, size=n)
    days = np.where(crimes["december"], in_december, within_11_months)
    recorded = pd.Series(pd.Timestamp(year, 1, 1) + pd.to_timedelta(days, unit="D"), index=crimes.index)
    lag = rng.exponential(MEAN_LAG, size=n).astype(int)
    old = (pd.Series(rng.random(n)).where(non_recent).rank() <= NON_RECENT * n).to_numpy()
    lag = np.where(old, rng.integers(*NON_RECENT_LAG, size=n), lag)
    begin = recorded - pd.to_timedelta(lag, unit="D")
    span = np.where(old, "days", choose(rng, n, list(SPAN), list(SPAN.values())))
    vague = np.where(old, rng.integers(*NON_RECENT_SPAN, size=n), 1 + rng.exponential(30, size=n).astype(int))
    length = np.where(span == "days", np.minimum(lag, vague), 0)
    unknown = (rng.random(n) < NO_DAY) & ~old
    dated = crimes.assign(
        recorded=recorded.astype("datetime64[us]"),
        committed_from=begin.mask(unknown).astype("datetime64[us]"),
        committed_to=(begin + pd.to_timedelta(length, unit="D")).mask(unknown | (span == "none")),
    )
    return dated.assign(on=dated["committed_from"].fillna(dated["recorded"]))


def _victims(
    rng: Generator, parts: pd.DataFrame, crimes: pd.DataFrame, targets: OffenceTargets
) -> pd.DataFrame:
    cells = _cells(targets.victims)
    ready = cells["age"].between(*TEENAGE)
    girl, known = cells["sex"] == "F", cells["sex"] != "U"
    who = _given(rng, _wanted(parts, crimes), cells, several=ready & girl, missing=ready & known)
    return _odd_ones(rng, who.assign(victim=True), "victim")


def _offenders(
    rng: Generator, parts: pd.DataFrame, crimes: pd.DataFrame, targets: OffenceTargets
) -> pd.DataFrame:
    cells = _cells(targets.offenders)
    male = cells["sex"] == "M"
    who = _given(rng, _wanted(parts, crimes), cells, several=male, missing=male)
    return _odd_ones(rng, _born_in_time(who).assign(victim=False), "suspect")


def _wanted(parts: pd.DataFrame, crimes: pd.DataFrame) -> pd.DataFrame:
    """Index who; on and until (first and last day of the first offence), latest (first day of the last one),
    several, missing."""
    days = parts.join(crimes[["on", "committed_to"]], on="crime").sort_values(["on", "crime"])
    days["until"] = days["committed_to"].fillna(days["on"])
    by_who = days.groupby("who")
    first = by_who[["on", "until", "several", "missing"]].first()
    return first.assign(latest=by_who["on"].max())


def _cells(text: Mapping[str, str]) -> pd.DataFrame:
    """One row a person from "14:3 15:7" (age: people) by sex."""
    counts = [(sex, *map(int, pair.split(":"))) for sex, pairs in text.items() for pair in pairs.split()]
    cells = pd.DataFrame(counts, columns=["sex", "age", "people"])
    return cells.loc[cells.index.repeat(cells.pop("people"))].reset_index(drop=True)


def _given(
    rng: Generator,
    who: pd.DataFrame,
    cells: pd.DataFrame,
    *,
    several: pd.Series[bool],
    missing: pd.Series[bool],
) -> pd.DataFrame:
    """Everybody with a sex and an age; ``several`` and ``missing`` say which cells suit those who are."""
    free = pd.Index(rng.permutation(cells.index))
    chosen = []
    for group, suits in (
        (who["several"], several),
        (who["missing"] & ~who["several"], missing),
        (~who["missing"] & ~who["several"], several | ~several),
    ):
        taken = free[suits[free]][: group.sum()]
        chosen.append(cells.loc[taken].set_axis(who.index[group]))
        free = free.difference(taken, sort=False)
    return who.join(pd.concat(chosen))


def _born_in_time(who: pd.DataFrame) -> pd.DataFrame:
    """Who would be older than anybody in the county, on the day of a non-recent crime, exchanges the age with
    the one of the latest crime."""
    born = who["on"] - pd.to_timedelta((who["age"] * 365.25).astype(int), unit="D")
    too_old = (born < pd.Timestamp(FIRST_BIRTH) + pd.Timedelta(days=60)) & ~who["several"]
    possible = who.copy()
    for old in who.index[too_old]:
        suits = who[(who["sex"] == who.at[old, "sex"]) & ~who["several"] & ~who["missing"]]
        pair = [old, suits["on"].idxmax()]
        possible.loc[pair, "age"] = possible.loc[pair[::-1], "age"].to_numpy()
    return possible


def _odd_ones(rng: Generator, who: pd.DataFrame, role: str) -> pd.DataFrame:
    """The people with undated (the system has no date of birth) and spanning (the days on which the offence
    may have been hold a birthday), True for a few of those who are in one crime."""
    ordinary = ~who["several"] & ~who["missing"] & (who["sex"] != "U") & who["age"].between(*TEENAGE)
    days = (who["until"] - who["on"]).dt.days[ordinary].sort_values(ascending=False, kind="stable")
    spanning = days.index[days >= LONG][: ODD_ONES[role]]
    undated = rng.permutation(who.index[ordinary & ~who.index.isin(spanning)])[: ODD_ONES[role]]
    return who.assign(spanning=who.index.isin(spanning), undated=who.index.isin(undated))


class _Casting:
    """The people of the county, of whom each is given at most one set of parts."""

    def __init__(
        self, rng: Generator, world: World, held: pd.DataFrame, went_missing: pd.Series[bool]
    ) -> None:
        record = held.set_index("person")
        true = world.people["dob"]
        weight = world.people["frailty"].replace(np.inf, 0).to_numpy()
        people = pd.DataFrame(
            {
                "born": record["dob"].fillna(true),
                "undated": record["dob"].isna(),
                "sex": record["sex"],
                "missing": went_missing.reindex(true.index),
                "arrival": rng.exponential(size=len(true)) / np.where(weight > 0, weight, np.nan),
            }
        )
        self.people = people.dropna(subset="arrival").sort_values("arrival")
        born = self.people["born"].dt
        self.year, self.month_day = born.year.to_numpy(), (born.month * 100 + born.day).to_numpy()
        self.free = np.full(len(self.people), True)

    def parts(self, who: pd.DataFrame, parts: pd.DataFrame, role: str) -> pd.DataFrame:
        """The parts with the person who has each: crime, person, role."""
        hardest = who.sort_values(["spanning", "undated", "missing", "several"], ascending=False)
        person = pd.Series({wanted.Index: self._one(wanted) for wanted in hardest.itertuples()})
        return pd.DataFrame({"crime": parts["crime"], "person": parts["who"].map(person), "role": role})

    def _one(self, wanted: Any) -> int:
        """The first free person who is what is wanted; ``ValueError`` if there is none."""
        who = self.people
        fits = self.free & ((who["sex"] == wanted.sex) & (who["undated"] == wanted.undated)).to_numpy()
        went_missing = who["missing"]
        fits &= (went_missing.eq(True) if wanted.missing else went_missing.isna()).to_numpy()
        if wanted.undated:  # nobody can tell the age to the year
            fits &= np.abs(self._ages(wanted.on) - wanted.age) <= 1
        else:
            fits &= self._ages(wanted.on) == wanted.age
            fits &= self._ages(wanted.until) == wanted.age + wanted.spanning
        if wanted.victim:
            fits &= self._ages(wanted.latest) < 18
        if not fits.any():
            raise ValueError(f"nobody is {wanted.age}, {wanted.sex}, and what else the crime wants")
        first = int(fits.argmax())
        self.free[first] = False
        return int(who.index[first])

    def _ages(self, day: pd.Timestamp) -> np.ndarray[Any, Any]:
        """Completed years of age on a day."""
        to_come = self.month_day > day.month * 100 + day.day
        ages: np.ndarray[Any, Any] = day.year - self.year - to_come
        return ages
