"""Which children go missing in a year, how often and when: the calibrated part of the police extract."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.random import Generator

from profile_lib.sample import care
from profile_lib.sample.streams import first_by_race
from profile_lib.sample.targets import ABSENT_REDEFINED, MISSING, MissingTargets
from profile_lib.sample.world import World

Days = np.ndarray[Any, Any]

IN_CARE = ("looked_after", "placed", "unnotified")
SLOT = 2  # days: a child's episodes start at least so far apart, and end before the next one's day
AGE_WEIGHT = [0.01] * 8 + [0.03, 0.05, 0.1, 0.25, 0.6, 1.2, 1.9, 2.2, 1.9, 1.3] + [0.0] * 20
MOST_EPISODES = 36  # of one child in a year
# A few children go missing again soon after coming back, but beyond the hour within which it is one episode.
AGAIN_SOON, SOON = (
    0.06,
    (65, 240),
)  # share of episodes with another in the four days after; minutes between them
# How unequally a kind's repeat episodes fall on its children (sigma of a log-normal weight).
INEQUALITY = {"looked_after": 1.2, "placed": 1.2, "unnotified": 1.0, "left": 0.8, "other": 1.5}


def planned(world: World, year: str, police: pd.DataFrame) -> pd.DataFrame:
    """The true episodes of one year, none of which touches another of the same child.

    Columns person, kind (as in ``targets.Cells``; ``beyond`` for those after the calibrated days), start and end
    (datetime64[us]), last (no later episode of the child in the year), soon (within hours of another episode of the
    child), absent (bool). ``police`` is the police's
    record of people: sex is counted as recorded there, and a child's age is under 18 by every recorded birth date.
    """
    targets = MISSING[year]
    rng = world.stream(f"missing {year}: plan")
    children = _children(rng, _eligible(world, targets, police), targets)
    days = pd.concat(
        [
            _starts(rng, children, "first", "last", children["episodes"], targets),
            _starts(rng, *_either_side(rng, children, targets), targets),
        ]
    )
    days = pd.concat([days, _beyond(rng, world, targets, police)], ignore_index=True)
    return _timed(rng, days.sort_values(["person", "day"], ignore_index=True), targets)


def under_18(world: World, police: pd.DataFrame, first: date, last: date) -> pd.DataFrame:
    """The days on which each person is a child, by truth and by every police record: columns first, last."""
    recorded = police.groupby("person")["dob"].agg(["min", "max"])
    born = pd.concat([world.people["dob"], recorded["min"]], axis=1).min(axis=1)
    known = pd.concat([world.people["dob"], recorded["max"]], axis=1).max(axis=1)
    return pd.DataFrame(
        {
            "first": known.clip(lower=pd.Timestamp(first)),
            "last": (born + pd.DateOffset(years=18) - pd.Timedelta(days=2)).clip(upper=pd.Timestamp(last)),
        }
    )


def _eligible(world: World, targets: MissingTargets, police: pd.DataFrame) -> pd.DataFrame:
    """Who could be drawn: columns kind, sex, weight, first, last (calibrated days), side_first, side_last."""
    people = world.people
    window = under_18(world, police, targets.first, targets.last_start)
    spell = care.spells(world).set_index("person")
    placed = people.loc[
        people["authority"].notna() & ~people.index.isin(spell.index), ["arrived", "left", "notified"]
    ]
    stay = pd.concat(
        [spell.assign(kind="looked_after"),
         placed.rename(columns={"arrived": "from_date", "left": "to_date"})
         .assign(kind=np.where(placed["notified"].astype(bool), "placed", "unnotified"))]
    )  # fmt: skip
    stay = stay[["from_date", "to_date", "kind"]].join(window)
    inside = stay.assign(
        first=stay[["from_date", "first"]].max(axis=1), last=stay[["to_date", "last"]].min(axis=1)
    )
    before = stay["from_date"] - pd.Timedelta(days=4)
    after = stay["to_date"] + pd.Timedelta(days=4)
    earlier = before.clip(upper=stay["last"]) - stay["first"] > stay["last"] - after.clip(lower=stay["first"])
    inside["side_first"] = stay["first"].where(earlier, after.clip(lower=stay["first"]))
    inside["side_last"] = before.clip(upper=stay["last"]).where(earlier, stay["last"])
    overlaps = (stay["from_date"] <= pd.Timestamp(targets.last)) & (
        stay["to_date"] >= pd.Timestamp(targets.first)
    )
    inside = inside[overlaps]
    left = inside[(inside["kind"] == "looked_after") & _at_least(inside, "side_first", "side_last", 60)]
    left = left.assign(kind="left", first=left["side_first"], last=left["side_last"])
    other = window.loc[window.index.difference(stay.index)].assign(kind="other")
    everyone = pd.concat([inside, left, other])
    everyone = everyone[_at_least(everyone, "first", "last", 60)]
    age = (pd.Timestamp(targets.last).year - people["dob"].dt.year).clip(lower=0, upper=len(AGE_WEIGHT) - 1)
    everyone["weight"] = (people["frailty"] * age.map(dict(enumerate(AGE_WEIGHT)))).reindex(everyone.index)
    everyone["sex"] = police.drop_duplicates("person").set_index("person")["sex"].reindex(everyone.index)
    return everyone.drop(columns=["from_date", "to_date"])


def _at_least(frame: pd.DataFrame, first: str, last: str, days: int) -> pd.Series[bool]:
    return (frame[last] - frame[first]).dt.days >= days


def _children(rng: Generator, eligible: pd.DataFrame, targets: MissingTargets) -> pd.DataFrame:
    """The children drawn, with their number of calibrated ``episodes``; nobody is drawn for two cells."""
    drawn: list[pd.DataFrame] = []
    taken = pd.Index([])
    for (kind, sex), (children, episodes) in targets.cells.items():
        pool = eligible[(eligible["kind"] == kind) & (eligible["sex"] == sex) & ~eligible.index.isin(taken)]
        cell = pool.iloc[first_by_race(rng, pool["weight"].to_numpy(), children)]
        capacity = _capacity(cell, "first", "last")
        cell = cell.assign(episodes=_repeats(rng, capacity, episodes, INEQUALITY[kind]))
        taken = taken.union(cell.index)
        drawn.append(cell)
    return pd.concat(drawn)


def _capacity(children: pd.DataFrame, first: str, last: str) -> Days:
    slots = (children[last] - children[first]).dt.days // SLOT
    return np.minimum(slots.to_numpy() // 2, MOST_EPISODES)


def _repeats(rng: Generator, capacity: Days, episodes: int, inequality: float) -> Days:
    """``episodes`` shared out with at least one for each child, most for few, no child above its capacity."""
    weights = rng.lognormal(sigma=inequality, size=len(capacity))
    counts = np.ones(len(capacity), dtype=int)
    while (rest := episodes - counts.sum()) > 0:
        room = capacity - counts
        open_ = np.where(room > 0, weights, 0)
        counts += np.minimum(rng.multinomial(rest, open_ / open_.sum()), room)
    return counts


def _either_side(
    rng: Generator, children: pd.DataFrame, targets: MissingTargets
) -> tuple[pd.DataFrame, str, str, pd.Series[int]]:
    """Episodes of children in care before or after their placement; a few children have them all."""
    in_care = children[children["kind"] == "looked_after"]
    able = in_care[_at_least(in_care, "side_first", "side_last", 40)]
    some = able.iloc[rng.permutation(len(able))[: max(1, targets.either_side // 3)]]
    counts = _repeats(rng, _capacity(some, "side_first", "side_last"), targets.either_side, 0.5)
    return some.assign(kind="left"), "side_first", "side_last", pd.Series(counts, index=some.index)


def _starts(
    rng: Generator,
    children: pd.DataFrame,
    first: str,
    last: str,
    episodes: pd.Series[int],
    targets: MissingTargets,
) -> pd.DataFrame:
    """Days on which each child's episodes start, between its first and last day: columns person, kind, day.

    A child's episodes come in runs: days near one date of its own are likelier than others.
    """
    begin = children[first] + pd.to_timedelta(rng.integers(0, SLOT, size=len(children)), unit="D")
    slots = (children[last] - begin).dt.days // SLOT + 1
    grid = pd.DataFrame(
        {"person": children.index.repeat(slots), "kind": children["kind"].repeat(slots).to_numpy()}
    )
    within = grid.groupby("person").cumcount()
    grid["day"] = begin.repeat(slots).to_numpy() + pd.to_timedelta(within * SLOT, unit="D")
    centre = (rng.random(len(children)) * slots).repeat(slots).to_numpy()
    run = 0.2 + np.exp(-np.abs(within - centre) * SLOT / 40)
    month = grid["day"].dt.month.map(dict(enumerate(targets.month_weights, start=1)))
    arrival = pd.Series(rng.exponential(size=len(grid)) / (run * month), index=grid.index)
    rank = arrival.groupby(grid["person"]).rank(method="first")
    return grid[rank <= episodes.repeat(slots).to_numpy()]


def _beyond(rng: Generator, world: World, targets: MissingTargets, police: pd.DataFrame) -> pd.DataFrame:
    """One episode each of some children in December, after the calibrated days have ended."""
    year = targets.last.year
    window = under_18(world, police, date(year, 12, 5), date(year, 12, 30))
    window = window[(window["last"] - window["first"]).dt.days > 10]
    weight = world.people["frailty"].reindex(window.index).clip(upper=50) * (
        world.people["dob"] < f"{year - 11}"
    )
    some = window.iloc[first_by_race(rng, weight.reindex(window.index).to_numpy(), targets.beyond)]
    return _starts(rng, some.assign(kind="beyond"), "first", "last", pd.Series(1, index=some.index), targets)


def _timed(rng: Generator, days: pd.DataFrame, targets: MissingTargets) -> pd.DataFrame:
    """Hours, lengths and categories. A start is likeliest in the evening; nine in ten end within a day."""
    n = len(days)
    hour = rng.normal(19.5, 4.5, size=n) % 24
    start = days["day"] + pd.to_timedelta((hour * 60).astype(int), unit="min")
    absent = rng.random(n) < np.where(days["day"] < pd.Timestamp(ABSENT_REDEFINED), *targets.absent)
    hours = rng.lognormal(np.where(absent, np.log(3), np.log(7)), 1.15)
    following = days.groupby("person")["day"].shift(-1)
    year_end = pd.Timestamp(targets.last.year, 12, 31, 22)
    latest = (following - pd.Timedelta(hours=2)).fillna(year_end).clip(upper=year_end)
    calibrated = days["kind"] != "beyond"
    latest = latest.where(~calibrated, latest.clip(upper=pd.Timestamp(targets.last) + pd.Timedelta(days=3)))
    end = np.minimum(start + pd.to_timedelta(np.maximum(hours * 60, 10).astype(int), unit="min"), latest)
    next_start = start.groupby(days["person"]).shift(-1)
    soon = (next_start - start < pd.Timedelta(days=4)) & (rng.random(n) < AGAIN_SOON)
    end = end.mask(soon, next_start - pd.to_timedelta(rng.integers(*SOON, size=n), unit="min"))
    return pd.DataFrame(
        {
            "person": days["person"],
            "kind": days["kind"],
            "start": start,
            "end": end,
            "last": following.isna(),
            "soon": soon | soon.shift(fill_value=False),
            "absent": absent,
        }
    )
