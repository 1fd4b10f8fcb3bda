"""The council's extract ``at_risk_register``: spells of children identified as at risk of exploitation."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.random import Generator

from profile_lib.sample import canaries, faults, noise, police, systems
from profile_lib.sample.eligible import adults, under_18
from profile_lib.sample.partner_targets import AT_RISK
from profile_lib.sample.streams import choose, first_by_race
from profile_lib.sample.targets import MISSING
from profile_lib.sample.world import World

SYSTEM = "at_risk_register"
AGE_WEIGHT = {11: 0.3, 12: 0.8, 13: 1.6, 14: 2.3, 15: 2.5, 16: 1.8, 17: 0.8}  # invented, in proportion
MEAN_SPELL = 210  # days
AGAIN_AFTER = (30, 110)  # days between the end of a spell and the next one of the year
ADULT_ROWS, LATER_ROWS = 3, 3  # out of scope: 18 or over; identified after the year has ended
DUPLICATE_ROWS = 3

COLUMNS = [
    "child_ref", "surname", "forename", "date_of_birth", "sex", "identified_on", "closed_on", "postcode",
    "risk_level", "referral_source", "community_area", "ethnicity_self", "disability", "send", "outcome",
]  # fmt: skip
SOURCES = {"police": 34, "school": 18, "social care": 21, "health": 9, "family": 7, "youth service": 11}
OUTCOMES = {"risk reduced": 50, "stepped down": 24, "moved away": 8, "turned 18": 8, "no further concern": 10}


def at_risk_register(world: World, year: str) -> pd.DataFrame:
    """The spells that the register holds for the year, as it was on 15 January after it.

    Text in file order, dates ISO, with the column ``person`` in front (the truth).
    """
    rng = world.stream(f"at_risk_register {year}: rows")
    taken = pd.Timestamp(int(year) + 1, 1, 15)
    spell = pd.concat([_earlier(world, year), planned(world, year), _out_of_scope(rng, world, year)])
    spell = spell.sort_values(["identified_on", "person"], ignore_index=True)
    rows = spell.assign(closed_on=spell["closed_on"].mask(spell["closed_on"] > taken)).merge(
        systems.held(world, SYSTEM), on="person", validate="many_to_one"
    )
    typed = _typed(rng, world, year, canaries.restore(noise.slips(rng, rows), SYSTEM, world.people))
    copies = typed.loc[
        rng.choice(typed.index, size=DUPLICATE_ROWS + len(faults.AT_RISK_REGISTER), replace=False)
    ]
    extra = faults.spoil(copies, copies.index[DUPLICATE_ROWS:], faults.AT_RISK_REGISTER)
    return faults.insert(rng, typed, extra)[["person", *COLUMNS]]


def identified(world: World, year: str) -> pd.Index[int]:
    """The children identified in the year."""
    return pd.Index(planned(world, year)["person"].unique())


@lru_cache(maxsize=2)  # the spells of the year before are in the next year's extract too
def planned(world: World, year: str) -> pd.DataFrame:
    """The spells that begin in the year: columns person, identified_on, closed_on.

    The sexes are those that the register records; everybody is under 18 all year, by truth and by record.
    """
    targets = AT_RISK[year]
    rng = world.stream(f"at_risk_register {year}: plan")
    pool = _children(world, year)
    drawn: list[pd.Index[int]] = []
    total = sum(targets.identified.values())
    for sex, children in targets.identified.items():
        own = pool[pool["sex"] == sex]
        went = round(targets.missing * children / total)
        for group, n in ((own[own["missing"]], went), (own[~own["missing"]], children - went)):
            drawn.append(group.index[first_by_race(rng, group["weight"].to_numpy(), n)])
    person = np.concatenate(drawn)
    start = pd.Timestamp(int(year), 1, 1)
    first = rng.integers(0, 362, size=len(person))
    again = np.sort(rng.permutation(len(person))[: targets.again])
    # who is identified twice is so early in the year at first, and that spell is closed
    first[again] = rng.integers(5, 120, size=len(again))
    length = 20 + rng.exponential(MEAN_SPELL, size=len(person)).astype(int)
    length[again] = rng.integers(20, 90, size=len(again))
    second = first[again] + length[again] + rng.integers(*AGAIN_AFTER, size=len(again))
    length = np.concatenate([length, 20 + rng.exponential(MEAN_SPELL, size=len(again)).astype(int)])
    begin = start + pd.to_timedelta(np.concatenate([first, second]), unit="D")
    spells = pd.DataFrame(
        {
            "person": np.concatenate([person, person[again]]),
            "identified_on": begin.astype("datetime64[us]"),
            "closed_on": (begin + pd.to_timedelta(length, unit="D")).astype("datetime64[us]"),
        }
    )
    eve = spells["person"].map(world.people["dob"]) + pd.DateOffset(years=18) - pd.Timedelta(days=1)
    # The next year's extract is the last one with the spell, so it ends in that year.
    last = pd.Timestamp(int(year) + 1, 12, 20)
    eve = eve.where(eve <= last, last)
    return spells.assign(closed_on=spells["closed_on"].where(spells["closed_on"] <= eve, eve))


def _children(world: World, year: str) -> pd.DataFrame:
    """Who could be identified in the year: index person, columns sex (as recorded), missing, weight."""
    held = systems.held(world, SYSTEM)
    start, end = pd.Timestamp(int(year), 1, 1), pd.Timestamp(int(year), 12, 30)
    window = under_18(world, held, start.date(), end.date())
    all_year = window.index[(window["first"] == start) & (window["last"] == end)]
    people = world.people.loc[all_year.difference(world.people.index[canaries.among(world.people)])]
    own = people["authority"].isna()  # children placed here by others are their own councils' to identify
    weight = ((end - people["dob"]).dt.days // 365).map(AGE_WEIGHT).fillna(0) * people["frailty"] * own
    missing = police.went_missing(world, year) if year in MISSING else pd.Series(dtype=bool)
    return pd.DataFrame(
        {
            "sex": held.set_index("person")["sex"].reindex(people.index),
            "missing": people.index.isin(missing.index[missing]),
            "weight": weight,
        }
    )


def _earlier(world: World, year: str) -> pd.DataFrame:
    """The spells of the year before, but for those that ended long before this one.

    Those closed in its last weeks are out of scope. A spell ends before its child is identified again.
    """
    before = planned(world, str(int(year) - 1))
    anew = before["person"].map(planned(world, year).groupby("person")["identified_on"].min())
    limit = anew - pd.Timedelta(days=30)
    closed = before["closed_on"].where(~(before["closed_on"] > limit), limit)
    spells = before.assign(closed_on=closed)[closed >= before["identified_on"]]
    return spells[spells["closed_on"] >= pd.Timestamp(int(year) - 1, 11, 15)]


def _out_of_scope(rng: Generator, world: World, year: str) -> pd.DataFrame:
    """Spells of people of 18 or over, and spells that begin after the year."""
    held = systems.held(world, SYSTEM)
    start, end = pd.Timestamp(int(year), 1, 1), pd.Timestamp(int(year), 12, 30)
    grown = adults(world, held, start.date(), end.date())
    young = grown.index[(grown["first"] == start)]
    weight = world.people["frailty"].reindex(young).replace(np.inf, 0)
    weight *= world.people["dob"].reindex(young) > start - pd.DateOffset(years=20)
    adult = young[first_by_race(rng, weight.to_numpy(), ADULT_ROWS)]
    pool = _children(world, year).drop(identified(world, year))
    later = pool.index[first_by_race(rng, pool["weight"].to_numpy(), LATER_ROWS)]
    days = [*rng.integers(20, 340, size=ADULT_ROWS), *(366 + rng.integers(0, 10, size=LATER_ROWS))]
    begin = start + pd.to_timedelta(np.array(days), unit="D")
    return pd.DataFrame(
        {
            "person": [*adult, *later],
            "identified_on": begin.astype("datetime64[us]"),
            "closed_on": pd.Series(pd.NaT, range(len(days)), dtype="datetime64[us]"),
        }
    )


def _typed(rng: Generator, world: World, year: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The spells as text, dates ISO."""
    n = len(rows)
    people = world.people.loc[rows["person"]].reset_index(drop=True)

    def column(values: Iterable[object], not_recorded: float) -> pd.Series[str]:
        filled = pd.Series(list(values), index=rows.index, dtype="str")
        return noise.blanked(rng, filled, 1 - (1 - not_recorded) * AT_RISK[year].recorded)

    days = {name: rows[name].dt.strftime("%Y-%m-%d") for name in ("identified_on", "closed_on")}
    outcome = column(choose(rng, n, list(OUTCOMES), list(OUTCOMES.values())), 0.06)
    return rows.assign(
        **days,
        child_ref=rows["ref"],
        date_of_birth=rows["dob"].dt.strftime("%Y-%m-%d"),
        risk_level=column(choose(rng, n, ["high", "medium", "low"], [0.2, 0.45, 0.35]), 0.05),
        referral_source=column(choose(rng, n, list(SOURCES), list(SOURCES.values())), 0.04),
        community_area=column(people["area"], 0.03),
        ethnicity_self=column(people["ethnicity"], 0.12),
        disability=column(people["disability"], 0.08),
        send=column(people["send"], 0.15),
        outcome=outcome.where(rows["closed_on"].notna()),
    )
