"""All the crimes that the police recorded: the planned CSE crimes, and others with the people in them.

Nothing added here changes what the plan adds up to: a further crime is not CSE, out of scope or a fault, and
a further person in a CSE crime is out of scope or a fault.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.random import Generator

from profile_lib.sample import canaries, crimes, faults, police, systems
from profile_lib.sample.eligible import adults, under_18
from profile_lib.sample.streams import choose, first_by_race
from profile_lib.sample.targets import OFFENCES, OffenceTargets
from profile_lib.sample.world import World

SYSTEM = "offence_people"
OUTSIDE = 6  # flagged crimes recorded in the weeks before and after the year
ACROSS = 2  # victims of CSE crimes who are victims of another offence too; as many suspects
ADULT_VICTIMS = 4  # besides the child, of a CSE crime
WITH_SUSPECT = 0.6  # of the other offences
STAGES = {"suspect": 0.7, "cautioned": 0.05, "charged": 0.15, "convicted": 0.1}  # how far it went
TWO_ROWS = 0.4  # of those cautioned or more: they have a row as a suspect as well
MISSING_TOO = (
    20  # how much readier to be drawn here are those who went missing, to be mistaken for more overlap
)
REFERENCE_NUMBERS = 2_000  # set apart for one county's crimes in a year


@lru_cache(maxsize=1)  # one extract is written after the other
def recorded(world: World, year: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The year's crimes, and the people in them.

    Crimes: as planned, with kind, flag and reviewed (the CSE flags) and crime_ref. ``kind``: cse, or what
    keeps a crime out: cleared (not CSE after review), other (never flagged), outside (the year), spoilt (a
    fault will be put in). People: crime, person (missing: not named), role, spoilt.
    """
    rng = world.stream(f"offences {year}: others")
    held = systems.records(world, SYSTEM)
    missing = police.went_missing(world, year)
    cse, cast = crimes.planned(world, year, held, missing)
    cse = _flagged(rng, cse, OFFENCES[year])
    others = _other_crimes(rng, year, first=len(cse))
    readiness = world.people["frailty"].mul(missing.reindex(world.people.index).eq(True) * MISSING_TOO + 1)
    people = [
        _unnamed(cse).assign(spoilt=False),
        _staged(rng, pd.concat([cast, _in_others(rng, year, held, others, cast, world, readiness)])).assign(
            spoilt=False
        ),
        _who_must_not_count(rng, year, held, cse, cast, world, readiness),
    ]
    crime = _completed(world.stream(f"offences {year}: flags"), pd.concat([cse, others]), OFFENCES[year])
    number = world.county * REFERENCE_NUMBERS + rng.permutation(REFERENCE_NUMBERS)[: len(crime)]
    refs = f"CR{year[2:]}/" + pd.Series(number, index=crime.index).astype(str).str.zfill(7)
    return crime.assign(crime_ref=refs), pd.concat(people, ignore_index=True).astype({"person": "Int64"})


def _flagged(rng: Generator, cse: pd.DataFrame, targets: OffenceTargets) -> pd.DataFrame:
    """The CSE crimes with their flags: as recorded, or as reviewed where a review was needed to see it."""
    confirmed = rng.permutation(len(cse)) < targets.confirmed
    reviewed = confirmed | (rng.random(len(cse)) < 0.55)
    return cse.assign(
        kind="cse",
        flag=np.where(confirmed, choose(rng, len(cse), ["no", ""], [0.7, 0.3]), "yes"),
        reviewed=np.where(reviewed, "yes", ""),
    )


def _other_crimes(rng: Generator, year: str, first: int) -> pd.DataFrame:
    """Crimes that do not count as CSE, numbered from ``first``."""
    targets = OFFENCES[year]
    sizes = [targets.others, targets.cleared, OUTSIDE, len(faults.OFFENCES)]
    kind = np.repeat(["other", "cleared", "outside", "spoilt"], sizes)
    n = len(kind)
    inside = pd.Timestamp(int(year), 1, 1) + pd.to_timedelta(rng.integers(0, 364, size=n), unit="D")
    # The last days of December before, or the first of January after
    weeks_apart = np.where(rng.random(n) < 0.5, -11, 365 + 3)
    outside = pd.Timestamp(int(year), 1, 1) + pd.to_timedelta(
        weeks_apart + rng.integers(0, 10, size=n), unit="D"
    )
    recorded = pd.Series(inside.where(kind != "outside", outside), index=first + np.arange(n))
    begin = recorded - pd.to_timedelta(rng.exponential(40, size=n).astype(int), unit="D")
    unflagged = choose(rng, n, ["no", ""], [0.9, 0.1])
    unreviewed = choose(rng, n, ["", "no"], [0.8, 0.2])
    crime = pd.DataFrame(
        {
            "recorded": recorded.astype("datetime64[us]"),
            "committed_from": begin.astype("datetime64[us]"),
            "committed_to": begin.mask(rng.random(n) < 0.6).astype("datetime64[us]"),
            "on": begin.astype("datetime64[us]"),
            "reported": choose(rng, n, [1.0, 2.0, np.nan], [0.6, 0.1, 0.3]).astype(float),
            "kind": kind,
            "flag": np.where(kind == "other", unflagged, "yes"),
            "reviewed": np.select([kind == "other", kind == "cleared"], [unreviewed, "no"], ""),
        }
    )
    return crime.rename_axis("crime")


def _completed(rng: Generator, crime: pd.DataFrame, targets: OffenceTargets) -> pd.DataFrame:
    """The crimes with as many flags blank, and as many reviewed, as the year has: of those that count, and
    again of those that do not. What is CSE stays so."""
    counted = crime["kind"].isin(["cse", "cleared", "other"])
    needed = ((crime["kind"] == "cse") & (crime["flag"] != "yes")) | (crime["kind"] == "cleared")
    blank = pd.Series(False, index=crime.index)
    filled = pd.Series(False, index=crime.index)
    for group in (counted, ~counted):
        size = int(group.sum())
        free = group & ~(counted & (crime["flag"] == "yes"))
        blank |= _so_many(rng, round(targets.flag_blank * size), free, crime["flag"] == "")
        wanted = round(targets.reviewed * size) - int(needed[group].sum())
        filled |= _so_many(rng, wanted, group & ~needed, crime["reviewed"] != "")
    answer = pd.Series(np.where(crime["kind"] == "other", "no", "yes"), index=crime.index)
    return crime.assign(
        flag=crime["flag"].mask(crime["flag"] == "", "no").mask(blank, ""),
        reviewed=crime["reviewed"].mask(~needed, answer.where(filled, "")),
    )


def _so_many(rng: Generator, n: int, free: pd.Series[bool], so_far: pd.Series[bool]) -> pd.Series[bool]:
    """``n`` of the rows that are ``free``, of those that are so already first."""
    order = pd.Series(rng.random(len(free)) + ~so_far, index=free.index)[free]
    return free & (order.rank() <= n).reindex(free.index, fill_value=False)


def _in_others(
    rng: Generator,
    year: str,
    held: pd.DataFrame,
    others: pd.DataFrame,
    cast: pd.DataFrame,
    world: World,
    readiness: pd.Series[float],
) -> pd.DataFrame:
    """A victim of each of the other crimes and a suspect of some; a few are in a CSE crime as well.

    The canaries, whose readiness is infinite, come first, and so are victims of crimes of kind ``other``.
    """
    start, end = pd.Timestamp(int(year), 1, 1), pd.Timestamp(int(year), 12, 30)
    born, taken = world.people["dob"], cast["person"]
    window = under_18(world, held, start.date(), end.date())
    children = (window["first"] == start) & (window["last"] == end) & (born < start - pd.DateOffset(years=5))
    victims = _drawn(rng, readiness[children & ~born.index.isin(taken)], len(others) - ACROSS)
    in_cse = taken[(cast["role"] == "victim") & taken.map(children)].drop_duplicates().tail(ACROSS)

    of_age = born.between(start - pd.DateOffset(years=25), start - pd.DateOffset(years=14))
    free = of_age & (world.people["sex"] == "M") & ~born.index.isin([*taken, *victims])
    crime = others.index[rng.random(len(others)) < WITH_SUSPECT]
    suspects = _drawn(rng, readiness[free & ~canaries.among(world.people)], len(crime) - ACROSS)
    too = taken[cast["role"] == "suspect"].drop_duplicates().tail(ACROSS)
    return pd.DataFrame(
        {
            "crime": [*others.index, *crime],
            "person": [*victims[:5], *in_cse, *victims[5:], *too, *suspects],
            "role": np.repeat(["victim", "suspect"], [len(others), len(crime)]),
        }
    )


def _who_must_not_count(
    rng: Generator,
    year: str,
    held: pd.DataFrame,
    cse: pd.DataFrame,
    cast: pd.DataFrame,
    world: World,
    readiness: pd.Series[float],
) -> pd.DataFrame:
    """Further people in CSE crimes: adult victims, out of scope, and children in whose row a fault comes."""
    start, end = pd.Timestamp(int(year), 1, 1), pd.Timestamp(int(year), 12, 30)
    free = ~canaries.among(world.people) & ~world.people.index.isin(cast["person"])
    grown = adults(world, held, start.date(), end.date())["first"] == start
    adult = _drawn(rng, readiness[free & grown.reindex(free.index, fill_value=False)], ADULT_VICTIMS)
    window = under_18(world, held, start.date(), end.date())
    young = (window["first"] == start) & (window["last"] == end)
    children = _drawn(rng, readiness[free & young], len(faults.OFFENCE_PEOPLE))
    this_year = cse.index[cse["on"] >= start]
    return pd.DataFrame(
        {
            "crime": rng.choice(this_year, size=len(adult) + len(children), replace=False),
            "person": [*adult, *children],
            "role": "victim",
            "spoilt": np.repeat([False, True], [len(adult), len(children)]),
        }
    )


def _drawn(rng: Generator, readiness: pd.Series[float], n: int) -> list[int]:
    return [int(person) for person in readiness.index[first_by_race(rng, readiness.to_numpy(), n)]]


def _unnamed(cse: pd.DataFrame) -> pd.DataFrame:
    """A row of a suspect who is not named for each crime where somebody was reported and nobody is named."""
    crime = cse.index[(cse["named"] == 0) & (cse["reported"] > 0)]
    return pd.DataFrame({"crime": crime, "person": pd.NA, "role": "suspect"})


def _staged(rng: Generator, people: pd.DataFrame) -> pd.DataFrame:
    """The people with how far it went for each suspect; some have a row for each of two stages."""
    suspect = people["role"] == "suspect"
    stage = choose(rng, len(people), list(STAGES), list(STAGES.values()))
    staged = people.assign(role=people["role"].mask(suspect, stage))
    further = ~staged["role"].isin(["victim", "suspect"]) & (rng.random(len(people)) < TWO_ROWS)
    return pd.concat([staged, staged[further].assign(role="suspect")])
