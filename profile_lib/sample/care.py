"""Who is looked after when, and where: lasting careers, from which each year's return is cut."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from profile_lib.sample import canaries
from profile_lib.sample.streams import choose
from profile_lib.sample.world import World, postcodes

# Tuned to about 414 children looked after on 31 March 2016, the number that the Department for Education
# published for Wiltshire.
HOUSEHOLDS_ENTERING = 0.29  # of households, 2002 to 2017; not every child enters
TWINS_ENTERING = 0.7  # of households with twins: too many, as they are what a linkage gets wrong
CHILDREN_ENTERING = 0.75  # of the children of such a household
MEAN_STAY = 1_100  # days
MEAN_PLACEMENT = 420  # days; after that the child moves
SHORT_BREAKS = 46  # children with agreed short breaks (V3, V4), which are not care

LEGAL_STATUS = {"C2": 0.52, "C1": 0.14, "V2": 0.25, "E1": 0.09}
PLACEMENT = {"U6": 0.56, "U3": 0.12, "K2": 0.13, "P1": 0.06, "P2": 0.05, "H5": 0.04, "S1": 0.04}


@lru_cache(maxsize=1)
def spells(world: World) -> pd.DataFrame:
    """Unbroken time in care: columns person, from_date, to_date (both included); at most one a person."""
    rng = world.stream("looked after: spells")
    own = world.people[world.people["authority"].isna()]
    homes = own["household"].unique()
    days = np.datetime64("2002-01-01") + rng.integers(0, 16 * 365, size=len(homes))
    entry = pd.Series(days.astype("datetime64[us]"), index=homes)
    twins = own.loc[own.duplicated(["household", "dob"]), "household"]
    entry = entry[
        rng.random(len(homes)) < np.where(entry.index.isin(twins), TWINS_ENTERING, HOUSEHOLDS_ENTERING)
    ]
    spell = pd.DataFrame({"person": own.index, "from_date": own["household"].map(entry), "dob": own["dob"]})
    spell = spell[rng.random(len(spell)) < CHILDREN_ENTERING].dropna()
    stay = pd.to_timedelta(3 + rng.exponential(MEAN_STAY, size=len(spell)).astype(int), unit="D")
    adult = spell["dob"] + pd.DateOffset(years=18) - pd.Timedelta(days=1)
    spell["to_date"] = (spell["from_date"] + stay).clip(upper=adult)
    spell = spell[(spell["from_date"] >= spell["dob"]) & (spell["to_date"] > spell["from_date"])]
    fixed = world.people.index[world.people["dob"].isin(canaries.BIRTHDAYS)]
    canary = pd.DataFrame(
        {"person": fixed, "from_date": canaries.IN_CARE_FROM, "to_date": canaries.IN_CARE_TO}
    )
    return pd.concat([spell.drop(columns="dob"), canary], ignore_index=True)


@lru_cache(maxsize=1)
def periods(world: World) -> pd.DataFrame:
    """Every placement of every spell, and short breaks.

    Columns person, from_date, to_date, legal_status, placement_type, placed_in_area, postcode. A move ends
    one period and begins the next on the same day.
    """
    rng = world.stream("looked after: placements")
    spell = spells(world)
    length = (spell["to_date"] - spell["from_date"]).dt.days
    moves = np.minimum(rng.poisson(length / MEAN_PLACEMENT), 12)
    period = spell.loc[spell.index.repeat(moves + 1)].rename_axis("spell").reset_index()
    first = ~period.duplicated("spell")
    at = (rng.random(len(period)) * length.loc[period["spell"]].to_numpy()).astype(int)
    begins = period["from_date"] + pd.to_timedelta(np.where(first, 0, at), unit="D")
    period["from_date"] = begins
    period = period.sort_values(["spell", "from_date"]).drop_duplicates(["spell", "from_date"])
    following = period.groupby("spell")["from_date"].shift(-1)
    period["to_date"] = following.fillna(period["to_date"])
    status = pd.Series(
        choose(rng, len(spell), list(LEGAL_STATUS), list(LEGAL_STATUS.values())), index=spell.index
    )
    period["legal_status"] = period["spell"].map(status)
    # A full care order follows an interim one.
    interim = (
        (period["legal_status"] == "C2")
        & period["spell"].duplicated(keep="last")
        & ~period["spell"].duplicated()
    )
    period["legal_status"] = period["legal_status"].mask(interim, "C1")
    period["placement_type"] = choose(rng, len(period), list(PLACEMENT), list(PLACEMENT.values()))
    period = pd.concat([period.drop(columns="spell"), _short_breaks(world)], ignore_index=True)
    period["placed_in_area"] = choose(rng, len(period), ["yes", "no"], [0.8, 0.2])
    home = world.people.loc[period["person"]].reset_index(drop=True)
    away = pd.Series(postcodes(rng, home["area"], world.county))
    stays = period["placement_type"].isin(["P1"]) | (rng.random(len(period)) < 0.5)
    period["postcode"] = home["postcode"].where(stays, away)
    return period.sort_values(["person", "from_date"], ignore_index=True)


def _short_breaks(world: World) -> pd.DataFrame:
    """Agreed short breaks: a year's agreement (V4) or one stay (V3), of children who are never in care."""
    rng = world.stream("looked after: short breaks")
    own = world.people[world.people["authority"].isna()]
    free = own.index[
        ~own.index.isin(spells(world)["person"]) & (own["dob"] > "1998-01-01") & (own["dob"] < "2009-01-01")
    ]
    chosen = rng.choice(free, size=SHORT_BREAKS, replace=False)
    person = np.repeat(chosen, 5)
    year = np.tile(np.arange(2012, 2017), SHORT_BREAKS)
    begins = pd.to_datetime(pd.Series(year).astype(str) + "-01-01").astype("datetime64[us]")
    begins += pd.to_timedelta(rng.integers(0, 330, size=len(person)), unit="D")
    status = choose(rng, len(person), ["V3", "V4"], [0.3, 0.7])
    nights = np.where(
        status == "V3", rng.integers(1, 6, size=len(person)), rng.integers(150, 364, size=len(person))
    )
    breaks = pd.DataFrame(
        {"person": person, "from_date": begins, "legal_status": status, "placement_type": "U6"}
    )
    breaks["to_date"] = begins + pd.to_timedelta(nights, unit="D")
    return breaks[rng.random(len(breaks)) < 0.6]
