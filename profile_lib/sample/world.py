"""The invented county: children in households.

Everything here lasts: it is the same whichever years and extracts are asked for. A county is one unit of
``scale``; a sample of scale 3 is three counties, one after the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.random import Generator

from profile_lib.sample import canaries, names
from profile_lib.sample.streams import choose, stream

HOUSEHOLDS = 9_000
PLACED_HERE = 1_000  # children whom other authorities placed here, 2009 to 2016
NOTIFIED = 0.56  # of them the council here was told; of the others it knows nothing
FIRST_BIRTH, LAST_BIRTH = np.datetime64("1990-01-01"), np.datetime64("2016-12-31")
TWIN_BIRTHS = 0.03  # of later births in a household: about 2.5% of children then have a twin
TWINS_FRAILTY = 3  # twins go missing too readily here, as they are what a linkage gets wrong

# The 20 community areas of Wiltshire Council, with a rough share of the children (larger towns have more).
COMMUNITY_AREAS = {
    "Amesbury": 7, "Bradford on Avon": 4, "Calne": 5, "Chippenham": 9, "Corsham": 4, "Devizes": 6,
    "Malmesbury": 4, "Marlborough": 4, "Melksham": 6, "Mere": 1, "Pewsey": 3,
    "Royal Wootton Bassett and Cricklade": 6, "Salisbury": 9, "Southern Wiltshire": 4, "Tidworth": 6,
    "Tisbury": 1, "Trowbridge": 10, "Warminster": 5, "Westbury": 4, "Wilton": 2,
}  # fmt: skip
POSTCODE_AREAS = "WABCDFGHKLMNOPQRSTUVXY"
"""Second letters after Z of postcode areas that there are not; Shetland's is ZE, and ZZ says that a person
has no fixed abode."""
AUTHORITIES = {
    "Swindon": 24, "Hampshire": 16, "Bath and North East Somerset": 9, "Bristol": 9, "Gloucestershire": 9,
    "Somerset": 7, "Dorset": 7, "South Gloucestershire": 6, "Oxfordshire": 5, "Southampton": 4,
    "Birmingham": 2, "Croydon": 2,
}  # fmt: skip


@dataclass(frozen=True, eq=False)  # a world is itself: careers are remembered by it
class World:
    """A county.

    ``people``: one row a child (index ``person``): household, community, ethnicity, surname, forename, dob
    (datetime64[us]), sex (F/M), postcode, area, disability, send, frailty (how readily the child goes
    missing), authority, arrived, left and notified (children placed here by another authority; NaN or NaT for
    others).
    """

    seed: int
    county: int
    people: pd.DataFrame

    def stream(self, purpose: str) -> Generator:
        """Random numbers of one purpose in this county."""
        return stream(self.seed, self.county, purpose)


def build(seed: int, county: int) -> World:
    """The county number ``county`` (from 0) of a seed; the canaries live in the first."""
    rng = stream(seed, county, "world")
    own = _children(rng)
    placed = _placed(rng, first_household=int(own["household"].max()) + 1)
    people = pd.concat([own, placed], ignore_index=True)
    people = people.join(_households(rng, people["household"], county), on="household")
    people["sex"] = choose(rng, len(people), "FM", [0.487, 0.513])
    people["forename"] = names.forenames(rng, people["community"], people["sex"], people["household"])
    people["frailty"] = rng.lognormal(sigma=0.7, size=len(people)) * people.pop("household_frailty")
    people["frailty"] *= np.where(people.duplicated(["household", "dob"], keep=False), TWINS_FRAILTY, 1)
    people["disability"] = choose(rng, len(people), ["no", "yes"], [0.94, 0.06])
    people["send"] = choose(rng, len(people), ["none", "support", "plan"], [0.84, 0.13, 0.03])
    people["dob"] = _away_from_canaries(people["dob"])
    if county == 0:
        people = pd.concat([people, canaries.people(int(people["household"].max()) + 1)], ignore_index=True)
    return World(seed, county, people.rename_axis("person"))


def _children(rng: Generator) -> pd.DataFrame:
    size = choose(rng, HOUSEHOLDS, [1, 2, 3, 4], [0.45, 0.38, 0.12, 0.05]).astype(int)
    household = np.repeat(np.arange(HOUSEHOLDS), size)
    order = pd.Series(household).groupby(household).cumcount().to_numpy()
    span = (LAST_BIRTH - FIRST_BIRTH).astype(int)
    eldest = np.repeat(rng.integers(0, span - 500, size=HOUSEHOLDS), size)
    gap = np.where(rng.random(len(household)) < TWIN_BIRTHS, 0, 300 + rng.gamma(2, 300, size=len(household)))
    gap[order == 0] = 0
    born = eldest + pd.Series(gap).groupby(household).cumsum().astype(int).to_numpy()
    people = pd.DataFrame({"household": household, "dob": (FIRST_BIRTH + born).astype("datetime64[us]")})
    return people[people["dob"] <= pd.Timestamp(LAST_BIRTH)].reset_index(drop=True)


def _placed(rng: Generator, first_household: int) -> pd.DataFrame:
    """Children of other authorities; one in ten with a brother or sister placed in the same home."""
    household = first_household + np.arange(PLACED_HERE) - (rng.random(PLACED_HERE) < 0.1)
    arrived = np.datetime64("2009-01-01") + rng.integers(0, 8 * 365, size=PLACED_HERE)
    age_in_days = rng.triangular(6, 15, 17.5, size=PLACED_HERE) * 365.25
    born = arrived - age_in_days.astype(int)
    stay = (20 + rng.exponential(400, size=PLACED_HERE).astype(int)).astype("timedelta64[D]")
    left = np.minimum(arrived + stay, born + np.timedelta64(6574, "D"))  # up to about the eighteenth birthday
    return pd.DataFrame(
        {
            "household": household,
            "dob": born.astype("datetime64[us]"),
            "authority": choose(rng, PLACED_HERE, list(AUTHORITIES), list(AUTHORITIES.values())),
            "arrived": arrived.astype("datetime64[us]"),
            "left": left.astype("datetime64[us]"),
            "notified": (rng.random(PLACED_HERE) < NOTIFIED).astype(object),
        }
    )


def _households(rng: Generator, household: pd.Series[int], county: int) -> pd.DataFrame:
    homes = pd.DataFrame(index=pd.Index(household.unique(), name="household"))
    shares = [share for share, _ in names.COMMUNITIES.values()]
    homes["community"] = choose(rng, len(homes), list(names.COMMUNITIES), shares)
    homes["ethnicity"] = homes["community"].map({name: word for name, (_, word) in names.COMMUNITIES.items()})
    mixed = rng.random(len(homes)) < 0.035
    homes.loc[mixed, "ethnicity"] = "Mixed"
    homes["surname"] = names.surnames(rng, homes["community"])
    homes["area"] = choose(rng, len(homes), list(COMMUNITY_AREAS), list(COMMUNITY_AREAS.values()))
    homes["postcode"] = postcodes(rng, homes["area"], county)
    homes["household_frailty"] = rng.lognormal(sigma=0.9, size=len(homes))
    return homes


def postcodes(rng: Generator, areas: pd.Series[str], county: int = 0) -> np.ndarray[Any, Any]:
    """A postcode for each community area. There is no such postcode area: none of them can be a real one.

    Of many counties a few share their districts, so that the postcodes of a nation have a house or two each.
    """
    letter, block = divmod(county % (len(POSTCODE_AREAS) * 3), 3)
    first = 10 + len(COMMUNITY_AREAS) * block
    district = areas.map({area: str(first + i) for i, area in enumerate(COMMUNITY_AREAS)})
    letters = list("ABDEFGHJLNPQRSTUWXYZ")
    n = len(areas)
    unit = choose(rng, n, letters) + choose(rng, n, letters)
    inward = choose(rng, n, "123456789") + unit
    return np.asarray(f"Z{POSTCODE_AREAS[letter]}" + district.astype(object) + " " + inward, dtype=object)


def _away_from_canaries(dob: pd.Series[pd.Timestamp]) -> pd.Series[pd.Timestamp]:
    return dob.where(~dob.isin(canaries.BIRTHDAYS), dob + pd.Timedelta(days=1))
