"""The police extract ``missing_episodes``: the planned episodes as an operator would have typed them, and the
rows that have to be set aside. Nothing added here changes what the plan adds up to: an extra row is a fault,
out of scope, or part of an episode that is there anyway.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.random import Generator

from profile_lib.sample import canaries, faults, missing, noise, systems
from profile_lib.sample.eligible import adults, long_enough, under_18
from profile_lib.sample.streams import choose, first_by_race
from profile_lib.sample.targets import MISSING, YEARS
from profile_lib.sample.world import World

TWO_REFERENCES = 0.045  # of people; about six of a year's missing children then occur under both
SPLIT = 0.05  # of episodes are typed as two: overlapping, touching, or restarted within the hour
DATE_ONLY = 0.03
ADULT_ROWS = 42
DUPLICATE_ROWS, DUPLICATE_REFERENCES = 14, 5
REFERENCE_NUMBERS = 20_000  # set apart for one county's episodes in a year

COLUMNS = [
    "episode_ref", "person_ref", "surname", "forename", "date_of_birth", "sex", "category",
    "category_initial", "missing_from", "reported_at", "returned_at", "postcode", "community_area",
    "home_authority", "missing_from_type", "risk_level", "police_care_marker", "found_by", "found_in", "harm",
    "ethnicity_self", "ethnicity_officer",
]  # fmt: skip


def missing_episodes(world: World, year: str) -> pd.DataFrame:
    """The year's extract as text, in file order, with the column ``person`` in front (the truth).

    It begins with the last days of December before, as the system exports by the day of the report.
    """
    rows = _year(world, year)
    before = str(int(year) - 1)
    if before in YEARS:
        earlier = _year(world, before)
        rows = pd.concat([earlier[earlier["exported"] >= pd.Timestamp(int(before), 12, 20)], rows])
    return rows.sort_values("exported", kind="stable", ignore_index=True)[["person", *COLUMNS]]


def went_missing(world: World, year: str) -> pd.Series[bool]:
    """By person everybody in the year's own rows: whether any of their episodes is a calibrated one."""
    rows = _year(world, year)
    calibrated = ~rows["kind"].isin(["adult", "spoilt", "beyond"])
    return calibrated.groupby(rows["person"]).any()


def returns(world: World, year: str) -> pd.DataFrame:
    """The year's missing episodes of children that ended: columns person, start, end, episode_ref and piece
    (typed as the second of two rows, the first of which is here too); sorted by person and start."""
    rows = _year(world, year)
    ended = (rows["returned_at"].fillna("") != "") & ~rows["absent"].astype(bool)
    back = rows[ended & ~rows["kind"].isin(["adult", "spoilt"])].drop_duplicates("episode_ref")
    back = back.sort_values(["person", "start"], ignore_index=True)
    second = (
        back["piece"] & back["piece"].shift(fill_value=False) & (back["person"] == back["person"].shift())
    )
    return back.assign(piece=second)[["person", "start", "end", "episode_ref", "piece"]]


@lru_cache(maxsize=2)  # the year before is written at the head of the next
def _year(world: World, year: str) -> pd.DataFrame:
    targets = MISSING[year]
    rng = world.stream(f"missing_episodes {year}: rows")
    police = systems.records(world, "missing_episodes", twice=TWO_REFERENCES)
    days = (targets.first, targets.last_start)
    children = under_18(world, police, *days)
    children = children[long_enough(children, "first", "last") & (world.people["dob"] < f"{int(year) - 11}")]
    episodes = pd.concat(
        [
            _split(rng, missing.planned(world, year, police)),
            _strays(rng, world, adults(world, police, *days), "adult", ADULT_ROWS),
            _strays(rng, world, children, "spoilt", len(faults.MISSING_EPISODES)),
        ],
        ignore_index=True,
    )
    rows = _described(rng, world, year, _recorded(rng, police, episodes))
    rows = canaries.restore(noise.slips(rng, rows), "missing_episodes", world.people)
    typed = _typed(rng, world, year, rows)
    at = typed.index[typed["kind"] == "spoilt"]
    return _with_copies(rng, faults.spoil(typed, at, faults.MISSING_EPISODES))


def _strays(rng: Generator, world: World, window: pd.DataFrame, kind: str, n: int) -> pd.DataFrame:
    """One row each of ``n`` people outside the plan, on a day of their ``window`` (columns first, last)."""
    weight = world.people["frailty"].replace(np.inf, 0).reindex(window.index)
    some = window.iloc[first_by_race(rng, weight.to_numpy(), n)]
    days = (rng.random(n) * ((some["last"] - some["first"]).dt.days + 1)).astype(int)
    minutes = rng.integers(8 * 60, 23 * 60, size=n)
    start = (
        some["first"] + pd.to_timedelta(days, unit="D") + pd.to_timedelta(minutes, unit="min")
    ).to_numpy()
    return pd.DataFrame(
        {
            "person": some.index,
            "kind": kind,
            "start": start,
            "end": start + pd.to_timedelta(rng.integers(20, 400, size=n), unit="min"),
            "last": False,
            "soon": False,
            "piece": False,
            "absent": rng.random(n) < 0.3,
        }
    )


def _split(rng: Generator, episodes: pd.DataFrame) -> pd.DataFrame:
    """Some longer episodes as two rows, which a rule has to merge again; column ``piece``: one of two.

    The whole keeps its start, its end and its category: where it is missing, the first half may be absent.
    """
    minutes = (episodes["end"] - episodes["start"]).dt.total_seconds() / 60
    halved = (rng.random(len(episodes)) < SPLIT) & (minutes > 240)
    chosen = episodes[halved]
    n = len(chosen)
    middle = chosen["start"] + pd.to_timedelta(
        (minutes[halved] * rng.uniform(0.3, 0.7, size=n)).astype(int), unit="min"
    )
    apart = choose(rng, n, ["overlap", "touch", "restart"], [0.45, 0.2, 0.35])
    gap = np.select(
        [apart == "overlap", apart == "restart"],
        [-rng.integers(10, 60, size=n), rng.integers(5, 56, size=n)],
        default=0,
    )
    first = chosen.assign(end=middle, last=False, absent=chosen["absent"] | (rng.random(n) < 0.4))
    second = chosen.assign(start=middle + pd.to_timedelta(gap, unit="min"))
    whole = episodes[~halved].assign(piece=False)
    return pd.concat([whole, first.assign(piece=True), second.assign(piece=True)]).sort_values(
        ["person", "start"], ignore_index=True
    )


def _recorded(rng: Generator, police: pd.DataFrame, episodes: pd.DataFrame) -> pd.DataFrame:
    """The episodes with the police record of the person, under one of the person's references."""
    held = police.assign(copy=police.groupby("person").cumcount())
    copies = episodes["person"].map(held.groupby("person").size())
    turn = episodes.groupby("person").cumcount() + rng.integers(0, 2, size=len(episodes))
    return episodes.assign(copy=turn % copies).merge(
        held, on=["person", "copy"], how="left", validate="many_to_one"
    )


def _described(rng: Generator, world: World, year: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with all that is not who and when: category, risk, place, care marker, how it ended."""
    n = len(rows)
    recorded = MISSING[year].recorded
    people = world.people.loc[rows["person"]].reset_index(drop=True)
    in_care = rows["kind"].isin(missing.IN_CARE)
    absent = rows["absent"]

    def column(values: Iterable[object], not_recorded: float) -> pd.Series[str]:
        filled = pd.Series(list(values), index=rows.index, dtype="str")
        return noise.blanked(rng, filled, 1 - (1 - not_recorded) * recorded)

    regraded = ~absent & (rng.random(n) < 0.12)
    risk = pd.Series(choose(rng, n, ["high", "medium", "low"], [0.16, 0.68, 0.16]))
    risk = risk.mask(absent, "no apparent risk").mask(absent & (rng.random(n) < 0.15), "low")
    home = choose(rng, n, ["home", "school", "hospital", "other"], [0.86, 0.06, 0.02, 0.06])
    away = choose(rng, n, ["children's home", "foster", "school", "other"], [0.52, 0.36, 0.05, 0.07])
    marker = pd.Series(choose(rng, n, ["yes", "no"], [0.88, 0.12])).where(in_care, "no")
    marker = marker.mask(rng.random(n) < 0.2)
    finder = choose(
        rng, n, ["returned by self", "police", "family", "carer", "public"], [0.46, 0.27, 0.12, 0.11, 0.04]
    )
    place = choose(
        rng, n, ["own address", "friend's address", "street", "relative's address", "public transport"],
        [0.5, 0.2, 0.17, 0.08, 0.05],
    )  # fmt: skip
    ethnicity = people["ethnicity"]
    # A marker is set for a child, not for each half of an episode.
    marker = marker.mask(rows["piece"], in_care.map({True: "yes", False: "no"}))
    return rows.assign(
        category=np.where(absent, "absent", "missing"),
        category_initial=column(np.where(absent | regraded, "absent", "missing"), 0.1),
        community_area=column(people["area"], 0.03),
        home_authority=column(people["authority"].fillna("Wiltshire"), 0.2),
        missing_from_type=column(np.where(in_care, away, home), 0.08),
        risk_level=column(risk, 0.25),
        # Nobody but the police knows these children to be in care.
        police_care_marker=marker.mask(rows["kind"] == "unnotified", "yes"),
        found_by=column(finder, 0.22),
        found_in=column(place, 0.3),
        harm=column(choose(rng, n, ["none", "some"], [0.96, 0.04]), 0.1),
        ethnicity_self=column(ethnicity, 0.31),
        ethnicity_officer=column(ethnicity, 0.15),
    )


def _typed(rng: Generator, world: World, year: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows as text: references, and days and times as dd/mm/yyyy HH:MM."""
    n = len(rows)
    number = world.county * REFERENCE_NUMBERS + rng.permutation(REFERENCE_NUMBERS)[:n]
    reported = rows["start"] + pd.to_timedelta(rng.exponential(100, size=n).astype(int) + 5, unit="min")
    no_return = rows["last"].astype(bool) & (rng.random(n) < 0.04)
    date_only = (rng.random(n) < DATE_ONLY) & ~rows["piece"] & ~rows["soon"]
    moments = {
        "missing_from": rows["start"],
        "reported_at": reported,
        "returned_at": rows["end"].mask(no_return),
    }
    text = {
        name: moment.dt.strftime("%d/%m/%Y %H:%M").mask(date_only, moment.dt.strftime("%d/%m/%Y"))
        for name, moment in moments.items()
    }
    return rows.assign(
        episode_ref=f"MP{year[2:]}/" + pd.Series(number).astype(str).str.zfill(7),
        person_ref=rows["ref"],
        date_of_birth=rows["dob"].dt.strftime("%d/%m/%Y"),
        # Not quite in order of time: a row is exported when its report is closed.
        exported=rows["start"] + pd.to_timedelta(rng.exponential(12 * 60, size=n).astype(int), unit="min"),
        **text,
    )


def _with_copies(rng: Generator, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with copies of some at the end: identical, or with the same reference and another entry.

    Either way the copy is not counted twice. It is exported some days after the original.
    """
    sound = rows.index[~rows["kind"].isin(["spoilt", "adult"])]
    copies = rows.loc[rng.choice(sound, size=DUPLICATE_ROWS + DUPLICATE_REFERENCES, replace=False)]
    copies = copies.assign(exported=copies["exported"] + pd.Timedelta(days=3))
    changed = np.arange(len(copies)) >= DUPLICATE_ROWS
    return pd.concat(
        [rows, copies.assign(found_by=copies["found_by"].mask(changed, "not stated"))], ignore_index=True
    )
