"""The extract ``disruptions``: civil powers and other means that were used against exploitation."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.random import Generator

from profile_lib.sample import faults, noise
from profile_lib.sample.partner_targets import DISRUPTIONS
from profile_lib.sample.streams import choose
from profile_lib.sample.world import COMMUNITY_AREAS, World

POLICE = "Wiltshire Police"
LICENSING, HOUSING = "Wiltshire Council licensing", "Wiltshire Council housing"
#: Each power's share, and the agencies that use it.
POWERS = {
    "child abduction warning notice": (34, (POLICE,)),
    "warning letter": (22, (POLICE, "Wiltshire Council children's services")),
    "hotel information notice": (9, (POLICE,)),
    "taxi licence revoked": (8, (LICENSING,)),
    "premises licence revoked": (5, (LICENSING,)),
    "closure notice": (6, (POLICE, "Wiltshire Council")),
    "eviction": (6, (HOUSING, "Registered landlord")),
    "sexual risk order": (6, (POLICE,)),
    "sexual harm prevention order": (4, (POLICE,)),
}
NEW_ORDERS = pd.Timestamp(2015, 3, 8)  # from this day; the orders that they replaced stand beside them
BEFORE = {
    "sexual risk order": "risk of sexual harm order",
    "sexual harm prevention order": "sexual offences prevention order",
}
OUTSIDE = 4  # actions of the weeks before and after the year
DUPLICATE_ROWS, DUPLICATE_REFERENCES = 2, 1
NO_AGENCY = 0.05
NO_POWER = 2  # actions
REFERENCE_NUMBERS = 1_000  # set apart for one county in a year

COLUMNS = ["action_ref", "applied_on", "power", "agency", "community_area", "outcome"]
OUTCOMES = {"complied with": 48, "breached": 14, "under review": 22, "no further action": 16}


def disruptions(world: World, year: str) -> pd.DataFrame:
    """The year's actions as text, dates dd/mm/yyyy, in file order; ``person`` is missing."""
    rng = world.stream(f"disruptions {year}: rows")
    kind = np.repeat(["used", "outside", "spoilt"], [DISRUPTIONS[year], OUTSIDE, len(faults.DISRUPTIONS)])
    day = _days(rng, kind, int(year))
    power = _powers(rng, day)
    n = len(kind)
    number = pd.Series(world.county * REFERENCE_NUMBERS + rng.permutation(REFERENCE_NUMBERS)[:n])
    rows = pd.DataFrame(
        {
            "kind": kind,
            "day": day,
            "action_ref": f"DA{year[2:]}/" + number.astype(str).str.zfill(6),
            "applied_on": day.dt.strftime("%d/%m/%Y"),
            "power": power.mask(power.index.isin(rng.permutation(DISRUPTIONS[year])[:NO_POWER])),
            "agency": noise.blanked(rng, _agencies(rng, power), NO_AGENCY),
            "community_area": noise.blanked(rng, _areas(rng, n), 0.08),
            "outcome": noise.blanked(
                rng, pd.Series(choose(rng, n, list(OUTCOMES), list(OUTCOMES.values())), dtype="str"), 0.15
            ),
        }
    ).sort_values("day", kind="stable", ignore_index=True)
    rows = faults.spoil(rows, rows.index[rows["kind"] == "spoilt"], faults.DISRUPTIONS)
    at = rng.choice(
        rows.index[rows["kind"] == "used"], size=DUPLICATE_ROWS + DUPLICATE_REFERENCES, replace=False
    )
    copies = rows.loc[at]
    copies["outcome"] = copies["outcome"].mask(np.arange(len(at)) >= DUPLICATE_ROWS, "recorded twice")
    return faults.insert(rng, rows, copies).assign(person=np.nan)[["person", *COLUMNS]]


def _days(rng: Generator, kind: np.ndarray, year: int) -> pd.Series[pd.Timestamp]:
    inside = rng.integers(0, 365, size=len(kind))
    apart = np.where(rng.random(len(kind)) < 0.5, -25, 367) + rng.integers(0, 20, size=len(kind))
    offset = pd.to_timedelta(np.where(kind == "outside", apart, inside), unit="D")
    return pd.Series(pd.Timestamp(year, 1, 1) + offset).astype("datetime64[us]")


def _powers(rng: Generator, day: pd.Series[pd.Timestamp]) -> pd.Series[str]:
    shares = [share for share, _ in POWERS.values()]
    power = pd.Series(choose(rng, len(day), list(POWERS), shares), dtype="str")
    return power.mask(day < NEW_ORDERS, power.replace(BEFORE))


def _agencies(rng: Generator, power: pd.Series[str]) -> pd.Series[str]:
    """An agency that uses such a power; where there are two, a third is the less usual one."""
    agencies = {name: using for name, (_, using) in POWERS.items()}
    second = rng.random(len(power)) < 0.35
    using = [agencies.get(name, (POLICE,)) for name in power]
    return pd.Series([one[-1] if other else one[0] for one, other in zip(using, second, strict=True)])


def _areas(rng: Generator, n: int) -> pd.Series[str]:
    return pd.Series(choose(rng, n, list(COMMUNITY_AREAS), list(COMMUNITY_AREAS.values())), dtype="str")
