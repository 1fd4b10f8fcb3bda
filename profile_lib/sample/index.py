"""The police extract ``person_index``: who the references of intelligence and of links are.

Those two systems export references alone; the index says what each of them holds about the person.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.random import Generator

from profile_lib.sample import canaries, faults, links, noise, reports, systems
from profile_lib.sample.world import World

NOT_INDEXED, NOT_REFERRED_TO = 3, 6  # references of each source
EARLIER = 0.05  # of references, those with a row of an earlier name and address too
DUPLICATE_ROWS = 2
UPN, NHS_NUMBER = 0.12, 0.15  # of people, those whom the police know it of

COLUMNS = [
    "source", "ref", "surname", "forename", "date_of_birth", "sex", "postcode", "valid_from", "valid_to",
    "upn", "nhs_number", "ethnicity_self",
]  # fmt: skip


def person_index(world: World, year: str) -> pd.DataFrame:
    """The index of the year's references as text, dates dd/mm/yyyy, with ``person`` in front (the truth)."""
    rng = world.stream(f"person_index {year}: rows")
    linked = links.planned(world, year)
    referred = {
        reports.SYSTEM: reports.planned(world, year)["person"].dropna(),
        links.SYSTEM: pd.concat([linked["a"], linked["b"]]),
    }
    parts = [_of(rng, world, source, people) for source, people in referred.items()]
    rows = pd.concat(parts, ignore_index=True)
    typed = _typed(rng, world, year, rows)
    ordinary = rows.index[~canaries.among(world.people.loc[rows["person"]]).to_numpy()]
    copies = typed.loc[rng.choice(ordinary, size=DUPLICATE_ROWS + len(faults.PERSON_INDEX), replace=False)]
    extra = faults.spoil(copies, copies.index[DUPLICATE_ROWS:], faults.PERSON_INDEX)
    return faults.insert(rng, typed, extra)[["person", *COLUMNS]]


def _of(rng: Generator, world: World, source: str, people: pd.Series[int]) -> pd.DataFrame:
    """The rows of one source: a row a reference, and an earlier one of some; sorted by reference."""
    known = pd.Index(people.astype("int64").unique())
    ordinary = known.difference(world.people.index[canaries.among(world.people)])
    left_out = rng.choice(ordinary.to_numpy(), size=NOT_INDEXED, replace=False)
    strangers = world.people.index[~world.people.index.isin(known) & ~canaries.among(world.people)]
    person = np.array([*known.difference(left_out), *rng.choice(strangers, NOT_REFERRED_TO, replace=False)])
    held = systems.held(world, source).set_index("person")
    own = held.loc[person].rename_axis("person").reset_index().assign(source=source, former=False)
    before = own[rng.random(len(own)) < EARLIER]
    elsewhere = held.sample(len(before), random_state=rng)
    before = before.assign(former=True, postcode=elsewhere["postcode"].to_numpy())
    rows = pd.concat([own, before]).sort_values(["ref", "former"])
    typed = noise.slips(rng, rows.reset_index(drop=True))
    return canaries.restore(typed, source, world.people)


def _typed(rng: Generator, world: World, year: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows as text, dates dd/mm/yyyy."""
    n = len(rows)
    people = world.people.loc[rows["person"]].reset_index(drop=True)
    canary = canaries.among(people)
    start = pd.Timestamp(int(year), 1, 1) - pd.to_timedelta(rng.integers(30, 1_500, size=n), unit="D")
    # The former row of a reference stands after the present one: it ends where that begins.
    ended = pd.Series(start, index=rows.index).shift().where(rows["former"])
    upn = systems.upns(world).loc[rows["person"]].reset_index(drop=True)
    return rows.assign(
        date_of_birth=rows["dob"].dt.strftime("%d/%m/%Y"),
        valid_from=pd.Series(start.strftime("%d/%m/%Y"), index=rows.index).mask(rows["former"], "01/01/2009"),
        valid_to=(ended - pd.Timedelta(days=1)).dt.strftime("%d/%m/%Y"),
        upn=upn.where((rng.random(n) < UPN) | canary),
        nhs_number=_nhs_numbers(world)
        .loc[rows["person"]]
        .reset_index(drop=True)
        .where(rng.random(n) < NHS_NUMBER),
        ethnicity_self=noise.blanked(rng, people["ethnicity"], 0.35),
    )


def _nhs_numbers(world: World) -> pd.Series[str]:
    """A number for each person that no patient has: those that begin with 999 are kept for tests, and there
    are a million of them; of the counties beyond that those that begin with 8, none of which is issued."""
    rng = world.stream("nhs numbers")
    number = world.county * systems.PEOPLE_PER_COUNTY + rng.permutation(len(world.people))
    counted = pd.Series(number, index=world.people.index).astype(str)
    is_kept = (world.county + 1) * systems.PEOPLE_PER_COUNTY <= 1_000_000
    digits = "999" + counted.str.zfill(6) if is_kept else "8" + counted.str.zfill(8)
    places = np.array([list(number) for number in digits]).astype(int)
    check = (11 - places @ np.arange(10, 1, -1) % 11) % 11
    return (digits + check.astype(str)).where(check < 10)
