"""What each partner's system holds about each person: a reference of its own and an untidy record."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from profile_lib.sample import canaries, noise
from profile_lib.sample.world import World

PEOPLE_PER_COUNTY = 40_000  # numbers set apart for one county in each system


def records(
    world: World, system: str, *, twice: float = 0.0, born_by: pd.Series[pd.Timestamp] | None = None
) -> pd.DataFrame:
    """Every person as the system would write them down: columns person, ref and ``noise.IDENTIFYING``.

    ``twice``: share of people whom the system holds under two references without knowing it. References are
    numbered at random, so that they say nothing about the person, and last from year to year.
    """
    rng = world.stream(f"{system}: records")
    again = world.people.index[rng.random(len(world.people)) < twice]
    person = np.concatenate([world.people.index.to_numpy(), again.to_numpy()])
    people = world.people.loc[person].reset_index(drop=True)
    limit = None if born_by is None else born_by.reindex(person).reset_index(drop=True)
    held = noise.record(rng, people, limit, county=world.county)
    held.insert(0, "person", person)
    number = pd.Series(world.county * PEOPLE_PER_COUNTY + rng.permutation(len(held)))
    held.insert(1, "ref", canaries.PREFIX[system] + number.astype(str).str.zfill(8))
    return canaries.restore(held, system, world.people)


@lru_cache(maxsize=3)
def held(world: World, system: str) -> pd.DataFrame:
    """``records`` of a system that several steps ask for; not to be changed."""
    return records(world, system)


def upns(world: World) -> pd.Series[str]:
    """A unique pupil number for each person: a letter and twelve digits, made up."""
    rng = world.stream("upn")
    number = world.county * PEOPLE_PER_COUNTY + rng.permutation(len(world.people))
    upn = "A8650" + pd.Series(number, index=world.people.index).astype(str).str.zfill(8)
    return upn.mask(canaries.among(world.people), canaries.upns(world.people))
