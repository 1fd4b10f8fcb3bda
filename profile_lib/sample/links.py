"""The police extract ``links``: who is recorded as linked to whom, by the link system's own references."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.random import Generator

from profile_lib.sample import canaries, faults, reports, systems
from profile_lib.sample.other_crimes import recorded
from profile_lib.sample.partner_targets import LINKS
from profile_lib.sample.streams import choose
from profile_lib.sample.world import World

SYSTEM = "links"
KINDS = {"associate": 62, "family": 14, "same address": 12, "travels with": 12}
BETWEEN = {"offenders": 0.05, "offender and victim": 0.3, "others": 0.65}  # of the links
NO_KIND = 2  # in proportion to KINDS
TO_THEMSELVES, LATER, DUPLICATE_ROWS = 2, 8, 3

COLUMNS = ["person_ref_a", "person_ref_b", "kind", "recorded_on"]


def links(world: World, year: str) -> pd.DataFrame:
    """The links that the system holds in January after the year, dates ISO; ``person`` is missing."""
    rng = world.stream(f"links {year}: rows")
    ref = systems.held(world, SYSTEM).set_index("person")["ref"]
    plan = planned(world, year)
    typed = plan.assign(
        person_ref_a=plan["a"].map(ref),
        person_ref_b=plan["b"].map(ref),
        kind=choose(rng, len(plan), [*KINDS, ""], [*KINDS.values(), NO_KIND]),
        recorded_on=plan["day"].dt.strftime("%Y-%m-%d"),
    )
    copies = typed.loc[
        rng.choice(typed.index[typed["sound"]], size=DUPLICATE_ROWS + len(faults.LINKS), replace=False)
    ]
    extra = faults.spoil(copies, copies.index[DUPLICATE_ROWS:], faults.LINKS)
    return faults.insert(rng, typed, extra).assign(person=np.nan)[["person", *COLUMNS]]


@lru_cache(maxsize=1)  # the links and the index of their people are written one after the other
def planned(world: World, year: str) -> pd.DataFrame:
    """The links: columns a and b (people), day, sound (False: out of scope, or of a person to himself)."""
    rng = world.stream(f"links {year}: plan")
    pairs = _pairs(rng, _groups(world, year), LINKS[year])
    own = rng.choice(pairs["a"].to_numpy(), size=TO_THEMSELVES, replace=False)
    fixed = world.people.index[canaries.among(world.people)].to_numpy()
    some = pairs.iloc[rng.permutation(len(pairs))[:LATER]]
    near = np.array([*fixed, *some["a"].iloc[len(fixed) :]])
    far = some["b"].to_numpy()
    odd = pd.DataFrame({"a": np.concatenate([own, near]), "b": np.concatenate([own, far])})
    rows = pd.concat([pairs.assign(sound=True), odd.assign(sound=False)], ignore_index=True)
    end = pd.Timestamp(int(year), 12, 31)
    ago = rng.exponential(300, size=len(rows)).astype(int)
    later = rows.index >= len(pairs) + TO_THEMSELVES
    day = pd.Series(end - pd.to_timedelta(np.where(later, -1 - ago % 14, ago), unit="D"))
    return rows.assign(day=day.astype("datetime64[us]")).sort_values("day", kind="stable", ignore_index=True)


def _groups(world: World, year: str) -> dict[str, np.ndarray]:
    """Offenders and victims of the year's CSE crimes, and others known to intelligence."""
    crime, people = recorded(world, year)
    cse = crime.index[crime["kind"] == "cse"]
    named = people[people["crime"].isin(cse) & people["person"].notna() & ~people["spoilt"]]
    offender = named["role"] != "victim"
    known = reports.planned(world, year)
    subjects = known.loc[known["kind"] == "used", "person"].dropna()
    groups = {"offender": named["person"][offender], "victim": named["person"][~offender], "other": subjects}
    return {name: who.astype("int64").unique() for name, who in groups.items()}


def _pairs(rng: Generator, groups: dict[str, np.ndarray], n: int) -> pd.DataFrame:
    """``n`` different pairs of people. Some people are in many: links gather on a few."""
    one = {"offenders": "offender", "offender and victim": "offender", "others": "other"}
    two = {"offenders": "offender", "offender and victim": "victim", "others": "other"}
    between = choose(rng, 6 * n, list(BETWEEN), list(BETWEEN.values()))
    drawn = [(_skewed(rng, groups[one[kind]]), _skewed(rng, groups[two[kind]])) for kind in between]
    pairs = pd.DataFrame(drawn, columns=["a", "b"])
    known = pd.DataFrame(np.sort(pairs.to_numpy(), axis=1), index=pairs.index).duplicated()
    return pairs[(pairs["a"] != pairs["b"]) & ~known].head(n).reset_index(drop=True)


def _skewed(rng: Generator, people: np.ndarray) -> int:
    return int(people[int(len(people) * rng.random() ** 1.6)])
