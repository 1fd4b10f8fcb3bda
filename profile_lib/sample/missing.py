"""Which children go missing in a year, how often and when: the calibrated part of the police extract."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.random import Generator

from profile_lib.sample.eligible import eligible, long_enough, under_18
from profile_lib.sample.streams import first_by_race
from profile_lib.sample.targets import ABSENT_REDEFINED, MISSING, MissingTargets
from profile_lib.sample.world import World

Counts = np.ndarray[Any, Any]

IN_CARE = ("looked_after", "placed", "unnotified")
SLOT = 2  # days: a child's episodes start at least so far apart, and end before the next one's day
MOST_EPISODES = 36  # of one child in a year
# A few children go missing again soon after coming back, but beyond the hour within which it is one episode.
AGAIN_SOON = 0.06  # of episodes with another one in the four days after
SOON = (65, 240)  # minutes between them
# How unequally a kind's repeat episodes fall on its children (sigma of a log-normal weight).
INEQUALITY = {"looked_after": 1.2, "placed": 1.2, "unnotified": 1.0, "left": 0.8, "other": 1.5}


def planned(world: World, year: str, police: pd.DataFrame) -> pd.DataFrame:
    """The true episodes of one year, none of which touches another of the same child.

    Columns person, kind (as in ``targets.Cells``; ``beyond`` for those after the calibrated days), start and
    end (datetime64[us]), last (no later episode of the child in the year), soon (within hours of another
    episode of the child), absent (bool). ``police`` is the police's record of people: sex is counted as
    recorded there, and a child's age is under 18 by every recorded birth date.
    """
    targets = MISSING[year]
    rng = world.stream(f"missing {year}: plan")
    children = _children(rng, eligible(world, targets, police), targets)
    drawn = [children, _either_side(rng, children, targets), _beyond(rng, world, targets, police)]
    days = pd.concat([_starts(rng, group, targets) for group in drawn])
    return _timed(rng, days.sort_values(["person", "day"], ignore_index=True), targets)


def _children(rng: Generator, eligible: pd.DataFrame, targets: MissingTargets) -> pd.DataFrame:
    """The children drawn, with their number of calibrated ``episodes``; nobody is drawn for two cells."""
    drawn: list[pd.DataFrame] = []
    taken = pd.Index([])
    for (kind, sex), (children, episodes) in targets.cells.items():
        pool = eligible[(eligible["kind"] == kind) & (eligible["sex"] == sex) & ~eligible.index.isin(taken)]
        cell = pool.iloc[first_by_race(rng, pool["weight"].to_numpy(), children)]
        drawn.append(cell.assign(episodes=_repeats(rng, _capacity(cell), episodes, INEQUALITY[kind])))
        taken = taken.union(cell.index)
    return pd.concat(drawn)


def _capacity(children: pd.DataFrame) -> Counts:
    slots = (children["last"] - children["first"]).dt.days // SLOT
    return np.minimum(slots.to_numpy() // 2, MOST_EPISODES)


def _repeats(rng: Generator, capacity: Counts, episodes: int, inequality: float) -> Counts:
    """``episodes`` shared out with at least one for each child, most for few, no child above its capacity.

    ``ValueError`` where the children cannot have so many.
    """
    if capacity.sum() < episodes:
        raise ValueError(f"{episodes} episodes for children who can have {capacity.sum()}")
    weights = rng.lognormal(sigma=inequality, size=len(capacity))
    counts = np.ones(len(capacity), dtype=int)
    while (rest := episodes - int(np.sum(counts))) > 0:
        room = capacity - counts
        odds = np.where(room > 0, weights, 0)
        counts += np.minimum(rng.multinomial(rest, odds / odds.sum()), room)
    return counts


def _either_side(rng: Generator, children: pd.DataFrame, targets: MissingTargets) -> pd.DataFrame:
    """Episodes of children in care before or after their placement; a few children have them all."""
    in_care = children[children["kind"] == "looked_after"]
    able = in_care[long_enough(in_care, "side_first", "side_last", 40)]
    some = able.iloc[rng.permutation(len(able))[: max(1, targets.either_side // 3)]]
    some = some.assign(kind="left", first=some["side_first"], last=some["side_last"])
    return some.assign(episodes=_repeats(rng, _capacity(some), targets.either_side, 0.5))


def _beyond(rng: Generator, world: World, targets: MissingTargets, police: pd.DataFrame) -> pd.DataFrame:
    """One episode each of some children in December, after the calibrated days have ended."""
    year = targets.last.year
    window = under_18(world, police, date(year, 12, 5), date(year, 12, 30))
    window = window[long_enough(window, "first", "last", 10)]
    teenagers = world.people["dob"] < pd.Timestamp(year - 11, 1, 1)
    weight = (world.people["frailty"].clip(upper=50) * teenagers).reindex(window.index)
    some = window.iloc[first_by_race(rng, weight.to_numpy(), targets.beyond)]
    return some.assign(kind="beyond", episodes=1)


def _starts(rng: Generator, children: pd.DataFrame, targets: MissingTargets) -> pd.DataFrame:
    """Days on which each child's ``episodes`` start, from ``first`` to ``last``: columns person, kind, day.

    A child's episodes come in runs: days near one date of its own are likelier than others.
    """
    begin = children["first"] + pd.to_timedelta(rng.integers(0, SLOT, size=len(children)), unit="D")
    slots = ((children["last"] - begin).dt.days // SLOT + 1).to_numpy()
    child = np.repeat(np.arange(len(children)), slots)
    within = np.arange(len(child)) - np.repeat(slots.cumsum() - slots, slots)
    day = begin.to_numpy()[child] + within * np.timedelta64(SLOT, "D")
    centre = (rng.random(len(children)) * slots)[child]
    run = 0.2 + np.exp(-np.abs(within - centre) * SLOT / 40)
    month = np.array(targets.month_weights)[pd.DatetimeIndex(day).month - 1]
    arrival = pd.Series(rng.exponential(size=len(child)) / (run * month))
    drawn = (arrival.groupby(child).rank(method="first") <= children["episodes"].to_numpy()[child]).to_numpy()
    person, kind = children.index.to_numpy()[child[drawn]], children["kind"].to_numpy()[child[drawn]]
    return pd.DataFrame({"person": person, "kind": kind, "day": day[drawn]})


def _timed(rng: Generator, days: pd.DataFrame, targets: MissingTargets) -> pd.DataFrame:
    """Hours, lengths and categories. A start is likeliest in the evening; nine in ten end within a day."""
    n = len(days)
    hour = rng.normal(19.5, 4.5, size=n) % 24
    start = days["day"] + pd.to_timedelta((hour * 60).astype(int), unit="min")
    absent = rng.random(n) < np.where(days["day"] < pd.Timestamp(ABSENT_REDEFINED), *targets.absent)
    hours = rng.lognormal(np.where(absent, np.log(3), np.log(7)), 1.15)
    following = days.groupby("person")["day"].shift(-1)
    end = start + pd.to_timedelta(np.maximum(hours * 60, 10).astype(int), unit="min")
    end = end.mask(end > (latest := _latest_end(days, following, targets)), latest)
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


def _latest_end(
    days: pd.DataFrame, following: pd.Series[pd.Timestamp], targets: MissingTargets
) -> pd.Series[pd.Timestamp]:
    """The day before the child's next episode, within the year, and before those of kind ``beyond``."""
    year_end = pd.Timestamp(targets.last.year, 12, 31, 22)
    calibrated = min(pd.Timestamp(targets.last) + pd.Timedelta(days=3), year_end)
    limit = pd.Series(calibrated, index=days.index).mask(days["kind"] == "beyond", year_end)
    before = following - pd.Timedelta(hours=2)
    return limit.mask(before < limit, before)
