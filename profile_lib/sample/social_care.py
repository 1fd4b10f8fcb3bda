"""The council's extracts: ``looked_after`` and ``placed_by_others``."""

from __future__ import annotations

import pandas as pd
from numpy.random import Generator

from profile_lib.sample import canaries, care, faults, noise, systems
from profile_lib.sample.streams import choose
from profile_lib.sample.world import World

DUPLICATE_ROWS = 4

LOOKED_AFTER = [
    "child_ref", "surname", "forename", "date_of_birth", "sex", "from_date", "to_date", "postcode",
    "legal_status", "placement_type", "placed_in_area", "upn", "ethnicity_self", "disability", "send",
]  # fmt: skip
PLACED_BY_OTHERS = [
    "child_ref", "surname", "forename", "date_of_birth", "sex", "from_date", "to_date", "postcode",
    "responsible_authority", "placement_type",
]  # fmt: skip


def looked_after(world: World, year: str) -> pd.DataFrame:
    """Periods of care that touch the year or the weeks around it, as the council knew them on 15 January.

    Text in file order, dates ISO, with the column ``person`` in front (the truth).
    """
    rng = world.stream(f"looked_after {year}: rows")
    period = _around(care.periods(world), year)
    began = care.periods(world).groupby("person")["from_date"].min()
    rows = period.drop(columns="postcode").merge(
        systems.records(world, "looked_after", born_by=began), on="person", validate="many_to_one"
    )
    # The system knows the placement's address, or still the family's.
    rows["postcode"] = period["postcode"].where(pd.Series(rng.random(len(period)) < 0.4), rows["postcode"])
    people = world.people.loc[rows["person"]].reset_index(drop=True)
    rows = canaries.restore(noise.slips(rng, rows), "looked_after", world.people)
    of_school_age = (pd.Timestamp(int(year), 9, 1) - people["dob"]).dt.days > 4 * 365
    upn = systems.upns(world).loc[rows["person"]].reset_index(drop=True).where(of_school_age)
    typed = rows.assign(
        child_ref=rows["ref"],
        date_of_birth=rows["dob"].dt.strftime("%Y-%m-%d"),
        from_date=rows["from_date"].dt.strftime("%Y-%m-%d"),
        to_date=rows["to_date"].dt.strftime("%Y-%m-%d"),
        upn=noise.blanked(rng, upn, 0.06).mask(canaries.among(people), upn),
        ethnicity_self=noise.blanked(rng, people["ethnicity"], 0.09),
        disability=noise.blanked(rng, people["disability"], 0.05),
        send=noise.blanked(rng, people["send"], 0.12),
    )
    return _with_faults(rng, world, typed)[["person", *LOOKED_AFTER]]


def placed_by_others(world: World, year: str) -> pd.DataFrame:
    """Notices of children placed here by other authorities, dates dd/mm/yyyy, some ISO."""
    rng = world.stream(f"placed_by_others {year}: rows")
    placed = world.people[world.people["notified"].fillna(False).astype(bool)]
    stay = (
        placed[["arrived", "left", "authority"]]
        .reset_index()
        .rename(columns={"arrived": "from_date", "left": "to_date", "authority": "responsible_authority"})
    )
    began = placed["arrived"]
    rows = _around(stay, year).merge(
        systems.records(world, "placed_by_others", born_by=began), on="person", validate="many_to_one"
    )
    rows = canaries.restore(noise.slips(rng, rows), "placed_by_others", world.people)
    n = len(rows)
    iso = pd.Series(rng.random(n) < 0.1)

    def typed(days: pd.Series[pd.Timestamp]) -> pd.Series[str]:
        return days.dt.strftime("%d/%m/%Y").mask(iso, days.dt.strftime("%Y-%m-%d"))

    kind = choose(rng, n, ["foster", "children's home", "school", "semi-independent"], [0.5, 0.34, 0.06, 0.1])
    table = rows.assign(
        child_ref=rows["ref"],
        date_of_birth=typed(rows["dob"]),
        from_date=typed(rows["from_date"]),
        to_date=typed(rows["to_date"]),
        placement_type=noise.blanked(rng, pd.Series(kind, dtype="str"), 0.1),
    )
    return _with_faults(rng, world, table)[["person", *PLACED_BY_OTHERS]]


def _around(stays: pd.DataFrame, year: str) -> pd.DataFrame:
    """Stays that touch the year or some weeks either side; those that end after the extract have no end."""
    taken = pd.Timestamp(int(year) + 1, 1, 15)
    first = pd.Timestamp(int(year) - 1, 12, 10)
    touching = stays[(stays["from_date"] <= taken) & (stays["to_date"] >= first)].reset_index(drop=True)
    return touching.assign(to_date=touching["to_date"].mask(touching["to_date"] > taken))


def _with_faults(rng: Generator, world: World, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with a few more that have to be set aside: copies of rows, sound or spoilt."""
    ordinary = rows.index[~canaries.among(world.people.loc[rows["person"]]).to_numpy()]
    at = rng.choice(ordinary, size=DUPLICATE_ROWS + len(faults.CARE), replace=False)
    extra = rows.loc[at]
    return faults.insert(rng, rows, faults.spoil(extra, extra.index[DUPLICATE_ROWS:], faults.CARE))
